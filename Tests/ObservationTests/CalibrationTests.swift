import ElectionModel
import Foundation
import Observation
import Testing

/// Counts on simulated elections of the same stations, drill-downs, and kinds of stations.
@Suite struct CalibrationTests {
    /// Georgia as a control, by district.
    static let georgia: [ObservedStation] = ForensicsTests.georgia.map { figures in
        var figures = figures
        figures.given = figures.received
        let district = String(figures.station.rawValue.prefix { $0 != "/" })
        return ObservedStation(figures, region: "", commission: district)
    }

    /// Stations with shares and turnouts of all sizes, drawn by chance.
    private func honest(_ count: Int, seed: Int = 3, electronic: Bool = false) -> [ObservedStation] {
        var generator = Generator(seed)
        func draw(_ whole: UInt32, _ percent: UInt32) -> UInt32 {
            var number: UInt32 = 0
            for _ in 0..<whole where UInt32.random(in: 0..<100, using: &generator) < percent { number += 1 }
            return number
        }
        return (0..<count).map { index in
            let voters = UInt32.random(in: 300...900, using: &generator)
            let received = draw(voters, UInt32.random(in: 40...70, using: &generator))
            let leader = draw(received, UInt32.random(in: 30...60, using: &generator))
            return ObservedStation(
                StationFigures(
                    StationID("\(index)"), voters: voters, given: received, received: received, leader: leader),
                region: "\(index % 8)", commission: "\(index % 40)", isUrban: index % 3 == 0,
                isElectronic: electronic && index % 7 == 0)
        }
    }

    @Test func wholeNumbersDecideWhatIsKept() {
        // The example of Benjamini and Hochberg (1995), section 3.2: four of fifteen.
        let parts: [Int128] = [1, 4, 19, 95, 201, 278, 298, 344, 459, 3240, 4262, 5719, 6528, 7590, 10000]
        let kept = FalseDiscovery.kept(parts.map { Fraction($0, 10_000) }.reversed(), rate: Fraction(1, 20))
        #expect(kept == [Bool](repeating: false, count: 11) + [true, true, true, true])
        // Exactly on the line is kept; a hair above is not.
        #expect(FalseDiscovery.kept([Fraction(1, 20)], rate: Fraction(1, 20)) == [true])
        #expect(FalseDiscovery.kept([Fraction(1_000_001, 20_000_000)], rate: Fraction(1, 20)) == [false])
        #expect(FalseDiscovery.kept([], rate: Fraction(1, 20)).isEmpty)
    }

    /// Among many honest elections hardly any group is kept.
    @Test func honestDrillDownsFindNothing() {
        var kept = 0
        for seed in 0..<12 {
            let analysis = StationAnalysis(honest(400, seed: 10_000_000 * seed + 3))
            #expect(analysis.regions.count == 8 && analysis.commissions.count == 40)
            kept += (analysis.regions + analysis.commissions).count { $0.isKept } > 0 ? 1 : 0
        }
        // Each of 24 families is kept from with at most 5 %.
        #expect(kept <= 4, "\(kept)")
    }

    /// Percents that somebody rounded in one region are found there and nowhere else.
    @Test func roundedPercentsAreFoundWhereTheyAre() {
        var stations = honest(800)
        for index in stations.indices where stations[index].region == "5" {
            let received = stations[index].figures.received
            let percent = UInt32(stations[index].figures.leader) * 100 / received
            stations[index].figures.leader = (percent * received + 50) / 100
        }
        let analysis = StationAnalysis(stations)
        #expect(analysis.regions.filter(\.isKept).map(\.name) == ["5"])
        let calibration = Calibration(stations, analysis, runs: 60)
        let row = calibration.row(.wholePercents)
        #expect(row?.pValue == Fraction(1, 61))
        #expect((row?.found ?? 0) > (row?.quantile(1000) ?? 0))
    }

    /// What is simulated has the mean and the spread that were computed for single stations.
    @Test func simulationAgreesWithTheExactCount() throws {
        let analysis = StationAnalysis(Self.georgia)
        #expect(analysis.percentages.either.observed == 653)
        let calibration = Calibration(Self.georgia, analysis, runs: 200)
        let row = try #require(calibration.row(.wholePercents))
        let mean = row.simulated.reduce(0, +) / 200
        let either = analysis.percentages.either
        #expect(abs(mean - either.expected) < 4 * either.deviation / 200.0.squareRoot())
        let spread = row.simulated.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 199
        #expect(abs(spread / either.variance - 1) < 0.4)
        #expect(row.pValue > Fraction(1, 5))
        // The same seed gives the same numbers.
        #expect(Calibration(Self.georgia, analysis, runs: 20) == Calibration(Self.georgia, analysis, runs: 20))
    }

