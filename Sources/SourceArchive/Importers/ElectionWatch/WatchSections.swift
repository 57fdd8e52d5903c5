/// The sections of a CNN Election Watch or IFES ElectionGuide page.
enum WatchSection: Hashable {
    case head, stake, government, electoral, results, last, population, interest, footer, modified, gender

    private static let labels: [(text: String, section: WatchSection)] = [
        ("At stake in this election", .stake), ("At stake in this Referendum", .stake),
        ("Description of government structure", .government), ("Description of electoral structure", .electoral),
        ("Description of electoral system", .electoral), ("Results from the", .results), ("Results of the", .results),
        ("Main parties in the", .results), ("Main candidates in the", .results), ("Main candidates", .results),
        ("Election Results", .results), ("Referendum Results", .results),
        ("When was the last", .last), ("Number of seats in last election", .last), ("Last election", .last),
        ("Last presidential election", .last),
        ("Last parliamentary election", .last), ("Last legislative election", .last),
        ("Population and number of", .population), ("Is there anything unique", .interest), ("Of Interest", .interest),
        ("Gender Data", .gender), ("Election Results Modified", .modified),
        ("© ", .footer), ("Copyright", .footer), ("A Time Warner Company", .footer), ("A Turner", .footer),
        ("Back to the top", .footer), ("Skip to main content", .head), ("International Edition", .head),
    ]

    static func read(_ text: PageText, _ line: Range<Int>) -> (section: WatchSection, label: Range<Int>)? {
        let found = labels.filter { text.begins(line, with: $0.text) }.max { $0.text.utf8.count < $1.text.utf8.count }
        guard let (words, section) = found else { return nil }
        guard section != .footer, section != .head else { return (section, line) }
        // The label runs to its colon or question mark.
        var end = line.lowerBound + words.utf8.count
        while end < line.upperBound, text.bytes[end] != 58, text.bytes[end] != 63 { end += 1 }
        guard end < line.upperBound || section == .results || section == .last || section == .gender else { return nil }
        return (section, line.lowerBound..<min(line.upperBound, end + 1))
    }
}

/// A bullet with its continuation lines, or a line that stands alone.
struct WatchItem {
    var section: WatchSection
    var label: Range<Int>?
    var lines: [Range<Int>]
    /// Nil for a line that no bullet precedes.
    var bullet: Range<Int>?

    var range: Range<Int> { lines[0].lowerBound..<lines[lines.count - 1].upperBound }

    static func all(_ text: PageText) -> [WatchItem] {
        var items: [WatchItem] = []
        var section = WatchSection.head
        var label: Range<Int>?
        var isOpen = false
        for line in text.lines {
            var inner = text.trimmed(line)
            if inner.isEmpty {
                isOpen = false
                continue
            }
            if let found = WatchSection.read(text, inner) {
                section = found.section
                label = found.label
                isOpen = false
                let rest = text.trimmed(found.label.upperBound..<inner.upperBound)
                items.append(WatchItem(section: section, label: label, lines: [rest], bullet: nil))
                continue
            }
            let bullet = bullet(text, inner)
            if let bullet {
                inner = text.trimmed(bullet.upperBound..<inner.upperBound)
                items.append(WatchItem(section: section, label: label, lines: [inner], bullet: bullet))
                isOpen = true
            } else if isOpen, text.bytes[line].first == 32 || text.bytes[line].first == 9 || section != .footer {
                items[items.count - 1].lines.append(inner)
            } else {
                items.append(WatchItem(section: section, label: label, lines: [inner], bullet: nil))
                // Lines of an entry without bullets hold together up to a blank line.
                isOpen = section == .results
            }
        }
        return items
    }

    private static func bullet(_ text: PageText, _ line: Range<Int>) -> Range<Int>? {
        for mark in ["•", "·", "* ", "- "] where text.begins(line, with: mark) {
            return line.lowerBound..<line.lowerBound + mark.utf8.count
        }
        return nil
    }
}
