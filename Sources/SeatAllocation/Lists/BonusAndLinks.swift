import ElectionModel
import ElectoralLaw

extension Contest {
    /// Seats for the first list before, or beyond, its share.
    func allocate<R: Recorder>(
        _ rule: ListRule, _ bonus: ListRule.Bonus, _ question: ListQuestion, _ recorder: inout R
    ) -> ListShare {
        let most = question.votes.max() ?? 0
        var leaders = question.votes.indices.filter { question.votes[$0] == most && most > 0 }
        guard let leader = leaders.first else { return allocate(rule.allocation, question, &recorder) }
        if let condition = bonus.condition, !condition.isMet(by: most, outOf: question.bonusBase) {
            recorder.add {
                Step(
                    .bonusMissed, cites: bonus.cites,
                    [
                        Figure("list", .choice(question.lists[leader])), Figure("votes", .count(most)),
                        Figure("share", .share(condition)), Figure("baseVotes", .count(question.bonusBase)),
                    ])
            }
            return allocate(rule.allocation, question, &recorder)
        }
        if bonus.kind == .guaranteed {
            let share = allocate(rule.allocation, question, &recorder)
            if leaders.allSatisfy({ share.seats[$0] >= bonus.seats }) { return share }
        }
        var tie: Tie?
        if leaders.count > 1 {
            let tieQuestion = TieQuestion(
                tier: question.tier, district: question.district, places: .bonus, number: 1,
                among: leaders.map { question.lists[$0] }, rules: rule.allocation.ties, cites: bonus.cites)
            switch resolve(tieQuestion, &recorder) {
            case .broken(let chosen): leaders.removeAll { !chosen.contains(question.lists[$0]) }
            case .open(let open, _): tie = open
            case .repeatElection:
                var share = ListShare(seats: [Int](repeating: 0, count: question.lists.count))
                share.unfilled = max(0, question.seats)
                return share
            }
        }
        var rest = question
        rest.seats -= min(bonus.seats, question.seats)
        let given = question.seats - rest.seats
        if var tie {
            // A guaranteed number takes votes out of the division as well, so that nothing is certain before the drawing.
            let certain = bonus.kind == .added
            var share =
                certain
                ? allocate(rule.allocation, rest, &recorder)
                : ListShare(seats: [Int](repeating: 0, count: question.lists.count))
            tie.seatsEach = given
            share.ties.append(tie)
            share.open += certain ? given : question.seats
            return share
        }
        let first = leaders[0]
        recorder.add {
            Step(
                .bonusSeats, cites: bonus.cites,
                [Figure("list", .choice(question.lists[first])), count("seats", given)])
        }
        if bonus.kind == .guaranteed { rest.votes[first] = 0 }
        var share = allocate(rule.allocation, rest, &recorder)
        share.seats[first] += given
        return share
    }

    /// Linked lists first count as one, and then share what they won together.
    func allocate<R: Recorder>(
        _ rule: ListRule, _ linked: ListRule.LinkedLists, _ question: ListQuestion, _ recorder: inout R
    ) -> ListShare {
        var groups: [(name: ChoiceID, lists: [Int])] = []
        for list in question.lists.indices {
            let alliance = register[question.lists[list]]?.alliance
            if let alliance, let group = groups.firstIndex(where: { $0.name == ChoiceID(alliance) }) {
                groups[group].lists.append(list)
            } else {
                groups.append((alliance.map { ChoiceID($0) } ?? question.lists[list], [list]))
            }
        }
        var joint = question
        joint.lists = groups.map(\.name)
        joint.votes = groups.map { $0.lists.reduce(0) { $0 + question.votes[$1] } }
        joint.caps = nil
        let jointShare = allocate(rule.allocation, joint, &recorder)
        var share = ListShare(seats: [Int](repeating: 0, count: question.lists.count))
        share.ties = jointShare.ties
        share.open = jointShare.open
        share.unfilled = jointShare.unfilled
        for (index, group) in groups.enumerated() {
            guard group.lists.count > 1 else {
                share.seats[group.lists[0]] = jointShare.seats[index]
                continue
            }
            recorder.open {
                Step(
                    .linkedTotal, cites: linked.cites,
                    [
                        Figure("lists", .choices(group.lists.map { question.lists[$0] })),
                        count("seats", jointShare.seats[index]),
                    ])
            }
            var within = question
            within.lists = group.lists.map { question.lists[$0] }
            within.votes = group.lists.map { question.votes[$0] }
            within.valid = within.votes.reduce(0, +)
            within.seats = jointShare.seats[index]
            within.caps = question.caps.map { caps in group.lists.map { caps[$0] } }
            let inner = allocate(linked.within, within, &recorder)
            for (position, list) in group.lists.enumerated() { share.seats[list] = inner.seats[position] }
            share.ties += inner.ties
            share.open += inner.open
            share.unfilled += inner.unfilled
            recorder.close()
        }
        return share
    }
}
