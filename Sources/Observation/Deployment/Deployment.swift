import DataFormats
public import ElectionModel

/// Who is accredited, who goes with whom, and which team is where when: three tables in one folder.
public struct Deployment: Sendable, Hashable {
    /// A row of `observers.csv`.
    public struct Observer: Sendable, Hashable {
        /// The number of the accreditation.
        public var accreditation: String
        public var name: String
        public var organisation: String
        public var from: CalendarDate
        public var through: CalendarDate

        public func isAccredited(on day: CalendarDate) -> Bool { from <= day && day <= through }
    }

    /// A row of `teams.csv`: two observers who go together and report apart.
    public struct Team: Sendable, Hashable {
        public var name: String
        public var members: [String]
    }

    /// A row of `visits.csv`.
    public struct Visit: Sendable, Hashable {
        public var team: String
        public var station: String
        public var day: CalendarDate
        public var from: ClockTime
        public var until: ClockTime
    }

    public enum File: String, Sendable, Hashable, CaseIterable {
        case observers = "observers.csv"
        case teams = "teams.csv"
        case visits = "visits.csv"

        public var columns: [String] {
            switch self {
            case .observers: ["accreditation", "name", "organisation", "from", "through"]
            case .teams: ["team", "first", "second"]
            case .visits: ["team", "station", "day", "from", "until"]
            }
        }
    }

    public var observers: [String: Observer]
    public var teams: [Team]
    public var visits: [Visit]
    private let teamOfObserver: [String: String]
    private let stationsOfTeam: [String: Set<String>]

    init(observers: [String: Observer], teams: [Team], visits: [Visit]) {
        (self.observers, self.teams, self.visits) = (observers, teams, visits)
        teamOfObserver = Dictionary(
            teams.flatMap { team in team.members.map { ($0, team.name) } }, uniquingKeysWith: { first, _ in first })
        stationsOfTeam = Dictionary(grouping: visits, by: \.team).mapValues { own in
            Set(own.map { Self.key($0.station, $0.day) })
        }
    }

    private static func key(_ station: String, _ day: CalendarDate) -> String { "\(day) \(station)" }

    /// The team of an observer; nil for one who goes alone.
    public func team(of observer: String) -> String? { teamOfObserver[observer] }

    public func isAccredited(_ observer: String, on day: CalendarDate) -> Bool {
        observers[observer]?.isAccredited(on: day) == true
    }

    /// Whether an observer's team was sent there on that day.
    public func isDeployed(_ observer: String, to station: String, on day: CalendarDate) -> Bool {
        team(of: observer).flatMap { stationsOfTeam[$0] }?.contains(Self.key(station, day)) == true
    }

    /// Stations to which more than one team is sent, by name.
    public var stationsOfSeveralTeams: [String] {
        Dictionary(grouping: visits, by: \.station).filter { Set($0.value.map(\.team)).count > 1 }.keys.sorted()
    }
}
