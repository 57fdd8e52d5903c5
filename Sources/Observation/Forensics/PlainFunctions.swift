/// Exponential and logarithm with +, −, × and ÷ alone, so that no library decides a printed digit: to about 13 digits.
enum PlainFunctions {
    private static let logarithmOfTwo = 0.693147180559945309

    static func exponential(_ value: Double) -> Double {
        guard value > -700 else { return 0 }
        let halvings = (min(value, 700) / logarithmOfTwo).rounded()
        let rest = min(value, 700) - halvings * logarithmOfTwo
        var (sum, term) = (1.0, 1.0)
        for power in 1...13 {
            term *= rest / Double(power)
            sum += term
        }
        return sum * Double(sign: .plus, exponent: Int(halvings), significand: 1)
    }

    /// - Precondition: the value is positive and finite.
    static func logarithm(_ value: Double) -> Double {
        var (exponent, significand) = (Double(value.exponent), value.significand)
        if significand > 1.4142135623730951 {
            significand /= 2
            exponent += 1
        }
        let ratio = (significand - 1) / (significand + 1)
        let square = ratio * ratio
        var (sum, power) = (0.0, ratio)
        for odd in stride(from: 1.0, through: 19, by: 2) {
            sum += power / odd
            power *= square
        }
        return exponent * logarithmOfTwo + 2 * sum
    }

    static func power(_ base: Double, _ exponent: Double) -> Double {
        base > 0 ? exponential(exponent * logarithm(base)) : 0
    }
}

extension PlanningGenerator {
    /// Between 0 and 1.
    private mutating func part() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

    /// Marsaglia's polar method.
    mutating func normal() -> Double {
        while true {
            let (left, right) = (2 * part() - 1, 2 * part() - 1)
            let square = left * left + right * right
            guard square < 1, square > 0 else { continue }
            return left * (-2 * PlainFunctions.logarithm(square) / square).squareRoot()
        }
    }

    /// A normal number that lies between 0 and 1.
    ///
    /// - Precondition: the middle lies between 0 and 1, so that at least every third draw or so does.
    mutating func share(around middle: Double, spread: Double) -> Double {
        while true {
            let drawn = middle + spread * normal()
            if drawn >= 0, drawn <= 1 { return drawn }
        }
    }

    /// A bell of four uniform parts with the variance 1, from one draw: where only the width of a bell matters.
    mutating func bell() -> Double {
        let bits = next()
        let sum = (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + (bits >> 48)
        return (Double(sum) + 2 - 0x1p17) * 0x1p-16 * 1.7320508075688772
    }
}
