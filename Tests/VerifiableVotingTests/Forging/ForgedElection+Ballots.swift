import PrimeOrderGroups
import VerifiableVoting

/// Ballots of a forged election: honest ones, and ones that encrypt what no voter may choose.
extension ForgedElection {
    /// A ciphertext with everything that was put into it.
    struct Encryption {
        var alpha, beta: Element
        let randomness: Number
        let plaintext: Int

        var texts: String { "\(G.text(alpha)),\(G.text(beta))" }
        var node: Node { .members([("alpha", .text(G.text(alpha))), ("beta", .text(G.text(beta)))]) }
    }

    var publicKey: Element { prover.base(key) }

    mutating func encrypt(_ plaintext: Int) -> Encryption {
        let randomness = prover.number()
        return Encryption(
            alpha: prover.base(randomness),
            beta: G.product(G.power(publicKey, randomness), prover.base(Number(signed: plaintext))),
            randomness: randomness, plaintext: plaintext)
    }

    func credentialText(_ voter: Int) -> String { G.text(prover.base(voters[voter].secret)) }

    /// What binds a proof to election and voter.
    func voterText(_ voter: Int) -> String { "\(fingerprint)|\(credentialText(voter))" }

    /// The proof that a ciphertext encrypts 0 or 1. `errors`: see `Prover.oneOf`.
    mutating func individualProof(_ encryption: Encryption, voter: String, errors: [Number] = []) -> [Node] {
        prover.oneOf(
            [0, 1].map {
                .init(
                    alpha: encryption.alpha, beta: encryption.beta, randomness: encryption.randomness, claimed: $0)
            }, isTrue: encryption.plaintext == 0 ? 0 : 1, key: publicKey, "prove|\(voter)|\(encryption.texts)|",
            errors: errors)
    }

    /// Proofs of every kind over ciphertexts, bound to `voter`: where a plaintext is none that is allowed, they are the
    /// best that can be had.
    mutating func answer(_ encryptions: [Encryption], _ question: Question, voter: String) -> Node {
        typealias Branch = Prover<G>.Branch
        let individual = encryptions.map { individualProof($0, voter: voter) }
        let counted = question.blank ? Array(encryptions.dropFirst()) : encryptions
        let alpha = G.product(counted.map(\.alpha))
        let beta = G.product(counted.map(\.beta))
        let randomness = counted.reduce(Number.zero) { $0 + $1.randomness }
        let sum = counted.reduce(0) { $0 + $1.plaintext }
        let bounds = question.minimum...question.maximum
        var branches = bounds.map { Branch(alpha: alpha, beta: beta, randomness: randomness, claimed: $0) }
        var isTrue = min(max(sum, bounds.lowerBound), bounds.upperBound) - bounds.lowerBound
        let all = voter + "|" + encryptions.map(\.texts).joined(separator: ",")
        var answer = Node.members([
            ("choices", .array(encryptions.map(\.node))), ("individual_proofs", .array(individual.map(Node.array))),
        ])
        guard question.blank else {
            answer["overall_proof"] = .array(
                prover.oneOf(
                    branches, isTrue: isTrue, key: publicKey, "prove|\(all)|\(G.text(alpha)),\(G.text(beta))|"))
            return answer
        }
        let blank = encryptions[0]
        let isBlank = blank.plaintext == 1
        func blankBranch(_ claimed: Int) -> Branch {
            Branch(alpha: blank.alpha, beta: blank.beta, randomness: blank.randomness, claimed: claimed)
        }
        branches.insert(blankBranch(1), at: 0)
        isTrue = isBlank ? 0 : isTrue + 1
        answer["overall_proof"] = .array(
            prover.oneOf(branches, isTrue: isTrue, key: publicKey, "bproof1|\(all)|"))
        let zero = Branch(alpha: alpha, beta: beta, randomness: randomness, claimed: 0)
        answer["blank_proof"] = .array(
            prover.oneOf([blankBranch(0), zero], isTrue: isBlank ? 1 : 0, key: publicKey, "bproof0|\(all)|"))
        return answer
    }

    /// A ballot without signature, from answers.
    func unsigned(_ answers: [Node], voter: Int) -> Node {
        .members([
            ("election_uuid", .text(uuid)), ("election_hash", .text(fingerprint)),
            ("credential", .text(credentialText(voter))), ("answers", .array(answers)),
        ])
    }

    /// Hashes and signs a ballot anew, by the holder of the credential that it names, or by `signer`.
    mutating func seal(_ ballot: Node, signer: Int? = nil) -> Node {
        var ballot = ballot
        ballot["signature"] = nil
        let hash = ReferenceHash.base64(ballot.compact)
        let named = voters.indices.first { ballot["credential"] == .text(credentialText($0)) }
        let proof = prover.knowledge(voters[signer ?? named ?? 0].secret, "sig|\(hash)|")
        ballot["signature"] = .members([("hash", .text(hash)), ("proof", proof)])
        return ballot
    }

    /// A ballot that encrypts `choices`, for each question a number for each ciphertext.
    mutating func ballot(_ choices: [[Int]], voter: Int) -> Node {
        var answers: [Node] = []
        for (question, plaintexts) in zip(questions, choices) {
            var encryptions: [Encryption] = []
            for plaintext in plaintexts { encryptions.append(encrypt(plaintext)) }
            answers.append(answer(encryptions, question, voter: voterText(voter)))
        }
        return seal(unsigned(answers, voter: voter))
    }
}
