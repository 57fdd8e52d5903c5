import ElectionFiles
import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

/// Crowd-entered sums of 2016: the law is run on what was entered, doubts are shown, and nothing is forced towards the
/// official result, which stays a claim.
@Suite struct GeorgiaTests {
    static let tier: TierID = "majoritarian"
    static let short: [DistrictID] = ["04", "31", "50"]

    @Test func fiftyRunOffsAndThreeJustShort() throws {
        var golden = try GoldenElection("georgia-2016")
        let pairs = Dictionary(grouping: golden.claims(.finalist, round: 2), by: \.district)
        #expect(pairs.count == 50)
        golden.tallies.removeAll { $0.round == 2 }
        let outcome = golden.decide()
        #expect(outcome.contests.count == 73)
        let runOffs = outcome.runOffs.map(\.district)
        #expect(Set(runOffs) == Set(pairs.keys).union(Self.short))
        #expect(outcome.contests.filter { $0.winner != nil }.count == 20)

        let close = closeCalls(under: golden.law, of: golden.election, from: golden.tallies)
        let missed = close.filter { $0.code == "S11" }
        #expect(missed.map(\.place) == Self.short.map { ["majoritarian", $0.rawValue] })
        #expect(missed.map { figure("distance", of: $0) } == [.count(49), .count(46), .count(1)])
        #expect(missed.map { figure("needed", of: $0) } == [.count(11_345), .count(7_681), .count(15_153)])
        #expect(close.filter { $0.code == "S12" }.map { $0.place[1] } == ["03", "73"])
    }

    @Test func pairsAndWinnersOfTheSecondRound() throws {
        let golden = try GoldenElection("georgia-2016")
        let outcome = golden.decide()
        let pairs = Dictionary(grouping: golden.claims(.finalist, round: 2), by: \.district)
        let equal = outcome.contests.filter { contest in
            pairs[contest.district].map { Set($0.map(\.choice)) == Set(contest.finalists) } ?? false
        }
        #expect(equal.count == 49)
        let differing = outcome.findings.filter { $0.code == "S10" }
        #expect(differing.map(\.place) == [["parliament", "majoritarian", "60"]])
        #expect(figure("finalists", of: try #require(differing.first)) == .choices(["60-41", "60-43"]))
        #expect(figure("onBallot", of: try #require(differing.first)) == .choices(["60-41", "60-42"]))
        #expect(outcome.findings == differing)
        #expect(Self.short.allSatisfy { outcome.contest($0, in: Self.tier)?.result.isRunOff == true })

        // Official seats by party and round, from sources of their own: the second round agrees, the first lacks three.
        var seats: [Int: [String: Int]] = [:]
        let nominators = Dictionary(
            golden.election.choices.map { ($0.id, $0.nominator?.rawValue) }, uniquingKeysWith: { first, _ in first })
        for contest in outcome.contests {
            guard case .elected(let winners, let round) = contest.result, let winner = winners.first else { continue }
            seats[round, default: [:]][(nominators[winner] ?? nil) ?? "independents", default: 0] += 1
        }
        for round in [1, 2] {
            let claims = golden.seats.filter { $0.tier == Self.tier && $0.round == round }
            let official = Dictionary(claims.map { ($0.choice, $0.seats) }, uniquingKeysWith: +)
            #expect(round == 1 ? official == ["41": 23] : official == seats[2])
        }
        #expect(seats[1] == ["41": 20])
    }

    @Test func listEightMissesTheThresholdByThreeVotes() throws {
        let golden = try GoldenElection("georgia-2016")
        let close = closeCalls(under: golden.law, of: golden.election, from: golden.tallies)
        #expect(!close.contains { $0.code == "S14" })
        let missed = close.filter { $0.code == "S13" }
        #expect(missed.map { figure("choice", of: $0) } == [.choice("8"), .choice("27")])
        #expect(missed.map { figure("distance", of: $0) } == [.count(3), .count(6693)])
        #expect(missed.map { figure("needed", of: $0) } == [.count(87_576), .count(87_576)])
        let outcome = golden.decide()
        #expect(outcome.seatsByList("proportional") == ["41": 47, "5": 30])
        #expect(golden.officialSeats("proportional") == ["41": 44, "5": 27, "8": 6])
    }

    /// The official votes of the three lists, with every number of valid votes that the official percentages of two
    /// decimals allow, give the official seats.
    @Test func theOfficialVotesGiveTheOfficialSeats() throws {
        let golden = try GoldenElection("georgia-2016")
        let bytes = try #require(repositoryFile("Elections/georgia-2016/figures.csv"))
        let figures = try SourcedFigures.figures(bytes, file: "figures.csv", sources: golden.sources)
        func value(_ key: String) throws -> String { try #require(figures.first { $0.key == key }?.value) }
        let lists: [ChoiceID] = ["41", "5", "8"]
        let votes = try lists.map { try #require(UInt64(try value("lists.votes.\($0)"))) }
        var least: UInt64 = 0
        var most = UInt64.max
        for (index, list) in lists.enumerated() {
            let percent = try value("lists.percent.\(list)").filter { $0 != "." }
            let hundredths = try #require(UInt64(percent))
            // The share rounds to this percentage: (2h - 1) / 20000 <= votes / valid < (2h + 1) / 20000.
            least = max(least, 20_000 * votes[index] / (2 * hundredths + 1) + 1)
            most = min(most, 20_000 * votes[index] / (2 * hundredths - 1))
        }
        #expect(least < most && most - least < 400)
        for valid in [least, most] {
            let rest = Tally.ChoiceVotes("27", valid - votes.reduce(0, +))
            #expect(rest.votes < valid / 5)
            // The other lists stand together here; none of them passed, so they are held below the threshold one by one.
            let others = (0..<5).map { Tally.ChoiceVotes(ChoiceID("other-\($0)"), rest.votes / 5) }
            let odd = Tally.ChoiceVotes("other-5", rest.votes % 5)
            let tally = Tally(
                tier: "proportional", district: "georgia",
                votes: zip(lists, votes).map { Tally.ChoiceVotes($0, $1) } + others + [odd], provenance: .derived)
            #expect(tally.valid == valid)
            let outcome = decideSeats(under: golden.law, of: golden.election, from: [tally])
            #expect(outcome.seatsByList("proportional") == golden.officialSeats("proportional"))
        }
    }

    private func figure(_ name: String, of finding: Finding) -> Figure.Value? {
        finding.figures.first { $0.name == name }?.value
    }
}

extension ContestOutcome.Result {
    fileprivate var isRunOff: Bool { if case .runOff = self { true } else { false } }
}
