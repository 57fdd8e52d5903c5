import ElectionModel

/// What one page says about each fact, with what follows from it by arithmetic.
struct PageLedger {
    /// The page's place in the comparison.
    let place: Int
    let page: ImportedPage
    /// The claims about each fact; those that we derive come last.
    private(set) var entries: [FactName: [Claim]] = [:]
    /// Rows that were left out because the page can be read in several ways and nothing decides.
    private(set) var unsettled: Set<FactName> = []
    /// Alliances with the parties that have rows of their own: the alliance's row is their sum and counts in no other.
    private var alliances: [ParticipantID: Set<ParticipantID>] = [:]

    /// - Parameter chosen: the reading of each ambiguous passage; nil leaves its claims out.
    init(_ page: ImportedPage, place: Int, participants: ParticipantResolution, chosen: (String) -> Int?) {
        self.page = page
        self.place = place
        let dates = Self.rounds(of: page.claims)
        let several = Self.severalBallots(page.claims)
        for claim in page.claims {
            let participant = claim.key.participant.flatMap { participants.id(of: $0) }
            var name = FactName(
                of: claim.key, participant: participant, oneBallot: !several.contains(claim.key.measure))
            if claim.key.measure == .pollingDate, claim.key.round == nil, case .date(let day) = claim.value {
                name.round = dates[day]
            }
            if let reading = claim.reading {
                guard let number = chosen(reading.passage) else {
                    unsettled.insert(name)
                    continue
                }
                guard number == reading.number else { continue }
            }
            entries[name, default: []].append(claim)
            if let bloc = participant, let member = claim.allianceMember, let id = participants.id(of: member) {
                alliances[bloc, default: []].insert(id)
            }
        }
        derive()
    }

    /// Measures for which the page tells the ballots of lists from ballots as such.
    private static func severalBallots(_ claims: [Claim]) -> Set<Measure> {
        var values: [Measure: (list: Set<ClaimValue>, all: Set<ClaimValue>)] = [:]
        for claim in claims where claim.key.participant == nil && claim.value != .none && claim.state == .printed {
            guard claim.key.round ?? 1 == 1 else { continue }
            if claim.key.tier == .list { values[claim.key.measure, default: ([], [])].list.insert(claim.value) }
            if claim.key.tier == nil { values[claim.key.measure, default: ([], [])].all.insert(claim.value) }
        }
        return Set(values.filter { !$1.list.isEmpty && !$1.all.isEmpty && $1.list != $1.all }.keys)
    }

    /// Days without a round, in order: one or two neighbouring days are the first round, later ones the next.
    private static func rounds(of claims: [Claim]) -> [CalendarDate: Int] {
        let days = claims.compactMap { claim -> CalendarDate? in
            guard claim.key.measure == .pollingDate, claim.key.round == nil, case .date(let day) = claim.value else {
                return nil
            }
            return day
        }
        var rounds: [CalendarDate: Int] = [:]
        var round = 0
        var last: CalendarDate?
        for day in Set(days).sorted() {
            if last.map({ day.dayNumber - $0.dayNumber > 2 }) ?? true { round += 1 }
            rounds[day] = round
            last = day
        }
        return rounds
    }

    /// The claim that speaks for the page about a fact: a table before a sentence, a sentence before a derivation, a sure
    /// reading before an unsure one.
    func claim(_ name: FactName) -> Claim? {
        entries[name]?.min { Self.rank($0) < Self.rank($1) }
    }

    private static func rank(_ claim: Claim) -> (Int, Int) {
        let state =
            switch claim.state {
            case .printed: 0
            case .prose: 1
            case .approximate: 2
            case .derived: claim.span == nil ? 4 : 3
            case .notGiven: 5
            case .notApplicable: 6
            }
        let confidence =
            switch claim.confidence {
            case .high: 0
            case .medium: 1
            case .low: 2
            }
        return (state, confidence)
    }

    func reach(_ name: FactName) -> Reach? {
        claim(name).flatMap { Reach($0.value, state: $0.state, isShare: name.measure.isShare) }
    }

    /// A count that is stated exactly.
    func count(_ name: FactName) -> Int64? {
        guard let claim = claim(name), claim.state != .approximate, case .whole(let number) = claim.value else {
            return nil
        }
        return number.magnitude < 1_000_000_000_000_000 ? number : nil
    }

