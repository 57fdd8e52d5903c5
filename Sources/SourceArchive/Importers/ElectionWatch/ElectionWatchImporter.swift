import ElectionModel

/// Reads pages of CNN Election Watch, both generations, and of IFES ElectionGuide.
///
/// A page written before the vote has no "won in this election" and no votes: it yields claims about the election's frame and the
/// election before, and none about results.
struct ElectionWatchImporter {
    let text: PageText
    let items: [WatchItem]
    let collector: ClaimCollector
    let prose: ProseReader
    let frame: WatchFrame

    static func read(
        _ page: SourcePage, _ text: PageText, _ format: PageFormat
    ) throws(ImportRefusal) -> ImportedPage {
        let items = WatchItem.all(text)
        let frame = WatchFrame(text, items)
        guard let country = frame.country else { throw .missing(.country, format: format) }
        guard let year = frame.days.first?.date.year ?? frame.year else { throw .missing(.year, format: format) }
        let election = ElectionKey(
            country: text[country], body: frame.body.map { text[$0] }, contest: frame.contest,
            pollingDates: Array(Set(frame.days.map(\.date))).sorted(), year: year)
        let collector = ClaimCollector(text, page: page.hash, election: election)
        let prose = ProseReader(collector, prefix: "watch.prose")
        let importer = ElectionWatchImporter(
            text: text, items: items, collector: collector, prose: prose, frame: frame)
        importer.read()
        return try collector.finish(format: format, layout: frame.layout)
    }

    private func read() {
        frame.claim(collector)
        prose.known = knownNames()
        for item in items {
            if let label = item.label { collector.mark(label, .label) }
            if let bullet = item.bullet { collector.mark(bullet, .furniture) }
            guard !item.range.isEmpty else { continue }
            switch item.section {
            case .head: frame.readHead(item, collector)
            case .stake: WatchStake(self).read(item)
            case .government: readGovernment(item)
            case .electoral, .interest: prose.read(item.range)
            case .results: WatchEntry(self).read(item)
            case .last: readLast(item)
            case .population: readPopulation(item)
            case .gender: prose.read(item.range)
            case .footer, .modified: collector.mark(item.range, .furniture)
            }
        }
    }

    private func knownNames() -> Set<String> {
        var result: Set<String> = []
        for item in items where item.section == .results {
            guard let name = WatchEntry(self).name(item) else { continue }
            result.insert(text[name.span].lowercased())
            for note in name.notes { result.insert(text[note].lowercased()) }
            // A name in quotation marks within the name is what sentences use.
            if let quoted = Quoted.inner(text, name.span) { result.insert(text[quoted].lowercased()) }
        }
        return result
    }

    /// "Chief of State: President Nursultan NAZARBAYEV", "Assembly: …".
    private func readGovernment(_ item: WatchItem) {
        for line in item.lines {
            guard let (label, value) = Labelled.split(text, line) else {
                prose.read(line)
                continue
            }
            let office = text[label]
            collector.mark(label, .label)
            if ["assembly", "parliament", "legislature"].contains(office.lowercased()) || text.bytes[value].last == 46 {
                prose.read(value)
            } else {
                collector.claim(
                    .office, .text(text[value]), at: value, rule: "watch.office", detail: office, context: [label])
                if text.hasDigit(value) { collector.mark(value, .label) }
            }
        }
    }

    private func readLast(_ item: WatchItem) {
        let days = DateReader.all(in: item.range, of: text)
        let context = item.label.map { [$0] } ?? []
        if let label = item.label, text.begins(label, with: "Number of seats") {
            return readFigures(item, .seatsPrevious)
        }
        if !days.isEmpty {
            for (date, span) in days {
                collector.claim(
                    .previousElection, .date(date), .prose, at: span, rule: "watch.last",
                    context: context + [item.range])
            }
            return
        }
        let tokens = Tokens.read(text, item.range)
        var isFound = false
        for index in tokens.indices where !isFound {
            guard let period = DateReader.period(tokens, at: index) else { continue }
            let span = tokens[index].range.lowerBound..<tokens[index + period.count - 1].range.upperBound
            collector.claim(
                .previousElection, .period(year: period.year, month: period.month), .prose, at: span,
                rule: "watch.last",
                context: context)
            isFound = true
        }
        if !isFound { prose.read(item.range) }
    }

