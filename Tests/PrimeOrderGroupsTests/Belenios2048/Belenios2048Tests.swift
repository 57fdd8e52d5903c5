import PrimeOrderGroups
import SlowArithmetic
import Testing

/// BELENIOS-2048: its operations agree with each other and with whole numbers by definition.
@Suite struct Belenios2048Tests {
    typealias G = Belenios2048
    typealias Fixture = Belenios2048Fixture

    let p = BigNumber(decimal: Fixture.prime)
    let q = BigNumber(decimal: Fixture.order)
    let one = BigNumber(1)

    func element(_ number: BigNumber) throws -> G.Element { try #require(G.element(text: number.decimal)) }

    @Test func constantsAreThoseOfTheNotes() throws {
        #expect(G.name == "BELENIOS-2048")
        #expect(G.text(G.generator) == Fixture.generator)
        #expect(G.text(G.neutral) == "1")
        #expect(p.isProbablyPrime)
        #expect(q.isProbablyPrime)
        #expect((p - one) % q == BigNumber(0))
        // The largest residue and the largest scalar show the constants p and q.
        #expect(G.text(try element(p - one)) == (p - one).decimal)
        #expect((-Scalar<G.Order>.one).decimal == (q - one).decimal)
        #expect(BigNumber(decimal: Fixture.generator).power(q, modulo: p) == one)
        #expect(G.isMember(G.generator))
        #expect(G.product(G.power(G.generator, -.one), G.generator) == G.neutral)
    }

    @Test func scalarsAreWholeNumbersModuloQ() {
        for _ in 0..<1_000 {
            let (a, b) = (Fixture.scalar(), Fixture.scalar())
            let (x, y) = (BigNumber(decimal: a.decimal), BigNumber(decimal: b.decimal))
            #expect((a * b).decimal == ((x * y) % q).decimal)
            #expect((a + b).decimal == ((x + y) % q).decimal)
            #expect((a - b).decimal == ((x + q - y) % q).decimal)
        }
    }

    @Test func everyWayToAPowerAgreesWithTheReference() throws {
        let secretTable = G.secretGeneratorTable
        let g = BigNumber(decimal: Fixture.generator)
        for _ in 0..<1_000 {
            let (a, b) = (Fixture.scalar(), Fixture.scalar())
            let (x, y) = (BigNumber(decimal: a.decimal), BigNumber(decimal: b.decimal))
            let number = Fixture.residue(below: p)
            let base = try element(number)
            let (first, second, isMember) = G.powersAndMembership(base, a, b)
            #expect(G.text(first) == number.power(x, modulo: p).decimal)
            #expect(G.text(second) == number.power(y, modulo: p).decimal)
            #expect(isMember == (number.power(q, modulo: p) == one))
            let power = G.power(G.generatorTable, a)
            #expect(G.text(power) == g.power(x, modulo: p).decimal)
            #expect(G.secretPower(secretTable, SecretScalar(a)) == power)
        }
    }

    @Test func everyWayToAPowerGivesTheSame() {
        for _ in 0..<20 {
            let (a, b) = (Fixture.scalar(), Fixture.scalar())
            let base = G.power(G.generator, a)
            #expect(base == G.power(G.generatorTable, a))
            #expect(base == G.secretPower(G.secretGeneratorTable, SecretScalar(a)))
            #expect(base == G.secretPower(G.generator, SecretScalar(a)))
            let second = G.power(G.generator, a * b)
            #expect(G.powers(base, a, b) == (G.power(base, a), second))
            #expect(G.powersAndMembership(base, a, b) == (G.power(base, a), second, isMember: true))
            #expect(G.secretPower(base, SecretScalar(b)) == second)
            #expect(G.secretPower(G.secretTable(base), SecretScalar(b)) == second)
            #expect(G.product(base, G.table(base), b) == G.product(base, second))
        }
    }

    @Test(arguments: ["0", "1", "2", "16", "18446744073709551616"])
    func edgesOfExponents(digits: String) throws {
        let small = try #require(Scalar<G.Order>(decimal: digits))
        let base = Fixture.member()
        let (table, secretTable) = (G.table(base), G.secretTable(base))
        // The exponent and its opposite, q - 1 for 1.
        for exponent in [small, -small] {
            let expected = BigNumber(decimal: G.text(base))
                .power(BigNumber(decimal: exponent.decimal), modulo: p).decimal
            #expect(G.text(G.power(base, exponent)) == expected)
            #expect(G.text(G.power(table, exponent)) == expected)
            #expect(G.text(G.secretPower(secretTable, SecretScalar(exponent))) == expected)
            #expect(G.text(G.secretPower(base, SecretScalar(exponent))) == expected)
            #expect(G.text(G.product(ofPowers: [(base, exponent)])) == expected)
            let (first, second, isMember) = G.powersAndMembership(base, exponent, .one)
            #expect(G.text(first) == expected)
            #expect(second == base)
            #expect(isMember)
        }
        #expect(G.power(G.neutral, small) == G.neutral)
        #expect(G.secretPower(G.neutral, SecretScalar(small)) == G.neutral)
    }

    @Test func productsAndQuotientsAgreeWithTheReference() throws {
        let edges = [one, BigNumber(2), p - one, p - BigNumber(2)]
        let pairs = (0..<1_000).map { index in
            index < 16
                ? (edges[index / 4], edges[index % 4])
                : (Fixture.residue(below: p), Fixture.residue(below: p))
        }
        for (a, b) in pairs {
            let (x, y) = (try element(a), try element(b))
            #expect(G.text(G.product(x, y)) == ((a * b) % p).decimal)
            let inverse = try #require(b.inverse(modulo: p))
            #expect(G.text(G.quotient(x, y)) == ((a * inverse) % p).decimal)
            #expect(G.product(x, G.quotient(G.neutral, x)) == G.neutral)
            #expect(G.precedes(x, y) == (a < b))
            #expect(!G.precedes(x, x))
            #expect((x == y) == (a == b))
        }
        let zero = try element(BigNumber(0))
        #expect(G.product(zero, G.generator) == zero)
        #expect(G.quotient(G.generator, zero) == zero)
    }

    @Test(arguments: [0, 1, 2, 3, 17, 63, 64, 65, 150])
    func productOfPowersIsTheProductOfThePowers(count: Int) {
        let terms = (0..<count).map { index in
            (base: Fixture.member(), exponent: index % 5 == 1 ? Scalar(UInt64(index)) : Fixture.scalar())
        }
        let expected = G.product(terms.map { G.power($0.base, $0.exponent) })
        #expect(G.product(ofPowers: terms) == expected)
    }

    @Test func secretSelectTakesTheOneOrTheOther() {
        let (a, b) = (Fixture.member(), Fixture.member())
        #expect(G.secretSelect(SecretBit(1), a, b) == a)
        #expect(G.secretSelect(SecretBit(0), a, b) == b)
    }
}
