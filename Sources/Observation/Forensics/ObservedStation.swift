public import DataFormats
public import ElectionModel

/// A station as forensic counts look at it: its figures for one contest, and what it is compared within.
public struct ObservedStation: Sendable, Hashable {
    /// Voters who had come by a time of the day.
    public struct Report: Sendable, Hashable {
        /// Minutes since midnight.
        public var minute: Int
        public var voters: UInt32

        public init(minute: Int, voters: UInt32) {
            self.minute = minute
            self.voters = voters
        }
    }

    public var figures: StationFigures
    public var region: String
    /// The commission that it hands its protocol to.
    public var commission: String
    /// Nil where it is not known.
    public var isUrban: Bool?
    public var isElectronic: Bool
    /// Votes for each list, where they are known; the same order at every station.
    public var votes: [UInt32]
    /// In the order of the day.
    public var reports: [Report]

    public init(
        _ figures: StationFigures, region: String, commission: String, isUrban: Bool? = nil, isElectronic: Bool = false,
        votes: [UInt32] = [], reports: [Report] = []
    ) {
        self.figures = figures
        self.region = region
        self.commission = commission
        self.isUrban = isUrban
        self.isElectronic = isElectronic
        self.votes = votes
        self.reports = reports
    }
}

/// Stations in a file: `station,region,commission,voters,given,received,leader,invalid`, and where they are known `urban` and
/// `electronic` (yes or no) and the voters by a time of the day in columns such as `by 12:00`.
public enum StationTable {
    public static let columns = ["station", "region", "commission", "voters", "given", "received", "leader", "invalid"]
    /// More stations than any country has.
    static let most = 2_000_000

    /// - Throws: `Mistakes` with every bad row by its line.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> [ObservedStation] {
        var stations: [ObservedStation] = []
        let log = MistakeLog(file: file)
        let times = Self.times(bytes)
        try CSVTable.read(bytes, file: file, columns: columns, log: log) { row in
            func number(_ name: String) -> UInt32? {
                guard let count = row.count(name) else { return nil }
                guard let small = UInt32(exactly: count), small <= 1_000_000 else {
                    row.report(name, .outOfRange, ["least": "0", "greatest": "1000000"])
                    return nil
                }
                return small
            }
            guard let station = row.text("station"), let voters = number("voters"), let given = number("given"),
                let received = number("received"), let leader = number("leader"), let invalid = number("invalid")
            else { return }
            guard leader <= received, stations.count < most else {
                row.report("leader", .outOfRange, ["least": "0", "greatest": "\(received)"])
                return
            }
            let urban = row.textIfPresent("urban")
            stations.append(
                ObservedStation(
                    StationFigures(
                        StationID(station), voters: voters, given: given, received: received, leader: leader,
                        invalid: invalid),
                    region: row.textIfPresent("region") ?? "", commission: row.textIfPresent("commission") ?? "",
                    isUrban: urban.map { $0 == "yes" }, isElectronic: row.textIfPresent("electronic") == "yes",
                    reports: times.compactMap { name, minute in
                        row.countIfPresent(name).flatMap(UInt32.init(exactly:)).map {
                            .init(minute: minute, voters: $0)
                        }
                    }))
        }
        try log.throwIfAny()
        return stations
    }

    /// Columns that name a time, in the order of the day.
    private static func times(_ bytes: [UInt8]) -> [(name: String, minute: Int)] {
        let header = String(decoding: bytes.prefix { $0 != 10 && $0 != 13 }.prefix(10_000), as: UTF8.self)
        return header.split(separator: ",").compactMap { field -> (name: String, minute: Int)? in
            let name = String(field)
            let parts = name.split(separator: " ")
            guard parts.count == 2, parts[0] == "by" else { return nil }
            let clock = parts[1].split(separator: ":").compactMap { Int($0) }
            guard clock.count == 2, (0...24).contains(clock[0]), (0...59).contains(clock[1]) else { return nil }
            return (name, 60 * clock[0] + clock[1])
        }.sorted { $0.minute < $1.minute }
    }
}
