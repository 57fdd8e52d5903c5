import SlowArithmetic

/// A group by its definition, for the reference verifier: whole numbers, one operation after the other.
protocol SlowGroup {
    associatedtype Element: Equatable
    static var name: String { get }
    static var order: BigInteger { get }
    static var generator: Element { get }
    static var neutral: Element { get }
    static func read(_ text: [UInt8]) -> Element?
    static func text(_ element: Element) -> String
    static func product(_ a: Element, _ b: Element) -> Element
    static func inverse(_ element: Element) -> Element
    static func power(_ base: Element, _ exponent: BigInteger) -> Element
}

extension SlowGroup {
    /// Square and multiply; the exponent is any whole number that is not negative.
    static func power(_ base: Element, _ exponent: BigInteger) -> Element {
        var result = neutral
        for index in (0..<exponent.bitWidth).reversed() {
            result = product(result, result)
            if exponent.bit(index) { result = product(result, base) }
        }
        return result
    }

    /// Exactly what the notes say: q times the element is neutral.
    static func isMember(_ element: Element) -> Bool { power(element, order) == neutral }
}

/// edwards25519: -x^2 + y^2 = 1 + d x^2 y^2 modulo 2^255 - 19, in affine coordinates (RFC 8032, section 5.1).
enum SlowEdwards: SlowGroup {
    struct Element: Equatable {
        let x, y: BigInteger
    }

    static let name = "Ed25519"
    static let order = BigInteger(
        decimal: "7237005577332262213973186563042994240857116359379907606001950938285454250989")
    static let prime = BigInteger(
        decimal: "57896044618658097711785492504343953926634992332820282019728792003956564819949")
    private static let one = BigInteger(1)
    private static let signBit = prime + BigInteger(19)
    private static let d =
        (prime - BigInteger(121665)) * BigInteger(121666).inverse(modulo: prime) % prime
    /// A square root of -1.
    private static let imaginary = BigInteger(2).power((prime - one) / BigInteger(4), modulo: prime)

    static let neutral = Element(x: BigInteger(), y: one)
    /// y = 4/5, x even.
    static let generator: Element = {
        let y = BigInteger(4) * BigInteger(5).inverse(modulo: prime) % prime
        guard let x = root(y: y, odd: false) else { preconditionFailure("no base point") }
        return Element(x: x, y: y)
    }()

    /// x from x^2 = (y^2 - 1)/(d y^2 + 1), with the parity asked for; nil where there is none.
    private static func root(y: BigInteger, odd: Bool) -> BigInteger? {
        let square = (y * y - one) * (d * y * y + one).inverse(modulo: prime) % prime
        var x = square.power((prime + BigInteger(3)) / BigInteger(8), modulo: prime)
        if x * x % prime != square { x = x * imaginary % prime }
        guard x * x % prime == square, !(x.isZero && odd) else { return nil }
        return x.isOdd == odd ? x : prime - x
    }

    static func read(_ text: [UInt8]) -> Element? {
        guard text.count == 64, text.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else { return nil }
        let number = BigInteger(hexadecimal: String(decoding: text, as: UTF8.self))
        let odd = number.bit(255)
        let y = odd ? number - signBit : number
        guard y < prime, let x = root(y: y, odd: odd) else { return nil }
        return Element(x: x, y: y)
    }

    static func text(_ element: Element) -> String {
        let digits = (element.x.isOdd ? element.y + signBit : element.y).hexadecimal
        return String(repeating: "0", count: 64 - digits.utf8.count) + digits
    }

    static func product(_ a: Element, _ b: Element) -> Element {
        let (xx, yy) = (a.x * b.x % prime, a.y * b.y % prime)
        let t = d * (xx * yy % prime) % prime
        let (plus, minus) = (one + t, one + prime - t)
        // One inversion for both denominators.
        let inverse = (plus * minus % prime).inverse(modulo: prime)
        return Element(
            x: (a.x * b.y + a.y * b.x) % prime * (inverse * minus % prime) % prime,
            y: (yy + xx) * (inverse * plus % prime) % prime)
    }

    static func inverse(_ element: Element) -> Element { Element(x: (prime - element.x) % prime, y: element.y) }
}

/// The subgroup of order q of the numbers modulo p (specification notes, section 4.1).
enum SlowBelenios: SlowGroup {
    typealias Element = BigInteger

    static let name = "BELENIOS-2048"
    static let order = BigInteger(
        decimal: "78571733251071885079927659812671450121821421258408794611510081919805623223441")
    static let prime = BigInteger(decimal: Belenios2048Numbers.prime)
    static let generator = BigInteger(decimal: Belenios2048Numbers.generator)
    static let neutral = BigInteger(1)

    static func read(_ text: [UInt8]) -> BigInteger? {
        guard (1...617).contains(text.count), text.allSatisfy({ (0x30...0x39).contains($0) }),
            text.count == 1 || text[0] != 0x30
        else { return nil }
        let number = BigInteger(decimal: String(decoding: text, as: UTF8.self))
        return number < prime ? number : nil
    }

    static func text(_ element: BigInteger) -> String { element.decimal }
    static func product(_ a: BigInteger, _ b: BigInteger) -> BigInteger { a * b % prime }
    static func inverse(_ element: BigInteger) -> BigInteger { element.inverse(modulo: prime) }
    static func power(_ base: BigInteger, _ exponent: BigInteger) -> BigInteger {
        base.power(exponent, modulo: prime)
    }
}
