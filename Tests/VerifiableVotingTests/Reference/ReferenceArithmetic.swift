import Crypto
import SlowArithmetic

/// The group of the reference with its powers remembered: thousands of mutations of one election share most of them, and a
/// power by definition takes milliseconds. What is remembered are results, nothing is computed in another way.
final class ReferenceArithmetic<G: SlowGroup> {
    typealias Element = G.Element

    private var powers: [String: Element] = [:]
    private var read: [[UInt8]: Element?] = [:]
    /// Most results that are kept.
    private let most = 60_000

    let zero = BigNumber(0)
    let q = G.order

    func element(_ text: [UInt8]) -> Element? {
        if let known = read[text] { return known }
        let element = G.read(text)
        if read.count < most { read[text] = element }
        return element
    }

    func power(_ base: Element, _ exponent: BigNumber) -> Element {
        let key = G.text(base) + "^" + exponent.text(radix: 16)
        if let known = powers[key] { return known }
        let result = G.power(base, exponent)
        if powers.count < most { powers[key] = result }
        return result
    }

    func generatorPower(_ exponent: BigNumber) -> Element { power(G.generator, exponent) }
    func isMember(_ element: Element) -> Bool { power(element, q) == G.neutral }

    /// a scalar in the text form of the notes, section 4.1: decimal, no sign, no leading zeros, below q.
    func scalar(_ text: [UInt8]) -> BigNumber? {
        guard (1...78).contains(text.count), text.allSatisfy({ (0x30...0x39).contains($0) }),
            text.count == 1 || text[0] != 0x30
        else { return nil }
        let number = BigNumber(decimal: String(decoding: text, as: UTF8.self))
        return number < q ? number : nil
    }

    /// H(prefix, elements) of section 4.1.
    func hash(_ prefix: [UInt8], _ elements: [Element]) -> BigNumber {
        let message = prefix + Array(elements.map(G.text).joined(separator: ",").utf8)
        return BigNumber(bigEndian: Array(SHA256.hash(data: message))) % q
    }

    func hash(_ prefix: String, _ elements: [Element]) -> BigNumber { hash(Array(prefix.utf8), elements) }

    /// The number modulo q, for one that may be negative.
    func modulo(_ number: Int) -> BigNumber {
        number < 0 ? (q - BigNumber(UInt(-number)) % q) % q : BigNumber(UInt(number)) % q
    }
}

/// Challenge and response.
struct ReferenceProof {
    let challenge, response: BigNumber
}

extension ReferenceArithmetic {
    /// Reads a proof; `rule` is broken where there is none.
    func proof(_ node: Node?, _ rule: String) throws -> ReferenceProof {
        let challenge = try (node?["challenge"]?.string).or(rule)
        let response = try (node?["response"]?.string).or(rule)
        return ReferenceProof(
            challenge: try scalar(challenge).or("scalar-text"), response: try scalar(response).or("scalar-text"))
    }

    /// Section 4.3: c = H(prefix, g^r X^c).
    func holds(_ proof: ReferenceProof, key: Element, _ prefix: String) -> Bool {
        let commitment = G.product(generatorPower(proof.response), power(key, proof.challenge))
        return hash(prefix, [commitment]) == proof.challenge
    }

    /// An element of the group by its text.
    func member(_ node: Node?, _ rule: String) throws -> Element {
        let text = try (node?.string).or(rule)
        let element = try element(text).or("element-text")
        try require(isMember(element), "element-membership")
        return element
    }

    /// A member that is not neutral.
    func key(_ node: Node?, _ rule: String) throws -> Element {
        let key = try member(node, rule)
        try require(key != G.neutral, rule)
        return key
    }
}
