/// Words as they sound, whatever script and transliteration they are written in: `Ақ жол`, `Ак Жол`, `Aq Jol` and `Ak Zhol`
/// give `ak jol`; `Туякбай`, `Тұяқбай` and `Tuyakbai` give `tuiakbai`.
///
/// The key is made for comparison alone and is never shown. It loses what transliterations differ in: length and softness
/// of consonants, the letters y, i and j as semivowels, k and q, doubled letters, accents.
package enum SoundKey {
    /// The words of a text, in order. A possessive `'s` is dropped; everything but letters and digits parts words.
    package static func words(of text: String) -> [String] {
        let apostrophes: Set<Unicode.Scalar> = ["'", "\u{2019}", "\u{02BC}", "`"]
        var words: [String] = []
        var word = ""
        func end() {
            // People's -> people; an apostrophe within a name, as in Vanua'aku, parts nothing.
            if word.hasSuffix("'s") { word.removeLast(2) }
            word.removeAll { $0 == "'" }
            if !word.isEmpty { words.append(sound(of: word)) }
            word = ""
        }
        for scalar in text.lowercased().unicodeScalars {
            if let letters = latin[scalar] {
                word += letters
            } else if apostrophes.contains(scalar) {
                if !word.isEmpty { word.append("'") }
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                word.unicodeScalars.append(scalar)
            } else if scalar.properties.canonicalCombiningClass == .notReordered {
                // A combining accent belongs to the letter before it and is dropped; anything else ends the word.
                end()
            }
        }
        end()
        return words.filter { !$0.isEmpty }
    }

    /// A text in small Latin letters, word by word, spelled as it is: for names that people read.
    package static func plain(_ text: String) -> String {
        var words: [String] = []
        var word = ""
        for scalar in text.lowercased().unicodeScalars {
            if let letters = latin[scalar] {
                word += letters
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                word.unicodeScalars.append(scalar)
            } else if !["'", "\u{2019}"].contains(scalar), scalar.properties.canonicalCombiningClass == .notReordered {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        return words.joined(separator: " ")
    }

    /// All words as one text.
    package static func text(of text: String) -> String { words(of: text).joined(separator: " ") }

    /// Rewrites one lower-case Latin word.
    private static func sound(of word: String) -> String {
        var letters = Array(word)
        for (spelling, sound) in spellings { replace(&letters, Array(spelling), by: Array(sound)) }
        // `ye` sounds like `e` at the beginning and after a vowel: Yermegiyayev, Nazarbayeva.
        var result: [Character] = []
        for (index, letter) in letters.enumerated() {
            let next = index + 1 < letters.count ? letters[index + 1] : nil
            if letter == "y", next == "e", result.last.map({ vowels.contains($0) }) ?? true { continue }
            let written: Character = letter == "y" ? "i" : letter
            if result.last != written || written.isNumber { result.append(written) }
        }
        return String(result)
    }

    private static let vowels: Set<Character> = ["a", "e", "i", "o", "u", "y"]

    /// Spellings of one sound in transliterations, longer ones first.
    private static let spellings: [(String, String)] = [
        ("shch", "sh"), ("dzh", "j"), ("tsch", "ch"), ("tch", "ch"), ("dj", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"),
        ("ph", "f"), ("ts", "c"), ("tz", "c"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("w", "v"),
    ]

    private static func replace(_ letters: inout [Character], _ pattern: [Character], by sound: [Character]) {
        guard letters.count >= pattern.count else { return }
        var index = 0
        while index + pattern.count <= letters.count {
            if letters[index..<(index + pattern.count)].elementsEqual(pattern) {
                letters.replaceSubrange(index..<(index + pattern.count), with: sound)
                index += sound.count
            } else {
                index += 1
            }
        }
    }

    /// Letters of other alphabets and with accents, in lower case.
    private static let latin: [Unicode.Scalar: String] = {
        var table: [Unicode.Scalar: String] = [:]
        for (letters, sound) in [
            ("аәàáâãäåāăąа", "a"), ("б", "b"), ("в", "v"), ("гғґğģĝ", "g"), ("дďđð", "d"), ("еэёєèéêëēėęěə", "e"),
            ("ж", "zh"), ("зźżž", "z"), ("ийыіìíîïīįıỳýÿ", "i"), ("ї", "i"), ("кқķ", "k"), ("лłľļĺ", "l"), ("м", "m"),
            ("нңñńňņ", "n"), ("оөòóôõöøōő", "o"), ("п", "p"), ("рŕř", "r"), ("сśšşșŝ", "s"), ("тţťț", "t"),
            ("уұүўùúûüūůűų", "u"), ("ф", "f"), ("хһĥħ", "h"), ("ц", "c"), ("чćčĉç", "ch"), ("шщ", "sh"), ("ъь", ""),
            ("ю", "yu"), ("я", "ya"), ("æ", "ae"), ("œ", "oe"), ("ß", "ss"), ("þ", "th"),
        ] {
            for scalar in letters.unicodeScalars { table[scalar] = sound }
        }
        return table
    }()

    /// How many letters must be put in, left out, replaced or exchanged with their neighbour to make one word of the other;
    /// nil where it is more than `most`.
    package static func distance(_ first: String, _ second: String, most: Int) -> Int? {
        let (a, b) = (Array(first.unicodeScalars), Array(second.unicodeScalars))
        guard abs(a.count - b.count) <= most else { return nil }
        var rows = [Array(0...b.count)]
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var least = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, rows[i - 1][j - 1] + 1) }
                row.append(least)
            }
            if row.min() ?? 0 > most { return nil }
            rows.append(row)
        }
        let result = rows[a.count][b.count]
        return result <= most ? result : nil
    }
}
