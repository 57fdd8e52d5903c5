public import ElectionModel
public import VerifiableVoting

/// An audit as far as it has come: the fold of its steps, each of which is refused where it comes too early, too late, or
/// differs from what the steps before it give.
///
/// The order: manifest, subtotals and electronic records, then the plan; then the seed, which nobody could know when those were
/// published; then draws, readings in pairs and assessments, over and over until all is confirmed or counted in full.
public struct AuditState: Sendable {
    public let election: ElectionID
    private(set) public var steps: [AuditStep] = []
    private(set) var containers: [AuditedContainer] = []
    private(set) var counts: [StationCount] = []
    private(set) var records: [ElectronicRecord] = []
    private(set) var cardRecords: [ContainerRecord] = []
    private(set) public var plan: AuditPlan?
    private(set) public var seed: String?
    /// The digest of the text that the seed was drawn for.
    private(set) public var seedCommitment: Digest?
    private(set) var samples: [ContestKey: [CardPlace]] = [:]
    private(set) var findings: [CardPlace: [CardReading]] = [:]
    private(set) var resolved: [CardPlace: CardFinding] = [:]
    /// With recounts: groups of the universe in the order of drawing.
    private(set) var stations: [ContestKey: [Int]] = [:]
    var recounts: [ContestKey: [StationID: [StationRecount]]] = [:]
    var resolvedRecounts: [ContestKey: [StationID: FoundCards]] = [:]
    private(set) public var assessments: [ContestAssessment] = []
    private var done: Set<AuditStep.Kind> = []
    private(set) var universes: [ContestKey: CardUniverse] = [:]

    public init(election: ElectionID) { self.election = election }

    /// What a step is refused without.
    public static func needed(before kind: AuditStep.Kind) -> [AuditStep.Kind] {
        switch kind {
        case .manifest, .subtotals, .electronic: []
        case .cardRecords: [.manifest]
        case .plan: [.manifest, .subtotals, .electronic]
        case .seed: [.manifest, .subtotals, .electronic, .plan]
        case .draw: [.manifest, .subtotals, .electronic, .plan, .seed]
        case .reading, .recount, .assessment: [.manifest, .subtotals, .electronic, .plan, .seed, .draw]
        case .resolution: [.manifest, .subtotals, .electronic, .plan, .seed, .draw, .reading]
        case .recountResolution: [.manifest, .subtotals, .electronic, .plan, .seed, .draw, .recount]
        }
    }

    /// Takes one step.
    public mutating func apply(_ step: AuditStep) throws(AuditRefusal) {
        let missing = Self.needed(before: step.kind).filter { !done.contains($0) }
        guard missing.isEmpty else { throw .missing(missing, before: step.kind) }
        switch step {
        case .manifest, .subtotals, .electronic, .cardRecords, .plan, .seed:
            guard !done.contains(step.kind) else { throw .alreadyDone(step.kind) }
            // What the seed was not drawn for can't enter after it.
            guard !done.contains(.plan) || step.kind == .seed else { throw .alreadyDone(step.kind) }
        case .draw, .reading, .resolution, .recount, .recountResolution, .assessment: break
        }
        switch step {
        case .manifest(let containers): try take(containers)
        case .subtotals(let counts):
            try check(counts.map { ($0.station, $0.contest, $0.count) })
            self.counts = counts
        case .electronic(let records):
            try check(records.map { ($0.station, $0.contest, $0.count) })
            self.records = records
        case .cardRecords(let records): try take(records)
        case .plan(let plan): try take(plan)
        case .seed(let seed, let commitment):
            let digits = seed.utf8.count { (0x30...0x39).contains($0) }
            guard digits == seed.utf8.count, digits >= 20 else { throw .seedTooShort(digits: digits) }
            let expected = self.commitment
            guard commitment == expected else { throw .otherCommitment(expected: expected.hexadecimal) }
            self.seed = seed
            seedCommitment = commitment
        case .draw(let draws): try take(draws)
        case .reading(let reading): try take(reading)
        case .resolution(let resolution): try take(resolution)
        case .recount(let recount): try take(recount)
        case .recountResolution(let resolution): try take(resolution)
        case .assessment(let given):
            let found = try assess()
            guard given == found else { throw .otherAssessment(expected: found) }
            assessments = found
        }
        done.insert(step.kind)
        steps.append(step)
    }

