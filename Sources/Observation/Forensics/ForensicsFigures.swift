public import ElectionModel

/// Everything that a forensic report shows, computed once.
public struct ForensicsFigures: Sendable, Hashable {
    public var analysis: StationAnalysis
    public var calibration: Calibration
    public var kinds: KindComparison?
    public var rate: Fraction

    public init(
        _ stations: [ObservedStation], runs: Int, seed: UInt64, rate: Fraction = Fraction(1, 20),
        fastest: Fraction = Fraction(2, 1)
    ) {
        analysis = StationAnalysis(stations, rate: rate, fastest: fastest)
        calibration = Calibration(stations, analysis, runs: runs, seed: seed)
        kinds = KindComparison(stations, runs: runs, seed: seed)
        self.rate = rate
    }
}
