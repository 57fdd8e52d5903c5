public import ElectionModel

/// What missing stations could change, and how the estimate settled: stations that report late are not a random part of the sample.
public struct QuickCountArrivals: Sendable, Hashable {
    /// The estimate after so many reports.
    public struct Moment: Sendable, Hashable {
        public var reports: Int
        public var arrival: Int
        public var shares: [Double]
    }

    /// What shares can be if the missing stations were so.
    public struct Bounds: Sendable, Hashable {
        public var least: Double
        public var greatest: Double
    }

    /// At every twentieth of the reports, in the order of their arrival.
    public var moments: [Moment]
    /// Reports by stratum: name, drawn, reported.
    public var response: [Response]
    /// Shares if missing stations were like the fifth that reported last; nil where that is not known.
    public var likeTheLast: [Double]?
    /// By choice: no vote at any missing station, and all of them.
    public var extremes: [Bounds]

    public struct Response: Sendable, Hashable {
        public var stratum: String
        public var drawn: Int
        public var reported: Int
    }

    public init(_ design: QuickCountDesign, _ reports: [QuickCountReport]) {
        let order = reports.sorted { ($0.arrival, $0.station.rawValue) < ($1.arrival, $1.station.rawValue) }
        let byStation = Dictionary(reports.map { ($0.station, $0) }, uniquingKeysWith: { first, _ in first })
        moments = (1...20).compactMap { twentieth -> Moment? in
            let count = order.count * twentieth / 20
            guard count >= 2, let estimate = QuickCountEstimate(design, Array(order.prefix(count))) else { return nil }
            return Moment(
                reports: count, arrival: order[count - 1].arrival, shares: estimate.shares.map(\.share))
        }
        response = design.strata.map { stratum in
            Response(
                stratum: stratum.name, drawn: stratum.sample.count,
                reported: stratum.sample.count { byStation[$0] != nil })
        }
        let missing = design.strata.flatMap { stratum in stratum.sample.filter { byStation[$0] == nil } }
        let choices = reports.map(\.votes.count).min() ?? 0
        let base = order.isEmpty ? 0 : UInt32(order.reduce(UInt64(0)) { $0 + UInt64($1.base) } / UInt64(order.count))
        func completed(_ votes: (Int) -> [UInt32], base: (Int) -> UInt32) -> [Double]? {
            let made = missing.enumerated().map { index, station in
                QuickCountReport(station, arrival: 0, votes: votes(index), base: base(index))
            }
            return QuickCountEstimate(design, reports + made)?.shares.map(\.share)
        }
        let last = Array(order.suffix(max(1, order.count / 5)))
        likeTheLast =
            missing.isEmpty || order.isEmpty
            ? nil : completed({ last[$0 % last.count].votes }, base: { last[$0 % last.count].base })
        extremes = (0..<choices).compactMap { choice -> Bounds? in
            let none = completed({ _ in [UInt32](repeating: 0, count: choices) }, base: { _ in base })
            let all = completed(
                { _ in (0..<choices).map { $0 == choice ? base : 0 } }, base: { _ in base })
            guard let none, let all else { return nil }
            return Bounds(least: none[choice], greatest: all[choice])
        }
    }
}

/// Commissions drawn first, then stations within them: the second stage adds its own spread.
///
/// Cochran (1977), section 11.8, with n of N commissions and m_i of M_i stations in the i-th:
/// Var R = (1/X²)·[N²(1 − n/N)·s²(E)/n + (N/n)·Σ M_i²(1 − m_i/M_i)·s²_i(e)/m_i], E the commission's total of e.
public struct TwoStageEstimate: Sendable, Hashable {
    /// A commission that was drawn.
    public struct Commission: Sendable, Hashable {
        /// All its stations.
        public var stations: Int
        public var reports: [QuickCountReport]

        public init(stations: Int, reports: [QuickCountReport]) {
            self.stations = stations
            self.reports = reports
        }
    }

    public var share: Double
    public var standardError: Double

    /// - Parameter commissions: all there are; nil where fewer than two were drawn or nobody voted.
    public init?(_ drawn: [Commission], of commissions: Int, choice: Int) {
        let own = drawn.filter { !$0.reports.isEmpty }
        let (all, some) = (Double(commissions), Double(own.count))
        guard own.count >= 2, commissions >= own.count else { return nil }
        func total(_ commission: Commission, _ value: (QuickCountReport) -> Double) -> Double {
            Double(commission.stations) / Double(commission.reports.count)
                * commission.reports.reduce(0) { $0 + value($1) }
        }
        let base = all / some * own.reduce(0) { $0 + total($1) { Double($0.base) } }
        guard base > 0, own.allSatisfy({ $0.reports.allSatisfy { $0.votes.indices.contains(choice) } }) else {
            return nil
        }
        let ratio = all / some * own.reduce(0) { $0 + total($1) { Double($0.votes[choice]) } } / base
        func error(_ report: QuickCountReport) -> Double { Double(report.votes[choice]) - ratio * Double(report.base) }
        let totals = own.map { total($0, error) }
        let mean = totals.reduce(0, +) / some
        let between = totals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (some - 1)
        var variance = all * all * (1 - some / all) * between / some
        for commission in own where commission.reports.count >= 2 {
            let (stations, read) = (Double(commission.stations), Double(commission.reports.count))
            let errors = commission.reports.map(error)
            let mean = errors.reduce(0, +) / read
            let within = errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (read - 1)
            variance += all / some * stations * stations * (1 - read / stations) * within / read
        }
        share = ratio
        standardError = max(0, variance).squareRoot() / base
    }
}
