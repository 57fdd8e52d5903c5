/// Cuts a line of a table whose columns are set apart by spaces, or by nothing at all, into a name and values.
enum RowCutter {
    struct Line {
        /// The name for each cut, in the order of `cuts` and then `cutsWithNumberedName`.
        var names: [Range<Int>]
        var cuts: [[ColumnSolver.Cell]]
        var cutsWithNumberedName: [[ColumnSolver.Cell]]
    }

    /// More ways to group digits than these are not looked at.
    static let cutLimit = 64

    /// Values at the right end of a line of words; spaces may set thousands apart.
    static func spaced(_ text: PageText, _ line: Range<Int>, columns: Int) -> Line {
        let words = text.words(line)
        var first = words.count
        while first > 0, isValue(text, words[first - 1]) { first -= 1 }
        // A line of values alone has no name; its first word is then the name.
        let start = first
        let values = Array(words[start...])
        func name(_ end: Int) -> Range<Int> {
            end == 0 ? line.lowerBound..<line.lowerBound : words[0].lowerBound..<words[end - 1].upperBound
        }
        let cuts = group(text, values, columns: columns)
        var result = Line(names: cuts.map { _ in name(start) }, cuts: cuts, cutsWithNumberedName: [])
        if start > 0, let leading = values.first, text.bytes[leading].allSatisfy(PageText.isDigit) {
            let others = group(text, Array(values.dropFirst()), columns: columns).filter { !$0.isEmpty }
            result.cutsWithNumberedName = others
            result.names += others.map { _ in name(start + 1) }
        }
        return result
    }

    static func cell(_ text: PageText, _ range: Range<Int>) -> ColumnSolver.Cell? {
        if let number = NumberReader.whole(text, range) { return cell(number) }
        let printed = text[range]
        if ["–", "-", "—", "−", "N/A", "n/a", "S/O", "s/o", "..", "..."].contains(printed) {
            return ColumnSolver.Cell(.dash, span: range)
        }
        if ["new", "nv.", "nv", "nouveau"].contains(printed.lowercased()) {
            return ColumnSolver.Cell(.new, span: range)
        }
        return nil
    }

    static func cell(_ number: PrintedNumber) -> ColumnSolver.Cell {
        ColumnSolver.Cell(
            .number(
                digits: number.value.digits, places: number.value.places, isGrouped: number.isGrouped,
                isSigned: number.isSigned, isPercent: number.isPercent), span: number.range)
    }

    private static func isValue(_ text: PageText, _ word: Range<Int>) -> Bool {
        cell(text, word) != nil || text.equals(word, "%")
    }

    /// All ways to join words of exactly three digits to the digits before them, up to the width of the table.
    private static func group(_ text: PageText, _ words: [Range<Int>], columns: Int) -> [[ColumnSolver.Cell]] {
        guard words.count <= 3 * columns + 3 else { return [] }
        var found: [[ColumnSolver.Cell]] = []
        var current: [ColumnSolver.Cell] = []
        func extend(_ index: Int) {
            guard found.count < cutLimit else { return }
            if index == words.count {
                if current.count <= columns { found.append(current) }
                return
            }
            var end = index
            while end < words.count, end - index < 5 {
                let range = words[index].lowerBound..<words[end].upperBound
                if end > index, !joins(text, words[end]) { break }
                if let cell = cell(text, range) {
                    current.append(cell)
                    extend(end + 1)
                    current.removeLast()
                } else if end > index {
                    break
                }
                end += 1
            }
        }
        extend(0)
        return found
    }

    private static func joins(_ text: PageText, _ word: Range<Int>) -> Bool {
        if text.equals(word, "%") { return true }
        return word.count >= 3 && text.bytes[word.prefix(3)].allSatisfy(PageText.isDigit)
            && (word.count == 3 || !PageText.isDigit(text.bytes[word.lowerBound + 3]))
    }
}
