import Counting
import ElectionFiles
import ElectionModel
import ElectoralLaw
import SeatAllocation

extension ReconstructionCheck {
    func people() -> [Constraint] {
        let places = reconstruction.persons
        let byList = Dictionary(grouping: places, by: \.list)
        let names = reconstruction.candidates.map(\.name.english) + places.map(\.person.name.english)
        let ids = reconstruction.candidates.map(\.id) + places.map(\.person.id)
        let twice = max(ids.count - Set(ids).count, names.count - Set(names).count)
        let real =
            reconstruction.candidates.count { $0.name.english != "Candidate \($0.id.rawValue.dropFirst(2))" }
            + places.count { $0.person.name.english != "Candidate \($0.person.id.rawValue.dropFirst(2))" }
        let winners = contests.compactMap { $0.winner.flatMap { candidates[$0] } }.map { ($0.birthDate, $0.sex) }
        let listed = published.lists.flatMap { list in
            (byList[list.id] ?? []).filter { $0.position <= list.seats }.map { ($0.person.birthDate, $0.person.sex) }
        }
        let elected = winners + listed
        let day = CalendarDate(
            year: published.pollingDay.year, month: published.pollingDay.month, day: published.pollingDay.day)
        let ages = elected.compactMap { person in
            day.flatMap { day in person.0.map { $0.years(until: day) } }
        }
        return [
            Constraint(.candidates, is: published.candidates, found: ids.count),
            Constraint(.lists, is: published.lists.count, found: byList.count),
        ]
            + published.lists.map { list in
                Constraint(
                    .personsOnList, list.id.rawValue,
                    target: .between(Int64(max(1, list.seats)), Int64(published.greatestList)),
                    found: byList[list.id]?.count ?? 0)
            } + [
                Constraint(.personsTwice, is: 0, found: twice),
                Constraint(.realNames, is: 0, found: real),
                Constraint(.elected, is: published.seats, found: elected.count),
                Constraint(.women, is: published.women, found: elected.count { $0.1 == .female }),
                Constraint(.youngest, is: published.youngest, found: ages.min() ?? 0),
                Constraint(.oldest, is: published.oldest, found: ages.max() ?? 0),
                Constraint(.sumOfAges, is: published.meanAge * published.seats, found: ages.reduce(0, +)),
            ]
    }

    func forms() -> [Constraint] {
        let protocols = reconstruction.protocols
        let received = protocols.count { item in
            guard let onList = item.electorsOnList, let received = item.ballotsReceived else { return true }
            return Int(received) != Int(onList) + (Int(onList) + 999) / 1000
        }
        let unaccounted = protocols.count { item in
            guard let received = item.ballotsReceived, let given = item.electorsGivenBallots,
                let cancelled = item.ballotsCancelled, let spoiled = item.ballotsSpoiled
            else { return true }
            return Int(received) != Int(given) + Int(cancelled) + Int(spoiled)
        }
        let finalists = contests.filter { $0.decided == nil }.map {
            (ContestKey(Reconstruction.constituencyTier, $0.district, 2), $0.finalists)
        }
        let context = CheckContext(
            stations: reconstruction.stations, ballots: reconstruction.ballots,
            finalists: Dictionary(finalists, uniquingKeysWith: { first, _ in first }))
        let errors = findings(about: protocols, in: context).filter { $0.severity == .error }
        return [
            Constraint(.ballotsReceived, is: 0, found: received),
            Constraint(.ballotsAccounted, is: 0, found: unaccounted),
        ]
            // A station of the reconstruction has one channel and no reports of the day, so that A13 and C12 look at nothing.
            + Check.catalogue.filter { $0.severity == .error && !["A13", "C12"].contains($0.code) }.map { check in
                Constraint(.protocolCheck, check.code, is: 0, found: errors.count { $0.code == check.code })
            } + [
                Constraint(.refused, is: 0, found: refused),
                Constraint(.unmarkedRows, is: 0, found: unmarkedRows),
            ]
    }

    /// The seats that the law gives for the tabulated protocols.
    func seats(by law: Law) -> [Constraint] {
        let lists = published.lists.enumerated().map { index, list in
            Choice(
                id: list.id, kind: .list, name: Multilingual(list.id.rawValue),
                nominator: PartyID(list.id), registrationOrder: index + 1)
        }
        let day = CalendarDate(
            year: published.pollingDay.year, month: published.pollingDay.month, day: published.pollingDay.day)
        let election = Election(
            id: "reconstruction", name: Multilingual("reconstruction"), law: law.body,
            pollingDays: day.map { [$0] } ?? [], districts: reconstruction.districts,
            choices: reconstruction.candidates + PersonFile.place(reconstruction.persons, on: lists))
        let outcome = decideSeats(under: law, of: election, from: tallyOrder)
        let winners = outcome.seats.compactMap { seat -> ChoiceID? in
            if case .candidate(let id) = seat.holder { id } else { nil }
        }
        let open = outcome.seats.count { seat in
            if case .open = seat.holder { true } else { false }
        }
        return published.lists.map { list in
            let won = outcome.lists.flatMap(\.lists).first { $0.list == list.id }?.seats ?? 0
            return Constraint(.listSeatsByLaw, list.id.rawValue, is: list.seats, found: won)
        }
            + published.lists.map { list in
                Constraint(
                    .constituencySeatsByLaw, list.id.rawValue, is: list.winsFirst + list.winsSecond,
                    found: winners.count { isNominee($0, of: list.id) })
            } + [
                Constraint(
                    .selfNominatedByLaw, is: published.selfNominatedWinsFirst + published.selfNominatedWinsSecond,
                    found: winners.count { isSelfNominated($0) }),
                Constraint(.openSeatsByLaw, is: 0, found: open),
                Constraint(.findingsByLaw, is: 0, found: outcome.findings.count { $0.severity == .error }),
            ]
    }
}
