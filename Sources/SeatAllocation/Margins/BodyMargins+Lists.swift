import ElectionModel
import ElectoralLaw

extension BodyMargins {
    func margins(_ rule: ListRule, _ tier: Tier) -> [ContestMargins] {
        let own = tallies.filter { $0.tier == tier.id && $0.round == 1 }
        guard let firstTally = own.first else {
            return [ContestMargins(tier.id, DistrictID(tier.id), gap: .noTally)]
        }
        if let gap = gap(rule, tier, districts: own.count) {
            return own.map { ContestMargins(tier.id, $0.district, gap: gap) }
        }
        let votes = ListVotes(own, isAgainstAll: contest.isAgainstAll)
        guard own.count > 1 else {
            return [margins(rule, tier, firstTally, seats: law.seatsAtStake(in: tier), bars: bars(rule, votes.lists))]
        }
        return own.indices.map { district in
            let id = own[district].district
            let seats = election.districts.first { $0.id == id && $0.tier == tier.id }?.seats ?? 0
            if rule.thresholds.allSatisfy({ $0.across == .district }) {
                return margins(rule, tier, own[district], seats: seats, bars: bars(rule, votes.lists))
            }
            return bounded(rule, tier, own, district, seats: seats, votes)
        }
    }

    /// What keeps a tier from being computed.
    private func gap(_ rule: ListRule, _ tier: Tier, districts: Int) -> MarginGap? {
        if rule.compensation != nil || rule.transfer != nil { return .otherTiers }
        if rule.linkedLists != nil || rule.bonus != nil { return .linkedOrBonus }
        if isFedByEarlierTier(tier) { return .remaindersPass }
        if case .quota(let method) = rule.allocation.method, method.remainders == .nextTier { return .remaindersPass }
        guard districts > 1 else { return nil }
        if rule.districts.seatsByVotes != nil { return .districtSeats }
        let scopes = Set(rule.thresholds.map(\.across))
        if scopes.count > 1 { return .exceptions }
        if scopes == [.district], rule.ifNonePasses?.then == .allTakePart || rule.ifOnePasses?.then == .nextJoins {
            return .exceptions
        }
        return nil
    }

    private func isFedByEarlierTier(_ tier: Tier) -> Bool {
        var fed = false
        for other in law.tiers {
            if other.id == tier.id { return fed }
            guard case .lists(let rule) = other.rule else { continue }
            if case .quota(let method) = rule.allocation.method {
                fed = method.remainders == .nextTier
            } else {
                fed = false
            }
        }
        return false
    }

    /// The threshold of each list; none where it has won its way in elsewhere or is exempt.
    private func bars(_ rule: ListRule, _ lists: [ChoiceID]) -> [Share?] {
        lists.map { list in
            guard let threshold = contest.threshold(for: list, in: rule) else { return nil }
            if let orWins = rule.orWins, seatsElsewhere(orWins.tier, list) >= orWins.seats { return nil }
            if threshold.exemptMinorities, contest.register[list]?.isMinority == true { return nil }
            return threshold.share
        }
    }

    private func seatsElsewhere(_ tier: TierID, _ list: ChoiceID) -> Int {
        outcome.seats.reduce(0) { sum, seat in
            guard seat.tier == tier, case .candidate(let id) = seat.holder,
                contest.register[id]?.connectedList == list
            else { return sum }
            return sum + 1
        }
    }

