import Counting
import ElectionFiles
import ElectionModel
import ElectoralLaw
import Observation
import SeatAllocation
import Simulation
import VerifiableVoting
import Wording

/// One election with planted changes as observers see it: what they audit, copy and sample, and what each method finds.
struct ObservedLevel {
    /// What one method says, with what was planted beside it.
    struct Finding: Equatable {
        enum Method: String, CaseIterable {
            case copies, checks, audits, cards
            case quickCount = "quick count"
            case forensics
            /// The same count by constituency.
            case constituencies
        }

        var method: Method
        /// Stations, contests, choices or counts that were looked at.
        var examined: Int
        /// Of these, the ones that the change touches.
        var planted: Int
        /// Touched and reported.
        var found: Int
        /// Reported and not touched.
        var falseAlarms: Int
    }

    let share: Fraction
    let change: PlantedChange
    let stations: Int
    let bundle: MadeEvidence
    let findings: [Finding]
    /// Contests whose official outcome is not the one that was voted for.
    let wrongOutcomes: Int
    /// Whether the lists' seats are others than those that were voted for.
    let listSeatsDiffer: Bool
    /// Of these, confirmed by the audit: the risk limit keeps them rare.
    let wrongConfirmed: Int
}

/// Plays observers on a reconstruction of which it is known what was changed.
struct ObservedElection {
    let truth: [ElectionModel.`Protocol`]
    let register: [PollingStation]
    let ballots: [Ballot]
    let folder: ElectionFolder
    let seed: UInt64
    /// Stations whose observers carried home a copy, and report to the quick count.
    let sample: QuickCountDesign

    static let riskLimit = Fraction(1, 20)
    /// Contests with a reported margin of at least so much of all cards are audited.
    static let leastMargin = Fraction(1, 5)
    /// Rounds of drawing after which an audit gives up and asks for a full count.
    static let mostRounds = 4
    static let list = Observation.ContestKey(tier: "list", district: "national", round: 1)

    /// The files beside the protocols: stations, ballots and names of the first round.
    let registers: [(name: String, bytes: [UInt8])]

    init(_ made: Reconstruction, _ folder: ElectionFolder, seed: UInt64) {
        truth = made.protocols.filter { $0.round == 1 }
        ballots = made.ballots.filter { $0.round == 1 }
        register = made.stations
        var first = made
        first.ballots = ballots
        let lists = folder.election.choices.filter { $0.kind == .list }.map(\.id)
        registers = first.files(lists: lists).filter {
            ["districts.csv", "stations.csv", "candidates.csv", "ballots.csv"].contains($0.name)
        }
        self.folder = folder
        self.seed = seed
        let frame = register.map { SampledStation($0.id, stratum: $0.region.rawValue) }
        sample = QuickCountDesign(
            frame: frame, allocation: QuickCountDesign.proportional(frame, size: min(500, register.count / 2)),
            seed: Self.digits(seed, "quick count"))
    }

    /// Digits as a public draw would give them.
    static func digits(_ seed: UInt64, _ purpose: String) -> String {
        String(Digest(of: "\(purpose) \(seed)").hexadecimal.utf8.map { Character("\($0 % 10)") }.prefix(24))
    }

    var sampled: Set<StationID> { Set(sample.strata.flatMap(\.sample)) }

    /// What observers carried home: the protocols as they were counted.
    var copies: [ElectionModel.`Protocol`] {
        let sampled = self.sampled
        return truth.filter { sampled.contains($0.station) }
    }

    var reports: QuickCountTables.Reports {
        let choices = ballots.first { $0.tier == Self.list.tier }?.choices ?? []
        let own = copies.filter { $0.tier == Self.list.tier }
        let reports = own.enumerated().map { index, item in
            QuickCountReport(
                item.station, arrival: 20 * 60 + index % 240, votes: item.votes.map { $0.votes ?? 0 },
                base: item.votes.reduce(0) { $0 + ($1.votes ?? 0) })
        }
        return QuickCountTables.Reports(
            choices: choices.map(\.rawValue), reports: reports, lines: Array(reports.indices))
    }

    func outcome(_ protocols: [ElectionModel.`Protocol`]) -> (outcome: Outcome, tallies: [Tally]) {
        let tallies = Ledger.tabulate(protocols)
        return (
            decideSeats(under: folder.law, of: folder.election, from: tallies, with: folder.decisions), tallies
        )
    }

    // MARK: The audit

    /// An audit of the official protocols, whose cards are those that were voted; nil where no contest has so much of a margin.
    func audit(_ official: [ElectionModel.`Protocol`]) throws(AuditRefusal) -> AuditState? {
        let (outcome, tallies) = outcome(official)
        let all = auditClaims(
            of: outcome, under: folder.law, of: folder.election, from: tallies, with: folder.decisions
        ).filter { $0.gap == nil && $0.tier != Self.list.tier }
        let wide = all.filter { claims in
            let cards = claims.reported.cards
            return claims.claims.allSatisfy { claim in
                Assertion(claim, ballot: claims.choices, cards: cards, registered: claims.registered).map {
                    $0.margin(claims.reported, cards: cards) >= Self.leastMargin
                } ?? true
            }
        }
        guard !wide.isEmpty else { return nil }
        // Electronic stations kept their votes on paper in this exercise: every vote is a card.
        var audit = try AuditDraft(wide, protocols: official, electronic: []).committed(
            folder.election.id,
            plan: AuditPlan(
                riskLimit: Self.riskLimit, contests: wide.map { AuditedContest($0, method: .stationMeans) }))
        try audit.apply(.seed(Self.digits(seed, "audit"), commitment: audit.commitment))
        let piles = CardPiles(truth)
        for _ in 0..<Self.mostRounds {
            let standings = audit.standings(runs: 11, slowest: 1)
            guard standings.contains(where: { !$0.isConfirmed }) else { break }
            try audit.apply(
                .draw(
                    standings.map { standing in
                        let more = standing.isConfirmed ? 0 : standing.moreForNineOfTen ?? 200
                        return ContestDraw(standing.key, cards: standing.drawn + min(400, more))
                    }))
            for place in audit.openCards.unread {
                let finding = piles.finding(place)
                for reader in ["A", "B"] {
                    try audit.apply(.reading(CardReading(place, reader: reader, finding)))
                }
            }
            try audit.apply(.assessment(audit.assess()))
        }
        return audit
    }
}

/// The cards that lie at stations: those that were voted, in the order of the ballot.
struct CardPiles {
    private let piles: [String: (contest: Observation.ContestKey, votes: [ElectionModel.`Protocol`.ChoiceCount])]

    init(_ protocols: [ElectionModel.`Protocol`]) {
        piles = Dictionary(
            protocols.map { item in
                let contest = Observation.ContestKey(tier: item.tier, district: item.district, round: item.round)
                return ("\(item.station) \(contest)", (contest, item.votes))
            }, uniquingKeysWith: { first, _ in first })
    }

    /// What is on a card.
    func finding(_ place: CardPlace) -> CardFinding {
        guard let pile = piles[place.container] else { return .notFound }
        var rest = place.number
        for line in pile.votes {
            let votes = UInt64(line.votes ?? 0)
            if rest <= votes { return .found([pile.contest: .choice(line.choice)]) }
            rest -= votes
        }
        return .found([pile.contest: .invalid])
    }
}
