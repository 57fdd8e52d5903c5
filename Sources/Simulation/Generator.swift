/// A specified source of numbers: xoshiro256** 1.0 (D. Blackman and S. Vigna, "Scrambled linear pseudorandom number
/// generators", 2018), seeded by SplitMix64. The same seed gives the same numbers on every machine.
package struct Generator {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// - Parameter stream: each stage of a simulation draws from a stream of its own, so that a change in one stage leaves
    ///   the others as they were.
    package init(seed: UInt64, stream: UInt64) {
        var mixer = SplitMix64(state: seed)
        mixer = SplitMix64(state: mixer.next() ^ (stream &* 0x9E37_79B9_7F4A_7C15))
        state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
    }

    package init(state: (UInt64, UInt64, UInt64, UInt64)) {
        self.state = state
    }

    package mutating func next() -> UInt64 {
        let result = rotated(state.1 &* 5, by: 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = rotated(state.3, by: 45)
        return result
    }

    private func rotated(_ value: UInt64, by bits: UInt64) -> UInt64 {
        (value << bits) | (value >> (64 - bits))
    }

    /// A number from 0 to `count` - 1, each equally likely (D. Lemire, "Fast random integer generation in an interval",
    /// 2019).
    package mutating func below(_ count: Int) -> Int {
        precondition(count > 0, "there is no number below \(count)")
        let bound = UInt64(count)
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let least = (0 &- bound) % bound
            while product.low < least { product = next().multipliedFullWidth(by: bound) }
        }
        return Int(product.high)
    }

    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// A number at most `spread` away from `centre`, bell-shaped: the mean of four equally likely ones.
    mutating func near(_ centre: Int, spread: Int) -> Int {
        if spread <= 0 { return centre }
        var sum = 0
        for _ in 0..<4 { sum += within(-spread...spread) }
        return centre + sum / 4
    }

    /// True in `permille` of a thousand cases.
    mutating func happens(_ permille: Int) -> Bool {
        below(1000) < permille
    }

    /// An order in which each permutation is equally likely (Fisher and Yates).
    package mutating func shuffled<Element>(_ elements: some Sequence<Element>) -> [Element] {
        var result = Array(elements)
        for index in stride(from: result.count - 1, to: 0, by: -1) {
            result.swapAt(index, below(index + 1))
        }
        return result
    }
}

/// SplitMix64 (G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators", 2014); only seeds.
package struct SplitMix64 {
    private var state: UInt64

    package init(state: UInt64) {
        self.state = state
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
