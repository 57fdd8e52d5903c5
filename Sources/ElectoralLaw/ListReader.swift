import DataFormats
import ElectionModel

extension ListRule {
    static func decode(_ reader: MappingReader) -> ListRule? {
        let districts = reader.mapping("districts", "Where lists stand.") { reader -> Districts? in
            let kind = reader.choice("kind", Districts.Kind.self)
            let seatsByVotes = reader.mappingIfPresent(
                "seats by votes", "Seats are divided among districts by their valid votes.", Allocation.decode)
            return kind.map { Districts(kind: $0, seatsByVotes: seatsByVotes) }
        }
        let againstAll = reader.mappingIfPresent("against all", "Stands on the ballot.") {
            AgainstAll(cites: $0.cites())
        }
        let thresholds = reader.list("thresholds", required: false, "Shares needed to take part.", Threshold.decode)
        let orWins = reader.mappingIfPresent("or wins", "Seats that open the door instead.") { reader -> OrWins? in
            let seats = reader.whole("seats", in: 1...100)
            let tier = reader.text("tier")
            let cites = reader.cites()
            guard let seats, let tier else { return nil }
            return OrWins(seats: seats, tier: TierID(tier), cites: cites)
        }
        let ifNonePasses = exception(reader, "if none passes", NonePasses.self)
        let ifOnePasses = exception(reader, "if one passes", OnePasses.self)
        let allocation = reader.mapping("allocation", "How votes become seats.", Allocation.decode)
        let natural = reader.mappingIfPresent("natural threshold") { reader -> NaturalThreshold? in
            let quotas = reader.fraction("quotas", "The part of a quota that remaining seats need.")
            let cites = reader.cites()
            return quotas.map { NaturalThreshold(quotas: $0, cites: cites) }
        }
        let linked = reader.mappingIfPresent("linked lists", "Lists that count as one at first.") {
            reader -> LinkedLists? in
            let within = reader.mapping("within", "How linked lists share what they won.", Allocation.decode)
            let cites = reader.cites()
            return within.map { LinkedLists(within: $0, cites: cites) }
        }
        let order = reader.mapping("order", "Who on a list takes its seats.", Order.decode)
        let exhausted = exception(reader, "exhausted list", Exhausted.self)
        let winners = exception(reader, "constituency winners", ConstituencyWinners.self)
        let compensation = reader.mappingIfPresent(
            "compensation", "List seats bring a party up to its share of the body.", Compensation.decode)
        let transfer = reader.mappingIfPresent("transfer", "Constituency votes that count for lists.", Transfer.decode)
        let bonus = reader.mappingIfPresent("bonus", "Seats for the first list.", Bonus.decode)
        let cites = reader.cites()
        guard let districts, let allocation, let order else { return nil }
        return ListRule(
            districts: districts, againstAll: againstAll, thresholds: thresholds, orWins: orWins,
            ifNonePasses: ifNonePasses,
            ifOnePasses: ifOnePasses, allocation: allocation, naturalThreshold: natural, linkedLists: linked,
            order: order, exhausted: exhausted, constituencyWinners: winners, compensation: compensation,
            transfer: transfer, bonus: bonus, cites: cites)
    }

    private static func exception<Value: RawRepresentable<String> & CaseIterable & Sendable & Hashable>(
        _ reader: MappingReader, _ name: String, _ type: Value.Type
    ) -> Exception<Value>? {
        reader.mappingIfPresent(name) { reader -> Exception<Value>? in
            let then = reader.choice("then", type)
            let cites = reader.cites()
            return then.map { Exception(then: $0, cites: cites) }
        }
    }
}

extension ListRule.Threshold {
    static func decode(_ reader: MappingReader) -> Self? {
        let kind = reader.choice("for", Kind.self)
        let members = reader.wholeIfPresent("members at least", in: 2...50, "Only blocs of so many parties.")
        let share = reader.share("share")
        let across = reader.choiceIfPresent("across", Scope.self, "Where the share is taken; the country by default.")
        let exempt = reader.flag("minorities exempt", default: false)
        let cites = reader.cites()
        if members != nil, kind != .bloc {
            reader.report("members at least", .onlyBlocsHaveMembers)
        }
        guard let kind, let share else { return nil }
        return Self(
            appliesTo: kind, members: members, share: share, across: across ?? .country, exemptMinorities: exempt,
            cites: cites)
    }
}

