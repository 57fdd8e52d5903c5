import ElectionModel
import ElectoralLaw

extension Contest {
    /// List seats that bring each list up to its share of the whole body, and what happens when constituencies alone
    /// gave a list more than that.
    func compensate<R: Recorder>(
        _ rule: ListRule, _ tier: Tier, _ listSeats: Int, _ votes: ListVotes, _ passing: [Bool],
        _ around: ListSurroundings, _ recorder: inout R
    ) -> (share: ListShare, added: Int) {
        guard let compensation = rule.compensation else { return (ListShare(seats: []), 0) }
        let won = votes.lists.map { id in compensation.tiers.reduce(0) { $0 + around.seatsElsewhere($1, id) } }
        let withoutList = around.seatsWithoutList(compensation.tiers)
        let wonByFailed = won.indices.reduce(0) { $0 + (passing[$1] ? 0 : won[$1]) }
        let outside = withoutList + wonByFailed
        let body = listSeats + won.reduce(0, +) + withoutList
        if outside > 0 {
            recorder.add { Step(.independentSeats, cites: compensation.cites, [count("seats", outside)]) }
        }
        var question = ListQuestion(
            tier: tier.id, district: votes.districts[0], lists: votes.lists,
            votes: votes.lists.indices.map { passing[$0] ? votes.total($0) : 0 },
            valid: votes.tallies.reduce(0) { $0 + $1.valid }, seats: body - outside, natural: rule.naturalThreshold)
        var entitled = allocate(rule.allocation, question, &recorder)
        var added = 0
        func overhang(_ list: Int) -> Int { passing[list] ? max(0, won[list] - entitled.seats[list]) : 0 }
        let overhanging = won.indices.filter { overhang($0) > 0 }
        for list in overhanging {
            let seats = overhang(list)
            recorder.add {
                Step(
                    .overhang, cites: compensation.cites,
                    [
                        Figure("list", .choice(votes.lists[list])), count("won", won[list]),
                        count("entitled", entitled.seats[list]), count("seats", seats),
                    ])
            }
        }
        switch compensation.overhang {
        case .bodyGrows:
            added = overhanging.reduce(0) { $0 + overhang($1) }
        case .levelled:
            // A larger body gives every list at least as many seats with the divisor methods that such laws use.
            while won.indices.contains(where: { overhang($0) > 0 }), added < 10 * body {
                added += 1
                question.seats += 1
                var silent = NoRecorder()
                entitled = allocate(rule.allocation, question, &silent)
            }
            if added > 0 {
                recorder.add { Step(.levelled, cites: compensation.cites, [count("seats", added)]) }
                entitled = allocate(rule.allocation, question, &recorder)
            }
        case .othersShareRest:
            var fixed: Set<Int> = []
            while let list = won.indices.first(where: { overhang($0) > 0 && !fixed.contains($0) }) {
                fixed.insert(list)
                question.votes[list] = 0
                question.seats -= won[list]
                let kept = fixed
                entitled = allocate(rule.allocation, question, &recorder)
                for list in kept { entitled.seats[list] = won[list] }
            }
        }
        var share = ListShare(seats: votes.lists.indices.map { passing[$0] ? max(0, entitled.seats[$0] - won[$0]) : 0 })
        share.ties = entitled.ties
        share.open = entitled.open
        share.unfilled = entitled.unfilled
        for (list, id) in votes.lists.enumerated() where passing[list] {
            recorder.add {
                Step(
                    .compensationSeats, cites: compensation.cites,
                    [
                        Figure("list", .choice(id)), count("entitled", entitled.seats[list]),
                        count("won", won[list]), count("seats", share.seats[list]),
                    ])
            }
        }
        return (share, added)
    }
}
