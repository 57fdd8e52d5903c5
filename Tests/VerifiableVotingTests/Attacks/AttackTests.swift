import PrimeOrderGroups
import Testing
import VerifiableVoting

/// Verifiers that must agree on every archive: a rule's code, or nil for valid. A faster path joins by one line.
enum Verifiers {
    struct Answer: Equatable, Sendable {
        var violation: Violation?
        var findings: Set<String> = []
    }

    /// An archive, with the evidence that anybody can make of it, up to the ballot that cannot be read.
    struct Subject: Sendable {
        let bytes: [UInt8]
        let evidence: [UInt8]

        init(_ bytes: [UInt8]) async {
            let made = EvidenceTests.Box()
            _ = try? await EvidenceMaker.make(MemoryArchive(bytes), cores: 1) { made.bytes += $0 }
            self.bytes = bytes
            evidence = made.bytes
        }

        /// One bit in every 5,000 bytes is changed, the first ones in the first entry.
        var spoiled: [UInt8] {
            var evidence = evidence
            for index in stride(from: 90, to: evidence.count, by: 5000) { evidence[index] ^= 16 }
            return evidence
        }
    }

    typealias Verifier = (name: String, verify: @Sendable (Subject) async -> Answer)

    static let all = whole + inParts

    static let whole: [Verifier] = [
        ("one core, no lanes", { subject in await withoutLanes { await archive(subject.bytes, cores: 1) } }),
        ("two cores", { await archive($0.bytes, cores: 2) }),
        ("with evidence", { await archive($0.bytes, cores: 2, evidence: $0.evidence) }),
        (
            "with evidence, no lanes",
            { subject in
                await withoutLanes { await archive(subject.bytes, cores: 1, evidence: subject.evidence) }
            }
        ),
        ("with wrong evidence", { await archive($0.bytes, cores: 1, evidence: $0.spoiled) }),
    ]

    private static let inParts: [Verifier] = [
        ("in three parts", { await parts($0.bytes, 3) }),
        ("in nine parts, with evidence", { await parts($0.bytes, 9, evidence: $0.evidence) }),
    ]

    /// Part by part, each written to a document and read again, and merged.
    static func parts(_ bytes: [UInt8], _ count: Int, evidence: [UInt8]? = nil) async -> Answer {
        do {
            let merge = try ShardMerge(try await ShardTests.reports(bytes, count, evidence: evidence))
            let statement = try await merge.statement(of: 0)
            return Answer(findings: Set(statement.findings.map(\.kind.rawValue)))
        } catch let violation as Violation {
            return Answer(violation: violation)
        } catch {
            preconditionFailure("the parts are those of one archive: \(error)")
        }
    }

    /// One point at a time, also where the processor has eight lanes.
    static func withoutLanes(_ verify: () async -> Answer) async -> Answer {
        await EightLanes.$areAllowed.withValue(false, operation: verify)
    }

    static func archive(_ bytes: [UInt8], cores: Int, evidence: [UInt8]? = nil) async -> Answer {
        do {
            var verifier = ArchiveVerifier(cores: cores)
            verifier.evidence = evidence.map { MemoryArchive($0) }
            let statement = try await verifier.verify(MemoryArchive(bytes))
            return Answer(findings: Set(statement.findings.map(\.kind.rawValue)))
        } catch let violation as Violation {
            return Answer(violation: violation)
        } catch {
            preconditionFailure("a source in memory does not throw: \(error)")
        }
    }
}

/// Every attack is refused by every verifier for the rule that it breaks and at its place.
@Suite struct AttackTests {
    @Test func everyAttackIsRefused() async {
        let reference = ReferenceVerifier()
        for bad in Attacks.all {
            let subject = await Verifiers.Subject(bad.bytes)
            for verifier in Verifiers.all {
                let violation = await verifier.verify(subject).violation
                #expect(violation?.rule == bad.rule, "\(bad.name), \(verifier.name): \(String(describing: violation))")
                guard let violation else { continue }
                #expect(
                    BadArchive.matches(violation.place, bad.place), "\(bad.name), \(verifier.name): \(violation.place)")
            }
            #expect(reference.verdict(bad.bytes) == .invalid(bad.rule.rawValue), "\(bad.name), reference")
        }
    }

    @Test func namesAreUnique() {
        #expect(Set(Attacks.all.map(\.name)).count == Attacks.all.count)
        #expect(Attacks.all.count >= 200)
    }
}
