public import DataFormats
public import ElectionModel

/// The tables of a quick count.
public enum QuickCountTables {
    /// Every station of the election: `station,stratum`.
    ///
    /// - Throws: `Mistakes` with every bad row by its line, stations that stand twice included.
    public static func frame(_ bytes: [UInt8], file: String) throws(Mistakes) -> [SampledStation] {
        var stations: [SampledStation] = []
        var lines: [String: Int] = [:]
        try AuditTables.read(bytes, file: file, columns: ["station", "stratum"]) { row in
            guard let station = row.text("station"), let stratum = row.text("stratum") else { return }
            for (name, text) in [("station", station), ("stratum", stratum)]
            where text.utf8.contains(where: { $0 < 0x20 }) {
                row.report(name, .unknownValue, ["text": name, "guess": nil, "known": "A…Z, 0…9"])
                return
            }
            if let line = lines.updateValue(row.line, forKey: station) {
                row.report("station", .sameInLine, ["line": "\(line)"])
                return
            }
            stations.append(SampledStation(StationID(station), stratum: stratum))
        }
        return stations
    }

    /// Reports with the names of the choices, which are the columns beside `station`, `arrival` (as 21:40, or 24:30 after midnight) and `base`.
    public struct Reports: Sendable, Hashable {
        public var choices: [String]
        public var reports: [QuickCountReport]
        /// By report.
        public var lines: [Int]

        public init(choices: [String], reports: [QuickCountReport], lines: [Int]) {
            self.choices = choices
            self.reports = reports
            self.lines = lines
        }
    }

    /// - Throws: `Mistakes` with every bad row by its line: a station that stands twice, votes beyond the base, included.
    public static func reports(_ bytes: [UInt8], file: String) throws(Mistakes) -> Reports {
        let known = ["station", "arrival", "base"]
        let choices = ((try? CSVReader(bytes))?.header ?? []).filter { !known.contains($0) }
        var result = Reports(choices: choices, reports: [], lines: [])
        var lines: [String: Int] = [:]
        try AuditTables.read(bytes, file: file, columns: known) { row in
            func small(_ name: String) -> UInt32? {
                guard let count = row.count(name) else { return nil }
                if count <= 100_000 { return UInt32(count) }
                row.report(name, .outOfRange, ["least": "0", "greatest": "100000"])
                return nil
            }
            let votes = choices.map(small)
            guard let station = row.text("station"), let clock = row.text("arrival"), let base = small("base"),
                votes.allSatisfy({ $0 != nil })
            else { return }
            let parts = clock.split(separator: ":").compactMap { Int($0) }
            guard parts.count == 2, (0...71).contains(parts[0]), (0...59).contains(parts[1]) else {
                row.report("arrival", .unknownValue, ["text": clock, "guess": nil, "known": "21:40"])
                return
            }
            let sum = votes.reduce(UInt64(0)) { $0 + UInt64($1 ?? 0) }
            guard sum <= UInt64(base) else {
                row.report("base", .outOfRange, ["least": "\(sum)", "greatest": "100000"])
                return
            }
            if let line = lines.updateValue(row.line, forKey: station) {
                row.report("station", .sameInLine, ["line": "\(line)"])
                return
            }
            result.reports.append(
                QuickCountReport(
                    StationID(station), arrival: 60 * parts[0] + parts[1], votes: votes.compactMap(\.self), base: base))
            result.lines.append(row.line)
        }
        return result
    }

    /// In the order of arrival and stations.
    public static func write(_ reports: Reports) -> [UInt8] {
        var writer = CSVWriter(header: ["station", "arrival", "base"] + reports.choices)
        for report in reports.reports.sorted(by: {
            ($0.arrival, $0.station.rawValue) < ($1.arrival, $1.station.rawValue)
        }) {
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            writer.append(
                [report.station.rawValue, "\(two(report.arrival / 60)):\(two(report.arrival % 60))", "\(report.base)"]
                    + report.votes.map { "\($0)" })
        }
        return writer.bytes
    }
}
