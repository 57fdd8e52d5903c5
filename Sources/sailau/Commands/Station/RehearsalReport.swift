import Counting
import DataFormats
import ElectionModel
import Simulation
import VerifiableVoting
import Wording

#if canImport(Glibc)
    import Glibc
#endif

/// The national count with the electronic protocols in it, held against the reconstruction.
struct RehearsedCount {
    /// Contests whose counts are not those of the reconstruction; stations whose counts are not what was voted.
    let differing: Int
    let contests: Int
    /// Whether contests were compared: not where every elector votes, so that the counts are others on purpose.
    let isCompared: Bool
    var agrees: Bool { differing == 0 }

    init(_ reconstruction: Reconstruction, _ stations: [PlayedRehearsal.Station], everyone: Bool) {
        var protocols: [StationID: [Protocol]] = [:]
        var wrong = 0
        for station in stations {
            let voted = [
                Self.counts(station.day.ballots.map(\.candidate), station.day.candidates.count),
                Self.counts(station.day.ballots.map(\.list), station.day.lists.count),
            ]
            let made = try? station.day.protocols(
                electronic: station.day.electronicProtocols(
                    counts: station.counts, slips: station.slips, challenged: station.challenged))
            if voted != station.counts || made == nil { wrong += 1 }
            protocols[station.day.station.id] = made ?? []
        }
        let others = reconstruction.protocols.filter { $0.round != 1 || protocols[$0.station] == nil }
        let counted = try? Ledger(others + protocols.values.joined()).tabulate()
        let expected = try? Ledger(reconstruction.protocols).tabulate()
        let (own, published) = (counted.map(Self.votes) ?? [:], expected.map(Self.votes) ?? [:])
        contests = published.count
        isCompared = !everyone
        let different = everyone ? 0 : Set(own.keys).union(published.keys).count { own[$0] != published[$0] }
        differing = wrong + different + (counted == nil || expected == nil ? 1 : 0)
    }

    private static func counts(_ choices: [Int], _ count: Int) -> [UInt64] {
        choices.reduce(into: [UInt64](repeating: 0, count: count)) { $0[$1] += 1 }
    }

    private static func votes(_ tallies: [Tally]) -> [ContestKey: [ChoiceID: UInt64]] {
        Dictionary(
            tallies.map { tally in
                (
                    ContestKey(tally.tier, tally.district, tally.round),
                    Dictionary(tally.votes.map { ($0.choice, $0.votes) }, uniquingKeysWith: +)
                )
            }, uniquingKeysWith: { first, _ in first })
    }
}

/// What a rehearsal took, and what all electronic stations would take by the number of stations.
struct RehearsalReport {
    let played: PlayedRehearsal
    let count: RehearsedCount
    let ofStations: Int

    private var stations: [PlayedRehearsal.Station] { played.stations }
    private var ballots: Int { stations.reduce(0) { $0 + $1.day.ballots.count } }
    private var times: ClosingTimes { stations.reduce(ClosingTimes()) { $0 + $1.times } }
    private var voting: Duration { stations.reduce(.zero) { $0 + $1.voting } }
    private var bytes: Int { stations.reduce(0) { $0 + $1.bytes } }
    private var slowest: Duration { stations.map(\.times.untilProtocol).max() ?? .zero }
    private var most: Int { stations.map(\.day.ballots.count).max() ?? 0 }

    func json() -> JSON {
        .object([
            ("format", .string("sailau-rehearsal/1")), ("status", .string(ProvenanceKind.simulated.rawValue)),
            ("stations", .count(stations.count)), ("electronic_stations", .count(ofStations)),
            ("ballots", .count(ballots)), ("challenged", .count(stations.reduce(0) { $0 + $1.challenged })),
            ("slips", .count(stations.reduce(0) { $0 + $1.slips })),
            ("most_ballots_of_a_station", .count(most)),
            ("waived", .count(stations.count(where: \.wasWaived))), ("bytes", .count(bytes)),
            ("milliseconds", .object(milliseconds.map { ($0, .count($1)) })),
            ("peak_kilobytes", .optional(Self.peak) { .count($0) }),
            (
                "all_stations",
                .object([
                    ("milliseconds", .count(extrapolated(Self.milliseconds(played.whole)))),
                    ("bytes", .count(extrapolated(bytes))),
                ])
            ),
            ("contests", .count(count.contests)), ("differing", .count(count.differing)),
        ])
    }

    private var milliseconds: [(String, Int)] {
        [
            ("preparation", played.preparation), ("voting", voting), ("evidence", times.evidence),
            ("closing", times.closing), ("decryption", times.decryption), ("result", times.result),
            ("verification", times.verification), ("slowest_closing_to_protocol", slowest), ("whole", played.whole),
        ].map { ($0, Self.milliseconds($1)) }
    }

    func text(_ wording: Wording) -> String {
        func row(_ name: String, _ figures: [Figure]) -> String { wording.term("rehearsal.\(name)", figures) }
        func seconds(_ duration: Duration) -> Figure {
            Figure("seconds", .count(UInt64((Self.milliseconds(duration) + 500) / 1000)))
        }
        func number(_ name: String, _ value: Int) -> Figure { Figure(name, .count(UInt64(value))) }
        return [
            row(
                "played",
                [
                    number("stations", stations.count), number("all", ofStations), number("ballots", ballots),
                    number("challenged", stations.reduce(0) { $0 + $1.challenged }),
                ]),
            row("voting", [seconds(voting), number("each", Self.microseconds(voting) / max(1, ballots))]),
            row(
                "closing",
                [
                    seconds(times.untilProtocol), number("milliseconds", Self.milliseconds(slowest)),
                    number("ballots", most),
                ]),
            row("verification", [seconds(times.verification)]),
            row(
                "all",
                [
                    number("minutes", extrapolated(Self.milliseconds(played.whole)) / 60_000),
                    number("megabytes", extrapolated(bytes) / 1_000_000),
                ]),
            row(
                "whole",
                [
                    seconds(played.whole), number("megabytes", bytes / 1_000_000),
                    number("memory", (Self.peak ?? 0) / 1000),
                ]),
            row(
                !count.agrees ? "count differs" : count.isCompared ? "count agrees" : "count not compared",
                [number("count", count.contests)]),
        ].joined(separator: "\n")
    }

    /// In proportion to the stations, which were drawn.
    private func extrapolated(_ value: Int) -> Int { value * ofStations / max(1, stations.count) }

    private static func milliseconds(_ duration: Duration) -> Int { microseconds(duration) / 1000 }

    private static func microseconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        return Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
    }

    /// The most memory that this program had, in kilobytes; nil where the system does not say.
    private static var peak: Int? {
        guard let status = fopen("/proc/self/status", "r") else { return nil }
        defer { fclose(status) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, 256, status) != nil {
            let words = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                .split(whereSeparator: \.isWhitespace)
            if words.first == "VmHWM:", words.count > 1 { return Int(words[1]) }
        }
        return nil
    }
}
