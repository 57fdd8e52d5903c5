import ElectionModel

/// Reads pages of the IPU PARLINE archive of parliamentary elections, in all layouts met.
///
/// Source of the grammar: about thirty stored pages of 1991 to 2006; see `Documentation` for the list of layouts.
struct ParlineImporter {
    let text: PageText
    let head: [Range<Int>]
    let sections: [ParlineSection]
    let collector: ClaimCollector
    let prose: ProseReader

    static func read(_ page: SourcePage, _ text: PageText) throws(ImportRefusal) -> ImportedPage {
        let (head, sections) = ParlineSections.read(text)
        let frame = ParlineFrame(text, head, sections)
        guard let country = frame.country else { throw .missing(.country, format: .parline) }
        guard let year = frame.year else { throw .missing(.year, format: .parline) }
        let election = ElectionKey(
            country: text[country], body: frame.body.map { text[$0] }, contest: .parliamentary,
            pollingDates: frame.days.map(\.date), year: year)
        let collector = ClaimCollector(text, page: page.hash, election: election)
        let importer = ParlineImporter(
            text: text, head: head, sections: sections, collector: collector,
            prose: ProseReader(collector, prefix: "parline.prose"))
        frame.mark(collector)
        importer.readDays(frame)
        importer.readSections(frame)
        return try collector.finish(format: .parline, layout: frame.layout)
    }

    private func readDays(_ frame: ParlineFrame) {
        for (position, day) in frame.headerDays.enumerated() {
            // The pair is "from" and "to"; a single day is both.
            let detail = frame.headerDays.count == 1 ? nil : position == 0 ? "from" : position == 1 ? "to" : "day"
            collector.claim(
                .pollingDate, .date(day.date), at: day.span, rule: "parline.dates", detail: detail,
                context: frame.datesLabel.map { [$0] } ?? [])
        }
    }

    private func readSections(_ frame: ParlineFrame) {
        let tables = ParlineTables(self, rounds: frame.rounds)
        prose.known = tables.names()
        for range in frame.unlabelledProse { prose.read(range) }
        for section in sections {
            collector.mark(section.labelSpan, section.label == .furniture ? .furniture : .label)
            guard let range = range(of: section) else { continue }
            switch section.label {
            case .purpose: readPurpose(range, frame)
            case .background: readBackground(range, frame)
            case .contextTitle, .statistics, .comments: prose.read(range)
            default: break
            }
        }
        var round: Int?
        for section in sections {
            if section.label == .round { round = section.round ?? round }
            readFacts(section, round: frame.rounds > 1 ? section.round ?? round : nil, frame)
        }
        tables.read()
    }

    /// From the first of its lines to the last.
    func range(of section: ParlineSection) -> Range<Int>? {
        guard let first = section.lines.first(where: { !$0.isEmpty }),
            let last = section.lines.last(where: { !$0.isEmpty }), first.lowerBound < last.upperBound
        else { return nil }
        return first.lowerBound..<last.upperBound
    }

    private func readPurpose(_ range: Range<Int>, _ frame: ParlineFrame) {
        let sentences = Sentences.read(text, range)
        guard let first = sentences.first else { return }
        collector.claim(.purpose, .text(text[first]), .prose, at: first, rule: "parline.purpose", confidence: .medium)
        prose.read(range)
    }

    private func readBackground(_ range: Range<Int>, _ frame: ParlineFrame) { prose.read(range) }

    private func readFacts(_ section: ParlineSection, round: Int?, _ frame: ParlineFrame) {
        let context = [section.labelSpan]
        switch section.label {
        case .structure: readText(.structure, section)
        case .round: readRoundHead(section)
        case .registered: readBallots(.registered, section, round)
        case .voters: readBallots(.cast, section, round)
        case .invalid: readBallots(.invalid, section, round)
        case .valid: readBallots(.valid, section, round)
        case .men: readCount(.men, section)
        case .women: readCount(.women, section)
        case .womenShare: readCount(.womenShare, section)
        case .sex: readSexRow(section)
        case .age: readBands(.ageBand, section)
        case .profession: readBands(.profession, section)
        case .source: readSource(section)
        case .returnLink, .copyright, .furniture:
            for line in section.lines { collector.mark(line, .furniture) }
            collector.mark(section.labelSpan, .furniture)
        case .heldIn, .chamber, .parliament, .chamberName, .related:
            for line in section.lines { collector.mark(line, .label) }
        default: break
        }
        _ = context
    }

    private func readRoundHead(_ section: ParlineSection) {
        guard let line = section.lines.first(where: { !$0.isEmpty }) else { return }
        for (date, span) in DateReader.all(in: line, of: text) {
            collector.claim(
                .pollingDate, .date(date), at: span, rule: "parline.round", round: section.round,
                context: [section.labelSpan])
        }
        collector.mark(line, .label)
        for line in section.lines.dropFirst() where !line.isEmpty {
            if text.hasDigit(line) { collector.mark(line, .unread) }
        }
    }

