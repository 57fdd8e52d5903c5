public import VerifiableVoting

/// How far an urn has come. It never goes back.
public enum UrnStage: String, Sendable, Hashable, CaseIterable {
    /// Made, empty, not yet taking anything.
    case prepared
    case open
    case closed
}

/// The file that says which urn it is and how far it has come. It has no hour.
public struct UrnState: Sendable, Hashable {
    public var identity: UrnIdentity
    public var stage: UrnStage

    public init(identity: UrnIdentity, stage: UrnStage) { (self.identity, self.stage) = (identity, stage) }

    /// One line with its end.
    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw(identityBytes)
            text.raw(",\"stage\":")
            text.string(stage.rawValue)
            text.raw("}\n")
        }
    }

    /// The part that stays.
    var identityBytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"format\":\"sailau-urn\",\"version\":1,\"uuid\":")
            text.string(identity.uuid)
            text.raw(",\"setup\":")
            text.string(identity.setup.hexadecimal)
            text.raw(",\"station\":")
            text.string(identity.station)
            text.raw(",\"urn\":")
            text.string(identity.urn)
            text.raw(",\"first_credential\":")
            text.whole(identity.credentials.lowerBound)
            text.raw(",\"credentials\":")
            text.whole(identity.credentials.count)
            text.raw(",\"slips\":")
            text.whole(identity.slips)
            text.raw(",\"longest_ballot\":")
            text.whole(identity.longestBallot)
            text.raw(",\"longest_challenge\":")
            text.whole(identity.longestChallenge)
        }
    }

    /// Reads the file. Throws `closingFormat` with what is wrong.
    public init(bytes: [UInt8]) throws(Violation) {
        guard bytes.last == UInt8(ascii: "\n") else { throw Violation(.closingFormat, detail: "no line end") }
        let line = Array(bytes.dropLast())
        let fields = try DocumentFields(line, format: "sailau-urn", breaking: .closingFormat)
        guard let stage = UrnStage(rawValue: try fields.string("stage")) else { throw fields.wrong("stage") }
        let first = try fields.whole("first_credential")
        let identity = UrnIdentity(
            uuid: try fields.string("uuid"), setup: try fields.digest("setup"), station: try fields.string("station"),
            urn: try fields.string("urn"), credentials: first..<first + (try fields.whole("credentials")),
            slips: try fields.whole("slips"), longestBallot: try fields.whole("longest_ballot"),
            longestChallenge: try fields.whole("longest_challenge"))
        guard (1...min(identity.credentials.count, UrnIdentity.mostSlips)).contains(identity.slips) else {
            throw fields.wrong("slips")
        }
        guard (1...UrnIdentity.mostBytes).contains(identity.longestBallot) else { throw fields.wrong("longest_ballot") }
        guard (1...UrnIdentity.mostBytes).contains(identity.longestChallenge) else {
            throw fields.wrong("longest_challenge")
        }
        self.init(identity: identity, stage: stage)
        try fields.requireCanonical(self.bytes, bytes)
    }
}
