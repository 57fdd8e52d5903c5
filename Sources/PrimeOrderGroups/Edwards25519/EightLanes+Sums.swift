import CVectorKernels

/// Sums by buckets: each lane has its own ones, for a window of the numbers or for a round of random subsets.
extension EightLanes {
    /// Bits of numbers that leave room for the kernel's offset.
    static let longestNumber = 253
    /// Summands from which on the buckets of eight lanes pay.
    static let fewestTerms = 24

    /// The sum of two sets of summands, as `MultiScalarMultiplication` gives it.
    static func sum(
        _ terms: UnsafeBufferPointer<MultiScalarMultiplication.Term>, bits: Int,
        and shortTerms: UnsafeBufferPointer<MultiScalarMultiplication.Term>, bits shortBits: Int
    ) -> EdwardsPoint {
        let sets = [(terms: terms, bits: bits), (shortTerms, shortBits)].filter { !$0.terms.isEmpty }
        let width = windowWidth(sets.map { (count: $0.terms.count, bits: $0.bits) })
        let windows = sets.map { count(of: $0.bits, width) }.max() ?? 0
        let last = 1 << (width - 1)
        return withBuckets(last: last) { buckets in
            var result = EdwardsPoint.neutral
            for first in stride(from: 0, to: windows, by: count).reversed() {
                vectors_clear_buckets(buckets, last)
                for set in sets {
                    vectors_fill_windows(
                        buckets, words(set.terms), set.terms.count, UInt32(set.bits), UInt32(width), UInt32(first))
                }
                let sums = points(count) { vectors_sum_windows(buckets, last, $0) }
                for sum in sums.prefix(windows - first).reversed() { result = result.doubled(times: width) + sum }
            }
            return result
        }
    }

    private static func count(of bits: Int, _ width: Int) -> Int {
        Int(vectors_window_count(UInt32(bits), UInt32(width)))
    }

    /// The width that costs least: an addition for each summand and eight windows, two and a half for each row of buckets.
    private static func windowWidth(_ sets: [(count: Int, bits: Int)]) -> Int {
        func cost(_ width: Int) -> Int {
            let groups = sets.map { (count(of: $0.bits, width) + count - 1) / count }
            let additions = zip(sets, groups).reduce(0) { $0 + $1.0.count * $1.1 }
            return 2 * additions + 5 * (groups.max() ?? 0) * (1 << (width - 1))
        }
        return (5...12).min { cost($0) < cost($1) } ?? 5
    }

    /// 128 sums over random subsets: sixteen rounds of a byte for each point, whose bits say in which of eight sums it
    /// stands; eight rounds at once. `random` is asked after the points are fixed.
    static func subsetSums(
        _ points: UnsafeBufferPointer<EdwardsPoint>, random: (UnsafeMutableRawBufferPointer) -> Void
    ) -> [EdwardsPoint] {
        guard !points.isEmpty else { return [] }
        return withBuckets(last: 255) { buckets in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count * points.count) { subsets in
                (0..<2).flatMap { _ in
                    random(UnsafeMutableRawBufferPointer(subsets))
                    vectors_clear_buckets(buckets, 255)
                    vectors_fill_subsets(buckets, words(points), points.count, subsets.baseAddress)
                    return self.points(8 * count) { vectors_sum_subsets(buckets, $0) }
                }
            }
        }
    }

    /// The first point outside the subgroup of prime order, by multiplication with the whole number q.
    static func firstOutside(_ points: some Collection<EdwardsPoint>) -> Int? {
        var rest = points[...]
        var start = 0
        while !rest.isEmpty {
            let batch = Array(rest.prefix(count))
            let products = multiply(batch, by: [batch.map { _ in Edwards25519Order.modulus }])
            if let outside = products.prefix(batch.count).firstIndex(where: { !$0.isNeutral }) {
                return start + outside
            }
            start += batch.count
            rest = rest.dropFirst(count)
        }
        return nil
    }

    private static func points(_ count: Int, _ write: (UnsafeMutablePointer<UInt64>) -> Void) -> [EdwardsPoint] {
        [EdwardsPoint](unsafeUninitializedCapacity: count) { points, filled in
            write(words(points))
            filled = count
        }
    }

    private static func withBuckets<Result>(last: Int, _ body: (UnsafeMutablePointer<UInt64>) -> Result) -> Result {
        let bytes = vectors_bucket_words(last) * MemoryLayout<UInt64>.size
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        defer { memory.deallocate() }
        return body(memory.assumingMemoryBound(to: UInt64.self))
    }
}
