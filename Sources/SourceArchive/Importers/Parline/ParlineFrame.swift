import ElectionModel

/// What every claim of a PARLINE page needs: country, chamber, days, rounds.
struct ParlineFrame {
    var country: Range<Int>?
    var body: Range<Int>?
    var headerDays: [(date: CalendarDate, span: Range<Int>)] = []
    /// Days of the header, or of the rounds' headings where it has none; each once.
    var days: [(date: CalendarDate, span: Range<Int>)] = []
    var datesLabel: Range<Int>?
    var year: Int?
    var rounds = 1
    var layout = "A1"
    /// Prose of pages whose labels are lost.
    var unlabelledProse: [Range<Int>] = []
    private var labels: [Range<Int>] = []

    init(_ text: PageText, _ head: [Range<Int>], _ sections: [ParlineSection]) {
        readCountry(text, head, sections)
        readBody(text, sections)
        readDays(text, head, sections)
        rounds = Set(sections.compactMap(\.round)).count
        if rounds == 0 { rounds = 1 }
        if year == nil { year = days.first?.date.year }
        readYear(text, sections)
        layout = Self.layout(text, sections, hasCountryLine: !head.isEmpty)
    }

    func mark(_ collector: ClaimCollector) {
        for label in labels { collector.mark(label, .label) }
        if let country { collector.mark(country, .label) }
    }

    private mutating func readCountry(_ text: PageText, _ head: [Range<Int>], _ sections: [ParlineSection]) {
        for section in sections where country == nil {
            if section.label == .returnLink,
                let found = text.find("results for ", in: section.labelSpan)
            {
                country = text.trimmed(found.upperBound..<section.labelSpan.upperBound, of: "<")
            } else if section.label == .furniture, text.begins(section.labelSpan, with: "HOME ->"),
                let line = section.lines.first(where: { !$0.isEmpty }), let arrow = lastArrow(text, line)
            {
                let place = NameReader.read(text, arrow..<line.upperBound)
                country = place.span
                body = place.notes.last
            }
        }
        for line in head {
            let inner = text.trimmed(line)
            if country == nil, !text.hasDigit(inner), isCapitals(text, inner) { country = inner }
            labels.append(inner)
        }
        if country?.isEmpty == true { country = nil }
    }

    private func lastArrow(_ text: PageText, _ line: Range<Int>) -> Int? {
        var rest = line
        var end: Int?
        while let arrow = text.find("->", in: rest) {
            end = arrow.upperBound
            rest = arrow.upperBound..<line.upperBound
        }
        return end
    }

    private func isCapitals(_ text: PageText, _ range: Range<Int>) -> Bool {
        let printed = text[range]
        return printed == printed.uppercased() && printed.contains { $0.isLetter }
    }

    private mutating func readBody(_ text: PageText, _ sections: [ParlineSection]) {
        for section in sections where section.label == .chamber || section.label == .chamberName {
            guard let line = section.lines.first(where: { !$0.isEmpty }) else { continue }
            let first = text.split(line, at: 47)[0]
            if !first.isEmpty, !text.equals(first, "-"), !text.hasDigit(first) { body = body ?? first }
        }
        if body == nil {
            for section in sections where section.label == .parliament {
                guard let line = section.lines.first(where: { !$0.isEmpty }) else { continue }
                let first = text.split(line, at: 47)[0]
                if !first.isEmpty, !text.equals(first, "-") { body = first }
            }
        }
        guard body == nil else { return }
        for section in sections where section.label == .background || section.label == .purpose {
            guard let first = section.lines.first(where: { !$0.isEmpty }),
                let last = section.lines.last(where: { !$0.isEmpty }), first.lowerBound < last.upperBound
            else { continue }
            body = body ?? ChamberName.find(text, first.lowerBound..<last.upperBound)
        }
    }

    private mutating func readDays(_ text: PageText, _ head: [Range<Int>], _ sections: [ParlineSection]) {
        for section in sections where section.label == .dates {
            datesLabel = section.labelSpan
            for line in section.lines where !line.isEmpty {
                let found = DateReader.all(in: line, of: text)
                if found.isEmpty {
                    unlabelledProse.append(line)
                } else {
                    headerDays += found
                }
            }
        }
        if headerDays.isEmpty { readUnlabelled(text, sections) }
        days = headerDays
        if days.isEmpty {
            for section in sections where section.label == .round {
                for line in section.lines where !line.isEmpty { days += DateReader.all(in: line, of: text) }
            }
        }
        var seen: Set<CalendarDate> = []
        days = days.filter { seen.insert($0.date).inserted }.sorted { $0.date < $1.date }
    }

    /// Pages whose labels were pictures: the first line of days alone, and the prose after it.
    private mutating func readUnlabelled(_ text: PageText, _ sections: [ParlineSection]) {
        let holders: Set<ParlineLabel> = [
            .returnLink, .chamber, .heldIn, .chamberName, .related, .structure, .furniture,
        ]
        for section in sections where holders.contains(section.label) {
            // The first line of a labelled value is that value.
            let lines =
                section.label == .returnLink || section.label == .furniture
                ? section.lines[...] : section.lines.dropFirst()
            for line in lines {
                let inner = text.trimmed(line, of: "|")
                guard !inner.isEmpty else { continue }
                let found = DateReader.all(in: inner, of: text)
                let dated = found.reduce(0) { $0 + $1.span.count }
                if headerDays.isEmpty || unlabelledProse.isEmpty, !found.isEmpty, inner.count - dated <= 4 * found.count
                {
                    headerDays += found
                } else if inner.count > 40 || text.bytes[inner].last == 46 {
                    unlabelledProse.append(inner)
                }
            }
        }
    }

    private mutating func readYear(_ text: PageText, _ sections: [ParlineSection]) {
        guard year == nil else { return }
        for section in sections where section.label == .heldIn {
            guard let line = section.lines.first(where: { !$0.isEmpty }) else { continue }
            let tokens = Tokens.read(text, line)
            year = tokens.lazy.compactMap(DateReader.year).first
        }
    }

    private static func layout(_ text: PageText, _ sections: [ParlineSection], hasCountryLine: Bool) -> String {
        let hasPipes = sections.contains {
            $0.label != .returnLink && text.bytes[$0.labelSpan.upperBound...].prefix(3).contains(124)
        }
        if text.find("Structure du parlement", in: text.all) != nil { return "B3" }
        if text.find("Structure of parliament", in: text.all) != nil { return hasPipes ? "B2" : "B1" }
        if hasPipes { return "A3" }
        return hasCountryLine ? "A1" : sections.contains { $0.label == .dates } ? "seed" : "A2"
    }
}

/// The chamber's name where only a sentence gives it: "members of the Mazhilis, the lower house of Parliament".
enum ChamberName {
    static func find(_ text: PageText, _ range: Range<Int>) -> Range<Int>? {
        for words in ["lower house", "upper house", "lower chamber", "upper chamber"] {
            guard let found = text.find(words, in: range) else { continue }
            let before = Tokens.read(text, text.tail(range.lowerBound..<found.lowerBound, 120))
            var end = before.count
            while end > 0, ["the", ",", "("].contains(before[end - 1].lower) { end -= 1 }
            var start = end
            while start > 0,
                before[start - 1].isCapital
                    || ["of", "for"].contains(before[start - 1].lower) && start < end
                        && start > 1 && before[start - 2].isCapital
            { start -= 1 }
            if start < end { return before[start].range.lowerBound..<before[end - 1].range.upperBound }
        }
        return nil
    }
}
