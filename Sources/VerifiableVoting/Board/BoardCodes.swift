/// A ballot as its voter looks it up.
public struct BoardCode: Equatable, Sendable {
    public enum Fate: String, CaseIterable, Sendable {
        case counted
        /// A later ballot of the same credential counts instead.
        case replaced
        case challenged
    }

    /// What the booth showed before the decision: SHA-256 of the unsigned ballot in Base64.
    public let code: String
    /// SHA-256 of the signed ballot in Base64, the number by which other programs of the protocol know it; nil for a ballot that was
    /// opened instead of being signed.
    public let tracker: String?
    public let fate: Fate

    public init(code: String, tracker: String?, fate: Fate) {
        (self.code, self.tracker, self.fate) = (code, tracker, fate)
    }

    /// All ballots of an archive and its challenge file, sorted by code. Both must have been verified.
    ///
    /// Throws a `Violation` for what can't be read, and what the sources throw.
    public static func all(in archive: any ArchiveSource, challenges: (any ArchiveSource)?) throws -> [BoardCode] {
        var codes = try ballots(in: archive)
        if let challenges {
            try eachLine(of: challenges) { line in
                guard let ballot = (try? JSONTree.read(line))?["ballot"] else { throw Violation(.challengeFormat) }
                codes.append(
                    BoardCode(code: Digest(of: line[ballot.range]).base64, tracker: nil, fate: .challenged))
            }
        }
        return codes.sorted { UrnCodes.precedes($0.code, $1.code) }
    }

    private static func ballots(in archive: any ArchiveSource) throws -> [BoardCode] {
        var reader = ArchiveReader(archive)
        var codes: [(credential: String, code: String, tracker: String)] = []
        // The last ballot of a credential counts.
        var last: [String: Int] = [:]
        while let event = try reader.next() {
            guard event.event.kind == .ballot, let ballot = event.data.last else { continue }
            let tree = try JSONTree.object(ballot.body, breaking: .ballotFormat)
            // Verification has held it against the hash of what is signed.
            guard let code = tree["signature"]?["hash"]?.string, let credential = tree["credential"]?.string else {
                throw Violation(.ballotFormat)
            }
            last[credential] = codes.count
            codes.append((credential, code, ballot.digest.base64))
        }
        return codes.enumerated().map { place, ballot in
            BoardCode(
                code: ballot.code, tracker: ballot.tracker,
                fate: last[ballot.credential] == place ? .counted : .replaced)
        }
    }

    /// The root of a challenge file and how many it holds.
    public static func root(of challenges: any ArchiveSource) throws -> MerkleTree {
        var tree = MerkleTree()
        try eachLine(of: challenges) { tree.append($0) }
        return tree
    }

    /// Hands over the lines of a file without their ends, never more of it in memory than a piece and a line.
    private static func eachLine(of source: any ArchiveSource, _ take: ([UInt8]) throws -> Void) throws {
        var offset: UInt64 = 0
        var line: [UInt8] = []
        while offset < source.byteCount {
            let piece = try source.read(at: offset, count: Int(min(1 << 20, source.byteCount - offset)))
            offset += UInt64(piece.count)
            var rest = piece[...]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                try take(line + rest[..<end])
                line = []
                rest = rest[(end + 1)...]
            }
            line += rest
        }
        if !line.isEmpty { try take(line) }
    }
}

extension Board {
    /// The heads of an archive from the end of its ballots on, as far as it can be read.
    ///
    /// Throws what the source throws; a `Violation` ends the reading, and what was read stands.
    public static func heads(of archive: any ArchiveSource) throws -> [Head] {
        var reader = ArchiveReader(archive)
        var heads: [Head] = []
        do {
            while let event = try reader.next() {
                guard event.event.kind == .endBallots || !heads.isEmpty else { continue }
                heads.append(Head(height: event.event.height, kind: event.event.kind, hash: event.digest))
            }
        } catch is Violation {}
        return heads
    }
}
