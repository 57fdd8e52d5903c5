import ElectionFiles
import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

/// Two ballots: a majority of valid votes and a quarter of registered electors, then all above an eighth of registered
/// electors, at least two. All 577 constituencies of 2024.
@Suite struct FranceTests {
    static let tier: TierID = "constituencies"

    @Test func electedAndQualifiedInTheFirstBallot() throws {
        var golden = try GoldenElection("france-2024")
        golden.tallies.removeAll { $0.round == 2 }
        golden.decisions = Decisions()
        let outcome = golden.decide()
        let elected = Dictionary(
            golden.claims(.elected, round: 1).map { ($0.district, $0.choice) }, uniquingKeysWith: { first, _ in first })
        var qualified: [DistrictID: Set<ChoiceID>] = [:]
        for claim in golden.claims(.finalist, round: 2) + golden.claims(.withdrew, round: 2) {
            qualified[claim.district, default: []].insert(try #require(claim.choice))
        }
        #expect(outcome.contests.count == 577)
        for contest in outcome.contests {
            switch contest.result {
            case .elected(let winners, round: 1): #expect(elected[contest.district] == winners.first)
            case .runOff(let finalists): #expect(qualified[contest.district] == Set(finalists), "\(contest.district)")
            default: Issue.record("\(contest.district): \(contest.result)")
            }
        }
        #expect(outcome.contests.filter { $0.winner != nil }.count == 76)
        #expect(outcome.runOffs.count == 501)
        #expect(outcome.runOffs.reduce(0) { $0 + $1.finalists.count } == 1318)
    }

    @Test func winnersOfTheSecondBallot() throws {
        let golden = try GoldenElection("france-2024")
        #expect(golden.decisions.withdrawals.count == 224)
        let outcome = golden.decide()
        var ballots: [DistrictID: Set<ChoiceID>] = [:]
        for claim in golden.claims(.finalist, round: 2) {
            ballots[claim.district, default: []].insert(try #require(claim.choice))
        }
        let claims = golden.claims(.elected, round: 2)
        #expect(claims.count == 501)
        for claim in claims {
            let contest = try #require(outcome.contest(claim.district, in: Self.tier))
            let winner = try #require(claim.choice)
            #expect(Set(contest.finalists) == ballots[claim.district], "\(claim.district)")
            #expect(contest.result == .elected([winner], round: 2), "\(claim.district)")
        }
        #expect(outcome.seats.filter { if case .candidate = $0.holder { true } else { false } }.count == 577)
        #expect(outcome.ties.isEmpty)
        #expect(!outcome.derivation.all.contains { $0.code == .secondBallotDiffers })
        let sizes = Dictionary(grouping: claims.compactMap { ballots[$0.district]?.count }, by: \.self).mapValues(
            \.count)
        #expect(sizes == [1: 1, 2: 409, 3: 89, 4: 2])
    }

    /// The members by the label that the Ministry gave them.
    @Test func seatsByLabel() throws {
        let golden = try GoldenElection("france-2024")
        let labels = Dictionary(
            golden.election.choices.map { ($0.id, $0.nominator) }, uniquingKeysWith: { first, _ in first })
        var seats: [PartyID: Int] = [:]
        for contest in golden.decide().contests {
            let winner = try #require(contest.winner)
            let label = try #require(labels[winner] ?? nil)
            seats[label, default: 0] += 1
        }
        // The winner of 98703 was REG in the first ballot, which is kept here, and UG in the second.
        let relabelled = try #require(golden.claims(.elected, round: 2).first { $0.district == "98703" }?.choice)
        #expect(labels[relabelled] == "reg")
        seats["reg", default: 0] -= 1
        seats["ug", default: 0] += 1
        let official = golden.officialSeats(Self.tier)
        #expect(official.values.reduce(0, +) == 577)
        #expect(seats == Dictionary(uniqueKeysWithValues: official.map { (PartyID($0.key.rawValue), $0.value) }))
    }

    @Test func aMajorityOfFewIsNotEnough() throws {
        let steps = try GoldenElection("france-2024").decide().derivation.all.filter { $0.code == .district }
        let missed = steps.filter { district in district.steps.contains { $0.code == .secondConditionMissed } }
        #expect(
            missed.compactMap { $0.figure("district") }
                == ["97101", "97104", "97201", "97204", "97301", "97302", "zz09"].map { .district($0) })
        let byRank = steps.filter { district in district.steps.contains { $0.code == .qualifiedByRank } }
        #expect(byRank.count == 28)
    }

    /// Four printed sums of the first ballot and one of the second are off by one or two; the audit finds just those.
    @Test func theAuditFindsTheSumsThatDiffer() throws {
        let findings = try GoldenElection("france-2024").decide().findings
        #expect(findings.allSatisfy { $0.code == "T02" })
        #expect(
            findings.map(\.place) == [
                ["constituencies", "1602", "1"], ["constituencies", "2704", "1"], ["constituencies", "3404", "1"],
                ["constituencies", "7502", "1"], ["constituencies", "9103", "2"],
            ])
    }

    /// The closest run-off was decided by 35 votes. With 35 fewer for the winner the older candidate has the seat.
    @Test func aTieGoesToTheOlder() throws {
        var golden = try GoldenElection("france-2024")
        let place = try #require(golden.tallies.firstIndex { $0.district == "0703" && $0.round == 2 })
        let lines = golden.tallies[place].votes.indices.sorted {
            golden.tallies[place].votes[$0].votes > golden.tallies[place].votes[$1].votes
        }
        let tied = lines.prefix(2).map { golden.tallies[place].votes[$0].choice }
        #expect(golden.tallies[place].votes[lines[0]].votes == golden.tallies[place].votes[lines[1]].votes + 35)
        golden.tallies[place].votes[lines[0]].votes -= 35
        #expect(golden.decide().contest("0703", in: Self.tier)?.result == .open(.tie))
        for (older, younger) in [(tied[0], tied[1]), (tied[1], tied[0])] {
            for (id, year) in [(older, 1950), (younger, 1960)] {
                let index = try #require(golden.election.choices.firstIndex { $0.id == id })
                golden.election.choices[index].birthDate = CalendarDate(year: year, month: 1, day: 1)
            }
            #expect(golden.decide().contest("0703", in: Self.tier)?.result == .elected([older], round: 2))
        }
    }
}
