import ElectionModel

/// All checks of one page's figures. Each needs its figures on the page; a check whose parts are missing is not made.
struct PageChecks {
    let ledger: PageLedger
    private(set) var checks: [PageCheck] = []

    static func of(_ ledger: PageLedger) -> [PageCheck] {
        var checks = PageChecks(ledger: ledger)
        checks.rows()
        checks.columns()
        checks.ballots()
        checks.shares()
        checks.members()
        checks.twice()
        checks.lastDay()
        return checks.checks
    }

    private init(ledger: PageLedger) { self.ledger = ledger }

    /// A stated value that the arithmetic may use: neither ours nor approximate.
    private func term(_ fact: FactName) -> PageCheck.Term? {
        guard let claim = ledger.claim(fact), claim.state == .printed || claim.state == .prose,
            let reach = ledger.reach(fact)
        else { return nil }
        return PageCheck.Term(fact: fact, claim: claim, reach: reach)
    }

    private mutating func add(_ check: PageCheck?) {
        if let check { checks.append(check) }
    }

    private mutating func sum(
        _ rule: PageCheck.Rule, _ total: PageCheck.Term?, _ parts: [PageCheck.Term], lessIsShort: Bool = true
    ) {
        guard let total, !parts.isEmpty else { return }
        add(.sum(rule, page: ledger.place, total: total, parts: parts, lessIsShort: lessIsShort))
    }

    // MARK: Seats

    private static let seatTiers: [FactKey.Tier] = [.list, .constituency, .indirect, .appointed]

    /// Each row: the seats of a participant, and of the house, by tiers and rounds.
    private mutating func rows() {
        let seats = FactName(.seats)
        var owners: [ParticipantID?] = [nil]
        owners += Set(ledger.entries.keys.filter { $0.measure == .seats }.compactMap(\.participant)).sorted()
        for owner in owners {
            let total = owner == nil ? FactName(.seatsTotal) : seats.of(owner)
            var constituency = FactName(.seats, tier: .constituency, participant: owner)
            constituency.round = nil
            var rounds: [PageCheck.Term] = []
            for round in 1...3 {
                var name = constituency
                name.round = round
                if let term = term(name) { rounds.append(term) }
            }
            if rounds.count >= 2 { sum(.row, term(constituency), rounds) }
            var parts: [PageCheck.Term] = []
            for tier in Self.seatTiers {
                if let term = term(FactName(.seats, tier: tier, participant: owner)) {
                    parts.append(term)
                } else if tier == .constituency, rounds.count >= 2 {
                    parts += rounds
                }
            }
            // A single part that is less than the whole only says that the other parts are not printed.
            guard let whole = term(total), !parts.isEmpty else { continue }
            let check = PageCheck.sum(.row, page: ledger.place, total: whole, parts: parts)
            if check.result != .short { checks.append(check) }
        }
        changes()
        var before = FactName(.seatsPrevious)
        for owner in owners where owner != nil {
            before = before.of(owner)
            let change = FactName(.seatsChange, participant: owner)
            if let now = term(seats.of(owner)), let previous = term(before), let change = term(change) {
                add(.sum(.change, page: ledger.place, total: now, parts: [previous, change], lessIsShort: false))
            }
        }
    }

    /// The changes of all rows; a newcomer's change is what it won. Losers without a row are the usual case, so that a
    /// difference is no fault by itself.
    private mutating func changes() {
        let column = FactName(.seatsChange)
        var parts: [PageCheck.Term] = []
        for name in ledger.columns[column] ?? [] where name.participant != nil && !ledger.isSum(name) {
            if let change = term(name) {
                parts.append(change)
            } else if let claim = ledger.claim(name), claim.value == .new,
                let won = ledger.count(FactName(.seats, participant: name.participant))
            {
                parts.append(PageCheck.Term(fact: name, claim: claim, reach: .exact(Fraction(won, over: 1))))
            }
        }
        guard parts.count >= 2, let total = term(column) else { return }
        var check = PageCheck.sum(.changes, page: ledger.place, total: total, parts: parts)
        if check.result == .fails { check.result = .short }
        checks.append(check)
    }

    /// What a column's rows add to, best first.
    private func totals(of column: FactName) -> [FactName] {
        switch column.measure {
        case .seats where column.tier == nil && column.round == nil: [FactName(.seatsTotal)]
        case .seats where column.tier == .constituency:
            switch column.round {
            case nil: [column, FactName(.constituencies)]
            case 1: [column, FactName(.constituenciesDecided, round: 1)]
            default: [column, FactName(.constituenciesToRunOff)]
            }
        case .votes: [column, valid(of: column)]
        default: [column]
        }
    }

    /// The valid votes of the vote to which a column belongs.
    private func valid(of column: FactName) -> FactName {
        var name = column.of(nil)
        name.measure = .valid
        if name.tier == .list, term(name) == nil { name.tier = nil }
        return name
    }

