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
        guard !terms.isEmpty else { return .neutral }
        let width = windowWidth(count: terms.count)
        // One more bit than the numbers have, for the carry of the signed digits.
        let windows = (bits + 1 + width - 1) / width
        let bucketCount = 1 << (width - 1)
        return withUnsafeTemporaryAllocation(of: EdwardsPoint.self, capacity: bucketCount) { buckets in
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: terms.count) { carries in
                carries.initialize(repeating: 0)
                // Digits are made from the lowest window up, so the windows' sums wait for the doublings.
                return withUnsafeTemporaryAllocation(of: EdwardsPoint.self, capacity: windows) { sums in
                    for window in 0..<windows {
                        buckets.initialize(repeating: .neutral)
                        fill(buckets, terms, carries, window: window, width: width)
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

    private static func fill(
        _ buckets: UnsafeMutableBufferPointer<EdwardsPoint>, _ terms: UnsafeBufferPointer<Term>,
        _ carries: UnsafeMutableBufferPointer<Int32>, window: Int, width: Int
    ) {
        let half = 1 << (width - 1)
        for index in terms.indices {
            var digit = terms[index].number.bits(from: window * width, width: width) + Int(carries[index])
            if digit > half {
                digit -= 1 << width
                carries[index] = 1
            } else {
                carries[index] = 0
            }
            if digit > 0 {
                buckets[digit - 1] = buckets[digit - 1] + terms[index].point
            } else if digit < 0 {
                buckets[-digit - 1] = buckets[-digit - 1] - terms[index].point
            }
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
    private static func windowWidth(count: Int) -> Int {
        var best = (width: 1, cost: Int.max)
        for width in 2...15 {
            let windows = (254 + width) / width
            let cost = windows * (count * 10 + (1 << (width - 1)) * 22)
            if cost < best.cost { best = (width, cost) }
        }
        return best.width
    }
}
