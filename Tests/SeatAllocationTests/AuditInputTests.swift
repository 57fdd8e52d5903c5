import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

@Suite struct AuditInputTests {
    private let law = """
        format: sailau-law/1
        title: {en: Three seats}
        country: XX
        body: council
        statute: Invented
        in force: {from: 2000-01-01, cites: example}
        kind: chamber
        seats: 3
        tiers:
          - id: seats
            name: {en: Seats}
            seats: 3
            plurality: {votes per ballot: 3, cites: example}
            cites: example
        """

    /// A block vote has up to three votes a ballot, so that votes exceed ballots without a mistake.
    @Test(arguments: [(260, false), (288, false), (289, true)])
    func countsSeveralVotesABallot(_ votes: Int, _ isReported: Bool) throws {
        let law = try Law.read(Array(law.utf8), file: "law")
        let tally = Tally(
            tier: "seats", district: "seats", cast: 100, invalid: 4,
            votes: [.init("a", UInt64(votes) - 100), .init("b", 100)])
        let election = Election(id: "e", name: Multilingual("e"), law: "law")
        let codes = auditInput(law: law, election: election, tallies: [tally]).map(\.code)
        #expect(codes.contains("T02") == isReported)
    }
}
