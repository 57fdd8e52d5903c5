import Counting
import ElectionModel
import Testing

@Suite struct CheckTests {
    static let stations = ["1", "2"].map {
        PollingStation(id: StationID($0), region: "r", district: "a1", electors: 100)
    }
    static let ballots = [
        Ballot(tier: "constituencies", district: "a1", choices: ["x", "y"]),
        Ballot(tier: "list", district: "national", choices: ["p", "q"]),
        Ballot(tier: "constituencies", district: "a1", round: 2, choices: ["x", "y"]),
    ]
    static let context = CheckContext(
        stations: stations, ballots: ballots, finalists: [ContestKey("constituencies", "a1", 2): ["x", "y"]])

    /// Two stations, two contests and a run-off, in which everything agrees.
    static let protocols = [
        Forms.make(station: "1", votes: [10, 20], invalid: 1), Forms.make(station: "2", votes: [5, 7]),
        Forms.make(station: "1", tier: "list", district: "national", choices: ["p", "q"], votes: [12, 19]),
        Forms.make(station: "2", tier: "list", district: "national", choices: ["p", "q"], votes: [8, 4]),
        Forms.make(station: "1", votes: [11, 12], round: 2), Forms.make(station: "2", votes: [3, 4], round: 2),
    ]

    /// Rules that need what these protocols don't have: channels, lists above 300, reports of the day, a hundred stations.
    static let notMeasured = ["A13", "C12", "C13", "C14", "C16", "D03", "D06"]

    /// One invalid ballot of 31 is more than 3 %.
    @Test func agreeingProtocolsPassEveryCheckAndAllAreReported() {
        let results = check(Self.protocols, in: Self.context)
        #expect(results.filter { !$0.holds }.map(\.code) == ["C02"])
        #expect(Set(results.map(\.code)) == Set(Check.catalogue.map(\.code)).subtracting(Self.notMeasured))
        #expect(results.allSatisfy { ($0.finding == nil) == $0.holds })
        for result in results {
            let names = Check.catalogue.first { $0.code == result.code }?.figures
            #expect(result.figures.map(\.name) == names)
        }
    }

    @Test func countsAreThoseOfTheResults() {
        var protocols = Self.protocols
        protocols[0].votes[0].votes = 11
        let results = check(protocols, in: Self.context)
        let counted = counts(of: protocols, in: Self.context)
        #expect(counted.map(\.code) == Check.catalogue.map(\.code))
        for count in counted {
            let own = results.filter { $0.code == count.code }
            #expect(count.measured == own.count && count.broken == own.count { !$0.holds })
        }
        #expect(counted.contains { $0.code == "A02" && $0.broken == 1 && $0.measured == 6 })
    }

    /// The 66 checks of the general catalogue, each either measured or left out with a reason.
    @Test func everyCheckOfTheCatalogueIsMeasuredOrLeftOut() {
        let sizes: [(String, Int)] = [("A", 17), ("B", 11), ("C", 16), ("D", 6), ("E", 9), ("F", 4), ("G", 3)]
        let catalogue = sizes.flatMap { letter, count in (1...count).map { "\(letter)\($0 < 10 ? "0" : "")\($0)" } }
        #expect(catalogue.count == 66)
        let measured = Check.table.map(\.code)
        let left = Check.notApplied.map(\.code)
        #expect(Set(measured).count == measured.count && Set(left).count == left.count)
        #expect(Set(measured).isDisjoint(with: left))
        #expect(Set(measured + left) == Set(catalogue + ["K01", "K02", "K03", "K04", "K05"]))
        #expect(left == left.sorted())
    }

    /// A rule can only be silent about what has been said before it.
    @Test func rulesThatSuppressStandBeforeThoseTheySuppress() throws {
        for (index, check) in Check.table.enumerated() {
            for code in check.suppressedBy {
                let other = try #require(Check.table.firstIndex { $0.code == code })
                #expect(other < index, "\(check.code)")
            }
        }
    }

    /// One broken protocol for each code; the code must be among the findings, with its figures.
    struct Breach: Sendable, CustomStringConvertible {
        var code: String
        var figures: [Figure.Value]?
        var change: @Sendable (inout [Protocol]) -> Void
        var description: String { code }
    }

