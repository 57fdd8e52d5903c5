public import ElectionModel
public import ElectoralLaw

/// Decides every seat of a body from the law, the register and the votes.
///
/// Nothing else goes in, so the same input always gives the same outcome. Where the law leaves something open, or a
/// figure that it needs is missing, the seat stays open with the reason.
///
/// - Parameters:
///   - tallies: at most one for each tier, district and round.
///   - decisions: recorded lots, withdrawals, annulments and appointments.
public func decideSeats(
    under law: Law, of election: Election, from tallies: [Tally], with decisions: Decisions = Decisions()
) -> Outcome {
    var recorder = DerivationRecorder()
    recorder.open {
        Step(.body, cites: law.inForce.cites, [Figure("body", .text(law.body)), count("seats", law.seats)])
    }
    var outcome = decideSeats(under: law, of: election, from: tallies, with: decisions, recording: &recorder)
    recorder.close()
    outcome.derivation = recorder.steps[0]
    outcome.findings = auditInput(law: law, election: election, tallies: tallies) + outcome.findings
    return outcome
}

/// The same decision with any recorder; with `NoRecorder` it leaves no derivation and costs nothing for one.
public func decideSeats<R: Recorder>(
    under law: Law, of election: Election, from tallies: [Tally], with decisions: Decisions, recording recorder: inout R
) -> Outcome {
    SeatDecider(law: law, election: election, decisions: decisions).decide(tallies, recording: &recorder)
}

/// A law and a register made ready to decide many votes, as simulations and audits need it.
///
/// It is the only way in which seats are decided: `decideSeats` prepares one and uses it once.
public struct SeatDecider: Sendable {
    let law: Law
    let election: Election
    let contest: Contest
    /// The districts of the register by tier, in the order of the law's tiers.
    let districts: [[District]]

    public init(law: Law, election: Election, decisions: Decisions = Decisions()) {
        self.law = law
        self.election = election
        contest = Contest(election, decisions)
        districts = law.tiers.map { tier in election.districts.filter { $0.tier == tier.id } }
    }

    /// Decides the seats from the tallies of one vote, as `decideSeats` does.
    public func decide<R: Recorder>(_ tallies: [Tally], recording recorder: inout R) -> Outcome {
        var state = BodyDecision(self, tallies)
        for (position, tier) in law.tiers.enumerated() {
            recorder.open {
                Step(.tier, cites: tier.cites, [Figure("tier", .text(tier.id.rawValue)), count("seats", tier.seats)])
            }
            state.decide(tier, districts[position], &recorder)
            recorder.close()
        }
        return state.outcome
    }
}

/// The body as far as its tiers have been decided.
private struct BodyDecision {
    let law: Law
    let election: Election
    let contest: Contest
    var tallies: TallyIndex
    var outcome = Outcome(derivation: Step(.body))
    var passedOn: (seats: Int, votes: [ChoiceID: UInt64])?

    init(_ decider: SeatDecider, _ tallies: [Tally]) {
        law = decider.law
        election = decider.election
        contest = decider.contest
        self.tallies = TallyIndex(tallies)
        outcome.seats.reserveCapacity(law.seats)
        outcome.contests.reserveCapacity(election.districts.count)
    }

    mutating func decide<R: Recorder>(_ tier: Tier, _ districts: [District], _ recorder: inout R) {
        switch tier.rule {
        case .majority(let rule):
            for district in districts.isEmpty ? unregisteredDistricts(tier) : districts {
                decide(rule, tier, district, &recorder)
            }
        case .plurality(let rule):
            for district in districts.isEmpty ? unregisteredDistricts(tier) : districts {
                decide(rule, tier, district, &recorder)
            }
        case .lists(let rule):
            decide(rule, tier, districts, &recorder)
        case .appointed(let appointed):
            recorder.add { Step(.appointed, cites: appointed.cites, [Figure("by", .text(appointed.by))]) }
            let persons = contest.decisions.appointments.filter { $0.tier == tier.id }.map(\.person)
            for number in 1...max(1, tier.seats) {
                let person = number <= persons.count ? persons[number - 1] : nil
                outcome.seats.append(
                    Seat(
                        tier: tier.id, district: DistrictID(tier.id), number: number,
                        holder: .appointed(person)))
            }
        }
    }

    /// The districts that have tallies, where the register names none.
    private func unregisteredDistricts(_ tier: Tier) -> [District] {
        var seen: Set<DistrictID> = []
        return tallies.all.filter { $0.tier == tier.id && seen.insert($0.district).inserted }.map {
            District(id: $0.district, tier: tier.id, name: Multilingual($0.district.rawValue))
        }
    }

    private func candidates(_ district: DistrictID) -> [ChoiceID] {
        election.choices.filter { $0.district == district && $0.kind != .list }.map(\.id)
    }

