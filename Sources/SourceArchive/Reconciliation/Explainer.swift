import ElectionModel

/// Looks for explanations of what does not agree, and ranks them by the arithmetic that speaks for them.
struct Explainer {
    let pages: [ImportedPage]
    let ledgers: [PageLedger]
    let checks: [PageCheck]
    let checksOf: [FactName: [Int]]
    let participants: ParticipantResolution
    let others: [OtherElection]
    let election: ArchivedElection
    let citations: [[Int]]
    /// As judged before any explanation.
    let facts: [FactName: ComparedFact]

    /// Two statements of a fact that can't both be right, the wrong one by the hypothesis under test first.
    struct Pair {
        var fact: FactName
        var wrong: Int
        var right: Int
        var wrongClaim: Claim
        var rightClaim: Claim
        var wrongPage: Int
        var rightPage: Int
        var figures: [Figure] {
            [Figure("wrong", wrongClaim.value.figure), Figure("right", rightClaim.value.figure)]
        }
    }

    func explain(_ fact: inout ComparedFact) {
        switch fact.verdict {
        case .conflict: explainConflict(&fact)
        case .faultInsidePage: explainFault(&fact)
        case .agreeWithinRounding: explainCut(&fact)
        case .differentDefinition: explainNewcomer(&fact)
        default: break
        }
        fact.hypotheses += short(fact.name)
        fact.hypotheses.sort { ($1.score, $0.kind.rawValue) < ($0.score, $1.kind.rawValue) }
    }

    /// How the participant of a row is called on the first page that has it.
    private func shownName(_ name: FactName) -> String {
        name.participant.flatMap { participants.name(of: $0) } ?? name.participant?.rawValue ?? ""
    }

    // MARK: Between pages

    private func explainConflict(_ fact: inout ComparedFact) {
        for pair in pairs(fact) {
            fact.hypotheses += digits(pair) + stale(pair) + slips(pair) + balance(pair) + weekday(pair) + change(pair)
            fact.hypotheses += support(pair, fact)
        }
        fact.hypotheses += sharedAncestor(fact)
        fact.hypotheses = Self.strongest(fact.hypotheses)
        if let kind = definition(fact) {
            fact.hypotheses = [kind]
            fact.verdict = .differentDefinition
        } else if fact.name.measure == .parties,
            fact.statements.contains(where: { $0.claim.rule == "derived.parties.rows" })
        {
            // Rows of a table are lists; a text may count parties that stand in constituencies alone.
            fact.hypotheses = []
            fact.verdict = .differentDefinition
        }
    }

    /// Both directions of every pair of statements of different groups, the first statement of each.
    private func pairs(_ fact: ComparedFact) -> [Pair] {
        var pairs: [Pair] = []
        for (i, first) in fact.groups.enumerated() {
            for (j, second) in fact.groups.enumerated() where i != j {
                let (wrong, right) = (first.statements[0], second.statements[0])
                let (a, b) = (fact.statements[wrong], fact.statements[right])
                guard Comparing.contradict(a.claim, b.claim, measure: fact.name.measure) else { continue }
                pairs.append(
                    Pair(
                        fact: fact.name, wrong: wrong, right: right, wrongClaim: a.claim, rightClaim: b.claim,
                        wrongPage: a.page, rightPage: b.page))
            }
        }
        return pairs
    }

    /// One of each kind and blame.
    private static func strongest(_ hypotheses: [Hypothesis]) -> [Hypothesis] {
        var best: [Hypothesis] = []
        for hypothesis in hypotheses {
            if let index = best.firstIndex(where: { $0.kind == hypothesis.kind && $0.blamed == hypothesis.blamed }) {
                if best[index].score < hypothesis.score { best[index] = hypothesis }
            } else {
                best.append(hypothesis)
            }
        }
        return best
    }

    private func reach(_ claim: Claim, _ fact: FactName) -> Reach? {
        Reach(claim.value, state: claim.state, isShare: fact.measure.isShare)
    }

