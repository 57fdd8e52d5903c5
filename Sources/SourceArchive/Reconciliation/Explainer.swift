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

    /// How the participant of a row is called; by its kind where it is no name of its own, such as independents.
    func shownName(_ name: FactName) -> String {
        guard let id = name.participant else { return "" }
        guard let known = participants.participants.first(where: { $0.id == id }) else { return id.rawValue }
        switch known.kind {
        case .party, .bloc, .person, .answer: return known.bestName
        case .independents, .others, .appointed, .vacant, .againstAll: return known.kind.rawValue
        }
    }

    // MARK: Between pages

    func explainConflict(_ fact: inout ComparedFact) {
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
    func pairs(_ fact: ComparedFact) -> [Pair] {
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
    static func strongest(_ hypotheses: [Hypothesis]) -> [Hypothesis] {
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

    func reach(_ claim: Claim, _ fact: FactName) -> Reach? {
        Reach(claim.value, state: claim.state, isShare: fact.measure.isShare)
    }

    /// The sums that hold with one value and fail with the other, worked out on every page that has them: those of the right
    /// page as they stand, those of the wrong page with the right value put in.
    func sums(_ pair: Pair) -> (arithmetic: [String], score: Int) {
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

    static func holds(_ check: PageCheck) -> Bool {
        check.result == .holds || check.result == .holdsWithinRounding
    }

    func digits(_ pair: Pair) -> [Hypothesis] {
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

    func stale(_ pair: Pair) -> [Hypothesis] {
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
    func slips(_ pair: Pair) -> [Hypothesis] {
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

    static func isTableMeasure(_ measure: Measure) -> Bool {
        switch measure {
        case .votes, .seats, .seatsChange, .seatsPrevious, .candidates: true
        default: false
        }
    }

    /// Another row of the column differs by as much the other way: something was counted under another name, early or late.
    func balance(_ pair: Pair) -> [Hypothesis] {
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
    func announced(_ claim: Claim, on page: Int) -> CalendarDate? {
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

    func lastAnnouncement(on page: Int) -> CalendarDate? {
        pages[page].claims.compactMap { claim -> CalendarDate? in
            guard claim.key.measure == .announcement, case .date(let day) = claim.value else { return nil }
            return day
        }.max()
    }

    /// Of two days near each other, the one on the weekday of the first round.
    func weekday(_ pair: Pair) -> [Hypothesis] {
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
    func change(_ pair: Pair) -> [Hypothesis] {
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
    func support(_ pair: Pair, _ fact: ComparedFact) -> [Hypothesis] {
        let sums = sums(pair)
        guard sums.score > 0 else { return [] }
        return [
            Hypothesis(
                .sumsWant, blamed: [pair.wrong], pair.figures, arithmetic: sums.arithmetic,
                score: min(1000, 200 + sums.score))
        ]
    }

    /// Several pages with one wrong figure are one voice.
    func sharedAncestor(_ fact: ComparedFact) -> [Hypothesis] {
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
}
