import ElectionModel

/// The box beside an article's lede, flattened.
enum WikiInfobox {
    private static let labels: [(text: String, measure: Measure?)] = [
        ("Leader", .leader), ("Party", nil), ("Last election", .seatsPrevious), ("Seats before", nil),
        ("Seats won", .seats), ("Seats after", nil), ("Seat change", .seatsChange), ("Popular vote", .votes),
        ("Percentage", .voteShare), ("Swing", .voteShareChange), ("Nominee", nil), ("Running mate", nil),
        ("Alliance", nil), ("Candidate", nil), ("Seats", .seats),
    ]

    /// A line of an infobox dump: `- Seats1: 39`, `Country: | Malta |`.
    static func isLine(_ text: PageText, _ line: Range<Int>) -> Bool { dumpField(text, line) != nil }

    /// "All 77 seats in the … 39 seats needed for a majority", "Turnout | 56.49%".
    static func readFrame(_ line: Range<Int>, _ collector: ClaimCollector) {
        let text = collector.text
        guard text.hasDigit(line), dumpField(text, line) == nil else { return }
        let tokens = Tokens.read(text, line)
        for (index, token) in tokens.enumerated() {
            guard let number = token.number else { continue }
            let next = index + 1 < tokens.count ? tokens[index + 1].lower : ""
            let after = index + 2 < tokens.count ? tokens[index + 2].lower : ""
            let before = index > 0 ? tokens[index - 1].lower : ""
            if next == "seats", number.isWhole {
                if after == "needed" {
                    collector.claim(
                        .majority, .whole(number.value.digits), at: number.range, rule: "wikipedia.infobox",
                        context: [line])
                } else if before == "all" || after == "in" || after == "of" {
                    collector.claim(
                        .seatsTotal, .whole(number.value.digits), at: number.range, rule: "wikipedia.infobox",
                        context: [line])
                }
            } else if text.begins(line, with: "Turnout") || text.begins(text.trimmed(line, of: "|"), with: "Turnout") {
                if index < 5, number.isPercent || !number.isWhole, before != "(" {
                    collector.claim(
                        .turnout, .decimal(number.value), at: number.range, rule: "wikipedia.infobox", context: [line])
                } else {
                    // Points of change have lost their sign.
                    collector.mark(number.range, .words)
                }
            } else if text.begins(line, with: "Registered"), number.isWhole {
                collector.claim(
                    .registered, .whole(number.value.digits), at: number.range, rule: "wikipedia.infobox",
                    context: [line])
            }
        }
    }

    /// Rows of a label and a cell for each party, below the row of the parties.
    static func readParties(_ lines: [Range<Int>], _ collector: ClaimCollector) {
        let text = collector.text
        readDump(lines, collector)
        var parties: [Range<Int>] = []
        var pending: [(measure: Measure?, label: Range<Int>, cells: [Range<Int>])] = []
        func flush() {
            for row in pending where row.cells.count == parties.count && !parties.isEmpty {
                for (party, cell) in zip(parties, row.cells) { add(row.measure, cell, party, row.label, collector) }
            }
            pending = []
            parties = []
        }
        for line in lines {
            let cells = text.split(line, at: 124).filter { !$0.isEmpty }
            guard cells.count >= 2, let label = labels.filter({ text.equals(cells[0], $0.text) }).first else {
                if cells.count >= 2,
                    text.begins(cells[0], with: "First party") || text.begins(cells[0], with: "Fourth party")
                {
                    flush()
                    collector.mark(line, .label)
                }
                continue
            }
            if label.text == "Party" || label.text == "Nominee" && parties.isEmpty {
                if !parties.isEmpty { flush() }
                parties = Array(cells.dropFirst())
                for cell in cells { collector.mark(cell, .label) }
            } else {
                pending.append((label.measure, cells[0], Array(cells.dropFirst())))
            }
        }
        flush()
    }

