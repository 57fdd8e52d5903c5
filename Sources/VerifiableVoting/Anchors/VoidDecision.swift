/// A decision that an electronic election is void and its voters vote again: too few trustees answered, or the equipment of the
/// station failed (article 50-5(7)). Its archive stays closed and is never decrypted.
///
/// Signed as a closing is. Voting again is another election, with a uuid, credentials and slips of its own, announced before the
/// day as the reserve of this one. Byte by byte in Documentation/Formats/Void.md.
public struct VoidDecision: Equatable, Sendable {
    public let uuid: String
    /// Hash of the first event of its archive, as announced.
    public let setup: Digest
    /// The election in which its voters vote again; empty where they vote on paper.
    public let reserve: String
    /// What the decision rests on, such as `art. 50-5(7)`.
    public let article: String
    public let reason: String

    public init(uuid: String, setup: Digest, reserve: String, article: String, reason: String) {
        (self.uuid, self.setup, self.reserve) = (uuid, setup, reserve)
        (self.article, self.reason) = (article, reason)
    }

    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"format\":\"sailau-void\",\"version\":1,\"uuid\":")
            text.string(uuid)
            text.raw(",\"setup\":")
            text.string(setup.hexadecimal)
            text.raw(",\"reserve\":")
            text.string(reserve)
            text.raw(",\"article\":")
            text.string(article)
            text.raw(",\"reason\":")
            text.string(reason)
            text.raw("}")
        }
    }

    /// Throws `voidFormat`.
    public init(bytes: [UInt8]) throws(Violation) {
        let fields = try DocumentFields(bytes, format: "sailau-void", breaking: .voidFormat)
        self.init(
            uuid: try fields.string("uuid"), setup: try fields.digest("setup"), reserve: try fields.string("reserve"),
            article: try fields.string("article"), reason: try fields.string("reason"))
        try fields.requireCanonical(self.bytes, bytes)
        guard reserve != uuid else { throw fields.wrong("reserve") }
    }
}

public typealias SignedVoid = Signed<VoidDecision>

extension VoidDecision: SignedContent {
    public static var kind: SignedDocument.Kind { .void }
}

extension SignedVoid {
    /// Tests that enough members of the commission signed and that the elections are those of its announcement.
    ///
    /// Throws `voidSignature`; `manifestElection` for an election that is not announced, or with another first event;
    /// `manifestReserve` for a reserve that is not announced as that of the void one.
    public func check(against manifest: Manifest) throws(Violation) {
        _ = try document.signers(of: manifest)
        guard let announced = manifest.election(uuid: content.uuid), announced.setup == content.setup else {
            throw Violation(.manifestElection, detail: content.uuid)
        }
        guard content.reserve.isEmpty || manifest.election(uuid: content.reserve)?.reserveFor == content.uuid else {
            throw Violation(.manifestReserve, detail: content.reserve)
        }
    }
}
