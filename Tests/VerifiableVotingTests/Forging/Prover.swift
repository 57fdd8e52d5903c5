import Crypto
import PrimeOrderGroups

/// Proofs as anybody may make them, true or not: what a forger needs who knows every private key.
struct Prover<G: Group> {
    typealias Number = Scalar<G.Order>
    typealias Element = G.Element

    var random: SeededGenerator
    /// Whether every challenge must be a multiple of 8, so that a component of small order goes unseen by whoever does
    /// not test membership. Proofs are made again until they are so.
    var hidesSmallOrder = false

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func number() -> Number { random.scalar() }

    func base(_ exponent: Number) -> Element { G.power(G.generatorTable, exponent) }

    /// H(prefix, elements) of the notes, section 4.1.
    static func hash(_ prefix: String, _ elements: [Element]) -> Number {
        let text = prefix + elements.map(G.text).joined(separator: ",")
        return Number(reducingBigEndian: Array(SHA256.hash(data: Array(text.utf8))))
    }

    private func isHidden(_ challenge: Number) -> Bool { !hidesSmallOrder || challenge.limbs.l0 & 7 == 0 }

    static func node(_ challenge: Number, _ response: Number) -> Node {
        .members([("challenge", .text(challenge.decimal)), ("response", .text(response.decimal))])
    }

    /// A proof of knowing an exponent.
    mutating func knowledge(_ secret: Number, _ prefix: String) -> Node {
        while true {
            let nonce = number()
            let challenge = Self.hash(prefix, [base(nonce)])
            if isHidden(challenge) { return Self.node(challenge, nonce - secret * challenge) }
        }
    }

    mutating func signature(_ message: [UInt8], _ secret: Number) -> Node {
        knowledge(secret, "sigmsg|\(String(decoding: message, as: UTF8.self))|")
    }

    mutating func signed(_ message: [UInt8], _ secret: Number) -> Node {
        let signature = signature(message, secret)
        return .members([("message", .bytes(message)), ("signature", signature)])
    }

    /// A decryption factor's proof; it holds for factor = alpha^secret.
    mutating func decryption(_ alpha: Element, _ secret: Number, _ prefix: String) -> Node {
        while true {
            let nonce = number()
            let challenge = Self.hash(prefix, [base(nonce), G.power(alpha, nonce)])
            if isHidden(challenge) { return Self.node(challenge, nonce - secret * challenge) }
        }
    }

    struct Branch {
        let alpha, beta: Element
        let randomness: Number
        let claimed: Int
    }

    /// One of several branches, the true one answered with its randomness. Where it is not true, nothing better is to be
    /// had: the proof is well formed and does not hold.
    ///
    /// `errors`: for each commitment in order, the power of g that it is multiplied by before it is hashed; none where
    /// the array ends. Answered as if they were not there.
    mutating func oneOf(
        _ branches: [Branch], isTrue: Int, key: Element, _ prefix: String, errors: [Number] = []
    ) -> [Node] {
        while true {
            var challenges: [Number] = []
            var responses: [Number] = []
            var commitments: [Element] = []
            let nonce = number()
            for (index, branch) in branches.enumerated() {
                var challenge = number()
                while index != isTrue && !isHidden(challenge) { challenge = number() }
                let response = number()
                challenges.append(challenge)
                responses.append(response)
                if index == isTrue {
                    commitments += [base(nonce), G.power(key, nonce)]
                } else {
                    let claimed = base(Number(signed: branch.claimed))
                    commitments.append(G.product(base(response), G.power(branch.alpha, challenge)))
                    commitments.append(
                        G.product(
                            G.power(key, response), G.power(G.quotient(branch.beta, claimed), challenge)))
                }
            }
            for (index, error) in errors.enumerated() {
                commitments[index] = G.product(commitments[index], base(error))
            }
            let others = challenges.indices.filter { $0 != isTrue }.reduce(Number.zero) { $0 + challenges[$1] }
            challenges[isTrue] = Self.hash(prefix, commitments) - others
            guard isHidden(challenges[isTrue]) else { continue }
            responses[isTrue] = nonce - branches[isTrue].randomness * challenges[isTrue]
            return zip(challenges, responses).map(Self.node)
        }
    }
}
