import PrimeOrderGroups
import SlowArithmetic
import VerifiableVoting

/// Proofs for a verifier that hashes less than it should: the challenge is known before the statement is chosen.
///
/// D. Bernhard, O. Pereira, B. Warinschi, How not to prove yourself: pitfalls of the Fiat-Shamir heuristic, Asiacrypt 2012.
enum WeakFiatShamir {
    typealias G = Edwards25519
    typealias Number = Scalar<G.Order>

    struct Forgery {
        let alpha, beta: G.Element
        let plaintext: Number
        let challenges, responses: [Number]
        let commitments: [G.Element]
    }

    /// A proof that a ciphertext encrypts 0 or 1, of one that encrypts neither, for a verifier that hashes `prefix` and the
    /// commitments and not the ciphertext.
    ///
    /// With A_j = g^u_j and B_j = y^u_j g^t_j fixed and hashed to c, a ciphertext (g^r, y^r g^m) satisfies both branches if
    /// m c_0 = t_0, (m - 1) c_1 = t_1 and c_0 + c_1 = c: a quadratic equation for m.
    static func individual(key: G.Element, prefix: String, _ prover: inout Prover<G>) -> Forgery {
        while true {
            let (u0, u1, t0, t1) = (prover.number(), prover.number(), prover.number(), prover.number())
            let commitments = [(u0, t0), (u1, t1)].flatMap { u, t in
                [prover.base(u), G.product(G.power(key, u), prover.base(t))]
            }
            let challenge = Prover<G>.hash(prefix, commitments)
            // c m^2 - (c + t_0 + t_1) m + t_0 = 0
            let middle = challenge + t0 + t1
            guard let root = root(middle * middle - Number(4) * challenge * t0) else { continue }
            let plaintext = (middle + root) * (Number(2) * challenge).inverse
            let first = t0 * plaintext.inverse
            let randomness = prover.number()
            return Forgery(
                alpha: prover.base(randomness),
                beta: G.product(G.power(key, randomness), prover.base(plaintext)), plaintext: plaintext,
                challenges: [first, challenge - first],
                responses: [u0 - randomness * first, u1 - randomness * (challenge - first)], commitments: commitments)
        }
    }

    /// A square root modulo q = 5 mod 8 (A. O. L. Atkin), or nil.
    static func root(_ square: Number) -> Number? {
        let q = SlowEdwards.order
        let a = BigNumber(decimal: square.decimal)
        let b = (a * BigNumber(2) % q).power((q - BigNumber(5)) / BigNumber(8), modulo: q)
        let i = a * BigNumber(2) * b * b % q
        let root = a * b * (i + q - BigNumber(1)) % q
        return root * root % q == a ? Number(decimal: root.decimal) : nil
    }

    /// A decryption factor that is not alpha^x, with a proof of version 1 that holds: its challenge hashes neither alpha nor
    /// the factor, so the factor is chosen after it. It is alpha^x g^(t/c), a shift nobody controls.
    static func decryption(
        alpha: G.Element, secret: Number, prefix: String, _ prover: inout Prover<G>
    ) -> (factor: G.Element, proof: Node) {
        let (nonce, shift) = (prover.number(), prover.number())
        let second = G.product(G.power(alpha, nonce), prover.base(shift))
        let challenge = Prover<G>.hash(prefix, [prover.base(nonce), second])
        let factor = G.product(G.power(alpha, secret), prover.base(shift * challenge.inverse))
        return (factor, Prover<G>.node(challenge, nonce - secret * challenge))
    }
}

