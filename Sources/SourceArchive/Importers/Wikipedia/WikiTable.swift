/// A results table found in a page, with its rows still uncut.
struct WikiTable {
    var style: WikiHead.Style
    var model: ColumnModel
    var title: Range<Int>
    var heads: [Range<Int>]
    /// Cells of each row: the name and the values, by style.
    var rows: [Row]
    /// The lines that the table takes, as indexes.
    var lines: Range<Int>
    var source: Range<Int>?

    struct Row {
        var span: Range<Int>
        /// The cells between pipes or lines, empty ones included; one for the other styles.
        var cells: [Range<Int>]
        /// The line above it that names its alliance.
        var alliance: Range<Int>?
    }

    /// Candidate and party stand before the values with only spaces between them.
    var hasPartyWithoutPlace: Bool {
        guard style == .spaces || style == .oneLine, let first = model.columns.first else { return false }
        return first.kind == .text && first.measure == .party && model.columns.count { $0.kind == .text } == 1
    }
}

/// Finds results tables.
struct WikiTableFinder {
    let text: PageText
    static let columnLimit = 40

    /// The table whose head begins at a line.
    func table(at line: Int) -> WikiTable? {
        let range = text.trimmed(text.lines[line])
        guard !range.isEmpty else { return nil }
        if text.bytes[range].contains(124) { return pipes(at: line) }
        guard let title = WikiHead.title(text, range) else { return nil }
        if title.upperBound == range.upperBound { return cellLines(at: line, title) }
        return run(at: line, range, title)
    }

    // MARK: Pipes

    private func pipes(at line: Int) -> WikiTable? {
        let range = text.trimmed(text.lines[line])
        let isLeading = text.bytes[range].first == 124
        let cells = text.split(range, at: 124).filter { !$0.isEmpty }
        guard cells.count >= 2, let title = WikiHead.title(text, cells[0]), title.upperBound == cells[0].upperBound
        else {
            return nil
        }
        var first: [(WikiHead.Word, Range<Int>)] = []
        for cell in cells.dropFirst() {
            guard let word = WikiHead.cell(text, cell) else { return nil }
            first.append((word, cell))
        }
        var next = line + 1
        var second: [(WikiHead.Word, Range<Int>)] = []
        while next < text.lines.count {
            let row = text.trimmed(text.lines[next])
            if row.isEmpty || isRuling(row) {
                next += 1
                continue
            }
            let cells = text.split(row, at: 124).filter { !$0.isEmpty }
            let words = cells.map { WikiHead.cell(text, $0) }
            guard second.isEmpty, !words.isEmpty, words.allSatisfy({ $0 != nil }), text.bytes[row].contains(124),
                !isBottom(cells[0])
            else { break }
            second = zip(words, cells).compactMap { word, cell in word.map { ($0, cell) } }
            next += 1
        }
        guard var model = WikiHead.model(first, second), model.columns.count <= Self.columnLimit else { return nil }
        if WikiHead.isOfAlliances(text, title), model.columns.first?.measure == .party {
            // "Alliance | Party": two names before the values, of which the first stands once for several rows.
            model = ColumnModel(
                model.columns.dropFirst().map { column in
                    var column = column
                    column.countColumn = nil
                    return column
                })
        }
        var table = WikiTable(
            style: isLeading ? .leadingPipes : .pipes, model: model, title: title,
            heads: first.map(\.1) + second.map(\.1), rows: [], lines: line..<next, source: nil)
        let width = text.bytes[range].count { $0 == 124 }
        while next < text.lines.count {
            let row = text.trimmed(text.lines[next])
            if isSource(row) {
                table.source = row
                next += 1
                break
            }
            let broken = BrokenRow(text: text).joined(row, next, width: width)
            guard let row = broken ?? (text.bytes[row].contains(124) ? row : nil) else { break }
            if !isRuling(row) { table.rows.append(WikiTable.Row(span: row, cells: text.split(row, at: 124))) }
            next += broken == nil ? 1 : 2
        }
        table.lines = line..<next
        return table
    }