    /// The sums that hold with one value and fail with the other, worked out on every page that has them: those of the right
    /// page as they stand, those of the wrong page with the right value put in.
    private func sums(_ pair: Pair) -> (arithmetic: [String], score: Int) {
        guard let right = reach(pair.rightClaim, pair.fact), let wrong = reach(pair.wrongClaim, pair.fact) else {
            return ([], 0)
        }
        var arithmetic: [String] = []
        var score = 0
        for place in checksOf[pair.fact] ?? [] {
            let check = checks[place]
            guard check.page == pair.wrongPage || check.page == pair.rightPage,
                let with = check.with(right, for: pair.fact), let without = check.with(wrong, for: pair.fact)
            else { continue }
            let (holds, held) = (Self.holds(with), Self.holds(without))
            if holds, !held {
                arithmetic.append(with.arithmetic)
                score += 250
            } else if held, !holds {
                score -= 250
            }
        }
        return (arithmetic, score)
    }

    private static func holds(_ check: PageCheck) -> Bool {
        check.result == .holds || check.result == .holdsWithinRounding
    }

    private func digits(_ pair: Pair) -> [Hypothesis] {
        func number(_ claim: Claim) -> String? {
            guard claim.state != .approximate else { return nil }
            switch claim.value {
            case .whole(let number): return "\(number.magnitude)"
            case .decimal(let number): return "\(number.digits.magnitude)"
            default: return nil
            }
        }
        guard let wrong = number(pair.wrongClaim), let right = number(pair.rightClaim) else { return [] }
        let sums = sums(pair)
        // Seats and other small counts are nearly always a slip apart; without a sum that says nothing.
        guard max(wrong.utf8.count, right.utf8.count) >= 3 || sums.score > 0 else { return [] }
        return DigitErrors.slips(from: right, to: wrong).map { kind in
            let score = DigitErrors.score(kind, digits: right.utf8.count) + sums.score
            return Hypothesis(
                kind, blamed: [pair.wrong], pair.figures,
                arithmetic: ["\(pair.rightClaim.value.shown) \u{2192} \(pair.wrongClaim.value.shown)"]
                    + sums.arithmetic,
                score: max(0, min(1000, score)))
        }
    }

    private func stale(_ pair: Pair) -> [Hypothesis] {
        others.compactMap { other in
            guard other.has(pair.wrongClaim.value, for: pair.fact), !other.has(pair.rightClaim.value, for: pair.fact)
            else {
                return nil
            }
            let digits = pair.wrongClaim.value.shown.count { $0.isNumber }
            let sums = sums(pair)
            return Hypothesis(
                .staleYear, blamed: [pair.wrong], pair.figures + [Figure("election", .text(other.label))],
                arithmetic: ["\(pair.wrongClaim.value.shown) = \(other.label)"] + sums.arithmetic,
                score: min(1000, 300 + 90 * digits + max(0, sums.score)))
        }
    }

    /// A figure that stands in a neighbouring column or row.
    private func slips(_ pair: Pair) -> [Hypothesis] {
        guard case .whole(let wrong) = pair.wrongClaim.value, wrong != 0, let participant = pair.fact.participant else {
            return []
        }
        let ledger = ledgers[pair.wrongPage]
        let sums = sums(pair)
        let size = min(8, String(wrong.magnitude).utf8.count)
        var result: [Hypothesis] = []
        for name in ledger.entries.keys.sorted()
        where name.participant == participant && name != pair.fact && Self.isTableMeasure(name.measure) {
            guard ledger.count(name) == wrong, ledgers[pair.rightPage].count(name) ?? wrong == wrong,
                ledger.claim(name)?.state != .derived
            else { continue }
            let score = 100 + 60 * size + sums.score
            guard score >= 300 else { continue }
            result.append(
                Hypothesis(
                    .columnSlip, blamed: [pair.wrong], pair.figures + [Figure("column", .text(name.measure.rawValue))],
                    arithmetic: ["\(name) = \(wrong)"] + sums.arithmetic, score: min(1000, score)))
            break
        }
        for name in ledgers[pair.rightPage].columns[pair.fact.of(nil)] ?? []
        where name != pair.fact && name.participant != nil {
            guard ledgers[pair.rightPage].count(name) == wrong, size >= 3 || sums.score > 0 else { continue }
            result.append(
                Hypothesis(
                    .rowSlip, blamed: [pair.wrong],
                    pair.figures + [Figure("row", .text(shownName(name)))],
                    arithmetic: ["\(name) = \(wrong)"] + sums.arithmetic,
                    score: max(0, min(1000, 60 * size + sums.score))))
            break
        }
        return result
    }

