public import Counting
public import ElectionModel
public import ElectionRecord

/// What the QR code of a protocol holds: every figure, the place of the record, the check number. One line of ASCII;
/// `Documentation/Formats/ProtocolPaper.md` describes it byte by byte.
public struct ProtocolPaperText: Sendable, Hashable {
    /// One field with its number; nil where it is unfilled.
    public struct Entry: Sendable, Hashable {
        public var field: ProtocolField
        public var figure: UInt32?
    }

    public enum Standing: String, Sendable, Hashable, CaseIterable {
        case accepted
        case draft
    }

    public var election: ElectionID
    public var provenance: ProvenanceKind
    public var standing: Standing
    public var position: RecordHead?
    public var station: StationID
    public var tier: TierID
    public var district: DistrictID
    public var round: Int
    public var channel: Protocol.Channel
    /// In the order of the form.
    public var entries: [Entry]

    static let mark = "SAILAU-PROTOCOL-1"

    public init(_ paper: ProtocolPaper) {
        let counts = paper.document.counts
        election = paper.source.electionID
        provenance = counts.provenance
        standing = paper.isDraft ? .draft : .accepted
        position = paper.source.position
        station = counts.station
        tier = counts.tier
        district = counts.district
        round = counts.round
        channel = counts.channel
        entries = counts.fields(on: paper.form).map { Entry(field: $0, figure: counts[$0]) }
    }

    /// What the check number is made of (`Protocol.checkNumber`).
    private var checked: String {
        entries.reduce("\(station)|\(tier)|\(district)|\(round)|\(channel.rawValue)") { text, entry in
            text + "|\(entry.field)=" + (entry.figure.map { String($0) } ?? "")
        }
    }

    public var checkNumber: String { CheckNumber.of(checked) }

    public var text: String {
        let contest = [station.rawValue, tier.rawValue, district.rawValue].map(Self.escaped)
        let counts =
            contest + ["\(round)", channel.rawValue]
            + entries.map { "\($0.field)=" + ($0.figure.map { String($0) } ?? "") }
        return [
            Self.mark, Self.escaped(election.rawValue), provenance.rawValue, standing.rawValue,
            position?.description ?? "-", checkNumber, counts.joined(separator: "|"),
        ].joined(separator: " ")
    }

    // MARK: Names

    /// Bytes of names that are neither letters nor digits of ASCII nor one of `-._:` are written `%` and two digits to base 16.
    private static func escaped(_ name: String) -> String {
        name.utf8.reduce(into: "") { text, byte in
            if isPlain(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                text += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: ":"):
            true
        default: false
        }
    }

    /// Reads a name; nil unless it is written the one way in which `escaped` writes it.
    static func name(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        guard !bytes.isEmpty, let name = String(validating: bytes, as: UTF8.self), escaped(name) == text else {
            return nil
        }
        return name
    }
}