    private mutating func columns() {
        for column in ledger.columns.keys.sorted() {
            switch column.measure {
            case .seats, .votes, .seatsPrevious, .candidates, .voteShare: break
            default: continue
            }
            let parts = ledger.rows(column).compactMap { term(column.of($0)) }
            guard parts.count >= 2 else { continue }
            if column.measure == .voteShare {
                hundred(column, parts)
                continue
            }
            guard let total = totals(of: column).compactMap({ term($0) }).first else { continue }
            if column.measure == .votes {
                votes(column, total, parts)
            } else {
                sum(.column, total, parts)
            }
        }
        for name in ledger.entries.keys.sorted() where name.measure == .votes && name.participant == nil {
            guard let all = term(name), let valid = term(valid(of: name)) else { continue }
            var cast = valid.fact
            cast.measure = .cast
            if let ballots = term(cast), ballots.reach == all.reach, ballots.reach != valid.reach {
                sum(.validVotes, ballots, [all])
            } else if all.reach.most <= valid.reach.most * Fraction(6, 5) {
                // With several votes a ballot the votes are many more than the valid ballots.
                sum(.validVotes, valid, [all], lessIsShort: false)
            }
        }
    }

    /// Rows of votes add to the total, or with the invalid ones to a total that includes them.
    private mutating func votes(_ column: FactName, _ total: PageCheck.Term, _ parts: [PageCheck.Term]) {
        let check = PageCheck.sum(.column, page: ledger.place, total: total, parts: parts)
        var invalid = valid(of: column)
        invalid.measure = .invalid
        if check.result == .short, let invalid = term(invalid) {
            let with = PageCheck.sum(.column, page: ledger.place, total: total, parts: parts + [invalid])
            if with.result == .holds {
                checks.append(with)
                return
            }
        }
        let isOneVoteEach = check.computed <= total.reach.most * Fraction(6, 5)
        if total.fact.measure == .votes || isOneVoteEach { checks.append(check) }
    }

    /// Percentages of a column against 100.
    private mutating func hundred(_ column: FactName, _ parts: [PageCheck.Term]) {
        let least = parts.reduce(Fraction.zero) { $0 + $1.reach.least }
        let most = parts.reduce(Fraction.zero) { $0 + $1.reach.most }
        let hundred = Fraction(100, 1)
        let result: PageCheck.Result =
            least > hundred ? .fails : most < hundred ? .short : .holdsWithinRounding
        let computed = parts.reduce(Fraction.zero) { $0 + $1.reach.middle }
        let total = term(column) ?? parts[0]
        checks.append(
            PageCheck(
                rule: .hundred, page: ledger.place,
                terms: [PageCheck.Term(fact: column, claim: total.claim, reach: .exact(hundred))] + parts,
                result: computed == hundred ? .holds : result, computed: computed))
    }

    // MARK: Ballots and shares

    /// The votes to which ballots are counted: facts of `measure` by tier and round.
    private func names(_ measure: Measure) -> [FactName] {
        ledger.entries.keys.filter { $0.measure == measure && $0.participant == nil && $0.detail == nil }.sorted()
    }

    private func of(_ measure: Measure, like name: FactName) -> PageCheck.Term? {
        var result = name
        result.measure = measure
        if let term = term(result) { return term }
        guard measure == .registered, name.round ?? 1 == 1 else { return nil }
        return term(FactName(.registered))
    }

    private mutating func ballots() {
        for name in names(.cast) {
            guard let cast = term(name) else { continue }
            if let registered = of(.registered, like: name), cast.reach.least > registered.reach.most {
                add(
                    PageCheck(
                        rule: .limit, page: ledger.place, terms: [cast, registered], result: .fails,
                        computed: cast.reach.middle))
            }
            guard let valid = of(.valid, like: name), let invalid = of(.invalid, like: name) else { continue }
            let blank = of(.blank, like: name)
            var check = PageCheck.sum(
                .ballots, page: ledger.place, total: cast, parts: [valid, invalid], lessIsShort: false)
            if check.result == .fails, let blank {
                check = .sum(
                    .ballots, page: ledger.place, total: cast, parts: [valid, invalid, blank], lessIsShort: false)
            }
            checks.append(check)
        }
    }

