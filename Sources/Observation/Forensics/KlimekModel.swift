/// The model of Klimek, Yegorov, Hanel and Thurner, "Statistical detection of systematic election irregularities" (PNAS 109(41), 2012), fitted
/// to the shares of stations. A description: it says with which parts the model comes nearest, not that the model is true.
///
/// Without anything else stations have turnouts and shares around one middle each. At the part `incremental` some votes of others and of
/// those who stayed away go to the leader, at the part `extreme` nearly all. Honest elections with several middles (Canada), or a leader near everybody's
/// vote, fit badly or with large parts: it is shown beside a control and beside what it gives on elections that have no such parts.
public struct KlimekModel: Sendable, Hashable {
    /// Turnout and share of a station, from 0 to 1.
    struct Point: Sendable {
        var turnout: Double
        var share: Double

        init(_ turnout: Double, _ share: Double) { (self.turnout, self.share) = (turnout, share) }

        init?(_ figures: StationFigures) {
            guard figures.voters > 0, figures.received > 0, figures.leader <= figures.received else { return nil }
            turnout = min(1, Double(figures.given) / Double(figures.voters))
            share = Double(figures.leader) / Double(figures.received)
        }
    }

    /// The middles and spreads that the model takes from the stations themselves.
    public struct Middles: Sendable, Hashable {
        /// The first maximum of the smoothed densities above 0.3.
        public var turnout: Double
        public var share: Double
        /// Of the stations below the middle.
        public var turnoutSpread: Double
        public var shareSpread: Double
        /// How far shares above the middle lie from it: what is added at incremental stations.
        public var added: Double
    }

    public var middles: Middles
    /// The part of stations, in hundredths.
    public var incremental: Int
    /// In thousandths.
    public var extreme: Int
    /// The exponent by which votes of others are rather left alone, in tenths.
    public var exponent: Int
    /// The sum of squared differences between the fitted and the real histogram of shares, and the same without any part.
    public var distance: Double
    public var distanceWithout: Double

    /// The spread of extreme stations around everybody, as published.
    private static let extremeSpread = 0.075
    private static let draws = 20_000
    private static let bins = 100

    /// Nil where there is no middle above 0.3, or nothing on one of its sides.
    public init?(_ stations: [ObservedStation], seed: UInt64) {
        self.init(stations.compactMap { Point($0.figures) }, seed: seed)
    }

    init?(_ points: [Point], seed: UInt64) {
        guard let middles = Middles(points) else { return nil }
        self.middles = middles
        var generator = PlanningGenerator(state: seed)
        var honest: [Point] = []
        var (incremental, extreme): ([Added], [Added]) = ([], [])
        for _ in 0..<Self.draws {
            honest.append(middles.point(&generator))
            var added: Double
            repeat { added = abs(middles.added * generator.normal()) } while added > 1
            incremental.append(Added(added))
            repeat { added = abs(Self.extremeSpread * generator.normal()) } while added > 1
            extreme.append(Added(1 - added))
        }
        let real = Self.histogram(points.lazy.map(\.share), points.count)
        let plain = Self.histogram(honest.lazy.map(\.share), honest.count)
        let target = zip(real, plain).map { $0 - $1 }
        distanceWithout = target.reduce(0) { $0 + $1 * $1 }
        (distance, self.incremental, self.extreme, exponent) = (.infinity, 0, 0, 10)
        for tenths in 10...50 {
            let first = Self.difference(honest, incremental, plain)
            let second = Self.difference(honest, extreme, plain)
            let best = Self.parts(target, first, second, without: distanceWithout)
            if best.distance < distance {
                (distance, self.incremental, self.extreme) = (best.distance, best.incremental, best.extreme)
                exponent = tenths
            }
            for index in incremental.indices {
                incremental[index].raise()
                extreme[index].raise()
            }
        }
    }

    /// What is added at a station, and how much of the others' votes is taken: the first raised to the exponent.
    private struct Added {
        var part: Double
        var taken: Double
        private let tenth: Double

        init(_ part: Double) {
            (self.part, taken) = (part, part)
            tenth = PlainFunctions.power(part, 0.1)
        }

        mutating func raise() { taken *= tenth }
    }

    /// The histogram of shares with something added, less the one without.
    private static func difference(_ honest: [Point], _ added: [Added], _ plain: [Double]) -> [Double] {
        let shares = zip(honest, added).lazy.map { point, added in
            let (absent, others) = (added.part * (1 - point.turnout), (1 - point.share) * point.turnout)
            let cast = point.turnout + absent
            return cast > 0 ? (point.turnout * point.share + absent + added.taken * others) / cast : 0
        }
        return zip(histogram(shares, honest.count), plain).map { $0 - $1 }
    }

    private static func histogram(_ shares: some Sequence<Double>, _ count: Int) -> [Double] {
        var bins = [Double](repeating: 0, count: bins)
        for share in shares { bins[min(Self.bins - 1, max(0, Int(share * Double(Self.bins))))] += 1 }
        return bins.map { $0 / Double(max(1, count)) }
    }

