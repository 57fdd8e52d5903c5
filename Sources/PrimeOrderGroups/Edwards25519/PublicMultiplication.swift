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

    /// The point times each of two numbers, the doublings shared.
    package func multiplied(by first: Scalar<Edwards25519Order>, and second: Scalar<Edwards25519Order>) -> (
        EdwardsPoint, EdwardsPoint
    ) {
        withUnsafeTemporaryAllocation(of: EdwardsPoint.self, capacity: 2) { products in
            writeProducts([first.limbs, second.limbs], to: products)
            return (products[0], products[1])
        }
    }

    /// The same, and whether the point lies in the subgroup of prime order: q is a third number of the chain.
    package func multipliedTestingMembership(
        by first: Scalar<Edwards25519Order>, and second: Scalar<Edwards25519Order>
    ) -> (EdwardsPoint, EdwardsPoint, isMember: Bool) {
        withUnsafeTemporaryAllocation(of: EdwardsPoint.self, capacity: 3) { products in
            writeProducts([first.limbs, second.limbs, Edwards25519Order.modulus], to: products)
            return (products[0], products[1], products[2].isNeutral)
        }
    }

    /// One chain P, 2P, 4P, ... serves all numbers: where a number has the digit d, the chain's point is added to the
    /// bucket of |d|, and a number's product is the sum of its buckets, each times its digit.
    ///
    /// A. C. Yao, On the evaluation of powers (1976), with the signed digits of `NonAdjacentForm`.
    private func writeProducts<let count: Int>(
        _ numbers: InlineArray<count, Limbs256>, to products: UnsafeMutableBufferPointer<EdwardsPoint>
    ) {
        withUnsafeTemporaryAllocation(of: Int8.self, capacity: 257 * count) { digits in
            withUnsafeTemporaryAllocation(of: EdwardsPoint.self, capacity: DigitBuckets.size * count) { points in
                var length = 0
                for index in numbers.indices {
                    let own = UnsafeMutableBufferPointer(rebasing: digits[(257 * index)..<(257 * index + 257)])
                    length = max(length, NonAdjacentForm.write(numbers[index], width: DigitBuckets.width, to: own))
                }
                var used: UInt32 = 0
                var power = self
                var pending = 0
                for position in 0..<length {
                    defer { pending += 1 }
                    var anyDigit: Int8 = 0
                    for index in 0..<count { anyDigit |= digits[257 * index + position] }
                    guard anyDigit != 0 else { continue }
                    if pending > 0 { power = power.doubled(times: pending) }
                    pending = 0
                    let summand = CachedPoint(power)
                    for index in 0..<count {
                        let digit = Int(digits[257 * index + position])
                        guard digit != 0 else { continue }
                        let bucket = DigitBuckets.size * index + abs(digit) >> 1
                        if used & 1 << UInt32(bucket) == 0 {
                            used |= 1 << UInt32(bucket)
                            points.initializeElement(at: bucket, to: digit > 0 ? power : -power)
                        } else {
                            points[bucket] = digit > 0 ? points[bucket] + summand : points[bucket] - summand
                        }
                    }
                }
                for index in 0..<count {
                    let own = UnsafeMutableBufferPointer(
                        rebasing: points[(DigitBuckets.size * index)..<(DigitBuckets.size * (index + 1))])
                    let product = DigitBuckets.sum(own, used: used >> UInt32(DigitBuckets.size * index))
                    products.initializeElement(at: index, to: product)
                }
            }
        }
    }

    /// Whether q times the point is the neutral element, by multiplication with the whole number q.
    public var isInPrimeOrderSubgroup: Bool { multiplied(byWhole: Edwards25519Order.modulus).isNeutral }
}

/// The buckets of the digits 1, 3, ... 15 of one number.
private enum DigitBuckets {
    static let width = 5
    static let size = 8

    /// 1 times the first bucket and 3, 5, ... 15 times the others. Bit i of `used` says whether bucket i holds a point.
    static func sum(_ buckets: UnsafeMutableBufferPointer<EdwardsPoint>, used: UInt32) -> EdwardsPoint {
        // With S(i) the sum of buckets i and above: twice the sum of S(1), S(2), ... and S(0) once.
        var sum: EdwardsPoint?
        var sums: EdwardsPoint?
        for index in (0..<size).reversed() {
            if used & 1 << UInt32(index) != 0 { sum = sum.map { $0 + buckets[index] } ?? buckets[index] }
            if index > 0, let sum { sums = sums.map { $0 + sum } ?? sum }
        }
        guard let sum else { return .neutral }
        return sums.map { $0.doubled + sum } ?? sum
    }
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
