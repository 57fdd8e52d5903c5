/// A page whose places about the record are still open: each is one byte that stands nowhere else in a page, so that two
/// templates are equal where everything else is.
public enum PageTemplate {
    public enum Place: UInt8, Sendable, Hashable, CaseIterable {
        /// Where the page's own figures last changed.
        case position = 1
        /// Where the record ends now, with its hash.
        case head = 2
    }

    /// The bytes of the page.
    static func filled(_ template: [UInt8], position: String, head: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(template.count + 128)
        // What stands between two places is copied as a whole.
        var rest = template[...]
        while let place = rest.firstIndex(where: { $0 <= Place.head.rawValue && $0 > 0 }) {
            bytes += rest[..<place]
            bytes += (rest[place] == Place.position.rawValue ? position : head).utf8
            rest = rest[(place + 1)...]
        }
        return bytes + rest
    }

    /// The template of a page that was filled before, with the position that it prints; nil for what is no such page.
    static func opened(_ page: [UInt8]) -> (template: [UInt8], position: Int)? {
        guard let place = range(after: positionStart, in: page),
            let position = Int(String(decoding: page[place], as: UTF8.self))
        else { return nil }
        var template = Array(page[..<place.lowerBound]) + [Place.position.rawValue] + page[place.upperBound...]
        if let head = range(after: headStart, in: template) {
            template.replaceSubrange(head, with: [Place.head.rawValue])
        }
        return (template, position)
    }

    static let positionClass = "position"
    static let headClass = "head hash"
    private static let positionStart = Array("<span class=\"\(positionClass)\">".utf8)
    private static let headStart = Array("<code class=\"\(headClass)\">".utf8)

    /// What stands between the only tag of its kind and the next one.
    private static func range(after tag: [UInt8], in page: [UInt8]) -> Range<Int>? {
        let places = page.indices.dropLast(tag.count).filter {
            page[$0] == tag[0] && page[$0..<($0 + tag.count)].elementsEqual(tag)
        }
        guard let place = places.first, places.count == 1 else { return nil }
        let start = place + tag.count
        return page[start...].firstIndex(of: UInt8(ascii: "<")).map { start..<$0 }
    }

    static func showsHead(_ template: [UInt8]) -> Bool { template.contains(Place.head.rawValue) }
}
