import LargeTests
import PrimeOrderGroups
import SlowArithmetic
import Testing

/// Arithmetic modulo 2^255 - 19 against big numbers, with limbs at the ends of what the operations promise to take.
@Suite struct FieldTests {
    static let p = ReferencePoint.p
    /// 8p has limbs of 2^54 - 152 and 2^54 - 8: what a subtrahend may have at most.
    static let greatestLimb: UInt64 = 1 << 54 - 1
    static let greatestSubtrahend = FieldElement(
        1 << 54 - 152, 1 << 54 - 8, 1 << 54 - 8, 1 << 54 - 8, 1 << 54 - 8)

    static func value(_ a: FieldElement) -> BigNumber {
        [a.l4, a.l3, a.l2, a.l1, a.l0].reduce(BigNumber(0)) { ($0 << 51) + BigNumber(UInt($1)) }
    }

    static func limbs(_ a: FieldElement) -> [UInt64] { [a.l0, a.l1, a.l2, a.l3, a.l4] }

    /// A number written with limbs below `bound`, of any size: half of them edge values.
    static func element(_ numbers: inout SeededNumbers, below bound: UInt64) -> FieldElement {
        let edges: [UInt64] = [
            0, 1, 18, 19, 1 << 51 - 20, 1 << 51 - 19, 1 << 51 - 1, 1 << 51, 1 << 52 - 1, 1 << 53 - 1, bound - 1,
        ].filter { $0 < bound }
        func limb() -> UInt64 {
            numbers.next() & 1 == 0 ? edges[Int(numbers.next() % UInt64(edges.count))] : numbers.next() % bound
        }
        return FieldElement(limb(), limb(), limb(), limb(), limb())
    }

    /// Canonical values near the ends, and all that 255 bits can say from p on.
    static let edges: [(FieldElement, BigNumber)] = {
        let small = (0..<UInt(40)).map { BigNumber($0) }
        let large = (1..<UInt(40)).map { p - BigNumber($0) }
        let beyond = (0..<UInt(19)).map { p + BigNumber($0) }
        let powers = (1..<UInt(255)).map { BigNumber(1) << $0 }
        return (small + large + beyond + powers).map { (FieldElement(limbs: $0.limbs), $0) }
    }()

    @Test func sumsDifferencesProductsAndSquares() {
        var numbers = SeededNumbers(seed: 255)
        var comparisons = Comparisons()
        func compare(_ a: FieldElement, _ b: FieldElement) {
            let (x, y) = (Self.value(a), Self.value(b))
            let product = a * b
            comparisons.check(BigNumber(product.limbs) == x * y % Self.p, "\(x) * \(y)")
            comparisons.check(Self.limbs(product).allSatisfy { $0 < 1 << 52 }, "limbs of \(x) * \(y)")
            let square = a.squared
            comparisons.check(BigNumber(square.limbs) == x * x % Self.p, "\(x) squared")
            comparisons.check(Self.limbs(square).allSatisfy { $0 < 1 << 52 }, "limbs of \(x) squared")
            comparisons.check(BigNumber((a + b).limbs) == (x + y) % Self.p, "\(x) + \(y)")
            comparisons.check(BigNumber(a.carried.limbs) == x % Self.p, "carries of \(x)")
            guard zip(Self.limbs(b), Self.limbs(Self.greatestSubtrahend)).allSatisfy({ $0 <= $1 }) else { return }
            let difference = a - b
            comparisons.check(BigNumber(difference.limbs) == (x - y) % Self.p, "\(x) - \(y)")
            comparisons.check(Self.limbs(difference).allSatisfy { $0 < 1 << 52 }, "limbs of \(x) - \(y)")
            comparisons.check(BigNumber((-b).limbs) == (BigNumber(0) - y) % Self.p, "-\(y)")
            comparisons.check((a == b) == (x % Self.p == y % Self.p), "\(x) = \(y)")
        }
        for _ in 0..<LargeTest.size("sumsDifferencesProductsAndSquares()") {
            compare(
                Self.element(&numbers, below: Self.greatestLimb + 1),
                Self.element(&numbers, below: Self.greatestLimb + 1))
        }
        for (a, _) in Self.edges {
            for (b, _) in Self.edges.prefix(100) { compare(a, b) }
        }
        #expect(comparisons.firstFailure == nil)
    }

