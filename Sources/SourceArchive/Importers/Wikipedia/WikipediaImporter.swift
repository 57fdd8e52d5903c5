import ElectionModel

/// Reads Wikipedia articles about elections: lede, infobox, results tables however they are flattened, and the template of results in
/// wikitext.
struct WikipediaImporter {
    let text: PageText
    let collector: ClaimCollector
    let prose: ProseReader
    let frame: WikipediaFrame

    static func read(
        _ page: SourcePage, _ text: PageText, _ format: PageFormat
    ) throws(ImportRefusal) -> ImportedPage {
        let parts = WikipediaParts(text)
        let frame = WikipediaFrame(text, lede: parts.lede, infobox: parts.infobox)
        guard let year = frame.year else { throw .missing(.year, format: format) }
        guard let country = frame.country else { throw .missing(.country, format: format) }
        let election = ElectionKey(
            country: text[country], body: frame.body.map { text[$0] }, contest: frame.contest,
            pollingDates: Array(Set(frame.days.map(\.date))).sorted(), year: year)
        let collector = ClaimCollector(text, page: page.hash, election: election)
        let prose = ProseReader(collector, prefix: "wikipedia.prose")
        let importer = WikipediaImporter(text: text, collector: collector, prose: prose, frame: frame)
        importer.read(parts)
        let layout = format == .wikitext ? "C7" : parts.tables.first?.style.rawValue ?? "C0"
        return try collector.finish(format: format, layout: layout)
    }

    private func read(_ parts: WikipediaParts) {
        if let title = frame.title { collector.mark(title, .label) }
        if let country = frame.country { collector.mark(country, .label) }
        let candidates =
            parts.tables.contains(where: \.hasPartyWithoutPlace)
            ? CandidateParty(text: text, phrases: PhraseIndex(text)) : nil
        let tables = parts.tables.map { table in
            let own = table.hasPartyWithoutPlace ? candidates : nil
            return (table: table, rows: WikiRows(text: text, table: table, candidates: own).rows())
        }
        for row in tables.flatMap(\.rows) {
            guard let name = row.names.first else { continue }
            prose.known.insert(text[NameReader.read(text, name).span].lowercased())
        }
        for template in parts.templates { template.read(collector) }
        for (table, rows) in tables { read(table, rows) }
        for line in parts.infobox { WikiInfobox.readFrame(line, collector) }
        WikiInfobox.readParties(parts.infobox, collector)
        for (range, use) in parts.marked { collector.mark(range, use) }
        for range in parts.lede + parts.prose where range != frame.title { readProse(range) }
    }

    private func readProse(_ range: Range<Int>) {
        if WikipediaMarks.isElsewhere(text, range, year: collector.election.year) || WikipediaMarks.isChat(text, range)
        {
            collector.mark(range, .elsewhere)
        } else {
            prose.read(range)
        }
    }

    private func read(_ table: WikiTable, _ rows: [TableClaims.Row]) {
        collector.mark(table.title, .label)
        for head in table.heads { collector.mark(head, .label) }
        for alliance in table.rows.compactMap(\.alliance) { collector.mark(alliance, .label) }
        var claims = TableClaims(collector: collector, rule: "wikipedia.table")
        claims.isPersons = text.begins(table.title, with: "Candidate")
        for row in rows { readTurnoutInLabel(row) }
        claims.add(table.model, rows)
        guard let source = table.source else { return }
        let label = text.begins(text.trimmed(source, of: "|"), with: "Sources:") ? 8 : 7
        let inner = text.trimmed(source, of: "|")
        let names = inner.lowerBound + label..<inner.upperBound
        for name in SourceLine.names(text, names) {
            collector.claim(
                .citedSource, .text(text[name]), at: name, rule: "wikipedia.source",
                context: [inner.lowerBound..<inner.lowerBound + label])
        }
    }

    /// "Total (turnout 73.2%)".
    private func readTurnoutInLabel(_ row: TableClaims.Row) {
        guard row.solver.role != .participant, let label = row.names.first, let word = text.find("turnout", in: label),
            let digit = (word.upperBound..<label.upperBound).first(where: { PageText.isDigit(text.bytes[$0]) }),
            let number = NumberReader.read(text, at: digit, end: label.upperBound)
        else { return }
        collector.claim(
            .turnout, .decimal(number.value), at: number.range, rule: "wikipedia.table.label", context: [label])
    }
}

/// An article cut into lede, infobox, tables, prose and the rest.
struct WikipediaParts {
    var lede: [Range<Int>] = []
    var infobox: [Range<Int>] = []
    var tables: [WikiTable] = []
    var prose: [Range<Int>] = []
    var templates: [WikiTemplate] = []
    var marked: [(Range<Int>, Coverage.Use)] = []

    private enum Section { case lede, body, references }

    init(_ text: PageText) {
        var section = Section.lede
        let finder = WikiTableFinder(text: text)
        var failures = 0
        var index = 0
        while index < text.lines.count {
            let line = text.trimmed(text.lines[index])
            if line.isEmpty {
                index += 1
                continue
            }
            let isTemplate = failures < 16 && text.begins(line, with: WikiTemplate.opening)
            let template = isTemplate ? WikiTemplate.read(text, at: line.lowerBound) : nil
            // A template that never ends is looked for to the end of the page, so only a few times.
            if isTemplate, template == nil { failures += 1 }
            if let template {
                templates.append(template)
                section = .body
                while index < text.lines.count, text.lines[index].lowerBound < template.range.upperBound { index += 1 }
                continue
            }
            if let heading = WikipediaMarks.heading(text, line) {
                marked.append((line, .label))
                let isRest = [
                    "references", "external links", "see also", "notes", "further reading", "navigation menu",
                    "sources",
                ]
                .contains(heading)
                section = isRest ? .references : .body
            } else if section == .references {
                marked.append((line, .reference))
            } else if let table = finder.table(at: index) {
                tables.append(table)
                section = .body
                index = max(index + 1, table.lines.upperBound)
                continue
            } else if text.bytes[line].contains(124) || WikiInfobox.isLine(text, line) {
                infobox.append(line)
            } else if section == .lede {
                lede.append(line)
            } else {
                prose.append(line)
            }
            index += 1
        }
    }
}
