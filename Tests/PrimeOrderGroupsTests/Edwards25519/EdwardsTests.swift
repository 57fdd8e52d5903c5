import PrimeOrderGroups
import Testing

/// The operations of the group agree with each other and with the text forms of the notes.
@Suite struct EdwardsTests {
    typealias G = Edwards25519

    static func random() -> Scalar<G.Order> { Scalar(reducingBigEndian: SystemRandom.bytes(64)) }

    @Test func textsOfGeneratorAndNeutral() {
        #expect(G.text(G.generator) == "66666666666666666666666666666666" + "66666666666666666666666666666658")
        #expect(G.text(G.neutral) == String(repeating: "0", count: 63) + "1")
    }

    @Test func everyWayToAPowerGivesTheSame() {
        for _ in 0..<50 {
            let (a, b) = (Self.random(), Self.random())
            let base = G.power(G.generator, a)
            #expect(base == G.power(G.generatorTable, a))
            #expect(base == G.secretPower(G.secretGeneratorTable, SecretScalar(a)))
            #expect(base == G.secretPower(G.generator, SecretScalar(a)))
            let (first, second) = G.powers(base, a, b)
            #expect(first == G.power(base, a))
            #expect(second == G.power(G.generator, a * b))
            #expect(G.secretPower(base, SecretScalar(b)) == second)
            #expect(G.secretPower(G.secretTable(base), SecretScalar(b)) == second)
            #expect(G.product(first, G.table(base), b) == G.product(first, second))
            #expect(G.element(text: G.text(second)) == second)
        }
    }

    @Test func productOfPowersIsTheProductOfThePowers() {
        for count in [0, 1, 2, 3, 17, 300] {
            let terms = (0..<count).map { _ in (base: G.power(G.generatorTable, Self.random()), exponent: Self.random())
            }
            let expected = G.product(terms.map { G.power($0.base, $0.exponent) })
            #expect(G.product(ofPowers: terms) == expected)
        }
    }
}
