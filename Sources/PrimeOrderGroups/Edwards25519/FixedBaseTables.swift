/// Multiples of one fixed point for public numbers: signed windows of eight bits, 32 x 128 affine points (492 kB).
///
/// A multiplication is 32 additions without a doubling. Variable time.
public final class EdwardsTable: Sendable {
    static let width = 8
    private static let windows = 32
    private static let entries = 128
    let points: [AffineCachedPoint]

    public init(_ base: EdwardsPoint) {
        points = Self.multiples(of: base, windows: Self.windows, entries: Self.entries, width: Self.width)
    }

    /// For each window the point 2^(width w) base times 1...entries.
    static func multiples(of base: EdwardsPoint, windows: Int, entries: Int, width: Int) -> [AffineCachedPoint] {
        var extended: [EdwardsPoint] = []
        extended.reserveCapacity(windows * entries)
        var start = base
        for _ in 0..<windows {
            let step = CachedPoint(start)
            var multiple = start
            for _ in 0..<entries {
                extended.append(multiple)
                multiple = multiple + step
            }
            start = start.doubled(times: width)
        }
        extended.withUnsafeMutableBufferPointer { EdwardsPoint.normalize($0) }
        return extended.map { AffineCachedPoint(x: $0.x, y: $0.y) }
    }

    /// `start` plus the base times a number below 2^255.
    func add(_ scalar: Scalar<Edwards25519Order>, to start: EdwardsPoint) -> EdwardsPoint {
        var result = start
        points.withUnsafeBufferPointer { points in
            var carry = 0
            // Each entry is fetched one addition before its own, so that the way to memory is not waited for.
            var next = Self.entry(scalar.limbs, 0, &carry, points)
            for window in 1..<Self.windows {
                let summand = next
                next = Self.entry(scalar.limbs, window, &carry, points)
                result = result + summand
            }
            result = result + next
        }
        return result
    }

    @inline(__always)
    private static func entry(
        _ number: Limbs256, _ window: Int, _ carry: inout Int, _ points: UnsafeBufferPointer<AffineCachedPoint>
    ) -> AffineCachedPoint {
        var digit = number.bits(from: window * width, width: width) + carry
        carry = digit > entries ? 1 : 0
        digit -= carry << width
        guard digit != 0 else { return .neutral }
        return points[window * entries + abs(digit) - 1].negated(where: digit < 0 ? .max : 0)
    }
}

/// Multiples of one fixed point for secret numbers: signed windows of four bits, 64 x 9 affine points (74 kB).
///
/// Every entry of a window is read and the right one kept by masks: neither time nor addresses hang on the secret. The
/// method of D. J. Bernstein et al., High-speed high-security signatures (2011), section 4.
public final class EdwardsSecretTable: Sendable {
    /// An affine cached point as fifteen limbs, so that masks work on whole vectors.
    private typealias Entry = SIMD16<UInt64>
    /// For each window the neutral point and the base's multiples from 1 to 8.
    private let entries: [Entry]

    public init(_ base: EdwardsPoint) {
        let points = EdwardsTable.multiples(of: base, windows: 64, entries: 8, width: 4)
        var entries: [Entry] = []
        for window in 0..<64 {
            entries.append(Self.entry(.neutral))
            for index in 0..<8 { entries.append(Self.entry(points[8 * window + index])) }
        }
        self.entries = entries
    }

    private static func entry(_ point: AffineCachedPoint) -> Entry {
        var entry = Entry()
        for (part, field) in [point.plus, point.minus, point.doubleDXY].enumerated() {
            for (limb, value) in [field.l0, field.l1, field.l2, field.l3, field.l4].enumerated() {
                entry[5 * part + limb] = value
            }
        }
        return entry
    }

