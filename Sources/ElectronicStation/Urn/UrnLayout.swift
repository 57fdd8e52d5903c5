public import VerifiableVoting

/// What an urn keeps, each in a file of its own.
public enum UrnFile: String, Sendable, Hashable, CaseIterable {
    case ballots, challenges, commitments

    /// The number of the kind in a record.
    var number: UInt8 {
        switch self {
        case .ballots: 1
        case .challenges: 2
        case .commitments: 3
        }
    }
}

/// Which urn it is: of which election, station and slips. Records are bound to it, so that none of another urn passes for its.
public struct UrnIdentity: Sendable, Hashable {
    /// The election, and the hash of the event with which its archive begins.
    public var uuid: String
    public var setup: Digest
    /// The station's name in the manifest.
    public var station: String
    /// Which of the station's urns, such as "station" or "home".
    public var urn: String
    /// Where the credentials of its slips stand in the published list, from 0.
    public var credentials: Range<Int>
    /// How many slips can be spent in it.
    public var slips: Int
    /// Bytes of the longest ballot and of the longest challenge of the election.
    public var longestBallot: Int
    public var longestChallenge: Int

    public init(
        uuid: String, setup: Digest, station: String, urn: String, credentials: Range<Int>, slips: Int,
        longestBallot: Int, longestChallenge: Int
    ) {
        (self.uuid, self.setup, self.station, self.urn) = (uuid, setup, station, urn)
        (self.credentials, self.slips) = (credentials, slips)
        (self.longestBallot, self.longestChallenge) = (longestBallot, longestChallenge)
    }

    /// Most slips and longest contents of an urn that is opened: what a damaged or hostile state may ask for.
    public static let mostSlips = 1 << 20
    public static let mostBytes = 1 << 26

    /// What every record of this urn names.
    public var digest: Digest { Digest(of: UrnState(identity: self, stage: .prepared).identityBytes) }
}

/// The files of an urn: how many slots, and how large.
///
/// Byte by byte in Documentation/Formats/Urn.md.
public struct UrnLayout: Sendable, Hashable {
    public let identity: UrnIdentity
    private let digest: Digest

    public init(_ identity: UrnIdentity) { (self.identity, digest) = (identity, identity.digest) }

    /// More commitments than slips: one that takes another's place stands beside it for a moment.
    static let spareCommitments = 8

    /// One slot for each slip: it is cast, or challenged, or neither.
    public func slots(_ file: UrnFile) -> Int {
        switch file {
        case .ballots, .challenges: identity.slips
        case .commitments: identity.slips + Self.spareCommitments
        }
    }

    /// Bytes of the longest content.
    public func longestContent(_ file: UrnFile) -> Int {
        switch file {
        case .ballots: identity.longestBallot
        case .challenges: identity.longestChallenge
        case .commitments: UrnCommitment.mostBytes
        }
    }

    /// Slots begin where pages and sectors do: a write that is torn, or a sector written anew, touches no other slot.
    public static let page = 4096

    public func slotBytes(_ file: UrnFile) -> Int {
        (UrnSlot.overhead + longestContent(file) + Self.page - 1) / Self.page * Self.page
    }

    public func fileBytes(_ file: UrnFile) -> UInt64 { UInt64(slots(file)) * UInt64(slotBytes(file)) }

    public func offset(_ file: UrnFile, slot: Int) -> UInt64 { UInt64(slot) * UInt64(slotBytes(file)) }

    /// A slot with a record; `padding`: random bytes behind it, so many as are asked for.
    public func record(_ content: [UInt8], in file: UrnFile, padding: (Int) -> [UInt8]) -> [UInt8] {
        UrnSlot.record(content, kind: file.number, urn: digest, size: slotBytes(file), padding: padding)
    }

    public func read(_ slot: [UInt8], in file: UrnFile) -> UrnSlot.Content {
        UrnSlot.read(slot, kind: file.number, urn: digest)
    }
}
