/// A table of whole numbers with given sums of rows and columns, as near to given weights as chance allows: the votes of
/// stations (rows) for lists (columns), where both sums are known and the cells are not.
///
/// First each column gets a factor such that weights times factors, row by row, add up to the column sums (iterative
/// proportional fitting, W. Deming and F. Stephan 1940, in whole numbers). Then each row is rounded by systematic
/// sampling, which keeps its sum and is true on average; last, single votes move within rows until the column sums are
/// exact.
package struct MarginTable {
    /// The largest weight and the largest row sum that can be used without overflow.
    static let greatestInput = 65_535

    private let columnCount: Int
    private var cells: [Int]

    package subscript(row: Int, column: Int) -> Int { cells[row * columnCount + column] }

    package func row(_ row: Int) -> ArraySlice<Int> {
        cells[row * columnCount..<(row + 1) * columnCount]
    }

    /// - Parameters:
    ///   - rows, columns: sums that are equal in total.
    ///   - weights: row by row, each from 1 to `greatestInput`.
    package init(rows: [Int], columns: [Int], weights: [Int], using generator: inout Generator) {
        precondition(rows.reduce(0, +) == columns.reduce(0, +), "the sums of rows and columns differ")
        precondition(weights.count == rows.count * columns.count, "a weight is needed for each cell")
        columnCount = columns.count
        cells = [Int](repeating: 0, count: weights.count)
        let factors = Self.factors(rows, columns, weights)
        for (row, sum) in rows.enumerated() where sum > 0 {
            round(row, sum, weights, factors, &generator)
        }
        repair(rows.count, columns, &generator)
    }

    private static let unit = 1 << 24

    private static func factors(_ rows: [Int], _ columns: [Int], _ weights: [Int]) -> [Int] {
        var factors = [Int](repeating: unit, count: columns.count)
        for _ in 0..<40 {
            // Sums in 256ths of a vote, so that small columns aren't lost in rounding.
            var sums = [Int](repeating: 0, count: columns.count)
            for (row, sum) in rows.enumerated() where sum > 0 {
                let start = row * columns.count
                var total = 0
                for column in columns.indices { total += share(weights[start + column], factors[column]) }
                for column in columns.indices {
                    sums[column] += share(weights[start + column], factors[column]) * sum / max(1, total >> 8)
                }
            }
            var isClose = true
            for column in columns.indices {
                let target = columns[column] << 8
                if abs(sums[column] - target) > (target >> 11) + 256 { isClose = false }
                factors[column] = scaled(factors[column], target, max(1, sums[column]))
            }
            let largest = factors.max() ?? unit
            factors = factors.map { scaled($0, unit, largest) }
            if isClose { break }
        }
        return factors
    }

    private static func share(_ weight: Int, _ factor: Int) -> Int { max(1, weight * factor >> 8) }

    private static func scaled(_ value: Int, _ numerator: Int, _ denominator: Int) -> Int {
        let result = Int128(value) * Int128(numerator) / Int128(denominator)
        return Int(min(max(result, 1), Int128(1) << 40))
    }

    private mutating func round(
        _ row: Int, _ sum: Int, _ weights: [Int], _ factors: [Int], _ generator: inout Generator
    ) {
        let start = row * columnCount
        var total = 0
        for column in 0..<columnCount { total += Self.share(weights[start + column], factors[column]) }
        // The remainders of all columns add up to a multiple of the total; each multiple passed gives one vote.
        var passed = generator.below(total)
        for column in 0..<columnCount {
            let product = Self.share(weights[start + column], factors[column]) * sum
            let (quotient, remainder) = product.quotientAndRemainder(dividingBy: total)
            passed += remainder
            let extra = passed >= total ? 1 : 0
            passed -= extra * total
            cells[start + column] = quotient + extra
        }
    }

    private mutating func repair(_ rowCount: Int, _ columns: [Int], _ generator: inout Generator) {
        var excess = columns.map { -$0 }
        for row in 0..<rowCount {
            for column in 0..<columnCount { excess[column] += self[row, column] }
        }
        // Cells with many votes give first; in the end any cell may.
        var least = 8
        while let from = excess.indices.first(where: { excess[$0] > 0 }),
            let to = excess.indices.first(where: { excess[$0] < 0 })
        {
            let first = generator.below(rowCount)
            var hasMoved = false
            for step in 0..<rowCount {
                if excess[from] == 0 || excess[to] == 0 { break }
                let row = (first + step) % rowCount
                // A move in every third row at most, so that no neighbourhood bears it all.
                guard self[row, from] >= least, least == 1 || generator.happens(333) else { continue }
                cells[row * columnCount + from] -= 1
                cells[row * columnCount + to] += 1
                excess[from] -= 1
                excess[to] += 1
                hasMoved = true
            }
            if !hasMoved, least > 1 { least /= 2 }
        }
    }
}
