/// Cuts a row in which name and values stand without anything between them: `Example Party14,46720.9818+5`.
struct GluedCutter {
    let text: PageText
    let model: ColumnModel

    func cut(_ range: Range<Int>) -> RowCutter.Line {
        var result = RowCutter.Line(names: [], cuts: [], cutsWithNumberedName: [])
        guard let start = firstValue(range) else { return result }
        result.cuts = values(start..<range.upperBound)
        result.names = result.cuts.map { _ in range.lowerBound..<start }
        // The name may end in the first digits.
        var next = start + 1
        while next < range.upperBound, next - start <= 4, PageText.isDigit(text.bytes[next - 1]),
            PageText.isDigit(text.bytes[next])
        {
            let others = values(next..<range.upperBound)
            result.cutsWithNumberedName += others
            result.names += others.map { _ in range.lowerBound..<next }
            next += 1
        }
        return result
    }

    /// The first digit after a letter; a dash or a sign before it belongs to the values.
    private func firstValue(_ range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound, !PageText.isDigit(text.bytes[index]) { index += 1 }
        guard index < range.upperBound, index > range.lowerBound else { return nil }
        while true {
            var start = index
            for sign in ["–", "−", "+", "-"] {
                let length = sign.utf8.count
                if index - length > range.lowerBound, text.equals(index - length..<index, sign) {
                    start = index - length
                }
            }
            if start == index { return index }
            index = start
        }
    }

    /// All ways to read the whole range as values under the heads in order, with heads left out.
    private func values(_ range: Range<Int>) -> [[ColumnSolver.Cell]] {
        var found: Set<[ColumnSolver.Cell]> = []
        var result: [[ColumnSolver.Cell]] = []
        var current: [ColumnSolver.Cell] = []
        var steps = 0
        func extend(_ index: Int, _ column: Int) {
            steps += 1
            guard result.count < RowCutter.cutLimit, steps < 500 else { return }
            if index == range.upperBound {
                if found.insert(current).inserted { result.append(current) }
                return
            }
            let space = text.spaceLength(at: index, end: range.upperBound)
            if space > 0 { return extend(index + space, column) }
            for next in column..<model.columns.count {
                for end in ends(at: index, end: range.upperBound, model.columns[next].kind) {
                    guard let cell = RowCutter.cell(text, index..<end) else { continue }
                    current.append(cell)
                    extend(end, next + 1)
                    current.removeLast()
                }
            }
        }
        extend(range.lowerBound, 0)
        return result
    }

    /// Where a value of a kind that begins here may end.
    private func ends(at start: Int, end: Int, _ kind: ColumnModel.Kind) -> [Int] {
        var index = start
        let sign = NumberReader.sign(text, at: start, end: end)
        if let sign { index += sign.length }
        if text.begins(start..<end, with: "New"), kind == .change { return [start + 3] }
        var digits = index
        while digits < end, digits - index < 9, PageText.isDigit(text.bytes[digits]) { digits += 1 }
        guard digits > index else {
            // A dash alone.
            return sign.map { $0.isMinus ? [start + $0.length] : [] } ?? []
        }
        switch kind {
        case .count:
            guard sign == nil else { return [] }
            return groupedEnds(index, digits, end)
        case .share, .shareChange:
            return shareEnds(index, digits, end) + (sign.map { $0.isMinus ? [start + $0.length] : [] } ?? [])
        case .seats:
            guard sign == nil else { return sign.map { $0.isMinus ? [start + $0.length] : [] } ?? [] }
            return Array(index + 1...min(digits, index + 4))
        case .change:
            return Array(index + 1...min(digits, index + 3))
        case .text, .unknown: return []
        }
    }

    /// `14,467`: a group has exactly three digits. Without commas up to all digits.
    private func groupedEnds(_ index: Int, _ digits: Int, _ end: Int) -> [Int] {
        var stop = digits
        var isGrouped = false
        while digits - index <= 3, stop + 4 <= end, text.bytes[stop] == 44,
            text.bytes[stop + 1..<stop + 4].allSatisfy(PageText.isDigit)
        {
            stop += 4
            isGrouped = true
        }
        if isGrouped { return [stop] }
        return Array(index + 1...digits)
    }

    /// `20.98` or `20.9`.
    private func shareEnds(_ index: Int, _ digits: Int, _ end: Int) -> [Int] {
        guard digits - index <= 3, digits + 1 < end, text.bytes[digits] == 46 || text.bytes[digits] == 44,
            PageText.isDigit(text.bytes[digits + 1])
        else { return [] }
        var result = [digits + 2]
        if digits + 2 < end, PageText.isDigit(text.bytes[digits + 2]) { result.insert(digits + 3, at: 0) }
        return result
    }
}
