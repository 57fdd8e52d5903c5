import ElectionModel
import Testing

@Suite struct NumberInWordsTests {
    static let examples: [(UInt32, String, String, String)] = [
        (0, "zero", "ноль", "нөл"), (1, "one", "один", "бір"), (2, "two", "два", "екі"),
        (10, "ten", "десять", "он"), (11, "eleven", "одиннадцать", "он бір"),
        (14, "fourteen", "четырнадцать", "он төрт"),
        (20, "twenty", "двадцать", "жиырма"), (21, "twenty-one", "двадцать один", "жиырма бір"),
        (40, "forty", "сорок", "қырық"), (90, "ninety", "девяносто", "тоқсан"),
        (99, "ninety-nine", "девяносто девять", "тоқсан тоғыз"),
        (100, "one hundred", "сто", "жүз"), (101, "one hundred one", "сто один", "жүз бір"),
        (216, "two hundred sixteen", "двести шестнадцать", "екі жүз он алты"),
        (999, "nine hundred ninety-nine", "девятьсот девяносто девять", "тоғыз жүз тоқсан тоғыз"),
        (1_000, "one thousand", "одна тысяча", "бір мың"),
        (1_001, "one thousand one", "одна тысяча один", "бір мың бір"),
        (2_002, "two thousand two", "две тысячи два", "екі мың екі"),
        (
            4_695, "four thousand six hundred ninety-five", "четыре тысячи шестьсот девяносто пять",
            "төрт мың алты жүз тоқсан бес"
        ),
        (5_000, "five thousand", "пять тысяч", "бес мың"),
        (11_000, "eleven thousand", "одиннадцать тысяч", "он бір мың"),
        (12_000, "twelve thousand", "двенадцать тысяч", "он екі мың"),
        (21_021, "twenty-one thousand twenty-one", "двадцать одна тысяча двадцать один", "жиырма бір мың жиырма бір"),
        (22_000, "twenty-two thousand", "двадцать две тысячи", "жиырма екі мың"),
        (112_000, "one hundred twelve thousand", "сто двенадцать тысяч", "жүз он екі мың"),
        (1_000_000, "one million", "один миллион", "бір миллион"),
        (2_001_001, "two million one thousand one", "два миллиона одна тысяча один", "екі миллион бір мың бір"),
        (5_000_000, "five million", "пять миллионов", "бес миллион"),
        (21_000_003, "twenty-one million three", "двадцать один миллион три", "жиырма бір миллион үш"),
        (
            4_757_773, "four million seven hundred fifty-seven thousand seven hundred seventy-three",
            "четыре миллиона семьсот пятьдесят семь тысяч семьсот семьдесят три",
            "төрт миллион жеті жүз елу жеті мың жеті жүз жетпіс үш"
        ),
        (
            999_999_999, "nine hundred ninety-nine million nine hundred ninety-nine thousand nine hundred ninety-nine",
            "девятьсот девяносто девять миллионов девятьсот девяносто девять тысяч девятьсот девяносто девять",
            "тоғыз жүз тоқсан тоғыз миллион тоғыз жүз тоқсан тоғыз мың тоғыз жүз тоқсан тоғыз"
        ),
    ]

    @Test(arguments: examples)
    func numbersAreWrittenAndRead(_ number: UInt32, _ english: String, _ russian: String, _ kazakh: String) {
        for (language, text) in [(Language.english, english), (.russian, russian), (.kazakh, kazakh)] {
            #expect(NumberInWords.write(number, in: language) == text)
            #expect(NumberInWords.read(text, in: language) == number)
        }
    }

    /// Every number of a station, and numbers spread over the whole range.
    @Test(arguments: Language.allCases)
    func whatIsWrittenIsRead(language: Language) throws {
        let spread = (0..<20_000).map { (UInt32($0) &* 2_654_435_761) % 1_000_000_000 }
        for number in Array(0...20_100) + spread {
            let text = try #require(NumberInWords.write(number, in: language))
            #expect(NumberInWords.read(text, in: language) == number, "\(text)")
            if number % 7 == 0 {
                #expect(NumberInWords.read(text.uppercased().filter(\.isLetter), in: language) == number, "\(text)")
            }
        }
    }

    /// No two numbers have the same words, with or without spaces.
    @Test(arguments: Language.allCases)
    func numbersAreToldApart(language: Language) {
        let texts = (UInt32(0)...99_999).compactMap { NumberInWords.write($0, in: language) }
        #expect(Set(texts).count == 100_000)
        #expect(Set(texts.map { $0.filter(\.isLetter) }).count == 100_000)
    }

    static let otherForms: [(String, Language, UInt32)] = [
        ("One Hundred and five", .english, 105), ("two  thousand\tand  one", .english, 2_001),
        ("one million, two hundred and three thousand", .english, 1_203_000), ("Twenty one", .english, 21),
        ("тысяча двести", .russian, 1_200), ("ТЫСЯЧА", .russian, 1_000), ("один тысяча", .russian, 1_000),
        ("две тысяч", .russian, 2_000), ("стодвадцатьтри", .russian, 123), ("нуль", .russian, 0),
        ("сто двадцать одна", .russian, 121), ("Миллион", .russian, 1_000_000),
        ("бір жүз", .kazakh, 100), ("мың бір жүз", .kazakh, 1_100), ("Екі Жүз", .kazakh, 200), ("онбір", .kazakh, 11),
    ]

    @Test(arguments: otherForms)
    func otherFormsAreRead(_ text: String, _ language: Language, _ number: UInt32) {
        #expect(NumberInWords.read(text, in: language) == number)
    }

    static let noNumbers: [(String, Language)] = [
        ("", .english), (" - ", .russian), ("12", .russian), ("сто 2", .russian), ("один один", .russian),
        ("двадцать десять", .russian), ("десять два", .russian), ("два сто", .russian), ("сто двести", .russian),
        ("тысяча миллион", .russian), ("тысяча тысяч", .russian), ("ноль один", .russian), ("один ноль", .russian),
        ("сорок сорок", .russian), ("стоп", .russian), ("hundred", .english), ("thousand", .english),
        ("and one", .english), ("one and", .english), ("one and two", .english), ("ten hundred", .english),
        ("one hundred hundred", .english), ("hundred and and one", .english), ("twenty twenty", .english),
        ("eleven two", .english), ("twenty hundred", .english), ("бір бір", .kazakh), ("он он", .kazakh),
        ("мың мың", .kazakh), ("мың миллион", .kazakh), ("жүз жүз", .kazakh), ("он жүз", .kazakh), ("один", .kazakh),
    ]

    @Test(arguments: noNumbers)
    func whatIsNoNumberIsNotRead(_ text: String, _ language: Language) {
        #expect(NumberInWords.read(text, in: language) == nil)
    }

    @Test func theLanguageIsFound() throws {
        #expect(try #require(NumberInWords.read("екі жүз")).language == .kazakh)
        #expect(try #require(NumberInWords.read("двести")) == (200, .russian))
        #expect(try #require(NumberInWords.read("two hundred")) == (200, .english))
        #expect(NumberInWords.read("deux cents") == nil)
        #expect(NumberInWords.write(1_000_000_000, in: .russian) == nil)
    }
}
