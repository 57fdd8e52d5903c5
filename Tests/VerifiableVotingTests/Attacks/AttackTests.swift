import PrimeOrderGroups
import Testing
import VerifiableVoting

/// Verifiers that must agree on every archive: a rule's code, or nil for valid. A faster path joins by one line.
enum Verifiers {
    struct Answer: Equatable, Sendable {
        var violation: Violation?
        var findings: Set<String> = []
    }

    static let all: [(name: String, verify: @Sendable ([UInt8]) async -> Answer)] = [
        ("one core", { await archive($0, cores: 1) }),
        ("two cores", { await archive($0, cores: 2) }),
    ]

    static func archive(_ bytes: [UInt8], cores: Int) async -> Answer {
        do {
            let statement = try await ArchiveVerifier(cores: cores).verify(MemoryArchive(bytes))
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
            for verifier in Verifiers.all {
                let violation = await verifier.verify(bad.bytes).violation
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
