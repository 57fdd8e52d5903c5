import ElectionModel

/// The cards of one contest: where they lie, which of them nobody can show, and what is known without them.
struct CardUniverse: Sendable {
    /// Cards that share a reference: those of one station.
    struct Group: Sendable {
        /// Nil for an electronic station whose record was not verified: nobody can show its cards.
        var station: StationID?
        var reported: CardCount
        var cards: UInt64
        /// What single records say of its cards, and how many cards these are.
        var recorded: CardCount?
        var recordedCards: UInt64 = 0
    }

    let assertions: [Assertion]
    let method: AuditedContest.Method
    /// Containers to draw from, phantoms included.
    private(set) var drawn: [CardContainer] = []
    /// Names of the containers that hold phantoms.
    private(set) var phantoms: Set<String> = []
    private(set) var groups: [Group] = []
    /// Which group a container belongs to.
    private(set) var group: [String: Int] = [:]
    /// Verified electronic counts, added up.
    private(set) var known: CardCount
    private(set) var paper: CardCount
    /// What machines recorded of single cards, by container.
    private(set) var cardRecords: [String: [Int16]] = [:]
    /// With recounts: the margin of each assertion, and the weight of each group; empty where some assertion has no margin.
    private(set) var margins: [BatchMargin] = []
    private(set) var weights: [Int128] = []

    var cards: UInt64 { drawn.reduce(0) { $0 + $1.cards } }

    init(
        _ contest: AuditedContest, containers: [AuditedContainer], counts: [StationCount],
        records: [ElectronicRecord], cardRecords: [ContainerRecord] = []
    ) throws(AuditRefusal) {
        let key = contest.key
        guard contest.choices.count <= AuditLimits.choices else {
            throw .tooMany("choices", UInt64(contest.choices.count), most: AuditLimits.choices)
        }
        guard contest.claims.count <= AuditLimits.claims else {
            throw .tooMany("claims", UInt64(contest.claims.count), most: AuditLimits.claims)
        }
        guard !contest.claims.isEmpty else { throw .noClaims(key) }
        method = contest.method
        let none = CardCount(votes: contest.choices.map { _ in 0 }, invalid: 0)
        known = none
        paper = none
        // Unique: a container of the manifest can't bear it, because its contests are checked against the plan by name.
        let phantomPrefix = "phantoms of \(key) at "
        var indices: [StationID: Int] = [:]
        for container in containers where container.contests.contains(key) {
            let index = indices[container.station] ?? groups.count
            if index == groups.count {
                groups.append(Group(station: container.station, reported: none, cards: 0))
                indices[container.station] = index
            }
            groups[index].cards += container.cards
            group[container.name] = index
            drawn.append(CardContainer(container.name, cards: container.cards))
        }
        for count in counts where count.contest == key {
            guard count.count.votes.count == contest.choices.count else { throw .otherBallot(count.station, key) }
            paper = paper + count.count
            let index = indices[count.station] ?? groups.count
            if index == groups.count { groups.append(Group(station: count.station, reported: none, cards: 0)) }
            groups[index].reported = count.count
            // Reported and not in the manifest: nobody can show these cards.
            if count.count.cards > groups[index].cards {
                let name = phantomPrefix + count.station.rawValue
                drawn.append(CardContainer(name, cards: count.count.cards - groups[index].cards))
                phantoms.insert(name)
                group[name] = index
                groups[index].cards = count.count.cards
            }
        }
        var unverified = none
        for record in records where record.contest == key {
            guard record.count.votes.count == contest.choices.count else { throw .otherBallot(record.station, key) }
            if record.isVerified {
                known = known + record.count
                continue
            }
            unverified = unverified + record.count
            let name = phantomPrefix + "electronic " + record.station.rawValue
            drawn.append(CardContainer(name, cards: record.count.cards))
            phantoms.insert(name)
            group[name] = groups.count
            groups.append(Group(station: nil, reported: none, cards: record.count.cards))
        }
        let names = Set(containers.map(\.name))
        for name in phantoms.sorted() where names.contains(name) { throw .containerTwice(name) }
        let stations = paper + known + unverified
        guard stations == contest.reported else {
            throw .totalsDiffer(key, decidedFrom: contest.reported, stations: stations)
        }
        let all = drawn.reduce(known.cards) { $0 + $1.cards }
        guard all <= AuditLimits.cards, all > 0 else { throw .tooMany("cards", all, most: AuditLimits.cards) }
        assertions = try Self.assertions(contest, cards: all)
        if method == .recounts { plan() }
        if method == .comparison {
            let own = cardRecords.filter { $0.contest == key }
            guard !own.isEmpty else { throw .noCardRecords(key) }
            try take(own)
        }
    }

