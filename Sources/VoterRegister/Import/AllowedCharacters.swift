/// Which characters a register may hold: what could be shown as something else than it is stays out.
enum AllowedCharacters {
    enum Kind: Sendable, Equatable {
        case cyrillic, latin
        /// Space, hyphen, apostrophe, full stop: what names have beside letters.
        case nameSign
        /// What an address may have and a name may not.
        case text
        /// Controls, marks of direction, combining marks, what shows nothing or is assigned to nothing.
        case none
    }

    static func kind(of scalar: Unicode.Scalar) -> Kind {
        switch scalar.value {
        case 0x20, 0x27, 0x2D, 0x2E, 0x2019, 0x2BC: .nameSign
        case 0x41...0x5A, 0x61...0x7A: .latin
        case 0x21...0x7E: .text
        case 0x0...0x1F, 0x7F...0xA0, 0xAD: .none
        case 0x400...0x52F: (0x482...0x489).contains(scalar.value) ? .none : .cyrillic
        case 0xC0...0x24F, 0x259: scalar.value == 0xD7 || scalar.value == 0xF7 ? .text : .latin
        case 0xA1...0xBF, 0x2010...0x2015, 0x2018...0x201F, 0x2116: .text
        default: rareKind(of: scalar)
        }
    }

    private static func rareKind(of scalar: Unicode.Scalar) -> Kind {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .decimalNumber, .otherNumber,
            .letterNumber, .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
            .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .otherSymbol:
            scalar.properties.isDefaultIgnorableCodePoint ? .none : .text
        default: .none
        }
    }

    /// No space at either end and no two together.
    static func isSpacedWell(_ text: String) -> Bool {
        var last: UInt8 = 32
        for byte in text.utf8 {
            if byte == 32, last == 32 { return false }
            last = byte
        }
        return last != 32
    }

    /// ASCII letters, digits, `-`, `_` and `.`, the first a letter or digit: a name that files can bear.
    static func isStation(_ text: String) -> Bool {
        func isPlain(_ byte: UInt8) -> Bool {
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        }
        return text.utf8.first.map(isPlain) == true
            && text.utf8.allSatisfy { isPlain($0) || $0 == 45 || $0 == 46 || $0 == 95 }
    }
}
