/// Multiplication by public numbers: time and memory access hang on them.
extension EdwardsPoint {
    /// P, 3P, 5P, ... 15P for windows of five bits with digits -15...15, odd.
    private static func oddMultiples(_ point: EdwardsPoint, _ table: UnsafeMutableBufferPointer<CachedPoint>) {
        let double = CachedPoint(point.doubled)
        var multiple = point
        table.initializeElement(at: 0, to: CachedPoint(point))
        for index in 1..<table.count {
            multiple = multiple + double
            table.initializeElement(at: index, to: CachedPoint(multiple))
        }
    }

    /// n P for a whole number n < 2^256, not reduced: the group's order gives the neutral element only inside the subgroup.
    package func multiplied(byWhole number: Limbs256) -> EdwardsPoint {
        withUnsafeTemporaryAllocation(of: Int8.self, capacity: 257) { digits in
            withUnsafeTemporaryAllocation(of: CachedPoint.self, capacity: 8) { table in
                let length = NonAdjacentForm.write(number, width: 5, to: digits)
                guard length > 0 else { return .neutral }
                Self.oddMultiples(self, table)
                return Self.evaluate(digits, length: length, table)
            }
        }
    }

    public func multiplied(by scalar: Scalar<Edwards25519Order>) -> EdwardsPoint {
        multiplied(byWhole: scalar.limbs)
    }

    private static func evaluate(
        _ digits: UnsafeMutableBufferPointer<Int8>, length: Int, _ table: UnsafeMutableBufferPointer<CachedPoint>
    ) -> EdwardsPoint {
        var result = EdwardsPoint.neutral
        var pending = 0
        for index in (0..<length).reversed() {
            pending += 1
            let digit = Int(digits[index])
            guard digit != 0 else { continue }
            result = result.doubled(times: pending)
            pending = 0
            result = digit > 0 ? result + table[digit >> 1] : result - table[-digit >> 1]
        }
        return pending > 0 ? result.doubled(times: pending) : result
    }

    /// The point times each of two numbers, the doublings shared: with P' = 2^127 P every number is split in halves, and
    /// both halves run through one chain of 127 doublings.
    package func multiplied(by first: Scalar<Edwards25519Order>, and second: Scalar<Edwards25519Order>) -> (
        EdwardsPoint, EdwardsPoint
    ) {
        withUnsafeTemporaryAllocation(of: CachedPoint.self, capacity: 16) { tables in
            let low = UnsafeMutableBufferPointer(rebasing: tables[0..<8])
            let high = UnsafeMutableBufferPointer(rebasing: tables[8..<16])
            Self.oddMultiples(self, low)
            Self.oddMultiples(doubled(times: 127), high)
            return (Self.joint(first, low, high), Self.joint(second, low, high))
        }
    }

    private static func joint(
        _ scalar: Scalar<Edwards25519Order>, _ low: UnsafeMutableBufferPointer<CachedPoint>,
        _ high: UnsafeMutableBufferPointer<CachedPoint>
    ) -> EdwardsPoint {
        let n = scalar.limbs
        let lowHalf = Limbs256(n.l0, n.l1 & .max >> 1, 0, 0)
        let highHalf = Limbs256(n.l1 &>> 63 | n.l2 &<< 1, n.l2 &>> 63 | n.l3 &<< 1, 0, 0)
        return withUnsafeTemporaryAllocation(of: Int8.self, capacity: 2 * 257) { digits in
            let first = UnsafeMutableBufferPointer(rebasing: digits[0..<257])
            let second = UnsafeMutableBufferPointer(rebasing: digits[257..<514])
            let length = max(
                NonAdjacentForm.write(lowHalf, width: 5, to: first),
                NonAdjacentForm.write(highHalf, width: 5, to: second))
            var result = EdwardsPoint.neutral
            var pending = 0
            for index in (0..<length).reversed() {
                pending += 1
                let (a, b) = (Int(first[index]), Int(second[index]))
                guard a != 0 || b != 0 else { continue }
                result = result.doubled(times: pending)
                pending = 0
                if a > 0 { result = result + low[a >> 1] } else if a < 0 { result = result - low[-a >> 1] }
                if b > 0 { result = result + high[b >> 1] } else if b < 0 { result = result - high[-b >> 1] }
            }
            return pending > 0 ? result.doubled(times: pending) : result
        }
    }

    /// Whether q times the point is the neutral element, by multiplication with the whole number q.
    public var isInPrimeOrderSubgroup: Bool { multiplied(byWhole: Edwards25519Order.modulus).isNeutral }
}

/// The signed digits of a number of which at most one in `width` is not zero, each odd and below 2^(width-1).
///
/// J. Solinas, Efficient arithmetic on Koblitz curves (2000). Variable time.
package enum NonAdjacentForm {
    /// Writes 257 digits, least significant first, and returns how many are in use.
    package static func write(_ number: Limbs256, width: Int, to digits: UnsafeMutableBufferPointer<Int8>) -> Int {
        digits.initialize(repeating: 0)
        let bitWidth = number.bitWidth
        var position = 0
        var carry = 0
        var length = 0
        while position <= bitWidth {
            let window = number.bits(from: position, width: width) + carry
            // An even window moves on by one bit and keeps its carry.
            if window & 1 == 0 {
                position += 1
                continue
            }
            let digit = window & ((1 << width) - 1)
            if digit >= 1 << (width - 1) {
                digits[position] = Int8(digit - (1 << width))
                carry = 1
            } else {
                digits[position] = Int8(digit)
                carry = 0
            }
            length = position + 1
            position += width
        }
        return length
    }
}
