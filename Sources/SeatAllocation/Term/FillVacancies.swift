public import ElectionModel
public import ElectoralLaw

/// A seat that fell vacant, named by its place where its holder may not be known.
public struct VacatedSeat: Sendable, Hashable {
    public var seat: Seat
    /// Nil where the day is not given: nothing is then too late, and no day follows for a by-election.
    public var date: CalendarDate?

    public init(seat: Seat, date: CalendarDate?) {
        self.seat = seat
        self.date = date
    }
}

/// What the law does with one seat whose holder left during the term.
public struct VacancyFilling: Sendable, Hashable {
    /// The seat as it was held.
    public var seat: Seat
    public var date: CalendarDate?
    public var result: Result
    public var cites: [Citation]

    /// How the seat is filled.
    public enum Result: Sendable, Hashable {
        /// The next person of the list takes it; nil where the persons of the list are not known.
        case nextOnList(ChoiceID?)
        /// An election in the seat's district, to be called by this day at the latest; nil without a time limit.
        case byElection(by: CalendarDate?)
        /// Whoever appointed its holder appoints another.
        case appointment
        case vacant(Reason)
    }

    /// Why a seat stays vacant until the next election.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        case listExhausted = "list exhausted"
        case termEnds = "term about to end"
        case law = "the law leaves it vacant"
        case noRule = "no rule"
    }
}

/// The seats of a body after vacancies have been dealt with, in the order in which they arose.
public struct SeatsAfterVacancies: Sendable, Hashable {
    public var seats: [Seat]
    public var fillings: [VacancyFilling]
    /// Recorded vacancies of persons who held no seat.
    public var unknown: [Decisions.Vacancy]
}

/// Fills the recorded vacancies by the law: next on the list, by-election, appointment, or not at all.
///
/// - Parameters:
///   - tallies: those the outcome was decided from; preference thresholds are shares of a list's votes.
///   - decisions: its recorded vacancies come first.
///   - vacated: seats that fell vacant after those; a seat named twice is vacated by its successor, too.
///   - termBegan: the first day of the body's term, from which the last months of the term are counted; without it a
///     by-election is never too late.
public func fillVacancies(
    under law: Law, of election: Election, after outcome: Outcome, from tallies: [Tally], with decisions: Decisions,
    vacated: [VacatedSeat] = [], termBegan: CalendarDate?
) -> SeatsAfterVacancies {
    var filler = VacancyFiller(
        law: law, contest: Contest(election, decisions), outcome: outcome, tallies: tallies,
        termEnds: termBegan.flatMap { began in law.term.map { began.adding(years: $0.years) } })
    var unknown: [Decisions.Vacancy] = []
    for vacancy in decisions.vacancies {
        if let index = filler.seats.firstIndex(where: { $0.person == vacancy.person }) {
            filler.fill(index, on: vacancy.date)
        } else {
            unknown.append(vacancy)
        }
    }
    for vacancy in vacated {
        let place = vacancy.seat
        let index = filler.seats.firstIndex {
            $0.tier == place.tier && $0.district == place.district && $0.number == place.number
        }
        if let index { filler.fill(index, on: vacancy.date) }
    }
    return SeatsAfterVacancies(seats: filler.seats, fillings: filler.fillings, unknown: unknown)
}

/// The seats of a body while one vacancy after the other is dealt with.
private struct VacancyFiller {
    let law: Law
    let contest: Contest
    let outcome: Outcome
    let tallies: [Tally]
    let termEnds: CalendarDate?
    private(set) var seats: [Seat]
    private(set) var fillings: [VacancyFilling] = []
    /// Whoever has held a seat, in whatever tier, is not next on a list any more.
    private var used: Set<ChoiceID>

    init(law: Law, contest: Contest, outcome: Outcome, tallies: [Tally], termEnds: CalendarDate?) {
        self.law = law
        self.contest = contest
        self.outcome = outcome
        self.tallies = tallies
        self.termEnds = termEnds
        seats = outcome.seats
        used = Set(outcome.seats.compactMap(\.person))
    }

    mutating func fill(_ index: Int, on date: CalendarDate?) {
        let seat = seats[index]
        let rule = law.vacancies.first { $0.tier == seat.tier }
        let filling: VacancyFilling.Result
        switch rule?.then {
        case .nextOnList:
            filling = contest.nextOnList(seat, law, outcome, tallies, used)
        case .byElection:
            filling =
                isTooLate(date, rule?.notInLastMonths, termEnds)
                ? .vacant(.termEnds)
                : .byElection(by: date.flatMap { date in rule?.withinMonths.map { date.adding(months: $0) } })
        case .appointment: filling = .appointment
        case .vacant: filling = .vacant(.law)
        case nil: filling = .vacant(.noRule)
        }
        switch filling {
        case .nextOnList(let person):
            if let person { used.insert(person) }
            if case .list(let list, _) = seat.holder { seats[index].holder = .list(list, person: person) }
        case .byElection, .vacant: seats[index].holder = .open(.vacant)
        case .appointment: seats[index].holder = .appointed(nil)
        }
        fillings.append(VacancyFilling(seat: seat, date: date, result: filling, cites: rule?.cites ?? []))
    }
}

private func isTooLate(_ day: CalendarDate?, _ lastMonths: Int?, _ termEnds: CalendarDate?) -> Bool {
    guard let day, let lastMonths, let termEnds else { return false }
    return day >= termEnds.adding(months: -lastMonths)
}

extension Contest {
    fileprivate func nextOnList(
        _ seat: Seat, _ law: Law, _ outcome: Outcome, _ tallies: [Tally], _ used: Set<ChoiceID>
    ) -> VacancyFilling.Result {
        guard case .list(let list, _) = seat.holder, case .lists(let rule) = law.tier(seat.tier)?.rule else {
            return .vacant(.noRule)
        }
        let own = tallies.filter { $0.tier == seat.tier && $0.round == 1 }
        let inDistrict = own.filter { $0.district == seat.district }
        // One national district may have been reported by area: then all of them count.
        let votes = (inDistrict.isEmpty ? own : inDistrict).reduce(0) { $0 + ($1.votes(for: list) ?? 0) }
        guard let persons = persons(of: list, rule, votes: votes, elected: []) else { return .nextOnList(nil) }
        let next = persons.first { !used.contains($0.id) }
        return next.map { .nextOnList($0.id) } ?? .vacant(.listExhausted)
    }
}

extension Seat {
    /// Who sits on it; nil where it is open or its person is not known.
    public var person: ChoiceID? {
        switch holder {
        case .candidate(let person): person
        case .list(_, let person), .appointed(let person): person
        case .open: nil
        }
    }
}