    /// One district by itself. Choices are the tier's lists in their order, then those against all.
    private func listContest(
        _ rule: ListRule, _ tier: Tier, _ tally: Tally, seats: Int, bars: [Share?], lists: [ChoiceID]
    ) -> (contest: ListContest, choices: [ChoiceID]) {
        let againstAll = tally.votes.map(\.choice).filter(contest.isAgainstAll)
        let choices = lists + againstAll
        let votes = choices.map { choice in
            tally.votes.reduce(0) { $0 + ($1.choice == choice ? $1.votes : 0) }
        }
        let figures = ContestFigures(
            votes: votes, isAgainstAll: choices.map(contest.isAgainstAll),
            cast: tally.amount(of: .ballotsCast, againstAll: contest.isAgainstAll), registered: tally.registered,
            present: tally.present)
        let elected = Set(
            outcome.seats.compactMap { seat -> ChoiceID? in
                if case .candidate(let id) = seat.holder { id } else { nil }
            })
        let listContest = ListContest(
            figures, seats: seats, method: rule.allocation.method, bars: bars + againstAll.map { _ in nil },
            ifNonePasses: rule.ifNonePasses?.then ?? .vacant, ifOnePasses: rule.ifOnePasses?.then ?? .takesAll,
            natural: rule.naturalThreshold?.quotas,
            persons: choices.map {
                contest.persons(of: $0, rule, votes: nil, elected: elected)?.count ?? .max
            },
            othersTakeOver: rule.exhausted?.then == .otherLists
        ) { among, places, votes in
            var recorder = NoRecorder()
            var byChoice: [ChoiceID: UInt64] = [:]
            for list in among { byChoice[choices[list]] = votes[list] }
            let question = TieQuestion(
                tier: tier.id, district: tally.district, places: .seats, number: places,
                among: among.map { choices[$0] },
                rules: rule.allocation.ties, cites: [], votes: byChoice)
            let chosen: [ChoiceID]
            switch contest.resolve(question, &recorder) {
            case .broken(let all): chosen = all
            case .open(_, let certain): chosen = certain
            case .repeatElection: return nil
            }
            return among.filter { chosen.contains(choices[$0]) }
        }
        return (listContest, choices)
    }

    private func margins(
        _ rule: ListRule, _ tier: Tier, _ tally: Tally, seats: Int, bars: [Share?]
    ) -> ContestMargins {
        let lists = ListVotes([tally], isAgainstAll: contest.isAgainstAll).lists
        let all = ListVotes(tallies.filter { $0.tier == tier.id && $0.round == 1 }, isAgainstAll: contest.isAgainstAll)
            .lists
        let own = lists.map { list in all.firstIndex(of: list).flatMap { bars[$0] } }
        let (listContest, choices) = listContest(rule, tier, tally, seats: seats, bars: own, lists: lists)
        guard listContest.certainSeats() != nil else {
            return ContestMargins(tier.id, tally.district, gap: .baseUnknown)
        }
        var result = ContestMargins(tier.id, tally.district)
        result.margins = margins(of: listContest, choices) { .exact($0.ballots) }
        result.distances = distances(listContest, choices)
        return result
    }

    private func margins(
        of listContest: ListContest, _ choices: [ChoiceID], _ needed: (ListContest.Least) -> VotesNeeded
    ) -> [Margin] {
        listContest.leastBallots().map { least in
            var margin = Margin(
                subject: choices[least.list], effect: least.effect == .loses ? .listLoses : .listGains,
                kind: least.change.kind, votes: needed(least), from: least.change.from.map { choices[$0] },
                to: least.change.to.map { choices[$0] },
                after: .seats(
                    choices.indices.filter { least.seatsAfter[$0] > 0 }.map {
                        ListTierOutcome.ListSeats(list: choices[$0], seats: least.seatsAfter[$0])
                    }))
            if least.effect == .loses { margin.boundMixture(atLeast: least.anyMixtureAtLeast) }
            return margin
        }
    }

    private func distances(_ listContest: ListContest, _ choices: [ChoiceID]) -> [Distance] {
        choices.indices.compactMap { index in
            guard let share = listContest.bars[index], let base = listContest.figures.amount(of: share.base) else {
                return nil
            }
            return Distance(choices[index], listContest.figures.votes[index], share, of: base)
        }
    }