    static let breaches = [
        Breach(code: "A02", figures: [.count(31), .count(1), .count(31)]) { $0[0].votes[0].votes = 11 },
        Breach(code: "A03", figures: [.count(101), .count(31), .count(68), .count(1)]) { $0[0].ballotsCancelled = 68 },
        Breach(code: "A04", figures: [.count(31), .count(30)]) { $0[0].electorsOnList = 30 },
        Breach(code: "A05", figures: [.count(30), .count(1), .count(30)]) { $0[0].electorsGivenBallots = 30 },
        Breach(code: "A09", figures: [.count(30), .count(1), .count(0), .count(31), .count(31)]) { $0[0].tookPart = 0 },
        Breach(code: "A12", figures: [.choice("y"), .count(31), .count(30)]) { $0[0].votes[1].votes = 31 },
        Breach(code: "A14", figures: [.count(2), .count(1)]) { $0.remove(at: 3) },
        Breach(code: "A15", figures: [.count(1), .count(0), .count(99_999)]) { $0[0].invalid = nil },
        Breach(code: "A15", figures: [.count(0), .count(1), .count(99_999)]) { $0[0].ballotsCancelled = 100_000 },
        Breach(code: "A15", figures: [.count(1), .count(0), .count(99_999)]) { $0[0].votes[1].votes = nil },
        Breach(code: "A16", figures: [.count(4695), .count(100), .count(110)]) { $0[0].votes[1].votes = 4695 },
        Breach(code: "D02", figures: [.count(31)]) {
            $0[0].votes[0].votes = 12
            $0[0].votes[1].votes = 19
        },
        Breach(code: "D05", figures: [.count(99), .count(100), .choices(["x", "y"]), .choices(["x", "y"])]) {
            $0[4].electorsOnList = 99
        },
        Breach(code: "D05", figures: nil) { $0[4].votes[0].choice = "z" },
        Breach(code: "E01", figures: [.count(2), .count(1), .count(1), .count(0), .count(0)]) { $0.remove(at: 0) },
        Breach(code: "E01", figures: [.count(2), .count(2), .count(0), .count(1), .count(0)]) { $0.append($0[0]) },
        Breach(code: "E01", figures: [.count(2), .count(2), .count(1), .count(0), .count(1)]) { $0[0].station = "9" },
        Breach(code: "E01", figures: [.count(0), .count(1), .count(0), .count(0), .count(1)]) { $0[0].district = "a7" },
        Breach(code: "E02", figures: [.count(42), .count(1), .count(43), .count(1)]) { $0[0].votes.swapAt(0, 1) },
        Breach(code: "K01", figures: [.count(30), .count(31)]) { $0[0].ballotsGivenByMember = [15, 15] },
        Breach(code: "K02", figures: [.count(4), .count(5), .count(1)]) { $0[0].mobileBoxes[0].ballotsFound = 5 },
        Breach(code: "K03", figures: [.count(100), .count(100), .count(101)]) { $0[0].ballotsReceived = 100 },
    ]

    @Test(arguments: breaches)
    func aBreachIsFound(breach: Breach) throws {
        var protocols = Self.protocols
        breach.change(&protocols)
        let own = findings(about: protocols, in: Self.context).filter { $0.code == breach.code }
        let finding = try #require(own.first)
        #expect(finding.severity == .error)
        #expect(!finding.place.isEmpty)
        if let figures = breach.figures { #expect(own.contains { $0.figures.map(\.value) == figures }) }
        #expect(own == check(protocols, in: Self.context).compactMap(\.finding).filter { $0.code == breach.code })
    }

    /// The law's reserve is one of paper: slips have their own account, and both together are at least what paper alone must be.
    @Test(arguments: [
        (Protocol.Channel.electronic, UInt32(105), true, [String]()), (.summary, 202, true, []),
        (.summary, 100, true, ["K03"]), (.summary, 251, false, ["A16", "K03"]), (.summary, 4695, true, ["A16"]),
        (.paper, 150, true, ["A16", "K03"]),
    ])
    func slipsAreNoPaper(channel: Protocol.Channel, received: UInt32, isElectronic: Bool, codes: [String]) {
        var item = Self.protocols[0]
        (item.channel, item.ballotsReceived) = (channel, received)
        item.ballotsCancelled = received - 31
        let context = CheckContext(
            stations: [
                PollingStation(
                    id: item.station, region: "r", district: "a1", isElectronic: isElectronic, electors: 100)
            ], ballots: Self.context.ballots)
        let found = findings(about: [item], in: context).map(\.code)
        #expect(found.filter { ["A16", "K03"].contains($0) }.sorted() == codes, "\(found)")
    }

    /// Those of warnings stand in `PlausibilityTests` and `ComparisonTests`.
    @Test func everyErrorHasABreach() {
        let errors = Check.catalogue.filter { $0.severity == .error }.map(\.code)
        #expect(Set(Self.breaches.map(\.code)) == Set(errors).subtracting(Self.notMeasured))
    }

    /// An unfilled field makes sums that need it impossible, not wrong.
    @Test func anUnfilledFieldIsReportedOnce() {
        var protocols = Self.protocols
        protocols[0].ballotsCancelled = nil
        #expect(findings(about: protocols, in: Self.context).filter { $0.severity == .error }.map(\.code) == ["A15"])
    }

    @Test func theWholeMobileBoxIsLost() {
        var item = Forms.make(station: "1", votes: [10, 20], invalid: 5)
        item.mobileBoxes = [Protocol.MobileBox(requests: 4, ballotsFound: 5)]
        #expect(findings(about: [item], in: Self.context).contains { $0.code == "K02" } == false)
    }
}
