/// Folds names to what they sound like, so that a name is found however it was typed: in Kazakh, Russian or Latin letters,
/// capital or small, with letters of one alphabet that look like those of the other.
package enum NameFolding {
    /// The alphabet as which a word is read.
    package enum Alphabet: Sendable, CaseIterable { case cyrillic, latin }

    /// Most sounds of a word; what follows is left out of the index and of a search alike.
    package static let wordLimit = 40

    /// The words of a name in sounds. Everything that is no letter, mark or apostrophe ends a word.
    package static func words(_ name: String, as alphabet: Alphabet) -> [[UInt8]] {
        var sounds: [UInt8] = []
        fold(name, as: alphabet, into: &sounds)
        return sounds.split(separator: 0).map(Array.init)
    }

    /// The ways in which each word of what somebody typed can be read: a word of letters that stand in both alphabets in two.
    package static func readings(_ text: String) -> [[[UInt8]]] {
        text.unicodeScalars.split(whereSeparator: endsWord).compactMap { word in
            var isCyrillic = false
            var isLatin = false
            for scalar in word where scalar.value < LetterTable.limit {
                let value = Int(scalar.value)
                guard FoldingTables.shared.twin[value] == 0 else { continue }
                let small = Int(FoldingTables.shared.small[value])
                if FoldingTables.shared.cyrillic[small].isKnown { isCyrillic = true }
                if FoldingTables.shared.latin[small].isKnown { isLatin = true }
            }
            let alphabets: [Alphabet] = isCyrillic == isLatin ? [.cyrillic, .latin] : isLatin ? [.latin] : [.cyrillic]
            var readings: [[UInt8]] = []
            for alphabet in alphabets {
                for sounds in words(String(String.UnicodeScalarView(word)), as: alphabet)
                where !readings.contains(sounds) { readings.append(sounds) }
            }
            return readings.isEmpty ? nil : readings
        }
    }

    /// The one folding: appends the words of a name, each followed by a 0.
    static func fold(_ name: String, as alphabet: Alphabet, into sounds: inout [UInt8]) {
        let tables = FoldingTables.shared
        var start = sounds.count
        var word = WordReader()
        func endWord(_ sounds: inout [UInt8]) {
            word.finish(tables, into: &sounds, from: start)
            if sounds.count > start { sounds.append(0) }
            start = sounds.count
        }
        for scalar in name.unicodeScalars {
            if endsWord(scalar) {
                endWord(&sounds)
                continue
            }
            // Marks and apostrophes: a letter and its mark, written as two, sound as the letter does alone, except for these.
            guard let letter = letter(scalar, as: alphabet, tables, after: &word) else { continue }
            word.take(letter, as: alphabet, tables, into: &sounds, from: start)
        }
        endWord(&sounds)
    }

    /// Hyphens, spaces, full stops, digits and whatever else is neither letter nor mark nor apostrophe.
    package static func endsWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x61...0x7A, 0x41...0x5A, 0x27, 0x60, 0xB4, 0x2018...0x201B, 0x2B9...0x2BF, 0x300...0x36F, 0x400...0x52F:
            false
        case 0xC0...0x24F where scalar.value != 0xD7 && scalar.value != 0xF7: false
        case 0x259: false
        default: true
        }
    }

    /// The small letter of the alphabet that a scalar is read as; nil for what is none.
    private static func letter(
        _ scalar: Unicode.Scalar, as alphabet: Alphabet, _ tables: FoldingTables, after word: inout WordReader
    ) -> UInt16? {
        guard scalar.value < LetterTable.limit else { return nil }
        let value = Int(scalar.value)
        if (0x300...0x36F).contains(value) {
            word.mark(scalar.value)
            return nil
        }
        let small = tables.small[value]
        let own = alphabet == .cyrillic ? tables.cyrillic : tables.latin
        if own[Int(small)].isKnown { return small }
        let twin = tables.twin[value]
        if twin != 0 { return tables.small[Int(twin)] }
        let other = alphabet == .cyrillic ? tables.latin : tables.cyrillic
        return other[Int(small)].isKnown ? small : nil
    }
}

/// The letters of a word that may still belong to a group such as `shch`.
private struct WordReader {
    private var waiting: (UInt16, UInt16, UInt16, UInt16) = (0, 0, 0, 0)
    private var count = 0

    /// A mark after the last letter: a cedilla or a comma makes ш of s and ч of c, an accent makes у of y.
    mutating func mark(_ value: UInt32) {
        guard count > 0 else { return }
        switch (self[count - 1], value) {
        case (0x73, 0x327), (0x73, 0x326), (0x73, 0x30C): self[count - 1] = 0x161
        case (0x63, 0x327), (0x63, 0x30C), (0x63, 0x301): self[count - 1] = 0xE7
        case (0x7A, 0x30C): self[count - 1] = 0x17E
        case (0x79, 0x301): self[count - 1] = 0xFD
        default: break
        }
    }

    private subscript(index: Int) -> UInt16 {
        get { index == 0 ? waiting.0 : index == 1 ? waiting.1 : index == 2 ? waiting.2 : waiting.3 }
        set {
            switch index {
            case 0: waiting.0 = newValue
            case 1: waiting.1 = newValue
            case 2: waiting.2 = newValue
            default: waiting.3 = newValue
            }
        }
    }

    mutating func take(
        _ letter: UInt16, as alphabet: NameFolding.Alphabet, _ tables: FoldingTables, into sounds: inout [UInt8],
        from start: Int
    ) {
        if count == 4 { release(tables, into: &sounds, from: start) }
        self[count] = letter
        count += 1
        if alphabet == .cyrillic { while count > 1 { release(tables, into: &sounds, from: start) } }
    }

    mutating func finish(_ tables: FoldingTables, into sounds: inout [UInt8], from start: Int) {
        while count > 0 { release(tables, into: &sounds, from: start) }
    }

    /// Takes the first letter, or the group that begins with it.
    private mutating func release(_ tables: FoldingTables, into sounds: inout [UInt8], from start: Int) {
        if count > 1, tables.beginsGroup[Int(waiting.0)] {
            for group in tables.groups where group.letters.count <= count {
                guard group.letters.indices.allSatisfy({ self[$0] == group.letters[$0] }) else { continue }
                Self.push(group.sound, tables, into: &sounds, from: start)
                drop(group.letters.count)
                return
            }
        }
        let value = Int(waiting.0)
        let letter = tables.cyrillic[value].isKnown ? tables.cyrillic[value] : tables.latin[value]
        if letter.first != 0 { Self.push(letter.first, tables, into: &sounds, from: start) }
        if letter.second != 0 { Self.push(letter.second, tables, into: &sounds, from: start) }
        drop(1)
    }

    private mutating func drop(_ number: Int) {
        for index in 0..<4 { self[index] = index + number < count ? self[index + number] : 0 }
        count -= number
    }

    /// Adds a sound: twice the same is once, and some pairs are one.
    private static func push(
        _ sound: UInt8, _ tables: FoldingTables, into sounds: inout [UInt8], from start: Int
    ) {
        var sound = sound
        while sounds.count > start, let last = sounds.last {
            if last == sound { return }
            let joined = tables.joined[Int(last & 31) << 5 | Int(sound & 31)]
            if joined == 0 { break }
            sounds.removeLast()
            sound = joined
        }
        if sounds.count - start < NameFolding.wordLimit { sounds.append(sound) }
    }
}
