/// A sentence with its tokens, and which of them a rule has read already.
final class ProseSentence {
    let text: PageText
    let range: Range<Int>
    let tokens: [Token]
    private(set) var used: [Bool]
    /// The quantity that begins at each token.
    private let all: [Quantity?]
    /// All words in small letters.
    private let words: Set<String>
    /// Parties, blocs and persons named, in order.
    private(set) var names: [ProseName] = []

    init(_ text: PageText, _ range: Range<Int>, known: Set<String>) {
        self.text = text
        self.range = range
        tokens = Tokens.read(text, range)
        words = Set(tokens.map(\.lower))
        used = Array(repeating: false, count: tokens.count)
        let tokens = tokens
        all = tokens.indices.map { Quantity.read(tokens, at: $0, in: text) }
        names = ProseName.all(in: tokens, of: text, known: known)
    }

    /// A phrase; one word is looked up, more are looked for.
    func has(_ phrase: String) -> Bool {
        if !phrase.utf8.contains(32), phrase.utf8.last != 42 { return words.contains(phrase) }
        return find([phrase.split(separator: " ").map(String.init)]) != nil
    }

    func has(any phrases: [[String]]) -> Bool { find(phrases) != nil }

    /// The first place of any of the phrases. A word that ends in `*` stands for all words that begin so.
    func find(_ phrases: [[String]], from start: Int = 0) -> Range<Int>? {
        // Most phrases have a first word that the sentence has not.
        let possible = phrases.filter { phrase in
            guard phrase[0].utf8.last == 42 else { return words.contains(phrase[0]) }
            let beginning = phrase[0].utf8.dropLast()
            return words.contains { $0.utf8.starts(with: beginning) }
        }
        guard start < tokens.count, !possible.isEmpty else { return nil }
        for index in start..<tokens.count {
            for phrase in possible where matches(at: index, phrase) { return index..<index + phrase.count }
        }
        return nil
    }

    func matches(at index: Int, _ phrase: [String]) -> Bool {
        guard index >= 0, index + phrase.count <= tokens.count else { return false }
        for (offset, word) in phrase.enumerated() {
            let lower = tokens[index + offset].lower
            let isOther = word.utf8.last == 42 ? !lower.utf8.starts(with: word.utf8.dropLast()) : lower != word
            if isOther { return false }
        }
        return true
    }

    func word(_ index: Int) -> String { tokens.indices.contains(index) ? tokens[index].lower : "" }

    func span(_ range: Range<Int>) -> Range<Int> {
        tokens[range.lowerBound].range.lowerBound..<tokens[range.upperBound - 1].range.upperBound
    }

    func isFree(_ range: Range<Int>) -> Bool { !range.isEmpty && range.allSatisfy { !used[$0] } }

    func use(_ range: Range<Int>) {
        for index in range { used[index] = true }
    }

    /// The quantity that begins at a token and is not read yet; none where lines of the page may have broken the number.
    func quantity(at index: Int) -> Quantity? {
        guard tokens.indices.contains(index), !used[index], let found = all[index], isFree(found.tokens),
            !found.isDoubtful
        else { return nil }
        return found
    }

    /// The quantities whose first token is not read yet, leftmost first, without dates and years.
    func quantities() -> [Quantity] {
        var result: [Quantity] = []
        var index = 0
        while index < tokens.count {
            if used[index] {
                index += 1
            } else if let date = DateReader.read(tokens, at: index) {
                index = max(index + 1, date.tokens.upperBound)
            } else if let found = quantity(at: index) {
                result.append(found)
                index = found.tokens.upperBound
            } else {
                index += 1
            }
        }
        return result
    }
}