    /// The parts, on a grid, by which both differences together come nearest to the target.
    private static func parts(
        _ target: [Double], _ first: [Double], _ second: [Double], without: Double
    ) -> (distance: Double, incremental: Int, extreme: Int) {
        func product(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }
        let (ones, twos, both) = (product(first, first), product(second, second), product(first, second))
        let (toFirst, toSecond) = (product(target, first), product(target, second))
        var best = (distance: without, incremental: 0, extreme: 0)
        for hundredths in 0...100 {
            let part = Double(hundredths) / 100
            // For a given first part the distance is a parabola of the second.
            let wanted = twos > 0 ? (toSecond - part * both) / twos : 0
            let thousandths = max(0, min(1000 - 10 * hundredths, Int((min(1, max(0, wanted)) * 1000).rounded())))
            let other = Double(thousandths) / 1000
            let distance =
                without - 2 * (part * toFirst + other * toSecond) + part * part * ones + 2 * part * other * both
                + other * other * twos
            if distance < best.distance { best = (distance, hundredths, thousandths) }
        }
        return best
    }

    // MARK: Without any part

    /// The fits on elections that have the same middles and spreads and no station with anything added: what is found there is found by chance.
    public func withoutParts(stations: Int, runs: Int, seed: UInt64) -> [KlimekModel] {
        var generator = PlanningGenerator(state: seed ^ 0x6b6c_696d_656b)
        return (0..<runs).compactMap { run in
            let points = (0..<min(stations, Self.draws)).map { _ in middles.point(&generator) }
            return KlimekModel(points, seed: seed &+ UInt64(run) &+ 1)
        }
    }
}

extension KlimekModel.Middles {
    init?(_ points: [KlimekModel.Point]) {
        guard let turnout = Self.firstMaximum(points.map(\.turnout)),
            let share = Self.firstMaximum(points.map(\.share))
        else { return nil }
        self.init(points, turnout: turnout, share: share)
    }

    /// The spreads around given middles.
    package init?(_ stations: [StationFigures], turnout: Double, share: Double) {
        self.init(stations.compactMap { KlimekModel.Point($0) }, turnout: turnout, share: share)
    }

    private init?(_ points: [KlimekModel.Point], turnout: Double, share: Double) {
        func meanSquare(_ values: some Sequence<Double>, _ middle: Double) -> Double? {
            var (sum, count) = (0.0, 0.0)
            for value in values {
                sum += (value - middle) * (value - middle)
                count += 1
            }
            return count > 0 ? sum / count : nil
        }
        // Turnouts of stations with a share below its middle: those above may be anything.
        let below = points.lazy.filter { $0.share < share }
        guard let ofTurnout = meanSquare(below.lazy.map(\.turnout).filter { $0 < turnout }, turnout),
            let ofShare = meanSquare(below.map(\.share), share),
            let above = meanSquare(points.lazy.map(\.share).filter { $0 > share }, share)
        else { return nil }
        (self.turnout, self.share) = (turnout, share)
        (turnoutSpread, shareSpread) = (ofTurnout.squareRoot(), ofShare.squareRoot())
        // The fourth root, as in the published figures.
        added = above.squareRoot().squareRoot()
    }

    /// A station without anything added.
    func point(_ generator: inout PlanningGenerator) -> KlimekModel.Point {
        KlimekModel.Point(
            generator.share(around: turnout, spread: turnoutSpread), generator.share(around: share, spread: shareSpread)
        )
    }

    /// The first maximum above 0.3 of a normal kernel density, to thousandths; the width by the median of distances from the median.
    private static func firstMaximum(_ values: [Double]) -> Double? {
        guard values.count > 1 else { return nil }
        let middle = median(values)
        let spread = median(values.map { abs($0 - middle) }) / 0.6745
        guard spread > 0 else { return nil }
        let width = spread * PlainFunctions.power(4 / (3 * Double(values.count)), 0.2)
        let cells = 20_000
        var counts = [Double](repeating: 0, count: cells + 1)
        for value in values { counts[Int((value * Double(cells)).rounded())] += 1 }
        let kernel = (0...min(cells, Int(6 * width * Double(cells)))).map { distance in
            let scaled = Double(distance) / Double(cells) / width
            return PlainFunctions.exponential(-scaled * scaled / 2)
        }
        func density(_ thousandths: Int) -> Double {
            let place = thousandths * (cells / 1000)
            var sum = 0.0
            for cell in max(0, place - kernel.count + 1)...min(cells, place + kernel.count - 1) where counts[cell] > 0 {
                sum += counts[cell] * kernel[abs(cell - place)]
            }
            return sum
        }
        var (before, here) = (density(300), density(301))
        for thousandths in 301..<1000 {
            let after = density(thousandths + 1)
            if here > before, here >= after { return Double(thousandths) / 1000 }
            (before, here) = (here, after)
        }
        return nil
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let half = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    }
}
