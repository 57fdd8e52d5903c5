import ElectionModel

/// Country, kind and days of an Election Watch page.
struct WatchFrame {
    var country: Range<Int>?
    var body: Range<Int>?
    var kind: Range<Int>?
    var contest = ElectionKey.Contest.other
    var days: [(date: CalendarDate, span: Range<Int>, round: Int?)] = []
    var year: Int?
    var layout = "G2"
    private let text: PageText
    private var labels: [Range<Int>] = []

    init(_ text: PageText, _ items: [WatchItem]) {
        self.text = text
        var isDate = false
        for item in items where item.section == .head {
            for line in item.lines where !line.isEmpty {
                if let value = value(line, after: "COUNTRY") {
                    country = value
                    isDate = false
                } else if let value = value(line, after: "ELECTION TYPE") {
                    kind = value
                    isDate = false
                } else if let value = value(line, after: "DATE") {
                    readDay(value)
                    isDate = true
                } else if isDate {
                    if !readDay(line) { isDate = false }
                } else if country == nil {
                    readHeadline(line)
                }
            }
        }
        if let kind { contest = Self.contest(text, kind) }
        readBody(items)
    }

    /// The value after a label at the line's start: `COUNTRY Republic of …`.
    private mutating func value(_ line: Range<Int>, after label: String) -> Range<Int>? {
        guard text.begins(line, with: label),
            text.bytes[line.prefix(label.utf8.count)].elementsEqual(label.utf8)
        else { return nil }
        let value = text.trimmed(line.lowerBound + label.utf8.count..<line.upperBound, of: ":|")
        labels.append(line.lowerBound..<line.lowerBound + label.utf8.count)
        return value.isEmpty ? nil : value
    }

    @discardableResult
    private mutating func readDay(_ line: Range<Int>) -> Bool {
        let found = DateReader.all(in: line, of: text)
        var round: Int?
        for (word, number) in [("First", 1), ("Second", 2), ("Third", 3)]
        where text.contains("\(word) Round", in: line) { round = number }
        for item in found { days.append((item.date, item.span, round)) }
        if found.isEmpty {
            let tokens = Tokens.read(text, line)
            if year == nil { year = tokens.lazy.compactMap(DateReader.year).first }
        }
        return !found.isEmpty
    }

    /// First generation: official name, kind and date on one line.
    private mutating func readHeadline(_ line: Range<Int>) {
        let found = DateReader.all(in: line, of: text)
        guard let first = found.first else { return }
        let before = text.trimmed(line.lowerBound..<first.span.lowerBound, of: "-,:|")
        for word in [
            "Parliamentary", "Presidential", "Predidential", "Legislative", "General", "Referendum", "Senate",
            "Assembly",
        ] {
            guard let place = lastPlace(of: word, in: before) else { continue }
            country = text.trimmed(before.lowerBound..<place.lowerBound, of: "-,:|")
            kind = place.lowerBound..<before.upperBound
            if country?.isEmpty == true { country = nil }
            layout = "G1"
            for item in found { days.append((item.date, item.span, nil)) }
            return
        }
    }

    private func lastPlace(of word: String, in range: Range<Int>) -> Range<Int>? {
        var rest = range
        var result: Range<Int>?
        while let found = text.find(word, in: rest) {
            result = found
            rest = found.upperBound..<range.upperBound
        }
        return result
    }

    static func contest(_ text: PageText, _ range: Range<Int>) -> ElectionKey.Contest {
        func has(_ word: String) -> Bool { text.contains(word, in: range) }
        if has("parliament") || has("legislat") || has("assembl") || has("senat") || has("general") {
            return .parliamentary
        }
        if has("presid") || has("predid") { return .presidential }
        if has("referend") { return .referendum }
        if has("local") || has("municipal") || has("regional") { return .local }
        return .other
    }

    private mutating func readBody(_ items: [WatchItem]) {
        for item in items where item.section == .stake && body == nil {
            for line in item.lines where body == nil {
                for words in ["seats in the ", "seats in "] where body == nil {
                    guard let found = text.find(words, in: line) else { continue }
                    var end = found.upperBound
                    while end < line.upperBound, ![58, 46, 40, 44].contains(text.bytes[end]) { end += 1 }
                    let name = text.trimmed(found.upperBound..<end)
                    if !name.isEmpty { body = name }
                }
                if body == nil, contest == .presidential, let found = text.find("president", in: line) { body = found }
            }
        }
    }

    func claim(_ collector: ClaimCollector) {
        for label in labels { collector.mark(label, .label) }
        if let country { collector.mark(country, .label) }
        if let kind {
            collector.claim(
                .electionType, .text(text[kind]), at: kind, rule: "watch.type",
                context: labels.count > 1 ? [labels[1]] : [])
        }
        let rounds = PollingDays.rounds(days.map(\.date))
        for (position, day) in days.enumerated() {
            collector.claim(
                .pollingDate, .date(day.date), at: day.span, rule: "watch.date", round: day.round ?? rounds[position])
        }
    }

    func readHead(_ item: WatchItem, _ collector: ClaimCollector) {
        for line in item.lines where !line.isEmpty { collector.mark(line, .label) }
    }
}

/// "77 seats in the Majilis", "Seats in the Senate: 30", "The office of president".
struct WatchStake {
    let importer: ElectionWatchImporter

    init(_ importer: ElectionWatchImporter) {
        self.importer = importer
    }

    func read(_ item: WatchItem) {
        let text = importer.text
        for line in item.lines where !line.isEmpty {
            let number =
                NumberReader.read(text, at: line.lowerBound, end: line.upperBound)
                ?? Labelled.split(text, line).flatMap { NumberReader.whole(text, $0.value, []) }
            if let number, number.isWhole, text.contains("seat", in: line) {
                importer.collector.claim(
                    .seatsTotal, .whole(number.value.digits), at: number.range, rule: "watch.stake",
                    context: (item.label.map { [$0] } ?? []) + [line])
                if text.hasDigit(number.range.upperBound..<line.upperBound) {
                    importer.prose.read(number.range.upperBound..<line.upperBound)
                }
            } else if text.hasDigit(line) {
                importer.prose.read(line)
            } else {
                importer.collector.claim(
                    .rule, .text(text[line]), at: line, rule: "watch.stake", detail: "at stake",
                    context: item.label.map { [$0] } ?? [])
            }
        }
    }
}
