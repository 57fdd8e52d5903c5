import PrimeOrderGroups
import Testing
import VerifiableVoting

/// Evidence makes verification faster and never changes what comes out.
@Suite struct EvidenceTests {
    static func evidence(_ archive: [UInt8]) async throws -> [UInt8] {
        let box = Box()
        _ = try await EvidenceMaker.make(MemoryArchive(archive), cores: 2) { box.bytes += $0 }
        return box.bytes
    }

    /// Bytes of an entry: a hash, a count and 144 points.
    static let entrySize: Int = 36 + 64 * 144

    final class Box: @unchecked Sendable { var bytes: [UInt8] = [] }

    static func verify(_ archive: [UInt8], _ evidence: [UInt8]?) async throws -> VerificationStatement {
        var verifier = ArchiveVerifier(cores: 2)
        verifier.evidence = evidence.map { MemoryArchive($0) }
        return try await verifier.verify(MemoryArchive(archive))
    }

    @Test(arguments: Samples.names) func honestEvidenceIsUsedForEveryBallot(sample: String) async throws {
        let archive = try ArchiveTests.archive(sample)
        let evidence = try await Self.evidence(archive)
        let expected: Int = 48 + 23 * Self.entrySize
        #expect(evidence.count == expected)
        let plain = try await Self.verify(archive, nil)
        var helped = try await Self.verify(archive, evidence)
        var report = EvidenceReport()
        report.used = 23
        #expect(helped.evidence == report)
        helped.evidence = nil
        #expect(helped == plain)
    }

    /// Every part of an entry, changed by one bit: found as wrong, and the verdict stays.
    @Test func changedEvidenceIsFoundAndDoesNotMatter() async throws {
        let archive = try ArchiveTests.archive(Samples.names[0])
        let evidence = try await Self.evidence(archive)
        var plain = try await Self.verify(archive, nil)
        for point in stride(from: 0, to: 144, by: 5) {
            var changed = evidence
            let offset: Int = 84 + 64 * point + 7
            changed[offset] ^= 1
            var helped = try await Self.verify(archive, changed)
            #expect(helped.evidence?.wrong == 1, "point \(point)")
            #expect(helped.evidence?.used == 22, "point \(point)")
            helped.evidence = nil
            plain.evidence = nil
            #expect(helped == plain)
        }
    }

    @Test func entriesInAnotherOrderMissingOrSurplus() async throws {
        let archive = try ArchiveTests.archive(Samples.names[0])
        let evidence = try await Self.evidence(archive)
        let size = Self.entrySize
        let head: [UInt8] = Array(evidence[..<48])
        let entries: [[UInt8]] = (0..<23).map { number in
            let start = 48 + number * size
            return Array(evidence[start..<start + size])
        }
        let reversed: [UInt8] = head + Array(entries.reversed().joined())
        let turned = try await Self.verify(archive, reversed)
        #expect(turned.evidence?.used == 23)
        let late: [UInt8] = head + Array(entries[3...].joined())
        let some = try await Self.verify(archive, late)
        #expect(some.evidence?.missing == 3)
        #expect(some.evidence?.used == 20)
        let doubled = try await Self.verify(archive, evidence + entries[0])
        #expect(doubled.evidence?.surplus == 1)
        let empty = try await Self.verify(archive, [])
        #expect(empty.evidence?.refused == .notEvidence)
        let foreign = try await Self.evidence(ArchiveTests.archive(Samples.names[1]))
        let other = try await Self.verify(archive, foreign)
        #expect(other.evidence?.refused == .anotherElection)
    }
}
