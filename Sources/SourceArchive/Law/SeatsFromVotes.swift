import ElectionModel
import ElectoralLaw
import SeatAllocation

extension LawReview {
    /// Divides each page's list votes by the law and sets the result against its list seats; then with the other base of the
    /// threshold, so that it is seen whether the seats tell which base was used.
    func seatsFromVotes() -> [LawRemark] {
        guard let tier = listTier, case .lists(let rule) = tier.rule, rule.districts.kind == .national else {
            return []
        }
        return comparison.pages.indices.compactMap { page in remark(tier, rule, page) }
    }

    /// What one page states, by participant.
    private func values(_ measure: Measure, _ page: Int) -> [ParticipantID: UInt64] {
        var result: [ParticipantID: UInt64] = [:]
        for fact in comparison.facts where fact.name.measure == measure && fact.name.tier == .list {
            guard let participant = fact.name.participant, fact.name.constituency == nil,
                let statement = fact.statements.first(where: { $0.page == page }), statement.claim.state == .printed,
                case .whole(let number) = statement.claim.value, number >= 0
            else { continue }
            result[participant] = UInt64(number)
        }
        return result
    }

    private func total(_ measure: Measure, _ page: Int) -> UInt64? {
        for fact in comparison.facts where fact.name == FactName(measure) || fact.name == FactName(measure, tier: .list)
        {
            guard let statement = fact.statements.first(where: { $0.page == page }),
                case .whole(let number) = statement.claim.value, number >= 0
            else { continue }
            return UInt64(number)
        }
        return nil
    }

    private func remark(_ tier: Tier, _ rule: ListRule, _ page: Int) -> LawRemark? {
        let (votes, seats) = (values(.votes, page), values(.seats, page))
        guard votes.count >= 2, votes.keys.allSatisfy({ seats[$0] != nil }) else { return nil }
        let (cast, invalid) = (total(.cast, page), total(.invalid, page))
        let lists = votes.keys.sorted()
        func text(_ seats: [ParticipantID: UInt64]) -> String {
            lists.filter { seats[$0] ?? 0 > 0 || self.isClose(votes[$0] ?? 0, votes, rule) }
                .sorted { (votes[$1] ?? 0, $0) < (votes[$0] ?? 0, $1) }
                .map { "\(seats[$0] ?? 0)" }.joined(separator: "/")
        }
        guard let computed = divide(votes, cast, invalid, tier, rule) else { return nil }
        let isSame = lists.allSatisfy { computed[$0] ?? 0 == seats[$0] ?? 0 }
        let base = rule.thresholds.first?.share.base ?? .validVotes
        var figures = [
            Figure("seats", .text(text(seats))), Figure("computed", .text(text(computed))), Figure("base", .base(base)),
        ]
        var arithmetic: [String] = []
        var isTelling = false
        let otherBase: VoteBase = base == .ballotsCast ? .validVotes : .ballotsCast
        var other = rule
        for index in other.thresholds.indices {
            other.thresholds[index].share = Share(
                rule.thresholds[index].share.comparison, rule.thresholds[index].share.fraction, of: otherBase)
        }
        if cast != nil, let others = divide(votes, cast, invalid, tier, other) {
            isTelling = lists.contains { others[$0] ?? 0 != computed[$0] ?? 0 }
            figures.append(Figure("other", .text(text(others))))
            figures.append(Figure("otherBase", .base(otherBase)))
            arithmetic = ["\(base.rawValue): \(text(computed))", "\(otherBase.rawValue): \(text(others))"]
        }
        let kind: LawRemark.Kind = isSame ? (isTelling ? .baseConfirmed : .confirms) : .seatsDiffer
        return LawRemark(
            kind, FactName(.seats, tier: .list), pages: [page], figures: figures, arithmetic: arithmetic,
            cites: (rule.thresholds.flatMap(\.cites) + rule.cites).unique())
    }

    /// A list near the threshold is named with its seats, also where it has none.
    private func isClose(_ votes: UInt64, _ all: [ParticipantID: UInt64], _ rule: ListRule) -> Bool {
        guard let share = rule.thresholds.first?.share else { return false }
        let valid = all.values.reduce(0, +)
        return share.isMet(by: votes, outOf: valid) || share.isMet(by: votes + votes / 20, outOf: valid)
    }

    /// The seats of lists by the law's tier of lists alone; nil where the law leaves a seat open.
    private func divide(
        _ votes: [ParticipantID: UInt64], _ cast: UInt64?, _ invalid: UInt64?, _ tier: Tier, _ rule: ListRule
    ) -> [ParticipantID: UInt64]? {
        var small = law
        var lists = tier
        lists.rule = .lists(rule)
        small.tiers = [lists]
        small.seats = tier.seats
        let ids = votes.keys.sorted()
        let district = District(
            id: "national", tier: tier.id, name: Multilingual("", russian: "", kazakh: ""), seats: tier.seats)
        let election = Election(
            id: "archive", name: Multilingual("", russian: "", kazakh: ""), law: "", districts: [district],
            choices: ids.map { id in
                Choice(
                    id: ChoiceID(id.rawValue), kind: .list,
                    name: Multilingual(id.rawValue, russian: id.rawValue, kazakh: id.rawValue))
            })
        let tally = Tally(
            tier: tier.id, district: "national", cast: cast, invalid: invalid,
            votes: ids.map { Tally.ChoiceVotes(ChoiceID($0.rawValue), votes[$0] ?? 0) })
        let outcome = decideSeats(under: small, of: election, from: [tally])
        var result: [ParticipantID: UInt64] = [:]
        for seat in outcome.seats {
            switch seat.holder {
            case .list(let list, _): result[ParticipantID(list.rawValue), default: 0] += 1
            default: return nil
            }
        }
        return result
    }
}
