import PrimeOrderGroups
import Synchronization
import VerifiableVoting

/// Evidence files for an archive that is valid and for one that is not.
enum EvidenceFuzzing {
    typealias Suite1 = VersionOne<Edwards25519>

    /// Whatever the file, the verdict is that of the archive alone, and the report counts every ballot at most once.
    static func check(_ bytes: [UInt8], thoroughly: Bool) async throws {
        try read(bytes)
        guard thoroughly else { return }
        let cases = try await self.cases.value
        var verifier = ArchiveVerifier(cores: 1)
        verifier.evidence = MemoryArchive(bytes)
        var helped = try await verifier.verify(cases.valid)
        guard let report = helped.evidence else { throw BrokenPromise("no report of the evidence") }
        let ballots = cases.statement.ballots
        try BrokenPromise.unless(
            report.used >= 0 && report.used + report.wrong + report.missing <= ballots && report.surplus >= 0,
            "the report counts more ballots than there are: \(report)")
        try BrokenPromise.unless(
            report.refused == nil || report.used + report.wrong + report.missing + report.surplus == 0,
            "a refused file is used: \(report)")
        helped.evidence = nil
        try BrokenPromise.unless(helped == cases.statement, "evidence changes the statement")
        let violation = try await ArchiveFuzzing.violation { _ = try await verifier.verify(cases.invalid) }
        try BrokenPromise.unless(violation == cases.violation, "evidence changes the violation: \(violation as Any)")
    }

    /// The points of each ballot, in the archive's order and turned round, never more than an entry may have.
    private static func read(_ bytes: [UInt8]) throws {
        let fixed = try FixedElection<Suite1>.shared.get()
        let fingerprint = Digest(of: fixed.election.description.bytes)
        let most = 64
        let file = MemoryArchive(bytes)
        guard var reader = try? EvidenceReader(file, fingerprint: fingerprint, mostPoints: most) else { return }
        let ballots = fixed.ballots.map { Digest(of: $0) }
        for ballot in ballots + ballots.reversed() {
            let points = reader.points(of: ballot)
            try BrokenPromise.unless(
                points.map { $0.count % 64 == 0 && $0.count <= 64 * most } ?? true, "points of another size")
        }
        try BrokenPromise.unless(reader.surplus() >= 0, "fewer entries than none")
    }

    private struct Cases: Sendable {
        let valid: MemoryArchive
        let statement: VerificationStatement
        let invalid: MemoryArchive
        let violation: Violation
    }

    private static let cases = Task {
        let (valid, invalid) = (MemoryArchive(try archive()), MemoryArchive(try invalidArchive()))
        let statement = try await ArchiveVerifier(cores: 1).verify(valid)
        let violation = try await ArchiveFuzzing.violation {
            _ = try await ArchiveVerifier(cores: 1).verify(invalid)
        }
        guard let violation else { throw BrokenPromise("the archive that should be invalid is valid") }
        return Cases(valid: valid, statement: statement, invalid: invalid, violation: violation)
    }

    private static func archive() throws -> [UInt8] { try FixedElection<Suite1>.shared.get().archive() }

    /// The second ballot has a signature that does not hold: its response is another's.
    private static func invalidArchive() throws -> [UInt8] {
        let fixed = try FixedElection<Suite1>.shared.get()
        var ballots = fixed.ballots
        let own = try BallotReader<Edwards25519.Order>.read(ballots[1])
        var forged = own
        forged.signature.response = own.signature.challenge
        ballots[1] = forged.bytes()
        return try fixed.archive(ballots)
    }

    /// The evidence that anybody makes of an archive.
    static func evidence(_ source: MemoryArchive) async throws -> [UInt8] {
        let bytes = Mutex<[UInt8]>([])
        _ = try await EvidenceMaker.make(source, cores: 1) { piece in bytes.withLock { $0 += piece } }
        return bytes.withLock { $0 }
    }

    static func seeds() async throws -> [(name: String, bytes: [UInt8])] {
        let valid = try await evidence(MemoryArchive(archive()))
        let invalid = try await evidence(MemoryArchive(invalidArchive()))
        let entry = (valid.count - 48) / 2
        let (head, first, second) = (valid[..<48], valid[48..<48 + entry], valid[(48 + entry)...])
        return [
            ("valid", valid), ("invalid", invalid), ("head", Array(head)),
            ("turned", Array(head + second + first)), ("doubled", Array(head + first + first)),
            ("truncated", Array(valid.dropLast(70))),
        ]
    }
}