    private func readFigures(_ item: WatchItem, _ measure: Measure) {
        for line in item.lines {
            guard let number = NumberReader.whole(text, line, []), number.isWhole else {
                prose.read(line)
                continue
            }
            collector.claim(
                .seatsTotal, .whole(number.value.digits), at: number.range, rule: "watch.last", detail: "previous",
                context: item.label.map { [$0] } ?? [])
        }
    }

    private func readPopulation(_ item: WatchItem) {
        for line in item.lines {
            guard let (label, value) = Labelled.split(text, line) else {
                prose.read(line)
                continue
            }
            let measure: Measure? =
                if text.begins(label, with: "Population") {
                    .population
                } else if text.contains("registered", in: label) || text.contains("eligible", in: label) {
                    .registered
                } else {
                    nil
                }
            guard let measure else {
                prose.read(line)
                continue
            }
            WatchFigure(text, value).claim(measure, collector, rule: "watch.population", label: label)
        }
    }
}

/// "Label: value" on one line.
enum Labelled {
    static func split(_ text: PageText, _ line: Range<Int>) -> (label: Range<Int>, value: Range<Int>)? {
        guard let colon = text.bytes[line].firstIndex(of: 58), colon - line.lowerBound < 60 else { return nil }
        let value = text.trimmed(colon + 1..<line.upperBound)
        let label = text.trimmed(line.lowerBound..<colon)
        return label.isEmpty || value.isEmpty ? nil : (label, value)
    }
}

enum Quoted {
    /// The part in quotation marks.
    static func inner(_ text: PageText, _ range: Range<Int>) -> Range<Int>? {
        for (open, close) in [("“", "”"), ("\"", "\""), ("«", "»")] {
            guard let first = text.find(open, in: range),
                let last = text.find(close, in: first.upperBound..<range.upperBound)
            else { continue }
            return text.trimmed(first.upperBound..<last.lowerBound)
        }
        return nil
    }
}

/// A figure with what stands after it: "8,411,757", "15,143,704 (July 2004 estimate)", "2,300,000 (approx.)", "N/A".
struct WatchFigure {
    let text: PageText
    let range: Range<Int>

    init(_ text: PageText, _ range: Range<Int>) {
        self.text = text
        self.range = range
    }

    func claim(
        _ measure: Measure, _ collector: ClaimCollector, rule: String, label: Range<Int>, round: Int? = nil,
        participant: Participant? = nil
    ) {
        let inner = text.trimmed(range)
        if text.begins(inner, with: "N/A") || text.begins(inner, with: "[NA") || text.equals(inner, "-") {
            return collector.claim(
                measure, .none, .notApplicable, at: inner, rule: rule, round: round, participant: participant,
                context: [label])
        }
        guard let number = NumberReader.read(text, at: inner.lowerBound, end: inner.upperBound, [.spaceGroups]) else {
            let tokens = Tokens.read(text, inner)
            if let quantity = Quantity.read(tokens, at: 0, in: text), !quantity.isPercent {
                let span = inner.lowerBound..<tokens[quantity.tokens.upperBound - 1].range.upperBound
                collector.claim(
                    measure, quantity.value, quantity.state, at: span, rule: rule, round: round,
                    participant: participant,
                    context: [label])
                collector.mark(span.upperBound..<inner.upperBound, .label)
            } else if text.hasDigit(inner) {
                collector.mark(inner, .unread)
            }
            return
        }
        let rest = number.range.upperBound..<inner.upperBound
        let isApproximate = text.contains("approx", in: rest) || text.contains("est.", in: rest)
        let tokens = Tokens.read(text, inner)
        if let scaled = Quantity.read(tokens, at: 0, in: text), scaled.state == .approximate {
            let span = inner.lowerBound..<tokens[scaled.tokens.upperBound - 1].range.upperBound
            collector.claim(
                measure, scaled.value, .approximate, at: span, rule: rule, round: round, participant: participant,
                context: [label])
            return collector.mark(span.upperBound..<inner.upperBound, .label)
        }
        collector.claim(
            measure, number.isPercent || !number.isWhole ? .decimal(number.value) : .whole(number.value.digits),
            isApproximate ? .approximate : .printed, at: number.range, rule: rule, round: round,
            participant: participant,
            context: [label] + (text.trimmed(rest).isEmpty ? [] : [text.trimmed(rest)]))
    }
}
