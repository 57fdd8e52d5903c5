/// An evidence file: points that let a verifier check many proofs at once. Untrusted; see Documentation/Formats/Evidence.md.
///
/// Magic text and version, the election's fingerprint (32 bytes), then an entry for each ballot: hash of the ballot (32
/// bytes), number of points (4 bytes, little-endian), points (64 bytes each, the coordinates of their eighths).
public enum EvidenceFile {
    static let magic = Array("sailau-evidence\u{1}".utf8)
    static let headerSize = magic.count + 32
    static let entryHeaderSize = 36

    static func header(fingerprint: Digest) -> [UInt8] { magic + fingerprint.bytes }

    static func entry(ballot: Digest, points: [UInt8]) -> [UInt8] {
        let count = UInt32(points.count / 64)
        return ballot.bytes + withUnsafeBytes(of: count.littleEndian) { Array($0) } + points
    }
}

/// Finds the entries of an evidence file: in the order of the archive without looking, in any other by an index.
package struct EvidenceReader {
    private let source: any ArchiveSource
    private var next: UInt64
    private var index: [UInt64: UInt64]?
    /// Most points that an entry of the election can have.
    private let mostPoints: Int
    package private(set) var entriesUsed = 0

    /// Nil, with the reason, where the file is none or one of another election.
    package init(_ source: any ArchiveSource, fingerprint: Digest, mostPoints: Int) throws(EvidenceRefusal) {
        self.source = source
        self.mostPoints = mostPoints
        next = UInt64(EvidenceFile.headerSize)
        guard let header = Self.read(source, 0, EvidenceFile.headerSize), header.starts(with: EvidenceFile.magic) else {
            throw .notEvidence
        }
        guard Array(header.suffix(32)) == fingerprint.bytes else { throw .anotherElection }
    }

    private static func read(_ source: any ArchiveSource, _ offset: UInt64, _ count: Int) -> [UInt8]? {
        guard offset <= source.byteCount, source.byteCount - offset >= UInt64(count) else { return nil }
        return try? source.read(at: offset, count: count)
    }

    private func head(at offset: UInt64) -> (digest: [UInt8], count: Int)? {
        guard let bytes = Self.read(source, offset, EvidenceFile.entryHeaderSize) else { return nil }
        let count = (32..<36).reversed().reduce(0) { $0 << 8 | Int(bytes[$1]) }
        return (Array(bytes.prefix(32)), count)
    }

    /// The points of a ballot's entry; nil where there is none that can be read.
    package mutating func points(of ballot: Digest) -> [UInt8]? {
        if let head = head(at: next), head.digest == ballot.bytes, head.count <= mostPoints {
            defer { next += UInt64(EvidenceFile.entryHeaderSize + 64 * head.count) }
            entriesUsed += 1
            return Self.read(source, next + UInt64(EvidenceFile.entryHeaderSize), 64 * head.count)
        }
        if index == nil { index = makeIndex() }
        guard let offset = index?[Self.short(ballot.bytes)], let head = head(at: offset), head.digest == ballot.bytes,
            head.count <= mostPoints
        else { return nil }
        next = offset + UInt64(EvidenceFile.entryHeaderSize + 64 * head.count)
        entriesUsed += 1
        return Self.read(source, offset + UInt64(EvidenceFile.entryHeaderSize), 64 * head.count)
    }

    /// Passes over a ballot's entry without reading its points.
    package mutating func skip(_ ballot: Digest) {
        if let head = head(at: next), head.digest == ballot.bytes, head.count <= mostPoints {
            next += UInt64(EvidenceFile.entryHeaderSize + 64 * head.count)
            entriesUsed += 1
            return
        }
        if index == nil { index = makeIndex() }
        guard let offset = index?[Self.short(ballot.bytes)], let head = head(at: offset), head.digest == ballot.bytes,
            head.count <= mostPoints
        else { return }
        next = offset + UInt64(EvidenceFile.entryHeaderSize + 64 * head.count)
        entriesUsed += 1
    }

    private static func short(_ digest: [UInt8]) -> UInt64 { digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }

    /// Where the entry of each ballot begins; the first one of a ballot with two. An entry of an impossible size ends it.
    private func makeIndex() -> [UInt64: UInt64] {
        var index: [UInt64: UInt64] = [:]
        var offset = UInt64(EvidenceFile.headerSize)
        while let head = head(at: offset), head.count <= mostPoints {
            let key = Self.short(head.digest)
            if index[key] == nil { index[key] = offset }
            offset += UInt64(EvidenceFile.entryHeaderSize + 64 * head.count)
        }
        return index
    }

    /// Entries that no ballot asked for, counted once at the end.
    package func surplus() -> Int {
        var count = 0
        var offset = UInt64(EvidenceFile.headerSize)
        while let head = head(at: offset), head.count <= mostPoints {
            count += 1
            offset += UInt64(EvidenceFile.entryHeaderSize + 64 * head.count)
        }
        return max(0, count - entriesUsed)
    }
}

/// Why an evidence file is not used at all.
public enum EvidenceRefusal: String, Error, CaseIterable, Sendable {
    case notEvidence = "not-evidence"
    case anotherElection = "another-election"
    /// The election's group has no evidence; its ballots are verified one by one.
    case groupWithoutEvidence = "group-without-evidence"
}
