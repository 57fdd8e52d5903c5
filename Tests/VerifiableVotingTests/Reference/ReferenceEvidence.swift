import SlowArithmetic

/// Evidence by its documentation, steps 1 to 4 of `Documentation/Formats/Evidence.md`, and what step 5 adds up: for tests
/// that choose the weights themselves. Questions without blank only.
struct ReferenceEvidence {
    typealias G = SlowEdwards

    private let arithmetic = ReferenceArithmetic<G>()
    private let election: ReferenceElection<G>

    init(_ election: Node) throws {
        self.election = try ReferenceElection(ReferenceDescription(election.compact), arithmetic)
    }

    /// Bytes before the first entry, and before an entry's points.
    static let (headerSize, entryHeaderSize) = (48, 36)

    /// An eighth by its bytes: two coordinates of 32 bytes, little-endian.
    static func eighth(_ bytes: ArraySlice<UInt8>) -> G.Element {
        G.Element(
            x: BigNumber(bigEndian: bytes.prefix(32).reversed()), y: BigNumber(bigEndian: bytes.suffix(32).reversed()))
    }

    static func bytes(_ eighth: G.Element) -> [UInt8] {
        [eighth.x, eighth.y].flatMap { coordinate in
            coordinate.words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
        }
    }

    /// What each equation of a ballot comes to, s G + c P - A or s Y + c (P - M G) - B in the order of the commitments;
    /// neutral where it holds. Nil where the entry is refused before its equations are looked at.
    func equations(_ ballot: Node, entry: ArraySlice<UInt8>) throws -> [G.Element]? {
        var points = stride(from: entry.startIndex, to: entry.endIndex, by: 64).map {
            G.power(Self.eighth(entry[$0..<$0 + 64]), BigNumber(8))
        }[...]
        func take(_ count: Int) -> [G.Element] {
            defer { points = points.dropFirst(count) }
            return Array(points.prefix(count))
        }
        let credential = AttackBench.text(ballot["credential"])
        let hash = AttackBench.text(ballot["signature"]?["hash"])
        let proof = try arithmetic.proof(ballot["signature"]?["proof"], "ballot-format")
        let signature = take(2)
        guard G.text(signature[0]) == credential,
            arithmetic.hash("sig|\(hash)|", [signature[1]]) == proof.challenge
        else { return nil }
        var equations = [equation(proof, base: G.generator, signature[0], signature[1])]
        let voter = "\(election.fingerprint)|\(credential)"
        for (answer, question) in zip(ballot["answers"]?.items ?? [], election.questions) {
            precondition(!question.blank, "written for questions without blank")
            var texts: [String] = []
            var sum = (alpha: G.neutral, beta: G.neutral)
            for choice in 0..<question.ciphertexts {
                let ciphertext = take(2)
                texts.append(ciphertext.map(G.text).joined(separator: ","))
                guard
                    ["alpha", "beta"].map({ AttackBench.text(answer["choices"]?[choice][$0]) })
                        == ciphertext.map(G.text)
                else { return nil }
                sum = (G.product(sum.alpha, ciphertext[0]), G.product(sum.beta, ciphertext[1]))
                guard
                    let found = try branches(
                        answer["individual_proofs"]?[choice], (ciphertext[0], ciphertext[1]), [0, 1], take(4),
                        "prove|\(voter)|\(texts[choice])|")
                else { return nil }
                equations += found
            }
            let claims = Array(question.minimum...question.maximum)
            let prefix =
                "prove|\(voter)|\(texts.joined(separator: ","))|\(G.text(sum.alpha)),\(G.text(sum.beta))|"
            guard let found = try branches(answer["overall_proof"], sum, claims, take(2 * claims.count), prefix)
            else { return nil }
            equations += found
        }
        return points.isEmpty ? equations : nil
    }

    /// The equations of a proof's branches; nil where the hash of the commitments is not the sum of the challenges.
    private func branches(
        _ node: Node?, _ ciphertext: (alpha: G.Element, beta: G.Element), _ claims: [Int], _ commitments: [G.Element],
        _ prefix: String
    ) throws -> [G.Element]? {
        let proofs = try (node?.items ?? []).map { try arithmetic.proof($0, "ballot-format") }
        let challenges = proofs.reduce(arithmetic.zero) { ($0 + $1.challenge) % arithmetic.q }
        guard arithmetic.hash(prefix, commitments) == challenges else { return nil }
        return zip(proofs, claims).enumerated().flatMap { index, branch in
            let (proof, claim) = branch
            let plain = G.product(ciphertext.beta, G.inverse(G.power(G.generator, arithmetic.modulo(claim))))
            return [
                equation(proof, base: G.generator, ciphertext.alpha, commitments[2 * index]),
                equation(proof, base: election.key, plain, commitments[2 * index + 1]),
            ]
        }
    }

    private func equation(
        _ proof: ReferenceProof, base: G.Element, _ element: G.Element, _ commitment: G.Element
    ) -> G.Element {
        let computed = G.product(arithmetic.power(base, proof.response), arithmetic.power(element, proof.challenge))
        return G.product(computed, G.inverse(commitment))
    }

    /// The sum of equations, each times its weight, as step 5 makes it.
    static func sum(_ equations: [G.Element], weights: [UInt]) -> G.Element {
        zip(equations, weights).map { G.power($0, BigNumber($1)) }.reduce(G.neutral, G.product)
    }
}