    /// The columns of a product of numbers with the greatest limbs stay below 2^115, so no carry is lost.
    @Test func greatestLimbs() {
        let greatest = Self.greatestLimb
        let all = FieldElement(greatest, greatest, greatest, greatest, greatest)
        let x = Self.value(all)
        #expect(BigNumber((all * all).limbs) == x * x % Self.p)
        #expect(BigNumber(all.squared.limbs) == x * x % Self.p)
        #expect(BigNumber(all.limbs) == x % Self.p)
        let subtrahend = Self.greatestSubtrahend
        #expect(BigNumber((.zero - subtrahend).limbs) == BigNumber(0))
        #expect(BigNumber((all - subtrahend).limbs) == x % Self.p)
        // Each limb alone at its greatest, against each other.
        for i in 0..<5 {
            for j in 0..<5 {
                var (a, b) = ([UInt64](repeating: 0, count: 5), [UInt64](repeating: 0, count: 5))
                (a[i], b[j]) = (greatest, greatest)
                let (first, second) = (
                    FieldElement(a[0], a[1], a[2], a[3], a[4]), FieldElement(b[0], b[1], b[2], b[3], b[4])
                )
                #expect(BigNumber((first * second).limbs) == Self.value(first) * Self.value(second) % Self.p)
            }
        }
    }

    @Test func formsOfANumber() {
        for (element, value) in Self.edges {
            let canonical = value % Self.p
            #expect(BigNumber(element.limbs) == canonical)
            #expect(element.isOdd == canonical.isOdd)
            #expect(element.isZero == (canonical == BigNumber(0)))
            #expect((FieldElement(canonical: value.limbs) != nil) == (value < Self.p))
            #expect((FieldElement(canonical: (value + (BigNumber(1) << 255)).limbs)) == nil)
        }
        // 0 written as p, 2p, 4p and 8p.
        for shift in UInt64(0)...3 {
            let (l0, others) = ((FieldElement.mask - 18) << shift, FieldElement.mask << shift)
            let multiple = FieldElement(l0, others, others, others, others)
            #expect(multiple.isZero && !multiple.isOdd && multiple == .zero)
            #expect((multiple + .one).isOdd && multiple + .one == .one)
        }
    }

    @Test func inverses() {
        var numbers = SeededNumbers(seed: 256)
        var comparisons = Comparisons()
        var elements = Self.edges.map(\.0)
        for _ in 0..<LargeTest.size("inverses()") {
            elements.append(Self.element(&numbers, below: Self.greatestLimb + 1))
        }
        for element in elements {
            let expected = (Self.value(element) % Self.p).inverse(modulo: Self.p) ?? BigNumber(0)
            comparisons.check(BigNumber(element.inverse.limbs) == expected, "1/\(Self.value(element))")
        }
        var together = elements.filter { !$0.isZero }
        let expected = together.map(\.inverse.limbs)
        together.withUnsafeMutableBufferPointer { FieldElement.invertAll($0) }
        #expect(together.map(\.limbs) == expected)
        #expect(comparisons.firstFailure == nil)
    }

    /// There is a root of u/v exactly where u/v is a square, and it is the even one.
    @Test func squareRootsOfQuotients() throws {
        var numbers = SeededNumbers(seed: 257)
        var comparisons = Comparisons()
        var roots = 0
        func compare(_ u: FieldElement, _ v: FieldElement) throws {
            let y = Self.value(v) % Self.p
            let quotient = try Self.value(u) * #require(y.inverse(modulo: Self.p)) % Self.p
            let root = FieldElement.evenRoot(u, over: v)
            comparisons.check((root != nil) == quotient.isSquare(modulo: Self.p), "whether \(quotient) is a square")
            guard let root else { return }
            roots += 1
            let x = BigNumber(root.limbs)
            comparisons.check(x * x % Self.p == quotient && !x.isOdd, "the root of \(quotient)")
        }
        let count = LargeTest.size("squareRootsOfQuotients()")
        for _ in 0..<count {
            try compare(Self.element(&numbers, below: 1 << 53), Self.element(&numbers, below: 1 << 52))
        }
        #expect(roots > count * 2 / 5 && roots < count * 3 / 5)
        for (element, value) in Self.edges where value % Self.p != BigNumber(0) {
            try compare(element, .one)
            try compare(.one, element)
            try compare(.zero, element)
            try compare(element, element)
        }
        #expect(comparisons.firstFailure == nil)
    }
}
