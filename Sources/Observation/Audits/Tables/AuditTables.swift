public import DataFormats
public import ElectionModel
public import VerifiableVoting

/// The tables that go into an audit and come out of it: CSV with a line of column names.
public enum AuditTables {
    /// One row of a table with its line, so that a refusal by the audit can name it.
    public struct Line<Value: Sendable>: Sendable {
        public var value: Value
        public var line: Int
    }

    static func read(
        _ bytes: [UInt8], file: String, columns: [String], body: (CSVTable.Row) -> Void
    ) throws(Mistakes) {
        let log = MistakeLog(file: file)
        try CSVTable.read(bytes, file: file, columns: columns, log: log, body: body)
        try log.throwIfAny()
    }

    // MARK: Manifest

    private static let manifestColumns = ["container", "station", "cards", "contests"]

    /// `manifest.csv`: a container a row; its contests as `TIER/DISTRICT/ROUND`, one space between two.
    ///
    /// - Throws: `Mistakes` with every bad row by its line.
    public static func manifest(_ bytes: [UInt8], file: String) throws(Mistakes) -> [AuditedContainer] {
        var containers: [AuditedContainer] = []
        try read(bytes, file: file, columns: manifestColumns) { row in
            guard let name = row.text("container"), let station = row.text("station"), let cards = row.count("cards"),
                let text = row.text("contests")
            else { return }
            let contests = text.split(separator: " ").map { ContestKey(text: $0) }
            guard contests.allSatisfy({ $0 != nil }) else {
                row.report("contests", .unknownValue, ["text": text, "guess": nil, "known": ContestKey.form])
                return
            }
            containers.append(
                AuditedContainer(name, station: StationID(station), cards: cards, contests: contests.compactMap(\.self))
            )
        }
        return containers
    }

    public static func write(_ manifest: [AuditedContainer]) -> [UInt8] {
        var writer = CSVWriter(header: manifestColumns)
        for container in manifest {
            writer.append([
                container.name, container.station.rawValue, "\(container.cards)",
                container.contests.map(\.description).joined(separator: " "),
            ])
        }
        return writer.bytes
    }

    // MARK: Electronic records

    /// Whether an electronic station's archive was verified, by contest.
    public struct ArchiveRow: Sendable, Hashable {
        public var station: StationID
        public var contest: ContestKey
        public var archive: Digest
        public var isVerified: Bool
        /// What verifying the archive gave, in the order of the ballot; nil where it was not written down.
        public var tally: CardCount?
    }

    /// `electronic.csv`: station, contest, the SHA-256 of the published archive, and `yes` where it was verified with its anchors; where they are
    /// there, `votes` (the archive's result in the order of the ballot, one space between two) and `invalid`.
    public static func electronic(_ bytes: [UInt8], file: String) throws(Mistakes) -> [ArchiveRow] {
        var rows: [ArchiveRow] = []
        var places: Set<String> = []
        try read(bytes, file: file, columns: ["station", "contest", "archive", "verified"]) { row in
            guard let station = row.text("station"), let contest = row.contest("contest"),
                let archive = row.text("archive"), let verified = row.oneOf("verified", ["yes", "no"])
            else { return }
            // The draft has the hash of nothing: nobody can have verified that.
            guard let digest = Digest(hexadecimal: archive), verified == "no" || digest != Digest(of: "") else {
                row.report("archive", .unknownValue, ["text": archive, "guess": nil, "known": "SHA-256"])
                return
            }
            guard places.insert("\(station) \(contest)").inserted else {
                row.report("station", .standsTwice)
                return
            }
            var tally: CardCount?
            if let text = row.textIfPresent("votes") {
                let votes = text.split(separator: " ").map { UInt64($0) }
                guard votes.allSatisfy({ $0 != nil }) else {
                    row.report("votes", .unknownValue, ["text": text, "guess": nil, "known": "12 0 7"])
                    return
                }
                tally = CardCount(votes: votes.compactMap(\.self), invalid: row.countIfPresent("invalid") ?? 0)
            }
            rows.append(
                ArchiveRow(
                    station: StationID(station), contest: contest, archive: digest, isVerified: verified == "yes",
                    tally: tally))
        }
        return rows
    }

