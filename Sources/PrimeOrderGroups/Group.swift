/// A cyclic group of prime order q, written multiplicatively as in the specification of the Belenios protocol.
///
/// Operations on public data take `Scalar` and may take any time; operations on secrets have `secret` in their name, take
/// `SecretScalar` and run in constant time. Elements that were read may lie outside the group until `isMember` or
/// `firstNonMember` was asked.
public protocol Group: Sendable {
    associatedtype Order: PrimeOrder
    associatedtype Element: Equatable, Sendable
    /// Multiples of one base for public exponents.
    associatedtype Table: Sendable
    /// Multiples of one base for secret exponents.
    associatedtype SecretTable: Sendable

    /// The name in election files.
    static var name: String { get }
    /// Bytes of the longest canonical text of an element.
    static var longestText: Int { get }
    static var generator: Element { get }
    static var neutral: Element { get }
    static var generatorTable: Table { get }
    static var secretGeneratorTable: SecretTable { get }

    /// Reads the canonical text of an element; nil for any other text. Membership in the group is not tested.
    static func element(text: UnsafeBufferPointer<UInt8>) -> Element?
    /// The same for many texts, which may cost less than each.
    static func elements(texts: [UnsafeBufferPointer<UInt8>]) -> [Element?]
    /// Appends canonical texts joined by commas; cheaper for many at once than one by one.
    static func appendTexts(_ elements: [Element], to bytes: inout [UInt8])
    /// The order in which lists of public credentials are sorted.
    static func precedes(_ a: Element, _ b: Element) -> Bool

    /// Whether the element lies in the group; the neutral element does.
    static func isMember(_ element: Element) -> Bool
    /// Whether `firstNonMember` is much cheaper for many elements together than for each.
    static var testsMembershipTogether: Bool { get }
    /// The first element outside the group, or nil. Tests all together where that is faster; errs with probability below
    /// 2^-128, and only by accepting.
    static func firstNonMember(of elements: [Element]) -> Int?

    /// Takes constant time: provers also multiply powers that are secret.
    static func product(_ a: Element, _ b: Element) -> Element
    /// Variable time.
    static func quotient(_ a: Element, _ b: Element) -> Element
    static func power(_ base: Element, _ exponent: Scalar<Order>) -> Element
    /// Two powers of one base, sharing their squarings.
    static func powers(_ base: Element, _ first: Scalar<Order>, _ second: Scalar<Order>) -> (Element, Element)
    /// Two powers of one base and whether it lies in the group, exactly; the powers of a base outside say nothing.
    static func powersAndMembership(
        _ base: Element, _ first: Scalar<Order>, _ second: Scalar<Order>
    ) -> (Element, Element, isMember: Bool)
    /// Product of powers of many elements, all of them in the group.
    static func product(ofPowers terms: [(base: Element, exponent: Scalar<Order>)]) -> Element

    static func table(_ base: Element) -> Table
    /// `start` times the table's base to a power.
    static func product(_ start: Element, _ table: Table, _ exponent: Scalar<Order>) -> Element
    /// The products of all pairs, whose key is the table's base. Many together may cost much less than each.
    static func products(_ pairs: [ProductPair<Self>], key: Table) -> [ComputedPair<Self>]

    static func secretTable(_ base: Element) -> SecretTable
    static func secretPower(_ table: SecretTable, _ exponent: SecretScalar<Order>) -> Element
    /// The base must lie in the group.
    static func secretPower(_ base: Element, _ exponent: SecretScalar<Order>) -> Element
    /// `a` where the secret bit is 1, `b` where it is 0.
    static func secretSelect(_ bit: SecretBit, _ a: Element, _ b: Element) -> Element
}

extension Group {
    /// The table's base to a power.
    public static func power(_ table: Table, _ exponent: Scalar<Order>) -> Element {
        product(neutral, table, exponent)
    }

    public static func elements(texts: [UnsafeBufferPointer<UInt8>]) -> [Element?] { texts.map { element(text: $0) } }

    /// Reads the canonical text of an element; nil for any other text.
    public static func element(text: String) -> Element? {
        var text = text
        return text.withUTF8 { element(text: $0) }
    }

    public static func text(_ element: Element) -> String {
        var bytes: [UInt8] = []
        appendTexts([element], to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Product of all elements; the neutral element for none.
    public static func product(_ elements: some Sequence<Element>) -> Element {
        elements.reduce(neutral) { product($0, $1) }
    }
}
