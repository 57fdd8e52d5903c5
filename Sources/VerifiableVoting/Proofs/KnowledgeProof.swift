import PrimeOrderGroups

/// Schnorr's proof of knowing an exponent: trustees' keys, signatures of ballots and messages (specification notes, 4.3).
extension CipherSuite {
    /// Whether the proof shows knowledge of x with `key` = g^x, bound to the statement. Variable time.
    static func verify(_ proof: Proof<Group.Order>, of key: Element, _ statement: ProofStatement) -> Bool {
        let commitment = Group.product(Group.power(key, proof.challenge), Group.generatorTable, proof.response)
        return challenge(statement, commitments: [commitment]) == proof.challenge
    }

    /// Proves knowledge of the secret, with a nonce used once. Constant time in both secrets.
    static func prove(_ secret: Secret, nonce: Secret, _ statement: ProofStatement) -> Proof<Group.Order> {
        let commitment = Group.secretPower(Group.secretGeneratorTable, nonce)
        let challenge = challenge(statement, commitments: [commitment])
        return Proof(challenge: challenge, response: (nonce - secret * challenge).revealed())
    }

    /// Whether `factor` = alpha^x for the x of `key` = g^x: Chaum and Pedersen's proof (section 4.8). Variable time.
    static func verify(
        _ proof: Proof<Group.Order>, factor: Element, of alpha: Element, key: Element, _ statement: ProofStatement
    ) -> Bool {
        let first = Group.product(Group.power(key, proof.challenge), Group.generatorTable, proof.response)
        let second = Group.product(Group.power(factor, proof.challenge), Group.power(alpha, proof.response))
        return challenge(statement, commitments: [first, second]) == proof.challenge
    }

    /// The decryption factor of a ciphertext with its proof. Constant time; alpha must lie in the group.
    static func decrypt(
        _ alpha: Element, _ secret: Secret, nonce: Secret, _ statement: ProofStatement
    ) -> (factor: Element, proof: Proof<Group.Order>) {
        let commitments = [
            Group.secretPower(Group.secretGeneratorTable, nonce), Group.secretPower(alpha, nonce),
        ]
        let challenge = challenge(statement, commitments: commitments)
        let proof = Proof(challenge: challenge, response: (nonce - secret * challenge).revealed())
        return (Group.secretPower(alpha, secret), proof)
    }
}
