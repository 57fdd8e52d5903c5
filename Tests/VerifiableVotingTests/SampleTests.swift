import PrimeOrderGroups
import Testing
import VerifiableVoting

@Suite struct SampleTests {
    @Test(arguments: Samples.names) func everyBallotVerifies(sample: String) throws {
        let election = try Samples.election(sample)
        let ballots = try Samples.ballots(sample)
        #expect(ballots.count == 23)
        for bytes in ballots {
            let ballot = try election.verify(bytes)
            #expect(ballot.isCanonical)
            #expect(ballot.ciphertexts.map(\.count) == [10, 13])
        }
    }
}
