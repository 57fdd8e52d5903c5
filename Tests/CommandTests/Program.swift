import Foundation

/// The program as a user runs it, with the data of this repository.
struct Program {
    var status: Int32
    var output: String
    var errors: String

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Runs `sailau` with arguments, from the root of the repository.
    static func run(_ arguments: String...) throws -> Program {
        try run(arguments)
    }

    /// `input` is what is typed; `environment` comes on top of the usual one; `home` is where the data is.
    static func run(
        _ arguments: [String], input: String? = nil, environment: [String: String] = [:], home: String = root.path
    ) throws -> Program {
        let process = Process()
        process.executableURL = root.appending(path: ".build/release/sailau")
        process.arguments = arguments
        process.currentDirectoryURL = root
        process.environment = ["SAILAU_HOME": home, "LANG": "C.UTF-8"].merging(environment) { $1 }
        let typed = Pipe()
        if input != nil { process.standardInput = typed }
        let output = try Collector()
        let errors = try Collector()
        process.standardOutput = output.handle
        process.standardError = errors.handle
        try process.run()
        if let input {
            try typed.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try typed.fileHandleForWriting.close()
        }
        process.waitUntilExit()
        return Program(status: process.terminationStatus, output: try output.text(), errors: try errors.text())
    }

    /// The members of an object that was printed as JSON.
    func json() throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(output.utf8))
        return value as? [String: Any] ?? [:]
    }
}

/// What a program writes, kept in a file so that no pipe can fill up.
private struct Collector {
    let handle: FileHandle
    private let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "sailau-\(UUID().uuidString)")
        try Data().write(to: url)
        handle = try FileHandle(forWritingTo: url)
    }

    func text() throws -> String {
        try handle.close()
        defer { try? FileManager.default.removeItem(at: url) }
        return String(decoding: try Data(contentsOf: url), as: UTF8.self)
    }
}

/// A folder that is gone after a test.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "sailau-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func names(under folder: String = "") -> [String] {
        let all = FileManager.default.enumerator(atPath: folder.isEmpty ? path : "\(path)/\(folder)")
        return (all?.compactMap { $0 as? String } ?? []).sorted()
    }

    func bytes(_ name: String) -> Data? { FileManager.default.contents(atPath: "\(path)/\(name)") }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
    }

    /// The files of an election of this repository.
    func copyElection(_ name: String) throws {
        let source = Program.root.appending(path: "Elections/\(name)").path
        for file in try FileManager.default.contentsOfDirectory(atPath: source) {
            try FileManager.default.copyItem(atPath: "\(source)/\(file)", toPath: "\(path)/\(file)")
        }
    }

    /// Changes a text that must be there.
    func edit(_ name: String, replacing old: String, by new: String) throws {
        let text = String(decoding: bytes(name) ?? Data(), as: UTF8.self)
        guard text.contains(old) else { throw CocoaError(.fileReadCorruptFile) }
        try write(text.replacingOccurrences(of: old, with: new), to: name)
    }
}
