public import PrimeOrderGroups

/// Challenge and response of one branch of a proof (specification notes, sections 4.2 and 4.3).
public struct Proof<Order: PrimeOrder>: Equatable, Sendable {
    public var challenge: Scalar<Order>
    public var response: Scalar<Order>

    public init(challenge: Scalar<Order>, response: Scalar<Order>) {
        (self.challenge, self.response) = (challenge, response)
    }

    public func write(to text: inout CanonicalText) {
        text.raw("{\"challenge\":")
        text.scalar(challenge)
        text.raw(",\"response\":")
        text.scalar(response)
        text.raw("}")
    }
}

/// An ElGamal ciphertext (g^r, y^r g^m).
public struct Ciphertext<Suite: CipherSuite>: Equatable, Sendable {
    public var alpha: Suite.Element
    public var beta: Suite.Element

    public init(alpha: Suite.Element, beta: Suite.Element) { (self.alpha, self.beta) = (alpha, beta) }

    /// The encryption of 0 with randomness 0: what the tally of no ballot is.
    public static var neutral: Ciphertext { Ciphertext(alpha: Suite.Group.neutral, beta: Suite.Group.neutral) }

    /// The ciphertext of the sum.
    public static func + (a: Ciphertext, b: Ciphertext) -> Ciphertext {
        Ciphertext(
            alpha: Suite.Group.product(a.alpha, b.alpha), beta: Suite.Group.product(a.beta, b.beta))
    }

    public static func - (a: Ciphertext, b: Ciphertext) -> Ciphertext {
        Ciphertext(
            alpha: Suite.Group.quotient(a.alpha, b.alpha), beta: Suite.Group.quotient(a.beta, b.beta))
    }

    /// The ciphertext of the plaintext times a weight.
    public func weighted(_ weight: UInt64) -> Ciphertext {
        if weight == 1 { return self }
        let exponent = Suite.Exponent(weight)
        return Ciphertext(alpha: Suite.Group.power(alpha, exponent), beta: Suite.Group.power(beta, exponent))
    }
}
