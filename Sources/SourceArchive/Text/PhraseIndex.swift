/// Where the words of a page stand, to find whether a page has some words in a row.
struct PhraseIndex {
    /// Of larger pages and of words that come again and again only a beginning is known.
    private static let sizeLimit = 1 << 20
    private static let placeLimit = 64

    private let text: PageText
    private let words: [Range<Int>]
    private var places: [String: [Int]] = [:]

    init(_ text: PageText) {
        self.text = text
        words = text.words(text.head(text.all, Self.sizeLimit)).map { Self.bare(text, $0) }
        for (place, word) in words.enumerated() where !word.isEmpty {
            let printed = text[word]
            if places[printed, default: []].count < Self.placeLimit { places[printed, default: []].append(place) }
        }
    }

    /// Whether the words stand in a row anywhere outside a part of the page.
    func has(_ phrase: ArraySlice<Range<Int>>, outside part: Range<Int>) -> Bool {
        let wanted = phrase.map { text[Self.bare(text, $0)] }
        guard let first = wanted.first, !first.isEmpty else { return false }
        return (places[first] ?? []).contains { place in
            guard place + wanted.count <= words.count, !part.contains(words[place].lowerBound) else { return false }
            return wanted.indices.allSatisfy { text.equalsExactly(words[place + $0], wanted[$0]) }
        }
    }

    /// Without the marks of a sentence around it.
    private static func bare(_ text: PageText, _ word: Range<Int>) -> Range<Int> {
        text.trimmed(word, of: ".,;:()[]\"'|")
    }
}

extension PageText {
    func equalsExactly(_ range: Range<Int>, _ text: String) -> Bool { bytes[range].elementsEqual(text.utf8) }
}
