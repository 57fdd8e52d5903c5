import SourceArchive

/// Where a page was found, by its name or by its own words.
struct PageAddress {
    let text: String

    /// The name where it is an address; else what stands after `Retrieved from` in the page. Nil where neither does.
    init?(_ page: SourcePage) {
        if let address = Self.address(page.name) {
            text = address
            return
        }
        let words = String(decoding: page.bytes, as: UTF8.self)
        guard let mark = words.range(of: Self.label) else { return nil }
        let rest = words[mark.upperBound...].prefix(2_000).drop { " \u{A0}\"“:".contains($0) }
        guard let address = Self.address(String(rest.prefix { !$0.isWhitespace && !"\"”<>|".contains($0) })) else {
            return nil
        }
        text = address
    }

    private static let label = "Retrieved from"

    private static func address(_ text: String) -> String? {
        let isAddress = text.hasPrefix("https://") || text.hasPrefix("http://")
        guard isAddress, text.utf8.count > 10, !text.contains(where: \.isWhitespace) else { return nil }
        return text
    }
}

extension String {
    /// The first place of a text in this one.
    fileprivate func range(of part: String) -> Range<String.Index>? {
        let (all, wanted) = (utf8, part.utf8)
        guard let first = wanted.first else { return nil }
        var start = all.startIndex
        while let found = all[start...].firstIndex(of: first) {
            if all[found...].starts(with: wanted) { return found..<all.index(found, offsetBy: wanted.count) }
            start = all.index(after: found)
        }
        return nil
    }
}
