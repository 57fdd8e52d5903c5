import LargeTests
import PrimeOrderGroups
import SlowArithmetic
import Testing

/// Sums by buckets against the sum of single multiplications.
@Suite struct MultiScalarTests {
    typealias G = Edwards25519
    typealias Term = MultiScalarMultiplication.Term

    static func prepared(_ terms: [(EdwardsPoint, Limbs256)]) -> [Term] {
        var points = terms.map(\.0)
        points.withUnsafeMutableBufferPointer { EdwardsPoint.normalize($0) }
        return zip(points, terms).map { point, term in
            Term(point: AffineCachedPoint(x: point.x, y: point.y), number: term.1)
        }
    }

    static func sum(_ terms: [(EdwardsPoint, Limbs256)], bits: Int) -> EdwardsPoint {
        prepared(terms).withUnsafeBufferPointer { MultiScalarMultiplication.sum($0, bits: bits) }
    }

    static func singly(_ terms: [(EdwardsPoint, Limbs256)]) -> EdwardsPoint {
        terms.reduce(.neutral) { $0 + $1.0.multiplied(byWhole: $1.1) }
    }

    /// Random terms; one in eight has an edge number, one in eight repeats a point or takes the neutral one.
    static func terms(_ count: Int, bits: Int, _ numbers: inout SeededNumbers) -> [(EdwardsPoint, Limbs256)] {
        let top = (BigNumber(1) << UInt(bits)) - BigNumber(1)
        let edges = [
            BigNumber(0), BigNumber(1), top, top - BigNumber(1), top / BigNumber(2), top / BigNumber(2) + BigNumber(1),
        ]
        var terms: [(EdwardsPoint, Limbs256)] = []
        for index in 0..<count {
            let choice = numbers.next() % 16
            let number: Limbs256
            if choice < 2 {
                number = edges[Int(numbers.next() % UInt64(edges.count))].limbs
            } else {
                number = (BigNumber(numbers.limbs()) % (top + BigNumber(1))).limbs
            }
            let point: EdwardsPoint
            switch choice {
            case 2 where index > 0: point = terms[index - 1].0
            case 3 where index > 0: point = -terms[Int(numbers.next() % UInt64(index))].0
            case 4: point = .neutral
            case 5: point = LowOrder.points[Int(numbers.next() % 8)]
            default: point = G.power(G.generatorTable, numbers.scalar())
            }
            terms.append((point, number))
        }
        return terms
    }

    @Test func sizesAndLengths() {
        var numbers = SeededNumbers(seed: 2_000)
        for bits in [1, 2, 64, 127, 128, 252, 253, 256] {
            for count in 0...40 {
                let terms = Self.terms(count, bits: bits, &numbers)
                #expect(Self.sum(terms, bits: bits) == Self.singly(terms), "\(count) numbers of \(bits) bits")
            }
        }
        for count in [500, LargeTest.size("sizesAndLengths()")] {
            for bits in [128, 253] {
                let terms = Self.terms(count, bits: bits, &numbers)
                #expect(Self.sum(terms, bits: bits) == Self.singly(terms), "\(count) numbers of \(bits) bits")
            }
        }
    }

    @Test func productsOfPowers() {
        var numbers = SeededNumbers(seed: 2_001)
        for count in Array(0...40) + [500, LargeTest.size("productsOfPowers()")] {
            let terms = (0..<count).map { index in
                (base: G.power(G.generatorTable, numbers.scalar()), exponent: numbers.scalar(G.Order.self))
            }
            #expect(G.product(ofPowers: terms) == G.product(terms.map { G.power($0.base, $0.exponent) }))
        }
    }

    @Test func specialSums() {
        var numbers = SeededNumbers(seed: 2_002)
        let point = G.power(G.generatorTable, numbers.scalar())
        let number: Scalar<G.Order> = numbers.scalar()
        for count in [1, 2, 3, 33, 100, 300] {
            // The same point every time, all numbers zero, all points neutral, pairs that cancel.
            let repeated = [(EdwardsPoint, Limbs256)](repeating: (point, number.limbs), count: count)
            #expect(Self.sum(repeated, bits: 253) == G.power(point, number * Scalar(UInt64(count))))
            let zeros = [(EdwardsPoint, Limbs256)](repeating: (point, .zero), count: count)
            #expect(Self.sum(zeros, bits: 253).isNeutral)
            let neutrals = [(EdwardsPoint, Limbs256)](repeating: (.neutral, number.limbs), count: count)
            #expect(Self.sum(neutrals, bits: 253).isNeutral)
            let cancelling = repeated + repeated.map { (-$0.0, $0.1) }
            #expect(Self.sum(cancelling, bits: 253).isNeutral)
            #expect(Self.sum(cancelling + [(point, .one)], bits: 253) == point)
        }
    }

    /// The digits spell the number, are odd and small, and of any `width` in a row at most one is not zero.
    @Test(arguments: 2...7) func nonAdjacentForms(width: Int) {
        var numbers = SeededNumbers(seed: UInt64(2_010 + width))
        var inputs = [Limbs256.zero, .one, Limbs256(.max, .max, .max, .max), Limbs256(0, 0, 0, 1 << 63)]
        inputs += (0..<UInt(256)).flatMap { exponent in
            [BigNumber(1) << exponent, (BigNumber(1) << exponent) - BigNumber(1)].map(\.limbs)
        }
        inputs += ["5", "a", "f0", "8", "7", "e"].map { pattern in
            BigNumber(bigEndian: Hexadecimal.bytes(String(repeating: pattern, count: 64 / pattern.utf8.count))).limbs
        }
        for index in 0..<UInt(LargeTest.size("nonAdjacentForms(width:)")) {
            inputs.append((BigNumber(numbers.limbs()) % (BigNumber(1) << (index % 256 + 1))).limbs)
        }
        var comparisons = Comparisons()
        var digits = [Int8](repeating: 99, count: 257)
        for number in inputs {
            let name = "\(BigNumber(number))"
            let length = digits.withUnsafeMutableBufferPointer { NonAdjacentForm.write(number, width: width, to: $0) }
            var value = BigNumber(0)
            var last = 257 + width
            for index in (0..<257).reversed() {
                let digit = Int(digits[index])
                let magnitude = BigNumber(digit.magnitude)
                value = digit < 0 ? value + value - magnitude : value + value + magnitude
                guard digit != 0 else { continue }
                comparisons.check(digit % 2 != 0 && abs(digit) < 1 << (width - 1), "digit \(digit) of \(name)")
                comparisons.check(last - index >= width, "digits \(index) and \(last) of \(name)")
                comparisons.check(index < length, "length \(length) of \(name)")
                last = index
            }
            comparisons.check(value == BigNumber(number), "value of \(name)")
            comparisons.check(length == 0 || digits[length - 1] != 0, "top digit of \(name)")
        }
        #expect(comparisons.firstFailure == nil)
        #expect(comparisons.count > 4 * inputs.count)
    }
}
