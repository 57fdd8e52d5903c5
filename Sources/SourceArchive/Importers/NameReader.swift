/// Names of parties and people as they stand in lists and tables: marks and notes go, quotation marks stay inside.
enum NameReader {
    struct Name {
        /// Without marks, reference numbers and notes in brackets.
        var span: Range<Int>
        /// The contents of the brackets after the name, in order.
        var notes: [Range<Int>]
    }

    static func read(_ text: PageText, _ range: Range<Int>) -> Name {
        var inner = clean(text, range)
        var notes: [Range<Int>] = []
        while notes.count < 8, let note = lastBracket(text, inner) {
            let rest = clean(text, inner.lowerBound..<note.outer.lowerBound)
            if rest.isEmpty { break }
            notes.insert(note.inner, at: 0)
            inner = rest
        }
        // "Name (ACR)/ foreign name (ACR)" keeps the first name.
        return Name(span: unquoted(text, inner), notes: notes)
    }

    /// Trimmed, without `*`, `†`, `[1]` and a trailing colon.
    static func clean(_ text: PageText, _ range: Range<Int>) -> Range<Int> {
        var inner = text.trimmed(range, of: "*|:;,")
        while text.bytes[inner].last == 93 {
            var index = inner.upperBound - 2
            while index > inner.lowerBound, inner.upperBound - index < 8, text.bytes[index] != 91 { index -= 1 }
            guard index >= inner.lowerBound, text.bytes[index] == 91, index > inner.lowerBound else { break }
            inner = text.trimmed(inner.lowerBound..<index, of: "*|:;,")
        }
        return inner
    }

    private static func lastBracket(
        _ text: PageText, _ range: Range<Int>
    ) -> (outer: Range<Int>, inner: Range<Int>)? {
        guard text.bytes[range].last == 41 else { return nil }
        var depth = 0
        var index = range.upperBound - 1
        while index >= range.lowerBound, range.upperBound - index < 400 {
            if text.bytes[index] == 41 { depth += 1 }
            if text.bytes[index] == 40 {
                depth -= 1
                if depth == 0 {
                    return (index..<range.upperBound, text.trimmed(index + 1..<range.upperBound - 1))
                }
            }
            index -= 1
        }
        return nil
    }

    /// Without quotation marks that hold the whole name.
    private static func unquoted(_ text: PageText, _ range: Range<Int>) -> Range<Int> {
        let pairs: [(String, String)] = [("“", "”"), ("\"", "\""), ("«", "»"), ("„", "“")]
        for (open, close) in pairs where text.begins(range, with: open) && text.ends(range, with: close) {
            let inner =
                range.lowerBound
                + open.utf8.count..<max(
                    range.lowerBound + open.utf8.count, range.upperBound - close.utf8.count)
            if !text.contains(open, in: inner), !text.contains(close, in: inner), !inner.isEmpty {
                return text.trimmed(inner)
            }
        }
        return range
    }

    /// What a row's label says that it is. General words of the field only, in the languages of the formats.
    static func kind(of name: String) -> Participant.Kind {
        let lower = name.lowercased()
        let words = lower.split { !$0.isLetter && $0 != "-" }.map(String.init)
        guard let first = words.first, let last = words.last else { return .party }
        if lower == "yes" || lower == "no" || lower == "for" || lower == "against" { return .answer }
        if lower.hasPrefix("against all") || lower.hasPrefix("none of the above") { return .againstAll }
        if ["independents", "independent", "non-partisans", "non-partisan", "nonpartisans", "indépendants", "sans"]
            .contains(first), words.count <= 3,
            words.count == 1 || ["candidates", "candidate", "members", "parti", "politicians"].contains(last)
        {
            return .independents
        }
        if words.count <= 3, ["others", "other", "autres"].contains(first) { return .others }
        if words.count <= 3, first == "appointed" || last == "appointed" || lower.hasPrefix("members appointed") {
            return .appointed
        }
        if ["vacant", "vacancies", "undeclared", "vacants"].contains(first), words.count <= 2 { return .vacant }
        if words.contains("bloc") || words.contains("coalition") || words.contains("alliance")
            || words.contains("block")
        {
            return .bloc
        }
        return .party
    }

    static func participant(_ text: PageText, _ name: Name) -> Participant {
        var printed = text[name.span]
        // A name may be broken over two lines.
        if text.bytes[name.span].contains(where: { $0 == 10 || $0 == 13 }) {
            printed = printed.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        return Participant(kind(of: printed), printed)
    }
}
