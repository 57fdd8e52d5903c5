public import ElectionModel

/// Everything that a forensic report shows, computed once.
public struct ForensicsFigures: Sendable, Hashable {
    public var analysis: StationAnalysis
    public var calibration: Calibration
    public var kinds: KindComparison?
    public var logVoteRate: LogVoteRate?
    /// Nil where the stations have no middle that it could start from.
    public var model: Model?
    public var rate: Fraction

    /// The model of Klimek and others, fitted, beside the fits on elections without any part.
    public struct Model: Sendable, Hashable {
        public var fitted: KlimekModel
        public var withoutParts: [KlimekModel]

        /// Fits on elections without any part: enough for a range, since no p-value is made of them.
        static let runs = 20

        public init?(_ stations: [ObservedStation], seed: UInt64) {
            guard let fitted = KlimekModel(stations, seed: seed) else { return nil }
            self.fitted = fitted
            withoutParts = fitted.withoutParts(stations: stations.count, runs: Self.runs, seed: seed)
        }
    }

    public init(
        _ stations: [ObservedStation], runs: Int, seed: UInt64, rate: Fraction = Fraction(1, 20),
        fastest: Fraction = Fraction(2, 1)
    ) {
        analysis = StationAnalysis(stations, rate: rate, fastest: fastest)
        calibration = Calibration(stations, analysis, runs: runs, seed: seed)
        kinds = KindComparison(stations, runs: runs, seed: seed)
        self.rate = rate
        logVoteRate = LogVoteRate(stations.map(\.figures))
        model = Model(stations, seed: seed)
    }
}
