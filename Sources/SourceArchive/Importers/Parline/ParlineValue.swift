/// The value of a line of a round: a count, a percentage, or both, and whether it is approximate.
struct ParlineValue {
    var count: PrintedNumber?
    var share: PrintedNumber?
    var isApproximate = false

    init?(_ text: PageText, _ line: Range<Int>) {
        var inner = text.trimmed(line, of: "|:")
        if let mark = text.find("approx", in: inner) {
            isApproximate = true
            var start = mark.lowerBound
            while start > inner.lowerBound, text.bytes[start - 1] == 40 { start -= 1 }
            inner = text.trimmed(inner.lowerBound..<start)
        }
        guard !inner.isEmpty,
            let first = NumberReader.read(text, at: inner.lowerBound, end: inner.upperBound, [.spaceGroups])
        else { return nil }
        if first.isPercent { share = first } else { count = first }
        if count?.isWhole == false { return nil }
        let rest = text.trimmed(first.range.upperBound..<inner.upperBound, of: "()|")
        guard !rest.isEmpty else { return }
        guard let second = NumberReader.whole(text, rest, []), share == nil else { return nil }
        share = second
    }
}

/// Three figures of a row about men and women.
enum SexRow {
    static func numbers(_ text: PageText, _ line: Range<Int>) -> [PrintedNumber] {
        let cells = text.split(line, at: 124).filter { !$0.isEmpty }
        let places = cells.count > 1 ? cells : text.words(line)
        return places.compactMap { NumberReader.whole(text, $0, []) }
    }
}

/// The names after "Source:".
enum SourceLine {
    /// Cut at commas, semicolons and "and"; a run of abbreviations in capitals is cut at its spaces.
    static func names(_ text: PageText, _ range: Range<Int>) -> [Range<Int>] {
        let inner = text.trimmed(range, of: "|:.")
        var parts: [Range<Int>] = []
        for part in text.split(inner, at: 44) {
            for half in text.split(part, at: 59) where !half.isEmpty {
                let words = text.words(half)
                let areShort = words.count > 1 && words.allSatisfy { isAbbreviation(text, $0) }
                parts += areShort ? words : [half]
            }
        }
        return parts.filter { !text.hasDigit($0) || $0.count < 200 }
    }

    private static func isAbbreviation(_ text: PageText, _ word: Range<Int>) -> Bool {
        word.count <= 6 && text.bytes[word].allSatisfy { $0 >= 65 && $0 <= 90 || $0 == 47 }
    }
}
