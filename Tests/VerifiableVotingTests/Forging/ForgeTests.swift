import PrimeOrderGroups
import Testing
import VerifiableVoting

/// What the forge makes without a fault is valid: a refusal later is about the fault.
@Suite struct ForgeTests {
    static func check<G: Group>(_ election: ForgedElection<G>, _ votes: [(voter: Int, choices: [[Int]])]) async throws {
        var election = election
        let archive = election.archive(election.ballots(votes))
        #expect(ReferenceVerifier().verdict(archive.bytes) == .valid)
        let statement = try await ArchiveVerifier(cores: 2).verify(MemoryArchive(archive.bytes))
        #expect(statement.findings == [])
        #expect(statement.stage == .decrypted)
    }

    @Test func one() async throws { try await Self.check(TinyElections.one(), TinyElections.votesOfOne) }
    @Test func two() async throws { try await Self.check(TinyElections.two(), TinyElections.votesOfTwo) }
    @Test func twoOfBelenios() async throws {
        try await Self.check(TinyElections.two(Belenios2048.self), TinyElections.votesOfTwo)
    }

    @Test func sameBytesFromTheSameSeed() {
        func archive() -> [UInt8] {
            var election = TinyElections.two()
            return election.archive(election.ballots(TinyElections.votesOfTwo)).bytes
        }
        #expect(archive() == archive())
    }
}
