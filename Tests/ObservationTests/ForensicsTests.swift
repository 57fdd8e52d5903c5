import ElectionModel
import Foundation
import Observation
import Testing

/// Forensic counts on the stations of Georgia 2016 and, where they lie beside the project, of other elections.
@Suite struct ForensicsTests {
    static let georgia: [StationFigures] = (try? read("georgia-2016-list")) ?? []

    private static func read(_ name: String) throws -> [StationFigures] {
        try Vectors.text(name, "csv").split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            let figures = fields[2...].map { UInt32($0) ?? 0 }
            return StationFigures(
                StationID("\(fields[0])/\(fields[1])"), voters: figures[0], given: figures[1], received: figures[2],
                leader: figures[3], invalid: figures[4])
        }
    }

    /// A control: nothing is to be found, as `integer_controls` of the reference says. It takes ballots in the boxes for turnout.
    @Test func integerPercentagesOfGeorgia() {
        var stations = Self.georgia
        #expect(stations.count == 3668)
        for index in stations.indices { stations[index].given = stations[index].received }
        let counts = IntegerPercentages.count(stations)
        #expect(counts.stations == 3540)
        for (found, observed, expected, score) in [
            (counts.share, 351, 355.2, -0.24), (counts.turnout, 333, 354.3, -1.2), (counts.either, 653, 674.1, -0.91),
        ] {
            #expect(found.observed == observed)
            #expect(abs(found.expected - expected) <= 0.06)
            #expect(abs(found.score - score) <= 0.006)
        }
    }

    /// Binomial probabilities of hits against the sum over every number.
    @Test func probabilitiesAgainstEveryNumber() {
        for (part, whole) in [(1, 7), (37, 100), (50, 101), (260, 300), (97, 100), (0, 50), (50, 50)]
            as [(UInt64, UInt64)]
        {
            let share = Double(part) / Double(whole)
            var (weight, sum) = (pow(1 - share, Double(whole)), 0.0)
            if part == whole { weight = 0 }
            for number in 0...whole {
                if part == whole { weight = number == whole ? 1 : 0 }
                if IntegerPercentages.isHit(number, of: whole) { sum += weight }
                if part < whole { weight *= share / (1 - share) * Double(whole - number) / Double(number + 1) }
            }
            #expect(isClose(IntegerPercentages.probability(part, of: whole), sum, within: 1e-10), "\(part) of \(whole)")
        }
    }

    /// The bin's edge is decided in whole numbers: 0.05 above and below is in, a hair more is not.
    @Test func edgesOfBins() {
        #expect(IntegerPercentages.isHit(1005, of: 2000) == false)
        #expect(IntegerPercentages.isHit(1001, of: 2000))
        #expect(IntegerPercentages.isHit(999, of: 2000))
        #expect(!IntegerPercentages.isHit(1002, of: 2000))
    }

    /// Counted by hand from the file: 908 stations with 3,794 ballots fewer than signatures, 125 with 1,778 more.
    @Test func ballotsAndSignaturesOfGeorgia() {
        let relations = ProtocolRelations.count(Self.georgia)
        #expect(relations.fewer == 908 && relations.ballotsFewer == 3794)
        #expect(relations.more == 125 && relations.ballotsMore == 1778)
    }

    /// Counted with another program: stations with invalid ballots below 1 %, to 3 %, to 5 % and above, of the signatures.
    @Test func invalidBallotsOfGeorgia() {
        #expect(ProtocolRelations.count(Self.georgia).stationsByInvalid == [187, 1406, 1556, 519])
        func figures(_ invalid: UInt32, _ given: UInt32) -> StationFigures {
            StationFigures("s", voters: 0, given: given, received: given, leader: 0, invalid: invalid)
        }
        // The lines belong to what is above them.
        let lines = [
            figures(0, 0), figures(0, 9), figures(1, 100), figures(3, 100), figures(5, 100), figures(100, 100),
        ]
        #expect(ProtocolRelations.count(lines).stationsByInvalid == [1, 1, 1, 2])
    }

    /// Votes added to stations are found again, and stations without any give none.
    @Test func addedVotesAreEstimated() {
        var generator = Generator(11)
        let honest = (1...4000).map { number -> StationFigures in
            let turnout = (0..<12).reduce(0) { sum, _ in sum + UInt32.random(in: 0...70, using: &generator) }
            let received = 80 + turnout
            return StationFigures(
                StationID("\(number)"), voters: 1000, given: received, received: received, leader: received * 2 / 5)
        }
        var stuffed = honest
        for index in stride(from: 0, to: stuffed.count, by: 4) {
            let added = min(300, 990 - stuffed[index].received)
            stuffed[index].given += added
            stuffed[index].received += added
            stuffed[index].leader += added
        }
        let added = zip(honest, stuffed).reduce(0.0) { $0 + Double($1.1.leader - $1.0.leader) }
        let honestBins = TurnoutCurves.bins(honest)
        for estimate in TurnoutCurves.estimates(honestBins) where estimate.cut >= 40 {
            #expect(abs(estimate.votes) < 0.01 * added)
        }
        let bins = TurnoutCurves.bins(stuffed)
        let mode = TurnoutCurves.mode(bins)
        #expect((40...60).contains(mode))
        let estimate = TurnoutCurves.estimates(bins).first { $0.cut == mode }
        #expect(abs((estimate?.votes ?? 0) - added) < 0.25 * added, "\(added), \(estimate?.votes ?? 0)")
        #expect(TurnoutCurves.cumulative(bins).last == 1)
        let stations = TurnoutCurves.fingerprint(stuffed).stations
        #expect(stations.joined().reduce(0, +) == 4000)
    }

    /// A list of 1 % that chance spreads leaves many stations empty; one that somebody spreads evenly leaves none.
    @Test func smallCounts() {
        var generator = Generator(21)
        let chance = (0..<60).map { _ -> SmallCounts.Station in
            let votes = (0..<150).count { _ in Int.random(in: 0..<100, using: &generator) == 0 }
            return SmallCounts.Station(votes: UInt32(votes), valid: 150)
        }
        let made = (0..<60).map { SmallCounts.Station(votes: UInt32(1 + $0 % 2), valid: 150) }
        let (first, second) = (SmallCounts.count(chance), SmallCounts.count(made))
        #expect(first.none > 5 && !first.isHit && first.tail > 0.01)
        #expect(second.none == 0 && second.one == 30 && second.two == 30 && second.isHit)
        #expect(second.tail < 1e-5)
        #expect(SmallCounts.count([]).tail == 1)
    }

    /// The tail against every outcome of ten events.
    @Test func tailsAgainstEveryOutcome() {
        let probabilities = [0.1, 0.9, 0.5, 0.25, 0, 1, 0.75, 0.3, 0.01, 0.6]
        for most in 0...10 {
            var sum = 0.0
            for outcome in 0..<1024 where outcome.nonzeroBitCount <= most {
                sum += probabilities.indices.reduce(1.0) { product, index in
                    product * (outcome >> index & 1 == 1 ? probabilities[index] : 1 - probabilities[index])
                }
            }
            #expect(isClose(SmallCounts.atMost(most, of: probabilities), sum, within: 1e-12))
        }
    }
}
