/// One way to read one row, with what the arithmetic within the row says of it.
struct RowPlacement {
    var placement: ColumnSolver.Placement
    /// By column; nil where nothing or no number stands.
    var values: [Int64?]
    var shares: [DecimalNumber?]
    /// Values in columns of another type, shares without their counts.
    var misfit: Int
    var broken = 0
    var held = 0
    var brokenShares = 0
    var heldShares = 0
    var filled: UInt64
}

/// Finds the ways to read one row.
struct RowPlacements {
    /// More ways than these are not looked at: the row then has no answer by arithmetic.
    static let limit = 4_096

    let model: ColumnModel
    let bases: [Int64]

    /// How many ways are looked at in this row.
    var limit = RowPlacements.limit

    func all(_ row: ColumnSolver.Row) -> [RowPlacement] {
        let found = placed(row, cuts: row.cuts, from: 0)
        guard !row.cutsWithNumberedName.isEmpty, found.allSatisfy({ $0.broken + $0.brokenShares > 0 }) else {
            return found
        }
        let others = placed(row, cuts: row.cutsWithNumberedName, from: row.cuts.count).filter {
            $0.broken + $0.brokenShares == 0
        }
        return others.isEmpty ? found : others
    }

    private func placed(_ row: ColumnSolver.Row, cuts: [[ColumnSolver.Cell]], from first: Int) -> [RowPlacement] {
        var found: [RowPlacement] = []
        for (offset, cells) in cuts.enumerated() where cells.count <= model.columns.count {
            let cut = first + offset
            if let places = row.places, cuts.count == 1, places.count == cells.count {
                return [placed(cells, cut, places, row.role)]
            }
            var columns: [Int] = []
            extend(cells, cut, row.role, &columns, &found)
        }
        return found
    }

    private func extend(
        _ cells: [ColumnSolver.Cell], _ cut: Int, _ role: ColumnSolver.Role, _ columns: inout [Int],
        _ found: inout [RowPlacement]
    ) {
        guard found.count < limit else { return }
        let next = columns.count
        if next == cells.count {
            found.append(placed(cells, cut, columns, role))
            return
        }
        let first = (columns.last ?? -1) + 1
        let last = model.columns.count - (cells.count - next)
        guard first <= last else { return }
        for column in first...last where misfit(cells[next], column, role) != nil {
            columns.append(column)
            extend(cells, cut, role, &columns, &found)
            columns.removeLast()
        }
    }

    private func placed(
        _ cells: [ColumnSolver.Cell], _ cut: Int, _ columns: [Int], _ role: ColumnSolver.Role
    ) -> RowPlacement {
        let width = model.columns.count
        var result = RowPlacement(
            placement: ColumnSolver.Placement(cut: cut, columns: columns),
            values: Array(repeating: nil, count: width), shares: Array(repeating: nil, count: width), misfit: 0,
            filled: 0)
        for (cell, column) in zip(cells, columns) {
            result.misfit += misfit(cell, column, role) ?? 8
            result.filled |= 1 << UInt64(min(63, column))
            guard case .number(let digits, let places, _, _, _) = cell.content else { continue }
            switch model.columns[column].kind {
            case .share, .shareChange: result.shares[column] = DecimalNumber(digits: digits, places: places)
            default: result.values[column] = places == 0 || places == 3 ? digits : nil
            }
        }
        judge(&result, role)
        return result
    }

    /// How badly a value fits a column: 0 well, nil not at all.
    private func misfit(_ cell: ColumnSolver.Cell, _ column: Int, _ role: ColumnSolver.Role) -> Int? {
        let kind = model.columns[column].kind
        switch role {
        case .valid, .invalid, .blank, .cast, .registered:
            guard kind == .count || kind == .share else { return kind == .unknown ? 4 : nil }
        default: break
        }
        switch cell.content {
        case .text: return kind == .text || kind == .unknown ? 0 : nil
        case .dash: return kind == .text ? 1 : 0
        case .new: return kind == .change || kind == .shareChange ? 0 : kind == .unknown ? 1 : nil
        case .number(let digits, let places, let isGrouped, let isSigned, let isPercent):
            switch kind {
            case .text: return nil
            case .unknown: return 1
            case .count:
                guard !isPercent, !isSigned, places == 0 || places == 3 && !isGrouped else { return nil }
                if model.columns[column].measure == .candidates { return isGrouped ? 2 : 0 }
                return isGrouped || digits >= 1_000 && places == 0 ? 0 : 1
            case .share:
                guard !isSigned, !isGrouped else { return nil }
                return places > 0 || isPercent ? 0 : digits <= 100 ? 2 : nil
            case .seats:
                guard !isSigned, !isPercent, places == 0 else { return nil }
                return isGrouped ? 3 : digits > 3_000 ? 3 : 0
            case .change:
                guard !isPercent, places == 0, !isGrouped else { return nil }
                return isSigned || digits == 0 ? 0 : 1
            case .shareChange:
                guard !isGrouped else { return nil }
                return isSigned ? places > 0 || isPercent ? 0 : 2 : places > 0 ? 1 : 2
            }
        }
    }

    private func judge(_ row: inout RowPlacement, _ role: ColumnSolver.Role) {
        for sum in model.sums {
            let parts = sum.parts.compactMap { row.values[$0] }
            guard !parts.isEmpty else { continue }
            let added = parts.reduce(Int64(0)) { $0 &+ $1 }
            if let total = row.values[sum.total] {
                if total == added { row.held += 1 } else { row.broken += 1 }
            } else if role == .participant || role == .total {
                row.broken += 1
            }
        }
        for (column, model) in model.columns.enumerated() where model.kind == .share {
            guard let count = model.countColumn, let share = row.shares[column] else { continue }
            guard let votes = row.values[count] else {
                if row.filled & 1 << UInt64(min(63, count)) == 0 { row.misfit += 2 }
                continue
            }
            // No votes and no percent says nothing of a place.
            guard role == .participant, !bases.isEmpty, votes != 0 || share.digits != 0 else { continue }
            if bases.contains(where: { SharePrinted.fits(votes, of: $0, share) }) {
                row.heldShares += 1
            } else {
                row.brokenShares += 1
            }
        }
        // A dash in a share's column without its count.
        for (column, model) in model.columns.enumerated() where model.kind == .share && row.shares[column] == nil {
            guard let count = model.countColumn, row.filled & 1 << UInt64(min(63, column)) != 0,
                row.filled & 1 << UInt64(min(63, count)) == 0
            else { continue }
            row.misfit += 2
        }
    }
}

/// Whether a percentage is what two numbers give, within the decimals printed.
enum SharePrinted {
    /// Rounded to nearest or cut off: both are met in print.
    static func fits(_ count: Int64, of base: Int64, _ share: DecimalNumber) -> Bool {
        guard base > 0, count >= 0, count < 1 << 50, share.places <= 6 else { return false }
        var scale: Int128 = 100
        for _ in 0..<share.places { scale *= 10 }
        // |share - exact| < 1 in the last place.
        let exact = Int128(count) * scale
        let printed = Int128(share.digits) * Int128(base)
        let difference = exact > printed ? exact - printed : printed - exact
        return difference * 2 <= Int128(base) || exact > printed && difference < Int128(base)
    }
}
