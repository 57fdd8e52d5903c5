public import ElectionModel

/// An election as the archive knows it: the pages that are about it.
public struct ArchivedElection: Sendable, Hashable {
    /// Country, first polling day or year, contest, and the body where two are elected at once:
    /// `kazakhstan-2004-09-19-parliamentary`.
    public var id: Identifier<ArchivedElection>
    /// The country's key, such as `kazakhstan`.
    public var country: String
    public var contest: ElectionKey.Contest
    public var year: Int
    /// All polling days that any page names, in order.
    public var pollingDates: [CalendarDate]
    /// The body's name as first met.
    public var body: String?
}

public typealias ArchivedElectionID = Identifier<ArchivedElection>

/// Finds out which pages are about one election.
///
/// Country and contest must be the same; then a polling day in common, or the same year where one of them gives no day; and
/// no two different bodies.
public struct ElectionGrouping: Sendable {
    public struct Group: Sendable {
        public var election: ArchivedElection
        /// Places in the list that was grouped.
        public var pages: [Int]
    }

    public private(set) var groups: [Group] = []

    /// - Parameter book: may say that two countries' names are one.
    public init(_ keys: [ElectionKey], book: AliasBook = AliasBook()) {
        let countries = Self.countryAliases(book)
        var buckets: [String: [Int]] = [:]
        for (place, key) in keys.enumerated() {
            let country = Self.country(of: key, countries)
            buckets["\(country)/\(key.contest.rawValue)", default: []].append(place)
        }
        let bodies = keys.map { SoundKey.text(of: $0.body ?? "") }
        for bucket in buckets.keys.sorted() {
            let places = (buckets[bucket] ?? []).sorted { Self.order(keys[$0]) < Self.order(keys[$1]) }
            var found = Gathering()
            for place in places { found.add(place, keys[place], body: bodies[place]) }
            for group in found.groups { groups.append(Self.group(group.sorted(), keys, countries)) }
        }
        nameApart()
    }

    /// Pages with days come before those without, which join them.
    private static func order(_ key: ElectionKey) -> (Int, Int, String) {
        let body = key.body.map { SoundKey.plain($0) } ?? ""
        return (
            key.pollingDates.isEmpty ? 1 : 0, key.pollingDates.first?.dayNumber ?? key.year, body.isEmpty ? "~" : body
        )
    }

    /// Pages of one country and contest, gathered into elections one after the other.
    private struct Gathering {
        private(set) var groups: [[Int]] = []
        /// The bodies that each group's pages name.
        private var bodies: [Set<String>] = []
        /// The groups with a page of a day, with a page of a year, and with one of a year that gives no day.
        private var ofDay: [CalendarDate: [Int]] = [:]
        private var ofYear: [Int: [Int]] = [:]
        private var ofYearAlone: [Int: [Int]] = [:]

        /// Adds a page to the first group that has a day in common with it, or the year where one of the two gives no day, and
        /// names no other body.
        mutating func add(_ place: Int, _ key: ElectionKey, body: String) {
            let days = Set(key.pollingDates)
            let near =
                days.isEmpty
                ? ofYear[key.year] ?? [] : days.flatMap { ofDay[$0] ?? [] } + (ofYearAlone[key.year] ?? [])
            let group = near.filter { body.isEmpty || bodies[$0].isSubset(of: ["", body]) }.min() ?? groups.count
            if group == groups.count {
                groups.append([])
                bodies.append([])
            }
            groups[group].append(place)
            bodies[group].insert(body)
            for day in days where ofDay[day]?.contains(group) != true { ofDay[day, default: []].append(group) }
            if ofYear[key.year]?.contains(group) != true { ofYear[key.year, default: []].append(group) }
            if days.isEmpty, ofYearAlone[key.year]?.contains(group) != true {
                ofYearAlone[key.year, default: []].append(group)
            }
        }
    }

    private static func countryAliases(_ book: AliasBook) -> [String: String] {
        var result: [String: String] = [:]
        for decided in book.standing where decided.same && decided.first.kind == .place {
            let keys = [CountryName.key(decided.first.name), CountryName.key(decided.second.name)].sorted()
            result[keys[1]] = result[keys[0]] ?? keys[0]
        }
        return result
    }

    private static func country(of key: ElectionKey, _ aliases: [String: String]) -> String {
        let name = CountryName.key(key.country)
        return aliases[name] ?? name
    }

    private static func group(_ places: [Int], _ keys: [ElectionKey], _ countries: [String: String]) -> Group {
        let days = Set(places.flatMap { keys[$0].pollingDates }).sorted()
        let first = keys[places[0]]
        let year = days.first?.year ?? first.year
        let country = country(of: first, countries)
        let when = days.first?.description ?? "\(year)"
        let label =
            places.map { CountryName.label(keys[$0].country) }.min { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
            ?? country
        return Group(
            election: ArchivedElection(
                id: ArchivedElectionID("\(label)-\(when)-\(first.contest.rawValue)"), country: country,
                contest: first.contest, year: year, pollingDates: days,
                body: places.lazy.compactMap { keys[$0].body }.first), pages: places)
    }

    /// Two bodies elected on one day take their names into the identifier.
    private mutating func nameApart() {
        let counts = Dictionary(grouping: groups.indices) { groups[$0].election.id }
        for (id, places) in counts where places.count > 1 {
            for (number, place) in places.enumerated() {
                let body =
                    groups[place].election.body.map { SoundKey.words(of: $0).joined(separator: "-") } ?? "\(number + 1)"
                groups[place].election.id = ArchivedElectionID("\(id)-\(body)")
            }
        }
        groups.sort { $0.election.id < $1.election.id }
    }
}
