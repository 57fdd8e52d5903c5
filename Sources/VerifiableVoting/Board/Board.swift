/// What a public board of finished electronic elections says about each of them, signed by whoever publishes it, so that two
/// readers can find out whether they were shown the same.
///
/// Byte by byte in Documentation/Formats/Board.md.
public struct Board: Equatable, Sendable {
    /// What verification said of an election when the board was made.
    public enum Verdict: String, CaseIterable, Sendable {
        case valid
        /// Valid, with findings that do not decide the result.
        case findings
        case invalid
        /// No archive was there.
        case missing
    }

    /// An event of an archive from the end of the ballots on: where it stood when the event was its last.
    public struct Head: Equatable, Sendable {
        public let height: Int
        public let kind: Event.Kind
        public let hash: Digest

        public init(height: Int, kind: Event.Kind, hash: Digest) {
            (self.height, self.kind, self.hash) = (height, kind, hash)
        }
    }

    public struct Entry: Equatable, Sendable {
        public var uuid: String
        public var verdict: Verdict
        /// Whether the commission declared the election void.
        public var isVoid: Bool
        public var counted: Int
        public var challenged: Int
        /// Root of the challenge file, that of no challenge where there is no file.
        public var challenges: Digest
        /// From the event that ended the ballots to the last one; empty where the archive is missing or could not be read so far.
        public var heads: [Head]
        public var files: [ListedFile]

        public init(
            uuid: String, verdict: Verdict, isVoid: Bool = false, counted: Int = 0, challenged: Int = 0,
            challenges: Digest = MerkleTree().root, heads: [Head] = [], files: [ListedFile] = []
        ) {
            (self.uuid, self.verdict, self.isVoid) = (uuid, verdict, isVoid)
            (self.counted, self.challenged, self.challenges) = (counted, challenged, challenges)
            (self.heads, self.files) = (heads, files)
        }
    }

    public let name: String
    /// SHA-256 of the announcement, without its signatures.
    public let manifest: Digest
    /// In the order of the announcement.
    public let elections: [Entry]
    /// Files that belong to no single election.
    public let files: [ListedFile]

    /// Throws `boardFormat` with what does not fit together.
    public init(name: String, manifest: Digest, elections: [Entry], files: [ListedFile]) throws(Violation) {
        (self.name, self.manifest, self.elections, self.files) = (name, manifest, elections, files)
        func demand(_ condition: Bool, _ detail: String) throws(Violation) {
            guard condition else { throw Violation(.boardFormat, detail: detail) }
        }
        try demand(Set(elections.map(\.uuid)).count == elections.count, "elections: a uuid twice")
        let names = (files + elections.flatMap(\.files)).map(\.name)
        try demand(Set(names).count == names.count, "files: a name twice")
        for name in names { try demand(Self.isFileName(name), "files: \(name)") }
        for election in elections {
            let heads = election.heads
            try demand(
                zip(heads, heads.dropFirst()).allSatisfy { $1.height == $0.height + 1 }
                    && heads.first?.kind ?? .endBallots == .endBallots, "\(election.uuid): heads")
        }
    }

    public func election(uuid: String) -> Entry? { elections.first { $0.uuid == uuid } }

    /// Names of files that a board offers lie in one folder: no separators, nothing hidden.
    static func isFileName(_ name: String) -> Bool {
        !name.isEmpty && !name.hasPrefix(".") && name.utf8.count <= 255
            && name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\") }
    }
}

public typealias SignedBoard = Signed<Board>

extension Board: SignedContent {
    public static var kind: SignedDocument.Kind { .board }
}

extension SignedBoard {
    public var board: Board { content }

    /// Who published it: at least one key, each signature tested. With a key given it must be among them.
    ///
    /// Throws `boardSignature`.
    public func publishers(given: SignerKey? = nil) throws(Violation) -> [SignerKey] {
        let keys = try document.signers()
        guard !keys.isEmpty else { throw Violation(.boardSignature, detail: "0") }
        if let given, !keys.contains(given) {
            throw Violation(.boardSignature, detail: keys.map(\.hexadecimal).joined(separator: ", "))
        }
        return keys
    }
}
