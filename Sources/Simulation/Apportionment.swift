/// Divides a whole number in proportion to weights by largest remainders, the earlier part first where they are equal.
///
/// - Parameters:
///   - weights: none negative; all zero count as all equal.
///   - bounds: what each part must keep to. What a bound takes from one part goes to the others in proportion.
/// - Returns: the parts, or nil where the bounds leave no room for the total.
package func apportion(_ total: Int, by weights: [Int], within bounds: ClosedRange<Int>? = nil) -> [Int]? {
    guard !weights.isEmpty else { return total == 0 ? [] : nil }
    guard let bounds else { return largestRemainders(total, weights, Array(weights.indices)) }
    guard bounds.lowerBound * weights.count <= total, total <= bounds.upperBound * weights.count else { return nil }
    var parts = [Int](repeating: 0, count: weights.count)
    var open = Array(weights.indices)
    var left = total
    while !open.isEmpty {
        let trial = largestRemainders(left, weights, open)
        let missing = open.reduce(0) { $0 + max(0, bounds.lowerBound - trial[$1]) }
        let excess = open.reduce(0) { $0 + max(0, trial[$1] - bounds.upperBound) }
        if missing == 0 && excess == 0 {
            for index in open { parts[index] = trial[index] }
            return parts
        }
        // Only the side that is further out is fixed in one step: fixing both at once could leave no room.
        let isLow = missing > excess
        let limit = isLow ? bounds.lowerBound : bounds.upperBound
        var stillOpen: [Int] = []
        for index in open {
            if isLow ? trial[index] <= limit : trial[index] >= limit {
                parts[index] = limit
                left -= limit
            } else {
                stillOpen.append(index)
            }
        }
        open = stillOpen
    }
    return left == 0 ? parts : nil
}

private func largestRemainders(_ total: Int, _ weights: [Int], _ open: [Int]) -> [Int] {
    var parts = [Int](repeating: 0, count: weights.count)
    let sum = open.reduce(0) { $0 + weights[$1] }
    let divisor = sum == 0 ? open.count : sum
    var remainders: [(index: Int, remainder: Int)] = []
    var given = 0
    for index in open {
        let share = total * (sum == 0 ? 1 : weights[index])
        let (quotient, remainder) = share.quotientAndRemainder(dividingBy: divisor)
        parts[index] = quotient
        given += quotient
        remainders.append((index, remainder))
    }
    remainders.sort { ($1.remainder, $0.index) < ($0.remainder, $1.index) }
    for entry in remainders.prefix(total - given) { parts[entry.index] += 1 }
    return parts
}
