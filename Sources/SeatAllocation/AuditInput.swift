public import ElectionModel
public import ElectoralLaw

/// What is wrong with the votes before anything is decided: sums, doubles, impossible turnout, unknown choices.
///
/// The decision goes on all the same; whoever shows it shows these beside it.
///
/// Codes: T01 votes above ballots cast, T02 valid and invalid differ from cast, T03 cast above registered, T04 a choice
/// stands twice in a tally, T05 a choice the register does not know, T06 two tallies for one contest, T07 a district the
/// register does not know, T08 a tier the law does not know, T09 a choice stands twice in the register, T10 the seats of
/// the districts differ from those of the tier, T11 the law was not in force on polling day, T12 against all is on a
/// ballot where the law knows no such choice, T13 a person stands on a list and in a constituency though the law forbids it,
/// T14 the run-off was not held on the day, or within the time, that the law gives.
public func auditInput(law: Law, election: Election, tallies: [Tally]) -> [Finding] {
    var findings: [Finding] = []
    var known: Set<ChoiceID> = []
    for choice in election.choices where !known.insert(choice.id).inserted {
        findings.append(
            Finding("T09", .error, place: [choice.id.rawValue], figures: [Figure("choice", .choice(choice.id))]))
    }
    for day in election.pollingDays.prefix(1) where !law.inForce.contains(day) {
        findings.append(
            Finding(
                "T11", .error, place: [election.law],
                figures: [Figure("day", .text(day.description)), Figure("from", .text(law.inForce.from.description))]))
    }
    let districts = Dictionary(grouping: election.districts, by: \.tier)
    for tier in law.tiers {
        guard let own = districts[tier.id], !own.isEmpty else { continue }
        // Where votes decide how many seats a district has, the register states none.
        if case .lists(let rule) = tier.rule, rule.districts.seatsByVotes != nil { continue }
        let sum = own.reduce(0) { $0 + $1.seats }
        let stake = law.seatsAtStake(in: tier)
        if sum != stake {
            findings.append(
                Finding("T10", .error, place: [tier.id.rawValue], figures: [count("sum", sum), count("seats", stake)]))
        }
    }
    findings += standingTwice(law, election) + runOffDay(law, election)
    let againstAll = Set(election.choices.filter { $0.kind == .againstAll }.map(\.id))
    var seen: Set<String> = []
    for tally in tallies {
        let place = [tally.tier.rawValue, tally.district.rawValue, "\(tally.round)"]
        func report(_ code: String, _ figures: Figure...) {
            findings.append(Finding(code, .error, place: place, figures: figures))
        }
        if law.tier(tally.tier) == nil { report("T08", Figure("tier", .text(tally.tier.rawValue))) }
        if !seen.insert(place.joined(separator: "\u{0}")).inserted { report("T06") }
        if let own = districts[tally.tier], !own.contains(where: { $0.id == tally.district }) {
            report("T07", Figure("district", .district(tally.district)))
        }
        var choices: Set<ChoiceID> = []
        for line in tally.votes {
            if !choices.insert(line.choice).inserted { report("T04", Figure("choice", .choice(line.choice))) }
            if !known.isEmpty, !known.contains(line.choice) { report("T05", Figure("choice", .choice(line.choice))) }
            if againstAll.contains(line.choice), law.tier(tally.tier)?.knowsAgainstAll == false {
                report("T12", Figure("choice", .choice(line.choice)))
            }
        }
        let votesPerBallot = UInt64(law.tier(tally.tier)?.votesPerBallot ?? 1)
        if let cast = tally.cast {
            if let invalid = tally.invalid {
                // A ballot that may name several candidates need not name all of them.
                let differs =
                    votesPerBallot == 1
                    ? tally.valid + invalid != cast : tally.valid > votesPerBallot * (cast - min(cast, invalid))
                if differs {
                    report(
                        "T02", Figure("valid", .count(tally.valid)), Figure("invalid", .count(invalid)),
                        Figure("cast", .count(cast)))
                }
            } else if tally.valid > votesPerBallot * cast {
                report("T01", Figure("valid", .count(tally.valid)), Figure("cast", .count(cast)))
            }
        }
        let took = tally.cast ?? (tally.valid / votesPerBallot + (tally.invalid ?? 0))
        if let registered = tally.registered, took > registered {
            report("T03", Figure("cast", .count(took)), Figure("registered", .count(registered)))
        }
    }
    return findings
}

/// Persons of lists who are also candidates, where a list tier says that nobody can be both.
private func standingTwice(_ law: Law, _ election: Election) -> [Finding] {
    let forbidden = law.tiers.contains {
        if case .lists(let rule) = $0.rule { rule.constituencyWinners?.then == .cannotStandTwice } else { false }
    }
    guard forbidden else { return [] }
    let candidates = Set(election.choices.filter { $0.kind == .candidate }.map(\.id))
    return election.choices.flatMap(\.persons).filter { candidates.contains($0.id) }.map {
        Finding("T13", .error, place: [$0.id.rawValue], figures: [Figure("choice", .choice($0.id))])
    }
}

extension Tier {
    fileprivate var votesPerBallot: Int {
        if case .plurality(let rule) = rule { rule.votesPerBallot } else { 1 }
    }

    /// Whether the law puts "against all" on this ballot.
    fileprivate var knowsAgainstAll: Bool {
        switch rule {
        case .majority(let rule): rule.againstAll != nil
        case .plurality(let rule): rule.againstAll != nil
        case .lists(let rule): rule.againstAll != nil
        case .appointed: false
        }
    }
}

/// A second polling day that the law does not allow.
private func runOffDay(_ law: Law, _ election: Election) -> [Finding] {
    guard election.pollingDays.count > 1 else { return [] }
    let (first, second) = (election.pollingDays[0], election.pollingDays[1])
    return law.tiers.compactMap { tier in
        guard case .majority(let rule) = tier.rule, let runOff = rule.runOff else { return nil }
        let last = runOff.sameDay ? first : runOff.withinMonths.map { first.adding(months: $0) }
        guard let last, second > last || (runOff.sameDay && second != first) else { return nil }
        return Finding(
            "T14", .error, place: [tier.id.rawValue],
            figures: [Figure("day", .text(second.description)), Figure("last", .text(last.description))])
    }
}
