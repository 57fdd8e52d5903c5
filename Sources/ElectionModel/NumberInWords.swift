/// Whole numbers in words, as a protocol repeats its figures (article 43(8)): from 0 to 999,999,999, written and read in
/// three languages.
///
/// Written: Russian counts masculine things such as ballots, with `одна тысяча`, `две тысячи`, `пять тысяч`; Kazakh writes
/// `жүз` for 100 and `бір мың` for 1,000; English has no "and". Read: any case, any spaces, hyphens and commas or none at
/// all, every form of a numeral whether it agrees or not, with and without "and", "one" before a hundred or a thousand.
public enum NumberInWords {
    public static let greatest: UInt32 = 999_999_999

    /// Nil above 999,999,999.
    public static func write(_ number: UInt32, in language: Language) -> String? {
        guard number <= greatest else { return nil }
        let words = NumeralWords.of(language)
        if number == 0 { return words.zero }
        var parts: [String] = []
        for (scale, names) in [(UInt32(1_000_000), words.millions), (1_000, words.thousands)] {
            let count = number / scale % 1_000
            guard count > 0 else { continue }
            let isFeminine = language == .russian && scale == 1_000
            parts += words.group(count, isFeminine: isFeminine) + [names[form(of: count, language, names.count)]]
        }
        parts += words.group(number % 1_000, isFeminine: false)
        return parts.joined(separator: " ")
    }

    /// Which of one, two to four, five and more a noun follows.
    private static func form(of count: UInt32, _ language: Language, _ forms: Int) -> Int {
        guard language == .russian, forms == 3 else { return 0 }
        if (11...14).contains(count % 100) { return 2 }
        switch count % 10 {
        case 1: return 0
        case 2, 3, 4: return 1
        default: return 2
        }
    }

    /// Nil where the text is no number in words of that language: another word, an order that no number has, digits.
    public static func read(_ text: some StringProtocol, in language: Language) -> UInt32? {
        let vocabulary = NumeralWords.vocabulary(of: language)
        var letters: [Character] = []
        for character in text.lowercased() {
            if character.isLetter {
                letters.append(character == "ё" ? "е" : character)
            } else if !character.isWhitespace, !"-–‑,".contains(character) {
                return nil
            }
        }
        var reader = NumeralReader(language)
        var rest = letters[...]
        while !rest.isEmpty {
            // The longest word that begins here: `семь` begins `семьсот`, `and` is no end of `thousand`.
            guard let word = vocabulary.first(where: { rest.starts(with: $0.letters) }), reader.take(word.numeral)
            else { return nil }
            rest = rest.dropFirst(word.letters.count)
        }
        return reader.number
    }

    /// The language in which the text is a number, with the number; nil where there is none.
    public static func read(_ text: some StringProtocol) -> (number: UInt32, language: Language)? {
        for language in [Language.kazakh, .russian, .english] {
            if let number = read(text, in: language) { return (number, language) }
        }
        return nil
    }
}

/// What one word adds to a number.
enum Numeral: Sendable, Hashable {
    case zero
    case unit(UInt32)
    /// 10 to 19, which nothing smaller follows.
    case teen(UInt32)
    case tens(UInt32)
    /// 100 to 900 in one word.
    case hundreds(UInt32)
    /// Multiplies the unit before it.
    case hundred
    case scale(UInt32)
    case and
}

/// Puts numerals together in the only order that a number has.
struct NumeralReader {
    private let language: Language
    private var total: UInt32 = 0
    private var group: UInt32 = 0
    private var lastScale: UInt32 = .max
    private var place = Place.nothing
    private var hasHundreds = false
    private var isZero = false
    private var awaitsMore = false
    private var count = 0

    /// What of the group of three has been said.
    private enum Place: Int { case nothing, hundreds, tens, units }

    init(_ language: Language) {
        self.language = language
    }

    /// False where the numeral can't stand here.
    mutating func take(_ numeral: Numeral) -> Bool {
        if isZero { return false }
        count += 1
        let waited = awaitsMore
        awaitsMore = false
        switch numeral {
        case .zero:
            isZero = true
            return count == 1
        case .unit(let value): return add(value, .units)
        case .teen(let value): return place.rawValue <= Place.hundreds.rawValue && add(value, .units)
        case .tens(let value): return place.rawValue <= Place.hundreds.rawValue && add(value, .tens)
        case .hundreds(let value): return place == .nothing && add(value, .hundreds)
        case .hundred:
            if place == .nothing { group = 1 } else if place != .units || hasHundreds || group > 9 { return false }
            if place == .nothing, language == .english { return false }
            group *= 100
            (place, hasHundreds) = (.hundreds, true)
            return true
        case .scale(let scale):
            guard scale < lastScale, !waited else { return false }
            if place == .nothing {
                // `тысяча` and `мың` stand for one of it; English says which.
                if language == .english { return false }
                group = 1
            }
            total += group * scale
            (group, place, hasHundreds, lastScale) = (0, .nothing, false, scale)
            return true
        case .and:
            awaitsMore = true
            return !waited && (place == .hundreds || place == .nothing && total > 0)
        }
    }

    private mutating func add(_ value: UInt32, _ next: Place) -> Bool {
        guard place.rawValue < next.rawValue else { return false }
        group += value
        place = next
        return true
    }

    var number: UInt32? {
        guard count > 0, !awaitsMore else { return nil }
        return total + group
    }
}
