import Testing

import VoterRegister

@Suite struct FoldingTests {
    private func folded(_ text: String, _ alphabet: NameFolding.Alphabet) -> [String] {
        NameFolding.words(text, as: alphabet).map { String(decoding: $0, as: UTF8.self) }
    }

    private func sounds(_ text: StaticString) -> String { "\(text)" == "-" ? "" : "\(text)" }

    @Test func everyLetterSoundsAsTheTableSays() {
        for (letter, sound) in LetterTable.cyrillic {
            for form in [String(letter), letter.properties.uppercaseMapping] {
                #expect(folded(form, .cyrillic).joined() == sounds(sound), "\(form)")
            }
        }
        for (letter, sound) in LetterTable.latin where letter != "ß" {
            for form in [String(letter), letter.properties.uppercaseMapping] {
                #expect(folded(form, .latin).joined() == sounds(sound), "\(form)")
            }
        }
        for (letters, sound) in LetterTable.latinGroups {
            #expect(folded(letters, .latin) == [sounds(sound)])
            #expect(folded(letters.uppercased(), .latin) == [sounds(sound)])
            #expect(folded("a\(letters)a", .latin) == ["a\(sound)a"])
        }
    }

    @Test func noLetterStandsTwice() {
        #expect(Set(LetterTable.cyrillic.map(\.key)).count == LetterTable.cyrillic.count)
        #expect(Set(LetterTable.latin.map(\.key)).count == LetterTable.latin.count)
        #expect(Set(LetterTable.lookAlikes.map(\.key)).count == LetterTable.lookAlikes.count)
        #expect(Set(LetterTable.lookAlikes.map(\.value)).count == LetterTable.lookAlikes.count)
    }

    @Test func everyLookAlikeReadsAsItsTwin() {
        for (latin, cyrillic) in LetterTable.lookAlikes {
            // ж and w-less z stand only in one alphabet and keep the word there.
            #expect(
                folded("ж\(latin)ж", .cyrillic) == folded("ж\(cyrillic)ж", .cyrillic), "\(latin) for \(cyrillic)")
            #expect(folded("z\(cyrillic)z", .latin) == folded("z\(latin)z", .latin), "\(cyrillic) for \(latin)")
            #expect(NameFolding.readings("ж\(latin)ж") == NameFolding.readings("ж\(cyrillic)ж"))
            #expect(NameFolding.readings("z\(cyrillic)z") == NameFolding.readings("z\(latin)z"))
        }
    }

    @Test func allKazakhAndRussianLettersAreKnown() {
        for letter in "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя".unicodeScalars {
            #expect(LetterTable.cyrillic.contains { $0.key == letter }, "\(letter)")
        }
        for letter in "abcdefghijklmnopqrstuvwxyzäğıñöşüū".unicodeScalars {
            #expect(LetterTable.latin.contains { $0.key == letter }, "\(letter)")
        }
    }

    @Test func everyScalarIsALetterOrSilentOrEndsAWord() {
        for value in UInt32(0)...0x3000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            for alphabet in NameFolding.Alphabet.allCases {
                let words = NameFolding.words("v\(scalar)v", as: alphabet)
                // Two words, or one of v and what stands between.
                #expect(words.count == (NameFolding.endsWord(scalar) ? 2 : 1), "\(value)")
                #expect(words.allSatisfy { $0.allSatisfy { (97...122).contains($0) } && $0.count <= 4 })
            }
        }
    }

    @Test(arguments: [
        ["Жұмабаев", "Жумабаев", "Zhumabayev", "Jumabaev", "ЖҰМАБАЕВ", "Jumabaiev"],
        ["Шәкірт", "Шакирт", "Shakirt", "Şäkırt", "Shákirt", "S\u{327}akirt"],
        ["Өмірғали", "Омиргали", "Omirghali", "Ömırğali", "Omirgali"],
        ["Қайырхан", "Кайырхан", "Kaiyrkhan", "Qayyrhan", "Kairkhan"],
        ["Щукин", "Шукин", "Shchukin", "Schukin"],
        ["Юлия", "Yuliya", "Iuliia", "Юлія"],
        ["Пётр", "Петр", "Pyotr", "Petr"],
        ["Дзержинский", "Dzerzhinskiy", "Dzerjinsky"],
        ["Чингиз", "Chingiz", "Çıngız"],
        ["Нұрлан", "Нурлан", "Nourlan", "Nurlan", "НУРЛАH", "Hурлан"],
        ["Һалел", "Халел", "Khalel", "Halel"],
        ["Цой", "Tsoy", "Tsoi"],
        ["Й\u{306}одын", "Йодын"],
    ])
    func spellingsOfANameFindOneAnother(spellings: [String]) {
        let readings = spellings.map { Set(NameFolding.readings($0)[0]) }
        for (spelling, reading) in zip(spellings, readings) {
            #expect(!reading.isDisjoint(with: readings[0]), "\(spelling) beside \(spellings[0])")
        }
    }

    @Test func wordsOfLettersOfBothAlphabetsAreReadInBoth() {
        // СОВА in Cyrillic letters, the same picture in Latin ones.
        #expect(NameFolding.readings("СОВА")[0].contains(Array("sova".utf8)))
        #expect(NameFolding.readings("COBA")[0].contains(Array("sova".utf8)))
        #expect(NameFolding.readings("COBA")[0].contains(Array("koba".utf8)))
        #expect(NameFolding.readings("Нина") == [[Array("nina".utf8)]])
        #expect(NameFolding.readings("Zina") == [[Array("zina".utf8)]])
    }

    @Test func wordsEndWhereNamesAreDivided() {
        #expect(folded("Салтыков-Щедрин М.Е.", .cyrillic) == ["saltikov", "xedrin", "m", "e"])
        #expect(folded("O'Neil d’Arc", .latin) == ["oneil", "dark"])
        #expect(folded("  \u{202E}aб\u{200B}в ", .cyrillic) == ["ab", "v"])
        #expect(folded(String(repeating: "аб", count: 500), .cyrillic)[0].utf8.count == NameFolding.wordLimit)
        #expect(NameFolding.readings("\u{0}\u{FFFD}123 ъъ").isEmpty)
    }
}
