import PrimeOrderGroups
import SlowArithmetic
import Testing

/// The operations on eight points against those on one; skipped where the processor has no AVX-512 IFMA.
@Suite(.enabled(if: EightLanes.areAvailable, "needs AVX-512 IFMA, and SAILAU_NO_VECTORS not set"))
struct EightLaneTests {
    typealias G = Edwards25519

    /// Random members, points with a part of low order, points of low order, the neutral one; coordinates with any Z.
    static func point(_ numbers: inout SeededNumbers) -> EdwardsPoint {
        let member = G.power(G.generatorTable, numbers.scalar())
        let low = LowOrder.points[Int(numbers.next() % 8)]
        switch numbers.next() % 6 {
        case 0: return low
        case 1: return G.product(member, low)
        case 2: return .neutral
        default: return member
        }
    }

    /// Random numbers below 2^255 and those at the edges of digits, of the order and of the range.
    static func number(_ numbers: inout SeededNumbers) -> Limbs256 {
        let one = BigNumber(1)
        let order = BigNumber(G.Order.modulus)
        let edges = [
            BigNumber(0), one, BigNumber(2), BigNumber(8), BigNumber(9), BigNumber(128), BigNumber(129), BigNumber(255),
            (one << 64) - one, one << 64, (one << 128) - one, order - one, order, order + one, (one << 255) - one,
        ]
        var random = numbers.limbs()
        random.l3 &= .max >> 1
        switch numbers.next() % 8 {
        case 0...2: return edges[Int(numbers.next() % UInt64(edges.count))].limbs
        case 3:
            let digit =
                [0x8888_8888_8888_8888, 0x7777_7777_7777_7777, 0x8080_8080_8080_8080, 0x7f7f_7f7f_7f7f_7f7f]
                as [UInt64]
            let word = digit[Int(numbers.next() % 4)]
            return Limbs256(word, word, word, word >> 1)
        default: return random
        }
    }

    @Test func multiplesOfEightPoints() {
        var numbers = SeededNumbers(seed: 5_000)
        var comparisons = Comparisons()
        for round in 0..<120 {
            let points = (0..<1 + round % EightLanes.count).map { _ in Self.point(&numbers) }
            let factors = (0..<round % 4).map { _ in points.map { _ in Self.number(&numbers) } }
            let results = EightLanes.multiply(points, by: factors)
            #expect(results.count == EightLanes.count * factors.count)
            for (row, factors) in factors.enumerated() {
                for lane in 0..<EightLanes.count {
                    let expected =
                        lane < points.count ? points[lane].multiplied(byWhole: factors[lane]) : EdwardsPoint.neutral
                    let result = results[EightLanes.count * row + lane]
                    comparisons.check(result == expected && Self.isConsistent(result), "round \(round), lane \(lane)")
                }
            }
        }
        #expect(comparisons.firstFailure == nil)
        #expect(comparisons.count > 1_000)
    }

    @Test func multiplesOfAFixedPoint() {
        var numbers = SeededNumbers(seed: 5_001)
        var comparisons = Comparisons()
        let key = G.table(G.power(G.generatorTable, numbers.scalar()))
        let edges = [Scalar<G.Order>.zero, .one, -.one, Scalar(128), Scalar(129), Scalar(255), -Scalar(2)]
        for round in 0..<200 {
            let table = round % 2 == 0 ? key : G.generatorTable
            let start = (0..<EightLanes.count).map { _ in Self.point(&numbers) }
            let factors = (0..<1 + round % EightLanes.count).map { lane in
                round == 0 ? .zero : lane % 3 == 0 ? edges[Int(numbers.next() % 7)] : numbers.scalar(G.Order.self)
            }
            var points = start[...]
            EightLanes.add(factors, of: table, to: &points)
            for lane in 0..<EightLanes.count {
                let expected = lane < factors.count ? G.product(start[lane], table, factors[lane]) : start[lane]
                comparisons.check(
                    points[lane] == expected && Self.isConsistent(points[lane]), "round \(round), lane \(lane)")
            }
        }
        #expect(comparisons.firstFailure == nil)
        #expect(comparisons.count == 1_600)
    }

