import ElectionModel

/// What tells a Wikipedia article about an election from other pages, and where its sections are.
enum WikipediaMarks {
    /// "2004 … election", "… election, 2004".
    static func isTitle(_ text: PageText, _ line: Range<Int>) -> Bool {
        guard line.count < 160, text.contains("election", in: line) || text.contains("referendum", in: line) else {
            return false
        }
        guard !text.bytes[line].contains(124), text.bytes[line].last != 46 else { return false }
        return Tokens.read(text, line).contains { DateReader.year($0) != nil }
    }

    static func isArticle(_ text: PageText) -> Bool {
        let first = text.lines.lazy.map { text.trimmed($0) }.filter { !$0.isEmpty }.prefix(12)
        let hasTitle = first.contains { isTitle(text, $0) }
        let hasLede = ["election was held", "elections were held", "referendum was held"].contains {
            text.contains($0, in: text.all)
        }
        let hasTable = ["Registered voters", "Invalid/blank", "+/–", "+/-", "Valid votes", "votes1="].contains {
            text.contains($0, in: text.all)
        }
        let hasHead =
            text.contains("Votes", in: text.all) && text.contains("Seats", in: text.all)
            || text.contains("Votes", in: text.all) && text.contains("Candidate", in: text.all)
        return (hasTitle || hasLede) && (hasTable || hasHead) || hasTitle && hasLede
    }

    private static let headings: Set<String> = [
        "background", "results", "references", "electoral system", "campaign", "aftermath", "see also",
        "external links",
        "opinion polls", "contents", "notes", "conduct", "history", "candidates", "parties", "by constituency",
        "by state",
        "by region", "government formation", "sources", "further reading", "contesting parties", "overview", "system",
        "list of elected members", "constituency results", "navigation menu",
    ]

    /// A section's title: a short line of known words, marks of editing aside.
    static func heading(_ text: PageText, _ line: Range<Int>) -> String? {
        guard line.count < 60, !text.bytes[line].contains(124) else { return nil }
        var inner = text.trimmed(line, of: "#=")
        for mark in ["[edit]", "[ edit ]", "[ edit]", "[edit source]", "[ tweak]", "edit"]
        where text.ends(inner, with: mark) {
            if inner.count > mark.utf8.count {
                inner = text.trimmed(inner.lowerBound..<inner.upperBound - mark.utf8.count)
            }
        }
        for mark in ["[edit]", "edit "] where text.begins(inner, with: mark) {
            if inner.count > mark.utf8.count {
                inner = text.trimmed(inner.lowerBound + mark.utf8.count..<inner.upperBound)
            }
        }
        let name = text[inner].lowercased()
        return headings.contains(name) ? name : nil
    }

    /// Prose about another election: an election is held, and every year in the sentence is another.
    static func isElsewhere(_ text: PageText, _ line: Range<Int>, year: Int) -> Bool {
        let tokens = Tokens.read(text, line)
        let words = Set(tokens.map(\.lower))
        guard words.contains("held"),
            words.contains("election") || words.contains("elections") || words.contains("referendum")
        else { return false }
        let years = tokens.compactMap(DateReader.year)
        return !years.isEmpty && years.allSatisfy { $0 != year } && words.isDisjoint(with: ["last", "previous"])
    }

    /// "name: words" of a chat.
    static func isChat(_ text: PageText, _ line: Range<Int>) -> Bool {
        guard let colon = text.bytes[line].firstIndex(of: 58), colon - line.lowerBound <= 24 else { return false }
        let name = line.lowerBound..<colon
        return !name.isEmpty && text.words(name).count == 1
            && text.bytes[name].first.map { $0 >= 97 && $0 <= 122 } == true
    }
}

/// Country, body, kind and days of the election of an article.
struct WikipediaFrame {
    var title: Range<Int>?
    var country: Range<Int>?
    var body: Range<Int>?
    var contest = ElectionKey.Contest.other
    var days: [(date: CalendarDate, span: Range<Int>)] = []
    var year: Int?

