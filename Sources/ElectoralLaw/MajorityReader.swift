import DataFormats
import ElectionModel

extension MajorityRule {
    static func decode(_ reader: MappingReader) -> MajorityRule? {
        let elected = reader.mapping("elected", "What a candidate needs in the first ballot.") { reader -> Condition? in
            let share = reader.share("when")
            let and = reader.shareIfPresent("and", "A second condition.")
            let cites = reader.cites()
            return share.map { Condition(share: $0, and: and, cites: cites) }
        }
        let turnout = reader.mappingIfPresent("turnout", "The least turnout.", Turnout.decode)
        let againstAll = reader.mappingIfPresent("against all", "Stands on the ballot.", AgainstAll.decode)
        let runOff = reader.mappingIfPresent("run-off", "The second ballot.", RunOff.decode)
        let otherwise = reader.choice("otherwise", Otherwise.self, "When nobody is elected and no run-off is called.")
        let uncontested = reader.mappingIfPresent("uncontested", "A ballot with one candidate.", Uncontested.decode)
        let annulled = reader.mappingIfPresent(
            "annulled stations", "Stations whose vote was declared void.", AnnulledStations.decode)
        let ties = reader.choices("ties", TieRule.self, "Ties that decide who goes on; applied in turn.")
        let cites = reader.cites()
        if otherwise == .runOff {
            reader.report("otherwise", .noRunOffToCall)
        }
        guard let elected, let otherwise else { return nil }
        return MajorityRule(
            elected: elected, turnout: turnout, againstAll: againstAll, runOff: runOff, otherwise: otherwise,
            uncontested: uncontested, annulledStations: annulled, ties: ties, cites: cites)
    }
}

extension MajorityRule.AgainstAll {
    static func decode(_ reader: MappingReader) -> Self? {
        let prevents = reader.flag(
            "prevents election", default: false, "A candidate needs more votes than against all.")
        return Self(preventsElection: prevents, cites: reader.cites())
    }
}

extension MajorityRule.AnnulledStations {
    static func decode(_ reader: MappingReader) -> Self? {
        let then = reader.choice("then", Then.self)
        let wholeFrom = reader.fractionIfPresent(
            "whole election from", "From this part of the stations on, the whole election is repeated.")
        let cites = reader.cites()
        return then.map { Self(then: $0, wholeFrom: wholeFrom, cites: cites) }
    }
}

extension MajorityRule.Turnout {
    static func decode(_ reader: MappingReader) -> Self? {
        let needs = reader.share("needs")
        let otherwise = reader.choice("otherwise", MajorityRule.Otherwise.self)
        let cites = reader.cites()
        guard let needs, let otherwise else { return nil }
        return Self(needs: needs, otherwise: otherwise, cites: cites)
    }
}

extension MajorityRule.Uncontested {
    static func decode(_ reader: MappingReader) -> Self? {
        let then = reader.choice("then", Then.self)
        let cites = reader.cites()
        return then.map { Self(then: $0, cites: cites) }
    }
}

extension MajorityRule.RunOff {
    static func decode(_ reader: MappingReader) -> Self? {
        let calledWhen = reader.choice("called when", MajorityRule.CalledWhen.self)
        let qualify = reader.mapping("qualify", "Who goes on.") { reader -> MajorityRule.Qualification? in
            let top = reader.whole("top", in: 2...100, "The first so many; with a share, the least number.")
            let share = reader.shareIfPresent("share", "All who reach it go on.")
            let cites = reader.cites()
            return top.map { MajorityRule.Qualification(top: $0, share: share, cites: cites) }
        }
        let onWithdrawal = reader.choice("on withdrawal", MajorityRule.OnWithdrawal.self)
        let elected = reader.mapping("elected", "What wins the second ballot.") { reader -> MajorityRule.Winning? in
            let mostVotes = reader.flag("most votes", default: false)
            let share = reader.shareIfPresent("when")
            if reader.description == nil, mostVotes == reader.has("when") {
                reader.report("most votes", .oneCondition)
            }
            return MajorityRule.Winning(share: share, cites: reader.cites())
        }
        let turnout = reader.mappingIfPresent("turnout", "The least turnout.", MajorityRule.Turnout.decode)
        let oneLeft = reader.mappingIfPresent("if one is left", "After withdrawals.") {
            reader -> MajorityRule.OneLeft? in
            let then = reader.choice("then", MajorityRule.OneLeft.Then.self)
            let cites = reader.cites()
            return then.map { MajorityRule.OneLeft(then: $0, cites: cites) }
        }
        let ties = reader.choices("ties", TieRule.self, "A tied run-off.")
        let sameDay = reader.flag("same day", default: false, "On the day of the first ballot.")
        let within = reader.wholeIfPresent("within months", in: 1...24, "Of the first ballot.")
        if sameDay, within != nil {
            reader.report("within months", .sameDayNeedsNoMonths)
        }
        let timing = reader.textIfPresent("timing", "Within what time, in words.")
        let cites = reader.cites()
        guard let calledWhen, let qualify, let onWithdrawal, let elected else { return nil }
        return Self(
            calledWhen: calledWhen, qualify: qualify, onWithdrawal: onWithdrawal, elected: elected, turnout: turnout,
            oneLeft: oneLeft, ties: ties, sameDay: sameDay, withinMonths: within, timing: timing, cites: cites)
    }
}

extension PluralityRule {
    static func decode(_ reader: MappingReader) -> PluralityRule? {
        let votesPerBallot = reader.wholeIfPresent(
            "votes per ballot", in: 1...100, "How many candidates a ballot may name.")
        let least = reader.shareIfPresent("least", "What a winner needs at the least.")
        let againstAll = reader.mappingIfPresent(
            "against all", "Stands on the ballot.", MajorityRule.AgainstAll.decode)
        let ties = reader.choices("ties", TieRule.self)
        let uncontested = reader.mappingIfPresent(
            "uncontested", "A ballot with one candidate.", MajorityRule.Uncontested.decode)
        let cites = reader.cites()
        return PluralityRule(
            votesPerBallot: votesPerBallot ?? 1, least: least, againstAll: againstAll, ties: ties,
            uncontested: uncontested,
            cites: cites)
    }
}
