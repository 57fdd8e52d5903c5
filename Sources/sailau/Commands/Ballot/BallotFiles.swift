import PrimeOrderGroups
import Storage
import VerifiableVoting
import Wording

#if canImport(Glibc)
    import Glibc
#endif

/// Reads and writes the files around an archive.
enum BallotFiles {
    /// The content of a file without white space at its ends.
    static func trimmed(_ path: String) throws -> [UInt8] {
        let bytes = try WholeFile.read(path)
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
        guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) })
        else { return [] }
        return Array(bytes[first...last])
    }

    /// The lines of files, in their order, without empty ones.
    static func lines(_ paths: [String]) throws -> [[UInt8]] {
        try paths.flatMap { path in
            try trimmed(path).split(separator: UInt8(ascii: "\n")).map { line in
                Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
            }
        }
    }

    /// A secret from a file, or from standard input for `-`. Warns where others can read the file.
    static func secretLines(_ path: String, _ options: BallotOptions) throws -> [String] {
        try secretLines(path) { try options.wording() }
    }

    private static func secretLines(_ path: String, _ wording: () throws -> Wording) throws -> [String] {
        guard path != "-" else { return standardInput().map(text) }
        if try WholeFile.isOpenToOthers(path) {
            Terminal.error(try wording().notice(.openToOthers(file: path)))
        }
        return try lines([path]).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The lines of standard input, without empty ones.
    static func standardInput() -> [[UInt8]] {
        var lines: [[UInt8]] = []
        while let line = readLine() { if !line.isEmpty { lines.append(Array(line.utf8)) } }
        return lines
    }

    static func secret(_ path: String, _ options: BallotOptions) throws -> [UInt8] {
        try secret(path) { try options.wording() }
    }

    /// The private key of a member, for commands on records.
    static func signerSecret(_ path: String, _ options: RecordOptions) throws -> SignerSecret {
        try SignerSecret(bytes: secret(path) { try options.wording() })
    }

    private static func secret(_ path: String, _ wording: () throws -> Wording) throws -> [UInt8] {
        let lines = try secretLines(path, wording)
        guard lines.count == 1 else {
            throw BadInput(.oneLine, ["file": path, "count": "\(lines.count)"])
        }
        return Array(lines[0].utf8)
    }

    static func withLineEnd(_ bytes: [UInt8]) -> [UInt8] { bytes + [UInt8(ascii: "\n")] }

    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    static func checkGroup(_ name: String) throws {
        guard SuiteChoice.groups.contains(name) else {
            throw BadInput(.noGroup, ["text": name, "known": SuiteChoice.groups.joined(separator: ", ")])
        }
    }

    /// Reports a tail that opening cut.
    static func report(_ tail: CutTail?, _ options: BallotOptions) throws {
        guard let tail else { return }
        Terminal.error(
            try options.wording().notice(
                .cutTail(bytes: tail.byteCount, offset: tail.offset, file: tail.keptIn)))
    }

    static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// Seconds since 1970.
    static var now: UInt64 { UInt64(max(0, time(nil))) }
}
