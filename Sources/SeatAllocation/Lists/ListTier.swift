import ElectionModel
import ElectoralLaw

/// Everything a list tier needs to know of the tiers before it.
struct ListSurroundings {
    /// Seats won so far, by tier and list.
    var seatsElsewhere: (TierID, ChoiceID) -> Int
    /// Seats in the named tiers held by nobody's list.
    var seatsWithoutList: ([TierID]) -> Int
    /// Constituency votes to be transferred, by list.
    var transferred: (ListRule.Transfer) -> [ChoiceID: UInt64]
    /// Persons elected in constituencies.
    var electedPersons: Set<ChoiceID>
    /// Seats and votes left by the list tier before this one, by list.
    var passedOn: (seats: Int, votes: [ChoiceID: UInt64])?
}

struct ListTierDecision {
    var outcome: ListTierOutcome
    var seats: [Seat] = []
    var ties: [Tie] = []
    /// For the next tier.
    var passedOn: (seats: Int, votes: [ChoiceID: UInt64])?
    var overAwardRefused = false
}

extension Contest {
    /// Decides a list tier: thresholds, seats by list and district, and the persons who take them.
    func decide<R: Recorder>(
        _ rule: ListRule, tier: Tier, seatsAtStake: Int, districts: [District], tallies: [Tally],
        around: ListSurroundings, _ recorder: inout R
    ) -> ListTierDecision {
        var tallies = around.passedOn.map { [passedOnTally($0.votes, tier)] } ?? tallies
        if rule.districts.kind == .national, tallies.count > 1 { tallies = [nationalTally(tallies, tier)] }
        guard !tallies.isEmpty else { return open(tier, seatsAtStake, .noTally) }
        var votes = ListVotes(tallies, isAgainstAll: isAgainstAll)
        if let transfer = rule.transfer {
            let added = around.transferred(transfer)
            votes.transferred = votes.lists.map { added[$0] ?? 0 }
            for (list, id) in votes.lists.enumerated() where votes.transferred[list] > 0 {
                recorder.add {
                    Step(
                        .transferredVotes, cites: transfer.cites,
                        [Figure("list", .choice(id)), Figure("votes", .count(votes.transferred[list]))])
                }
            }
        }
        let passing: [[Bool]]
        switch self.passing(rule, votes, seatsElsewhere: around.seatsElsewhere, &recorder) {
        case .lists(let lists): passing = lists
        case .baseUnknown: return open(tier, seatsAtStake, .baseUnknown, votes)
        case .open(let reason): return open(tier, seatsAtStake, reason, votes)
        case .tied(let tie):
            var decision = open(tier, seatsAtStake, .tie, votes)
            decision.ties = [tie]
            return decision
        }
        if let condition = rule.bonus?.condition, votes.amount(of: condition.base, againstAll: isAgainstAll) == nil {
            recorder.add {
                Step(.baseUnknown, cites: rule.bonus?.cites ?? [], [Figure("base", .base(condition.base))])
            }
            return open(tier, seatsAtStake, .baseUnknown, votes)
        }
        let missing =
            rule.districts.kind == .national || around.passedOn != nil
            ? [] : districts.filter { !votes.districts.contains($0.id) }
        if !missing.isEmpty, rule.districts.seatsByVotes != nil { return open(tier, seatsAtStake, .noTally, votes) }
        let total = seatsAtStake + (around.passedOn?.seats ?? 0)
        var shares: [ListShare]
        var added = 0
        if rule.compensation != nil {
            let result = compensate(rule, tier, total, votes, passing[0], around, &recorder)
            shares = [result.share]
            added = result.added
        } else {
            shares = divideAmongDistricts(rule, tier, total, districts, votes, passing, around, &recorder)
        }
        var decision = finish(rule, tier, total, votes, passing, &shares, added, around, &recorder)
        for district in missing {
            decision.outcome.unfilled += district.seats
            decision.seats += (1...max(1, district.seats)).map {
                Seat(tier: tier.id, district: district.id, number: $0, holder: .open(.noTally))
            }
        }
        return decision
    }

