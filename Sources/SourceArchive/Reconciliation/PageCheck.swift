public import ElectionModel

/// One sum or share that a page's figures must satisfy, worked out.
public struct PageCheck: Sendable, Hashable {
    public var rule: Rule
    /// The page's place in the comparison.
    public var page: Int
    /// The total, the share or the change that is checked; then the parts.
    public var terms: [Term]
    public var result: Result
    /// What the parts come to.
    public var computed: Fraction

    public struct Term: Sendable, Hashable {
        public var fact: FactName
        public var claim: Claim
        var reach: Reach

        init(fact: FactName, claim: Claim, reach: Reach) {
            self.fact = fact
            self.claim = claim
            self.reach = reach
        }
    }

    public enum Rule: String, Sendable, Hashable, CaseIterable {
        /// The seats of a row are those of its tiers and rounds.
        case row
        /// The rows of a column add to its total.
        case column
        /// Valid and invalid ballots are those cast.
        case ballots
        /// All votes are the valid ones, or the ballots cast.
        case validVotes = "valid-votes"
        /// A percentage is a part of a whole.
        case share
        /// Percentages of a column add to 100.
        case hundred
        /// Seats now are seats before and the change.
        case change
        /// The changes of all rows add to the change of the house; parties that left it have no row.
        case changes
        /// Men and women are the members.
        case sexes
        /// Constituencies are those decided and those with a run-off.
        case constituencies
        /// The line of a majority is half of the seats and one.
        case majority
        /// No more ballots than electors.
        case limit
        /// One page prints one value of a fact.
        case once
        /// The polling days at the head of the page reach to its last round.
        case lastDay = "last-day"
    }

    public enum Result: String, Sendable, Hashable, CaseIterable {
        case holds
        /// Within what the printed decimals lose.
        case holdsWithinRounding = "holds-within-rounding"
        /// Less than the total: rows or parts that the page leaves out may be the reason.
        case short
        case fails
    }

    /// The facts in it, the total first.
    public var facts: [FactName] { terms.map(\.fact) }

    /// Works a sum out: the first term is the total of the others.
    static func sum(_ rule: Rule, page: Int, total: Term, parts: [Term], lessIsShort: Bool = true) -> PageCheck {
        let least = parts.reduce(Fraction.zero) { $0 + $1.reach.least }
        let most = parts.reduce(Fraction.zero) { $0 + $1.reach.most }
        let computed = parts.reduce(Fraction.zero) { $0 + $1.reach.middle }
        let result: Result
        if computed == total.reach.middle {
            result = .holds
        } else if least <= total.reach.most, total.reach.least <= most {
            result = .holdsWithinRounding
        } else if lessIsShort, computed < total.reach.middle {
            result = .short
        } else {
            result = .fails
        }
        return PageCheck(rule: rule, page: page, terms: [total] + parts, result: result, computed: computed)
    }

    /// Works a percentage out: the first term is the share, the second the part, the third the whole.
    static func share(page: Int, share: Term, part: Term, whole: Term) -> PageCheck? {
        guard whole.reach.least > .zero, part.reach.kind == .exact, whole.reach.kind == .exact else { return nil }
        let computed = part.reach.middle * Fraction(100, 1) / whole.reach.middle
        let result: Result
        switch Reach.exact(computed).agreement(with: share.reach) {
        case .same: result = .holds
        case .rounding, .cut, .approximate: result = .holdsWithinRounding
        case nil: result = .fails
        }
        return PageCheck(rule: .share, page: page, terms: [share, part, whole], result: result, computed: computed)
    }

    /// The same check with another value of one of its facts; nil where the fact is not in it.
    func with(_ reach: Reach, for fact: FactName) -> PageCheck? {
        guard let index = terms.firstIndex(where: { $0.fact == fact }) else { return nil }
        var terms = terms
        terms[index].reach = reach
        switch rule {
        case .share: return Self.share(page: page, share: terms[0], part: terms[1], whole: terms[2])
        case .row, .column, .ballots, .validVotes, .change, .sexes, .constituencies:
            return Self.sum(
                rule, page: page, total: terms[0], parts: Array(terms.dropFirst()), lessIsShort: rule != .change)
        case .hundred, .changes, .majority, .limit, .once, .lastDay: return nil
        }
    }

    /// The value of one of its facts with which the sum would hold; nil where the check is no sum of counts.
    func wanted(for fact: FactName) -> Fraction? {
        guard [.row, .column, .ballots, .validVotes, .change, .sexes, .constituencies].contains(rule),
            let index = terms.firstIndex(where: { $0.fact == fact })
        else { return nil }
        if index == 0 { return computed }
        return terms[0].reach.middle - (computed - terms[index].reach.middle)
    }

    /// `35 + 18 + 11 + 3 + 1 = 68, 67`, without words: how the figures stand to each other.
    public var arithmetic: String {
        func text(_ value: Fraction) -> String {
            let lowest = value.reduced
            return lowest.denominator == 1 ? "\(lowest.numerator)" : value.decimal(digits: 2)
        }
        switch rule {
        case .share:
            return "\(text(terms[1].reach.middle)) / \(text(terms[2].reach.middle)) = \(computed.decimal(digits: 2)) %"
                + (result == .fails ? " \u{2260} \(text(terms[0].reach.middle)) %" : "")
        case .once, .lastDay: return terms.map { $0.claim.value.shown }.joined(separator: " \u{2260} ")
        case .limit: return "\(text(terms[0].reach.middle)) > \(text(terms[1].reach.middle))"
        default:
            let parts = terms.dropFirst().map { text($0.reach.middle) }.joined(separator: " + ")
            let total = text(terms[0].reach.middle)
            return parts + " = " + text(computed)
                + (result == .holds ? "" : (result == .holdsWithinRounding ? " \u{2248} " : " \u{2260} ") + total)
        }
    }
}

extension ClaimValue {
    /// The value for a sentence.
    var figure: Figure.Value {
        if case .whole(let number) = self { .whole(number) } else { .text(shown) }
    }

    /// The value without words, as figures and names are compared.
    public var shown: String {
        switch self {
        case .whole(let number): "\(number)"
        case .decimal(let number): "\(number)"
        case .range(let least, let most): "\(least.map { "\($0)" } ?? "")..\(most.map { "\($0)" } ?? "")"
        case .date(let day): "\(day)"
        case .period(let year, let month): month.map { "\(year)-\($0 < 10 ? "0" : "")\($0)" } ?? "\(year)"
        case .text(let text): text
        case .new: "new"
        case .none: ""
        }
    }
}
