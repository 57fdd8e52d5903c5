import PrimeOrderGroups
import VerifiableVoting

/// Bytes that begin as an archive does are read as one; all others are parts of which one is put together.
enum ArchiveFuzzing {
    static func check(_ bytes: [UInt8], thoroughly: Bool) async throws {
        let isWhole = bytes.starts(with: Array("BELENIOS".utf8))
        let archive = isWhole ? bytes : SealedArchive(parts: bytes.parts).bytes
        try read(MemoryArchive(archive))
        if thoroughly { try await verify(archive) }
    }

    /// The events up to the first fault, and everything in them that has a reader of its own.
    private static func read(_ source: MemoryArchive) throws {
        var reader = ArchiveReader(source)
        var questions: [Question] = []
        var last: UInt64 = 0
        do {
            while let event = try reader.next() {
                try BrokenPromise.unless(event.offset >= last && event.offset < source.byteCount, "an event outside")
                last = event.offset
                for (digest, body) in event.data {
                    try BrokenPromise.unless(Digest(of: body) == digest, "a body under another hash")
                    questions = (try? ElectionDescription(bytes: body))?.questions ?? questions
                    try readObjects(body, questions)
                }
            }
        } catch is Violation {}
    }

    private static func readObjects(_ body: [UInt8], _ questions: [Question]) throws {
        typealias Suite = VersionOne<Edwards25519>
        if let ballot = try? BallotReader<Edwards25519.Order>.read(body), ballot.isCanonical {
            try BrokenPromise.unless(ballot.bytes() == body, "a canonical ballot writes other bytes")
        }
        _ = try? PublicCredentials(body, suite: Suite.self)
        _ = try? EncryptedTally<Suite>(bytes: body, questions: questions)
        _ = try? PartialDecryption<Suite>(bytes: body, questions: questions)
        _ = try? ElectionResult(bytes: body, questions: questions)
    }

    /// Whatever the bytes, the verdict is a statement or a violation. What is valid has one spelling, the same statement on
    /// one core and on two, opens as a board, and is helped by its own evidence without a change.
    private static func verify(_ bytes: [UInt8]) async throws {
        let source = MemoryArchive(bytes)
        let extent = try ArchiveExtent(source)
        // A board reads less than a verifier and takes as long: every fourth length will do for what is invalid.
        if bytes.count / 512 % 4 == 0 { _ = try await opens(source) }
        let statement: VerificationStatement
        do {
            statement = try await ArchiveVerifier(cores: 2).verify(source)
        } catch is Violation {
            return
        } catch { throw BrokenPromise("an archive in memory throws \(error)") }
        try BrokenPromise.unless(try await opens(source), "a valid archive does not open as a board")
        try BrokenPromise.unless(
            extent.fault == nil && extent.head?.byteCount == UInt64(bytes.count)
                && extent.head?.digest == statement.head, "a valid archive is not whole")
        try BrokenPromise.unless(try rewritten(source) == bytes, "a valid archive has two spellings")
        let again = try await ArchiveVerifier(cores: 1).verify(source)
        try BrokenPromise.unless(again == statement, "another statement on one core")
        try await evidenceHelps(source, statement)
    }

    private static func opens(_ source: MemoryArchive) async throws -> Bool {
        try await violation { _ = try await BoardOpening.visit(source, Opening()) } == nil
    }

    /// The violation that something throws; nil where it throws nothing. Other errors go on.
    static func violation(_ body: () async throws -> Void) async throws -> Violation? {
        do { try await body() } catch let violation as Violation { return violation }
        return nil
    }

    private static func rewritten(_ source: MemoryArchive) throws -> [UInt8] {
        var reader = ArchiveReader(source)
        var bytes: [UInt8] = []
        while let event = try reader.next() {
            guard let timestamp = reader.head?.timestamp else { throw BrokenPromise("events without a head") }
            if bytes.isEmpty { bytes = ArchiveRecord.first(timestamp: timestamp) }
            for (_, body) in event.data { bytes += ArchiveRecord.bytes(.data, body: body, timestamp: timestamp) }
            bytes += ArchiveRecord.bytes(.event, body: event.event.bytes, timestamp: timestamp)
        }
        return bytes
    }

    private static func evidenceHelps(_ source: MemoryArchive, _ plain: VerificationStatement) async throws {
        guard plain.group == Edwards25519.name else { return }
        let evidence = try await EvidenceFuzzing.evidence(source)
        var verifier = ArchiveVerifier(cores: 2)
        verifier.evidence = MemoryArchive(evidence)
        var helped = try await verifier.verify(source)
        try BrokenPromise.unless(helped.evidence?.used == plain.ballots, "evidence of a valid ballot is not used")
        helped.evidence = nil
        try BrokenPromise.unless(helped == plain, "evidence changes the statement")
    }

    private struct Opening: AdmissionVisitor {
        func visit<Suite: CipherSuite>(_ admission: BallotAdmission<Suite>) -> Int { admission.head.events }
    }

    static func seeds() async throws -> [(name: String, bytes: [UInt8])] {
        let small = try await FixedElection<VersionOne<Edwards25519>>().records()
        let large = try await FixedElection<VersionOne<Belenios2048>>().records()
        return [
            ("records-ed25519", [UInt8](parts: small)), ("records-belenios-2048", [UInt8](parts: large)),
            ("records-open", [UInt8](parts: Array(small.prefix(6)))),
            ("records-raw-event", [UInt8](parts: small.prefix(4) + [Array("e{\"height\":1}".utf8)])),
            ("whole", SealedArchive(parts: small).bytes),
            ("whole-truncated", SealedArchive(parts: Array(small.prefix(4))).bytes.dropLast(100)),
        ]
    }
}
