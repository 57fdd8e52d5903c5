import PrimeOrderGroups

/// Random numbers that a seed gives again: SplitMix64 (G. L. Steele and others, Fast splittable pseudorandom number
/// generators, 2014). For tests only.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }

    mutating func scalar<Order: PrimeOrder>() -> Scalar<Order> { Scalar(reducingBigEndian: bytes(64)) }

    mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }
}
