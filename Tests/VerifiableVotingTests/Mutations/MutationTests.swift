import LargeTests
import Testing
import VerifiableVoting

/// Every verifier says of every mutation what the reference verifier says.
@Suite struct MutationTests {
    /// Rules about what an archive is held against, and nothing in an archive can break.
    static let ofAnchors: Set<String> = Set(
        Rule.allCases.map(\.rawValue).filter {
            $0.hasPrefix("manifest") || $0.hasPrefix("closing") || $0.hasPrefix("challenge")
                || $0.hasPrefix("register") || $0.hasPrefix("void") || $0.hasPrefix("slips")
                || $0.hasPrefix("recorder") || $0.hasPrefix("groups") || $0.hasPrefix("evidence")
                || $0.hasPrefix("board") || $0.hasPrefix("bundle")
        })

    /// Rules about bytes and names, which what is sealed again cannot break: raw mutations reach them.
    static let ofBytes: Set<String> = Set(
        Rule.allCases.filter { $0.rawValue.hasPrefix("archive") || $0 == .recordName }.map(\.rawValue))

    static func verdict(_ answer: Verifiers.Answer) -> ReferenceVerdict {
        if let violation = answer.violation { return .invalid(violation.rule.rawValue) }
        return answer.findings.isEmpty ? .valid : .findings(answer.findings)
    }

    /// Verifies the mutations of a test, each from its own number and the seed, and counts what was said.
    private static func run(
        _ name: String, seed: UInt64, _ test: String,
        _ make: (inout SeededGenerator) -> (changed: String, bytes: [UInt8])
    ) async -> [String: Int] {
        let part = LargeTest.part.map { ", part \($0.number) of \($0.of)" } ?? ""
        print("\(name): seed \(seed), \(LargeTest.size(test)) mutations\(part)")
        let reference = ReferenceVerifier()
        var counts: [String: Int] = [:]
        for number in LargeTest.cases(test) {
            var random = SeededGenerator(seed: seed << 32 + UInt64(number))
            let (changed, bytes) = make(&random)
            let expected = reference.verdict(bytes)
            let subject = await Verifiers.Subject(bytes)
            // Parts verify nothing that a whole run does not, and read the setup each time: every twentieth will do.
            for verifier in number % 20 == 0 ? Verifiers.all : Verifiers.whole {
                let found = verdict(await verifier.verify(subject))
                #expect(found == expected, "\(name), mutation \(number) of seed \(seed), \(changed): \(verifier.name)")
            }
            let code =
                switch expected {
                case .valid: "valid"
                case .findings: "findings"
                case .invalid(let rule): rule
                }
            counts[code, default: 0] += 1
        }
        for (code, count) in counts.sorted(by: { $0.key < $1.key }) { print("\(name): \(count) \(code)") }
        return counts
    }

    @Test func rawMutations() async {
        var election = TinyElections.two()
        let mutations = RawMutations(election.archive(election.ballots(TinyElections.votesOfTwo)))
        let counts = await Self.run("raw", seed: 71, "rawMutations()") { mutations.bytes(&$0) }
        for rule in Self.ofBytes { #expect(counts[rule] ?? 0 >= 20, "\(rule): \(counts[rule] ?? 0)") }
    }

    @Test func resealedMutations() async {
        let mutations = ResealedMutations()
        let counts = await Self.run("re-sealed", seed: 72, "resealedMutations()") { mutations.bytes(&$0) }
        #expect(counts["valid"] ?? 0 > 0)
        #expect(counts["findings"] ?? 0 > 0)
        // A part of the usual size is too small for every rule.
        let least =
            switch (LargeTest.size("resealedMutations()") < 80_000, LargeTest.part) {
            case (true, nil): 1
            case (true, .some): 0
            case (false, let part): 20 / (part?.of ?? 1)
            }
        for rule in Rule.allCases.map(\.rawValue) where !Self.ofAnchors.contains(rule) && !Self.ofBytes.contains(rule) {
            #expect(counts[rule] ?? 0 >= least, "\(rule): \(counts[rule] ?? 0)")
        }
    }

    /// Every rule that an archive can break is broken by an attack, so each occurs in every run.
    @Test func everyRuleIsReached() {
        let reached = Set(Attacks.all.map(\.rule.rawValue))
        #expect(Set(Rule.allCases.map(\.rawValue)).subtracting(reached) == Self.ofAnchors)
    }

    /// Cut after any event, an archive is the one of an earlier moment; cut anywhere else, it is none.
    @Test func truncationAtEveryEventIsAnEarlierState() async throws {
        var election = TinyElections.two()
        let records = ForgedArchive.records(election.archive(election.ballots(TinyElections.votesOfTwo)).events)
        let reference = ReferenceVerifier()
        var stages: [ArchiveStage] = []
        for end in 1...records.count {
            let bytes = ForgedArchive.bytes(Array(records[..<end]))
            guard records[end - 1].name.hasSuffix(".event.json") else {
                #expect(reference.verdict(bytes) == .invalid("archive-truncated"))
                let subject = await Verifiers.Subject(bytes)
                for verifier in Verifiers.all {
                    #expect(await verifier.verify(subject).violation?.rule == .archiveTruncated)
                }
                continue
            }
            #expect(reference.verdict(bytes) == .valid)
            let subject = await Verifiers.Subject(bytes)
            for verifier in Verifiers.all { #expect(await verifier.verify(subject) == Verifiers.Answer()) }
            let statement = try await ArchiveVerifier(cores: 2).verify(MemoryArchive(bytes))
            #expect(statement.head.hexadecimal + ".event.json" == records[end - 1].name)
            #expect(statement.bytes == UInt64(bytes.count))
            stages.append(statement.stage)
        }
        #expect(
            stages == [
                .open, .open, .open, .open, .open, .closed, .tallied, .tallied, .tallied, .tallied, .tallied,
                .decrypted,
            ])
    }
}
