import Foundation
import PrimeOrderGroups

/// How many cases a test tries: few in `./test`, all that the issue names in `./test --soak`. Code and seed are the same.
enum TestSize {
    static let isSoak = ProcessInfo.processInfo.environment["SAILAU_SOAK"] == "1"
    static func count(test: Int, soak: Int) -> Int { isSoak ? soak : test }
}

/// Pseudo-random numbers by SplitMix64 (G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators",
/// 2014). The seed is printed, so that a failure can be repeated.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64, of test: String = #function) {
        state = seed
        print("\(test): seed \(seed)\(TestSize.isSoak ? ", soak" : "")")
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }

    mutating func limbs() -> Limbs256 { Limbs256(next(), next(), next(), next()) }

    mutating func scalar<Order: PrimeOrder>(_: Order.Type = Order.self) -> Scalar<Order> {
        Scalar(reducingBigEndian: bytes(64))
    }

    mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        for index in buffer.indices { buffer[index] = UInt8(truncatingIfNeeded: next()) }
    }
}

/// Counts comparisons and keeps the first that failed: `#expect` in each of a million rounds would be the whole cost.
struct Comparisons {
    private(set) var count = 0
    private(set) var firstFailure: String?

    mutating func check(_ agrees: Bool, _ what: @autoclosure () -> String) {
        count += 1
        if !agrees, firstFailure == nil { firstFailure = "comparison \(count): \(what())" }
    }
}

/// Text and bytes of points: the text is the encoding of RFC 8032 with the bytes reversed.
enum Hexadecimal {
    static func text(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }

    /// Bytes of a text of an even number of digits; anything else ends the test run.
    static func bytes(_ text: String) -> [UInt8] {
        let digits = text.compactMap(\.hexDigitValue)
        precondition(digits.count == text.utf8.count && digits.count.isMultiple(of: 2), "not hexadecimal: \(text)")
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}

extension EdwardsPoint {
    init?(encoding: [UInt8]) {
        guard let point = Edwards25519.element(text: Hexadecimal.text(encoding.reversed())) else { return nil }
        self = point
    }
}

extension Limbs256 {
    var littleEndianBytes: [UInt8] {
        [l0, l1, l2, l3].flatMap { limb in (0..<8).map { UInt8(truncatingIfNeeded: limb >> UInt64(8 * $0)) } }
    }
}
