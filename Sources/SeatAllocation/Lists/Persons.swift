import ElectionModel
import ElectoralLaw

extension Contest {
    /// The persons of a list in the order in which they take seats; nil where they are not known.
    ///
    /// - Parameter votes: the list's own votes, of which a preference threshold is a share.
    func persons(of list: ChoiceID, _ rule: ListRule, votes: UInt64?, elected: Set<ChoiceID>) -> [ListedPerson]? {
        guard let all = register[list]?.persons, !all.isEmpty else { return nil }
        var persons = all.filter { !hasWithdrawn($0.id, beforeRound: 1) }
        if rule.constituencyWinners?.then == .leaveTheList { persons.removeAll { elected.contains($0.id) } }
        switch rule.order.kind {
        case .strict: return persons
        case .open: return byPreference(persons)
        case .preference:
            guard let preference = rule.order.preference, let votes else { return persons }
            let share = Share(preference.comparison, preference.fraction, of: .validVotes)
            let preferred = persons.filter { share.isMet(by: $0.preferenceVotes ?? 0, outOf: votes) }
            let ids = Set(preferred.map(\.id))
            return byPreference(preferred) + persons.filter { !ids.contains($0.id) }
        }
    }

    /// Most preference votes first; equal ones keep the order of the list.
    private func byPreference(_ persons: [ListedPerson]) -> [ListedPerson] {
        persons.enumerated().sorted {
            ($1.element.preferenceVotes ?? 0, $0.offset) < ($0.element.preferenceVotes ?? 0, $1.offset)
        }.map(\.element)
    }

    /// Puts persons on seats and sums lists up over the districts.
    func finish<R: Recorder>(
        _ rule: ListRule, _ tier: Tier, _ total: Int, _ votes: ListVotes, _ passing: [[Bool]],
        _ shares: inout [ListShare], _ added: Int, _ around: ListSurroundings, _ recorder: inout R
    ) -> ListTierDecision {
        var seats: [Seat] = []
        var unfilled = 0
        // A list may have the same persons in several districts; nobody takes two seats.
        var seated: Set<ChoiceID> = []
        var districts: [ListTierOutcome.DistrictShare] = []
        let passesOn = passesRemainders(rule)
        for index in votes.districts.indices where index < shares.count {
            let district = votes.districts[index]
            var number = 0
            func add(_ holder: Seat.Holder) {
                number += 1
                seats.append(Seat(tier: tier.id, district: district, number: number, holder: holder))
            }
            for (list, id) in votes.lists.enumerated() where shares[index].seats[list] > 0 {
                let won = shares[index].seats[list]
                guard
                    let persons = persons(
                        of: id, rule, votes: votes.votes[index][list], elected: around.electedPersons)
                else {
                    for _ in 0..<won { add(.list(id, person: nil)) }
                    continue
                }
                let free = persons.filter { !seated.contains($0.id) }
                for person in free.prefix(won) {
                    seated.insert(person.id)
                    add(.list(id, person: person.id))
                }
                if free.count < won {
                    let missing = won - free.count
                    recorder.add {
                        Step(
                            .listExhausted, cites: rule.exhausted?.cites ?? rule.cites,
                            [Figure("list", .choice(id)), count("seats", missing)])
                    }
                    shares[index].seats[list] = free.count
                    shares[index].unfilled += missing
                }
            }
            if !passesOn {
                for _ in 0..<shares[index].open { add(.open(.tie)) }
                for _ in 0..<max(0, shares[index].unfilled) { add(.open(.vacant)) }
                unfilled += shares[index].unfilled
            }
            districts.append(
                ListTierOutcome.DistrictShare(
                    district: district, seats: shares[index].seats.reduce(0, +),
                    byList: votes.lists.enumerated().compactMap { list, id in
                        let won = shares[index].seats[list]
                        return won > 0 ? ListTierOutcome.ListSeats(list: id, seats: won) : nil
                    }))
        }
        let lists = votes.lists.enumerated().map { list, id in
            ListTierOutcome.ListOutcome(
                list: id, votes: votes.total(list), passed: passing.contains { $0[list] },
                seats: shares.reduce(0) { $0 + ($1.seats.indices.contains(list) ? $1.seats[list] : 0) })
        }
        let outcome = ListTierOutcome(
            tier: tier.id, lists: lists, unfilled: unfilled, added: added, districts: districts)
        var decision = ListTierDecision(outcome: outcome, seats: seats, ties: shares.flatMap(\.ties))
        decision.overAwardRefused = shares.contains { $0.excess > 0 } && !keepsExcess(rule)
        if passesOn {
            var left: [ChoiceID: UInt64] = [:]
            for (list, id) in votes.lists.enumerated() where passing.contains(where: { $0[list] }) {
                left[id] = shares.reduce(0) { $0 + ($1.remainders.indices.contains(list) ? $1.remainders[list] : 0) }
            }
            decision.passedOn = (shares.reduce(0) { $0 + $1.unfilled }, left)
        }
        return decision
    }

    private func passesRemainders(_ rule: ListRule) -> Bool {
        if case .quota(let method) = rule.allocation.method { method.remainders == .nextTier } else { false }
    }

    private func keepsExcess(_ rule: ListRule) -> Bool {
        if case .quota(let method) = rule.allocation.method { method.overAward == .keep } else { false }
    }
}
