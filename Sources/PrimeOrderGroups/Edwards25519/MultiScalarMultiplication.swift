/// Sums of many points times public numbers by buckets.
///
/// N. Pippenger, On the evaluation of powers and monomials (1980), with signed digits. Variable time: public data only.
package enum MultiScalarMultiplication {
    /// A summand: an affine point prepared for addition, and its number.
    package struct Term {
        let point: AffineCachedPoint
        let number: Limbs256

        package init(point: AffineCachedPoint, number: Limbs256) { (self.point, self.number) = (point, number) }
    }

    /// Sum of number times point; `bits` bounds the length of every number.
    package static func sum(_ terms: UnsafeBufferPointer<Term>, bits: Int) -> EdwardsPoint {
        sum(terms, bits: bits, and: UnsafeBufferPointer(start: nil, count: 0), bits: 0)
    }

    /// Sum over two sets of summands with numbers of at most `bits` and `shortBits`; they share the buckets of the windows
    /// that both have.
    package static func sum(
        _ terms: UnsafeBufferPointer<Term>, bits: Int, and shortTerms: UnsafeBufferPointer<Term>, bits shortBits: Int
    ) -> EdwardsPoint {
        guard !terms.isEmpty || !shortTerms.isEmpty else { return .neutral }
        if EightLanes.areUsed && terms.count + shortTerms.count >= EightLanes.fewestTerms
            && max(bits, shortBits) <= EightLanes.longestNumber
        {
            return EightLanes.sum(terms, bits: bits, and: shortTerms, bits: shortBits)
        }
        let width = windowWidth([(terms.count, bits), (shortTerms.count, shortBits)])
        let windows = max(count(of: bits, width), count(of: shortBits, width))
        let bucketCount = 1 << (width - 1)
        return withUnsafeTemporaryAllocation(of: EdwardsPoint.self, capacity: bucketCount) { buckets in
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: terms.count + shortTerms.count) { carries in
                carries.initialize(repeating: 0)
                let termCarries = UnsafeMutableBufferPointer(rebasing: carries[..<terms.count])
                let shortCarries = UnsafeMutableBufferPointer(rebasing: carries[terms.count...])
                // Digits are made from the lowest window up, so the windows' sums wait for the doublings.
                return withUnsafeTemporaryAllocation(of: EdwardsPoint.self, capacity: windows) { sums in
                    for window in 0..<windows {
                        buckets.initialize(repeating: .neutral)
                        if window < count(of: bits, width) {
                            fill(buckets, terms, termCarries, window: window, width: width)
                        }
                        if window < count(of: shortBits, width) {
                            fill(buckets, shortTerms, shortCarries, window: window, width: width)
                        }
                        sums.initializeElement(at: window, to: weightedSum(buckets))
                    }
                    var result = sums[windows - 1]
                    for window in (0..<windows - 1).reversed() {
                        result = result.doubled(times: width) + sums[window]
                    }
                    return result
                }
            }
        }
    }

    /// Windows of numbers of this length: one more bit than they have, for the carry of the signed digits.
    private static func count(of bits: Int, _ width: Int) -> Int { bits == 0 ? 0 : (bits + width) / width }

    private static func fill(
        _ buckets: UnsafeMutableBufferPointer<EdwardsPoint>, _ terms: UnsafeBufferPointer<Term>,
        _ carries: UnsafeMutableBufferPointer<Int32>, window: Int, width: Int
    ) {
        let half = 1 << (width - 1)
        for index in terms.indices {
            let raw = terms[index].number.bits(from: window * width, width: width) + Int(carries[index])
            let carry = raw > half ? 1 : 0
            carries[index] = Int32(truncatingIfNeeded: carry)
            let digit = raw - (carry << width)
            guard digit != 0 else { continue }
            // The sign is as good as random: a mask costs less than a branch that is wrong half the time.
            let bucket = Int(digit.magnitude) - 1
            buckets[bucket] = buckets[bucket].adding(
                terms[index].point, negatedWhere: UInt64(bitPattern: Int64(digit &>> 63)))
        }
    }

    /// 1 B_1 + 2 B_2 + ... by running sums.
    private static func weightedSum(_ buckets: UnsafeMutableBufferPointer<EdwardsPoint>) -> EdwardsPoint {
        var running = EdwardsPoint.neutral
        var total = EdwardsPoint.neutral
        for index in buckets.indices.reversed() {
            running = running + buckets[index]
            total = total + running
        }
        return total
    }

    /// The width that costs least: count additions and 2^width bucket additions a window.
    private static func windowWidth(_ sets: [(count: Int, bits: Int)]) -> Int {
        var best = (width: 2, cost: Int.max)
        for width in 2...15 {
            let windows = sets.map { count(of: $0.bits, width) }.max() ?? 0
            let additions = sets.reduce(0) { $0 + $1.count * count(of: $1.bits, width) }
            let cost = 10 * additions + 22 * windows * (1 << (width - 1))
            if cost < best.cost { best = (width, cost) }
        }
        return best.width
    }
}