extension AttackBench {
    mutating func addForgedProofs() {
        ballot(
            "weak-fiat-shamir-individual", .individualProof, question: 1, choice: 1, "T2",
            "the challenge is the hash of the commitments alone, the ciphertext was chosen after it"
        ) { ballot, election in
            let forgery = WeakFiatShamir.individual(key: election.publicKey, prefix: "", &election.prover)
            Self.put(forgery, into: &ballot)
        }
        ballot(
            "weak-fiat-shamir-voter-only", .individualProof, question: 1, choice: 1, "T2",
            "the challenge hashes election, voter and commitments, not the ciphertext"
        ) { ballot, election in
            let forgery = WeakFiatShamir.individual(
                key: election.publicKey, prefix: "prove|\(election.voterText(1))|", &election.prover)
            Self.put(forgery, into: &ballot)
        }
        ballot(
            "random-challenges", .individualProof, question: 1, choice: 1, "T3",
            "random responses, challenges that add up to the hash of what they give"
        ) { ballot, election in
            let alpha = G.element(text: Self.text(ballot["answers"]?[0]["choices"]?[0]["alpha"])) ?? G.neutral
            let beta = G.element(text: Self.text(ballot["answers"]?[0]["choices"]?[0]["beta"])) ?? G.neutral
            let numbers = (0..<4).map { _ in election.prover.number() }
            let plain = [beta, G.quotient(beta, G.generator)]
            let commitments = [0, 1].flatMap { branch in
                [
                    G.product(election.prover.base(numbers[branch]), G.power(alpha, numbers[branch + 2])),
                    G.product(
                        G.power(election.publicKey, numbers[branch]), G.power(plain[branch], numbers[branch + 2])),
                ]
            }
            let hash = Prover<G>.hash(
                "prove|\(election.voterText(1))|\(G.text(alpha)),\(G.text(beta))|", commitments)
            ballot["answers"]?[0]["individual_proofs"]?[0] = .array([
                Prover<G>.node(numbers[2], numbers[0]), Prover<G>.node(hash - numbers[2], numbers[1]),
            ])
        }
        ballot(
            "signature-of-another-voter", .ballotSignature, "T1", "signed with the secret of another credential",
            seals: false
        ) { ballot, election in ballot = election.seal(ballot, signer: 0) }
        ballot(
            "signature-of-another-ballot", .ballotSignature, "T1", "the signature's proof of another ballot",
            seals: false
        ) { ballot, election in
            let other = election.ballot([[1, 0]], voter: 1)
            ballot["signature"]?["proof"] = other["signature"]?["proof"]
        }
        for part in ["challenge", "response"] {
            ballot("signature-\(part)", .ballotSignature, "T4", "the signature's \(part) is wrong", seals: false) {
                ballot, _ in
                ballot.edit("signature/proof/\(part)") { $0 = Self.increment($0) }
            }
        }
        ballot(
            "hash-of-another-ballot", .ballotHash, "T1", "hash and signature of another ballot of the voter",
            seals: false
        ) { ballot, election in ballot["signature"] = election.ballot([[1, 0]], voter: 1)["signature"] }
        parts(
            "factor-chosen-after-its-challenge", .resultMismatch, at: Place(event: 6, question: 1, choice: 1), "T2",
            "a factor that is wrong with a proof of version 1 that holds: it can spoil the result, not choose it"
        ) { archive, election in
            let row = election.pairs(archive.tally)[0]
            let secret = election.shares[0]
            let prefix = "decrypt|\(election.fingerprint)|\(G.text(election.prover.base(secret)))|"
            let forged = WeakFiatShamir.decryption(
                alpha: row[0].alpha, secret: secret, prefix: prefix, &election.prover)
            archive.decryptions[0].decryption["decryption_factors"]?[0][0] = .text(G.text(forged.factor))
            archive.decryptions[0].decryption["decryption_proofs"]?[0][0] = forged.proof
        }
    }

    static func text(_ node: Node?) -> String { String(decoding: node?.string ?? [], as: UTF8.self) }

    private static func put(_ forgery: WeakFiatShamir.Forgery, into ballot: inout Node) {
        ballot["answers"]?[0]["choices"]?[0] = .members([
            ("alpha", .text(G.text(forgery.alpha))), ("beta", .text(G.text(forgery.beta))),
        ])
        ballot["answers"]?[0]["individual_proofs"]?[0] = .array(
            zip(forgery.challenges, forgery.responses).map { Prover<G>.node($0, $1) })
    }
}