    /// "Total" is a head of a column and a row; a second row of heads does not begin with it alone.
    private func isBottom(_ cell: Range<Int>) -> Bool { text.equals(cell, "Total") }

    private func isRuling(_ row: Range<Int>) -> Bool {
        text.bytes[row].allSatisfy { $0 == 124 || $0 == 45 || $0 == 32 || $0 == 58 }
    }

    private func isSource(_ row: Range<Int>) -> Bool {
        let inner = text.trimmed(row, of: "|")
        return text.begins(inner, with: "Source:") || text.begins(inner, with: "Sources:")
    }

    // MARK: A line of heads without pipes

    private func run(at line: Int, _ range: Range<Int>, _ title: Range<Int>) -> WikiTable? {
        let isGlued = text.spaceLength(at: title.upperBound, end: range.upperBound) == 0
        var heads: [(WikiHead.Word, Range<Int>)] = []
        var rest = text.trimmed(title.upperBound..<range.upperBound)
        while !rest.isEmpty, heads.count < Self.columnLimit, let (word, span) = WikiHead.word(text, rest) {
            if !isGlued, span.upperBound < range.upperBound,
                text.spaceLength(at: span.upperBound, end: range.upperBound) == 0
            {
                break
            }
            heads.append((word, span))
            rest = text.trimmed(span.upperBound..<range.upperBound)
        }
        guard heads.count >= 2 || heads.count == 1 && rest.isEmpty else { return nil }
        guard heads.contains(where: { $0.0 == .leaf(.count, .votes) || $0.0 == .leaf(.seats, .seats) }) else {
            return nil
        }
        let split = heads.firstIndex { head in
            head.0 == .leaf(.count, .votes) && heads.contains { if case .group = $0.0 { true } else { false } }
        }
        guard
            let model = split.map({ WikiHead.model(Array(heads[..<$0]), Array(heads[$0...])) })
                ?? WikiHead.model(heads, [])
        else { return nil }
        var table = WikiTable(
            style: isGlued ? .glued : .spaces, model: model, title: title, heads: heads.map(\.1), rows: [],
            lines: line..<line + 1, source: nil)
        if !rest.isEmpty {
            guard text.words(rest).count >= 4, !isGlued else { return nil }
            table.style = .oneLine
            table.rows = oneLineRows(rest, &table.source)
            return table.rows.isEmpty ? nil : table
        }
        var next = line + 1
        var alliance: Range<Int>?
        while next < text.lines.count {
            let row = text.trimmed(text.lines[next])
            if isSource(row) {
                table.source = row
                next += 1
                break
            }
            guard !row.isEmpty else { break }
            let broken = BrokenRow(text: text).joined(row, next, columns: model.columns.count) { part in
                isRow(part, isGlued: isGlued, columns: model.columns.count)
            }
            if let row = broken {
                table.rows.append(WikiTable.Row(span: row, cells: [row]))
                next += 2
            } else if isRow(row, isGlued: isGlued, columns: model.columns.count) {
                table.rows.append(WikiTable.Row(span: row, cells: [row], alliance: alliance))
                alliance = nil
                next += 1
            } else if !isGlued, alliance == nil, isAlliance(row, next, columns: model.columns.count) {
                alliance = row
                next += 1
            } else {
                break
            }
        }
        table.lines = line..<next
        return table.rows.isEmpty ? nil : table
    }

    /// A name alone above rows of which the last is a total: an alliance and its parties.
    private func isAlliance(_ line: Range<Int>, _ place: Int, columns: Int) -> Bool {
        guard !text.hasDigit(line), text.words(line).count <= 8, text.bytes[line].last != 46,
            !text.bytes[line].contains(58), WikipediaMarks.heading(text, line) == nil
        else { return false }
        var next = place + 1
        while next < text.lines.count, next - place <= 30 {
            let row = text.trimmed(text.lines[next])
            guard !row.isEmpty, isRow(row, isGlued: false, columns: columns) else { return false }
            if text.begins(row, with: "Total ") { return next - place >= 3 }
            next += 1
        }
        return false
    }

