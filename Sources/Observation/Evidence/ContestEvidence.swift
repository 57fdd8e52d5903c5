import Counting
public import ElectionModel
public import VerifiableVoting

/// What is known of a contest as a whole: the official votes, and what audit, quick count and forensic counts say of them.
///
/// Estimates are whole numbers of a fixed unit here, so that the same evidence is the same bytes everywhere.
public struct ContestEvidence: Sendable, Hashable {
    public var contest: ContestKey
    public var votes: [Tally.ChoiceVotes]
    public var invalid: UInt64?
    public var audit: Audit?
    public var quickCount: QuickCount?
    public var forensics: Forensics?

    public struct Audit: Sendable, Hashable {
        public struct Assertion: Sendable, Hashable {
            public var claim: Claim
            public var margin: Fraction
            /// Nil while a card that was drawn is not settled.
            public var pValue: Double?
            public var isConfirmed: Bool
        }

        public var method: AuditedContest.Method
        public var riskLimit: Fraction
        /// SHA-256 of the audit's text.
        public var text: Digest
        public var cards: UInt64
        /// Cards of verified electronic stations, whose sum is a constant.
        public var known: UInt64
        public var phantoms: UInt64
        public var drawn: Int
        public var assertions: [Assertion]
        public var isConfirmed: Bool
        /// Whether the plan has the votes and the claims that law and official protocols give.
        public var isOfThisOutcome: Bool
    }

    public struct QuickCount: Sendable, Hashable {
        public struct Share: Sendable, Hashable {
            public var choice: ChoiceID
            /// In millionths.
            public var estimate: Int64
            public var halfWidth: Int64
            /// The official share, rounded to the nearest.
            public var official: Int64

            /// Whether the official share lies in the interval of 95 %.
            public var isWithin: Bool { abs(official - estimate) <= halfWidth }
        }

        /// Of the list of sampled stations.
        public var hash: Digest
        public var drawn: Int
        public var reported: Int
        public var shares: [Share]
        /// Sampled stations whose report is not what their official protocol says.
        public var otherReports: [StationID]
    }

    public struct Forensics: Sendable, Hashable {
        public struct Row: Sendable, Hashable {
            public var count: Calibration.Count
            /// In thousandths, as the quantiles of the simulated elections are.
            public var found: Int64
            public var least: Int64
            public var median: Int64
            public var greatest: Int64
            /// Nil for what is no more than a description.
            public var pValue: Fraction?
        }

        public var stations: Int
        public var runs: Int
        public var seed: UInt64
        public var own: [Row]
        public var control: [Row]
        public var swaps: Int
        public var twins: Int
    }
}

extension ContestEvidence {
    init(_ tally: Tally, _ sources: EvidenceSources, standing: ContestStanding?) {
        contest = ContestKey(tier: tally.tier, district: tally.district, round: tally.round)
        votes = tally.votes
        invalid = tally.invalid
        audit = standing.flatMap { Audit($0, sources.audit, sources.claims) }
        if let source = sources.quickCount, source.contest == contest {
            quickCount = QuickCount(source, tally, sources.protocols)
        }
        if let question = sources.forensics, question.contest == contest {
            forensics = Forensics(question, sources, leader: tally.leader)
        }
    }
}

extension Tally {
    /// The choice with most votes, of several the first by name.
    fileprivate var leader: ChoiceID? {
        votes.max { ($0.votes, $1.choice.rawValue) < ($1.votes, $0.choice.rawValue) }?.choice
    }
}

extension ContestEvidence.Audit {
    init?(_ standing: ContestStanding, _ audit: AuditState?, _ claims: [ContestClaims]) {
        guard let audit, let plan = audit.plan else { return nil }
        method = standing.method
        riskLimit = plan.riskLimit
        text = audit.commitment
        cards = standing.cards
        known = standing.known
        phantoms = standing.phantoms
        drawn = standing.drawn
        assertions = standing.assertions.map {
            Assertion(claim: $0.claim, margin: $0.margin, pValue: $0.pValue, isConfirmed: $0.isConfirmed)
        }
        isConfirmed = standing.isConfirmed
        let own = claims.filter { ContestKey(tier: $0.tier, district: $0.district, round: $0.round) == standing.key }
        isOfThisOutcome = !own.isEmpty && plan.differing(from: own).isEmpty
    }
}

