import PrimeOrderGroups
import Testing
import VerifiableVoting

/// A ballot that a later one of its credential replaced must not stand again: the archive would turn the vote back.
@Suite struct ReplacedBallotTests {
    @Test func replacedBallotStandsOnce() async throws {
        var election = TinyElections.two()
        let ballots = election.ballots(TinyElections.votesOfTwo)
        // The first and the last are of one voter; the first once more comes after the last.
        let bytes = election.archive(ballots + [ballots[0]]).bytes
        for cores in 1...2 {
            await #expect {
                try await ArchiveVerifier(cores: cores).verify(MemoryArchive(bytes))
            } throws: { error in
                let violation = error as? Violation
                return violation?.rule == .ballotDuplicate && violation?.place.ballot == ballots.count + 1
            }
        }
        #expect(ReferenceVerifier().verdict(bytes) == .invalid("ballot-duplicate"))
    }
}