    /// Any mixture of pairs, in any number, gives what each gives alone.
    @Test func productsOfPairs() {
        var numbers = SeededNumbers(seed: 5_002)
        var comparisons = Comparisons()
        let key = G.table(G.power(G.generatorTable, numbers.scalar()))
        func exponent() -> Scalar<G.Order> {
            switch numbers.next() % 6 {
            case 0: .zero
            case 1: numbers.next() % 2 == 0 ? .one : -.one
            default: numbers.scalar()
            }
        }
        var outside = 0
        for count in Array(0...35) + [100] {
            let pairs = (0..<count).map { _ in
                let tests = numbers.next() % 4 == 0
                let base = tests ? Self.point(&numbers) : G.power(G.generatorTable, numbers.scalar())
                return ProductPair<G>(
                    base: base, first: .init(base: exponent(), generator: exponent(), key: exponent()),
                    second: numbers.next() % 3 == 0
                        ? .zero : .init(base: exponent(), generator: exponent(), key: exponent()),
                    testsMembership: tests)
            }
            let together = G.products(pairs, key: key)
            let alone = EightLanes.$areAllowed.withValue(false) { G.products(pairs, key: key) }
            #expect(together.count == count && alone.count == count)
            for index in 0..<count {
                outside += alone[index].isMember ? 0 : 1
                comparisons.check(together[index].isMember == alone[index].isMember, "\(count), membership of \(index)")
                // Powers of a base outside say nothing.
                guard alone[index].isMember else { continue }
                comparisons.check(
                    together[index].first == alone[index].first && together[index].second == alone[index].second,
                    "\(count), pair \(index)")
                comparisons.check(
                    G.text(together[index].first) == G.text(alone[index].first), "\(count), text of \(index)")
            }
        }
        #expect(comparisons.firstFailure == nil)
        #expect(outside > 10)
    }

    /// Every text is read as alone: points of all kinds, numbers that are none, y from p on, both signs of x = 0, other texts.
    @Test func texts() {
        var numbers = SeededNumbers(seed: 5_005)
        var comparisons = Comparisons()
        var points = 0
        for round in 0..<400 {
            let texts = (0..<round % 20).map { _ -> String in
                var bytes = numbers.bytes(32)
                switch numbers.next() % 8 {
                case 0: bytes = Self.point(&numbers).encoding.reversed()
                case 1:
                    bytes = Hexadecimal.bytes(LowOrder.encodings[Int(numbers.next() % 8)]).reversed()
                    bytes[0] ^= numbers.next() % 2 == 0 ? 0x80 : 0
                case 2:
                    let top: UInt8 = numbers.next() % 2 == 0 ? 0x7f : 0xff
                    let lowest = UInt8(0xe0 + numbers.next() % 32)
                    bytes = [top] + [UInt8](repeating: 0xff, count: 30) + [lowest]
                case 3: bytes = [UInt8](repeating: 0, count: 31) + [UInt8(numbers.next() % 8)]
                default: break
                }
                let text = Hexadecimal.text(bytes)
                switch numbers.next() % 16 {
                case 0: return text.uppercased()
                case 1: return String(text.dropLast(Int(numbers.next() % 3)))
                case 2: return "x" + text.dropFirst()
                default: return text
                }
            }
            let all = Array(texts.joined().utf8)
            let together = all.withUnsafeBufferPointer { all in
                var start = 0
                return G.elements(
                    texts: texts.map { text in
                        defer { start += text.utf8.count }
                        return UnsafeBufferPointer(rebasing: all[start..<start + text.utf8.count])
                    })
            }
            #expect(together.count == texts.count)
            for (text, point) in zip(texts, together) {
                points += point == nil ? 0 : 1
                comparisons.check(
                    point == G.element(text: text) && point.map(Self.isConsistent) != false, "round \(round), \(text)")
            }
        }
        #expect(comparisons.firstFailure == nil)
        #expect(points > 500 && points < comparisons.count - 500)
    }

