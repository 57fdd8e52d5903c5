// Tables: rows stay whole where a page has room for them, and go over pages line by line where none has.

extension Flow {
    mutating func add(_ table: Table) {
        let widths = table.widths(in: sheet.textWidth)
        let heads = table.heads.map { lay($0, of: table, widths, isHead: true) }
        let headHeight = heads.reduce(0) { $0 + $1.height }
        let rows = table.rows.map { lay($0, of: table, widths, isHead: false) }
        // Heads do not stay alone at the foot of a page.
        let least =
            table.staysTogether ? rows.reduce(headHeight) { $0 + $1.height } : headHeight + (rows.first?.height ?? 0)
        if least > room, !isAtTop, least <= sheet.textHeight || !table.staysTogether { turnPage() }
        begin(heads, of: table)
        for row in rows {
            if row.height > room, !isAtTop(below: headHeight) { turn(heads, of: table) }
            place(row, heads: heads, of: table)
        }
        draw(.close(.table))
    }

    private func isAtTop(below heads: Double) -> Bool { y <= sheet.top + heads + 0.01 }

    private mutating func begin(_ heads: [LaidRow], of table: Table) {
        draw(.open(.table))
        for head in heads { drawWhole(head, of: table) }
    }

    private mutating func turn(_ heads: [LaidRow], of table: Table) {
        draw(.close(.table))
        turnPage()
        begin(heads, of: table)
    }

    // MARK: Rows

    private struct LaidCell {
        var text: MeasuredText?
        var content: Table.Cell.Content
        var x: Double
        var width: Double
        var alignment: TextStyle.Alignment
    }

    private struct LaidRow {
        var cells: [LaidCell]
        var height: Double
        var isShaded: Bool
        var isHead: Bool
    }

    private func lay(_ row: Table.Row, of table: Table, _ widths: [Double], isHead: Bool) -> LaidRow {
        var cells: [LaidCell] = []
        var x = sheet.left
        var column = 0
        var height = row.leastHeight
        for cell in row.cells where column < widths.count {
            let last = min(column + cell.span, widths.count)
            let width = widths[column..<last].reduce(0, +)
            // What goes over several columns is a heading of them.
            let alignment = cell.span > 1 ? .left : table.columns[column].alignment
            var laid = LaidCell(content: cell.content, x: x, width: width, alignment: alignment)
            switch cell.content {
            case .text(let text):
                let measured = measure(
                    text, size: table.size, isBold: cell.isBold || isHead,
                    isHead && alignment == .right ? .right : alignment,
                    width: width - 2 * table.side)
                laid.text = measured
                height = max(height, measured.height + 2 * table.padding)
            case .square(let side): height = max(height, side + 2 * table.padding)
            case .line(let caption):
                let measured = measure(caption, size: table.size - 1.5, .centre, width: width - 2 * table.side)
                laid.text = measured
                height = max(height, measured.height + 2 * table.padding + 14)
            }
            cells.append(laid)
            x += width
            column = last
        }
        return LaidRow(cells: cells, height: height, isShaded: row.isShaded || isHead, isHead: isHead)
    }

    private mutating func place(_ row: LaidRow, heads: [LaidRow], of table: Table) {
        if row.height <= room {
            drawWhole(row, of: table)
            return
        }
        // No page has room for it: as many lines as there is room for, then on.
        var next = Array(repeating: 0, count: row.cells.count)
        while row.cells.indices.contains(where: { next[$0] < (row.cells[$0].text?.lines.count ?? 0) }) {
            if next.contains(where: { $0 > 0 }) { turn(heads, of: table) }
            let ranges = row.cells.indices.map { index -> Range<Int> in
                guard let text = row.cells[index].text, next[index] < text.lines.count else {
                    return next[index]..<next[index]
                }
                return next[index]..<(next[index] + max(1, text.lines(from: next[index], in: room - 2 * table.padding)))
            }
            let used = row.cells.indices.map { row.cells[$0].text?.height(of: ranges[$0]) ?? 0 }.max() ?? 0
            draw(row, lines: ranges, height: used + 2 * table.padding, of: table)
            next = ranges.map(\.upperBound)
        }
    }

    private mutating func drawWhole(_ row: LaidRow, of table: Table) {
        draw(row, lines: row.cells.map { 0..<($0.text?.lines.count ?? 0) }, height: row.height, of: table)
    }

    private mutating func draw(_ row: LaidRow, lines: [Range<Int>], height: Double, of table: Table) {
        let width = row.cells.reduce(0) { $0 + $1.width }
        if row.isShaded, table.rules == .grid {
            draw(.fill(x: sheet.left, y: y, width: width, height: height, grey: row.isHead ? 0.9 : 0.95))
        }
        draw(.open(.row))
        for (cell, range) in zip(row.cells, lines) {
            draw(.open(row.isHead ? .head : .cell))
            draw(cell, lines: range, height: height, of: table)
            draw(.close(row.isHead ? .head : .cell))
        }
        draw(.close(.row))
        y += height
    }

    private mutating func draw(_ cell: LaidCell, lines: Range<Int>, height: Double, of table: Table) {
        if table.rules == .grid {
            draw(.box(x: cell.x, y: y, width: cell.width, height: height, line: 0.5))
        }
        switch cell.content {
        case .text:
            guard let text = cell.text, !lines.isEmpty else { return }
            // One line beside many, or beside a square, stands in the middle.
            let isWhole = lines.count == text.lines.count
            let above = isWhole ? (height - text.height) / 2 : table.padding
            draw(.text(text, lines: lines, x: cell.x + table.side, y: y + above))
        case .square(let side):
            draw(
                .box(
                    x: cell.x + (cell.width - side) / 2, y: y + (height - side) / 2, width: side, height: side,
                    line: 1.2))
        case .line:
            guard let text = cell.text else { return }
            let foot = y + height - table.padding - text.height
            draw(
                .rule(
                    x: cell.x + table.side, y: foot, toX: cell.x + cell.width - table.side, toY: foot, width: 0.6)
            )
            draw(.text(text, lines: 0..<text.lines.count, x: cell.x + table.side, y: foot))
        }
    }
}

extension Table {
    /// What is left free beside a text: letters need more room from a rule beside them than from one above.
    var side: Double { max(padding, 3) }

    func widths(in whole: Double) -> [Double] {
        var rest = whole
        var parts = 0.0
        for column in columns {
            switch column.width {
            case .points(let points): rest -= points
            case .part(let part): parts += part
            }
        }
        return columns.map { column in
            switch column.width {
            case .points(let points): points
            case .part(let part): max(0, rest) * part / parts
            }
        }
    }
}