    /// The base times a secret number, in constant time.
    public func multiplied(by secret: SecretScalar<Edwards25519Order>) -> EdwardsPoint {
        withUnsafeTemporaryAllocation(of: Int8.self, capacity: 64) { digits in
            defer { wipe(digits.baseAddress.unsafelyUnwrapped, digits.count) }
            SignedWindows.write(secret.limbs, to: digits)
            return entries.withUnsafeBufferPointer { entries in
                var result = EdwardsPoint.neutral
                for window in 0..<64 {
                    result = result + Self.point(entries, window, digits[window])
                }
                return result
            }
        }
    }

    @inline(__always)
    private static func point(
        _ entries: UnsafeBufferPointer<Entry>, _ window: Int, _ digit: Int8
    ) -> AffineCachedPoint {
        let (magnitude, negative) = SignedWindows.magnitudeAndSign(digit)
        var selected = Entry()
        for index in 0..<9 {
            let mask = SignedWindows.equalityMask(magnitude, UInt64(index))
            selected |= entries[window * 9 + index] & Entry(repeating: mask)
        }
        return AffineCachedPoint(
            plus: FieldElement(selected[0], selected[1], selected[2], selected[3], selected[4]),
            minus: FieldElement(selected[5], selected[6], selected[7], selected[8], selected[9]),
            doubleDXY: FieldElement(selected[10], selected[11], selected[12], selected[13], selected[14])
        ).negated(where: negative)
    }
}

/// The 64 digits of a number below 2^255 to base 16, each from -8 to 8, in constant time.
enum SignedWindows {
    static func write(_ number: Limbs256, to digits: UnsafeMutableBufferPointer<Int8>) {
        var carry: Int8 = 0
        for index in 0..<64 {
            let limb = number.limb(index >> 4)
            let nibble = Int8(truncatingIfNeeded: limb &>> UInt64((index & 15) * 4) & 15) &+ carry
            carry = index == 63 ? 0 : (nibble &+ 8) &>> 4
            digits.initializeElement(at: index, to: nibble &- (carry &<< 4))
        }
    }

    /// |digit| and all ones where it is negative.
    @inline(__always)
    static func magnitudeAndSign(_ digit: Int8) -> (UInt64, UInt64) {
        let wide = Int64(digit)
        let sign = wide &>> 63
        return (UInt64(bitPattern: (wide ^ sign) &- sign), UInt64(bitPattern: sign))
    }

    /// All ones where the two are equal, for values below 2^63.
    @inline(__always)
    static func equalityMask(_ a: UInt64, _ b: UInt64) -> UInt64 { 0 &- (((a ^ b) &- 1) &>> 63) }
}

extension EdwardsPoint {
    /// The point times a secret number, in constant time: windows of four bits, every multiple read at each step.
    ///
    /// The point must lie in the subgroup of prime order: others would leak the number modulo their order.
    public func multiplied(by secret: SecretScalar<Edwards25519Order>) -> EdwardsPoint {
        withUnsafeTemporaryAllocation(of: EdwardsPoint.self, capacity: 9) { multiples in
            multiples.initializeElement(at: 0, to: .neutral)
            for index in 1...8 { multiples.initializeElement(at: index, to: multiples[index - 1] + self) }
            return withUnsafeTemporaryAllocation(of: Int8.self, capacity: 64) { digits in
                defer { wipe(digits.baseAddress.unsafelyUnwrapped, digits.count) }
                SignedWindows.write(secret.limbs, to: digits)
                var result = EdwardsPoint.neutral
                for window in (0..<64).reversed() {
                    result = result.doubled(times: 4)
                    let (magnitude, negative) = SignedWindows.magnitudeAndSign(digits[window])
                    var selected = EdwardsPoint.neutral
                    for index in 1...8 {
                        let mask = SignedWindows.equalityMask(magnitude, UInt64(index))
                        selected = .select(mask, multiples[index], selected)
                    }
                    selected = .select(negative, -selected, selected)
                    result = result + CachedPoint(selected)
                }
                return result
            }
        }
    }
}
