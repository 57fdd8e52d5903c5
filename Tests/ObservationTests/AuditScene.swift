import ElectionModel
import ElectoralLaw
import Observation
import SeatAllocation
import VerifiableVoting

/// A small election of two tiers with every card in its box, and an audit of it.
struct AuditScene {
    static let seat = ContestKey(tier: "seat", district: "1")
    static let list = ContestKey(tier: "list", district: "country")
    static let seed = "31415926535897932384"

    var law: Law
    var election: ElectionModel.Election
    var tallies: [Tally] = []
    var containers: [AuditedContainer] = []
    var counts: [StationCount] = []
    var records: [ElectronicRecord] = []
    /// What lies in each container, in order.
    var cards: [String: [(ContestKey, CardMark)]] = [:]

    private static let candidates: [ChoiceID] = ["Abay", "Bota", "Chingiz"]
    private static let lists: [ChoiceID] = ["Left", "Right", "Small", "Tiny"]

    /// - Parameters:
    ///   - stations: one in ten is electronic, one in five keeps the cards of both contests in one bundle.
    ///   - verified: whether the electronic stations' archives were verified.
    init(stations: Int = 30, verified: Bool = true, seed: Int = 1) throws {
        law = try Law.read(Array(Self.text.utf8), file: "scene.yaml")
        let choices =
            Self.candidates.map { Choice(id: $0, kind: .candidate, name: Multilingual($0.rawValue), district: "1") }
            + Self.lists.map { Choice(id: $0, kind: .list, name: Multilingual($0.rawValue)) }
        election = ElectionModel.Election(
            id: "scene", name: Multilingual("Scene"), law: "scene",
            districts: [District(id: "1", tier: "seat", name: Multilingual("1"))], choices: choices)
        var generator = Generator(seed)
        var sums = [
            Self.seat: CardCount(votes: [0, 0, 0], invalid: 0), Self.list: CardCount(votes: [0, 0, 0, 0], invalid: 0),
        ]
        for index in 1...stations {
            let station = StationID("station \(index)")
            let shift = UInt64.random(in: 0...60, using: &generator)
            let seats = CardCount(votes: [130 + shift, 70, 60 - shift / 2], invalid: 5)
            let parties = CardCount(votes: [120 + shift, 95, 55, 6], invalid: 4)
            for (key, count) in [(Self.seat, seats), (Self.list, parties)] {
                sums[key] = sums[key].map { $0 + count }
                if index % 10 == 0 {
                    records.append(
                        ElectronicRecord(
                            station, key, count, archive: Digest(of: "\(station) \(key)"), isVerified: verified))
                } else {
                    counts.append(StationCount(station, key, count))
                }
            }
            guard index % 10 != 0 else { continue }
            var piles = [(Self.seat, pile(Self.seat, seats)), (Self.list, pile(Self.list, parties))]
            for place in piles.indices { piles[place].1.shuffle(using: &generator) }
            if index % 5 == 0 {
                add(
                    "box of \(station)", station, (piles[0].1 + piles[1].1).shuffled(using: &generator),
                    [Self.seat, Self.list])
            } else {
                for (key, pile) in piles { add("\(key.tier) of \(station)", station, pile, [key]) }
            }
        }
        tallies = [
            Self.tally(Self.seat, Self.candidates, sums[Self.seat]), Self.tally(Self.list, Self.lists, sums[Self.list]),
        ]
    }

    private mutating func add(
        _ name: String, _ station: StationID, _ pile: [(ContestKey, CardMark)], _ contests: [ContestKey]
    ) {
        containers.append(AuditedContainer(name, station: station, cards: UInt64(pile.count), contests: contests))
        cards[name] = pile
    }

    private func pile(_ key: ContestKey, _ count: CardCount) -> [(ContestKey, CardMark)] {
        let choices = key == Self.seat ? Self.candidates : Self.lists
        var pile: [(ContestKey, CardMark)] = []
        for (choice, votes) in zip(choices, count.votes) {
            pile += (0..<votes).map { _ in (key, .choice(choice)) }
        }
        return pile + (0..<count.invalid).map { _ in (key, .invalid) }
    }

