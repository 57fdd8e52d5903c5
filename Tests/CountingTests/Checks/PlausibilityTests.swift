import Counting
import ElectionModel
import Testing

/// Each warning about one protocol at its limit: just kept, and just broken.
@Suite struct PlausibilityTests {
    struct Limit: Sendable, CustomStringConvertible {
        var code: String
        var kept: Protocol
        var broken: Protocol
        var figures: [Figure.Value]
        var thresholds = CheckThresholds.standard
        var description: String { code }
    }

    /// A protocol of 1,000 electors in which 400 ballots were given and found.
    static func make(_ change: (inout Protocol) -> Void = { _ in }) -> Protocol {
        var item = Protocol(
            station: "1", tier: "constituencies", district: "a1", electorsOnList: 1000, electorsGivenBallots: 400,
            ballotsGivenByMember: [200, 200], tookPart: 400,
            votes: [Protocol.ChoiceCount("x", 250), Protocol.ChoiceCount("y", 150)], invalid: 0, ballotsReceived: 1001,
            ballotsCancelled: 601, mobileBoxes: [Protocol.MobileBox(requests: 300, ballotsFound: 10)],
            provenance: .simulated)
        change(&item)
        return item
    }

    static let context = CheckContext(
        stations: [PollingStation(id: "1", region: "r", district: "a1", electors: 1000)],
        ballots: [Ballot(tier: "constituencies", district: "a1", choices: ["x", "y"])])

    static let limits = [
        // 3 % of 400 are 12.
        Limit(
            code: "C02",
            kept: make {
                $0.invalid = 11; $0.votes[0].votes = 239
            },
            broken: make {
                $0.invalid = 12; $0.votes[0].votes = 238
            },
            figures: [.count(12), .count(400), .fraction(Fraction(3, 100))]),
        Limit(
            code: "C02",
            kept: make {
                $0.invalid = 39; $0.votes[0].votes = 211
            },
            broken: make {
                $0.invalid = 40; $0.votes[0].votes = 210
            },
            figures: [.count(40), .count(400), .fraction(Fraction(1, 10))],
            thresholds: CheckThresholds([
                .init(.invalidShare, tier: "constituencies", Fraction(1, 10), source: "test"),
                .init(.invalidShare, Fraction(1, 2), source: "test"),
            ])),
        // Fewer than 15, and fewer than 2 % of those found: 8 of 400.
        Limit(
            code: "C03", kept: make { $0.electorsGivenBallots = 407 }, broken: make { $0.electorsGivenBallots = 408 },
            figures: [.count(408), .count(400), .count(8)]),
        Limit(
            code: "C03",
            kept: make {
                $0.electorsGivenBallots = 814; $0.votes[0].votes = 650
            },
            broken: make {
                $0.electorsGivenBallots = 815; $0.votes[0].votes = 650
            },
            figures: [.count(815), .count(800), .count(15)]),
        Limit(
            code: "C04", kept: make { $0.votes = [.init("x", 1), .init("y", 0)] },
            broken: make { $0.votes = [.init("x", 0), .init("y", 0)] }, figures: [.count(0), .count(400)]),
        Limit(
            code: "C05", kept: make { $0.electorsOnList = 400 },
            broken: make {
                $0.electorsOnList = 400; $0.tookPart = 401
            },
            figures: [.count(400), .count(401)]),
        Limit(
            code: "C05",
            kept: make {
                $0.electorsOnList = 1; $0.electorsGivenBallots = 0; $0.tookPart = 0
            },
            broken: make {
                $0.electorsOnList = 0; $0.electorsGivenBallots = 0; $0.tookPart = 0
            },
            figures: [.count(0), .count(0)]),
        Limit(
            code: "C06", kept: make(), broken: make { $0.electorsOnList = 1001 }, figures: [.count(1001), .count(1000)]),
        Limit(
            code: "C07", kept: make { $0.tookPart = 989 }, broken: make { $0.tookPart = 990 },
            figures: [.count(990), .count(1000), .fraction(Fraction(99, 100))]),
        Limit(
            code: "C08", kept: make { $0.votes = [.init("x", 50), .init("y", 0)] },
            broken: make { $0.votes = [.init("x", 0), .init("y", 51)] }, figures: [.choice("y"), .count(51)]),
        Limit(
            code: "C09", kept: make { $0.mobileBoxes[0].ballotsFound = 199 },
            broken: make { $0.mobileBoxes[0].ballotsFound = 200 }, figures: [.count(200), .count(400)]),
        Limit(
            code: "C10",
            kept: make {
                $0.mobileBoxes[0].requests = 10; $0.invalid = 11
            },
            broken: make {
                $0.mobileBoxes[0].requests = 9; $0.invalid = 11
            }, figures: [.count(9), .count(10)]),
        Limit(
            code: "C14", kept: make { $0.ballotsReceived = 1050 }, broken: make(), figures: [.count(1001), .count(50)],
            thresholds: CheckThresholds([.init(.packet, Fraction(50, 1), source: "test")])),
    ]

    @Test(arguments: limits)
    func awarningBeginsAtItsLimit(limit: Limit) throws {
        let context = CheckContext(
            stations: Self.context.stations, ballots: Self.context.ballots, thresholds: limit.thresholds)
        let kept = check([limit.kept], in: context).filter { $0.code == limit.code }
        #expect(kept.map(\.holds) == [true])
        let broken = check([limit.broken], in: context).filter { $0.code == limit.code }
        #expect(broken.map(\.holds) == [false])
        #expect(broken[0].figures.map(\.value) == limit.figures)
        #expect(broken[0].severity == .warning)
    }

    @Test func everyWarningAboutOneProtocolHasItsLimit() {
        let own = Check.catalogue.filter { $0.severity == .warning && $0.scope == .oneProtocol }.map(\.code)
        #expect(Set(Self.limits.map(\.code)) == Set(own))
    }

    @Test func packetsAreLookedAtOnlyWhereThereAreAny() {
        #expect(check([Self.make()], in: Self.context).allSatisfy { $0.code != "C14" })
    }

    /// C05 says nothing new where more ballots were given than electors are on the list, nor C07.
    @Test func whatHasBeenSaidIsNotSaidAgain() {
        let item = Self.make { $0.electorsOnList = 399 }
        let codes = findings(about: [item], in: Self.context).map(\.code)
        #expect(codes.contains("A04") && !codes.contains("C05") && !codes.contains("C07"))
        let more = Self.make { $0.electorsGivenBallots = 300 }
        let others = findings(about: [more], in: Self.context).map(\.code)
        #expect(others.contains("A05") && !others.contains("C03"))
        let empty = Self.make { $0.tookPart = 0 }
        let rest = findings(about: [empty], in: Self.context).map(\.code)
        #expect(rest.contains("A09") && !rest.contains("A02"))
        let box = Self.make { $0.mobileBoxes[0].requests = 9 }
        let last = findings(about: [box], in: Self.context).map(\.code)
        #expect(last.contains("K02") && !last.contains("C10"))
    }
}
