import PrimeOrderGroups
import SlowArithmetic
import Testing
import VerifiableVoting

/// The reference verifier knows its groups, and agrees with the samples of release 3.3.0.
@Suite struct ReferenceTests {
    @Test func edwardsByDefinition() throws {
        typealias G = SlowEdwards
        #expect(G.text(G.generator) == Edwards25519.text(Edwards25519.generator))
        #expect(G.text(G.neutral) == Edwards25519.text(Edwards25519.neutral))
        #expect(G.isMember(G.generator))
        for point in SmallOrder.points.map(Edwards25519.text) {
            let point = try #require(G.read(Array(point.utf8)))
            for exponent in [0, 1, 2, 7, 8, 11] as [UInt] {
                #expect(G.power(point, BigNumber(exponent)) == G.plainPower(point, BigNumber(exponent)))
            }
            #expect(G.isMember(point) == (point == G.neutral))
        }
        var random = SeededGenerator(seed: 1)
        for _ in 0..<10 {
            let exponent: Scalar<Edwards25519.Order> = random.scalar()
            let ours = Edwards25519.text(Edwards25519.power(Edwards25519.generator, exponent))
            let theirs = G.power(G.generator, BigNumber(decimal: exponent.decimal))
            #expect(G.text(theirs) == ours)
            #expect(G.plainPower(G.generator, BigNumber(decimal: exponent.decimal)) == theirs)
            #expect(G.read(Array(ours.utf8)) == theirs)
        }
    }

    @Test(arguments: Samples.names) func sampleIsValid(sample: String) throws {
        #expect(ReferenceVerifier().verdict(try ArchiveTests.archive(sample)) == .valid)
    }
}
