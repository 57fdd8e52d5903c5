public import DataFormats
public import ElectionModel
public import VerifiableVoting

/// One thing that somebody reports of the campaign or of the day: when, where, what, who, and where it is known from. A row of
/// `incidents.csv`, which reports of incidents and bundles of evidence read alike, or a written act of an election's record. An
/// entry is a claim of its source, never a finding.
public struct Incident: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        // The campaign.
        case campaigning, pressure, policing, journalists
        case poll
        case office = "use of office"
        case buying = "vote buying"
        // The day.
        case register, secrecy
        case voting = "voting for others"
        case equipment
        case observers = "observers hindered"
        case count, tabulation
        /// A written act that observers had attached to a protocol.
        case act = "written act"
        case violence, other
    }

    public enum SourceKind: String, Sendable, Hashable, CaseIterable {
        /// A report of an accredited observer, by its name.
        case observer
        /// Seen and told by somebody else.
        case witness
        case media, party, authority, court, document
    }

    /// A name for the entry, which later entries and reports cite.
    public var id: String
    public var date: CalendarDate
    public var time: ClockTime?
    public var place: String
    /// Nil for what touches no station.
    public var station: StationID?
    public var kind: Kind
    /// Who did it, by office or party; empty where nobody says. Of a poll who published it.
    public var who: String
    public var affected: String
    public var what: String
    public var source: String
    public var sourceKind: SourceKind
    public var evidence: [Digest]
    /// The number of the complaint that was made about it.
    public var complaint: String?
    /// The entry that says the same from another source, or the written act of the record.
    public var sameAs: String?

    public init(
        _ id: String, on date: CalendarDate, at time: ClockTime? = nil, place: String, station: StationID? = nil,
        _ kind: Kind, who: String = "", affected: String = "", what: String, source: String, _ sourceKind: SourceKind,
        evidence: [Digest] = [], complaint: String? = nil, sameAs: String? = nil
    ) {
        self.id = id
        self.date = date
        self.time = time
        self.place = place
        self.station = station
        self.kind = kind
        self.who = who
        self.affected = affected
        self.what = what
        self.source = source
        self.sourceKind = sourceKind
        self.evidence = evidence
        self.complaint = complaint
        self.sameAs = sameAs
    }

    /// The first entry of the thing that each entry tells of, by the entry's name: chains of `sameAs` lead there.
    static func firsts(of entries: [Incident]) -> [String: String] {
        var first: [String: String] = [:]
        for entry in entries { first[entry.id] = entry.sameAs.map { first[$0] ?? $0 } ?? entry.id }
        return first
    }
}

/// `incidents.csv`.
public enum IncidentTable {
    public static let columns = [
        "entry", "date", "time", "place", "station", "kind", "who", "affected", "what", "source", "source_kind",
        "evidence",
        "complaint", "same_as",
    ]

    /// - Parameters:
    ///   - stations: those that the election has; nil where nobody knows, and every name is taken.
    ///   - acts: written acts of the record, which entries may name as the same.
    /// - Throws: `Mistakes` with every bad row by its line: entries that stand twice, unknown stations, evidence that is no SHA-256 and
    ///   `same_as` that names no earlier entry, included.
    public static func read(
        _ bytes: [UInt8], file: String, stations: Set<String>? = nil, acts: Set<String> = []
    ) throws(Mistakes) -> [Incident] {
        var incidents: [Incident] = []
        var known = acts
        try AuditTables.read(bytes, file: file, columns: columns) { row in
            guard let incident = incident(row) else { return }
            if let station = incident.station?.rawValue, let stations, !stations.contains(station) {
                row.reportUnknown("station", station, among: stations.sorted())
                return
            }
            if let other = incident.sameAs, !known.contains(other) {
                row.reportUnknown("same_as", other, among: known.sorted())
                return
            }
            guard known.insert(incident.id).inserted else {
                row.report("entry", .standsTwice, ["text": incident.id])
                return
            }
            incidents.append(incident)
        }
        return incidents
    }

    private static func incident(_ row: CSVTable.Row) -> Incident? {
        guard let id = row.text("entry"), let date = row.day("date"), let place = row.text("place"),
            let kind = row.value("kind", Incident.Kind.self), let what = row.text("what"),
            let source = row.text("source"), let sourceKind = row.value("source_kind", Incident.SourceKind.self)
        else { return nil }
        var time: ClockTime?
        if row.textIfPresent("time") != nil {
            guard let clock = row.clock("time") else { return nil }
            time = clock
        }
        let words = (row.textIfPresent("evidence") ?? "").split(separator: " ").map(String.init)
        let evidence = words.compactMap { Digest(hexadecimal: $0) }
        guard evidence.count == words.count else {
            row.report(
                "evidence", .unknownValue, ["text": words.joined(separator: " "), "guess": nil, "known": "SHA-256"])
            return nil
        }
        return Incident(
            id, on: date, at: time, place: place, station: row.textIfPresent("station").map { StationID($0) }, kind,
            who: row.textIfPresent("who") ?? "", affected: row.textIfPresent("affected") ?? "", what: what,
            source: source, sourceKind, evidence: evidence, complaint: row.textIfPresent("complaint"),
            sameAs: row.textIfPresent("same_as"))
    }
}