    /// SHA-256 of the audit's canonical text so far: what is published before the seed is drawn.
    public var commitment: Digest { Digest(of: AuditText.bytes(self)) }

    private mutating func take(_ containers: [AuditedContainer]) throws(AuditRefusal) {
        var names: Set<String> = []
        var cards: UInt64 = 0
        for container in containers {
            guard names.insert(container.name).inserted else { throw .containerTwice(container.name) }
            guard container.cards <= AuditLimits.cards else {
                throw .tooMany("cards", container.cards, most: AuditLimits.cards)
            }
            cards += container.cards
            guard cards <= AuditLimits.cards else { throw .tooMany("cards", cards, most: AuditLimits.cards) }
        }
        self.containers = containers
    }

    private mutating func take(_ records: [ContainerRecord]) throws(AuditRefusal) {
        let known = Dictionary(containers.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<ContainerRecord.Place> = []
        for record in records {
            guard let container = known[record.container], container.cards == UInt64(record.marks.count),
                container.contests.contains(record.contest)
            else { throw .recordsOfOtherCards(record.container, record.contest) }
            guard seen.insert(record.place).inserted else { throw .containerTwice(record.container) }
        }
        cardRecords = records
    }

    private func check(_ counts: [(StationID, ContestKey, CardCount)]) throws(AuditRefusal) {
        var seen: [ContestKey: Set<StationID>] = [:]
        for (station, contest, count) in counts {
            guard seen[contest, default: []].insert(station).inserted else { throw .countTwice(station, contest) }
            for votes in count.votes + [count.invalid] where votes > AuditLimits.cards {
                throw .tooMany("votes", votes, most: AuditLimits.cards)
            }
        }
    }

    private mutating func take(_ plan: AuditPlan) throws(AuditRefusal) {
        guard plan.riskLimit > .zero, plan.riskLimit < Fraction(1, 1) else { throw .riskLimit(plan.riskLimit) }
        var universes: [ContestKey: CardUniverse] = [:]
        for contest in plan.contests {
            guard universes[contest.key] == nil else { throw .contestTwice(contest.key) }
            universes[contest.key] = try CardUniverse(
                contest, containers: containers, counts: counts, records: records, cardRecords: cardRecords)
        }
        for count in counts where universes[count.contest] == nil { throw .unknownContest(count.contest) }
        for record in records where universes[record.contest] == nil { throw .unknownContest(record.contest) }
        for container in containers {
            for contest in container.contests where universes[contest] == nil { throw .unknownContest(contest) }
        }
        self.plan = plan
        self.universes = universes
    }

    private mutating func take(_ draws: [ContestDraw]) throws(AuditRefusal) {
        guard rounds < AuditLimits.rounds else {
            throw .tooMany("rounds", UInt64(rounds) + 1, most: UInt64(AuditLimits.rounds))
        }
        var samples = self.samples
        var stations = self.stations
        let named = Set(draws.map(\.contest))
        for contest in samples.keys.sorted() where !named.contains(contest) {
            throw .drawShrinks(contest, from: samples[contest, default: []].count)
        }
        for draw in draws {
            guard let universe = universes[draw.contest] else { throw .unknownContest(draw.contest) }
            let before = stations[draw.contest]?.count ?? samples[draw.contest, default: []].count
            guard draw.cards >= before else { throw .drawShrinks(draw.contest, from: before) }
            guard draw.cards <= AuditLimits.draws else {
                throw .tooMany("draws", UInt64(draw.cards), most: UInt64(AuditLimits.draws))
            }
            guard universe.method != .recounts else {
                stations[draw.contest] = universe.stations(drawn: draw.cards, seed: "\(seed ?? "") \(draw.contest)")
                samples[draw.contest] = []
                continue
            }
            samples[draw.contest] = ordered(draw.cards, draw.contest, universe)
        }
        self.samples = samples
        self.stations = stations
        rounds += 1
        for (contest, groups) in stations {
            stationsToRecount[contest] = Set(groups.compactMap { universes[contest]?.groups[$0].station })
        }
        drawn = Set(samples.values.joined())
    }

    /// The first cards in the order of their tickets. More than asked for are kept, so that a later draw need not look at all cards
    /// again.
    private mutating func ordered(_ count: Int, _ contest: ContestKey, _ universe: CardUniverse) -> [CardPlace] {
        let known = order[contest] ?? []
        if known.count >= count || UInt64(known.count) >= universe.cards { return Array(known.prefix(count)) }
        let kept = CardDraw.first(max(4 * count, 2048), of: universe.drawn, seed: seed ?? "").map(\.place)
        order[contest] = kept
        return Array(kept.prefix(count))
    }

    private var order: [ContestKey: [CardPlace]] = [:]
    private var rounds = 0
    private(set) var stationsToRecount: [ContestKey: Set<StationID>] = [:]

    /// All cards of all samples.
    private var drawn: Set<CardPlace> = []

    /// Cards that have to be fetched and read, in the order of containers and numbers; phantoms can't be.
    public var toRead: [CardPlace] {
        let real = Set(containers.map(\.name))
        return drawn.filter { real.contains($0.container) }.sorted {
            ($0.container, $0.number) < ($1.container, $1.number)
        }
    }

    private mutating func take(_ reading: CardReading) throws(AuditRefusal) {
        guard drawn.contains(reading.place), !isPhantom(reading.place) else { throw .notDrawn(reading.place) }
        try check(reading.finding)
        let before = findings[reading.place, default: []]
        guard !before.contains(where: { $0.reader == reading.reader }) else {
            throw .readTwiceBySame(reading.place, reader: reading.reader)
        }
        guard before.count < 2 else { throw .readByTwoAlready(reading.place) }
        findings[reading.place] = before + [reading]
    }

    private mutating func take(_ resolution: CardResolution) throws(AuditRefusal) {
        guard Set(resolution.readers).count >= 2 else { throw .resolvedByOne(resolution.place) }
        try check(resolution.finding)
        let read = findings[resolution.place, default: []]
        guard read.count == 2, read[0].finding != read[1].finding, resolved[resolution.place] == nil else {
            throw .nothingToResolve(resolution.place)
        }
        resolved[resolution.place] = resolution.finding
    }

    private func check(_ finding: CardFinding) throws(AuditRefusal) {
        guard case .found(let marks) = finding else { return }
        for (contest, mark) in marks.sorted(by: { $0.key < $1.key }) {
            guard let ballot = plan?.contests.first(where: { $0.key == contest })?.choices else {
                throw .unknownContest(contest)
            }
            switch mark {
            case .choice(let choice):
                guard ballot.contains(choice) else { throw .unknownChoice(choice, contest) }
            case .invalid: break
            case .without, .missing: throw .markSaysNothing(contest)
            }
        }
    }

    func isPhantom(_ place: CardPlace) -> Bool {
        universes.values.contains { $0.phantoms.contains(place.container) }
    }

    /// What two persons found; nil where they have not both read, or differ.
    func finding(_ place: CardPlace) -> CardFinding? {
        if let resolved = resolved[place] { return resolved }
        let read = findings[place, default: []]
        return read.count == 2 && read[0].finding == read[1].finding ? read[0].finding : nil
    }
}

/// What keeps hostile input from costing much.
enum AuditLimits {
    /// Cards of an audit.
    static let cards: UInt64 = 1 << 26
    static let choices: UInt64 = 1000
    /// Draws of cards or stations for one contest.
    static let draws = 1 << 20
    /// Times that cards are drawn; each costs a digest a card.
    static let rounds = 64
    static let claims: UInt64 = 20_000
    /// Numbers in a claim: a fraction's parts, seats.
    static let figure: Int128 = 1_000_000
}
