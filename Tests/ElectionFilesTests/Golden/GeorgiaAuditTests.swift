import ElectionFiles
import ElectionModel
import Observation
import SeatAllocation
import Testing

/// What an audit of Georgia 2016 would have to confirm, district by district.
@Suite struct GeorgiaAuditTests {
    private static func claims() throws -> (golden: GoldenElection, contests: [ContestClaims]) {
        let golden = try GoldenElection("georgia-2016")
        let contests = auditClaims(
            of: golden.decide(), under: golden.law, of: golden.election, from: golden.tallies,
            with: golden.decisions)
        return (golden, contests.filter { $0.tier == GeorgiaTests.tier })
    }

    @Test func runOffsOfTheDistricts() throws {
        let (golden, contests) = try Self.claims()
        for contest in contests.filter({ $0.round == 2 }) {
            print(contest.district, contest.gap as Any, contest.claims, contest.reported)
        }
        print(contests.filter { $0.round == 1 }.map { ($0.district, $0.gap as Any, $0.claims.count) })
        _ = golden
    }
}
