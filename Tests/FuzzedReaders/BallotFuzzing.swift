import PrimeOrderGroups
import VerifiableVoting

/// Ballots as a stranger sends them to a board.
enum BallotFuzzing {
    typealias Suite1 = VersionOne<Edwards25519>

    static func check(_ bytes: [UInt8]) async throws {
        try read(bytes, Edwards25519.Order.self)
        try read(bytes, Belenios2048.Order.self)
        try await offer(bytes)
    }

    /// A ballot that reads as canonical writes back the same bytes; the quick reader and the patient one agree.
    private static func read<Order: PrimeOrder>(_ bytes: [UInt8], _: Order.Type) throws {
        let ballot: BallotText<Order>
        do throws(Violation) { ballot = try BallotReader<Order>.read(bytes) } catch { return }
        let isText = String(validating: bytes, as: UTF8.self) != nil
        guard ballot.isCanonical else {
            return try BrokenPromise.unless(isText, "a ballot of broken UTF-8 was read")
        }
        try BrokenPromise.unless(ballot.bytes() == bytes, "a canonical ballot writes other bytes")
        let unsigned = BallotText<Order>.unsignedBytes(
            electionUUID: ballot.electionUUID, electionHash: ballot.electionHash, credential: ballot.credential,
            answers: ballot.answers)
        try BrokenPromise.unless(Digest(of: unsigned) == ballot.unsignedHash, "another hash without the signature")
        // Texts of elements are held against canonical ones later; only the patient reader looks at them before.
        guard isText else { return }
        let patient = try LenientBallotReader<Order>.read(bytes)
        try BrokenPromise.unless(
            patient.bytes() == bytes && patient.unsignedHash == ballot.unsignedHash, "two readers read two ballots")
    }

    /// What a board takes makes a valid archive without findings; everything else it refuses with a reason.
    private static func offer(_ bytes: [UInt8]) async throws {
        guard let addition = try await board.value(bytes) else { return }
        let archive = try FixedElection<Suite1>.shared.get().archive() + addition.bytes
        let statement = try await ArchiveVerifier(cores: 2).verify(MemoryArchive(archive))
        try BrokenPromise.unless(statement.findings.isEmpty, "a board takes a ballot with findings")
    }

    /// Checks a ballot for the fixed election and gives what to append; opened once.
    private static let board = Task {
        let archive = MemoryArchive(try FixedElection<Suite1>.shared.get().archive())
        return try await BoardOpening.visit(archive, Board())
    }

    private struct Board: AdmissionVisitor {
        func visit<Suite: CipherSuite>(
            _ admission: BallotAdmission<Suite>
        ) -> @Sendable ([UInt8]) throws -> ArchiveAddition? {
            { bytes in
                let ballot: AdmittedBallot
                do throws(AdmissionRefusal) { ballot = try admission.check(bytes) } catch { return nil }
                return try admission.addition(ballot)
            }
        }
    }

    static func seeds() throws -> [(name: String, bytes: [UInt8])] {
        let fixed = try FixedElection<Suite1>.shared.get()
        let spelled = String(decoding: fixed.lastBallot, as: UTF8.self)
        return [
            ("cast", fixed.ballots[0]), ("blank", fixed.ballots[1]), ("next", fixed.lastBallot),
            ("large", try FixedElection<VersionOne<Belenios2048>>().ballots[1]),
            (
                "surplus-member",
                Array(spelled.replacing("{\"choices\":", with: "{\"x\":[null,true,-1],\"choices\":").utf8)
            ),
            ("escapes", Array(spelled.replacing(FixedElection<Suite1>.uuid, with: "\\n\\u001f\\\"\\\\ұ").utf8)),
            ("spaces", Array(spelled.replacing(",\"", with: ", \"").utf8)),
        ]
    }
}

extension FixedElection where Suite == VersionOne<Edwards25519> {
    static let shared = Result { try FixedElection() }
}