    private static func isTableMeasure(_ measure: Measure) -> Bool {
        switch measure {
        case .votes, .seats, .seatsChange, .seatsPrevious, .candidates: true
        default: false
        }
    }

    /// Another row of the column differs by as much the other way: something was counted under another name, early or late.
    private func balance(_ pair: Pair) -> [Hypothesis] {
        let (wrongPage, rightPage) = (ledgers[pair.wrongPage], ledgers[pair.rightPage])
        guard pair.fact.participant != nil, let wrong = wrongPage.count(pair.fact),
            let right = rightPage.count(pair.fact)
        else { return [] }
        for name in wrongPage.columns[pair.fact.of(nil)] ?? [] where name != pair.fact && name.participant != nil {
            guard let a = wrongPage.count(name), let b = rightPage.count(name), a - b == right - wrong else { continue }
            let early = announced(pair.wrongClaim, on: pair.wrongPage)
            let late = announced(pair.rightClaim, on: pair.rightPage) ?? lastAnnouncement(on: pair.wrongPage)
            let isEarly = early.map { day in late.map { day < $0 } ?? false } ?? false
            var figures = pair.figures + [Figure("row", .text(shownName(name)))]
            if let early, isEarly { figures.append(Figure("day", .text("\(early)"))) }
            return [
                Hypothesis(
                    isEarly ? .provisional : .movedBetweenRows, blamed: [pair.wrong], figures,
                    arithmetic: ["\(wrong) + \(a) = \(right) + \(b) = \(right + b)"], score: isEarly ? 800 : 450)
            ]
        }
        return []
    }

    /// The day on which a page says that a figure was announced: the one in its context, or the last before it in the text.
    private func announced(_ claim: Claim, on page: Int) -> CalendarDate? {
        guard let span = claim.span, claim.state != .printed else { return nil }
        var nearest: (distance: Int, day: CalendarDate)?
        for other in pages[page].claims where other.key.measure == .announcement {
            guard case .date(let day) = other.value, let place = other.span else { continue }
            if claim.context.contains(where: { $0.overlaps(place) }) { return day }
            let distance = span.lowerBound - place.lowerBound
            if distance >= 0, distance < 600, distance < nearest?.distance ?? .max { nearest = (distance, day) }
        }
        return nearest?.day
    }

    private func lastAnnouncement(on page: Int) -> CalendarDate? {
        pages[page].claims.compactMap { claim -> CalendarDate? in
            guard claim.key.measure == .announcement, case .date(let day) = claim.value else { return nil }
            return day
        }.max()
    }

    /// Of two days near each other, the one on the weekday of the first round.
    private func weekday(_ pair: Pair) -> [Hypothesis] {
        guard pair.fact.measure == .pollingDate, case .date(let wrong) = pair.wrongClaim.value,
            case .date(let right) = pair.rightClaim.value, abs(wrong.dayNumber - right.dayNumber) < 7,
            let first = election.pollingDates.first, first < min(wrong, right)
        else { return [] }
        let (a, b) = (wrong.dayNumber - first.dayNumber, right.dayNumber - first.dayNumber)
        guard b % 7 == 0, a % 7 != 0 else { return [] }
        return [
            Hypothesis(
                .weekday, blamed: [pair.wrong], pair.figures + [Figure("first", .text("\(first)"))],
                arithmetic: [
                    "\(right) \u{2212} \(first) = \(b) = 7 \u{00D7} \(b / 7)", "\(wrong) \u{2212} \(first) = \(a)",
                ],
                score: 700)
        ]
    }