    private static func tally(_ key: ContestKey, _ choices: [ChoiceID], _ count: CardCount?) -> Tally {
        let count = count ?? CardCount(votes: [], invalid: 0)
        return Tally(
            tier: key.tier, district: key.district, registered: 2 * count.cards, cast: count.cards,
            invalid: count.invalid, votes: zip(choices, count.votes).map { Tally.ChoiceVotes($0, $1) })
    }

    func plan(_ method: AuditedContest.Method, riskLimit: Fraction = Fraction(1, 20)) -> AuditPlan {
        AuditPlan(riskLimit: riskLimit, contests: claims.map { AuditedContest($0, method: method) })
    }

    var claims: [ContestClaims] {
        let outcome = decideSeats(under: law, of: election, from: tallies)
        return auditClaims(of: outcome, under: law, of: election, from: tallies)
    }

    /// Everything up to the seed.
    func committed(_ method: AuditedContest.Method) throws -> AuditState {
        var audit = AuditState(election: election.id)
        try audit.apply(.manifest(containers))
        try audit.apply(.subtotals(counts))
        try audit.apply(.electronic(records))
        try audit.apply(.plan(plan(method)))
        try audit.apply(.seed(Self.seed, commitment: audit.commitment))
        return audit
    }

    /// Cards of other contests in the containers in which a station's cards of a contest lie.
    func without(_ station: StationID, _ contest: ContestKey) -> UInt64 {
        containers.filter { $0.station == station && $0.contests.contains(contest) }.reduce(0) { sum, container in
            sum + UInt64(cards[container.name, default: []].count { $0.0 != contest })
        }
    }

    func finding(_ place: CardPlace) -> CardFinding {
        guard let pile = cards[place.container], place.number <= UInt64(pile.count) else { return .notFound }
        let (key, mark) = pile[Int(place.number) - 1]
        return .found([key: mark])
    }

    /// Draws, reads what has not been read, and assesses.
    ///
    /// - Parameter misread: reads a card wrongly once, so that it has to be resolved.
    func round(_ audit: inout AuditState, cards: Int, misread: Bool = false) throws {
        let before = Set(audit.toRead)
        try audit.apply(.draw([ContestDraw(Self.seat, cards: cards), ContestDraw(Self.list, cards: cards)]))
        for (index, place) in audit.toRead.filter({ !before.contains($0) }).enumerated() {
            let finding = finding(place)
            try audit.apply(.reading(CardReading(place, reader: "Aigul", finding)))
            if misread, index == 0 {
                try audit.apply(.reading(CardReading(place, reader: "Berik", .notFound)))
                try audit.apply(.resolution(CardResolution(place, readers: ["Aigul", "Berik"], finding)))
            } else {
                try audit.apply(.reading(CardReading(place, reader: "Berik", finding)))
            }
        }
        try audit.apply(.assessment(try audit.assess()))
    }

    private static let text = """
        format: sailau-law/1
        title: {en: Scene}
        country: KZ
        body: scene
        statute: a scene
        in force: {from: 2000-01-01, until: 2010-01-01, cites: art. 1}
        kind: chamber
        seats: 11
        tiers:
          - id: seat
            name: {en: seat}
            seats: 1
            cites: art. 2
            majority:
              cites: art. 3
              elected: {when: more than 1/2 of valid votes, cites: art. 4}
              otherwise: repeat election
              ties: law is silent
          - id: list
            name: {en: list}
            seats: 10
            cites: art. 2
            lists:
              cites: art. 3
              districts: {kind: one for the whole country}
              thresholds:
                - {for: every list, share: at least 7% of valid votes, cites: art. 4}
              allocation: {quota: hare, cites: art. 5}
              order: {kind: strict order of the list, cites: art. 6}

        """
}
