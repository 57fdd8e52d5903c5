import ElectionModel

/// What is wrong with a field of a form, by which texts are found.
package enum FormProblem: String, CaseIterable {
    case missing
    case notWhole = "not whole"
    case tooLong = "too long"
    case notADay = "not a day"
    case notATime = "not a time"
    case notAChoice = "not a choice"
    case notAsMany = "not as many"
    case signs
}

/// Reads the fields of a form that somebody sent, and collects what is wrong with them, so that a page can say all of it at
/// once and lose nothing.
struct FormReader {
    let fields: [String: String]
    private(set) var problems: [(field: String, problem: FormProblem)] = []

    init(_ fields: [String: String]) { self.fields = fields }

    /// What stands in a field, without white space at its ends.
    func written(_ name: String) -> String {
        let text = fields[name] ?? ""
        let start = text.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }

    func isTicked(_ name: String) -> Bool { fields[name] == "yes" }

    mutating func note(_ field: String, _ problem: FormProblem) { problems.append((field, problem)) }

    /// A whole number of at most nine digits, in groups or not; nil for an empty field.
    mutating func whole(_ name: String, isRequired: Bool = false) -> UInt32? {
        let text = written(name)
        guard !text.isEmpty else {
            if isRequired { note(name, .missing) }
            return nil
        }
        let digits = text.unicodeScalars.filter { !$0.properties.isWhitespace }
        // Digits of other scripts are letters to whoever compares figures.
        guard digits.count <= 9, digits.allSatisfy({ (48...57).contains($0.value) }),
            let number = UInt32(String(String.UnicodeScalarView(digits)))
        else {
            note(name, .notWhole)
            return nil
        }
        return number
    }

    /// A text; nil for an empty field. Signs that nobody sees, or that turn around what is read, are refused.
    mutating func text(_ name: String, most: Int = 1000, isRequired: Bool = true) -> String? {
        let text = written(name)
        guard !text.isEmpty else {
            if isRequired { note(name, .missing) }
            return nil
        }
        guard text.unicodeScalars.count <= most else {
            note(name, .tooLong)
            return nil
        }
        let isPlain = text.unicodeScalars.allSatisfy { sign in
            switch sign.properties.generalCategory {
            case .control: ["\n", "\r"].contains(sign)
            case .format, .privateUse, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
        guard isPlain else {
            note(name, .signs)
            return nil
        }
        return text.replacing("\r\n", with: "\n")
    }

    /// A day as `2004-09-19`; nil for an empty field.
    mutating func day(_ name: String, isRequired: Bool = false) -> CalendarDate? {
        let text = written(name)
        guard !text.isEmpty else {
            if isRequired { note(name, .missing) }
            return nil
        }
        guard let day = CalendarDate(text) else {
            note(name, .notADay)
            return nil
        }
        return day
    }

    /// A time as `21:40`, in minutes from midnight; nil for an empty field.
    mutating func minutes(_ name: String, isRequired: Bool = false) -> Int? {
        let text = written(name)
        guard !text.isEmpty else {
            if isRequired { note(name, .missing) }
            return nil
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), hour < 24, minute < 60
        else {
            note(name, .notATime)
            return nil
        }
        return 60 * hour + minute
    }

    /// One of several values; nil for an empty field.
    mutating func choice<Value>(_ name: String, among values: [String: Value], isRequired: Bool = true) -> Value? {
        let text = written(name)
        guard !text.isEmpty else {
            if isRequired { note(name, .missing) }
            return nil
        }
        guard let value = values[text] else {
            note(name, .notAChoice)
            return nil
        }
        return value
    }
}
