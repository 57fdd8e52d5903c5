public import Counting
public import ElectionModel
import ElectionRecord

extension ProtocolPaperText {
    /// Why a text is no protocol. The texts of the codes stand in `Texts/` under `papers.check fault`.
    public enum Fault: Error, Sendable, Hashable {
        /// It begins otherwise, or is longer than a code can hold.
        case otherText
        /// A newer version of the form, by its number.
        case newer(version: String)
        /// A part is missing, is there twice, or is written otherwise than it has to be; the part in question.
        case malformed(String)
        /// The figures are not those for which the number was printed.
        case otherCheckNumber(printed: String, computed: String)
    }

    /// The most bytes that a QR code holds.
    static let longest = 2953

    /// Reads the text of a code and holds the figures against the check number.
    ///
    /// - Throws: `Fault`.
    public init(reading text: String) throws(Fault) {
        // Readers of codes end the text with a line break.
        let line = text.hasSuffix("\n") ? text.dropLast() : text[...]
        guard line.utf8.count <= Self.longest, line.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
            throw .otherText
        }
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard let mark = parts.first, mark.hasPrefix("SAILAU-PROTOCOL-") else { throw .otherText }
        guard mark == Self.mark else { throw .newer(version: String(mark.dropFirst("SAILAU-PROTOCOL-".count))) }
        guard parts.count == 7 else { throw .malformed("parts") }
        guard let election = Self.name(parts[1]) else { throw .malformed("election") }
        guard let provenance = ProvenanceKind(rawValue: String(parts[2])) else { throw .malformed("provenance") }
        guard let standing = Standing(rawValue: String(parts[3])) else { throw .malformed("standing") }
        var position: RecordHead?
        if parts[4] != "-" {
            guard let head = RecordHead(String(parts[4])), head.description == parts[4] else {
                throw .malformed("position")
            }
            position = head
        }
        let counts = parts[6].split(separator: "|", omittingEmptySubsequences: false)
        guard counts.count >= 6 else { throw .malformed("counts") }
        guard let station = Self.name(counts[0]) else { throw .malformed("station") }
        guard let tier = Self.name(counts[1]) else { throw .malformed("tier") }
        guard let district = Self.name(counts[2]) else { throw .malformed("district") }
        guard let round = Self.number(counts[3]), (1...99).contains(round) else { throw .malformed("round") }
        guard let channel = Protocol.Channel(rawValue: String(counts[4])) else { throw .malformed("channel") }
        self.election = ElectionID(election)
        self.provenance = provenance
        self.standing = standing
        self.position = position
        self.station = StationID(station)
        self.tier = TierID(tier)
        self.district = DistrictID(district)
        self.round = Int(round)
        self.channel = channel
        entries = try Self.entries(counts[5...])
        let computed = checkNumber
        guard parts[5] == computed else { throw .otherCheckNumber(printed: String(parts[5]), computed: computed) }
    }

    private static func entries(_ parts: ArraySlice<Substring>) throws(Fault) -> [Entry] {
        var entries: [Entry] = []
        var seen: Set<ProtocolField> = []
        for part in parts {
            let sides = part.split(separator: "=", omittingEmptySubsequences: false)
            guard sides.count == 2, let field = ProtocolField(sides[0]), seen.insert(field).inserted else {
                throw .malformed(String(part))
            }
            if sides[1].isEmpty {
                entries.append(Entry(field: field, figure: nil))
            } else {
                guard let figure = number(sides[1]) else { throw .malformed(String(part)) }
                entries.append(Entry(field: field, figure: figure))
            }
        }
        return entries
    }

    /// A number as it is written: digits alone, no zero before others.
    private static func number(_ text: Substring) -> UInt32? {
        guard let number = UInt32(text), String(number) == text else { return nil }
        return number
    }

    /// The fields of a document that say something else, in the order of the paper; none where the paper is a true copy.
    public func differences(from document: Protocol, on form: ProtocolForm) -> [ProtocolField] {
        let known = document.fields(on: form)
        let own = Dictionary(entries.map { ($0.field, $0.figure) }, uniquingKeysWith: { first, _ in first })
        let more = known.filter { own[$0] == nil }
        return entries.filter { !known.contains($0.field) || document[$0.field] != $0.figure }.map(\.field) + more
    }
}
