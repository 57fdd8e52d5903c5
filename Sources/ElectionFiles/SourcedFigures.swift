public import DataFormats
public import ElectionModel

/// One published or derived figure about an election with everything that is needed to trust or doubt it.
public struct SourcedFigure: Sendable, Hashable {
    /// What it says, as a dotted key such as `turnout.round1.registered`; the code book explains each.
    public var key: String
    /// As printed; empty where the source leaves it empty.
    public var value: String?
    public var provenance: Provenance
    public var note: Multilingual?
}

/// The seats that a source says a choice won: kept apart from what the law computes.
public struct SeatClaim: Sendable, Hashable {
    /// A list or party; `independents` for the self-nominated.
    public var choice: String
    public var tier: TierID
    /// The ballot in which they were won; 0 where the source gives both together.
    public var round: Int
    public var seats: Int
    public var provenance: Provenance
}

/// A document that figures come from.
public struct Source: Sendable, Hashable {
    public var id: String
    /// As the document calls itself, or what it is in three languages.
    public var citation: Multilingual
}

/// Reads the sourced figures of an election folder.
public enum SourcedFigures {
    /// Reads `sources.csv`: source,citation, and citation_ru,citation_kk where it is translated.
    public static func sources(_ bytes: [UInt8], file: String) throws(Mistakes) -> [Source] {
        let log = MistakeLog(file: file)
        var result: [Source] = []
        try CSVTable.read(bytes, file: file, columns: ["source", "citation"], log: log) { row in
            guard let id = row.text("source"), let citation = row.multilingual("citation") else { return }
            if result.contains(where: { $0.id == id }) {
                row.report("source", .standsTwice, ["text": id])
            }
            result.append(Source(id: id, citation: citation))
        }
        try log.throwIfAny()
        return result
    }

    /// Reads `figures.csv`: key,value,kind,source,date,confidence,note, and note_ru,note_kk where it is translated.
    public static func figures(_ bytes: [UInt8], file: String, sources: [Source]) throws(Mistakes) -> [SourcedFigure] {
        let log = MistakeLog(file: file)
        var result: [SourcedFigure] = []
        let columns = ["key", "value", "kind", "source", "date", "confidence", "note"]
        try CSVTable.read(bytes, file: file, columns: columns, log: log) { row in
            guard let key = row.text("key"), let provenance = provenance(row, sources) else { return }
            result.append(
                SourcedFigure(
                    key: key, value: row.textIfPresent("value"), provenance: provenance,
                    note: row.multilingualIfPresent("note")))
        }
        try log.throwIfAny()
        return result
    }

    /// Reads `seats.csv`: choice,tier,round,seats,kind,source,date,confidence.
    public static func seats(_ bytes: [UInt8], file: String, sources: [Source]) throws(Mistakes) -> [SeatClaim] {
        let log = MistakeLog(file: file)
        var result: [SeatClaim] = []
        let columns = ["choice", "tier", "round", "seats", "kind", "source", "date", "confidence"]
        try CSVTable.read(bytes, file: file, columns: columns, log: log) { row in
            guard let choice = row.text("choice"), let tier = row.text("tier"), let round = row.count("round"),
                let seats = row.count("seats"), let provenance = provenance(row, sources)
            else { return }
            result.append(
                SeatClaim(
                    choice: choice, tier: TierID(tier), round: Int(round), seats: Int(seats), provenance: provenance))
        }
        try log.throwIfAny()
        return result
    }

    private static func provenance(_ row: CSVTable.Row, _ sources: [Source]) -> Provenance? {
        guard let kind = row.value("kind", ProvenanceKind.self), let source = row.text("source"),
            let confidence = row.value("confidence", Confidence.self)
        else { return nil }
        if !sources.contains(where: { $0.id == source }) {
            row.report("source", .unknownSource, ["text": source])
        }
        var date: CalendarDate?
        if let text = row.textIfPresent("date") {
            date = CalendarDate(text)
            if date == nil { row.report("date", .notADay, ["text": text]) }
        }
        return Provenance(kind, source: source, date: date, confidence: confidence)
    }
}
