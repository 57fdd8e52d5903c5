/// What the members of a station's commission sign about their urn when it is closed, before it is joined with others: the
/// codes of its ballots and of its challenges, each sorted, so that nothing can be added, left out or moved on the way.
///
/// Byte by byte in Documentation/Formats/Urn.md.
public struct UrnCodes: Equatable, Sendable {
    public let uuid: String
    /// Hash of the event with which the archive begins.
    public let setup: Digest
    public let station: String
    /// Which of the station's urns, such as "station" or "home".
    public let urn: String
    /// Sorted by their bytes, all different.
    public let ballots: [String]
    public let challenges: [String]

    /// Sorts the codes.
    public init(uuid: String, setup: Digest, station: String, urn: String, ballots: [String], challenges: [String]) {
        (self.uuid, self.setup, self.station, self.urn) = (uuid, setup, station, urn)
        (self.ballots, self.challenges) = (Self.sorted(ballots), Self.sorted(challenges))
    }

    /// The order of codes everywhere: by their bytes, as `LC_ALL=C sort` puts them.
    public static func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

    private static func sorted(_ codes: [String]) -> [String] { codes.sorted(by: precedes) }

    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"format\":\"sailau-urn-codes\",\"version\":1,\"uuid\":")
            text.string(uuid)
            text.raw(",\"setup\":")
            text.string(setup.hexadecimal)
            text.raw(",\"station\":")
            text.string(station)
            text.raw(",\"urn\":")
            text.string(urn)
            text.raw(",\"ballots\":")
            text.list(ballots) { text, code in text.string(code) }
            text.raw(",\"challenges\":")
            text.list(challenges) { text, code in text.string(code) }
            text.raw("}")
        }
    }

    /// Throws `closingFormat`, for a code that stands twice too.
    public init(bytes: [UInt8]) throws(Violation) {
        let fields = try DocumentFields(bytes, format: "sailau-urn-codes", breaking: .closingFormat)
        self.init(
            uuid: try fields.string("uuid"), setup: try fields.digest("setup"), station: try fields.string("station"),
            urn: try fields.string("urn"), ballots: try fields.strings("ballots"),
            challenges: try fields.strings("challenges"))
        // Other orders are refused with other spellings.
        try fields.requireCanonical(self.bytes, bytes)
        guard Set(ballots + challenges).count == ballots.count + challenges.count else {
            throw Violation(.closingFormat, detail: "a code twice")
        }
    }
}

public typealias SignedUrnCodes = Signed<UrnCodes>

extension UrnCodes: SignedContent {
    public static var kind: SignedDocument.Kind { .urnCodes }
}

extension SignedUrnCodes {
    public var codes: UrnCodes { content }

    /// Who signed: members of the manifest's commission, as many as it demands for closings. Throws `closingSignature`.
    public func signers(of manifest: Manifest) throws(Violation) -> [SignerKey] { try document.signers(of: manifest) }
}
