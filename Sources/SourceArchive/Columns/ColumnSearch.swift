/// The search behind `ColumnSolver`: rows by themselves first, then together.
struct ColumnSearch {
    /// More joint readings than these are not tried; the rows are then answered each by itself.
    static let jointLimit = 20_000
    static let readingLimit = 24
    /// A table for which more ways than these were looked at is no table of an election; its further rows get few.
    static let placementLimit = 100_000
    static let bottomLimit = 32

    let problem: ColumnSolver.Problem
    private var choices: [[RowPlacement]] = []
    private var decided: [[ColumnSolver.Constraint]] = []

    init(_ problem: ColumnSolver.Problem) {
        self.problem = problem
    }

    mutating func solve() -> [ColumnSolver.Answer] {
        placeRows()
        let open = choices.indices.filter { choices[$0].count > 1 }
        let joint = open.isEmpty ? [] : jointReadings(open)
        return answers(open, joint)
    }

    private mutating func placeRows() {
        var finder = RowPlacements(model: problem.model, bases: bases())
        var looked = 0
        for row in problem.rows {
            var found = finder.all(row)
            looked += found.count
            if looked > Self.placementLimit { finder.limit = 32 }
            var reasons: [ColumnSolver.Constraint] = found.count == 1 ? [.width] : []
            func keep(_ reason: ColumnSolver.Constraint, _ cost: (RowPlacement) -> Int) {
                guard found.count > 1, let best = found.map(cost).min() else { return }
                let before = found.count
                found.removeAll { cost($0) > best }
                if found.count < before, !reasons.contains(reason) { reasons.append(reason) }
            }
            keep(.rowSum) { $0.broken }
            keep(.share) { $0.brokenShares }
            keep(.rowSum) { -$0.held }
            keep(.share) { -$0.heldShares }
            keep(.type) { $0.misfit }
            choices.append(found)
            decided.append(reasons)
        }
    }

    /// Given bases, the large numbers of the bottom rows, and the sum of each row's first large number.
    private func bases() -> [Int64] {
        var result = problem.bases
        var sum: Int64 = 0
        for row in problem.rows {
            let counts = (row.cuts.first ?? []).compactMap { cell -> Int64? in
                guard case .number(let digits, let places, let isGrouped, let isSigned, let isPercent) = cell.content,
                    !isSigned, !isPercent, places == 0, isGrouped || digits >= 1_000
                else { return nil }
                return digits
            }
            switch row.role {
            case .participant: sum = sum.addingReportingOverflow(counts.first ?? 0).partialValue
            case .total, .valid, .cast: result += counts
            default: break
            }
        }
        if sum > 0, problem.rows.allSatisfy({ $0.cuts.count == 1 }) { result.append(sum) }
        return Array(Set(result.filter { $0 > 0 }).sorted().prefix(64))
    }

    /// The joint readings that break the fewest constraints, then hold the most, then keep to columns that are in use.
    private func jointReadings(_ open: [Int]) -> [[Int]] {
        var product = 1
        for row in open {
            product *= choices[row].count
            if product > Self.jointLimit { return [] }
        }
        var current = choices.map { _ in 0 }
        var best: (broken: Int, held: Int, alone: Int)?
        var found: [[Int]] = []
        let check = TableCheck(problem, choices, open: open)
        let used = usedColumns()
        while true {
            let (broken, held) = check.judge(choices, current)
            let alone = open.reduce(0) { count, row in
                count + (choices[row][current[row]].filled & ~used).nonzeroBitCount
            }
            if best.map({ (broken, -held, alone) < ($0.broken, -$0.held, $0.alone) }) ?? true {
                best = (broken, held, alone)
                found = []
            }
            if let best, (broken, held, alone) == (best.broken, best.held, best.alone),
                found.count <= Self.readingLimit
            {
                found.append(open.map { current[$0] })
            }
            guard advance(&current, open) else { break }
        }
        return found
    }

    private func usedColumns() -> UInt64 {
        choices.filter { $0.count == 1 }.reduce(0) { $0 | $1[0].filled }
    }

    private func advance(_ current: inout [Int], _ open: [Int]) -> Bool {
        for row in open.reversed() {
            current[row] += 1
            if current[row] < choices[row].count { return true }
            current[row] = 0
        }
        return false
    }

