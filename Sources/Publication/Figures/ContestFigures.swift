import ElectionFiles
import ElectionModel
import ElectoralLaw
import SeatAllocation

extension FiguresBuilder {
    func lists() -> [Figures.ListSection] {
        let tiers = outcome.lists.compactMap { tier in wholeTier(tier.tier).map { (tier, $0) } }
        return tiers.map { tier, tally in
            let steps = outcome.derivation.steps.first { $0.figure("tier") == .text(tier.tier.rawValue) }
            let all = steps?.all ?? []
            let kind = tally.provenance
            let derived: ProvenanceKind = kind == .official ? .derived : kind
            // The same list can stand in several tiers; the only tier of lists needs no name.
            let key = tiers.count > 1 ? "tier.\(tier.tier).list" : "list"
            // Each district of several has its own quota; they can't be told in one number.
            let quotaStep = tier.districts.count > 1 ? nil : all.first { $0.code == .quotaComputed }
            let thresholds = all.filter { $0.code == .thresholdReached || $0.code == .thresholdMissed }
            let needed = Set(thresholds.map { $0.figure("needed") })
            let passing = tier.lists.filter(\.passed).reduce(0) { $0 + $1.votes }
            return Figures.ListSection(
                tier: tier.tier, registered: Quantity("\(key).registered", optional: tally.registered, kind),
                cast: Quantity("\(key).cast", optional: tally.cast, kind),
                valid: Quantity("\(key).valid", tally.valid, kind),
                invalid: Quantity("\(key).invalid", optional: tally.invalid, kind),
                seats: Quantity("\(key).seats", tier.lists.reduce(0) { $0 + $1.seats }, derived),
                thresholdVotes: count("\(key).threshold.votes", needed.count == 1 ? needed.first ?? nil : nil, derived),
                passingVotes: Quantity("\(key).passing.votes", passing, derived),
                quota: fraction("\(key).quota", quotaStep?.figure("quota"), derived),
                rows: rows(tier, tally, all, key, derived), derivation: steps ?? Step(.tier))
        }
    }

    /// The votes of a list tier over all its districts; nil where it has none of its own.
    private func wholeTier(_ tier: TierID) -> Tally? {
        let tallies = input.folder.tallies.filter { $0.tier == tier && $0.round == 1 }
        guard var whole = tallies.first, tallies.count > 1 else { return tallies.first }
        whole.registered = sum(tallies, \.registered)
        whole.cast = sum(tallies, \.cast)
        whole.invalid = sum(tallies, \.invalid)
        for line in tallies.dropFirst().flatMap(\.votes) {
            if let position = whole.votes.firstIndex(where: { $0.choice == line.choice }) {
                whole.votes[position].votes += line.votes
            } else {
                whole.votes.append(line)
            }
        }
        return whole
    }

    private func rows(
        _ tier: ListTierOutcome, _ tally: Tally, _ steps: [Step], _ prefix: String, _ derived: ProvenanceKind
    ) -> [Figures.ListRow] {
        let several = tier.districts.count > 1
        let sorted = tier.lists.enumerated().sorted {
            ($1.element.votes, $0.offset) < ($0.element.votes, $1.offset)
        }.map(\.element)
        return sorted.enumerated().map { position, list in
            let key = "\(prefix).\(list.list)"
            let own = steps.filter { $0.figure("list") == .choice(list.list) }
            let step = several ? nil : own.first { $0.code == .wholeQuotas }
            let needed = own.first { $0.code == .thresholdReached || $0.code == .thresholdMissed }?.figure("needed")
            var distance = Quantity("\(key).threshold.distance", .notApplicable, derived)
            if case .count(let least) = needed {
                distance.value = .whole(Int64(list.votes) - Int64(least))
            }
            let loses = closeness(of: list.list, .listLoses, in: tier.tier, "\(key).loses", derived)
            let gains = closeness(of: list.list, .listGains, in: tier.tier, "\(key).gains", derived)
            return Figures.ListRow(
                list: list.list, name: choices[list.list]?.name ?? Multilingual(list.list.rawValue),
                colour: choices[list.list]?.nominator.flatMap { parties[$0]?.colour } ?? "#5f6368",
                pattern: position % 8, passed: list.passed,
                votes: Quantity("\(key).votes", list.votes, tally.provenance),
                share: Quantity("\(key).share", list.votes, of: tally.valid, derived),
                wholeQuotas: count("\(key).quotas", step?.figure("seats"), derived),
                remainder: fraction("\(key).remainder", step?.figure("remainder"), derived),
                seats: Quantity("\(key).seats", list.seats, derived), distanceToThreshold: distance,
                loses: list.seats > 0 ? loses : [], gains: gains)
        }
    }

