/// Natural logarithms in whole numbers: the same on every machine, which floating point does not promise.
package enum FixedLogarithm {
    /// The bits behind the point of a result.
    package static let fractionBits = 32

    /// ln 2, with 62 bits behind the point: 0.693147180559945309417232…
    private static let logarithmOf2: Int128 = 3_196_577_161_300_663_914

    /// The natural logarithm of a number from 1 upwards, times 2^32; at most one unit off.
    ///
    /// The binary logarithm, bit by bit: the mantissa is squared, and where it reaches 2, the next bit is one.
    package static func natural(_ number: UInt64) -> Int64 {
        precondition(number > 0, "zero has no logarithm")
        let exponent = 63 - number.leadingZeroBitCount
        // From 1 to below 2, with 63 bits behind the point.
        var mantissa = number << UInt64(63 - exponent)
        var binary = UInt64(exponent)
        for _ in 0..<40 {
            // Between 1 and 4, with 62 bits behind the point.
            let square = mantissa.multipliedFullWidth(by: mantissa).high
            let isTwo = square >> 63 == 1
            binary = binary << 1 | (isTwo ? 1 : 0)
            mantissa = isTwo ? square : square << 1
        }
        let product = Int128(binary) * logarithmOf2
        return Int64(product >> Int128(40 + 62 - fractionBits))
    }
}