    private mutating func shares() {
        for (share, part, whole) in [
            (Measure.turnout, Measure.cast, Measure.registered), (.validShare, .valid, .cast),
            (.invalidShare, .invalid, .cast),
        ] {
            for name in names(share) {
                guard let percent = term(name), let part = of(part, like: name), let whole = of(whole, like: name)
                else {
                    continue
                }
                add(.share(page: ledger.place, share: percent, part: part, whole: whole))
            }
        }
        for name in ledger.entries.keys.sorted() where name.measure == .voteShare && name.participant != nil {
            var votes = name
            votes.measure = .votes
            guard let percent = term(name), let part = term(votes) else { continue }
            let column = votes.of(nil)
            var bases = [term(column), term(valid(of: column))].compactMap { $0 }
            var cast = valid(of: column)
            cast.measure = .cast
            if let ballots = term(cast) { bases.append(ballots) }
            if let rows = sumOfRows(column) { bases.append(rows) }
            let tried = bases.compactMap {
                PageCheck.share(page: ledger.place, share: percent, part: part, whole: $0)
            }
            // The base is not printed: the first that fits is it.
            add(tried.first { $0.result != .fails } ?? tried.first)
        }
    }

    /// The votes of all rows, as a base where the valid votes are not printed.
    private func sumOfRows(_ column: FactName) -> PageCheck.Term? {
        let parts = ledger.rows(column).compactMap { term(column.of($0)) }
        guard parts.count >= 2 else { return nil }
        let sum = parts.reduce(Fraction.zero) { $0 + $1.reach.middle }
        return PageCheck.Term(fact: column, claim: parts[0].claim, reach: .exact(sum))
    }

    private mutating func members() {
        let (men, women) = (term(FactName(.men)), term(FactName(.women)))
        if let men, let women {
            // A vacant seat makes them fewer, a member by office more: only the sum itself is shown.
            if let total = term(FactName(.seatsTotal)) ?? seatsOfRows() { sum(.sexes, total, [men, women]) }
            if let share = term(FactName(.womenShare)) {
                let both = men.reach.middle + women.reach.middle
                add(
                    .share(
                        page: ledger.place, share: share, part: women,
                        whole: PageCheck.Term(fact: FactName(.seatsTotal), claim: men.claim, reach: .exact(both))))
            }
        }
        if let all = term(FactName(.constituencies)), let decided = term(FactName(.constituenciesDecided, round: 1)),
            let runOff = term(FactName(.constituenciesToRunOff))
        {
            sum(.constituencies, all, [decided, runOff], lessIsShort: false)
        }
        if let seats = term(FactName(.seatsTotal)), let line = term(FactName(.majority)),
            let count = ledger.count(FactName(.seatsTotal)), count > 0
        {
            let half = Fraction(count / 2 + 1, over: 1)
            add(
                PageCheck(
                    rule: .majority, page: ledger.place, terms: [line, seats],
                    result: half == line.reach.middle ? .holds : .fails, computed: half))
        }
    }

    /// The house's seats where only the rows have them.
    private func seatsOfRows() -> PageCheck.Term? { term(FactName(.seats)) }

    // MARK: Words against tables

    private mutating func twice() {
        for name in ledger.entries.keys.sorted() where name.isComparable {
            let stated = (ledger.entries[name] ?? []).filter {
                $0.state == .printed || $0.state == .prose || $0.state == .approximate
            }
            guard stated.count > 1, let first = ledger.claim(name) else { continue }
            for other in stated where other.value != first.value {
                // A round may take two days.
                if case .date(let day) = first.value, case .date(let next) = other.value,
                    abs(day.dayNumber - next.dayNumber) <= 2,
                    first.state == other.state
                {
                    continue
                }
                guard Comparing.contradict(first, other, measure: name.measure) else { continue }
                let reach = Reach.exact(.zero)
                checks.append(
                    PageCheck(
                        rule: .once, page: ledger.place,
                        terms: [
                            PageCheck.Term(fact: name, claim: first, reach: reach),
                            PageCheck.Term(fact: name, claim: other, reach: reach),
                        ], result: .fails, computed: .zero))
                break
            }
        }
    }

    /// The days after a label against those of the text.
    private mutating func lastDay() {
        let days = ledger.entries.keys.filter { $0.measure == .pollingDate && $0.detail == nil }
        func day(_ claim: Claim) -> CalendarDate? { if case .date(let day) = claim.value { day } else { nil } }
        let claims = days.sorted().flatMap { name in (ledger.entries[name] ?? []).map { (name, $0) } }
        let head = claims.filter { $0.1.state == .printed }.max {
            (day($0.1)?.dayNumber ?? 0) < (day($1.1)?.dayNumber ?? 0)
        }
        let told = claims.filter { $0.1.state == .prose }.max {
            (day($0.1)?.dayNumber ?? 0) < (day($1.1)?.dayNumber ?? 0)
        }
        guard let head, let told, let printed = day(head.1), let last = day(told.1), printed < last,
            (told.0.round ?? 1) > (head.0.round ?? 1)
        else { return }
        let reach = Reach.exact(.zero)
        checks.append(
            PageCheck(
                rule: .lastDay, page: ledger.place,
                terms: [
                    PageCheck.Term(fact: head.0, claim: head.1, reach: reach),
                    PageCheck.Term(fact: told.0, claim: told.1, reach: reach),
                ], result: .fails, computed: .zero))
    }
}
