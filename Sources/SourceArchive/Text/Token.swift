/// A word, a number or a mark of a sentence, with its place.
struct Token {
    enum Kind {
        case word
        case number(PrintedNumber)
        /// One character that is neither.
        case mark
    }

    var kind: Kind
    var range: Range<Int>
    /// As printed.
    var text: String
    /// In small letters; the same as `text` for numbers and marks.
    var lower: String
    /// White space or the range's start stands before it.
    var isAfterSpace: Bool

    var number: PrintedNumber? {
        if case .number(let number) = kind { return number }
        return nil
    }

    var isWord: Bool {
        if case .word = kind { return true }
        return false
    }

    /// Begins with a capital letter.
    var isCapital: Bool { isWord && text != lower && text.first?.isUppercase == true }
}

enum Tokens {
    /// Cuts a range into tokens; white space falls away.
    static func read(_ text: PageText, _ range: Range<Int>) -> [Token] {
        var tokens: [Token] = []
        var index = range.lowerBound
        let end = range.upperBound
        var isAfterSpace = true
        while index < end {
            let space = text.spaceLength(at: index, end: end)
            if space > 0 {
                index += space
                isAfterSpace = true
                continue
            }
            let byte = text.bytes[index]
            let token: Token
            if PageText.isDigit(byte) {
                token = number(text, at: index, end: end)
            } else if isLetter(text, at: index, end: end) {
                token = word(text, at: index, end: end)
            } else {
                let stop = min(end, index + characterLength(byte))
                let printed = text[index..<stop]
                token = Token(kind: .mark, range: index..<stop, text: printed, lower: printed, isAfterSpace: true)
            }
            var placed = token
            placed.isAfterSpace = isAfterSpace
            tokens.append(placed)
            index = max(index + 1, placed.range.upperBound)
            isAfterSpace = false
        }
        return tokens
    }

    private static func number(_ text: PageText, at index: Int, end: Int) -> Token {
        if let number = NumberReader.read(text, at: index, end: end, [.spaceGroups]) {
            let printed = text[number.range]
            return Token(
                kind: .number(number), range: number.range, text: printed, lower: printed, isAfterSpace: true)
        }
        // Too many digits for a number: kept as a word, which no rule reads.
        var stop = index
        while stop < end, PageText.isDigit(text.bytes[stop]) { stop += 1 }
        let printed = text[index..<stop]
        return Token(kind: .word, range: index..<stop, text: printed, lower: printed, isAfterSpace: true)
    }

    private static func word(_ text: PageText, at start: Int, end: Int) -> Token {
        var index = start
        while index < end {
            if isLetter(text, at: index, end: end) {
                index += characterLength(text.bytes[index])
            } else if let joint = jointLength(text, at: index, end: end), index + joint < end,
                isLetter(text, at: index + joint, end: end)
            {
                index += joint
            } else {
                break
            }
        }
        index = min(index, end)
        let printed = text[start..<index]
        return Token(
            kind: .word, range: start..<index, text: printed, lower: printed.lowercased(), isAfterSpace: true)
    }

    /// A hyphen or an apostrophe inside a word.
    private static func jointLength(_ text: PageText, at index: Int, end: Int) -> Int? {
        switch text.bytes[index] {
        case 39, 45: return 1
        case 0xE2:
            guard index + 2 < end, text.bytes[index + 1] == 0x80 else { return nil }
            return [0x90, 0x91, 0x99, 0x98].contains(text.bytes[index + 2]) ? 3 : nil
        default: return nil
        }
    }

    /// Letters of any script; punctuation, symbols and spaces beyond ASCII are not.
    private static func isLetter(_ text: PageText, at index: Int, end: Int) -> Bool {
        let byte = text.bytes[index]
        switch byte {
        case 65...90, 97...122: return true
        case 0..<0xC3: return false
        case 0xE2, 0xE3: return false
        case 0xEF: return index + 1 < end && text.bytes[index + 1] < 0xBB
        default: return true
        }
    }

    static func characterLength(_ byte: UInt8) -> Int {
        switch byte {
        case 0..<0xC0: 1
        case 0xC0..<0xE0: 2
        case 0xE0..<0xF0: 3
        default: 4
        }
    }
}