    /// The participants with a stated value of a measure in a column, in order of identifiers.
    func rows(_ column: FactName) -> [ParticipantID] {
        var rows: [ParticipantID] = []
        for name in columns[column.of(nil)] ?? [] where !isSum(name) {
            if let participant = name.participant, reach(name) != nil { rows.append(participant) }
        }
        return rows
    }

    /// Whether a row is the sum of an alliance whose parties have rows in the same column.
    func isSum(_ name: FactName) -> Bool {
        guard let participant = name.participant, let members = alliances[participant] else { return false }
        return members.contains { entries[name.of($0)] != nil }
    }

    /// The facts of each column, sorted.
    private(set) var columns: [FactName: [FactName]] = [:]

    private mutating func index() {
        columns = Dictionary(grouping: entries.keys) { $0.of(nil) }.mapValues { $0.sorted() }
    }

    // MARK: Derivation

    private mutating func derive() {
        index()
        deriveSeats()
        deriveBallots()
        deriveParties()
        index()
    }

    private mutating func add(_ name: FactName, _ value: ClaimValue, rule: String, from inputs: [Claim]) {
        guard entries[name]?.contains(where: { $0.state != .notGiven && $0.state != .notApplicable }) != true else {
            return
        }
        let key = FactKey(
            name.measure, of: page.election, round: name.round, tier: name.tier, constituency: name.constituency,
            participant: inputs.lazy.compactMap(\.key.participant).first, detail: name.detail)
        entries[name, default: []].append(
            Claim(
                key: key, value: value, state: .derived, printed: "", span: nil, page: page.page, rule: rule,
                inputs: inputs.map(\.id)))
    }

    private mutating func deriveSeats() {
        for name in entries.keys.sorted() where name.measure == .seatsChange && name.participant != nil {
            guard let change = claim(name) else { continue }
            var now = name
            now.measure = .seats
            var before = name
            before.measure = .seatsPrevious
            if change.value == .new {
                add(before, .new, rule: "derived.seats-previous.new", from: [change])
            } else if let seats = count(now), let difference = count(name), let claim = claim(now), seats >= difference
            {
                add(before, .whole(seats - difference), rule: "derived.seats-previous", from: [claim, change])
            }
        }
        for name in entries.keys.sorted() where name.measure == .seats && name.tier == .constituency && name.round == 1
        {
            var second = name
            second.round = 2
            var both = name
            both.round = nil
            if let a = count(name), let b = count(second), let first = claim(name), let other = claim(second) {
                add(both, .whole(a + b), rule: "derived.seats.rounds", from: [first, other])
            }
        }
    }

    private mutating func deriveBallots() {
        for name in entries.keys.sorted() where name.measure == .cast {
            var registered = name
            registered.measure = .registered
            if name.tier != nil, count(registered) == nil { registered = FactName(.registered, round: name.round) }
            var turnout = name
            turnout.measure = .turnout
            guard let cast = count(name), let electors = count(registered), electors > 0, cast <= electors,
                let first = claim(name), let second = claim(registered)
            else { continue }
            let share = Fraction(cast, over: electors).rounded(scale: 10_000)
            add(
                turnout, .decimal(DecimalNumber(digits: Int64(share), places: 2)), rule: "derived.turnout",
                from: [first, second])
        }
    }

    /// The number of lists, where the page has a row for each: those that have votes of lists.
    private mutating func deriveParties() {
        let column = FactName(.votes, tier: .list)
        let lists = (columns[column] ?? []).filter { name in
            guard let kind = claim(name)?.key.participant?.kind, !isSum(name) else { return false }
            return kind == .party || kind == .bloc
        }
        guard lists.count >= 2, isWhole(column) else { return }
        add(
            FactName(.parties), .whole(Int64(lists.count)), rule: "derived.parties.rows",
            from: lists.compactMap { claim($0) })
    }

    /// Whether a column's rows add to its total.
    private func isWhole(_ column: FactName) -> Bool {
        var valid = column
        valid.measure = .valid
        valid.tier = nil
        guard let total = count(column) ?? count(valid) else { return false }
        return rows(column).reduce(0) { $0 + (count(column.of($1)) ?? 0) } == total
    }
}
