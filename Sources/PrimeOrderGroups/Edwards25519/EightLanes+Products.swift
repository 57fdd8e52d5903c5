extension EightLanes {
    typealias Pair = ProductPair<Edwards25519>
    typealias Computed = ComputedPair<Edwards25519>

    /// The products of all pairs, with Z = 1.
    static func products(_ pairs: [Pair], key: EdwardsTable) -> [Computed] {
        var results = [Computed](
            repeating: Computed(first: .neutral, second: .neutral, isMember: true), count: pairs.count)
        // Pairs with the same work stand together, so that no lane waits for work that is not its own.
        let order = pairs.indices.sorted { (work(pairs[$0]), $0) < (work(pairs[$1]), $1) }
        for start in stride(from: 0, to: order.count, by: count) {
            let batch = order[start..<min(start + count, order.count)]
            if batch.count < fewest {
                for index in batch { results[index] = Edwards25519.products(pairs[index], key: key) }
            } else {
                for (index, computed) in zip(batch, products(batch.map { pairs[$0] }, key)) {
                    results[index] = computed
                }
            }
        }
        normalize(&results)
        return results
    }

    /// What a pair needs beyond the first power, as a number to sort by.
    private static func work(_ pair: Pair) -> Int {
        (pair.testsMembership ? 4 : 0) + (pair.second.isZero ? 0 : 2) + (pair.first.key.isZero ? 0 : 1)
    }

    /// The products of at most eight pairs.
    private static func products(_ pairs: [Pair], _ key: EdwardsTable) -> [Computed] {
        let tests = pairs.contains(where: \.testsMembership)
        let haveSecond = pairs.contains { !$0.second.isZero }
        var numbers = [pairs.map(\.first.base.limbs)]
        if haveSecond { numbers.append(pairs.map(\.second.base.limbs)) }
        if tests { numbers.append(pairs.map { _ in Edwards25519Order.modulus }) }
        let powers = multiply(pairs.map(\.base), by: numbers)
        var first = powers[..<count]
        add(pairs.map(\.first.generator), of: Edwards25519.generatorTable, to: &first)
        add(pairs.map(\.first.key), of: key, to: &first)
        var second = ArraySlice(repeating: EdwardsPoint.neutral, count: count)
        if haveSecond {
            second = powers[count..<2 * count]
            add(pairs.map(\.second.generator), of: Edwards25519.generatorTable, to: &second)
            add(pairs.map(\.second.key), of: key, to: &second)
        }
        return pairs.indices.map { lane in
            Computed(
                first: first[first.startIndex + lane], second: second[second.startIndex + lane],
                isMember: !pairs[lane].testsMembership || powers[powers.count - count + lane].isNeutral)
        }
    }

    /// Brings all products to Z = 1 with one inversion: who writes them needs no more.
    private static func normalize(_ results: inout [Computed]) {
        var points = results.flatMap { [$0.first, $0.second] }
        points.withUnsafeMutableBufferPointer { EdwardsPoint.normalize($0) }
        for index in results.indices {
            results[index].first = points[2 * index]
            results[index].second = points[2 * index + 1]
        }
    }
}
