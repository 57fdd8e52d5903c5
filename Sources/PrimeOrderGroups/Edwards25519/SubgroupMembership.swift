/// Membership of many points in the subgroup of prime order, tested together.
///
/// 128 sums over random subsets are formed and each is multiplied by the whole number q. A point outside the subgroup
/// leaves each sum outside with probability at least 1/2, so all 128 hide it with probability at most 2^-128. Single
/// random combinations would not do: the cofactor is 8.
package enum SubgroupMembership {
    /// Points from which the batch is cheaper than single tests (128 multiplications by q).
    package static let smallestBatch = 160
    /// Points of one batch: buckets and points stay in the cache.
    package static let largestBatch = 8192

    /// The first point outside, or nil. `random` fills a buffer with uniform bytes and is asked after the points are fixed:
    /// whoever knows the bytes beforehand can hide points, so outside the package `SystemRandom` alone is used.
    package static func firstOutside(
        _ points: [EdwardsPoint], random: (UnsafeMutableRawBufferPointer) -> Void
    ) -> Int? {
        var start = 0
        while start < points.count {
            let end = min(start + largestBatch, points.count)
            if end - start < smallestBatch || !allInside(points[start..<end], random: random) {
                if let outside = firstOutsideSingly(points[start..<end]) { return outside }
            }
            start = end
        }
        return nil
    }

    /// The first point outside, each tested by itself and exactly.
    private static func firstOutsideSingly(_ points: ArraySlice<EdwardsPoint>) -> Int? {
        if EightLanes.areUsed && points.count >= EightLanes.fewest {
            return EightLanes.firstOutside(points).map { points.startIndex + $0 }
        }
        return points.firstIndex { !$0.isInPrimeOrderSubgroup }
    }

    package static func allInside(
        _ points: ArraySlice<EdwardsPoint>, random: (UnsafeMutableRawBufferPointer) -> Void
    ) -> Bool {
        if EightLanes.areUsed {
            let sums = points.withUnsafeBufferPointer { EightLanes.subsetSums($0, random: random) }
            return EightLanes.firstOutside(sums) == nil
        }
        // One random byte says in which of eight sums a point stands: one addition into 256 buckets serves eight sums.
        return withUnsafeTemporaryAllocation(of: EdwardsPoint.self, capacity: 256) { buckets in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: points.count) { subsets in
                for _ in 0..<16 {
                    random(UnsafeMutableRawBufferPointer(subsets))
                    buckets.initialize(repeating: .neutral)
                    for (offset, index) in points.indices.enumerated() {
                        let bucket = Int(subsets[offset])
                        buckets[bucket] = buckets[bucket] + points[index]
                    }
                    for bit in (0..<8).reversed() where !foldHighest(buckets, bit: bit).isInPrimeOrderSubgroup {
                        return false
                    }
                }
                return true
            }
        }
    }

    /// The sum of the buckets whose index has `bit`, after which they are added to those without it.
    private static func foldHighest(
        _ buckets: UnsafeMutableBufferPointer<EdwardsPoint>, bit: Int
    ) -> EdwardsPoint {
        var sum = EdwardsPoint.neutral
        for index in 0..<(1 << bit) {
            let high = CachedPoint(buckets[index + (1 << bit)])
            sum = sum + high
            buckets[index] = buckets[index] + high
        }
        return sum
    }
}
