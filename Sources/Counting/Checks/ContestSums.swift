import ElectionModel

/// The votes of a contest, line by line of its ballot.
struct ContestSums {
    private var choices: [ChoiceID] = []
    private var votes: [UInt64] = []
    private var valid: UInt64 = 0

    mutating func add(_ item: Protocol) {
        guard let own = item.sumOfVotes else { return }
        if choices.isEmpty {
            choices = item.votes.map(\.choice)
            votes = [UInt64](repeating: 0, count: choices.count)
        }
        guard matches(item) else { return }
        for (index, line) in item.votes.enumerated() { votes[index] += UInt64(line.votes ?? 0) }
        valid += own
    }

    /// Takes a protocol out again that was added.
    mutating func remove(_ item: Protocol) {
        guard let own = item.sumOfVotes, matches(item) else { return }
        for (index, line) in item.votes.enumerated() { votes[index] -= UInt64(line.votes ?? 0) }
        valid -= own
    }

    private func matches(_ item: Protocol) -> Bool {
        item.votes.count == choices.count && zip(item.votes, choices).allSatisfy { $0.choice == $1 }
    }

    /// The pair of neighbours that looks most like a swap.
    func swap(in item: Protocol, limit: Int128) -> Check.Measurement? {
        guard item.votes.count > 1, matches(item), item.sumOfVotes != nil else { return nil }
        var strongest: (index: Int, strength: Int128)?
        var left = logarithm(of: item, 0)
        for index in 1..<item.votes.count {
            let right = logarithm(of: item, index)
            let difference = Int128(item.votes[index - 1].votes ?? 0) - Int128(item.votes[index].votes ?? 0)
            let strength = difference * Int128(right - left)
            if strongest.map({ strength > $0.strength }) ?? true { strongest = (index - 1, strength) }
            left = right
        }
        guard let strongest else { return nil }
        let (first, second) = (item.votes[strongest.index], item.votes[strongest.index + 1])
        return Check.Measurement(
            strongest.strength <= limit, at: LedgerKey(item).place,
            [
                .choice(first.choice), .count(UInt64(first.votes ?? 0)), .choice(second.choice),
                .count(UInt64(second.votes ?? 0)),
                .whole(Int64(strongest.strength >> Int128(FixedLogarithm.fractionBits))),
            ])
    }

    /// Of the votes elsewhere, and one more so that none is no infinity.
    private func logarithm(of item: Protocol, _ index: Int) -> Int64 {
        FixedLogarithm.natural(votes[index] - UInt64(item.votes[index].votes ?? 0) + 1)
    }

    /// The choice whose share is farthest from that elsewhere.
    func farthest(in item: Protocol, limit: Fraction, least: UInt64) -> Check.Measurement? {
        guard matches(item), let own = item.sumOfVotes, own > least, valid > own else { return nil }
        let elsewhere = valid - own
        var farthest: (index: Int, distance: UInt64)?
        for (index, line) in item.votes.enumerated() {
            let count = UInt64(line.votes ?? 0)
            let far = distance(count * elsewhere, (votes[index] - count) * own)
            if farthest.map({ far > $0.distance }) ?? true { farthest = (index, far) }
        }
        guard let farthest else { return nil }
        let line = item.votes[farthest.index]
        let count = UInt64(line.votes ?? 0)
        return Check.Measurement(
            !limit.isReached(by: farthest.distance, of: own * elsewhere), at: LedgerKey(item).place,
            [
                .choice(line.choice), .count(count), .count(own),
                .fraction(Fraction(votes[farthest.index] - count, over: elsewhere)),
            ])
    }
}