    private mutating func decide<R: Recorder>(
        _ rule: MajorityRule, _ tier: Tier, _ district: District, _ recorder: inout R
    ) {
        recorder.open { Step(.district, cites: tier.cites, [Figure("district", .district(district.id))]) }
        defer { recorder.close() }
        let first = tallies.tally(tier.id, district.id, round: 1)
        let second = tallies.tally(tier.id, district.id, round: 2)
        let decision = contest.decide(
            rule, college: tier.college, tier: tier.id, district: district.id,
            candidates: first == nil ? candidates(district.id) : [], first: first, second: second, &recorder)
        let (result, holder): (ContestOutcome.Result, Seat.Holder) =
            switch decision.result {
            case .elected(let winner, let round): (.elected([winner], round: round), .candidate(winner))
            case .runOff(let finalists): (.runOff(finalists), .open(.runOff))
            case .open(let reason): (.open(reason), .open(reason))
            case .tied: (.open(.tie), .open(.tie))
            }
        if case .tied(let tie) = decision.result { outcome.ties.append(tie) }
        reportSecondBallot(decision.finalists, second, tier, district)
        if rule.annulledStations == nil, let annulment = contest.annulledStations(tier.id, district.id) {
            outcome.findings.append(
                Finding(
                    "S02", .error, place: [law.body, tier.id.rawValue, district.id.rawValue],
                    figures: [Figure("act", .text(annulment.act))]))
        }
        outcome.contests.append(
            ContestOutcome(tier: tier.id, district: district.id, result: result, finalists: decision.finalists))
        outcome.seats.append(Seat(tier: tier.id, district: district.id, number: 1, holder: holder))
    }

    /// S10: the second ballot lists others than the finalists of the first.
    private mutating func reportSecondBallot(
        _ finalists: [ChoiceID], _ second: Tally?, _ tier: Tier, _ district: District
    ) {
        guard !finalists.isEmpty, let second, !contest.isBallot(second, of: finalists) else { return }
        let onBallot = second.votes.map(\.choice).filter { !contest.isAgainstAll($0) }
        outcome.findings.append(
            Finding(
                "S10", .warning, place: [law.body, tier.id.rawValue, district.id.rawValue],
                figures: [Figure("finalists", .choices(finalists)), Figure("onBallot", .choices(onBallot))]))
    }

    private mutating func decide<R: Recorder>(
        _ rule: PluralityRule, _ tier: Tier, _ district: District, _ recorder: inout R
    ) {
        recorder.open { Step(.district, cites: tier.cites, [Figure("district", .district(district.id))]) }
        defer { recorder.close() }
        let tally = tallies.tally(tier.id, district.id, round: 1)
        let decision = contest.decide(
            rule, tier: tier.id, district: district.id, seats: district.seats,
            candidates: tally == nil ? candidates(district.id) : [], tally: tally, &recorder)
        if let tie = decision.tie { outcome.ties.append(tie) }
        let complete = decision.elected.count == district.seats
        outcome.contests.append(
            ContestOutcome(
                tier: tier.id, district: district.id,
                result: complete ? .elected(decision.elected, round: 1) : .open(decision.open ?? .vacant),
                finalists: []))
        for number in 1...max(1, district.seats) {
            let holder: Seat.Holder =
                number <= decision.elected.count
                ? .candidate(decision.elected[number - 1]) : .open(decision.open ?? .vacant)
            outcome.seats.append(Seat(tier: tier.id, district: district.id, number: number, holder: holder))
        }
    }

    private mutating func decide<R: Recorder>(
        _ rule: ListRule, _ tier: Tier, _ districts: [District], _ recorder: inout R
    ) {
        // The audit has reported contests with two tallies; the first one counts, here as in other tiers.
        var seen: Set<DistrictID> = []
        let decision = contest.decide(
            rule, tier: tier, seatsAtStake: law.seatsAtStake(in: tier),
            districts: districts,
            tallies: tallies.all.filter { $0.tier == tier.id && $0.round == 1 && seen.insert($0.district).inserted },
            around: surroundings(rule), &recorder)
        outcome.lists.append(decision.outcome)
        outcome.seats += decision.seats
        outcome.ties += decision.ties
        passedOn = decision.passedOn
        if decision.overAwardRefused {
            outcome.findings.append(Finding("S01", .error, place: [law.body, tier.id.rawValue]))
        }
    }

    /// What a list rule needs to know of the tiers before it; nothing is gathered for a rule that looks at none of them.
    private func surroundings(_ rule: ListRule) -> ListSurroundings {
        let looksAround =
            rule.orWins != nil || rule.compensation != nil || rule.transfer != nil || rule.constituencyWinners != nil
        var byList: [TierID: [ChoiceID: Int]] = [:]
        var withoutList: [TierID: Int] = [:]
        var persons: Set<ChoiceID> = []
        for seat in outcome.seats where looksAround {
            guard case .candidate(let id) = seat.holder else { continue }
            persons.insert(id)
            if let list = contest.register[id]?.connectedList {
                byList[seat.tier, default: [:]][list, default: 0] += 1
            } else {
                withoutList[seat.tier, default: 0] += 1
            }
        }
        return ListSurroundings(
            seatsElsewhere: { byList[$0]?[$1] ?? 0 },
            seatsWithoutList: { tiers in tiers.reduce(0) { $0 + (withoutList[$1] ?? 0) } },
            transferred: { [self] in transferredVotes($0) }, electedPersons: persons, passedOn: passedOn)
    }

    /// Votes of losing candidates and, where the law says so, what the winner had beyond the second and one vote.
    private func transferredVotes(_ transfer: ListRule.Transfer) -> [ChoiceID: UInt64] {
        var result: [ChoiceID: UInt64] = [:]
        for contestOutcome in outcome.contests where contestOutcome.tier == transfer.from {
            guard let winner = contestOutcome.winner,
                let tally = tallies.search(transfer.from, contestOutcome.district, round: 1)
            else { continue }
            let second = tally.votes.filter { $0.choice != winner }.map(\.votes).max() ?? 0
            for line in tally.votes {
                guard let list = contest.register[line.choice]?.connectedList else { continue }
                if line.choice != winner {
                    result[list, default: 0] += line.votes
                } else if transfer.votes == .losersAndSurplus, line.votes > second + 1 {
                    result[list, default: 0] += line.votes - second - 1
                }
            }
        }
        return result
    }
}
