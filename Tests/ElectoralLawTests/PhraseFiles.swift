import ElectoralLaw
import Foundation

/// The files under `Laws/` and `Documentation/`, found from this file's own place in the repository.
enum RepositoryFiles {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func bytes(_ path: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: root.appending(path: path)))
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    /// The YAML files of a folder and its subfolders, by path from the root, in the order of their names.
    static func yaml(under folder: String, deep: Bool = true) throws -> [String] {
        let base = root.appending(path: folder)
        let names =
            deep
            ? FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
            : try FileManager.default.contentsOfDirectory(atPath: base.path)
        return names.filter { $0.hasSuffix(".yaml") }.sorted {
            Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
        }
        .map { "\(folder)/\($0)" }
    }

    /// All phrase cases, by file name and then in the order of the file.
    static func phrases() throws -> [PhraseCase] {
        try yaml(under: "Laws/phrases", deep: false).flatMap { try PhraseCase.read(bytes($0), file: $0) }
    }

    static func law(_ path: String) throws -> Law {
        try Law.read(bytes(path), file: path)
    }
}
