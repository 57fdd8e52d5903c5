import PrimeOrderGroups

/// A branch of a proof that one of several ciphertexts has the plaintext claimed for it.
struct SecretBranch<Suite: CipherSuite> {
    /// Randomness of the branch's ciphertext.
    let randomness: Suite.Secret
    /// Plaintext of the ciphertext minus the claimed one.
    let difference: Suite.Secret
    /// Whether this is the branch that is true; exactly one is.
    let isTrue: SecretBit
}

/// Makes proofs that one branch of several is true without showing which (specification notes, section 4.6).
///
/// Every branch is computed alike: with random c_j and s_j the commitments are g^e_j and y^e_j g^(d_j c_j), where
/// e_j = s_j + r_j c_j and d_j is the branch's difference, which is 0 in the true one. Then the true branch alone takes up
/// what is missing from its challenge to the hash, by a mask, and answers e_j - r_j c_j. Constant time in all secrets.
struct OneOfManyProver<Suite: CipherSuite> {
    let keyTable: Suite.Group.SecretTable

    func prove(
        _ branches: [SecretBranch<Suite>], _ statement: ProofStatement, _ randomness: inout BallotRandomness
    ) -> [Proof<Suite.Group.Order>] {
        var challenges: [Suite.Secret] = []
        var exponents: [Suite.Secret] = []
        var commitments: [Suite.Element] = []
        for branch in branches {
            let challenge: Suite.Secret = randomness.next()
            let response: Suite.Secret = randomness.next()
            let exponent = response + branch.randomness * challenge
            commitments.append(Suite.Group.secretPower(Suite.Group.secretGeneratorTable, exponent))
            let shift = Suite.Group.secretPower(Suite.Group.secretGeneratorTable, branch.difference * challenge)
            commitments.append(Suite.Group.product(Suite.Group.secretPower(keyTable, exponent), shift))
            challenges.append(challenge)
            exponents.append(exponent)
        }
        let hash = Suite.challenge(statement, commitments: commitments)
        let missing = challenges.reduce(SecretScalar(hash)) { $0 - $1 }
        return branches.indices.map { index in
            let challenge = challenges[index] + missing * branches[index].isTrue
            let response = exponents[index] - branches[index].randomness * challenge
            return Proof(challenge: challenge.revealed(), response: response.revealed())
        }
    }
}