    /// Seats before that are ours by subtraction: the page's change may be the wrong figure.
    private func change(_ pair: Pair) -> [Hypothesis] {
        guard pair.fact.measure == .seatsPrevious, pair.wrongClaim.state == .derived, pair.rightClaim.state != .derived,
            let before = ledgers[pair.rightPage].count(pair.fact)
        else { return [] }
        var now = pair.fact
        now.measure = .seats
        var change = pair.fact
        change.measure = .seatsChange
        guard let seats = ledgers[pair.wrongPage].count(now), let printed = ledgers[pair.wrongPage].count(change) else {
            return []
        }
        var arithmetic = ["\(seats) \u{2212} \(before) = \(seats - before) \u{2260} \(printed)"]
        var score = 500
        for other in others {
            let name = participants.name(of: pair.fact.participant ?? "") ?? ""
            let parts = NameParts(name, country: election.country)
            if let known = other.seats.first(where: {
                NameParts($0.name, country: election.country).distinctive == parts.distinctive
                    && !parts.distinctive.isEmpty
            }), known.count == before {
                arithmetic.append("\(other.label): \(known.count)")
                score = 850
            }
        }
        return [
            Hypothesis(
                .changeMiscalculated, blamed: [pair.wrong],
                pair.figures + [Figure("change", .whole(printed)), Figure("expected", .whole(seats - before))],
                arithmetic: arithmetic, score: score)
        ]
    }

    /// Sums of any page that want one value and not the other.
    private func support(_ pair: Pair, _ fact: ComparedFact) -> [Hypothesis] {
        let sums = sums(pair)
        guard sums.score > 0 else { return [] }
        return [
            Hypothesis(
                .sumsWant, blamed: [pair.wrong], pair.figures, arithmetic: sums.arithmetic,
                score: min(1000, 200 + sums.score))
        ]
    }

    /// Several pages with one wrong figure are one voice.
    private func sharedAncestor(_ fact: ComparedFact) -> [Hypothesis] {
        fact.groups.filter { $0.statements.count > 1 }.compactMap { group in
            let pages = group.statements.map { fact.statements[$0].page }
            let isBlamed = fact.hypotheses.contains { hypothesis in
                hypothesis.score >= 600 && !Set(hypothesis.blamed).isDisjoint(with: group.statements)
            }
            let cites = group.voices < pages.count
            guard isBlamed else { return nil }
            return Hypothesis(
                .sharedAncestor, blamed: group.statements,
                [Figure("wrong", fact.statements[group.statements[0]].claim.value.figure)],
                arithmetic: [], score: cites ? 600 : 400)
        }
    }

    /// Whether the two values of a conflict count different things.
    private func definition(_ fact: ComparedFact) -> Hypothesis? {
        switch fact.name.measure {
        case .valid, .votes, .cast: invalidIncluded(fact)
        case .parties: blocsCounted(fact)
        case .seats, .seatsTotal: oneTier(fact)
        default: nil
        }
    }

    /// Every row of one page is a tier's seats of the other: the tables give different seats, and both are right.
    private func oneTier(_ fact: ComparedFact) -> Hypothesis? {
        guard fact.name.tier == nil, fact.name.round == nil, fact.name.participant != nil else { return nil }
        let column = FactName(.seats)
        for pair in pairs(fact) {
            let (part, whole) = (ledgers[pair.wrongPage], ledgers[pair.rightPage])
            for tier in [FactKey.Tier.constituency, .list] {
                let rows = part.rows(column).filter { whole.count(column.of($0)) != nil }
                let ofTier = FactName(.seats, tier: tier)
                guard rows.count >= 2,
                    rows.contains(where: { part.count(column.of($0)) != whole.count(column.of($0)) }),
                    rows.allSatisfy({ part.count(column.of($0)) == whole.count(ofTier.of($0)) }),
                    let all = whole.count(fact.name), let some = part.count(fact.name)
                else { continue }
                return Hypothesis(
                    .oneTier, blamed: [], pair.figures + [Figure("tier", .text(tier.rawValue))],
                    arithmetic: ["\(some) + \(all - some) = \(all)"], score: 900)
            }
        }
        return nil
    }