    init(_ text: PageText, lede: [Range<Int>], infobox: [Range<Int>]) {
        for line in lede where title == nil {
            if WikipediaMarks.isTitle(text, line), !text.contains("held", in: line) { title = line }
        }
        if let title { year = Tokens.read(text, title).lazy.compactMap(DateReader.year).first }
        for line in lede where line != title {
            guard let held = text.find("held in ", in: line) else {
                readDays(text, line)
                continue
            }
            if country == nil { country = Self.place(text, held.upperBound..<line.upperBound) }
            readDays(text, line)
        }
        let subject = title ?? lede.first ?? 0..<0
        contest = WatchFrame.contest(text, subject)
        if contest == .other, let lede = lede.first(where: { text.contains("held", in: $0) }) {
            contest = WatchFrame.contest(
                text, lede.lowerBound..<(text.find("held", in: lede)?.upperBound ?? lede.upperBound))
        }
        if contest == .other, text.contains("election", in: subject) { contest = .parliamentary }
        if year == nil { year = days.first?.date.year }
        if country == nil, let title { country = Self.adjective(text, title) }
        for line in infobox + lede where body == nil { body = Self.body(text, line) }
    }

    private mutating func readDays(_ text: PageText, _ line: Range<Int>) {
        guard days.isEmpty else { return }
        for sentence in Sentences.read(text, line) {
            guard days.isEmpty, let held = text.find("held", in: sentence), !text.contains("previous", in: sentence)
            else { continue }
            let found = DateReader.all(in: held.upperBound..<sentence.upperBound, of: text)
            days = found.filter { item in year.map { abs($0 - item.date.year) <= 1 } ?? true }
        }
    }

    /// "held in the Country on …": the capitalised words, with small ones inside.
    private static func place(_ text: PageText, _ range: Range<Int>) -> Range<Int>? {
        let tokens = Tokens.read(text, text.head(range, 200))
        var start = 0
        if tokens.first?.lower == "the" { start = 1 }
        var end = start
        while end < tokens.count,
            tokens[end].isCapital && DateReader.month(tokens[end]) == nil
                || ["and", "of", "the"].contains(tokens[end].lower) && end > start && end + 1 < tokens.count
                    && (tokens[end + 1].isCapital && DateReader.month(tokens[end + 1]) == nil
                        || tokens[end + 1].lower == "the")
        { end += 1 }
        guard end > start else { return nil }
        return tokens[start].range.lowerBound..<tokens[end - 1].range.upperBound
    }

    /// The title without year and kind, where no sentence names the country.
    private static func adjective(_ text: PageText, _ title: Range<Int>) -> Range<Int>? {
        let tokens = Tokens.read(text, title)
        let kinds: Set<String> = [
            "general", "legislative", "parliamentary", "presidential", "election", "elections", "referendum", "senate",
            "local",
            "federal", "constitutional", "municipal", "assembly",
        ]
        var start: Int?
        var end = 0
        for (index, token) in tokens.enumerated() {
            if token.isCapital {
                if start == nil { start = index }
                end = index + 1
            } else if kinds.contains(token.lower), start != nil {
                break
            }
        }
        return start.map { tokens[$0].range.lowerBound..<tokens[end - 1].range.upperBound }
    }

    private static func body(_ text: PageText, _ line: Range<Int>) -> Range<Int>? {
        for words in ["seats in the ", "seats to the ", "majority in the ", "members of the "] {
            guard let found = text.find(words, in: line) else { continue }
            let tokens = Tokens.read(text, text.head(found.upperBound..<line.upperBound, 120))
            var end = 0
            while end < tokens.count,
                tokens[end].isCapital
                    || ["of", "the"].contains(tokens[end].lower) && end > 0 && end + 1 < tokens.count
                        && (tokens[end + 1].isCapital || tokens[end + 1].lower == "the")
            { end += 1 }
            if end > 0 { return tokens[0].range.lowerBound..<tokens[end - 1].range.upperBound }
        }
        return nil
    }
}
