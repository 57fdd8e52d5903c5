/// The subgroup of prime order q of the residues modulo a prime p of 2048 bits, called "BELENIOS-2048" in election files.
public enum Belenios2048: Group {
    public typealias Order = Belenios2048Order
    public typealias Element = BeleniosResidue
    public typealias Table = BeleniosTable
    public typealias SecretTable = BeleniosSecretTable

    public static let name = "BELENIOS-2048"
    /// Digits of numbers below 2^2048 < 10^617.
    public static var longestText: Int { 617 }
    public static let generator = BeleniosResidue(plain: Belenios2048Constants.generator)
    public static var neutral: BeleniosResidue { .neutral }
    public static let generatorTable = BeleniosTable(generator)
    public static let secretGeneratorTable = BeleniosSecretTable(generator)

    public static func element(text: UnsafeBufferPointer<UInt8>) -> BeleniosResidue? { BeleniosResidue(text: text) }

    public static func appendTexts(_ elements: [BeleniosResidue], to bytes: inout [UInt8]) {
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            element.appendText(to: &bytes)
        }
    }

    /// Order of the numbers (specification notes, section 4.4).
    public static func precedes(_ a: BeleniosResidue, _ b: BeleniosResidue) -> Bool { a.isBelow(b) }

    /// Whether e^q = 1, q the whole number; zero gives 0.
    public static func isMember(_ element: BeleniosResidue) -> Bool {
        BeleniosPowers.powers(element, [Order.modulus]) == [.neutral]
    }

    /// One by one: exact, whatever small orders divide (p - 1)/q.
    public static var testsMembershipTogether: Bool { false }

    public static func firstNonMember(of elements: [BeleniosResidue]) -> Int? {
        elements.firstIndex { !isMember($0) }
    }

    public static func product(_ a: BeleniosResidue, _ b: BeleniosResidue) -> BeleniosResidue {
        var result = a
        result.multiplySecret(by: b.limbs)
        return result
    }

    public static func quotient(_ a: BeleniosResidue, _ b: BeleniosResidue) -> BeleniosResidue {
        product(a, b.inverse)
    }

    public static func power(_ base: BeleniosResidue, _ exponent: Scalar<Order>) -> BeleniosResidue {
        BeleniosPowers.powers(base, [exponent.limbs])[0]
    }

    public static func powers(
        _ base: BeleniosResidue, _ first: Scalar<Order>, _ second: Scalar<Order>
    ) -> (BeleniosResidue, BeleniosResidue) {
        let powers = BeleniosPowers.powers(base, [first.limbs, second.limbs])
        return (powers[0], powers[1])
    }

    public static func powersAndMembership(
        _ base: BeleniosResidue, _ first: Scalar<Order>, _ second: Scalar<Order>
    ) -> (BeleniosResidue, BeleniosResidue, isMember: Bool) {
        let powers = BeleniosPowers.powers(base, [first.limbs, second.limbs, Order.modulus])
        return (powers[0], powers[1], powers[2] == .neutral)
    }

    public static func product(
        ofPowers terms: [(base: BeleniosResidue, exponent: Scalar<Order>)]
    ) -> BeleniosResidue { BeleniosPowers.product(terms.map { ($0.base, $0.exponent.limbs) }) }

    public static func table(_ base: BeleniosResidue) -> BeleniosTable { BeleniosTable(base) }

    public static func product(
        _ start: BeleniosResidue, _ table: BeleniosTable, _ exponent: Scalar<Order>
    ) -> BeleniosResidue { table.multiply(start, by: exponent) }

    public static func secretTable(_ base: BeleniosResidue) -> BeleniosSecretTable { BeleniosSecretTable(base) }

    public static func secretPower(
        _ table: BeleniosSecretTable, _ exponent: SecretScalar<Order>
    ) -> BeleniosResidue { table.power(exponent) }

    public static func secretPower(_ base: BeleniosResidue, _ exponent: SecretScalar<Order>) -> BeleniosResidue {
        base.power(exponent)
    }

    public static func secretSelect(
        _ bit: SecretBit, _ a: BeleniosResidue, _ b: BeleniosResidue
    ) -> BeleniosResidue { .select(bit.mask, a, b) }
}
