/// Joins a row of a table that an extractor has broken over two lines.
struct BrokenRow {
    let text: PageText

    /// Two lines whose pipes together are those of a row, the second of which goes on where the first ends.
    ///
    /// - Parameters:
    ///   - place: the index of the first line.
    ///   - width: the pipes of each row of the table.
    func joined(_ line: Range<Int>, _ place: Int, width: Int) -> Range<Int>? {
        guard let next = following(place) else { return nil }
        let (first, second) = (pipes(line), pipes(next))
        guard second > 0, first < width, first + second == width, !line.isEmpty else { return nil }
        // Two short rows are no broken one.
        let isLeading = text.bytes[line].first == 124
        let opens = text.bytes[next].first == 124
        guard isLeading ? !opens && goesOn(line, next) : opens || goesOn(line, next) else { return nil }
        return line.lowerBound..<next.upperBound
    }

    /// Two lines of which the first is no row by itself, or lacks at least two values, and the second goes on where it ends.
    func joined(_ line: Range<Int>, _ place: Int, columns: Int, isRow: (Range<Int>) -> Bool) -> Range<Int>? {
        guard line.count <= 400, let next = following(place) else { return nil }
        let whole = line.lowerBound..<next.upperBound
        let isValues = text.words(next).allSatisfy { RowCutter.cell(text, $0) != nil }
        if isValues {
            let own = text.words(line).reversed().prefix { RowCutter.cell(text, $0) != nil }.count
            return own + 2 <= columns && isRow(whole) ? whole : nil
        }
        guard !text.hasDigit(line), !isRow(line), isRow(next), goesOn(line, next) else { return nil }
        return isRow(whole) ? whole : nil
    }

    private func following(_ place: Int) -> Range<Int>? {
        guard place + 1 < text.lines.count else { return nil }
        let next = text.trimmed(text.lines[place + 1])
        return next.isEmpty || next.count > 400 ? nil : next
    }

    private func pipes(_ line: Range<Int>) -> Int { text.bytes[line].count { $0 == 124 } }

    /// The first line ends in a word that asks for another, or the second begins with a small letter or a value.
    private func goesOn(_ line: Range<Int>, _ next: Range<Int>) -> Bool {
        guard let last = text.words(line).last, let first = text.words(next).first, text.bytes[line].last != 46 else {
            return false
        }
        let joiners = [
            "and", "of", "for", "the", "de", "la", "du", "des", "et", "y", "&", "–", "-", "in", "to", "with",
        ]
        if joiners.contains(text[last].lowercased()) || text.bytes[line].last == 44 { return true }
        if text.bytes[line].last == 45 { return true }
        let byte = text.bytes[first.lowerBound]
        return (97...122).contains(byte) || RowCutter.cell(text, first) != nil
    }
}
