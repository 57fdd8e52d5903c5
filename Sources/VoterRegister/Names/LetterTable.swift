/// What each letter sounds like, whatever alphabet it is taken from, in 24 letters of our own:
/// `a b c d e f g h i j k l m n o p q r s t u v x z`, where c is ц, j is ж, q is ч and x is ш.
///
/// The letters of Kazakh and Russian, of their neighbours' Cyrillic alphabets, and of the Latin spellings in use for Kazakh names
/// (passports; the alphabets of 2018 and 2021). Letters that look alike stand in a table of their own.
package enum LetterTable {
    /// Cyrillic small letters and what they sound like; `-` is no sound.
    package static let cyrillic: KeyValuePairs<Unicode.Scalar, StaticString> = [
        "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z",
        "и": "i", "й": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p",
        "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "h", "һ": "h", "ц": "c", "ч": "q",
        "ш": "x", "щ": "x", "ъ": "-", "ы": "i", "і": "i", "ь": "-", "э": "e", "ю": "iu", "я": "ia",
        "є": "e", "ї": "i", "ґ": "g", "ў": "u", "җ": "j", "ҳ": "h", "ҥ": "n", "ҷ": "q", "ѓ": "g", "ќ": "k", "ј": "j",
        "љ": "l", "њ": "n", "ћ": "q", "ђ": "j", "ѕ": "s", "џ": "j", "ӣ": "i", "ӯ": "u", "ӑ": "a", "ӗ": "e", "ҫ": "s",
        "ӳ": "u", "ѐ": "e", "ѝ": "i", "ӏ": "-", "ӧ": "o", "ӱ": "u", "ӓ": "a", "ӟ": "z", "ӝ": "j", "ӥ": "i", "ӵ": "q",
        "ҡ": "k", "ҙ": "z", "ԥ": "p", "ҩ": "o", "ԁ": "d", "ԛ": "k", "ԝ": "u",
    ]

    /// Latin small letters and what they sound like alone.
    package static let latin: KeyValuePairs<Unicode.Scalar, StaticString> = [
        "a": "a", "b": "b", "c": "k", "d": "d", "e": "e", "f": "f", "g": "g", "h": "h", "i": "i", "j": "j", "k": "k",
        "l": "l", "m": "m", "n": "n", "o": "o", "p": "p", "q": "k", "r": "r", "s": "s", "t": "t", "u": "u", "v": "v",
        "w": "u", "x": "ks", "y": "i", "z": "z",
        "á": "a", "à": "a", "â": "a", "ã": "a", "ä": "a", "å": "a", "ā": "a", "ă": "a", "ą": "a", "æ": "e", "ç": "q",
        "ć": "q", "č": "q", "ď": "d", "đ": "d", "ð": "d", "é": "e", "è": "e", "ê": "e", "ë": "e", "ē": "e", "ė": "e",
        "ę": "e", "ě": "e", "ǵ": "g", "ğ": "g", "ģ": "g", "ĝ": "g", "í": "i", "ì": "i", "î": "i", "ï": "i", "ī": "i",
        "į": "i", "ı": "i", "ķ": "k", "ł": "l", "ļ": "l", "ĺ": "l", "ľ": "l", "ñ": "n", "ń": "n", "ň": "n", "ņ": "n",
        "ŋ": "n", "ó": "o", "ò": "o", "ô": "o", "õ": "o", "ö": "o", "ø": "o", "ō": "o", "ő": "o", "œ": "o", "ř": "r",
        "ŕ": "r", "ŗ": "r", "ś": "s", "š": "x", "ş": "x", "ș": "x", "ß": "s", "ť": "t", "ţ": "t", "ț": "t", "þ": "t",
        "ú": "u", "ù": "u", "û": "u", "ü": "u", "ū": "u", "ů": "u", "ű": "u", "ų": "u", "ý": "u", "ÿ": "i", "ź": "z",
        "ż": "z", "ž": "j", "ə": "a",
    ]

    /// Latin letters that are written together for one sound, the longest first.
    package static let latinGroups: KeyValuePairs<String, StaticString> = [
        "shch": "x", "sch": "x", "zh": "j", "kh": "h", "sh": "x", "ch": "q", "gh": "g", "ph": "f",
    ]

    /// A Latin letter beside the Cyrillic one that looks like it. Capital and small letters have their own: `H` looks like Н,
    /// `h` like һ.
    package static let lookAlikes: KeyValuePairs<Unicode.Scalar, Unicode.Scalar> = [
        "A": "А", "B": "В", "C": "С", "E": "Е", "H": "Н", "I": "І", "J": "Ј", "K": "К", "M": "М", "O": "О", "P": "Р",
        "S": "Ѕ", "T": "Т", "X": "Х", "Y": "У", "Q": "Ԛ", "W": "Ԝ", "Ə": "Ә", "Ä": "Ӓ", "Ö": "Ӧ", "Ë": "Ё", "Ï": "Ї",
        "a": "а", "b": "в", "c": "с", "e": "е", "h": "һ", "i": "і", "j": "ј", "k": "к", "m": "м", "o": "о", "p": "р",
        "s": "ѕ", "t": "т", "x": "х", "y": "у", "d": "ԁ", "q": "ԛ", "w": "ԝ", "ə": "ә", "ä": "ӓ", "ö": "ӧ", "ë": "ё",
        "ï": "ї",
    ]

    /// Two sounds that one spelling writes as one: the second follows the first.
    static let joined: KeyValuePairs<StaticString, StaticString> = [
        "dj": "j", "ts": "c", "tq": "q", "io": "e", "ie": "e", "ou": "u",
    ]

    /// Letters beyond this are none of ours.
    static let limit: UInt32 = 0x530
}

