import ElectionModel
import Foundation
import LargeTests
import Observation
import Testing

/// Guanajuato 2012: the sample, the estimates and the coverage of the reference, on the stations where they lie beside the project; the
/// arithmetic on small numbers everywhere.
@Suite struct QuickCountTests {
    private struct Casilla: Sendable {
        var station: SampledStation
        var report: QuickCountReport
    }

    private static let parties = ["pri_pvem", "pan_na", "prd", "pt", "mc", "otros"]
    private static let casillas: [Casilla] = (try? read()) ?? []

    private static func read() throws -> [Casilla] {
        try SharedData.table("observation/guanajuato2012/casillas.csv.gz").map { row in
            let id = StationID(row["casilla_id"] ?? "")
            return Casilla(
                station: SampledStation(id, stratum: row["distrito_loc_17"] ?? ""),
                report: QuickCountReport(
                    id, arrival: 0, votes: parties.map { UInt32(row[$0] ?? "") ?? 0 },
                    base: UInt32(row["total"] ?? "") ?? 0))
        }
    }

    @Test(.enabled(if: SharedData.isThere)) func guanajuato() throws {
        let expected = try SharedData.object("observation/quickcount_guanajuato2012.json")
        let allocation = try #require(expected["allocation"] as? [String: Int])
        let design = QuickCountDesign(frame: Self.casillas.map(\.station), allocation: allocation, seed: "gto2012")
        let ids = try #require(expected["sample_ids"] as? [Int])
        #expect(design.size == 498 && design.stations == 6746)
        #expect(Set(design.strata.flatMap(\.sample)) == Set(ids.map { StationID("\($0)") }))
        let reports = Self.casillas.map(\.report)
        for (name, single) in [("combined_ratio", false), ("unstratified", true)] {
            let wanted = try #require(expected[name] as? [String: [String: Double]])
            var used = design
            if single {
                // The same stations as one stratum.
                used = QuickCountDesign(
                    frame: Self.casillas.map { SampledStation($0.station.station, stratum: "all") },
                    allocation: ["all": 6746], seed: "")
            }
            let chosen = Set(ids.map { StationID("\($0)") })
            let estimate = try #require(
                QuickCountEstimate(used, reports.filter { chosen.contains($0.station) }))
            for (place, party) in Self.parties.enumerated() {
                let share = estimate.shares[place]
                #expect(isClose(share.share, wanted[party]?["share"] ?? 0), "\(name) \(party)")
                #expect(isClose(share.standardError, wanted[party]?["se"] ?? 0), "\(name) \(party)")
                // The reference takes the normal distribution; Student's, with 498 reports in 22 strata, is a little wider.
                if let half = wanted[party]?["moe95"] {
                    #expect(isClose(share.standardError * 1.959963984540054, half, within: 1e-6))
                    #expect(share.halfWidth > half && share.halfWidth < half * 1.004)
                }
            }
            #expect(estimate.ranking.prefix(2) == [1, 0])
            let lead = estimate.lead(1, over: 0)
            // The two estimates move against each other: their lead is less sure than two independent ones.
            let apart = (pow(estimate.shares[0].standardError, 2) + pow(estimate.shares[1].standardError, 2))
                .squareRoot()
            #expect(lead.standardError > apart && lead.share > 3 * lead.standardError)
            #expect(estimate.probabilityOfRunOff > 0.99 && estimate.probability(1, beats: 0) > 0.999)
        }
    }

    @Test(.enabled(if: SharedData.isThere)) func coverage() throws {
        let expected = try SharedData.object("observation/quickcount_guanajuato2012.json")
        let allocation = try #require(expected["allocation"] as? [String: Int])
        let truth = try #require(expected["true"] as? [String: Double])
        let reports = Self.casillas.map(\.report)
        var inside = [0, 0]
        var draws = 0
        for draw in LargeTest.cases("coverage()") {
            let design = QuickCountDesign(
                frame: Self.casillas.map(\.station), allocation: allocation, seed: "draw \(draw)")
            let chosen = Set(design.strata.flatMap(\.sample))
            let estimate = try #require(QuickCountEstimate(design, reports.filter { chosen.contains($0.station) }))
            draws += 1
            for place in 0..<2 {
                let share = estimate.shares[place]
                if abs(share.share - (truth[Self.parties[place]] ?? 0)) <= share.halfWidth { inside[place] += 1 }
            }
        }
        // 95 %, and four standard deviations of so many draws.
        let least = 0.95 * Double(draws) - 4 * (0.0475 * Double(draws)).squareRoot()
        #expect(inside.allSatisfy { Double($0) >= least }, "\(inside) of \(draws)")
        if draws >= 1000 { print("quick count coverage", inside, "of", draws) }
    }

    /// Printed rows of the handbook's figure 5-5, by its formula.
    @Test func sizesOfTheHandbook() {
        for (size, half) in [(1020, 0.0307), (816, 0.0343), (324, 0.0544)] {
            let found = QuickCountDesign.size(halfWidth: half, stations: 1_000_000)
            #expect(abs(Double(found - size)) < 0.01 * Double(size) + 3, "\(found) for \(size)")
        }
    }

    private func frame(_ counts: [String: Int]) -> [SampledStation] {
        counts.keys.sorted().flatMap { name in
            (1...(counts[name] ?? 1)).map { SampledStation(StationID("\(name)-\($0)"), stratum: name) }
        }
    }

    private func report(_ station: StationID, _ votes: [UInt32], _ arrival: Int = 0) -> QuickCountReport {
        QuickCountReport(station, arrival: arrival, votes: votes, base: votes.reduce(0, +))
    }

    /// By hand: two strata of 10 and 20 stations, two reports each.
    @Test func twoStrataByHand() throws {
        let design = QuickCountDesign(frame: frame(["a": 10, "b": 20]), allocation: ["a": 2, "b": 2], seed: "1")
        let stations = design.strata.flatMap(\.sample)
        let reports = zip(stations, [[60, 40], [50, 50], [30, 70], [20, 80]] as [[UInt32]]).map { report($0, $1) }
        let estimate = try #require(QuickCountEstimate(design, reports))
        // (5·110 + 10·50)/(5·200 + 10·200) = 1050/3000.
        #expect(isClose(estimate.shares[0].share, 0.35))
        // s² of e is 50 in both; (100·0.8·50/2 + 400·0.9·50/2)/3000².
        #expect(isClose(estimate.shares[0].standardError, (11_000.0 / 9_000_000).squareRoot()))
        #expect(isClose(estimate.covariances[0][1], -11_000.0 / 9_000_000))
        #expect(estimate.degreesOfFreedom == 2 && estimate.collapsed.isEmpty)
        #expect(estimate.probabilityOfMajority(0) < 1e-4 && estimate.probabilityOfMajority(1) > 0.9999)
    }

    @Test func strataWithOneReportAreJoined() throws {
        let design = QuickCountDesign(
            frame: frame(["a": 10, "b": 10, "c": 10]), allocation: ["a": 2, "b": 2, "c": 2], seed: "1")
        let sample = design.strata.map(\.sample)
        let one = [report(sample[0][0], [6, 4]), report(sample[1][0], [5, 5]), report(sample[1][1], [4, 6])]
        let joined = try #require(QuickCountEstimate(design, one + [report(sample[2][0], [3, 7])]))
        #expect(joined.collapsed == ["a", "c"] && joined.reported == 4)
        #expect(QuickCountEstimate(design, [one[0]]) == nil)
        #expect(QuickCountEstimate(design, []) == nil)
    }

    @Test func missingStationsAreBounded() throws {
        let design = QuickCountDesign(frame: frame(["a": 40]), allocation: ["a": 20], seed: "2")
        let all = design.strata[0].sample.enumerated().map { report($1, [$0 < 10 ? 60 : 40, $0 < 10 ? 40 : 60], $0) }
        let arrivals = QuickCountArrivals(design, Array(all.prefix(15)))
        #expect(arrivals.response.map(\.drawn) == [20] && arrivals.response.map(\.reported) == [15])
        #expect(isClose(arrivals.moments.first?.shares[0] ?? 0, 0.6) && arrivals.moments.count >= 15)
        // Five missing stations without a vote for the first, or all for it; the last three reported 40 of 100.
        #expect(
            isClose(arrivals.extremes[0].least, 800.0 / 2000) && isClose(arrivals.extremes[0].greatest, 1300.0 / 2000))
        #expect(isClose(arrivals.likeTheLast?[0] ?? 0, 1000.0 / 2000))
        #expect(QuickCountArrivals(design, []).moments.isEmpty)
    }

    /// Every commission and every station drawn leaves nothing to err about; one stage is a special case of two.
    @Test func twoStages() throws {
        let reports = (0..<12).map { report(StationID("\($0)"), [UInt32(30 + 5 * ($0 % 4)), 50]) }
        let commissions = (0..<4).map { place in
            TwoStageEstimate.Commission(stations: 3, reports: Array(reports[(3 * place)..<(3 * place + 3)]))
        }
        let whole = try #require(TwoStageEstimate(commissions, of: 4, choice: 0))
        #expect(whole.standardError == 0)
        #expect(isClose(whole.share, 450.0 / 1050))
        let some = try #require(TwoStageEstimate(Array(commissions.prefix(3)), of: 8, choice: 0))
        let fewer = (0..<3).map { TwoStageEstimate.Commission(stations: 9, reports: commissions[$0].reports) }
        let sampled = try #require(TwoStageEstimate(fewer, of: 8, choice: 0))
        #expect(sampled.standardError > some.standardError && isClose(sampled.share, some.share))
    }

    @Test func listsAreOneHash() {
        let stations = frame(["a": 30, "b": 50])
        let allocation = QuickCountDesign.proportional(stations, size: 16)
        #expect(allocation == ["a": 6, "b": 10])
        let design = QuickCountDesign(frame: stations, allocation: allocation, seed: "7")
        let shuffled = QuickCountDesign(frame: stations.reversed(), allocation: allocation, seed: "7")
        #expect(design.hash == shuffled.hash && design.text.split(separator: "\n").count == 20)
        #expect(QuickCountDesign(text: design.text) == design)
        for wrong in ["", "x\n1\na\t3\n", design.text + "a", design.text + "a\t3\n", design.text + "\ta-1\n\ta-1\n"] {
            #expect(QuickCountDesign(text: wrong) == nil, "\(wrong)")
        }
        #expect(QuickCountDesign(frame: stations, allocation: allocation, seed: "8").hash != design.hash)
        #expect(QuickCountDesign.proportional(frame(["a": 1, "b": 99]), size: 10) == ["a": 1, "b": 10])
    }
}

/// Data that may not be copied into the project, read where it lies beside it, or where `SAILAU_SHARED` says.
enum SharedData {
    static let folder: String = {
        if let given = ProcessInfo.processInfo.environment["SAILAU_SHARED"] { return given }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return root.deletingLastPathComponent().appendingPathComponent("shared").path
    }()

    static let isThere = FileManager.default.fileExists(atPath: "\(folder)/data/observation")

    static func object(_ name: String) throws -> [String: Any] {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/data/\(name)"))
        return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    /// A packed table by the names of its columns; no field has a comma in it.
    static func table(_ name: String) throws -> [[String: String]] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/zcat")
        process.arguments = ["\(folder)/data/\(name)"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let lines = text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let header = (lines.first ?? []).map(String.init)
        return lines.dropFirst().map { fields in
            Dictionary(zip(header, fields.map(String.init)), uniquingKeysWith: { first, _ in first })
        }
    }
}
