public import DataFormats
public import ElectionModel

/// A complaint about a station and what became of it.
public struct ReportedComplaint: Sendable, Hashable {
    public enum Decision: String, Sendable, Hashable, CaseIterable {
        case open, upheld, rejected
        /// Decided in another way, such as passed on.
        case other
    }

    public var id: String
    public var station: StationID
    /// The article that is said to be broken.
    public var article: String
    public var decision: Decision

    public init(id: String, station: StationID, article: String, decision: Decision) {
        self.id = id
        self.station = station
        self.article = article
        self.decision = decision
    }
}

/// A written act of an observer about a station, as the record has it, and what the commission did with it.
public struct ReportedAct: Sendable, Hashable {
    public var id: String
    public var station: StationID
    public var contest: ContestKey
    /// Whether it is among the papers of the protocol; the law lets observers demand it.
    public var isAttached: Bool
    /// Whether the commission found it true; nil while nothing is answered.
    public var isConfirmed: Bool?

    public init(id: String, station: StationID, contest: ContestKey, isAttached: Bool, isConfirmed: Bool?) {
        self.id = id
        self.station = station
        self.contest = contest
        self.isAttached = isAttached
        self.isConfirmed = isConfirmed
    }
}

/// The tables of observation that go into a bundle beside forms and incidents.
public enum ReportedTables {
    /// `complaints.csv`: complaint,station,article,decision (open, upheld, rejected or other).
    ///
    /// - Throws: `Mistakes` with every bad row by its line.
    public static func complaints(_ bytes: [UInt8], file: String) throws(Mistakes) -> [ReportedComplaint] {
        var complaints: [ReportedComplaint] = []
        try rows(bytes, file: file, columns: ["complaint", "station", "article", "decision"]) { row, id in
            guard let station = row.text("station"), let article = row.text("article"),
                let decision = row.value("decision", ReportedComplaint.Decision.self)
            else { return }
            complaints.append(
                ReportedComplaint(id: id, station: StationID(station), article: article, decision: decision))
        }
        return complaints
    }

    /// `photographs.csv`: station,file; the files lie beside it.
    ///
    /// - Throws: `Mistakes` with every bad row by its line.
    public static func photographs(
        _ bytes: [UInt8], file: String
    ) throws(Mistakes) -> [(station: StationID, file: String)] {
        try stationFiles(bytes, file: file, column: "file")
    }

    /// `archives.csv`: station,archive; the archives of electronic stations, by their files' names.
    ///
    /// - Throws: `Mistakes` with every bad row by its line.
    public static func archives(
        _ bytes: [UInt8], file: String
    ) throws(Mistakes) -> [(station: StationID, file: String)] {
        try stationFiles(bytes, file: file, column: "archive")
    }

    private static func stationFiles(
        _ bytes: [UInt8], file: String, column: String
    ) throws(Mistakes) -> [(station: StationID, file: String)] {
        var rows: [(StationID, String)] = []
        try AuditTables.read(bytes, file: file, columns: ["station", column]) { row in
            guard let station = row.text("station"), let name = row.text(column) else { return }
            // A name, so that nothing outside of the folder is read.
            guard !name.contains("/"), !name.hasPrefix(".") else {
                row.report(column, .unknownValue, ["text": name, "guess": nil, "known": "A…Z, 0…9"])
                return
            }
            rows.append((StationID(station), name))
        }
        return rows
    }

    /// Rows whose first column names each once.
    private static func rows(
        _ bytes: [UInt8], file: String, columns: [String], _ body: (CSVTable.Row, String) -> Void
    ) throws(Mistakes) {
        var lines: [String: Int] = [:]
        try AuditTables.read(bytes, file: file, columns: columns) { row in
            guard let id = row.text(columns[0]) else { return }
            if let line = lines.updateValue(row.line, forKey: id) {
                row.report(columns[0], .sameInLine, ["line": "\(line)"])
                return
            }
            body(row, id)
        }
    }
}
