/// An exact fraction. Law is decided with these, never with floating point.
///
/// The numerator carries the sign and the denominator is positive. Fractions are kept as given, not reduced, so that a
/// derivation can show 336177/4757773 as it was computed; equality and order are those of the value.
///
/// - Comparison never overflows: both products are formed in 256 bits.
/// - Addition and multiplication stop the program on a result beyond 127 bits, as `Int` does beyond 63.
public struct Fraction: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let numerator: Int128
    public let denominator: Int128

    /// - Precondition: `denominator` is positive.
    public init(_ numerator: Int128, _ denominator: Int128) {
        precondition(denominator > 0, "a fraction's denominator is positive")
        self.numerator = numerator
        self.denominator = denominator
    }

    public init(_ numerator: some BinaryInteger, over denominator: some BinaryInteger) {
        self.init(Int128(numerator), Int128(denominator))
    }

    public static let zero = Fraction(0, 1)

    /// The same value in lowest terms.
    public var reduced: Fraction {
        let divisor = greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
        guard divisor > 1 else { return self }
        return Fraction(numerator / Int128(divisor), denominator / Int128(divisor))
    }

    /// The greatest whole number that is not above the fraction.
    public var floor: Int128 {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The least whole number that is not below the fraction.
    public var ceiling: Int128 {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        return remainder > 0 ? quotient + 1 : quotient
    }

    /// The nearest whole number; a half goes away from zero, as printed results round.
    public var rounded: Int128 {
        let magnitude = numerator.magnitude
        let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: denominator.magnitude)
        let up = remainder >= denominator.magnitude - remainder
        let result = Int128(quotient) + (up ? 1 : 0)
        return numerator < 0 ? -result : result
    }

    /// The nearest whole number of `1 / scale` parts: `Fraction(1, 3).rounded(scale: 10_000)` is 3333.
    public func rounded(scale: Int128) -> Int128 {
        Fraction(numerator * scale, denominator).rounded
    }

    /// The decimal form with a fixed number of digits after the point, rounded half away from zero, with `.` as point.
    public func decimal(digits: Int) -> String {
        var scale: Int128 = 1
        for _ in 0..<digits { scale *= 10 }
        let value = rounded(scale: scale)
        let (whole, part) = value.magnitude.quotientAndRemainder(dividingBy: scale.magnitude)
        let sign = value < 0 ? "-" : ""
        guard digits > 0 else { return "\(sign)\(whole)" }
        let tail = String(part)
        return "\(sign)\(whole)." + String(repeating: "0", count: digits - tail.count) + tail
    }

    public var description: String {
        denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
    }

    public static func == (left: Self, right: Self) -> Bool {
        compare(left, right) == 0
    }

    public static func < (left: Self, right: Self) -> Bool {
        compare(left, right) < 0
    }

    public func hash(into hasher: inout Hasher) {
        let lowest = reduced
        hasher.combine(lowest.numerator)
        hasher.combine(lowest.denominator)
    }

    public static func + (left: Self, right: Self) -> Self {
        if left.denominator == right.denominator {
            return Self(left.numerator + right.numerator, left.denominator)
        }
        let divisor = Int128(greatestCommonDivisor(left.denominator.magnitude, right.denominator.magnitude))
        let scale = right.denominator / divisor
        return Self(
            left.numerator * scale + right.numerator * (left.denominator / divisor), left.denominator * scale)
    }

    public static prefix func - (value: Self) -> Self { Self(-value.numerator, value.denominator) }

    public static func - (left: Self, right: Self) -> Self { left + -right }

    public static func * (left: Self, right: Self) -> Self {
        Self(left.numerator * right.numerator, left.denominator * right.denominator)
    }

    /// - Precondition: `right` is not zero.
    public static func / (left: Self, right: Self) -> Self {
        precondition(right.numerator != 0, "division of a fraction by zero")
        let sign: Int128 = right.numerator < 0 ? -1 : 1
        return Self(left.numerator * right.denominator * sign, left.denominator * Int128(right.numerator.magnitude))
    }

    private static func compare(_ left: Self, _ right: Self) -> Int {
        let leftProduct = signedProduct(left.numerator, right.denominator)
        let rightProduct = signedProduct(right.numerator, left.denominator)
        if leftProduct.high != rightProduct.high { return leftProduct.high < rightProduct.high ? -1 : 1 }
        if leftProduct.low != rightProduct.low { return leftProduct.low < rightProduct.low ? -1 : 1 }
        return 0
    }

    private static func signedProduct(_ left: Int128, _ right: Int128) -> (high: Int128, low: UInt128) {
        left.multipliedFullWidth(by: right)
    }
}

/// The greatest whole number that divides both; the other one where one is zero.
public func greatestCommonDivisor<Number: UnsignedInteger>(_ first: Number, _ second: Number) -> Number {
    var (larger, smaller) = (first, second)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return larger
}
