public import ElectionModel
public import ElectoralLaw

/// What the law does with one seat whose holder left during the term.
public struct VacancyFilling: Sendable, Hashable {
    public var vacancy: Decisions.Vacancy
    /// The seat as it was held.
    public var seat: Seat
    public var result: Result
    public var cites: [Citation]

    /// How the seat is filled.
    public enum Result: Sendable, Hashable {
        /// The next person of the list takes it.
        case nextOnList(ChoiceID)
        /// An election in the seat's district, to be called by this day at the latest; nil without a time limit.
        case byElection(by: CalendarDate?)
        /// Whoever appointed its holder appoints another.
        case appointment
        case vacant(Reason)
    }

    /// Why a seat stays vacant until the next election.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        case listExhausted = "list exhausted"
        case personsUnknown = "persons of the list unknown"
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
///   - termBegan: the first day of the body's term, from which the last months of the term are counted; without it a
///     by-election is never too late.
public func fillVacancies(
    under law: Law, of election: Election, after outcome: Outcome, from tallies: [Tally], with decisions: Decisions,
    termBegan: CalendarDate?
) -> SeatsAfterVacancies {
    let contest = Contest(election, decisions)
    let termEnds = termBegan.flatMap { began in law.term.map { began.adding(years: $0.years) } }
    var result = SeatsAfterVacancies(seats: outcome.seats, fillings: [], unknown: [])
    // Whoever has held a seat, in whatever tier, is not next on a list any more.
    var used = Set(outcome.seats.compactMap(\.person))
    for vacancy in decisions.vacancies {
        guard let index = result.seats.firstIndex(where: { $0.person == vacancy.person }) else {
            result.unknown.append(vacancy)
            continue
        }
        let seat = result.seats[index]
        let rule = law.vacancies.first { $0.tier == seat.tier }
        let filling: VacancyFilling.Result
        switch rule?.then {
        case .nextOnList:
            filling = contest.nextOnList(seat, law, outcome, tallies, used)
        case .byElection:
            let tooLate = isTooLate(vacancy.date, rule?.notInLastMonths, termEnds)
            filling =
                tooLate
                ? .vacant(.termEnds) : .byElection(by: rule?.withinMonths.map { vacancy.date.adding(months: $0) })
        case .appointment: filling = .appointment
        case .vacant: filling = .vacant(.law)
        case nil: filling = .vacant(.noRule)
        }
        switch filling {
        case .nextOnList(let person):
            used.insert(person)
            if case .list(let list, _) = seat.holder { result.seats[index].holder = .list(list, person: person) }
        case .byElection, .vacant: result.seats[index].holder = .open(.vacant)
        case .appointment: result.seats[index].holder = .appointed(nil)
        }
        result.fillings.append(
            VacancyFilling(vacancy: vacancy, seat: seat, result: filling, cites: rule?.cites ?? []))
    }
    return result
}

private func isTooLate(_ day: CalendarDate, _ lastMonths: Int?, _ termEnds: CalendarDate?) -> Bool {
    guard let lastMonths, let termEnds else { return false }
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
        guard let persons = persons(of: list, rule, votes: votes, elected: []) else { return .vacant(.personsUnknown) }
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
