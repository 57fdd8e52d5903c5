/// Sets blocks one below the other and goes on to the next page where one is full.
struct Flow {
    let press: Press
    let language: String
    let sheet: Sheet
    private(set) var pages: [Page] = [Page()]
    /// Where the next thing goes.
    var y: Double

    init(_ press: Press, language: String, sheet: Sheet) {
        self.press = press
        self.language = language
        self.sheet = sheet
        y = sheet.top
    }

    mutating func add(_ blocks: [Block]) throws(PressFault) {
        for block in blocks {
            switch block {
            case .text(let text, let style): add(text, style)
            case .table(let table): add(table)
            case .code(let panel): try add(panel)
            case .space(let height): y = min(y + height, sheet.bottom)
            case .pageBreak: if !isAtTop { turnPage() }
            }
        }
    }

    // MARK: Pages

    var isAtTop: Bool { y <= sheet.top }
    var room: Double { sheet.bottom - y }

    mutating func draw(_ mark: Page.Mark) { pages[pages.count - 1].marks.append(mark) }

    mutating func turnPage() {
        pages.append(Page())
        y = sheet.top
    }

    func measure(
        _ text: String, size: Double, isBold: Bool = false, _ alignment: TextStyle.Alignment = .left, width: Double
    ) -> MeasuredText {
        press.measure(
            Press.Key(
                text: text, size: size, isBold: isBold, alignment: alignment, width: max(1, width), language: language)
        )
    }

    // MARK: Texts

    private mutating func add(_ text: String, _ style: TextStyle) {
        if !isAtTop { y += style.before }
        let measured = measure(
            text, size: style.size, isBold: style.isBold, style.alignment, width: sheet.textWidth)
        // A heading does not stay alone at the foot of a page.
        let least = style.role == .paragraph ? 0 : measured.height + 4 * style.size
        if least > room, least <= sheet.textHeight, !isAtTop { turnPage() }
        place(measured, x: sheet.left, as: element(style.role))
        y += style.after
    }

    private func element(_ role: TextStyle.Role) -> Page.Element {
        switch role {
        case .title: .title
        case .heading: .heading
        case .paragraph: .paragraph
        }
    }

    /// Sets a text line by line, over as many pages as it takes.
    private mutating func place(_ text: MeasuredText, x: Double, as element: Page.Element) {
        var first = 0
        while first < text.lines.count {
            let count = text.lines(from: first, in: room)
            if count == 0, !isAtTop {
                turnPage()
                continue
            }
            let range = first..<(first + max(1, count))
            draw(.open(element))
            draw(.text(text, lines: range, x: x, y: y))
            draw(.close(element))
            y += text.height(of: range)
            first = range.upperBound
            if first < text.lines.count { turnPage() }
        }
    }

    // MARK: Codes

    private mutating func add(_ panel: CodePanel) throws(PressFault) {
        let code = try QRCode(panel.content)
        let gap = 12.0
        let width = sheet.textWidth - panel.side - gap
        let texts = panel.lines.map { line in
            (
                text: measure(
                    line.text, size: line.style.size, isBold: line.style.isBold, line.style.alignment, width: width),
                after: line.style.after
            )
        }
        let height = max(panel.side, texts.reduce(0) { $0 + $1.text.height + $1.after })
        if height > room, !isAtTop { turnPage() }
        draw(.open(.figure))
        draw(.code(code, x: sheet.left, y: y, side: panel.side))
        draw(.close(.figure))
        var below = y
        for (text, after) in texts where below + text.height <= sheet.bottom {
            draw(.open(.paragraph))
            draw(.text(text, lines: 0..<text.lines.count, x: sheet.left + panel.side + gap, y: below))
            draw(.close(.paragraph))
            below += text.height + after
        }
        y += height
    }
}

extension MeasuredText {
    /// How many lines from `first` on have room in a height.
    func lines(from first: Int, in room: Double) -> Int {
        guard first < lines.count else { return 0 }
        let limit = lines[first].top + room
        return lines[first...].prefix { $0.bottom <= limit }.count
    }

    func height(of range: Range<Int>) -> Double {
        range.isEmpty ? 0 : lines[range.upperBound - 1].bottom - lines[range.lowerBound].top
    }
}
