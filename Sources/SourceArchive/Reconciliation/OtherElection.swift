public import ElectionModel

/// What is known about another election of the same country, against which figures are held: was an old one copied?
public struct OtherElection: Sendable, Hashable {
    /// How it is named to people, such as `1999`.
    public var label: String
    public var year: Int
    /// Counts and shares of the whole country, by measure and round.
    public var figures: [FactName: ClaimValue]
    /// Seats in all, by the names of those who won them.
    public var seats: [Seats]

    public struct Seats: Sendable, Hashable {
        public var name: String
        public var isCollective: Bool
        public var count: Int64

        public init(name: String, isCollective: Bool, count: Int64) {
            self.name = name
            self.isCollective = isCollective
            self.count = count
        }
    }

    public init(label: String, year: Int, figures: [FactName: ClaimValue], seats: [Seats]) {
        self.label = label
        self.year = year
        self.figures = figures
        self.seats = seats
    }

    /// What a page prints about the election that it is about.
    public init(_ page: ImportedPage, label: String, year: Int) {
        self.init(label: label, year: year, figures: [:], seats: [])
        for claim in page.claims where claim.state == .printed && claim.reading == nil {
            guard let participant = claim.key.participant else {
                let name = FactName(of: claim.key, participant: nil)
                if name.isComparable, claim.value != .none { figures[name] = claim.value }
                continue
            }
            guard claim.key.measure == .seats, claim.key.tier == nil, claim.key.round == nil,
                claim.key.constituency == nil, case .whole(let count) = claim.value
            else { continue }
            let isCollective = participant.kind != .party && participant.kind != .bloc
            seats.append(Seats(name: participant.name, isCollective: isCollective, count: count))
        }
    }

    /// Whether it has this figure exactly.
    func has(_ value: ClaimValue, for fact: FactName) -> Bool {
        guard fact.participant == nil, let own = figures[fact] else { return false }
        return own == value
    }

    /// The parties with seats of which no name in `participants` is left.
    func vanished(_ participants: ParticipantResolution, members: [String], country: String) -> [Seats] {
        let names = participants.participants.flatMap(\.names) + members
        let words = names.map { name -> Set<String> in
            let parts = NameParts(name, country: country)
            return parts.ideas.union(parts.distinctive)
        }
        return seats.filter { seats in
            guard !seats.isCollective, seats.count > 0 else { return false }
            let parts = NameParts(seats.name, country: country)
            let own = parts.distinctive.isEmpty ? parts.ideas : Set(parts.distinctive)
            return !words.contains { own.isSubset(of: $0) }
        }
    }
}
