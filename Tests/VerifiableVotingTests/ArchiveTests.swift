import PrimeOrderGroups
import Testing
import VerifiableVoting

@Suite struct ArchiveTests {
    static let archives = ["v3.3.0-Ed25519": "4b8gNLhWW7HKdT.bel", "v3.3.0-Ed25519-threshold": "zzYp2vJpcZRZcB.bel"]

    static func archive(_ sample: String) throws -> [UInt8] { try Samples.bytes(sample, archives[sample] ?? "") }

    @Test(arguments: Samples.names) func sampleArchiveVerifies(sample: String) async throws {
        let statement = try await ArchiveVerifier(cores: 2).verify(MemoryArchive(Self.archive(sample)))
        #expect(statement.stage == .decrypted)
        #expect(statement.ballots == 23)
        #expect(statement.counted == 20)
        #expect(statement.findings == [])
        let published = try ElectionResult(
            bytes: Samples.lines(sample, "result.json")[0], questions: statement.questions)
        #expect(statement.result == published)
    }
}
