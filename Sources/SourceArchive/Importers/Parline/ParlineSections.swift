/// A PARLINE page cut at its labels.
struct ParlineSection {
    var label: ParlineLabel
    var labelSpan: Range<Int>
    /// Counted from 1 where the label names a round.
    var round: Int?
    /// What stands after the label on its line, and the lines below up to the next label; not trimmed of pipes.
    var lines: [Range<Int>]
}

enum ParlineSections {
    /// - Returns: the lines before the first label, and the sections in order.
    static func read(_ text: PageText) -> (head: [Range<Int>], sections: [ParlineSection]) {
        var head: [Range<Int>] = []
        var sections: [ParlineSection] = []
        for line in text.lines {
            let inner = text.trimmed(line, of: "|")
            if inner.isEmpty {
                if !sections.isEmpty { sections[sections.count - 1].lines.append(line) }
                continue
            }
            if var section = label(text, inner, under: sections.last?.label) {
                let rest = text.trimmed(
                    section.labelSpan.upperBound..<max(section.labelSpan.upperBound, inner.upperBound), of: ":|")
                if !rest.isEmpty { section.lines = [rest] }
                sections.append(section)
            } else if sections.isEmpty {
                head.append(inner)
            } else {
                sections[sections.count - 1].lines.append(inner)
            }
        }
        return (head, sections)
    }

    private static func label(
        _ text: PageText, _ line: Range<Int>, under current: ParlineLabel?
    ) -> ParlineSection? {
        var rest = line
        var round: Int?
        if let (number, end) = roundHead(text, line) {
            round = number
            rest = text.trimmed(end..<line.upperBound, of: ":")
            if rest.isEmpty || !(["Distribution", "Répartition"].contains { text.begins(rest, with: $0) }) {
                return ParlineSection(label: .round, labelSpan: line.lowerBound..<end, round: round, lines: [])
            }
        }
        guard let (label, span) = ParlineLabel.read(text, rest) else { return nil }
        if let current, current.holdsRows, label.isFigure, hasNoColon(text, after: span, in: line),
            label != .source, label != .comments
        {
            // A row whose name begins as a label does; in the round's own lines these labels come first.
            guard current == .age || current == .profession || current == .seats || current == .votes else {
                return nil
            }
            if label == .men || label == .women { return nil }
        }
        return ParlineSection(label: label, labelSpan: line.lowerBound..<span.upperBound, round: round, lines: [])
    }

    private static func hasNoColon(_ text: PageText, after span: Range<Int>, in line: Range<Int>) -> Bool {
        span.upperBound >= line.upperBound || text.bytes[span.upperBound] != 58
    }

    /// "Round no 2" with its number.
    private static func roundHead(_ text: PageText, _ line: Range<Int>) -> (number: Int, end: Int)? {
        for words in ["Round no ", "Round no. ", "Tour no ", "Tour de vote no "] where text.begins(line, with: words) {
            let start = line.lowerBound + words.utf8.count
            guard let number = NumberReader.read(text, at: start, end: line.upperBound), number.isWhole,
                (1...9).contains(number.value.digits)
            else { continue }
            return (Int(number.value.digits), number.range.upperBound)
        }
        return nil
    }
}