    /// A line of a table ends in a value and is no sentence.
    private func isRow(_ row: Range<Int>, isGlued: Bool, columns: Int) -> Bool {
        guard row.count < 400, let last = text.words(row).last else { return false }
        if isGlued { return text.hasDigit(row) && text.bytes[row].last != 46 || text.ends(row, with: "New") }
        guard RowCutter.cell(text, last) != nil else { return false }
        // "someone: I saw 3" of a chat is no row.
        let line = RowCutter.spaced(text, row, columns: columns)
        guard let name = line.names.first else { return false }
        return !name.isEmpty && text.words(name).count <= 14 && !text.bytes[name].contains(58)
    }

    /// Rows follow each other on one line: a name after a value begins the next.
    private func oneLineRows(_ range: Range<Int>, _ source: inout Range<Int>?) -> [WikiTable.Row] {
        var rows: [WikiTable.Row] = []
        var start: Int?
        var end = range.lowerBound
        var hasValues = false
        for word in text.words(range) {
            let cell = RowCutter.cell(text, word)
            // "New" is a value after others, and else a word of a name.
            let isValue = cell != nil && (hasValues || cell?.content != .new)
            if text.begins(word, with: "Source") {
                source = word.lowerBound..<range.upperBound
                break
            }
            if !isValue, hasValues, let begin = start {
                rows.append(WikiTable.Row(span: begin..<end, cells: [begin..<end]))
                start = nil
                hasValues = false
            }
            if start == nil { start = word.lowerBound }
            if isValue { hasValues = true }
            end = word.upperBound
        }
        if let begin = start, hasValues { rows.append(WikiTable.Row(span: begin..<end, cells: [begin..<end])) }
        return rows
    }

    // MARK: A cell a line

    private func cellLines(at line: Int, _ title: Range<Int>) -> WikiTable? {
        var heads: [(WikiHead.Word, Range<Int>)] = []
        var next = line + 1
        while next < text.lines.count, heads.count < Self.columnLimit {
            let cell = text.trimmed(text.lines[next])
            guard let word = WikiHead.cell(text, cell) else { break }
            if text.equals(cell, "Total"), heads.count >= 2 { break }
            heads.append((word, cell))
            next += 1
        }
        guard heads.count >= 2, let model = WikiHead.model(heads, []) else { return nil }
        var table = WikiTable(
            style: .cellLines, model: model, title: title, heads: heads.map(\.1), rows: [], lines: line..<next,
            source: nil)
        var current: WikiTable.Row?
        while next < text.lines.count {
            let cell = text.trimmed(text.lines[next])
            if isSource(cell) {
                table.source = cell
                next += 1
                break
            }
            let isValue = !cell.isEmpty && RowCutter.cell(text, cell) != nil
            if isValue {
                guard let row = current, row.cells.count <= 2 * Self.columnLimit else { break }
                current = WikiTable.Row(span: row.span.lowerBound..<cell.upperBound, cells: row.cells + [cell])
            } else {
                // A row without values ends the table; so does anything like a sentence.
                if let row = current, row.cells.count == 1 { break }
                guard !cell.isEmpty, cell.count < 120, text.bytes[cell].last != 46 else { break }
                if let row = current { table.rows.append(row) }
                current = WikiTable.Row(span: cell, cells: [cell])
            }
            next += 1
        }
        if let row = current {
            if row.cells.count > 1 { table.rows.append(row) } else { next -= 1 }
        }
        table.lines = line..<max(next, line + 1)
        return table.rows.isEmpty ? nil : table
    }
}
