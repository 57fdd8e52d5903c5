public import ElectionModel

/// Electronic against paper stations, matched within region and urbanity.
///
/// It can show that the two kinds differ by more than chance divides stations of the same region and kind of place. It can't show why: stations
/// are not equipped by lot, and their voters may differ in whatever the match does not know.
public struct KindComparison: Sendable, Hashable {
    /// Strata (region, urban or not) that have both kinds.
    public var strata = 0
    public var electronic = 0
    public var paper = 0
    /// Electronic stations without a paper one in their stratum; they are left out of the match.
    public var unmatched = 0
    /// The leader's share at electronic stations less that at paper ones, all stations.
    public var difference: Fraction
    /// The same within strata, weighted by the ballots of electronic stations, in 10^-9ths.
    public var matched: Int64
    /// Of labels given by lot within each stratum, smallest first, in 10^-9ths.
    public var simulated: [Int64]

    /// Two-sided, by rank among the lots.
    public var pValue: Fraction {
        Fraction(1 + simulated.count { $0.magnitude >= matched.magnitude }, over: 1 + simulated.count)
    }

    /// Nil where there are not both kinds in any stratum.
    public init?(_ stations: [ObservedStation], runs: Int = 199, seed: UInt64 = 2004) {
        let known = stations.filter { $0.figures.received > 0 && $0.figures.leader <= $0.figures.received }
        let strata = Dictionary(grouping: known) { "\($0.region)\n\($0.isUrban.map { $0 ? "urban" : "rural" } ?? "")" }
        var matchable: [[Ballots]] = []
        var counts: [Int] = []
        electronic = known.count { $0.isElectronic }
        paper = known.count - electronic
        for name in strata.keys.sorted() {
            let own = strata[name] ?? []
            // Electronic ones first: a lot then is an order.
            let ordered = own.filter(\.isElectronic) + own.filter { !$0.isElectronic }
            let first = own.count { $0.isElectronic }
            guard first > 0 else { continue }
            guard first < own.count else {
                unmatched += first
                continue
            }
            matchable.append(
                ordered.map { Ballots(leader: UInt64($0.figures.leader), all: UInt64($0.figures.received)) })
            counts.append(first)
        }
        guard !matchable.isEmpty else { return nil }
        self.strata = matchable.count
        let (machine, hand) = (
            Ballots.sum(known.filter(\.isElectronic)), Ballots.sum(known.filter { !$0.isElectronic })
        )
        difference = (machine.share - hand.share).reduced
        matched = Self.matched(matchable, counts)
        var generator = PlanningGenerator(state: seed)
        simulated = (0..<runs).map { _ in
            for stratum in matchable.indices {
                for place in 0..<counts[stratum] {
                    let left = UInt64(matchable[stratum].count - place)
                    matchable[stratum].swapAt(place, place + Int(generator.next() % left))
                }
            }
            return Self.matched(matchable, counts)
        }.sorted()
    }

    private struct Ballots {
        var leader: UInt64
        var all: UInt64

        var share: Fraction { all > 0 ? Fraction(leader, over: all) : .zero }

        static func sum(_ stations: [ObservedStation]) -> Ballots {
            stations.reduce(Ballots(leader: 0, all: 0)) {
                Ballots(leader: $0.leader + UInt64($1.figures.leader), all: $0.all + UInt64($1.figures.received))
            }
        }
    }

    /// Σ ballots of a stratum's first stations times (their share − the others' share), over all those ballots.
    private static func matched(_ strata: [[Ballots]], _ counts: [Int]) -> Int64 {
        var (sum, weight): (Int128, Int128) = (0, 0)
        for (stations, first) in zip(strata, counts) {
            func total(_ part: ArraySlice<Ballots>) -> (leader: Int128, all: Int128) {
                part.reduce((0, 0)) { ($0.0 + Int128($1.leader), $0.1 + Int128($1.all)) }
            }
            let (machine, hand) = (total(stations[..<first]), total(stations[first...]))
            guard machine.all > 0, hand.all > 0 else { continue }
            sum +=
                (machine.leader * hand.all - hand.leader * machine.all) * 1_000_000_000 / hand.all
            weight += machine.all
        }
        return weight > 0 ? Int64(sum / weight) : 0
    }
}