    private func count(_ key: String, _ value: Figure.Value?, _ kind: ProvenanceKind) -> Quantity {
        if case .count(let number) = value { return Quantity(key, number, kind) }
        return Quantity(key, .notApplicable, kind)
    }

    private func fraction(_ key: String, _ value: Figure.Value?, _ kind: ProvenanceKind) -> Quantity {
        if case .fraction(let fraction) = value { return Quantity(key, .fraction(fraction), kind) }
        return Quantity(key, .notApplicable, kind)
    }

    func constituencies() -> [Figures.Constituency] {
        let steps = outcome.derivation.all.filter { $0.code == .district }
        return outcome.contests.map { contest in
            let district = election.districts.first { $0.id == contest.district && $0.tier == contest.tier }
            let derivation =
                steps.first { $0.figure("district") == .district(contest.district) } ?? Step(.district)
            let kind = provenance(of: contest.tier)
            let key = "constituency.\(contest.district)"
            var round = Quantity("\(key).decided", .notApplicable, kind)
            var open: OpenReason?
            switch contest.result {
            case .elected(_, let number): round.value = .whole(Int64(number))
            case .runOff: open = .runOff
            case .open(let reason): open = reason
            }
            let ballots = [1, 2].compactMap { number in
                tally(contest.tier, contest.district, number).map {
                    ballot($0, contest, "\(key).round\(number)", derivation)
                }
            }
            return Figures.Constituency(
                id: contest.district, name: district?.name ?? Multilingual(contest.district.rawValue),
                region: district?.region, ballots: ballots, winner: contest.winner, decidedInRound: round, open: open,
                finalists: contest.finalists, derivation: derivation)
        }
    }

    private func ballot(_ tally: Tally, _ contest: ContestOutcome, _ key: String, _ derivation: Step) -> Figures.Ballot
    {
        let kind = tally.provenance
        let sorted = tally.votes.enumerated().sorted {
            ($1.element.votes, $0.offset) < ($0.element.votes, $1.offset)
        }.map(\.element)
        let first = sorted.first?.votes ?? 0
        let second = sorted.dropFirst().first?.votes ?? 0
        var distance = Quantity("\(key).majority.distance", .notApplicable, kind)
        let decisive = derivation.all.first { $0.code == .elected || $0.code == .shareMissed }
        if tally.round == 1, case .count(let needed)? = decisive?.figure("needed") {
            distance.value = .whole(Int64(first) - Int64(needed))
        }
        let electedHere = if case .elected(_, let round) = contest.result { round == tally.round } else { false }
        return Figures.Ballot(
            round: tally.round, registered: Quantity("\(key).registered", optional: tally.registered, kind),
            cast: Quantity("\(key).cast", optional: tally.cast, kind),
            valid: Quantity("\(key).valid", tally.valid, kind),
            invalid: Quantity("\(key).invalid", optional: tally.invalid, kind),
            turnout: Quantity("\(key).turnout", tally.cast, of: tally.registered, kind),
            rows: sorted.map { line in
                Figures.CandidateRow(
                    candidate: line.choice, name: choices[line.choice]?.name ?? Multilingual(line.choice.rawValue),
                    group: group(of: line.choice), votes: Quantity("\(key).\(line.choice).votes", line.votes, kind),
                    share: Quantity("\(key).\(line.choice).share", line.votes, of: tally.valid, kind),
                    isFinalist: contest.finalists.contains(line.choice),
                    isElected: electedHere && contest.winner == line.choice)
            },
            distanceToMajority: distance, lead: Quantity("\(key).lead", first - second, kind),
            changes: closeness(of: tally, "\(key).changes"))
    }
}