    /// The electronic stations as far as nothing is known of their archives: to be filled in by those who verify them.
    public static func draft(_ records: [ElectronicRecord]) -> [UInt8] {
        var writer = CSVWriter(header: ["station", "contest", "archive", "verified"])
        for record in records {
            writer.append([
                record.station.rawValue, record.contest.description, record.archive.hexadecimal,
                record.isVerified ? "yes" : "no",
            ])
        }
        return writer.bytes
    }

    // MARK: Cards to be fetched

    /// The list by which cards are fetched: in the order of stations and containers, a card a row, with what an audit board writes on.
    public static func pullList(_ places: [CardPlace], of audit: AuditState) -> [UInt8] {
        let known = Dictionary(
            audit.containers.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var writer = CSVWriter(header: ["station", "container", "card", "contests", "finding", "contest", "choice"])
        let sorted = places.sorted { left, right in
            let (one, other) = (known[left.container]?.station, known[right.container]?.station)
            return (one?.rawValue ?? "", left.container, left.number)
                < (other?.rawValue ?? "", right.container, right.number)
        }
        for place in sorted {
            let container = known[place.container]
            writer.append([
                container?.station.rawValue ?? "", place.container, "\(place.number)",
                container?.contests.map(\.description).joined(separator: " ") ?? "", "", "", "",
            ])
        }
        return writer.bytes
    }

    /// Stations to be counted again, a row for each line that two persons fill in.
    public static func recountList(_ open: [(contest: ContestKey, station: StationID)], of audit: AuditState) -> [UInt8]
    {
        var writer = CSVWriter(header: ["station", "contest", "reader", "kind", "choice", "votes"])
        for (contest, station) in open {
            let choices = audit.plan?.contests.first { $0.key == contest }?.choices ?? []
            for choice in choices {
                writer.append([station.rawValue, contest.description, "", "votes", choice.rawValue, ""])
            }
            for kind in ["invalid", "other contest"] {
                writer.append([station.rawValue, contest.description, "", kind, "", ""])
            }
        }
        return writer.bytes
    }

    /// Tickets of a contest's sample in their order, as anybody can make them again.
    public static func tickets(_ contest: ContestKey, of audit: AuditState) -> [UInt8] {
        var writer = CSVWriter(header: ["order", "container", "card", "ticket"])
        let seed = Digest(of: audit.seed ?? "")
        for (order, place) in audit.samples[contest, default: []].enumerated() {
            writer.append([
                "\(order + 1)", place.container, "\(place.number)", Ticket(place.description, seed: seed).description,
            ])
        }
        return writer.bytes
    }
}

extension ContestKey {
    /// How a contest is written.
    static let form = "TIER/DISTRICT/ROUND"

    /// A contest as it describes itself: `constituencies/17/1`.
    public init?(text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, !parts[1].isEmpty, let round = Int(parts[2]), (1...9).contains(round)
        else { return nil }
        self.init(tier: TierID(String(parts[0])), district: DistrictID(String(parts[1])), round: round)
    }
}

extension CSVTable.Row {
    func contest(_ name: String) -> ContestKey? {
        guard let text = text(name) else { return nil }
        if let key = ContestKey(text: text) { return key }
        report(name, .unknownValue, ["text": text, "guess": nil, "known": ContestKey.form])
        return nil
    }

    func oneOf(_ name: String, _ words: [String]) -> String? {
        guard let text = text(name) else { return nil }
        if words.contains(text) { return text }
        report(
            name, .unknownValue,
            ["text": text, "guess": nearest(to: text, among: words), "known": words.joined(separator: ", ")])
        return nil
    }
}