    private mutating func take(_ records: [ContainerRecord]) throws(AuditRefusal) {
        let choices = paper.votes.count
        for record in records {
            guard let index = group[record.container] else {
                throw .recordsOfOtherCards(record.container, record.contest)
            }
            var found = groups[index].recorded ?? CardCount(votes: paper.votes.map { _ in 0 }, invalid: 0)
            for (card, mark) in record.marks.enumerated() {
                switch mark {
                case 0..<Int16(choices): found.votes[Int(mark)] += 1
                case ContainerRecord.invalid: found.invalid += 1
                case ContainerRecord.without: break
                default: throw .recordNotUnderstood(record.container, record.contest, card: card + 1)
                }
            }
            groups[index].recorded = found
            groups[index].recordedCards += UInt64(record.marks.count)
            cardRecords[record.container] = record.marks
        }
    }

    private mutating func plan() {
        // Beyond it sums of overstatements outgrow 127 bits; such claims are audited by single cards.
        guard assertions.allSatisfy({ $0.assorter.scale <= 1 << 30 }) else { return }
        // Cards that nobody can show are reported as cards without the contest, and counted again as nothing.
        let all = groups.reduce(0) { $0 + $1.cards }
        let reported = groups.reduce(CardCount(votes: paper.votes.map { _ in 0 }, invalid: 0)) { $0 + $1.reported }
        margins = assertions.map { BatchMargin($0.assorter, reported: reported, cards: all, known: known) }
        for group in groups {
            let bounds = margins.map { $0.bound(group.reported, cards: group.cards) }
            guard let weight = BatchTest.weight(of: bounds), weight < 1 << 60 else {
                weights = []
                return
            }
            weights.append(weight)
        }
    }

    private static func assertions(_ contest: AuditedContest, cards: UInt64) throws(AuditRefusal) -> [Assertion] {
        var result: [Assertion] = []
        for (index, claim) in contest.claims.enumerated() {
            let registered = contest.registered
            guard claim.isBounded, registered.map({ $0 <= AuditLimits.cards }) ?? true,
                let weights = ClaimWeights(
                    claim, ballot: contest.choices, againstAll: Set(contest.againstAll), cards: Int128(cards),
                    registered: registered)
            else { throw .claimNotUnderstood(contest.key, index: index) }
            // A claim that can't be false needs no test.
            guard Assorter(weights, choices: contest.choices) != nil else { continue }
            if let assertion = Assertion(
                claim, ballot: contest.choices, againstAll: Set(contest.againstAll), cards: cards,
                registered: registered)
            {
                result.append(assertion)
            }
        }
        return result
    }
}

extension Claim {
    /// Whether its numbers are small enough for exact arithmetic over all cards.
    fileprivate var isBounded: Bool {
        func isSmall(_ fraction: Fraction) -> Bool {
            fraction > .zero && fraction.numerator <= AuditLimits.figure && fraction.denominator <= AuditLimits.figure
        }
        switch self {
        case .share(_, let fraction, _), .shareMissed(_, let fraction, _):
            return isSmall(fraction) && fraction < Fraction(1, 1)
        case .moreVotes: return true
        case .remainder(_, let first, _, let second, let seats, _):
            let most = Int(AuditLimits.figure)
            return (0...most).contains(first) && (0...most).contains(second) && (1...most).contains(seats)
        case .quotient(_, let first, _, let second): return isSmall(first) && isSmall(second)
        }
    }
}