    /// Digits condemn a clean election: why they are descriptions only.
    @Test func digitsFailOnACleanElection() throws {
        let analysis = StationAnalysis(Self.georgia)
        // Nine degrees of freedom: 16.92 is the limit of 5 %, 21.67 that of 1 %.
        #expect(analysis.secondDigit.chiSquare > 16.92, "\(analysis.secondDigit.chiSquare)")
        let simulated = try #require(Calibration(Self.georgia, analysis, runs: 60).row(.secondDigits))
        #expect(simulated.quantile(950) > 21.67, "\(simulated.quantile(950))")
        var digits = Digits(.second)
        for count in [10, 11, 120, 1300, 99, 5] as [UInt32] { digits.add(count) }
        #expect(digits.counts == [1, 1, 1, 1, 0, 0, 0, 0, 0, 1])
        var last = Digits(.last)
        for count in [99, 100, 101, 1239] as [UInt32] { last.add(count) }
        #expect(last.counts == [1, 1, 0, 0, 0, 0, 0, 0, 0, 1] && isClose(last.chiSquare, 7))
    }

    @Test(.enabled(if: SharedData.isThere)) func digitsOfCanada() throws {
        let reference = try SharedData.object("observation/forensics_reference.json")
        let stations = try SharedData.table("observation/canada2011/polls.csv.gz").map { row in
            let (electors, votes, leader) = (row["N"] ?? "", row["t"] ?? "", row["v"] ?? "")
            return ObservedStation(
                StationFigures(
                    "", voters: UInt32(electors) ?? 0, given: UInt32(votes) ?? 0, received: UInt32(votes) ?? 0,
                    leader: UInt32(leader) ?? 0), region: "", commission: "")
        }
        let analysis = StationAnalysis(stations)
        #expect(abs(analysis.secondDigit.chiSquare - 462) < 1, "\(analysis.secondDigit.chiSquare)")
        #expect(abs(analysis.percentages.either.score - 2.2) < 0.15, "\(analysis.percentages.either.score)")
        #expect(!reference.isEmpty)
    }

    @Test(.enabled(if: SharedData.isThere), arguments: [(2011, 1002.6, 52, 15.2e6), (2018, 1708.6, 62, 10.9e6)])
    func stationsOfRussia(year: Int, excess: Double, cut: Int, votes: Double) throws {
        let stations = try SharedData.table("observation/russia/\(year).csv.gz").map { row -> ObservedStation in
            func number(_ name: String) -> UInt32 { UInt32(row[name] ?? "") ?? 0 }
            return ObservedStation(
                StationFigures(
                    StationID(row["uik"] ?? ""), voters: number("voters"), given: number("given"),
                    received: number("received"), leader: number("leader"), invalid: number("invalid")),
                region: row["region_id"] ?? "", commission: "\(row["region_id"] ?? "")/\(row["tik_id"] ?? "")")
        }
        let found = StationAnalysis(stations)
        #expect(abs(found.percentages.either.excess - excess) < 0.06)
        #expect(abs((found.estimates.first { $0.cut == cut }?.votes ?? 0) / votes - 1) < 0.01)
        #expect(found.regions.contains { $0.isKept })
    }

    /// Labels that a lot gave differ by no more than chance; a shift at the machines is found.
    @Test func kindsOfStations() throws {
        let stations = honest(700, electronic: true)
        let fair = try #require(KindComparison(stations))
        #expect(fair.electronic == 100 && fair.paper == 600 && fair.unmatched == 0)
        #expect(fair.pValue > Fraction(1, 50))
        var shifted = stations
        for index in shifted.indices where shifted[index].isElectronic {
            shifted[index].figures.leader -= min(shifted[index].figures.leader, shifted[index].figures.received / 8)
        }
        let found = try #require(KindComparison(shifted))
        #expect(found.pValue == Fraction(1, 200) && found.matched < -100_000_000)
        #expect(KindComparison(stations.filter { !$0.isElectronic }) == nil)
        // A region that has machines only can't be matched.
        var apart = stations
        for index in apart.indices where apart[index].isElectronic && index % 2 == 0 {
            apart[index].region = "machines"
        }
        #expect((KindComparison(apart)?.unmatched ?? 0) == 50)
    }

    @Test func votersAMinute() {
        let stations = honest(3).enumerated().map { index, station in
            var station = station
            let counts: [UInt32] = [[10, 100], [10, 131], [10, 5]][index]
            station.reports = [.init(minute: 720, voters: counts[0]), .init(minute: 780, voters: counts[1])]
            return station
        }
        let pace = StationAnalysis(stations).pace
        #expect(pace.stations == 3 && pace.tooFast == 1 && pace.falling == 1)
    }

    @Test func tablesOfStations() throws {
        let text = """
            station,region,commission,voters,given,received,leader,invalid,urban,electronic,by 12:00,by 17:30
            a,north,1,1000,600,598,300,5,yes,no,120,480
            b,north,1,900,500,500,250,4,,,,
            """
        let stations = try StationTable.read(Array(text.utf8), file: "stations.csv")
        #expect(stations.count == 2 && stations[0].isUrban == true && stations[1].isUrban == nil)
        #expect(stations[0].reports == [.init(minute: 720, voters: 120), .init(minute: 1050, voters: 480)])
        for wrong in [
            "a,north,1,1000,600,598,599,5,,,,", "a,north,1,1000,600,598,x,5,,,,", "a,n,1,9999999999,1,1,1,1,,,,",
        ] {
            let all = text.split(separator: "\n")[0] + "\n" + wrong + "\n"
            #expect(throws: (any Error).self) { try StationTable.read(Array(all.utf8), file: "s") }
        }
    }
}
