import PrimeOrderGroups
import VerifiableVoting

/// What follows from ballots: tally, sizes, partial decryptions, result; each from the parts before it.
extension ForgedElection {
    typealias Pair = (alpha: Element, beta: Element)

    private func weights() -> [[UInt8]: UInt64] {
        var weights: [[UInt8]: UInt64] = [:]
        for entry in (credentials.items ?? []).compactMap(\.string) {
            let parts = entry.split(separator: 0x2c)
            guard let text = parts.first else { continue }
            let digits = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : "1"
            weights[Array(text)] = UInt64(digits) ?? 0
        }
        return weights
    }

    /// The last ballot of each listed credential, in the order of the archive.
    private func counted(_ ballots: [Node]) -> [(ballot: Node, weight: UInt64)] {
        let weights = weights()
        var last: [[UInt8]: Int] = [:]
        for (index, ballot) in ballots.enumerated() { last[ballot["credential"]?.string ?? []] = index }
        return ballots.enumerated().compactMap { index, ballot in
            guard let text = ballot["credential"]?.string, last[text] == index, let weight = weights[text] else {
                return nil
            }
            return (ballot, weight)
        }
    }

    func element(_ node: Node?) -> Element? {
        node?.string.flatMap { G.element(text: String(decoding: $0, as: UTF8.self)) }
    }

    /// The sums of the ballots that count; a ciphertext that cannot be read counts as 1.
    func tally(_ ballots: [Node]) -> Node {
        var sums = questions.map { [Pair](repeating: (G.neutral, G.neutral), count: $0.ciphertexts) }
        for (ballot, weight) in counted(ballots) {
            for question in sums.indices {
                for choice in sums[question].indices {
                    guard let node = ballot["answers"]?[question]["choices"]?[choice],
                        let alpha = element(node["alpha"]),
                        let beta = element(node["beta"])
                    else { continue }
                    let sum = sums[question][choice]
                    sums[question][choice] = (
                        G.product(sum.alpha, G.power(alpha, Number(weight))),
                        G.product(sum.beta, G.power(beta, Number(weight)))
                    )
                }
            }
        }
        return .array(
            sums.map { row in
                .array(
                    row.map { .members([("alpha", .text(G.text($0.alpha))), ("beta", .text(G.text($0.beta)))]) })
            })
    }

    func size(_ ballots: [Node], tally: Node) -> Node {
        let counted = counted(ballots)
        let total = counted.reduce(UInt64(0)) { $0 + $1.weight }
        return .members([
            ("num_tallied", .whole(counted.count)),
            ("total_weight", total < 1 << 30 ? .number(String(total)) : .text(String(total))),
            ("encrypted_tally", .text(ReferenceHash.hexadecimal(tally.compact))),
        ])
    }

    func pairs(_ tally: Node) -> [[Pair]] {
        (tally.items ?? []).map { row in
            (row.items ?? []).map { (element($0["alpha"]) ?? G.neutral, element($0["beta"]) ?? G.neutral) }
        }
    }

    /// The partial decryption of a trustee, by number from 1, with proofs that hold.
    mutating func decryption(_ tally: Node, owner: Int) -> Node {
        let secret = shares[owner - 1]
        let prefix = "decrypt|\(fingerprint)|\(G.text(prover.base(secret)))|"
        var factors: [Node] = []
        var proofs: [Node] = []
        for row in pairs(tally) {
            factors.append(.array(row.map { .text(G.text(G.power($0.alpha, secret))) }))
            var rowProofs: [Node] = []
            for pair in row { rowProofs.append(prover.decryption(pair.alpha, secret, prefix)) }
            proofs.append(.array(rowProofs))
        }
        return .members([("decryption_factors", .array(factors)), ("decryption_proofs", .array(proofs))])
    }

    /// The counts, found by trying; 0 where none up to 100 fits.
    func result(_ tally: Node) -> Node {
        let counts = pairs(tally).map { row in
            Node.array(
                row.map { pair in
                    let plain = G.quotient(pair.beta, G.power(pair.alpha, key))
                    var power = G.neutral
                    for count in 0...100 {
                        if power == plain { return .whole(count) }
                        power = G.product(power, G.generator)
                    }
                    return .whole(0)
                })
        }
        return .members([("result", .array(counts))])
    }
}
