import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

/// Electors who are members of other bodies, as for the Senate.
@Suite struct CollegeTests {
    private func law(_ conditions: String = "", base: String = "members present") -> LawText {
        .majority(
            """
            elected: {when: more than 1/2 of \(base), cites: art. 4}
            run-off:
              called when: nobody is elected
              qualify: {top: 2, cites: art. 7}
              on withdrawal: no replacement
              elected: {when: more than 1/2 of members present, cites: art. 8}
              timing: the same day
              cites: art. 9
            otherwise: repeat election
            """, college: "{members: deputies, \(conditions)cites: art. 5}")
    }

    private let quorum = "quorum: more than 1/2 of members of the college, "
    private let validVote = "valid vote: at least 3/4 of members present, "

    @Test(arguments: [(UInt64(50), false), (51, true)])
    func theQuorum(present: UInt64, isMet: Bool) throws {
        let tally = votes(["A": 30, "B": 10], registered: 100, present: present, cast: 45)
        let outcome = try decide(law(quorum), [tally])
        #expect(outcome.result == (isMet ? .elected(["A"], round: 1) : .open(.noQuorum)))
        #expect(outcome.codes.contains(isMet ? .quorumReached : .quorumMissed))
        #expect(try decide(law(), [tally]).result == .elected(["A"], round: 1))
    }

    /// The register says who was present; without it, those who took part were.
    @Test func whoIsPresent() throws {
        let tally = votes(["A": 30, "B": 10], registered: 100, cast: 51)
        let law = law(quorum, base: "ballots cast")
        #expect(try decide(law, [tally]).result == .elected(["A"], round: 1))
        #expect(try decide(law, [votes(["A": 30, "B": 10], registered: 100)]).result == .open(.baseUnknown))
        #expect(try decide(law, [votes(["A": 30, "B": 10], cast: 51)]).result == .open(.baseUnknown))
    }

    @Test(arguments: [(UInt64(44), false), (45, true)])
    func theValidVoteOfThosePresent(cast: UInt64, isMet: Bool) throws {
        let tally = votes(["A": 31, "B": 10], registered: 100, present: 60, cast: cast)
        let outcome = try decide(law(quorum + validVote), [tally])
        #expect(outcome.result == (isMet ? .elected(["A"], round: 1) : .open(.noQuorum)))
        #expect(outcome.codes.contains(isMet ? .validVoteReached : .validVoteMissed))
        #expect(try decide(law(quorum), [tally]).result == .elected(["A"], round: 1))
    }

    /// 30 of 60 present are not more than half, though they are of 45 who voted; nor of 100 members.
    @Test func theMajorityOfThosePresent() throws {
        let tally = votes(["A": 30, "B": 10, "C": 5], registered: 100, present: 60, cast: 45)
        #expect(try decide(law(quorum), [tally]).result == .runOff(["A", "B"]))
        #expect(try decide(law(quorum, base: "ballots cast"), [tally]).result == .elected(["A"], round: 1))
        let members = law(quorum, base: "members of the college")
        #expect(try decide(members, [tally]).result == .runOff(["A", "B"]))
        #expect(try decide(law(), [votes(["A": 30, "B": 10])]).result == .open(.baseUnknown))
    }

    /// The second ballot of the same sitting.
    @Test(arguments: [(UInt64(30), false), (31, true)])
    func theRunOffTheSameDay(forA: UInt64, isElected: Bool) throws {
        let first = votes(["A": 25, "B": 20, "C": 10], registered: 100, present: 60, cast: 55)
        let second = votes(["A": forA, "B": 25], round: 2, registered: 100, present: 60, cast: 57)
        let outcome = try decide(law(quorum + validVote), [first, second])
        #expect(outcome.result == (isElected ? .elected(["A"], round: 2) : .open(.repeatElection)))
    }
}
