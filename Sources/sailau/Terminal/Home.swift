import DataFormats
import ElectionFiles
import ElectionModel
import ElectoralLaw
import Publication
import Synchronization
import Wording

#if canImport(Glibc)
    import Glibc
#endif

/// Where laws, elections, texts and pages are found: `SAILAU_HOME`, which the launcher sets, or `../share/sailau` beside an
/// installed program.
enum Home {
    static var path: String {
        if let value = getenv("SAILAU_HOME") { return String(cString: value) }
        let folder = program.split(separator: "/").dropLast().joined(separator: "/")
        return "/\(folder)/../share/sailau"
    }

    /// This program's own file.
    static var program: String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &buffer, buffer.count)
        return length > 0 ? String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self) : ""
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

    /// The bytes of a file under the program's home.
    static func needed(_ name: String) throws -> [UInt8] {
        guard let bytes = read("\(path)/\(name)") else { throw BadInput(.noFile, ["file": "\(path)/\(name)"]) }
        return bytes
    }

    /// Reads an election by the name of its folder under `Elections/`, or by a path.
    static func election(_ name: String) throws -> ElectionFolder {
        let folder = name.contains("/") ? name : "\(path)/Elections/\(name)"
        let shown = name.contains("/") ? name : "Elections/\(name)"
        return try ElectionFolder.read(
            shown, file: { read("\(folder)/\($0)") }, lawFile: { read("\(path)/Laws/\($0)") })
    }

    /// Reads a law by its path under `Laws/`, without `.yaml`.
    static func law(_ name: String) throws -> Law {
        guard let bytes = read("\(path)/Laws/\(name).yaml") else {
            throw BadInput(.noChamberLaw, ["file": "Laws/\(name).yaml"])
        }
        return try Law.read(bytes, file: "Laws/\(name).yaml")
    }

    /// The texts of some languages; reading one alone is quicker.
    static func texts(_ languages: [Language] = Language.allCases) throws(Mistakes) -> TextCatalogue {
        let files = TextFile.all.filter { languages.contains($0.language) }.compactMap { language, kind in
            read("\(path)/\(TextFile.path(language, kind))").map { TextFile(language, kind, bytes: $0) }
        }
        return try TextCatalogue(files, languages: languages)
    }

    /// The words that were read already.
    private static let knownWords = Mutex<[Language: Wording]>([:])

    /// The words of a language without the names of any election; they are read once.
    static func wording(_ language: Language) throws(Mistakes) -> Wording {
        if let known = knownWords.withLock({ $0[language] }) { return known }
        let wording = Wording(try texts([language]), in: language)
        knownWords.withLock { $0[language] = wording }
        return wording
    }

    static func wording(_ language: Language, _ election: Election, _ law: Law) throws -> Wording {
        Wording(try texts([language]), in: language, names: Names(of: election, under: law))
    }

    /// The style and the map of the pages.
    static func assets() throws -> SiteAssets {
        func bytes(_ name: String) throws -> [UInt8] {
            guard let bytes = read("\(path)/Pages/\(name)") else {
                throw BadInput(.noPageFile, ["file": "\(path)/Pages/\(name)"])
            }
            return bytes
        }
        return SiteAssets(
            style: try bytes("style.css"), tiles: try TilePlace.read(bytes("tiles.csv"), file: "Pages/tiles.csv"),
            script: try bytes("live.js"))
    }

    /// Writes a file as a whole: first beside it under another name, then in its place, so that nobody finds half of it.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let draft = "\(path).part"
        guard let file = fopen(draft, "wb") else {
            throw BadInput(.notWritten, ["file": path])
        }
        let written = fwrite(bytes, 1, bytes.count, file)
        guard fclose(file) == 0, written == bytes.count, rename(draft, path) == 0 else {
            unlink(draft)
            throw BadInput(.notWrittenWhole, ["file": path])
        }
    }

    /// Makes a folder and those above it.
    static func makeFolder(_ path: String) throws {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += part + "/"
            if mkdir(made, 0o755) != 0, errno != EEXIST {
                throw BadInput(.folderNotMade, ["folder": made])
            }
        }
    }
}
