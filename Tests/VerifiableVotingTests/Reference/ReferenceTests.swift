import PrimeOrderGroups
import SlowArithmetic
import Testing
import VerifiableVoting

/// The reference verifier knows its groups, and agrees with the samples of release 3.3.0.
@Suite struct ReferenceTests {
    @Test func edwardsByDefinition() {
        typealias G = SlowEdwards
        #expect(G.text(G.generator) == Edwards25519.text(Edwards25519.generator))
        #expect(G.text(G.neutral) == Edwards25519.text(Edwards25519.neutral))
        #expect(G.isMember(G.generator))
        var random = SeededGenerator(seed: 1)
        for _ in 0..<10 {
            let exponent: Scalar<Edwards25519.Order> = random.scalar()
            let ours = Edwards25519.text(Edwards25519.power(Edwards25519.generator, exponent))
            let theirs = G.power(G.generator, BigNumber(decimal: exponent.decimal))
            #expect(G.text(theirs) == ours)
            #expect(G.read(Array(ours.utf8)) == theirs)
        }
    }

    @Test(arguments: Samples.names) func sampleIsValid(sample: String) throws {
        #expect(ReferenceVerifier().verdict(try ArchiveTests.archive(sample)) == .valid)
    }
}