    private static func add(
        _ measure: Measure?, _ cell: Range<Int>, _ party: Range<Int>, _ label: Range<Int>, _ collector: ClaimCollector
    ) {
        let text = collector.text
        guard let measure else { return collector.mark(cell, .words) }
        let participant = NameReader.participant(text, NameReader.read(text, party))
        if measure == .leader {
            return collector.claim(
                .leader, .text(text[cell]), at: cell, rule: "wikipedia.infobox", participant: participant,
                context: [label, party])
        }
        guard let number = NumberReader.read(text, at: cell.lowerBound, end: cell.upperBound, [.signs]) else {
            return collector.mark(cell, .words)
        }
        // Arrows for up and down are pictures: an unsigned change is no change.
        if measure == .seatsChange || measure == .voteShareChange, !number.isSigned {
            return collector.mark(cell, .words)
        }
        let isShare = measure == .voteShare || measure == .voteShareChange
        guard isShare || number.isWhole else { return collector.mark(cell, .words) }
        collector.claim(
            measure, isShare ? .decimal(number.value) : .whole(number.value.digits), at: number.range,
            rule: "wikipedia.infobox", participant: participant, context: [label, party])
        collector.mark(number.range.upperBound..<cell.upperBound, .words)
    }

    // MARK: Dumps of fields

    private static let fields: [(text: String, measure: Measure?)] = [
        ("party", nil), ("seats", .seats), ("popular vote", .votes), ("popular_vote", .votes),
        ("percentage", .voteShare),
        ("leader", .leader), ("seat change", .seatsChange), ("last election", .seatsPrevious), ("country", nil),
        ("turnout", nil),
        ("alliance", nil), ("image", nil), ("colour", nil), ("color", nil), ("swing", nil), ("candidate", nil),
        ("nominee", nil),
        ("leader since", nil), ("leaders seat", nil), ("needed votes", nil), ("seats before", nil),
        ("seats after", nil),
        ("last election1", nil), ("election date", nil), ("type", nil), ("ongoing", nil), ("previous election", nil),
        ("previous year", nil), ("next election", nil), ("next year", nil), ("seats for election", nil),
    ]

    private static func dumpField(
        _ text: PageText, _ line: Range<Int>
    ) -> (name: String, number: Int?, measure: Measure?, value: Range<Int>, label: Range<Int>)? {
        var inner = text.trimmed(line, of: "|")
        if text.begins(inner, with: "- ") { inner = text.trimmed(inner.lowerBound + 2..<inner.upperBound) }
        guard let colon = text.bytes[inner].firstIndex(of: 58), colon - inner.lowerBound < 30 else { return nil }
        var label = text.trimmed(inner.lowerBound..<colon)
        let whole = label
        var number: Int?
        if let last = text.bytes[label].last, PageText.isDigit(last) {
            number = Int(last - 48)
            label = text.trimmed(label.lowerBound..<label.upperBound - 1)
        }
        guard let field = fields.first(where: { text.equals(label, $0.text) }) else { return nil }
        return (field.text, number, field.measure, text.trimmed(colon + 1..<inner.upperBound, of: "|"), whole)
    }

    private static func readDump(_ lines: [Range<Int>], _ collector: ClaimCollector) {
        let text = collector.text
        var names: [Int: Range<Int>] = [:]
        let read = lines.compactMap { dumpField(text, $0) }
        for item in read
        where (item.name == "party" || item.name == "candidate" || item.name == "nominee") && !item.value.isEmpty {
            if let number = item.number, names[number] == nil { names[number] = item.value }
        }
        for item in read {
            collector.mark(item.label, .label)
            if let number = item.number, let name = names[number], item.measure != nil, !item.value.isEmpty {
                add(item.measure, item.value, name, item.label, collector)
            } else if item.name == "turnout", let value = NumberReader.whole(text, item.value, []) {
                collector.claim(
                    .turnout, .decimal(value.value), at: value.range, rule: "wikipedia.infobox", context: [item.label])
            } else if item.name == "seats for election",
                let value = NumberReader.read(text, at: item.value.lowerBound, end: item.value.upperBound),
                value.isWhole
            {
                collector.claim(
                    .seatsTotal, .whole(value.value.digits), at: value.range, rule: "wikipedia.infobox",
                    context: [item.label])
            } else {
                collector.mark(item.value, .label)
            }
        }
    }
}