    private func invalidIncluded(_ fact: ComparedFact) -> Hypothesis? {
        guard fact.name.participant == nil else { return nil }
        var invalid = fact.name
        invalid.measure = .invalid
        for pair in pairs(fact) {
            guard let more = ledgers[pair.wrongPage].count(fact.name),
                let less = ledgers[pair.rightPage].count(fact.name),
                more > less, let ballots = ledgers.lazy.compactMap({ $0.count(invalid) }).first, more - less == ballots
            else { continue }
            return Hypothesis(
                .invalidIncluded, blamed: [], pair.figures + [Figure("invalid", .whole(ballots))],
                arithmetic: ["\(less) + \(ballots) = \(more)"], score: 900)
        }
        return nil
    }

    /// Lists in a table against parties in a text: each bloc counts for its parties.
    private func blocsCounted(_ fact: ComparedFact) -> Hypothesis? {
        for pair in pairs(fact) where pair.wrongClaim.rule == "derived.parties.rows" {
            guard let rows = ledgers[pair.wrongPage].count(fact.name),
                let parties = ledgers[pair.rightPage].count(fact.name)
            else { continue }
            let column = FactName(.votes, tier: .list)
            let blocs = (ledgers[pair.wrongPage].columns[column] ?? []).count {
                ledgers[pair.wrongPage].claim($0)?.key.participant?.kind == .bloc
            }
            guard blocs > 0, parties > rows, parties - rows >= Int64(blocs) else { continue }
            return Hypothesis(
                .blocsCounted, blamed: [],
                [
                    Figure("rows", .whole(rows)), Figure("blocs", .whole(Int64(blocs))),
                    Figure("parties", .whole(parties)),
                ],
                arithmetic: ["\(rows - Int64(blocs)) + \(parties - rows + Int64(blocs)) = \(parties)"], score: 800)
        }
        return nil
    }

    // MARK: Inside a page, and what is no contradiction

    private func explainFault(_ fact: inout ComparedFact) {
        guard let page = fact.faults.first?.page,
            let index = fact.statements.firstIndex(where: { $0.page == page })
        else { return }
        let wanted = fact.faults.compactMap { $0.wanted(for: fact.name) }
        if let value = wanted.first, wanted.allSatisfy({ $0 == value }) {
            let arithmetic = fact.faults.compactMap { $0.with(.exact(value), for: fact.name)?.arithmetic }
            let confirming = fact.statements.indices.filter { place in
                place != index && reach(fact.statements[place].claim, fact.name)?.agreement(with: .exact(value)) != nil
            }
            fact.hypotheses.append(
                Hypothesis(
                    .sumsWant, blamed: [index],
                    [
                        Figure("wrong", fact.statements[index].claim.value.figure), Figure("right", .fraction(value)),
                    ], arithmetic: arithmetic, score: min(1000, 300 * wanted.count + 200 * confirming.count)))
            fact.hypotheses += slipInside(fact, index, value)
        }
        let others = fact.statements.indices.filter { place in
            place != index
                && Comparing.contradict(
                    fact.statements[place].claim, fact.statements[index].claim, measure: fact.name.measure)
        }
        if !others.isEmpty {
            for pair in pairs(fact) {
                fact.hypotheses += digits(pair) + stale(pair) + balance(pair) + weekday(pair) + change(pair)
            }
            fact.hypotheses = Self.strongest(fact.hypotheses)
        }
    }

    /// The wrong figure of a page stands in another column of its row.
    private func slipInside(_ fact: ComparedFact, _ index: Int, _ wanted: Fraction) -> [Hypothesis] {
        let page = fact.statements[index].page
        guard let wrong = ledgers[page].count(fact.name), wrong != 0, let participant = fact.name.participant else {
            return []
        }
        for name in ledgers[page].entries.keys.sorted()
        where name.participant == participant && name != fact.name && Self.isTableMeasure(name.measure) {
            guard ledgers[page].count(name) == wrong, ledgers[page].claim(name)?.state != .derived else { continue }
            return [
                Hypothesis(
                    .columnSlip, blamed: [index],
                    [
                        Figure("wrong", .whole(wrong)), Figure("right", .fraction(wanted)),
                        Figure("column", .text(name.measure.rawValue)),
                    ], arithmetic: ["\(name) = \(wrong)"], score: 350 + 60 * fact.faults.count)
            ]
        }
        return []
    }

