/// The words of a language from which numbers are made.
struct NumeralWords: Sendable {
    var zero: String
    /// 1 to 9, feminine forms of one and two beside them.
    var units: [String]
    var feminine: [UInt32: String] = [:]
    /// 10 to 19; empty where ten takes a unit like other tens.
    var teens: [String] = []
    /// 10 or 20 to 90.
    var tens: [String]
    /// 100 to 900 in one word each; empty where a unit multiplies `hundred`.
    var hundreds: [String] = []
    var hundred: String?
    /// Whether 100 is `hundred` alone.
    var isHundredAlone = false
    /// After one, two to four, five and more; one form where nothing agrees.
    var thousands: [String]
    var millions: [String]
    var joiner = " "
    var and: String?

    /// The words of a number from 0 to 999; none for 0.
    func group(_ number: UInt32, isFeminine: Bool) -> [String] {
        var parts: [String] = []
        let (hundred, rest) = (number / 100, number % 100)
        if hundred > 0 {
            if let word = self.hundred {
                parts += hundred == 1 && isHundredAlone ? [word] : [units[Int(hundred) - 1], word]
            } else {
                parts.append(hundreds[Int(hundred) - 1])
            }
        }
        if !teens.isEmpty, (10...19).contains(rest) {
            parts.append(teens[Int(rest) - 10])
            return parts
        }
        let unit = rest % 10
        let unitWord = unit == 0 ? nil : (isFeminine ? feminine[unit] : nil) ?? units[Int(unit) - 1]
        guard rest >= 10 else { return parts + (unitWord.map { [$0] } ?? []) }
        let ten = tens[Int(rest / 10) - (teens.isEmpty ? 1 : 2)]
        guard let unitWord else { return parts + [ten] }
        return parts + [joiner == " " ? "\(ten) \(unitWord)" : ten + joiner + unitWord]
    }

    struct Word: Sendable {
        var letters: [Character]
        var numeral: Numeral
    }

    /// Every word of a language with what it means, the longest first.
    static func vocabulary(of language: Language) -> [Word] {
        switch language {
        case .english: englishVocabulary
        case .russian: russianVocabulary
        case .kazakh: kazakhVocabulary
        }
    }

    private static let englishVocabulary = english.vocabulary
    private static let russianVocabulary = russian.vocabulary
    private static let kazakhVocabulary = kazakh.vocabulary

    private var vocabulary: [Word] {
        func words(_ texts: [String], from first: UInt32, step: UInt32, _ make: (UInt32) -> Numeral) -> [(
            String, Numeral
        )] {
            texts.enumerated().map { ($1, make(first + UInt32($0) * step)) }
        }
        var all: [(String, Numeral)] = [(zero, .zero)]
        all += words(units, from: 1, step: 1, Numeral.unit)
        all += feminine.sorted { $0.key < $1.key }.map { ($0.value, .unit($0.key)) }
        all += words(teens, from: 10, step: 1, Numeral.teen)
        all += words(tens, from: teens.isEmpty ? 10 : 20, step: 10, Numeral.tens)
        all += words(hundreds, from: 100, step: 100, Numeral.hundreds)
        all += [hundred].compactMap(\.self).map { ($0, .hundred) }
        all += thousands.map { ($0, .scale(1_000)) } + millions.map { ($0, .scale(1_000_000)) }
        all += [and].compactMap(\.self).map { ($0, .and) } + otherForms
        return all.map { Word(letters: Array($0.0), numeral: $0.1) }.sorted { $0.letters.count > $1.letters.count }
    }

    /// Words that are read and not written.
    var otherForms: [(String, Numeral)] = []

    static func of(_ language: Language) -> NumeralWords {
        switch language {
        case .english: english
        case .russian: russian
        case .kazakh: kazakh
        }
    }

    static let english = NumeralWords(
        zero: "zero", units: ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
        teens: [
            "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
            "nineteen",
        ],
        tens: ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], hundred: "hundred",
        thousands: ["thousand"], millions: ["million"], joiner: "-", and: "and")

    static let russian = NumeralWords(
        zero: "ноль", units: ["один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"],
        feminine: [1: "одна", 2: "две"],
        teens: [
            "десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать",
            "семнадцать", "восемнадцать", "девятнадцать",
        ],
        tens: [
            "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто",
        ],
        hundreds: [
            "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот",
        ],
        thousands: ["тысяча", "тысячи", "тысяч"], millions: ["миллион", "миллиона", "миллионов"],
        otherForms: [("нуль", .zero), ("одно", .unit(1))])

    static let kazakh = NumeralWords(
        zero: "нөл", units: ["бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"],
        tens: ["он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"], hundred: "жүз",
        isHundredAlone: true, thousands: ["мың"], millions: ["миллион"], otherForms: [("ноль", .zero)])
}