/// Tables as the folding uses them, made once from `LetterTable`.
final class FoldingTables: Sendable {
    /// A letter of one alphabet: up to two sounds, whether it is only of this alphabet, or none.
    struct Letter: Sendable {
        var first: UInt8 = 0
        var second: UInt8 = 0
        var isKnown = false
    }

    /// By scalar: sounds in their own alphabet, in small letters.
    let cyrillic: [Letter]
    let latin: [Letter]
    /// By scalar: the letter that looks like it in the other alphabet, 0 for none.
    let twin: [UInt16]
    /// By scalar: the small letter.
    let small: [UInt16]
    /// By two sounds: what they become, 0 for what they are.
    let joined: [UInt8]
    let groups: [(letters: [UInt16], sound: UInt8)]
    /// By scalar: whether a group begins with it.
    let beginsGroup: [Bool]

    static let shared = FoldingTables()

    private init() {
        let size = Int(LetterTable.limit)
        var small = (0..<size).map { value -> UInt16 in
            let lower = Unicode.Scalar(UInt32(value))?.properties.lowercaseMapping.unicodeScalars
            // A few capitals have their small letter far away; none of them is in the tables.
            guard lower?.count == 1, let first = lower?.first, first.value < LetterTable.limit else {
                return UInt16(value)
            }
            return UInt16(first.value)
        }
        // The small letter of the dotted capital is an i and a dot.
        small[0x130] = UInt16(UInt8(ascii: "i"))
        var twin = [UInt16](repeating: 0, count: size)
        for (left, right) in LetterTable.lookAlikes {
            twin[Int(left.value)] = UInt16(right.value)
            twin[Int(right.value)] = UInt16(left.value)
        }
        var joined = [UInt8](repeating: 0, count: 32 * 32)
        for (pair, sound) in LetterTable.joined {
            let bytes = Self.bytes(pair)
            joined[Int(bytes[0] & 31) << 5 | Int(bytes[1] & 31)] = Self.bytes(sound)[0]
        }
        (self.small, self.twin, self.joined) = (small, twin, joined)
        (cyrillic, latin) = (Self.letters(LetterTable.cyrillic), Self.letters(LetterTable.latin))
        groups = LetterTable.latinGroups.map { letters, sound in
            (letters.unicodeScalars.map { UInt16($0.value) }, Self.bytes(sound)[0])
        }
        var beginsGroup = [Bool](repeating: false, count: size)
        for group in groups { beginsGroup[Int(group.letters[0])] = true }
        self.beginsGroup = beginsGroup
    }

    private static func letters(_ table: KeyValuePairs<Unicode.Scalar, StaticString>) -> [Letter] {
        var letters = [Letter](repeating: Letter(), count: Int(LetterTable.limit))
        for (scalar, sounds) in table { letters[Int(scalar.value)] = letter(sounds) }
        return letters
    }

    private static func bytes(_ text: StaticString) -> [UInt8] { text.withUTF8Buffer { Array($0) } }

    private static func letter(_ sounds: StaticString) -> Letter {
        let bytes = bytes(sounds).filter { $0 != UInt8(ascii: "-") }
        return Letter(first: bytes.first ?? 0, second: bytes.count > 1 ? bytes[1] : 0, isKnown: true)
    }
}
