import Counting
import ElectionModel
import Testing

/// Rules that hold a protocol against others.
@Suite struct ComparisonTests {
    static func make(
        _ station: StationID, _ votes: [UInt32], tier: TierID = "list", district: DistrictID = "national",
        round: Int = 1, channel: Protocol.Channel = .paper, electors: UInt32 = 1000
    ) -> Protocol {
        let sum = votes.reduce(0, +)
        return Protocol(
            station: station, tier: tier, district: district, round: round, channel: channel, electorsOnList: electors,
            electorsGivenBallots: sum, tookPart: sum,
            votes: votes.enumerated().map { Protocol.ChoiceCount(ChoiceID("p\($0 + 1)"), $1) }, invalid: 0,
            ballotsReceived: electors + 1, ballotsCancelled: electors + 1 - sum, provenance: .simulated)
    }

    static func results(
        _ code: String, _ protocols: [Protocol], _ context: CheckContext = CheckContext(stations: [], ballots: [])
    )
        -> [CheckResult]
    {
        check(protocols, in: context).filter { $0.code == code }
    }

    static let elsewhere = [make("1", [600, 200, 20]), make("2", [590, 210, 25])]

    /// (600 − 200) × ln(1190 + 1 over 410 + 1) is far above 20; the right way round is far below 0.
    @Test func swappedNeighboursAreFound() throws {
        let right = Self.results("C15", Self.elsewhere + [Self.make("3", [600, 200, 20])])
        #expect(right.map(\.holds) == [true, true, true])
        let swapped = Self.results("C15", Self.elsewhere + [Self.make("3", [200, 600, 20])])
        let broken = swapped.filter { !$0.holds }
        #expect(broken.map { $0.place.last } == ["3"])
        // (200 − 600) × ln(411 ÷ 1191) = 425.6…
        #expect(
            broken.first?.figures.map(\.value)
                == [.choice("p1"), .count(200), .choice("p2"), .count(600), .whole(425)])
        let second = Self.results("C15", Self.elsewhere + [Self.make("3", [600, 20, 200])])
        #expect(second.filter { !$0.holds }.map { $0.figures.map(\.value)[0] } == [.choice("p2")])
    }

    /// Six votes more or less say nothing, seven do: 7 × ln 19 = 20.6.
    @Test func asmallDifferenceIsNoSwap() {
        let others = [Self.make("1", [95, 0]), Self.make("2", [94, 9])]
        for (first, second, holds) in [(0, 6, true), (0, 7, false)] as [(UInt32, UInt32, Bool)] {
            let own = Self.results("C15", others + [Self.make("3", [first, second])]).last
            #expect(own?.holds == holds)
        }
    }

    @Test func oneStationAloneIsNotHeldAgainstItself() {
        #expect(Self.results("C15", [Self.make("1", [10, 900])]).map(\.holds) == [true])
        #expect(Self.results("C16", [Self.make("1", [10, 900])]).isEmpty)
    }

    @Test func ashareFarFromThatElsewhereIsFound() {
        let others = [Self.make("1", [100, 100, 800])]
        // 10 % elsewhere: 60 % are fifty points away.
        let kept = Self.results("C16", others + [Self.make("2", [599, 1, 400])]).last
        #expect(kept?.holds == true)
        let broken = Self.results("C16", others + [Self.make("2", [600, 0, 400])]).last
        #expect(broken?.holds == false)
        #expect(
            broken?.figures.map(\.value)
                == [.choice("p1"), .count(600), .count(1000), .fraction(Fraction(100, 1000))])
        #expect(Self.results("C16", others + [Self.make("2", [50, 0, 0])]).count == 1)
    }

    @Test func contestsOfOneStationAreCompared() {
        func both(_ other: UInt32) -> [CheckResult] {
            Self.results(
                "D01",
                [
                    Self.make("1", [400]), Self.make("1", [other], tier: "constituencies", district: "a1"),
                    Self.make("2", [900], tier: "constituencies", district: "a1"),
                    Self.make("1", [100], tier: "constituencies", district: "a1", round: 2),
                ])
        }
        #expect(both(414).map(\.holds) == [true])
        #expect(both(415).map(\.holds) == [false] && both(385).map(\.holds) == [false])
        #expect(both(415).first?.figures.map(\.value) == [.count(400), .count(415), .count(15)])
    }

    @Test func twinsAreFound() {
        let twins = [Self.make("1", [400, 30]), Self.make("2", [401, 29]), Self.make("3", [400, 30])]
        let found = Self.results("D03", twins)
        #expect(found.map(\.holds) == [false])
        #expect(found[0].place.last == "1")
        #expect(found[0].figures.map(\.value) == [.count(2), .text("1, 3")])
        #expect(Self.results("D03", Array(twins.prefix(2))).map(\.holds) == [true])
        // The same figures in another constituency, or at a small station, are chance.
        #expect(
            Self.results("D03", [twins[0], Self.make("3", [400, 30], tier: "x", district: "a2")]).map(\.holds)
                == [true, true])
        #expect(
            Self.results("D03", [Self.make("1", [4, 3], electors: 300), Self.make("2", [4, 3], electors: 300)]).isEmpty)
    }

    @Test func changesFromTheRoundBeforeAreFound() {
        func runOff(_ votes: UInt32, _ electors: UInt32) -> CheckResult? {
            Self.results("D04", [Self.make("1", [600]), Self.make("1", [votes], round: 2, electors: electors)]).first
        }
        #expect(runOff(301, 1000)?.holds == true)
        #expect(runOff(300, 1000)?.holds == false)
        #expect(runOff(900, 1000)?.holds == false)
        #expect(runOff(600, 1099)?.holds == true)
        #expect(runOff(600, 1100)?.holds == false)
        #expect(runOff(600, 900)?.holds == false)
        #expect(runOff(300, 1000)?.figures.map(\.value) == [.count(1000), .count(1000), .count(300), .count(600)])
    }

    @Test func changesFromTheElectionBeforeAreFound() {
        let context = CheckContext(
            stations: [], ballots: [], before: ["1": StationBefore(electors: 1000, tookPart: 600)])
        #expect(Self.results("D04", [Self.make("1", [301])], context).map(\.holds) == [true])
        #expect(Self.results("D04", [Self.make("1", [300])], context).map(\.holds) == [false])
        #expect(Self.results("D04", [Self.make("2", [300])], context).isEmpty)
    }

    @Test func channelsAddUpToTheSummary() {
        let paper = Self.make("1", [10, 20], channel: .paper)
        let electronic = Self.make("1", [1, 2], channel: .electronic)
        func summary(_ votes: [UInt32]) -> Protocol { Self.make("1", votes, channel: .summary) }
        #expect(Self.results("A13", [paper, electronic, summary([11, 22])]).map(\.holds) == [true])
        let wrong = Self.results("A13", [paper, electronic, summary([12, 21])])
        #expect(wrong.map(\.holds) == [false] && wrong[0].place.last == "E1")
        #expect(wrong[0].figures.map(\.value) == [.count(10), .count(1), .count(12)])
        #expect(Self.results("A13", [paper, electronic, summary([11])]).map(\.holds) == [false])
        #expect(Self.results("A13", [paper, summary([10, 20])]).isEmpty)
    }

    // MARK: The day

    static func hourly(_ reports: [(String, UInt32)]) -> CheckContext {
        CheckContext(
            stations: [PollingStation(id: "1", region: "r", district: "a1", electors: 1000)], ballots: [],
            hourly: [
                StationRound("1", 1): reports.compactMap { time, given in
                    ClockTime("2004-09-19T\(time)").map { HourlyTurnout($0, given: given) }
                }
            ])
    }

    @Test func reportsOfTheDayDoNotFall() {
        let rising = Self.hourly([("10:00", 100), ("14:00", 300)])
        #expect(Self.results("C12", [Self.make("1", [300])], rising).map(\.holds) == [true])
        let final = Self.results("C12", [Self.make("1", [299])], rising)
        #expect(final.map(\.holds) == [false] && final[0].figures.map(\.value) == [.count(300), .count(299)])
        #expect(Self.results("C12", [], Self.hourly([("10:00", 100), ("14:00", 99)])).map(\.holds) == [false])
        #expect(Self.results("C12", [], Self.hourly([("10:00", 100)])).isEmpty)
    }

    @Test func noStationIsFasterThanItCan() {
        let atLimit = Self.hourly([("10:00", 100), ("11:00", 220), ("14:00", 221)])
        #expect(Self.results("C13", [], atLimit).map(\.holds) == [true])
        let faster = Self.results("C13", [], Self.hourly([("10:00", 100), ("14:00", 101), ("15:00", 222)]))
        #expect(faster.map(\.holds) == [false] && faster[0].figures.map(\.value) == [.count(121), .count(60)])
    }

    // MARK: Digits

    @Test func lastDigitsThatAreAllEqualAreUnusual() {
        func many(_ took: (UInt32) -> UInt32) -> [Protocol] {
            (0..<100).map { Self.make(StationID("\($0)"), [took(UInt32($0))]) }
        }
        let even = Self.results("D06", many { 300 + $0 })
        #expect(even.map(\.holds) == [true])
        // Ten of each digit; turnouts of 1,000 electors that end in 0 are whole percentages.
        #expect(even[0].figures.map(\.value) == [.count(100), .count(10), .fraction(.zero)])
        let equal = Self.results("D06", many { 300 + 10 * ($0 % 10) })
        #expect(equal.map(\.holds) == [false] && equal[0].severity == .information)
        // (10 × 100 − 100)² + 9 × 100² over 1,000 = 900.
        #expect(equal[0].figures.map(\.value) == [.count(100), .count(100), .fraction(Fraction(900, 1))])
        #expect(Self.results("D06", Array(many { 300 + $0 }.dropLast())).isEmpty)
    }

    // MARK: All of them

    @Test func asurroundingFindsWhatTheWholeFinds() {
        let single = Self.elsewhere + [Self.make("3", [600, 200, 20])]
        let context = CheckContext(
            stations: ["1", "2", "3"].map {
                PollingStation(id: StationID($0), region: "r", district: "national", electors: 1000)
            }, ballots: [Ballot(tier: "list", district: "national", choices: ["p1", "p2", "p3"])])
        let surroundings = Surroundings(single, in: context)
        #expect(surroundings.findings(about: single[2]).isEmpty)
        let swapped = Self.make("3", [200, 600, 20])
        let whole = findings(about: Self.elsewhere + [swapped], in: context)
        #expect(whole.map(\.code) == ["C15"])
        #expect(surroundings.findings(about: swapped) == whole)
        let unknown = Surroundings(Self.elsewhere, in: context)
        #expect(unknown.findings(about: swapped) == whole)
    }
}
