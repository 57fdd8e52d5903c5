public import Counting
public import ElectionModel

/// One mistake of a typist in one protocol.
public struct TypingError: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case wrongDigit = "wrong digit"
        case droppedDigit = "dropped digit"
        case addedDigit = "added digit"
        case transposedDigits = "transposed digits"
        /// Two neighbouring lines of votes, figures and words.
        case swappedLines = "swapped lines"
    }

    public var kind: Kind
    /// The protocol as it was typed.
    public var typed: Protocol
    public var fields: [ProtocolField]

    /// Whether two lines were swapped that differ by 20 votes or more.
    var isFarSwap: Bool {
        guard kind == .swappedLines, let first = typed[fields[0]], let second = typed[fields[1]] else { return false }
        return max(first, second) - min(first, second) >= 20
    }
}

/// How many typing errors each check catches, counted over seeded errors in given protocols.
public struct TypingErrorStudy: Sendable, Hashable {
    public var seed: UInt64
    public var errors: Int
    /// By kind, in the order of `Kind.allCases`.
    public var rows: [Row]

    public struct Row: Sendable, Hashable {
        public var kind: TypingError.Kind
        public var made = 0
        /// At least one error of the table is found that was not there before.
        public var byErrors = 0
        /// No error, and at least one warning.
        public var byWarnings = 0
        /// How many each check catches, by code; a check that catches none is missing.
        public var byCode: [String: Int] = [:]

        /// Of swapped lines, those that differ by 20 votes or more, and how many of them are caught.
        public var far = 0
        public var farCaught = 0

        public var byNone: Int { made - byErrors - byWarnings }
    }

    /// The codes that caught any, in the order of the table.
    public var codes: [String] {
        Check.table.map(\.code).filter { code in rows.contains { $0.byCode[code] != nil } }
    }

    /// Makes errors and holds each mistyped protocol against the others, as at the desk of a first entry. Neither the second
    /// entry nor numbers in words nor a printed check number is used for `byErrors` and `byWarnings`; what these two (A17, B09)
    /// catch stands in `byCode` alone.
    public init(over protocols: [Protocol], in context: CheckContext, errors: Int, seed: UInt64) {
        self.seed = seed
        self.errors = errors
        rows = TypingError.Kind.allCases.map { Row(kind: $0) }
        guard !protocols.isEmpty else { return }
        let surroundings = Surroundings(protocols, in: context)
        let isError = Dictionary(
            Check.table.map { ($0.code, $0.severity == .error) }, uniquingKeysWith: { first, _ in first })
        var generator = Generator(seed: seed, stream: 0x7479_7065)
        for number in 0..<errors {
            let row = number % rows.count
            let (original, error) = Self.make(rows[row].kind, in: protocols, &generator)
            let before = Set(surroundings.findings(about: original).map(\.code))
            let after = Set(surroundings.findings(about: error.typed).map(\.code)).subtracting(before)
            rows[row].made += 1
            if error.isFarSwap {
                rows[row].far += 1
                if !after.isEmpty { rows[row].farCaught += 1 }
            }
            for code in after { rows[row].byCode[code, default: 0] += 1 }
            if after.contains(where: { isError[$0] == true }) {
                rows[row].byErrors += 1
            } else if !after.isEmpty {
                rows[row].byWarnings += 1
            }
            for code in Self.caughtByPaper(original, error, context) { rows[row].byCode[code, default: 0] += 1 }
        }
    }

    /// What the words and the check number on the paper would catch; swapped lines are swapped with their words.
    private static func caughtByPaper(_ original: Protocol, _ error: TypingError, _ context: CheckContext) -> [String] {
        var words: [ProtocolField: String] = [:]
        for field in error.fields {
            let source = error.kind == .swappedLines ? error.typed : original
            words[field] = source[field].flatMap { NumberInWords.write($0, in: .russian) }
        }
        let differs = error.fields.contains { field in
            context.form.line(field.line)?.isInWords == true
                && words[field].flatMap { NumberInWords.read($0, in: .russian) } != error.typed[field]
        }
        let code = original.checkNumber(on: context.form) != error.typed.checkNumber(on: context.form)
        return (differs ? ["A17"] : []) + (code ? ["B09"] : [])
    }

    // MARK: Making errors

    /// An error that changes the protocol; drawn again where it would not.
    private static func make(
        _ kind: TypingError.Kind, in protocols: [Protocol], _ generator: inout Generator
    ) -> (Protocol, TypingError) {
        while true {
            let original = protocols[generator.below(protocols.count)]
            var typed = original
            let fields: [ProtocolField]
            if kind == .swappedLines {
                guard original.votes.count > 1 else { continue }
                let line = 1 + generator.below(original.votes.count - 1)
                fields = [.votes(line: line), .votes(line: line + 1)]
                typed[fields[0]] = original[fields[1]]
                typed[fields[1]] = original[fields[0]]
            } else {
                let all = original.fields(on: .kazakhstan2004)
                let field = all[generator.below(all.count)]
                guard let value = original[field], let wrong = mistype(value, kind, &generator) else { continue }
                typed[field] = wrong
                fields = [field]
            }
            if typed != original { return (original, TypingError(kind: kind, typed: typed, fields: fields)) }
        }
    }

    private static func mistype(_ value: UInt32, _ kind: TypingError.Kind, _ generator: inout Generator) -> UInt32? {
        var digits = String(value).utf8.map { $0 - 48 }
        let place = generator.below(digits.count)
        switch kind {
        case .wrongDigit: digits[place] = UInt8(generator.below(10))
        case .droppedDigit:
            guard digits.count > 1 else { return nil }
            digits.remove(at: place)
        case .addedDigit:
            guard digits.count < 9 else { return nil }
            digits.insert(UInt8(generator.below(10)), at: place)
        case .transposedDigits:
            guard place + 1 < digits.count else { return nil }
            digits.swapAt(place, place + 1)
        case .swappedLines: return nil
        }
        return digits.reduce(UInt32(0)) { 10 * $0 + UInt32($1) }
    }
}
