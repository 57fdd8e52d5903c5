/// What members of the commission sign when voting has ended and before anything is decrypted: where the chain stood, how
/// many ballots it held, and which ballots were challenged.
///
/// Section 2 of the notes; byte by byte in Documentation/Formats/Closing.md.
public struct Closing: Equatable, Sendable {
    public let uuid: String
    /// Hash of the event that ends the ballots: with it, of everything before.
    public let endBallots: Digest
    /// Ballots in the archive, those that count, and those that were challenged instead of cast.
    public let ballots: Int
    public let counted: Int
    public let challenged: Int
    /// Root of the challenge file.
    public let challenges: Digest

    public init(uuid: String, endBallots: Digest, ballots: Int, counted: Int, challenged: Int, challenges: Digest) {
        (self.uuid, self.endBallots, self.challenges) = (uuid, endBallots, challenges)
        (self.ballots, self.counted, self.challenged) = (ballots, counted, challenged)
    }

    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"format\":\"sailau-closing\",\"version\":1,\"uuid\":")
            text.string(uuid)
            text.raw(",\"end_ballots\":")
            text.string(endBallots.hexadecimal)
            text.raw(",\"ballots\":")
            text.whole(ballots)
            text.raw(",\"counted\":")
            text.whole(counted)
            text.raw(",\"challenged\":")
            text.whole(challenged)
            text.raw(",\"challenges\":")
            text.string(challenges.hexadecimal)
            text.raw("}")
        }
    }

    /// Throws `closingFormat`; `challengeRoot` for a root that cannot be that of no challenge.
    public init(bytes: [UInt8]) throws(Violation) {
        let fields = try DocumentFields(bytes, format: "sailau-closing", breaking: .closingFormat)
        self.init(
            uuid: try fields.string("uuid"), endBallots: try fields.digest("end_ballots"),
            ballots: try fields.whole("ballots"), counted: try fields.whole("counted"),
            challenged: try fields.whole("challenged"), challenges: try fields.digest("challenges"))
        try fields.requireCanonical(self.bytes, bytes)
        guard counted <= ballots else { throw Violation(.closingFormat, detail: "counted \(counted) of \(ballots)") }
        guard challenged > 0 || challenges == MerkleTree().root else { throw Violation(.challengeRoot) }
    }
}

public typealias SignedClosing = Signed<Closing>

extension Closing: SignedContent {
    public static var kind: SignedDocument.Kind { .closing }
}

extension SignedClosing {
    public var closing: Closing { content }

    /// Who signed: with a manifest, members of its commission and at least as many as it demands; without, keys that
    /// nobody vouches for. Throws `closingSignature`.
    public func signers(of manifest: Manifest?) throws(Violation) -> [SignerKey] {
        if let manifest { return try document.signers(of: manifest) }
        let keys = try document.signers()
        guard !keys.isEmpty else { throw Violation(.closingSignature, detail: "0") }
        return keys
    }
}

/// A decision of the commission to decrypt a tally of fewer ballots than the manifest demands. Signed as a closing is.
public struct Waiver: Equatable, Sendable {
    public let uuid: String
    /// The closing's, so that the decision is about these ballots and no others.
    public let endBallots: Digest
    public let counted: Int
    public let reason: String

    public init(uuid: String, endBallots: Digest, counted: Int, reason: String) {
        (self.uuid, self.endBallots, self.counted, self.reason) = (uuid, endBallots, counted, reason)
    }

    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"format\":\"sailau-waiver\",\"version\":1,\"uuid\":")
            text.string(uuid)
            text.raw(",\"end_ballots\":")
            text.string(endBallots.hexadecimal)
            text.raw(",\"counted\":")
            text.whole(counted)
            text.raw(",\"reason\":")
            text.string(reason)
            text.raw("}")
        }
    }

    /// Throws `closingFormat`.
    public init(bytes: [UInt8]) throws(Violation) {
        let fields = try DocumentFields(bytes, format: "sailau-waiver", breaking: .closingFormat)
        self.init(
            uuid: try fields.string("uuid"), endBallots: try fields.digest("end_ballots"),
            counted: try fields.whole("counted"), reason: try fields.string("reason"))
        try fields.requireCanonical(self.bytes, bytes)
    }
}

public typealias SignedWaiver = Signed<Waiver>

extension Waiver: SignedContent {
    public static var kind: SignedDocument.Kind { .waiver }
}

extension SignedWaiver {
    public var waiver: Waiver { content }

    /// Throws `closingSignature`.
    public func signers(of manifest: Manifest) throws(Violation) -> [SignerKey] { try document.signers(of: manifest) }
}
