/// Cuts prose into sentences.
enum Sentences {
    private static let lengthLimit = 2_000

    /// A blank line ends a sentence, a single line end does not, unless the line before it ends as a sentence does.
    static func read(_ text: PageText, _ range: Range<Int>) -> [Range<Int>] {
        var sentences: [Range<Int>] = []
        var start = range.lowerBound
        var index = range.lowerBound
        let end = range.upperBound
        func close(_ stop: Int) {
            let inner = text.trimmed(start..<stop)
            if !inner.isEmpty { sentences.append(inner) }
            start = stop
        }
        while index < end {
            // What goes on for so long is no sentence; it is cut at a space, and rules look at bounded parts.
            if index - start >= lengthLimit, text.bytes[index] <= 32 || index - start >= 2 * lengthLimit,
                text.bytes[index] < 0x80 || text.bytes[index] >= 0xC0
            {
                close(index)
            }
            switch text.bytes[index] {
            case 46, 33, 63:  // . ! ?
                if let stop = sentenceEnd(text, after: index, from: start, end: end) {
                    close(stop)
                    index = stop
                    continue
                }
            case 10:
                var next = index + 1
                while next < end, text.bytes[next] == 32 || text.bytes[next] == 13 { next += 1 }
                if next < end, text.bytes[next] == 10 { close(next) }
            default: break
            }
            index += 1
        }
        close(end)
        return sentences
    }

    /// Where a sentence whose last mark stands at `index` ends, with its closing quotes and reference marks; nil where it goes on.
    private static func sentenceEnd(_ text: PageText, after index: Int, from start: Int, end: Int) -> Int? {
        var stop = index + 1
        while stop < end {
            if text.bytes[stop] == 34 || text.bytes[stop] == 41 {
                stop += 1
            } else if text.bytes[stop] == 0xE2, stop + 2 < end, text.bytes[stop + 1] == 0x80,
                text.bytes[stop + 2] == 0x9D || text.bytes[stop + 2] == 0x99
            {
                stop += 3
            } else if let mark = referenceMark(text, at: stop, end: end) {
                stop = mark
            } else {
                break
            }
        }
        guard stop < end else { return end }
        guard text.spaceLength(at: stop, end: end) > 0 else { return nil }
        if text.bytes[stop] == 10 || text.bytes[stop] == 13 { return stop }
        if text.bytes[index] == 46, isAbbreviation(text, before: index, from: start) { return nil }
        var next = stop
        while next < end {
            let space = text.spaceLength(at: next, end: end)
            if space == 0 { break }
            next += space
        }
        guard next < end else { return end }
        let byte = text.bytes[next]
        return byte >= 97 && byte <= 122 ? nil : stop
    }

    /// The end of `[12]` at a place.
    static func referenceMark(_ text: PageText, at index: Int, end: Int) -> Int? {
        guard index < end, text.bytes[index] == 91 else { return nil }
        var stop = index + 1
        while stop < end, stop - index <= 6, PageText.isDigit(text.bytes[stop]) { stop += 1 }
        return stop > index + 1 && stop < end && text.bytes[stop] == 93 ? stop + 1 : nil
    }

    private static let abbreviations: Set<String> = [
        "mr", "ms", "mrs", "dr", "no", "st", "gen", "col", "prof", "rev", "sr", "jr", "vs", "approx", "art", "nv", "m",
        "mme",
    ]

    private static func isAbbreviation(_ text: PageText, before dot: Int, from start: Int) -> Bool {
        var first = dot
        while first > start, dot - first < 8 {
            let byte = PageText.lower(text.bytes[first - 1])
            guard byte >= 97, byte <= 122 else { break }
            first -= 1
        }
        if dot - first == 1, text.bytes[first] < 97 { return true }
        return abbreviations.contains(text[first..<dot].lowercased())
    }
}