    private func readText(_ measure: Measure, _ section: ParlineSection) {
        guard let line = section.lines.first(where: { !$0.isEmpty }) else { return }
        let value = text[line]
        if ["-", "N/A", "S/O", "(not applicable)", "(sans objet)"].contains(value) {
            collector.claim(
                measure, .none, .notApplicable, at: line, rule: "parline.\(measure.rawValue)",
                context: [section.labelSpan])
        } else {
            collector.claim(
                measure, .text(value.lowercased()), at: line, rule: "parline.\(measure.rawValue)",
                context: [section.labelSpan])
        }
    }

    /// "Number of registered electors 5 188", "Voters 128 484 (63 %)", "Voters 80%", "… 90,000 (approx.)".
    private func readBallots(_ measure: Measure, _ section: ParlineSection, _ round: Int?) {
        guard let line = section.lines.first(where: { !$0.isEmpty }) else {
            return collector.notGiven(measure, label: section.labelSpan, rule: "parline.ballots", round: round)
        }
        guard let value = ParlineValue(text, line) else {
            let printed = text[line]
            if ["-", "N/A", "S/O", "(not applicable)", "(sans objet)"].contains(printed) {
                collector.claim(
                    measure, .none, .notApplicable, at: line, rule: "parline.ballots", round: round,
                    context: [section.labelSpan])
            } else {
                prose.read(line)
            }
            return
        }
        let state: ClaimState = value.isApproximate ? .approximate : .printed
        if let count = value.count {
            collector.claim(
                measure, .whole(count.value.digits), state, at: count.range, rule: "parline.ballots", round: round,
                context: [section.labelSpan])
        }
        if let share = value.share {
            let shareMeasure: Measure? =
                switch measure {
                case .cast: .turnout
                case .invalid: .invalidShare
                case .valid: .validShare
                default: nil
                }
            if let shareMeasure {
                collector.claim(
                    shareMeasure, .decimal(share.value), state, at: share.range, rule: "parline.ballots", round: round,
                    context: [section.labelSpan])
            }
        }
        for line in section.lines.dropFirst() where !line.isEmpty { prose.read(line) }
    }

    private func readCount(_ measure: Measure, _ section: ParlineSection) {
        guard let line = section.lines.first(where: { !$0.isEmpty }) else {
            return collector.notGiven(measure, label: section.labelSpan, rule: "parline.sex")
        }
        let cells = text.split(line, at: 124).filter { !$0.isEmpty }
        guard let first = cells.first, let number = NumberReader.whole(text, first) else { return prose.read(line) }
        add(measure, number, label: section.labelSpan)
    }

    func add(_ measure: Measure, _ number: PrintedNumber, label: Range<Int>) {
        let isShare = measure == .womenShare
        collector.claim(
            measure, isShare ? .decimal(number.value) : .whole(number.value.digits), at: number.range,
            rule: "parline.sex",
            context: [label])
    }

    private func readSource(_ section: ParlineSection) {
        for line in section.lines where !line.isEmpty {
            for source in SourceLine.names(text, line) {
                collector.claim(
                    .citedSource, .text(text[source]), at: source, rule: "parline.source", context: [section.labelSpan])
            }
        }
    }

    /// "Men Women Percent of women" on one line, the figures on the next; or "Men: 69" on lines of their own, which are sections.
    private func readSexRow(_ section: ParlineSection) {
        let filled = section.lines.filter { !$0.isEmpty }
        guard let values = filled.first(where: { text.hasDigit($0) }) else { return }
        let labels = filled.first { !text.hasDigit($0) } ?? section.labelSpan
        let numbers = SexRow.numbers(text, values)
        for (measure, number) in zip([Measure.men, .women, .womenShare], numbers) {
            add(measure, number, label: labels)
        }
        collector.mark(labels, .label)
        if numbers.count < 2 { prose.read(values) }
    }

    /// "25 - 30 years 5": the last number is the count.
    private func readBands(_ measure: Measure, _ section: ParlineSection) {
        for line in section.lines where !line.isEmpty {
            let cells = text.split(line, at: 124).filter { !$0.isEmpty }
            var label = line
            var place: Range<Int>?
            if cells.count >= 2 {
                label = cells[0]
                place = cells[1]
            } else if let last = text.words(line).last, text.bytes[last].allSatisfy(PageText.isDigit),
                last.lowerBound > line.lowerBound
            {
                label = text.trimmed(line.lowerBound..<last.lowerBound, of: ":")
                place = last
            }
            guard let place, let number = NumberReader.whole(text, place), number.isWhole else {
                if text.hasDigit(line) { collector.mark(line, .unread) } else { collector.mark(line, .label) }
                continue
            }
            collector.claim(
                measure, .whole(number.value.digits), at: number.range, rule: "parline.\(measure.rawValue)",
                detail: text[label], context: [section.labelSpan, label])
        }
    }
}
