public import DataFormats
public import ElectionModel

extension AuditTables {
    /// What a row says was found.
    private enum Finding: String, CaseIterable {
        /// A mark for one choice of a contest.
        case choice
        case invalid
        /// The card bears none of the audited contests.
        case other = "other contest"
        case notFound = "not found"
    }

    private struct CardRow {
        var place: CardPlace
        var names: String
        var finding: CardFinding
        var line: Int
    }

    /// Readings of cards: `container,card,reader,finding,contest,choice`, one row for each contest of a card. A finding is
    /// `choice`, `invalid`, `other contest` or `not found`; rows of one card and reader stand together.
    ///
    /// - Throws: `Mistakes` with every bad row by its line.
    public static func readings(_ bytes: [UInt8], file: String) throws(Mistakes) -> [Line<CardReading>] {
        try cards(bytes, file: file, names: "reader").map { row in
            Line(value: CardReading(row.place, reader: row.names, row.finding), line: row.line)
        }
    }

    /// What two persons agreed on: `container,card,readers,finding,contest,choice`, the readers' names with a semicolon between them.
    public static func resolutions(_ bytes: [UInt8], file: String) throws(Mistakes) -> [Line<CardResolution>] {
        try cards(bytes, file: file, names: "readers").map { row in
            Line(value: CardResolution(row.place, readers: names(row.names), row.finding), line: row.line)
        }
    }

    static func names(_ text: String) -> [String] {
        text.split(separator: ";").map { name in
            var name = name.drop { $0 == " " }
            while name.last == " " { name.removeLast() }
            return String(name)
        }.filter { !$0.isEmpty }
    }

    private static func cards(_ bytes: [UInt8], file: String, names column: String) throws(Mistakes) -> [CardRow] {
        var rows: [CardRow] = []
        try read(bytes, file: file, columns: ["container", "card", column, "finding", "contest", "choice"]) { row in
            guard let container = row.text("container"), let card = row.count("card"), let names = row.text(column),
                let kind = row.value("finding", Finding.self)
            else { return }
            let place = CardPlace(container, card)
            var marks: [ContestKey: CardMark] = [:]
            switch kind {
            case .choice:
                guard let contest = row.contest("contest"), let choice = row.text("choice") else { return }
                marks[contest] = .choice(ChoiceID(choice))
            case .invalid:
                guard let contest = row.contest("contest") else { return }
                marks[contest] = .invalid
            case .other, .notFound: break
            }
            let finding: CardFinding = kind == .notFound ? .notFound : .found(marks)
            guard let last = rows.last, last.place == place, last.names == names else {
                rows.append(CardRow(place: place, names: names, finding: finding, line: row.line))
                return
            }
            // A second contest on the card that the row before began.
            guard case .found(var known) = last.finding, let new = marks.first, known[new.key] == nil else {
                row.report("card", .sameInLine, ["line": "\(last.line)"])
                return
            }
            known[new.key] = new.value
            rows[rows.count - 1].finding = .found(known)
        }
        return rows
    }

    // MARK: Recounts

    /// Recounts of whole stations: `station,contest,reader,kind,choice,votes`, where the kind is `votes`, `invalid`, or `other contest`
    /// for cards of other contests that lie among them. Rows of one station, contest and reader stand together, and every choice of the ballot
    /// has one.
    ///
    /// - Parameter ballot: the choices of a contest in their order; nil for a contest that is not audited.
    public static func recounts(
        _ bytes: [UInt8], file: String, ballot: (ContestKey) -> [ChoiceID]?
    ) throws(Mistakes) -> [Line<StationRecount>] {
        try stations(bytes, file: file, names: "reader", ballot).map { row in
            Line(
                value: StationRecount(row.station, row.contest, reader: row.names, row.count, without: row.without),
                line: row.line)
        }
    }

    /// What two persons agreed on after they had counted differently; the column `readers` has both names with a semicolon between them.
    public static func recountResolutions(
        _ bytes: [UInt8], file: String, ballot: (ContestKey) -> [ChoiceID]?
    ) throws(Mistakes) -> [Line<StationRecountResolution>] {
        try stations(bytes, file: file, names: "readers", ballot).map { row in
            Line(
                value: StationRecountResolution(
                    row.station, row.contest, readers: names(row.names), row.count, without: row.without),
                line: row.line)
        }
    }

    private struct StationRow {
        var station: StationID
        var contest: ContestKey
        var names: String
        var votes: [UInt64?]
        var invalid: UInt64?
        var without: UInt64 = 0
        var line: Int

        var count: CardCount { CardCount(votes: votes.map { $0 ?? 0 }, invalid: invalid ?? 0) }
    }