    private func answers(_ open: [Int], _ joint: [[Int]]) -> [ColumnSolver.Answer] {
        var result: [ColumnSolver.Answer] = choices.indices.map { row in
            choices[row].first.map { .unique($0.placement, decidedBy: decided[row]) } ?? .none
        }
        guard joint.count > 0, joint.count <= Self.readingLimit else {
            // Too many ways to try or to keep together.
            for row in open {
                let kept = choices[row].prefix(Self.readingLimit).map(\.placement)
                result[row] = .several(Array(kept), group: row, decidedBy: decided[row])
            }
            return result
        }
        let ambiguous = open.indices.filter { position in Set(joint.map { $0[position] }).count > 1 }
        var independent = 1
        for position in ambiguous { independent *= Set(joint.map { $0[position] }).count }
        let isFree = independent == joint.count
        for (position, row) in open.enumerated() {
            let reasons = decided[row] + [.columnSum]
            if !ambiguous.contains(position) {
                result[row] = .unique(choices[row][joint[0][position]].placement, decidedBy: reasons)
            } else if isFree {
                let kept = Set(joint.map { $0[position] }).sorted().map { choices[row][$0].placement }
                result[row] = .several(kept, group: row, decidedBy: decided[row])
            } else {
                let kept = joint.map { choices[row][$0[position]].placement }
                result[row] = .several(kept, group: open[ambiguous[0]], decidedBy: reasons)
            }
        }
        return result
    }
}

/// What must hold between the rows of a table.
struct TableCheck {
    private let problem: ColumnSolver.Problem
    private let open: [Int]
    /// Sums of the rows that have one reading, by column.
    private var fixed: [Int64]
    private var bottom: [(role: ColumnSolver.Role, row: Int)] = []
    private let countColumns: [Int]

    init(_ problem: ColumnSolver.Problem, _ choices: [[RowPlacement]], open: [Int]) {
        self.problem = problem
        self.open = open
        fixed = Array(repeating: 0, count: problem.model.columns.count)
        countColumns = problem.model.columns.indices.filter { problem.model.columns[$0].kind == .count }
        for (row, choice) in choices.enumerated() {
            if problem.rows[row].role != .participant {
                if problem.rows[row].role != .aside, !choice.isEmpty, bottom.count < ColumnSearch.bottomLimit {
                    bottom.append((problem.rows[row].role, row))
                }
                continue
            }
            guard choice.count == 1 else { continue }
            for (column, value) in choice[0].values.enumerated() { fixed[column] &+= value ?? 0 }
        }
    }

    func judge(_ choices: [[RowPlacement]], _ current: [Int]) -> (broken: Int, held: Int) {
        var broken = 0
        var held = 0
        func count(_ holds: Bool) {
            if holds { held += 1 } else { broken += 1 }
        }
        func value(_ role: ColumnSolver.Role, _ column: Int) -> Int64? {
            for (kind, row) in bottom where kind == role {
                if let value = choices[row][current[row]].values[column] { return value }
            }
            return nil
        }
        func share(_ role: ColumnSolver.Role, _ column: Int) -> DecimalNumber? {
            for (kind, row) in bottom where kind == role {
                if let value = choices[row][current[row]].shares[column] { return value }
            }
            return nil
        }
        var sums = fixed
        for row in open where problem.rows[row].role == .participant {
            for (column, value) in choices[row][current[row]].values.enumerated() { sums[column] &+= value ?? 0 }
        }
        for (column, model) in problem.model.columns.enumerated() where model.kind == .count || model.kind == .seats {
            if let known = problem.columnSums[column] { count(sums[column] == known) }
            if let total = value(.total, column) {
                let spoilt = value(.invalid, column) ?? 0
                count(sums[column] == total || model.kind == .count && sums[column] &+ spoilt == total)
            } else if model.kind == .seats, sums[column] != 0, bottom.contains(where: { $0.role == .total }) {
                // Seats in a column of which the total row has none.
                broken += 1
            }
        }
        for column in countColumns {
            let (valid, invalid, cast) = (value(.valid, column), value(.invalid, column), value(.cast, column))
            if let valid, let invalid, let cast { count(valid &+ invalid == cast) }
            if let valid, let total = value(.total, column) {
                count(valid == total || invalid.map { valid &+ $0 == total } ?? false)
            }
            guard let shareColumn = problem.model.columns.firstIndex(where: { $0.countColumn == column }) else {
                continue
            }
            if let registered = value(.registered, column), let turnout = share(.registered, shareColumn) {
                if let cast = cast ?? value(.total, column) {
                    count(SharePrinted.fits(cast, of: registered, turnout))
                } else {
                    broken += 1
                }
            }
            if let valid, let cast, let printed = share(.valid, shareColumn) {
                count(SharePrinted.fits(valid, of: cast, printed))
            }
        }
        return (broken, held)
    }
}
