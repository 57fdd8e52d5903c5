import PrimeOrderGroups
import Testing

/// Points and scalars against libsodium: 2,000 random values in `./test`, 100,000 in `./test --soak`, and every edge value.
@Suite struct SodiumTests {
    typealias G = Edwards25519
    typealias S = Scalar<G.Order>

    static let one = S.one.limbs.littleEndianBytes
    static let neutral = EdwardsPoint.neutral.encoding

    @Test func powersSumsAndDifferencesOfRandomElements() {
        var numbers = SeededNumbers(seed: 25_519)
        var comparisons = Comparisons()
        let count = TestSize.count(test: 2_000, soak: 100_000)
        for _ in 0..<count {
            let (a, b): (S, S) = (numbers.scalar(), numbers.scalar())
            let first = Sodium.multipleOfBase(a.limbs.littleEndianBytes) ?? []
            let second = Sodium.multiple(b.limbs.littleEndianBytes, first) ?? []
            let ours = G.power(G.generatorTable, a)
            let product = G.power(ours, b)
            comparisons.check(ours.encoding == first, "base table times \(a.decimal)")
            comparisons.check(
                G.secretPower(G.secretGeneratorTable, SecretScalar(a)).encoding == first,
                "secret base table times \(a.decimal)")
            comparisons.check(product.encoding == second, "\(a.decimal) times \(b.decimal)")
            comparisons.check(
                G.secretPower(ours, SecretScalar(b)).encoding == second, "secret \(a.decimal) times \(b.decimal)")
            comparisons.check((ours + product).encoding == Sodium.sum(first, second), "sum of \(a.decimal)")
            comparisons.check(
                (ours - product).encoding == Sodium.difference(first, second), "difference of \(a.decimal)")
            comparisons.check(EdwardsPoint(encoding: second) == product, "reading \(b.decimal)")
            comparisons.check(Sodium.isValid(second) && product.isInPrimeOrderSubgroup, "member \(b.decimal)")
        }
        #expect(comparisons.firstFailure == nil)
        #expect(comparisons.count == 8 * count)
    }

    /// Half of all 32 bytes name a point; of those one in eight lies in the subgroup.
    @Test func readingMembershipAndSumsOfRandomBytes() {
        var numbers = SeededNumbers(seed: 25_520)
        var comparisons = Comparisons()
        var (points, members) = (0, 0)
        var previous = EdwardsPoint.neutral
        let count = TestSize.count(test: 2_000, soak: 100_000)
        for _ in 0..<count {
            let bytes = numbers.bytes(32)
            let text = Hexadecimal.text(bytes)
            let read = EdwardsPoint(encoding: bytes)
            comparisons.check((Sodium.sum(bytes, Self.neutral) != nil) == (read != nil), "reading \(text)")
            guard let read else { continue }
            points += 1
            let isMember = read.isInPrimeOrderSubgroup
            members += isMember ? 1 : 0
            comparisons.check(read.encoding == bytes, "writing \(text)")
            comparisons.check(Sodium.isValid(bytes) == isMember, "membership of \(text)")
            comparisons.check((read + previous).encoding == Sodium.sum(bytes, previous.encoding), "sum with \(text)")
            comparisons.check(
                (read - previous).encoding == Sodium.difference(bytes, previous.encoding), "difference with \(text)")
            previous = read
        }
        #expect(comparisons.firstFailure == nil)
        #expect(points > count * 2 / 5 && points < count * 3 / 5)
        #expect(members > points / 12 && members < points / 5)
    }

