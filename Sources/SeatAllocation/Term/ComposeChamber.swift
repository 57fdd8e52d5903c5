public import ElectionModel
public import ElectoralLaw

/// One election to a body of which only a part is renewed at a time.
public struct Renewal: Sendable, Hashable {
    /// The first day on which those elected sit.
    public var termBegins: CalendarDate
    public var outcome: Outcome

    public init(termBegins: CalendarDate, outcome: Outcome) {
        self.termBegins = termBegins
        self.outcome = outcome
    }
}

/// A body on one day, put together from successive elections.
public struct Composition: Sendable, Hashable {
    public var seats: [ComposedSeat]
    /// Seats of the law that no election or appointment accounts for, by tier in the order of the law.
    public var missing: [Missing]

    /// A seat with the beginning and the end of its holder's term.
    public struct ComposedSeat: Sendable, Hashable {
        public var seat: Seat
        public var termBegins: CalendarDate
        /// Nil where the law names no term.
        public var termEnds: CalendarDate?
    }

    /// A tier with fewer seats than the law gives it.
    public struct Missing: Sendable, Hashable {
        public var tier: TierID
        public var seats: Int

        public init(tier: TierID, seats: Int) {
            self.tier = tier
            self.seats = seats
        }
    }

    /// The seats of a tier.
    public func seats(in tier: TierID) -> [ComposedSeat] {
        seats.filter { $0.seat.tier == tier }
    }
}

/// Puts a body together from the elections that renewed parts of it.
///
/// Of the elections whose term has begun by `day`, each stands until so many later ones have been held that its part is
/// up again: with a term of six years and an election every three, the last two stand. A term that is over stands no more,
/// even where the next election is late. Appointed seats are those of the latest election that has any.
public func composeChamber(under law: Law, from renewals: [Renewal], on day: CalendarDate) -> Composition {
    let begun = renewals.filter { $0.termBegins <= day }.enumerated()
        .sorted { ($0.element.termBegins, $0.offset) < ($1.element.termBegins, $1.offset) }.map(\.element)
    func end(_ renewal: Renewal) -> CalendarDate? { law.term.map { renewal.termBegins.adding(years: $0.years) } }
    let standing = begun.suffix(law.renewalsStanding).filter { renewal in end(renewal).map { day < $0 } ?? true }
    var composition = Composition(seats: [], missing: [])
    for tier in law.tiers {
        let sources =
            tier.isElected
            ? standing : Array(begun.filter { $0.outcome.seats.contains { $0.tier == tier.id } }.suffix(1))
        for renewal in sources {
            for seat in renewal.outcome.seats where seat.tier == tier.id {
                composition.seats.append(
                    Composition.ComposedSeat(seat: seat, termBegins: renewal.termBegins, termEnds: end(renewal)))
            }
        }
        let found = composition.seats(in: tier.id).count
        if found < tier.seats {
            composition.missing.append(Composition.Missing(tier: tier.id, seats: tier.seats - found))
        }
    }
    return composition
}

extension Law {
    /// How many elections in a row fill the elected seats once.
    public var renewalsStanding: Int {
        guard let renewal else { return 1 }
        if let term { return max(1, term.years / renewal.everyYears) }
        return max(1, Int((Fraction(1, 1) / renewal.part).ceiling))
    }
}