    /// Columns of one page that add to less than their total: a row of another page that is missing, or parties of the
    /// election before that have left the house.
    private func short(_ fact: FactName) -> [Hypothesis] {
        var result: [Hypothesis] = []
        for place in checksOf[fact] ?? [] {
            let check = checks[place]
            guard check.result == .short, check.facts[0] == fact else { continue }
            switch check.rule {
            case .changes: result += losers(check)
            case .column: result += lostRow(check)
            default: break
            }
        }
        return result
    }

    private func lostRow(_ check: PageCheck) -> [Hypothesis] {
        guard let column = check.facts.last?.of(nil) else { return [] }
        let gap = check.terms[0].reach.middle - check.computed
        for ledger in ledgers where ledger.place != check.page {
            for name in ledger.columns[column] ?? []
            where name.participant != nil && ledgers[check.page].claim(name) == nil {
                guard let value = ledger.count(name), Fraction(value, over: 1) == gap else { continue }
                return [
                    Hypothesis(
                        .lostRow, blamed: [],
                        [Figure("row", .text(shownName(name))), Figure("value", .whole(value))],
                        arithmetic: ["\(check.arithmetic)", "\(check.computed) + \(value) = \(check.computed + gap)"],
                        score: 900)
                ]
            }
        }
        return []
    }

    private func losers(_ check: PageCheck) -> [Hypothesis] {
        let members = pages.flatMap(\.claims).compactMap { claim -> String? in
            guard claim.key.measure == .member, case .text(let name) = claim.value else { return nil }
            return name
        }
        return others.compactMap { other -> Hypothesis? in
            let vanished = other.vanished(participants, members: members, country: election.country)
            guard !vanished.isEmpty else { return nil }
            let lost = vanished.reduce(0) { $0 + $1.count }
            let rest = check.computed - Fraction(lost, over: 1) - check.terms[0].reach.middle
            let minus = vanished.map { " \u{2212} \($0.count)" }.joined()
            var arithmetic = ["\(check.computed)\(minus) = \(check.computed - Fraction(lost, over: 1))"]
            var score = rest == .zero ? 900 : 400
            // What is still left may be the miscalculated change of one row.
            for fact in facts.values.sorted(by: { $0.name < $1.name }) where rest != .zero && fact.verdict == .conflict
            {
                guard fact.name.measure == .seatsPrevious,
                    let ours = ledgers[check.page].count(fact.name),
                    let theirs = ledgers.lazy.filter({ $0.place != check.page }).compactMap({ $0.count(fact.name) })
                        .first,
                    Fraction(theirs - ours, over: 1) == rest
                else { continue }
                arithmetic.append("\(theirs) \u{2212} \(ours) = \(theirs - ours)")
                score = 850
                break
            }
            return Hypothesis(
                .unlistedLosers, blamed: [],
                [
                    Figure("names", .text(vanished.map(\.name).joined(separator: ", "))), Figure("lost", .whole(lost)),
                    Figure("election", .text(other.label)),
                ], arithmetic: arithmetic, score: score)
        }
    }

    private func explainCut(_ fact: inout ComparedFact) {
        let claims = fact.statements.map(\.claim)
        for (i, first) in claims.enumerated() {
            for (j, second) in claims.enumerated().dropFirst(i + 1)
            where Comparing.relation(first, second, measure: fact.name.measure) == .cut {
                fact.hypotheses.append(
                    Hypothesis(
                        .cutOff, blamed: [],
                        [Figure("wrong", first.value.figure), Figure("right", second.value.figure)],
                        arithmetic: [], score: 500 + i - j))
            }
        }
        fact.hypotheses = Array(fact.hypotheses.prefix(1))
    }

    private func explainNewcomer(_ fact: inout ComparedFact) {
        guard fact.statements.contains(where: { $0.claim.value == .new }),
            let other = fact.statements.first(where: { $0.claim.value != .new && $0.claim.value != .none })
        else { return }
        fact.hypotheses.append(
            Hypothesis(.newcomer, blamed: [], [Figure("value", other.claim.value.figure)], score: 900))
    }
}