    @Test func edgeNumbersTimesAPoint() throws {
        let q = G.Order.modulus
        let beforeQ = (-S.one).limbs
        let afterQ = Limbs256(q.l0 + 1, q.l1, q.l2, q.l3)
        let greatest = Limbs256(.max, .max, .max, .max)
        let edges = [
            .zero, .one, Limbs256(2, 0, 0, 0), Limbs256(8, 0, 0, 0), beforeQ, q, afterQ,
            Limbs256(.max, 0, 0, 0), Limbs256(.max, .max, 0, 0), Limbs256(0, 0, 0, 1 << 60),
            Limbs256(.max, .max, .max, .max >> 1), Limbs256(0, 0, 0, 1 << 63), greatest,
        ]
        var numbers = SeededNumbers(seed: 25_521)
        let points = try (0..<8).map { _ in
            try #require(Sodium.multipleOfBase(numbers.scalar(G.Order.self).limbs.littleEndianBytes))
        }
        for bytes in points + [G.generator.encoding] {
            let point = try #require(EdwardsPoint(encoding: bytes))
            for edge in edges {
                // libsodium reads 255 bits and refuses a neutral result: it gets the number modulo q.
                let reduced = Sodium.Scalars.reduced(edge.littleEndianBytes + [UInt8](repeating: 0, count: 32))
                let expected = Sodium.multiple(reduced, bytes) ?? Self.neutral
                #expect(point.multiplied(byWhole: edge).encoding == expected)
                #expect((expected == Self.neutral) == (edge == .zero || edge == q))
                let scalar = S(reducing: edge)
                #expect(scalar.limbs.littleEndianBytes == reduced)
                #expect(G.power(point, scalar).encoding == expected)
                #expect(G.power(G.table(point), scalar).encoding == expected)
                #expect(G.secretPower(point, SecretScalar(scalar)).encoding == expected)
                #expect(G.secretPower(G.secretTable(point), SecretScalar(scalar)).encoding == expected)
                let (first, second) = G.powers(point, scalar, .one - scalar)
                #expect(first.encoding == expected)
                #expect((first + second).encoding == bytes)
            }
            // Numbers below 2^255 without reduction on either side.
            for edge in [beforeQ, afterQ, Limbs256(.max, .max, .max, .max >> 1)] {
                #expect(point.multiplied(byWhole: edge).encoding == Sodium.multiple(edge.littleEndianBytes, bytes))
            }
        }
    }

    /// libsodium refuses the neutral element as a point; here it is one like any other.
    @Test func neutralElement() {
        #expect(!Sodium.isValid(Self.neutral))
        #expect(Sodium.multiple(Self.one, Self.neutral) == nil)
        #expect(G.isMember(.neutral) && EdwardsPoint.neutral.isNeutral)
        #expect(EdwardsPoint(encoding: Self.neutral) == .neutral)
        let beforeQ = -S.one
        for scalar in [S.zero, .one, beforeQ] {
            #expect(G.power(.neutral, scalar).isNeutral)
            #expect(G.power(G.table(.neutral), scalar).isNeutral)
            #expect(G.secretPower(.neutral, SecretScalar(scalar)).isNeutral)
            #expect(G.secretPower(G.secretTable(.neutral), SecretScalar(scalar)).isNeutral)
        }
        #expect(G.product(G.generator, .neutral) == G.generator)
        #expect(G.quotient(G.generator, G.generator).isNeutral)
        #expect(G.quotient(G.generator, G.generator).encoding == Sodium.sum(Self.neutral, Self.neutral))
        #expect(G.quotient(.neutral, G.generator).encoding == Sodium.difference(Self.neutral, G.generator.encoding))
    }

    @Test func scalarsModuloTheOrder() {
        var numbers = SeededNumbers(seed: 25_522)
        var comparisons = Comparisons()
        let edges = [S.zero, .one, -S.one, S(2), S(.max)]
        let count = TestSize.count(test: 2_000, soak: 100_000)
        for round in 0..<count {
            let wide = numbers.bytes(64)
            let a = round < 25 ? edges[round / 5] : S(reducingBigEndian: wide)
            let b: S = round < 25 ? edges[round % 5] : numbers.scalar()
            let (x, y) = (a.limbs.littleEndianBytes, b.limbs.littleEndianBytes)
            let names = "\(a.decimal), \(b.decimal)"
            comparisons.check(
                S(reducingBigEndian: wide).limbs.littleEndianBytes == Sodium.Scalars.reduced(wide.reversed()),
                "reducing \(Hexadecimal.text(wide))")
            comparisons.check((a + b).limbs.littleEndianBytes == Sodium.Scalars.sum(x, y), "sum of \(names)")
            comparisons.check(
                (a - b).limbs.littleEndianBytes == Sodium.Scalars.difference(x, y), "difference of \(names)")
            comparisons.check((a * b).limbs.littleEndianBytes == Sodium.Scalars.product(x, y), "product of \(names)")
            comparisons.check((-a).limbs.littleEndianBytes == Sodium.Scalars.negative(x), "negative of \(names)")
            comparisons.check(a.inverse.limbs.littleEndianBytes == Sodium.Scalars.inverse(x), "inverse of \(names)")
        }
        #expect(comparisons.firstFailure == nil)
        #expect(comparisons.count == 6 * count)
    }
}
