import DataFormats
import ElectionFiles

#if canImport(Glibc)
    import Glibc
#endif

/// Where laws, elections, texts and pages are found: `SAILAU_HOME`, which the launcher sets, or `../share/sailau` beside an
/// installed program.
enum Home {
    static var path: String {
        if let value = getenv("SAILAU_HOME") { return String(cString: value) }
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &buffer, buffer.count)
        let program = length > 0 ? String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self) : ""
        let folder = program.split(separator: "/").dropLast().joined(separator: "/")
        return "/\(folder)/../share/sailau"
    }

    /// The bytes of a file; nil where there is none.
    static func read(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var status = stat()
        guard fstat(fileno(file), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = Int(status.st_size)
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = fread(buffer.baseAddress, 1, size, file)
        }
    }

    /// Reads an election by the name of its folder under `Elections/`, or by a path.
    static func election(_ name: String) throws -> ElectionFolder {
        let folder = name.contains("/") ? name : "\(path)/Elections/\(name)"
        let shown = name.contains("/") ? name : "Elections/\(name)"
        return try ElectionFolder.read(
            shown, file: { read("\(folder)/\($0)") }, lawFile: { read("\(path)/Laws/\($0)") })
    }
}
