import PrimeOrderGroups

/// The equations of ballots, each with a weight of its own, as one linear combination.
///
/// w (s G + c P - A) for every commitment A: those of ciphertexts' alphas have the base G, those of betas the election's
/// key and the claimed plaintext times G. Sums are not points of their own: their number goes to each summand.
struct BallotEquations<Suite: CipherSuite> where Suite.Group == Edwards25519 {
    typealias Order = Edwards25519Order

    private let election: Election<Suite>
    private let weights: [UInt8]
    private var used = 0
    private var combination: LinearCombination
    /// Numbers of G and of the election's key.
    private var generator = Scalar<Order>.zero
    private var key = Scalar<Order>.zero

    init(election: Election<Suite>, capacity: Int, weights: [UInt8]) {
        (self.election, self.weights) = (election, weights)
        combination = LinearCombination(capacity: capacity)
    }

    func hold() -> Bool {
        let fixed = Suite.Group.product(
            Suite.Group.power(Suite.Group.generatorTable, generator), election.keyTable, key)
        return combination.cancels(fixed)
    }

    private mutating func weight() -> LinearCombination.Weight {
        defer { used += 16 }
        return weights.withUnsafeBytes { .init(UnsafeRawBufferPointer(rebasing: $0[used..<used + 16])) }
    }

    mutating func add(_ ballot: BallotText<Order>, _ points: [SubgroupPoint]) {
        let weight = weight()
        combination.subtract(points[1], times: weight)
        generator += weight.scalar * ballot.signature.response
        combination.add(points[0], times: weight.scalar * ballot.signature.challenge)
        var position = 2
        for (answer, question) in zip(ballot.answers, election.questions) {
            add(answer, question, points, &position)
        }
    }

    private mutating func add(
        _ answer: AnswerText<Order>, _ question: Question, _ points: [SubgroupPoint], _ position: inout Int
    ) {
        let start = position
        let count = question.ciphertexts
        // What the proofs over the sum add to the numbers of each summand, and what they add to the blank one.
        var sum = (alpha: Scalar<Order>.zero, beta: Scalar<Order>.zero)
        var blank = sum
        position = start + 6 * count
        for (index, proof) in answer.overallProof.enumerated() {
            if question.blank && index == 0 {
                add(proof, 1, points, position, &blank)
            } else {
                add(proof, question.minimum + index - (question.blank ? 1 : 0), points, position, &sum)
            }
            position += 2
        }
        for (index, proof) in (answer.blankProof ?? []).enumerated() {
            if index == 0 { add(proof, 0, points, position, &blank) } else { add(proof, 0, points, position, &sum) }
            position += 2
        }
        for choice in 0..<count {
            var numbers = question.blank && choice == 0 ? blank : sum
            let offset = start + 6 * choice
            add(answer.individualProofs[2 * choice], 0, points, offset + 2, &numbers)
            add(answer.individualProofs[2 * choice + 1], 1, points, offset + 4, &numbers)
            combination.add(points[offset], times: numbers.alpha)
            combination.add(points[offset + 1], times: numbers.beta)
        }
    }

    /// The two equations of a branch whose commitments stand at `position`.
    private mutating func add(
        _ proof: Proof<Order>, _ plaintext: Int, _ points: [SubgroupPoint], _ position: Int,
        _ numbers: inout (alpha: Scalar<Order>, beta: Scalar<Order>)
    ) {
        let (first, second) = (weight(), weight())
        let (alphaWeight, betaWeight) = (first.scalar, second.scalar)
        combination.subtract(points[position], times: first)
        combination.subtract(points[position + 1], times: second)
        generator += alphaWeight * proof.response
        numbers.alpha += alphaWeight * proof.challenge
        key += betaWeight * proof.response
        let beta = betaWeight * proof.challenge
        numbers.beta += beta
        switch plaintext {
        case 0: break
        case 1: generator = generator - beta
        default: generator = generator - beta * Scalar(signed: plaintext)
        }
    }
}
