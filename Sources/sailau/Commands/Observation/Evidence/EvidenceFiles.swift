import ElectionFiles
import Observation
import VerifiableVoting
import Wording

#if canImport(Glibc)
    import Glibc
#endif

/// The files of a bundle on disk, with those of the program that it rests on.
struct EvidenceFiles {
    static let text = "evidence.json"
    static let head = "evidence.head"
    static let inputs = "evidence.yaml"
    /// The record of the election, exported without what is said about persons.
    static let record = "record.txt"
    /// What stands beside the files that a bundle is made from.
    private static let made = [text, head]

    let folder: String

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// The bytes of a file that has to be there.
    func needed(_ name: String) throws -> [UInt8] {
        guard let bytes = Home.read(path(name)) else { throw BadInput(.noFile, ["file": path(name)]) }
        return bytes
    }

    func bytes(_ name: String) -> [UInt8]? { Home.read(path(name)) }

    /// Names of all files below the folder, in the order of their bytes; the bundle's own text and its head left out.
    func names() -> [String] {
        var names: [String] = []
        Self.collect(folder, "", &names)
        return names.filter { !Self.made.contains($0) }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Names of the files directly in one folder that end so.
    func names(in inner: String, ending: String) -> [String] {
        names().filter { name in
            name.hasPrefix("\(inner)/") && name.hasSuffix(ending) && !name.dropFirst(inner.count + 1).contains("/")
        }
    }

    private static func collect(_ root: String, _ inner: String, _ names: inout [String]) {
        guard let handle = opendir(inner.isEmpty ? root : "\(root)/\(inner)") else { return }
        defer { closedir(handle) }
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            let path = inner.isEmpty ? name : "\(inner)/\(name)"
            var status = stat()
            guard lstat("\(root)/\(path)", &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR { collect(root, path, &names) } else { names.append(path) }
        }
    }

    /// The election's folder: the bundle's own, or one that ships with the program.
    func election(_ inputs: EvidenceInputs) -> String {
        bytes("election/election.yaml") == nil ? inputs.election : path("election")
    }

    /// Everything that the bundle rests on.
    ///
    /// - Parameter elsewhere: names of files of the bundle that are kept elsewhere.
    func list(_ inputs: EvidenceInputs, law: String, elsewhere: (String) -> Bool) throws -> [EvidenceBundle.File] {
        var files = try names().map { name in
            Self.file(name, elsewhere(name) ? .elsewhere : .bundle, try needed(name))
        }
        var shipped = ["Laws/\(law).yaml"]
        if bytes("election/election.yaml") == nil {
            var names: [String] = []
            Self.collect("\(Home.path)/Elections/\(inputs.election)", "", &names)
            shipped += names.map { "Elections/\(inputs.election)/\($0)" }
        }
        if bytes(Self.record) != nil { shipped.append("Laws/procedures/\(law).yaml") }
        if inputs.contest != nil { shipped.append(ForensicsCommand.controlFile) }
        for name in Set(shipped).sorted() { files.append(Self.file(name, .program, try Home.needed(name))) }
        return files
    }

    private static func file(
        _ name: String, _ place: EvidenceBundle.File.Place, _ bytes: [UInt8]
    ) -> EvidenceBundle.File {
        EvidenceBundle.File(name, place, size: UInt64(bytes.count), digest: Digest(of: bytes))
    }

    /// Holds the files against the list of a bundle.
    ///
    /// - Parameter archives: where files lie that are kept elsewhere.
    /// - Throws: `BundleRefusal` with the first file that is missing, changed or not named.
    func check(_ listed: [EvidenceBundle.File], archives: String?) throws {
        for file in listed {
            let path =
                switch file.place {
                case .bundle: path(file.path)
                case .program: "\(Home.path)/\(file.path)"
                case .elsewhere: Self.path(file.path, below: archives ?? folder)
                }
            guard let bytes = Home.read(path) else { throw BundleRefusal.fileMissing(path) }
            guard UInt64(bytes.count) == file.size, Digest(of: bytes) == file.digest else {
                throw BundleRefusal.fileChanged(path)
            }
        }
        let known = Set(listed.filter { $0.place != .program }.map(\.path))
        if let other = names().first(where: { !known.contains($0) }) { throw BundleRefusal.fileNotNamed(path(other)) }
    }

    /// A file that is kept elsewhere, by its last name.
    static func path(_ name: String, below folder: String) -> String {
        "\(folder)/\(name.split(separator: "/").last ?? "")"
    }
}
