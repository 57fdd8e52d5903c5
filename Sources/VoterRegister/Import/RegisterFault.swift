/// What can be wrong with a register that somebody hands in. `Texts/*/register.yaml` says for each what is expected and what to
/// do.
public struct RegisterFault: Error, Sendable, Hashable {
    public enum Code: String, Sendable, Hashable, CaseIterable {
        // The file.
        case noHeader
        case missingColumn
        case wrongWidth
        case quoteNotClosed
        case textAfterQuote
        case notUTF8
        case rowTooLong
        // A field.
        case emptyField
        case badNumber
        case badDay
        case tooLong
        case badSpaces
        /// A character that no name or address has: a control, a mark of direction, a combining mark, a letter of a third script.
        case badCharacter
        /// A letter of the other alphabet, which may only look right.
        case otherAlphabet
        case badStation
        case unknownStatus
        case otherStatus
        // The register as a whole.
        case numberTwice
        case tooManyPersons
        case tooManyStations
        case tooManyWords
        case nobody
    }

    public let code: Code
    /// Counted from 1.
    public let line: Int
    /// The column; empty where it is the row's or the file's fault.
    public let field: String
    /// What stands there, cut to 60 characters and with `U+XXXX` for what cannot be shown; a second line for `numberTwice`.
    public let detail: String

    public init(_ code: Code, line: Int, field: String = "", detail: String = "") {
        (self.code, self.line, self.field) = (code, line, field)
        self.detail = Self.shown(detail)
    }

    private static func shown(_ text: String) -> String {
        text.unicodeScalars.prefix(60).map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
                .nonspacingMark, .enclosingMark:
                "U+" + String(scalar.value, radix: 16, uppercase: true)
            default: String(scalar)
            }
        }.joined()
    }
}

/// Everything wrong with a register that was handed in, at most `most` of it by name.
public struct RegisterFaults: Error, Sendable {
    /// In the order of lines.
    public var list: [RegisterFault]
    /// How many there are, those left out of the list included.
    public var count: Int

    /// Most faults that are named.
    public static let most = 100

    public init() { (list, count) = ([], 0) }

    mutating func add(_ fault: RegisterFault) {
        count += 1
        if list.count < Self.most { list.append(fault) }
    }
}
