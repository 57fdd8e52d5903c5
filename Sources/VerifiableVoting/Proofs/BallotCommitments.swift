import PrimeOrderGroups

/// The commitments of all proofs of a ballot, computed together and handed out in the order of the proofs: signature, then
/// question by question the ciphertexts' proofs, the overall proof, the blank proof.
///
/// A_j = g^s a^c and B_j = y^s (b / g^M)^c for each branch; the signature has A alone. The shape of the ballot was checked.
struct BallotCommitments<Suite: CipherSuite> {
    private typealias Pair = ProductPair<Suite.Group>
    private typealias Exponents = ProductPair<Suite.Group>.Exponents

    private var pairs: [Pair] = []
    /// Where each commitment stands among the products, in the order of hashing.
    private var places: [(pair: Int, isSecond: Bool)] = []
    private var computed: [ComputedPair<Suite.Group>] = []
    private var position = 0

    /// `signer` is nil where the signature is not asked for; `membersKnown`: the ciphertexts are known to be members.
    init(
        _ ballot: BallotText<Suite.Group.Order>, _ ciphertexts: [[Ciphertext<Suite>]], _ questions: [Question],
        signer: Suite.Element?, membersKnown: Bool
    ) {
        if let signer {
            places.append((0, false))
            let proof = ballot.signature
            pairs.append(Pair(base: signer, first: Exponents(base: proof.challenge, generator: proof.response)))
        }
        for (index, answer) in ballot.answers.enumerated() {
            add(answer, ciphertexts[index], questions[index], membersKnown)
        }
    }

    mutating func compute(key: Suite.Group.Table) { computed = Suite.Group.products(pairs, key: key) }

    /// The next commitments.
    mutating func next(_ count: Int) -> [Suite.Element] {
        defer { position += count }
        return places[position..<position + count].map { place in
            place.isSecond ? computed[place.pair].second : computed[place.pair].first
        }
    }

    /// The first of the next ciphertexts, each with the four commitments of its proof, that lies outside the group; nil where
    /// all are members.
    func firstOutside(ofNext ciphertexts: Int) -> Int? {
        (0..<ciphertexts).first { index in
            let start = position + 4 * index
            return !places[start..<start + 4].allSatisfy { computed[$0.pair].isMember }
        }
    }

    private mutating func add(
        _ answer: AnswerText<Suite.Group.Order>, _ ciphertexts: [Ciphertext<Suite>], _ question: Question,
        _ membersKnown: Bool
    ) {
        for (index, ciphertext) in ciphertexts.enumerated() {
            let proofs = answer.individualProofs[2 * index..<2 * index + 2]
            add(proofs, to: ciphertext, plaintexts: [0, 1], testsMembership: !membersKnown)
        }
        let sum = (question.blank ? ciphertexts.dropFirst() : ciphertexts[...]).reduce(.neutral, +)
        let bounds = Array(question.minimum...question.maximum)
        let overall = answer.overallProof[...]
        guard question.blank, let blank = answer.blankProof else {
            add(overall, to: sum, plaintexts: bounds)
            return
        }
        add(overall.prefix(1), to: ciphertexts[0], plaintexts: [1])
        add(overall.dropFirst(), to: sum, plaintexts: bounds)
        add(blank.prefix(1), to: ciphertexts[0], plaintexts: [0])
        add(blank.dropFirst(), to: sum, plaintexts: [0])
    }

    /// Two branches of one ciphertext share a pair of products.
    private mutating func add(
        _ proofs: ArraySlice<Proof<Suite.Group.Order>>, to ciphertext: Ciphertext<Suite>, plaintexts: [Int],
        testsMembership: Bool = false
    ) {
        let branches = Array(zip(proofs, plaintexts))
        for start in stride(from: 0, to: branches.count, by: 2) {
            let halves = branches[start..<min(start + 2, branches.count)]
            let alphas = halves.map { proof, _ in Exponents(base: proof.challenge, generator: proof.response) }
            let betas = halves.map { proof, plaintext in
                Exponents(
                    base: proof.challenge, generator: Self.generatorExponent(proof, plaintext), key: proof.response)
            }
            for isSecond in halves.indices.map({ $0 > start }) {
                places.append((pairs.count, isSecond))
                places.append((pairs.count + 1, isSecond))
            }
            for (base, exponents) in [(ciphertext.alpha, alphas), (ciphertext.beta, betas)] {
                pairs.append(
                    Pair(
                        base: base, first: exponents[0], second: exponents.count > 1 ? exponents[1] : .zero,
                        testsMembership: testsMembership))
            }
        }
    }

    /// The exponent of g in (b / g^M)^c.
    private static func generatorExponent(
        _ proof: Proof<Suite.Group.Order>, _ plaintext: Int
    ) -> Scalar<Suite.Group.Order> {
        switch plaintext {
        case 0: .zero
        case 1: -proof.challenge
        default: -(proof.challenge * Scalar(signed: plaintext))
        }
    }
}
