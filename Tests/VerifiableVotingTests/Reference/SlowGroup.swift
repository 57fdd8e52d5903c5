import SlowArithmetic

/// A group by its definition, for the reference verifier: whole numbers, one operation after the other.
protocol SlowGroup {
    associatedtype Element: Equatable
    static var name: String { get }
    static var order: BigNumber { get }
    static var generator: Element { get }
    static var neutral: Element { get }
    static func read(_ text: [UInt8]) -> Element?
    static func text(_ element: Element) -> String
    static func product(_ a: Element, _ b: Element) -> Element
    static func inverse(_ element: Element) -> Element
    static func power(_ base: Element, _ exponent: BigNumber) -> Element
}

extension SlowGroup {
    /// Square and multiply; the exponent is any whole number that is not negative.
    static func plainPower(_ base: Element, _ exponent: BigNumber) -> Element {
        var result = neutral
        for index in (0..<exponent.bitCount).reversed() {
            result = product(result, result)
            if exponent.bit(index) { result = product(result, base) }
        }
        return result
    }

    /// Exactly what the notes say: q times the element is neutral.
    static func isMember(_ element: Element) -> Bool { power(element, order) == neutral }
}

extension BigNumber {
    /// 1/self modulo a prime that does not divide it; 0 for 0.
    func inverted(modulo prime: BigNumber) -> BigNumber { inverse(modulo: prime) ?? BigNumber(0) }
}

/// edwards25519: -x^2 + y^2 = 1 + d x^2 y^2 modulo 2^255 - 19, in affine coordinates (RFC 8032, section 5.1).
enum SlowEdwards: SlowGroup {
    struct Element: Equatable {
        let x, y: BigNumber
    }

    static let name = "Ed25519"
    static let order = BigNumber(
        decimal: "7237005577332262213973186563042994240857116359379907606001950938285454250989")
    static let prime = BigNumber(
        decimal: "57896044618658097711785492504343953926634992332820282019728792003956564819949")
    private static let one = BigNumber(1)
    private static let signBit = prime + BigNumber(19)
    private static let d =
        (prime - BigNumber(121665)) * BigNumber(121666).inverted(modulo: prime) % prime
    private static let twiceD = (d + d) % prime
    /// A square root of -1.
    private static let imaginary = BigNumber(2).power((prime - one) / BigNumber(4), modulo: prime)

    static let neutral = Element(x: BigNumber(0), y: one)
    /// y = 4/5, x even.
    static let generator: Element = {
        let y = BigNumber(4) * BigNumber(5).inverted(modulo: prime) % prime
        guard let x = root(y: y, odd: false) else { preconditionFailure("no base point") }
        return Element(x: x, y: y)
    }()

    /// x from x^2 = (y^2 - 1)/(d y^2 + 1), with the parity asked for; nil where there is none.
    private static func root(y: BigNumber, odd: Bool) -> BigNumber? {
        let square = (y * y - one) * (d * y * y + one).inverted(modulo: prime) % prime
        var x = square.power((prime + BigNumber(3)) / BigNumber(8), modulo: prime)
        if x * x % prime != square { x = x * imaginary % prime }
        guard x * x % prime == square, !(x == BigNumber(0) && odd) else { return nil }
        return x.isOdd == odd ? x : prime - x
    }

    static func read(_ text: [UInt8]) -> Element? {
        guard text.count == 64, text.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else { return nil }
        let number = BigNumber(hexadecimal: String(decoding: text, as: UTF8.self))
        let odd = number.bit(255)
        let y = odd ? number - signBit : number
        guard y < prime, let x = root(y: y, odd: odd) else { return nil }
        return Element(x: x, y: y)
    }

    static func text(_ element: Element) -> String {
        let digits = (element.x.isOdd ? element.y + signBit : element.y).text(radix: 16)
        return String(repeating: "0", count: 64 - digits.utf8.count) + digits
    }

    static func product(_ a: Element, _ b: Element) -> Element {
        let (xx, yy) = (a.x * b.x % prime, a.y * b.y % prime)
        let t = d * (xx * yy % prime) % prime
        let (plus, minus) = (one + t, one + prime - t)
        // One inversion for both denominators.
        let inverse = (plus * minus % prime).inverted(modulo: prime)
        return Element(
            x: (a.x * b.y + a.y * b.x) % prime * (inverse * minus % prime) % prime,
            y: (yy + xx) * (inverse * plus % prime) % prime)
    }

    /// The same power without a division at every step: RFC 8032, section 5.1.4, and one division at the end. The tests hold
    /// it against square and multiply of `product`.
    static func power(_ base: Element, _ exponent: BigNumber) -> Element {
        typealias Point = (x: BigNumber, y: BigNumber, z: BigNumber, t: BigNumber)
        func sum(_ a: Point, _ b: Point) -> Point {
            let difference = (a.y - a.x) * (b.y - b.x) % prime
            let total = (a.y + a.x) * (b.y + b.x) % prime
            let c = a.t * twiceD % prime * b.t % prime
            let d = a.z * (b.z + b.z) % prime
            let (e, f, g, h) = (total - difference, d - c, d + c, total + difference)
            return (e * f % prime, g * h % prime, f * g % prime, e * h % prime)
        }
        let point: Point = (base.x, base.y, one, base.x * base.y % prime)
        var result: Point = (BigNumber(0), one, one, BigNumber(0))
        for index in (0..<exponent.bitCount).reversed() {
            result = sum(result, result)
            if exponent.bit(index) { result = sum(result, point) }
        }
        let inverse = result.z.inverted(modulo: prime)
        return Element(x: result.x * inverse % prime, y: result.y * inverse % prime)
    }

    static func inverse(_ element: Element) -> Element { Element(x: (prime - element.x) % prime, y: element.y) }
}

/// The subgroup of order q of the numbers modulo p (specification notes, section 4.1).
enum SlowBelenios: SlowGroup {
    typealias Element = BigNumber

    static let name = "BELENIOS-2048"
    static let order = BigNumber(
        decimal: "78571733251071885079927659812671450121821421258408794611510081919805623223441")
    static let prime = BigNumber(decimal: Belenios2048Numbers.prime)
    static let generator = BigNumber(decimal: Belenios2048Numbers.generator)
    static let neutral = BigNumber(1)

    static func read(_ text: [UInt8]) -> BigNumber? {
        guard (1...617).contains(text.count), text.allSatisfy({ (0x30...0x39).contains($0) }),
            text.count == 1 || text[0] != 0x30
        else { return nil }
        let number = BigNumber(decimal: String(decoding: text, as: UTF8.self))
        return number < prime ? number : nil
    }

    static func text(_ element: BigNumber) -> String { element.decimal }
    static func product(_ a: BigNumber, _ b: BigNumber) -> BigNumber { a * b % prime }
    static func inverse(_ element: BigNumber) -> BigNumber { element.inverted(modulo: prime) }
    static func power(_ base: BigNumber, _ exponent: BigNumber) -> BigNumber {
        base.power(exponent, modulo: prime)
    }
}