    /// A district of several under a threshold of the whole country.
    ///
    /// As long as no list crosses the threshold, the district is a contest of the same lists by itself, and other districts
    /// don't touch it. So fewer ballots than its own margin can only matter if they move a list over the threshold: the
    /// lesser of both is a lower bound. The district's own margin is an upper bound once it has been tried.
    private func bounded(
        _ rule: ListRule, _ tier: Tier, _ own: [Tally], _ district: Int, seats: Int, _ votes: ListVotes
    ) -> ContestMargins {
        let tally = own[district]
        let country = Tally(
            tier: tier.id, district: DistrictID(tier.id), registered: sum(own.map(\.registered)),
            cast: votes.amount(of: .ballotsCast, againstAll: contest.isAgainstAll),
            votes: nationalVotes(own, votes.lists))
        let bars = bars(rule, votes.lists)
        let (national, _) = listContest(rule, tier, country, seats: seats, bars: bars, lists: votes.lists)
        guard let pattern = national.pattern(of: national.figures) else {
            return ContestMargins(tier.id, tally.district, gap: .baseUnknown)
        }
        // The list that joins a single one can change without any crossing.
        if rule.ifOnePasses?.then == .nextJoins, pattern.reached.count(where: { $0 }) == 1 {
            return ContestMargins(tier.id, tally.district, gap: .exceptions)
        }
        let (local, choices) = listContest(
            rule, tier, tally, seats: seats, bars: bars.map { _ in nil }, lists: votes.lists)
        var passingOnly = local
        // A bar that nobody passes keeps the others out, whatever happens to their votes.
        passingOnly.bars = choices.indices.map {
            $0 < votes.lists.count && !pattern.taking.contains($0)
                ? Share(.moreThan, Fraction(1, 1), of: .validVotes) : nil
        }
        passingOnly.ifNonePasses = .vacant
        passingOnly.ifOnePasses = .takesAll
        var crossing: [MarginKind: UInt64] = [:]
        for kind in MarginKind.allCases { crossing[kind] = national.ballotsUntilThreshold(kind) }
        var result = ContestMargins(tier.id, tally.district)
        result.margins = margins(of: passingOnly, choices) { least in
            guard let first = crossing[least.change.kind], first <= least.ballots else { return .exact(least.ballots) }
            let holds = isChanged(least, choices, tier, tally.district)
            return .bounds(lower: first, upper: holds ? least.ballots : nil)
        }
        return result
    }

    /// Whether the whole law gives a list in a district other seats once the ballots have changed.
    private func isChanged(
        _ least: ListContest.Least, _ choices: [ChoiceID], _ tier: Tier, _ district: DistrictID
    ) -> Bool {
        let list = choices[least.list]
        func seats(_ outcome: Outcome) -> Int {
            outcome.lists.first { $0.tier == tier.id }?.districts.first { $0.district == district }?.byList
                .first { $0.list == list }?.seats ?? 0
        }
        var changed = tallies
        for index in changed.indices
        where changed[index].tier == tier.id && changed[index].district == district && changed[index].round == 1 {
            let ballots = least.ballots
            for line in changed[index].votes.indices {
                let choice = changed[index].votes[line].choice
                if choice == least.change.from.map({ choices[$0] }) { changed[index].votes[line].votes -= ballots }
                if choice == least.change.to.map({ choices[$0] }) { changed[index].votes[line].votes += ballots }
            }
            switch least.change.kind {
            case .added: changed[index].cast = changed[index].cast.map { $0 + ballots }
            case .removed: changed[index].cast = changed[index].cast.map { $0 - min($0, ballots) }
            case .switched: break
            }
        }
        var recorder = NoRecorder()
        let after = decideSeats(
            under: law, of: election, from: changed, with: contest.decisions, recording: &recorder)
        return least.effect == .loses ? seats(after) < seats(outcome) : seats(after) > seats(outcome)
    }

    private func nationalVotes(_ own: [Tally], _ lists: [ChoiceID]) -> [Tally.ChoiceVotes] {
        var seen: Set<ChoiceID> = []
        let againstAll = own.flatMap(\.votes).map(\.choice).filter {
            contest.isAgainstAll($0) && seen.insert($0).inserted
        }
        return (lists + againstAll).map { choice in
            Tally.ChoiceVotes(choice, own.reduce(0) { $0 + ($1.votes(for: choice) ?? 0) })
        }
    }

    private func sum(_ amounts: [UInt64?]) -> UInt64? {
        amounts.reduce(UInt64?.some(0)) { sum, amount in
            guard let sum, let amount else { return nil }
            return sum + amount
        }
    }
}

extension ContestMargins {
    init(_ tier: TierID, _ district: DistrictID, gap: MarginGap) {
        self.init(tier, district)
        self.gap = gap
    }
}
