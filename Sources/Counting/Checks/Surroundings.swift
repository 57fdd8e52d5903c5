public import ElectionModel

/// What one protocol is held against at the desk where it is entered: the register, the constituency without it, and the
/// other protocols of its station. Made once, asked for every protocol, without going through all of them again.
///
/// Rules about whether the protocols of a contest are complete (A14, E01, E02), copies (D03) and statistics (D06) need all of
/// them and are not asked here.
public struct Surroundings: Sendable {
    private let context: CheckContext
    private var sums: [ContestKey: ContestSums] = [:]
    private var byStation: [StationID: [Protocol]] = [:]

    /// - Parameter protocols: those that are known; the one that is asked about may be among them or not.
    public init(_ protocols: [Protocol], in context: CheckContext) {
        self.context = context
        for item in protocols {
            sums[ContestKey(item), default: ContestSums()].add(item)
            byStation[item.station, default: []].append(item)
        }
    }

    private static let single = Check.table.filter { if case .each = $0.measure { true } else { false } }
    private static let ofStation = Check.table.filter { ["D01", "D02", "D04", "D05", "A13"].contains($0.code) }
    private static let swap = Check.table.first { $0.code == "C15" }
    private static let distance = Check.table.first { $0.code == "C16" }

    /// Everything that is wrong or unusual about a protocol as it would be if it stood instead of the known one.
    public func findings(about item: Protocol) -> [Finding] {
        let key = LedgerKey(item)
        var station = byStation[item.station] ?? []
        let known = station.firstIndex { LedgerKey($0) == key }
        var contest = sums[key.contest] ?? ContestSums()
        if let known {
            contest.remove(station[known])
            station[known] = item
        } else {
            station.append(item)
        }
        contest.add(item)
        var found = Counting.findings(about: [item], in: context, by: Self.single)
        let strength = context.thresholds[.swapStrength].floor
        let limit = Int128(strength) << Int128(FixedLogarithm.fractionBits)
        let compared = [
            (Self.swap, contest.swap(in: item, limit: limit)),
            (
                Self.distance,
                contest.farthest(
                    in: item, limit: context.thresholds[.constituencyDistance],
                    least: context.thresholds.count(.leastValid))
            ),
        ]
        for case (let check?, let measurement?) in compared where !measurement.holds {
            if check.suppressedBy.contains(where: { code in found.contains { $0.code == code } }) { continue }
            if let finding = check.result([], measurement).finding { found.append(finding) }
        }
        return found + Counting.findings(about: station, in: context, by: Self.ofStation)
    }
}
