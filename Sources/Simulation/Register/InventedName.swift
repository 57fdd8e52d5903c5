import VoterRegister

/// Names that nobody bears, of syllables that all have the same build: `Бағөдімү Зешә Лугеұлы`.
///
/// A consonant and a vowel each; the consonants say which of 16 a syllable is, the vowels only where in the word it stands. So two
/// names that differ differ in how they sound, too, and what sounds the same was planted.
struct InventedName {
    private struct Letters {
        var kazakh: String
        var russian: String
        var latin: String
    }

    private static let consonants = [
        Letters(kazakh: "б", russian: "б", latin: "b"), Letters(kazakh: "в", russian: "в", latin: "v"),
        Letters(kazakh: "ғ", russian: "г", latin: "gh"), Letters(kazakh: "д", russian: "д", latin: "d"),
        Letters(kazakh: "ж", russian: "ж", latin: "zh"), Letters(kazakh: "з", russian: "з", latin: "z"),
        Letters(kazakh: "қ", russian: "к", latin: "q"), Letters(kazakh: "л", russian: "л", latin: "l"),
        Letters(kazakh: "м", russian: "м", latin: "m"), Letters(kazakh: "ң", russian: "н", latin: "n"),
        Letters(kazakh: "п", russian: "п", latin: "p"), Letters(kazakh: "р", russian: "р", latin: "r"),
        Letters(kazakh: "с", russian: "с", latin: "s"), Letters(kazakh: "т", russian: "т", latin: "t"),
        Letters(kazakh: "ф", russian: "ф", latin: "f"), Letters(kazakh: "ш", russian: "ш", latin: "sh"),
    ]

    private static let a = Letters(kazakh: "ә", russian: "а", latin: "a")
    private static let e = Letters(kazakh: "е", russian: "е", latin: "e")
    private static let i = Letters(kazakh: "і", russian: "и", latin: "i")
    private static let o = Letters(kazakh: "ө", russian: "о", latin: "o")
    private static let u = Letters(kazakh: "ү", russian: "у", latin: "u")

    /// The vowels of each word, one a syllable.
    private static let words = [[a, o, i, u], [e, a], [u, e]]
    private static let ending = Letters(kazakh: "ұлы", russian: "улы", latin: "uly")

    /// The name of a number of 32 bits: every number has another one.
    static func name(_ number: UInt32) -> VoterName {
        var rest = number
        var texts = ("", "", "")
        for (index, vowels) in words.enumerated() {
            if index > 0 { add(Letters(kazakh: " ", russian: " ", latin: " "), to: &texts) }
            for (syllable, vowel) in vowels.enumerated() {
                let consonant = consonants[Int(rest & 15)]
                rest >>= 4
                add(syllable == 0 ? capitals[consonant.kazakh] ?? consonant : consonant, to: &texts)
                add(vowel, to: &texts)
            }
        }
        add(ending, to: &texts)
        return VoterName(kazakh: texts.0, russian: texts.1, latin: texts.2)
    }

    private static func add(_ letters: Letters, to texts: inout (String, String, String)) {
        texts.0 += letters.kazakh
        texts.1 += letters.russian
        texts.2 += letters.latin
    }

    private static let capitals: [String: Letters] = Dictionary(
        uniqueKeysWithValues: consonants.map { letters in
            (
                letters.kazakh,
                Letters(
                    kazakh: letters.kazakh.uppercased(), russian: letters.russian.uppercased(),
                    latin: letters.latin.prefix(1).uppercased() + letters.latin.dropFirst())
            )
        })

    /// Another order of the numbers of 32 bits, which every seed has its own of: each is met once (C. Wellons, "Prospecting
    /// for hash functions", 2018: a permutation of multiplications by odd numbers and shifts).
    static func permuted(_ number: UInt32, _ seed: UInt32) -> UInt32 {
        var mixed = number ^ seed
        mixed ^= mixed >> 16
        mixed &*= 0x7FEB_352D
        mixed ^= mixed >> 15
        mixed &*= 0x846C_A68B
        return mixed ^ mixed >> 16
    }
}