    /// Eighths of all kinds, some of them spoiled: equal points, or none, with the lanes and without.
    @Test func eighths() {
        var numbers = SeededNumbers(seed: 5_006)
        var comparisons = Comparisons()
        var refused = 0
        for round in 0..<300 {
            let eighths = (0..<round % 20).map { _ in Self.point(&numbers) }
            var bytes: [UInt8] = []
            SubgroupPoint.append(eighths, to: &bytes)
            if !bytes.isEmpty {
                let place = Int(numbers.next() % UInt64(bytes.count / 32))
                switch numbers.next() % 6 {
                case 0: bytes[32 * place + Int(numbers.next() % 32)] ^= 1 << UInt8(numbers.next() % 8)
                case 1: bytes.replaceSubrange(32 * place..<32 * place + 32, with: [UInt8](repeating: 0xff, count: 32))
                case 2:
                    // p and p + 1 stand for 0 and 1, but are not canonical.
                    let low: UInt8 = 0xed + UInt8(numbers.next() % 2)
                    let number = [low] + [UInt8](repeating: 0xff, count: 30) + [0x7f]
                    bytes.replaceSubrange(32 * place..<32 * place + 32, with: number)
                default: break
                }
            }
            func read() -> [SubgroupPoint]? { bytes.withUnsafeBufferPointer { SubgroupPoint.read(eighths: $0) } }
            let together = read()
            let alone = EightLanes.$areAllowed.withValue(false) { read() }
            refused += alone == nil ? 1 : 0
            comparisons.check(together?.map(\.point) == alone?.map(\.point), "round \(round)")
        }
        #expect(comparisons.firstFailure == nil)
        #expect(refused > 50 && refused < 200)
    }

    /// Both ways to sum give the sum of the single multiples; sizes around those from which the lanes are used.
    @Test(arguments: [1, 63, 64, 127, 128, 252, 253, 254, 256]) func sums(bits: Int) {
        var numbers = SeededNumbers(seed: UInt64(5_100 + bits))
        for count in [1, 22, 23, 24, 25, 60, 150, 900] {
            let terms = MultiScalarTests.terms(count, bits: bits, &numbers)
            let expected = MultiScalarTests.singly(terms)
            #expect(MultiScalarTests.sum(terms, bits: bits) == expected, "\(count) numbers of \(bits) bits")
            let scalar = EightLanes.$areAllowed.withValue(false) { MultiScalarTests.sum(terms, bits: bits) }
            #expect(scalar == expected, "\(count) numbers of \(bits) bits, one point at a time")
        }
    }

    /// Long and short numbers share buckets; either set may be empty.
    @Test func sumsOfTwoSets() {
        var numbers = SeededNumbers(seed: 5_003)
        for (longCount, shortCount) in [(0, 50), (50, 0), (40, 300), (300, 40), (5, 2_000), (2_000, 5)] {
            let long = MultiScalarTests.terms(longCount, bits: 253, &numbers)
            let short = MultiScalarTests.terms(shortCount, bits: 128, &numbers)
            let prepared = MultiScalarTests.prepared(long)
            let preparedShort = MultiScalarTests.prepared(short)
            func sum() -> EdwardsPoint {
                prepared.withUnsafeBufferPointer { long in
                    preparedShort.withUnsafeBufferPointer { short in
                        MultiScalarMultiplication.sum(long, bits: 253, and: short, bits: 128)
                    }
                }
            }
            let expected = MultiScalarTests.singly(long + short)
            #expect(sum() == expected, "\(longCount) and \(shortCount)")
            #expect(EightLanes.$areAllowed.withValue(false) { sum() } == expected, "\(longCount) and \(shortCount)")
        }
    }

    /// Points outside the subgroup, one at any place of a batch, are found with the lanes and without.
    @Test(arguments: [true, false]) func membership(inLanes: Bool) {
        EightLanes.$areAllowed.withValue(inLanes) {
            var numbers = SeededNumbers(seed: 5_004)
            for count in [1, 7, 8, 9, 100, SubgroupMembership.smallestBatch, 500] {
                let members = MembershipTests.members(count, &numbers)
                #expect(G.firstNonMember(of: members) == nil)
                for kind in 1..<8 {
                    let place = Int(numbers.next() % UInt64(count))
                    var points = members
                    points[place] = G.product(points[place], LowOrder.points[kind])
                    #expect(G.firstNonMember(of: points) == place, "\(kind) T added to \(place) of \(count)")
                }
            }
        }
    }

    /// X Y = Z T, without which later additions go wrong though the point compares as equal.
    private static func isConsistent(_ point: EdwardsPoint) -> Bool {
        point.x * point.y == point.z * point.t && !point.z.isZero
    }
}