    private static func stations(
        _ bytes: [UInt8], file: String, names column: String, _ ballot: (ContestKey) -> [ChoiceID]?
    ) throws(Mistakes) -> [StationRow] {
        var rows: [StationRow] = []
        let log = MistakeLog(file: file)
        let columns = ["station", "contest", column, "kind", "choice", "votes"]
        try CSVTable.read(bytes, file: file, columns: columns, log: log) { row in
            guard let station = row.text("station"), let contest = row.contest("contest"), let names = row.text(column),
                let kind = row.oneOf("kind", ["votes", "invalid", "other contest"]), let votes = row.count("votes")
            else { return }
            guard let choices = ballot(contest) else {
                row.report(
                    "contest", .unknownValue, ["text": contest.description, "guess": nil, "known": ContestKey.form])
                return
            }
            if rows.last.map({ ($0.station, $0.contest) == (StationID(station), contest) && $0.names == names }) != true
            {
                rows.append(
                    StationRow(
                        station: StationID(station), contest: contest, names: names,
                        votes: [UInt64?](repeating: nil, count: choices.count), invalid: nil, line: row.line))
            }
            let last = rows.count - 1
            switch kind {
            case "invalid": rows[last].invalid = votes
            case "other contest": rows[last].without = votes
            default:
                guard let name = row.text("choice") else { return }
                guard let place = choices.firstIndex(of: ChoiceID(name)) else {
                    row.report(
                        "choice", .unknownValue,
                        ["text": name, "guess": nil, "known": choices.map(\.rawValue).joined(separator: ", ")])
                    return
                }
                rows[last].votes[place] = votes
            }
        }
        // A row that is left out is no zero.
        for row in rows where row.invalid == nil || row.votes.contains(where: { $0 == nil }) {
            log.add(line: row.line, field: "votes", .emptyField)
        }
        try log.throwIfAny()
        return rows
    }

    // MARK: Records of single cards

    /// What machines recorded: `container,card,contest,finding,choice`; every card of a container that stands there has a row for the contest,
    /// `other contest` where it does not bear it.
    public static func cardRecords(
        _ bytes: [UInt8], file: String, containers: [AuditedContainer], ballot: (ContestKey) -> [ChoiceID]?
    ) throws(Mistakes) -> [ContainerRecord] {
        let sizes = Dictionary(containers.map { ($0.name, $0.cards) }, uniquingKeysWith: { first, _ in first })
        var marks: [ContainerRecord.Place: [Int16?]] = [:]
        var order: [(place: ContainerRecord.Place, line: Int)] = []
        let log = MistakeLog(file: file)
        let columns = ["container", "card", "contest", "finding", "choice"]
        try CSVTable.read(bytes, file: file, columns: columns, log: log) { row in
            guard let container = row.text("container"), let card = row.count("card"),
                let contest = row.contest("contest"),
                let finding = row.oneOf("finding", ["choice", "invalid", "other contest"])
            else { return }
            guard let size = sizes[container], size <= AuditLimits.cards, let choices = ballot(contest) else {
                row.report("container", .unknownValue, ["text": container, "guess": nil, "known": "manifest.csv"])
                return
            }
            guard card >= 1, card <= size else {
                row.report("card", .unknownValue, ["text": "\(card)", "guess": nil, "known": "1…\(size)"])
                return
            }
            var mark = finding == "invalid" ? ContainerRecord.invalid : ContainerRecord.without
            if finding == "choice" {
                guard let name = row.text("choice") else { return }
                guard let place = choices.firstIndex(of: ChoiceID(name)), let small = Int16(exactly: place) else {
                    row.report(
                        "choice", .unknownValue,
                        ["text": name, "guess": nil, "known": choices.map(\.rawValue).joined(separator: ", ")])
                    return
                }
                mark = small
            }
            let key = ContainerRecord.Place(container: container, contest: contest)
            if marks[key] == nil {
                marks[key] = [Int16?](repeating: nil, count: Int(size))
                order.append((key, row.line))
            }
            marks[key]?[Int(card) - 1] = mark
        }
        var records: [ContainerRecord] = []
        for (place, line) in order {
            let found = marks[place] ?? []
            if let missing = found.firstIndex(of: nil) {
                log.add(
                    line: line, field: "card", .unknownValue,
                    ["text": "\(missing + 1)", "guess": nil, "known": "1…\(found.count)"])
                continue
            }
            records.append(ContainerRecord(place.container, place.contest, marks: found.compactMap(\.self)))
        }
        try log.throwIfAny()
        return records
    }
}
