public import DataFormats
import ElectionModel

extension Deployment {
    /// Reads the three tables.
    ///
    /// - Parameters:
    ///   - folder: as mistakes name it.
    ///   - stations: those that the election has; nil where nobody knows, and every name is taken.
    ///   - file: the bytes of a table.
    /// - Throws: `Mistakes` with every bad row of all tables: accreditations that end before they begin, observers who are not accredited
    ///   on the day, teams that are not two, observers in two teams, a team in two places at one time, unknown stations.
    public static func read(
        _ folder: String, stations: Set<String>? = nil, file: (File) -> [UInt8]?
    ) throws(Mistakes) -> Deployment {
        var mistakes: [Mistake] = []
        func rows(_ table: File, _ body: (CSVTable.Row) -> Void) {
            let log = MistakeLog(file: "\(folder)/\(table.rawValue)")
            do throws(Mistakes) {
                try CSVTable.read(
                    file(table) ?? [], file: log.file, columns: table.columns, log: log, body: body)
                try log.throwIfAny()
            } catch {
                mistakes += error.list
            }
        }
        var observers: [String: Observer] = [:]
        rows(.observers) { row in
            guard let observer = Observer(row) else { return }
            if observers.updateValue(observer, forKey: observer.accreditation) != nil {
                row.report("accreditation", .standsTwice, ["text": observer.accreditation])
            }
        }
        var teams = TeamReader(observers: observers)
        rows(.teams) { teams.add($0) }
        var visits = VisitReader(observers: observers, teams: teams.teams, stations: stations)
        rows(.visits) { visits.add($0) }
        guard mistakes.isEmpty else { throw Mistakes(mistakes) }
        return Deployment(observers: observers, teams: teams.teams, visits: visits.visits)
    }
}

extension Deployment.Observer {
    fileprivate init?(_ row: CSVTable.Row) {
        guard let accreditation = row.text("accreditation"), let name = row.text("name"),
            let organisation = row.text("organisation"), let from = row.day("from"), let through = row.day("through")
        else { return nil }
        guard from <= through else {
            row.report("through", .endsTooEarly)
            return nil
        }
        self.init(accreditation: accreditation, name: name, organisation: organisation, from: from, through: through)
    }
}

private struct TeamReader {
    let observers: [String: Deployment.Observer]
    var teams: [Deployment.Team] = []
    private var names: Set<String> = []
    private var placed: [String: String] = [:]

    init(observers: [String: Deployment.Observer]) { self.observers = observers }

    mutating func add(_ row: CSVTable.Row) {
        guard let name = row.text("team"), let first = row.text("first"), let second = row.text("second") else {
            return
        }
        guard names.insert(name).inserted else {
            row.report("team", .standsTwice, ["text": name])
            return
        }
        guard first != second else {
            row.report("second", .teamOfOne, ["observer": first])
            return
        }
        for (field, member) in [("first", first), ("second", second)] {
            if observers[member] == nil {
                row.reportUnknown(field, member, among: observers.keys.sorted())
            } else if let other = placed.updateValue(name, forKey: member) {
                row.report(field, .inTwoTeams, ["observer": member, "team": other])
            }
        }
        teams.append(Deployment.Team(name: name, members: [first, second]))
    }
}

private struct VisitReader {
    let observers: [String: Deployment.Observer]
    let teams: [String: Deployment.Team]
    let stations: Set<String>?
    var visits: [Deployment.Visit] = []
    private var ofTeam: [String: [(visit: Deployment.Visit, line: Int)]] = [:]

    init(observers: [String: Deployment.Observer], teams: [Deployment.Team], stations: Set<String>?) {
        self.observers = observers
        self.teams = Dictionary(teams.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.stations = stations
    }

    mutating func add(_ row: CSVTable.Row) {
        guard let name = row.text("team"), let station = row.text("station"), let day = row.day("day"),
            let from = row.clock("from"), let until = row.clock("until")
        else { return }
        guard let team = teams[name] else {
            row.reportUnknown("team", name, among: teams.keys.sorted())
            return
        }
        if let stations, !stations.contains(station) {
            row.reportUnknown("station", station, among: stations.sorted())
            return
        }
        guard from < until else {
            row.report("until", .endsTooEarly)
            return
        }
        for member in team.members where observers[member]?.isAccredited(on: day) != true {
            row.report("day", .notAccredited, ["observer": member, "day": day.description])
        }
        let visit = Deployment.Visit(team: name, station: station, day: day, from: from, until: until)
        for (other, line) in ofTeam[name] ?? [] where other.day == day && other.from < until && from < other.until {
            row.report("from", .elsewhereAtThatTime, ["team": name, "station": other.station, "line": "\(line)"])
        }
        visits.append(visit)
        ofTeam[name, default: []].append((visit, row.line))
    }
}

extension CSVTable.Row {
    func day(_ name: String) -> CalendarDate? {
        guard let text = text(name) else { return nil }
        if let day = CalendarDate(text) { return day }
        report(name, .notADay, ["text": text])
        return nil
    }

    func clock(_ name: String) -> ClockTime? {
        guard let text = text(name) else { return nil }
        if let time = ClockTime(text) { return time }
        reportUnknown(name, text, among: ["00:00 … 23:59"])
        return nil
    }

    /// Names the first few of what is known; a register of ten thousand stations is no help in a message.
    func reportUnknown(_ name: String, _ text: String, among known: [String]) {
        let shown = known.prefix(12).joined(separator: ", ") + (known.count > 12 ? "…" : "")
        report(name, .unknownValue, ["text": text, "guess": nearest(to: text, among: known), "known": shown])
    }
}