extension ContestEvidence.QuickCount {
    /// Nil where the reports allow no estimate.
    init?(_ source: ReportedQuickCount, _ tally: Tally, _ protocols: [ElectionModel.`Protocol`]) {
        guard let estimate = QuickCountEstimate(source.design, source.reports.reports) else { return nil }
        hash = source.design.hash
        drawn = estimate.drawn
        reported = estimate.reported
        let valid = tally.valid
        shares = source.reports.choices.enumerated().map { place, name in
            let share = estimate.shares[place]
            let official = tally.votes(for: ChoiceID(name)) ?? 0
            return Share(
                choice: ChoiceID(name), estimate: Int64((share.share * 1e6).rounded()),
                halfWidth: Int64((share.halfWidth * 1e6).rounded(.up)),
                official: valid > 0 ? Int64((2_000_000 * UInt128(official) + UInt128(valid)) / (2 * UInt128(valid))) : 0
            )
        }
        let contest = source.contest
        let own = Dictionary(grouping: protocols.filter { ContestKey($0) == contest }, by: \.station)
        otherReports = source.reports.reports.filter { report in
            let tallies = Ledger.tabulate(own[report.station] ?? [])
            return zip(source.reports.choices, report.votes).contains { name, votes in
                tallies.first?.votes(for: ChoiceID(name)) != UInt64(votes)
            }
        }.map(\.station).sorted()
    }
}

extension ContestEvidence.Forensics {
    init?(_ question: ForensicQuestion, _ sources: EvidenceSources, leader: ChoiceID?) {
        guard let leader else { return nil }
        let own = sources.protocols.filter { ContestKey($0) == question.contest }
        let stations = ObservedStation.of(own, leader: leader, register: sources.context.stations)
        let analysis = StationAnalysis(stations)
        let calibration = Calibration(stations, analysis, runs: question.runs, seed: question.seed)
        self.stations = stations.count
        runs = question.runs
        seed = question.seed
        self.own = calibration.rows.map(Row.init)
        control = question.control.rows.map(Row.init)
        let findings = Counting.findings(
            about: own, in: sources.context, by: Check.catalogue.filter { ["C15", "D03"].contains($0.code) })
        swaps = findings.count { $0.code == "C15" }
        twins = findings.count { $0.code == "D03" }
    }
}

extension ContestEvidence.Forensics.Row {
    init(_ row: Calibration.Row) {
        func thousandths(_ value: Double) -> Int64 { Int64((value * 1000).rounded()) }
        count = row.count
        found = thousandths(row.found)
        least = thousandths(row.quantile(25))
        median = thousandths(row.quantile(500))
        greatest = thousandths(row.quantile(975))
        pValue = row.count.isDescriptive ? nil : row.pValue
    }
}

extension ObservedStation {
    /// The stations of one contest, with the votes of the choice that leads in all of it; those whose protocol lacks a figure, or reports
    /// more votes than ballots, are left out.
    ///
    /// - Parameter register: what says where stations lie and which are electronic.
    public static func of(
        _ protocols: [ElectionModel.`Protocol`], leader: ChoiceID, register: [PollingStation]
    ) -> [ObservedStation] {
        let known = Dictionary(register.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return protocols.compactMap { item in
            guard let figures = StationFigures(item, choice: leader), figures.leader <= figures.received else {
                return nil
            }
            let station = known[item.station]
            return ObservedStation(
                figures, region: station?.region.rawValue ?? "", commission: station?.district.rawValue ?? "",
                isElectronic: station?.isElectronic ?? false, votes: item.votes.map { $0.votes ?? 0 })
        }
    }
}