extension ListRule.Order {
    static func decode(_ reader: MappingReader) -> Self? {
        let kind = reader.choice("kind", Kind.self)
        let preference = reader.mappingIfPresent("preference", "The share that moves a person up.") {
            reader -> Preference? in
            let comparison = reader.choice("comparison", ElectionModel.Comparison.self)
            let fraction = reader.fraction("of list votes")
            guard let comparison, let fraction else { return nil }
            return Preference(comparison: comparison, fraction: fraction)
        }
        let cites = reader.cites()
        if kind == .preference, preference == nil {
            reader.report("kind", .preferenceNeedsThreshold)
        }
        if let kind, kind != .preference, preference != nil {
            reader.report("preference", .orderHasNoPreference, ["order": kind.rawValue])
        }
        return kind.map { Self(kind: $0, preference: preference, cites: cites) }
    }
}

extension ListRule.Compensation {
    static func decode(_ reader: MappingReader) -> Self? {
        let tiers = reader.texts("tiers", required: true, "Whose seats count towards the share.")
        let overhang = reader.choice("overhang", Overhang.self)
        let cites = reader.cites()
        return overhang.map { Self(tiers: tiers.map { TierID($0) }, overhang: $0, cites: cites) }
    }
}

extension ListRule.Transfer {
    static func decode(_ reader: MappingReader) -> Self? {
        let from = reader.text("from", "The tier of the candidates.")
        let votes = reader.choice("votes", Votes.self)
        let cites = reader.cites()
        guard let from, let votes else { return nil }
        return Self(from: TierID(from), votes: votes, cites: cites)
    }
}

extension ListRule.Bonus {
    static func decode(_ reader: MappingReader) -> Self? {
        let seats = reader.whole("seats", in: 1...10_000)
        let kind = reader.choice("kind", Kind.self)
        let condition = reader.shareIfPresent("condition", "Only for a list that reaches it.")
        let cites = reader.cites()
        guard let seats, let kind else { return nil }
        return Self(seats: seats, kind: kind, condition: condition, cites: cites)
    }
}

extension Allocation {
    static func decode(_ reader: MappingReader) -> Allocation? {
        let quota = reader.choiceIfPresent("quota", Quota.self)
        let base = reader.choiceIfPresent("quota of", QuotaMethod.Base.self, "What the quota divides.")
        let remainders = reader.choiceIfPresent("remaining seats", QuotaMethod.Remainders.self)
        let firstUpTo = reader.wholeIfPresent(
            "first up to", in: 1...100,
            "Remaining seats first bring lists up to so many; then those with more take them.")
        let overAward = reader.choiceIfPresent("too many seats", QuotaMethod.OverAward.self)
        let divisor = reader.choiceIfPresent("divisor", Divisor.self)
        let ties = reader.choices("ties", TieRule.self, "Applied in turn.")
        let cites = reader.cites()
        if reader.description == nil, reader.has("quota") == reader.has("divisor") {
            reader.report("quota", .quotaOrDivisor)
        }
        if let divisor {
            for name in ["quota of", "remaining seats", "first up to", "too many seats"] where reader.has(name) {
                reader.report(name, .methodIsDivisor, ["divisor": divisor.rawValue])
            }
            return Allocation(.divisor(divisor), ties: ties, cites: cites)
        }
        if reader.has("first up to"), remainders != .inTurn {
            reader.report("first up to", .notInTurn, ["inTurn": QuotaMethod.Remainders.inTurn.rawValue])
        }
        return quota.map { quota in
            let method = QuotaMethod(
                quota, base: base ?? .passingLists, remainders: remainders ?? .largest, overAward: overAward ?? .refuse,
                firstUpTo: firstUpTo)
            return Allocation(.quota(method), ties: ties, cites: cites)
        }
    }
}