    /// Seats of each district, and their division among its lists.
    private func divideAmongDistricts<R: Recorder>(
        _ rule: ListRule, _ tier: Tier, _ total: Int, _ districts: [District], _ votes: ListVotes,
        _ passing: [[Bool]], _ around: ListSurroundings, _ recorder: inout R
    ) -> [ListShare] {
        let sizes = districtSeats(rule, tier, total, districts, votes, &recorder)
        return votes.districts.indices.map { index in
            let several = votes.districts.count > 1
            if several {
                recorder.open {
                    Step(
                        .district, cites: tier.cites,
                        [Figure("district", .district(votes.districts[index])), count("seats", sizes[index])])
                }
            }
            defer { if several { recorder.close() } }
            var question = ListQuestion(
                tier: tier.id, district: votes.districts[index], lists: votes.lists,
                votes: votes.lists.indices.map { list in
                    passing[index][list]
                        ? votes.votes[index][list] + (votes.districts.count == 1 ? votes.transferred[list] : 0) : 0
                },
                valid: votes.tallies[index].valid, seats: sizes[index], natural: rule.naturalThreshold)
            if rule.exhausted?.then == .otherLists {
                question.caps = votes.lists.map {
                    persons(of: $0, rule, votes: nil, elected: around.electedPersons)?.count ?? Int.max
                }
            }
            if let condition = rule.bonus?.condition {
                question.bonusBase = votes.tallies[index].amount(of: condition.base, againstAll: isAgainstAll) ?? 0
            }
            return allocate(rule, question, &recorder)
        }
    }

    /// One district with bonus seats and linked lists, where the law has them.
    private func allocate<R: Recorder>(
        _ rule: ListRule, _ question: ListQuestion, _ recorder: inout R
    ) -> ListShare {
        if let bonus = rule.bonus { return allocate(rule, bonus, question, &recorder) }
        if let linked = rule.linkedLists { return allocate(rule, linked, question, &recorder) }
        return allocate(rule.allocation, question, &recorder)
    }

    private func districtSeats<R: Recorder>(
        _ rule: ListRule, _ tier: Tier, _ total: Int, _ districts: [District], _ votes: ListVotes,
        _ recorder: inout R
    ) -> [Int] {
        let known = districts.contains { $0.id == votes.districts[0] }
        if votes.districts.count == 1, rule.districts.kind == .national || !known { return [total] }
        guard let byVotes = rule.districts.seatsByVotes else {
            let seats = Dictionary(districts.map { ($0.id, $0.seats) }, uniquingKeysWith: { first, _ in first })
            return votes.districts.map { seats[$0] ?? 0 }
        }
        // Districts are divided like lists: their valid votes compete for the seats of the tier.
        let question = ListQuestion(
            tier: tier.id, district: DistrictID(tier.id),
            lists: votes.districts.map { ChoiceID($0) }, votes: votes.tallies.map(\.valid),
            valid: votes.tallies.reduce(0) { $0 + $1.valid }, seats: total)
        recorder.open { Step(.districtSeats, cites: byVotes.cites, [count("seats", total)]) }
        defer { recorder.close() }
        return allocate(byVotes, question, &recorder).seats
    }

    private func passedOnTally(_ votes: [ChoiceID: UInt64], _ tier: Tier) -> Tally {
        let lines = votes.keys.sorted().map { Tally.ChoiceVotes($0, votes[$0] ?? 0) }
        return Tally(tier: tier.id, district: DistrictID(tier.id), votes: lines, provenance: .derived)
    }

    /// One national list district whose votes were reported by area. A figure that one area lacks is lacking in all.
    private func nationalTally(_ tallies: [Tally], _ tier: Tier) -> Tally {
        func sum(_ figure: (Tally) -> UInt64?) -> UInt64? {
            tallies.reduce(Optional(0)) { total, tally in
                guard let total, let value = figure(tally) else { return nil }
                return total + value
            }
        }
        var order: [ChoiceID] = []
        var votes: [ChoiceID: UInt64] = [:]
        for line in tallies.lazy.flatMap(\.votes) {
            if votes[line.choice] == nil { order.append(line.choice) }
            votes[line.choice, default: 0] += line.votes
        }
        return Tally(
            tier: tier.id, district: DistrictID(tier.id), registered: sum(\.registered), cast: sum(\.cast),
            invalid: sum(\.invalid), votes: order.map { Tally.ChoiceVotes($0, votes[$0] ?? 0) },
            provenance: tallies[0].provenance)
    }

    private func open(_ tier: Tier, _ seats: Int, _ reason: OpenReason, _ votes: ListVotes? = nil) -> ListTierDecision {
        let district = votes?.districts.first ?? DistrictID(tier.id)
        let lists =
            votes.map { votes in
                votes.lists.indices.map {
                    ListTierOutcome.ListOutcome(
                        list: votes.lists[$0], votes: votes.total($0), passed: false, seats: 0)
                }
            } ?? []
        let outcome = ListTierOutcome(tier: tier.id, lists: lists, unfilled: seats, added: 0, districts: [])
        return ListTierDecision(
            outcome: outcome,
            seats: (0..<seats).map { Seat(tier: tier.id, district: district, number: $0 + 1, holder: .open(reason)) })
    }
}
