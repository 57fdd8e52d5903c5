public import ElectionModel

/// The form that a noun takes after a number, by the plural rules of the Unicode CLDR for the three languages.
///
/// - English: one (1), other.
/// - Russian: one (1, 21, 101), few (2 to 4, 22), many (0, 5 to 20, 111), other (fractions).
/// - Kazakh: one (1), other; a noun keeps its singular after any number, so one form is enough.
public enum PluralCategory: String, Sendable, Hashable, CaseIterable {
    case one
    case few
    case many
    case other
}

extension Language {
    /// The category of a whole number.
    public func pluralCategory(of number: UInt128) -> PluralCategory {
        guard self == .russian else { return number == 1 ? .one : .other }
        let (tens, units) = (number % 100, number % 10)
        if units == 1, tens != 11 { return .one }
        if (2...4).contains(units), !(12...14).contains(tens) { return .few }
        return .many
    }

    /// The categories in the order in which a text writes their forms, as in `{votes|голос|голоса|голосов}`.
    var pluralOrder: [PluralCategory] {
        switch self {
        case .english, .kazakh: [.one, .other]
        case .russian: [.one, .few, .many, .other]
        }
    }

    /// How many forms a text may write.
    var pluralForms: ClosedRange<Int> {
        switch self {
        case .english: 2...2
        case .russian: 3...4
        case .kazakh: 1...2
        }
    }

    /// The form for a category out of those that a text writes.
    func form(for category: PluralCategory, of forms: [String]) -> String {
        guard let first = forms.first else { return "" }
        guard let index = pluralOrder.firstIndex(of: category) else { return first }
        if index < forms.count { return forms[index] }
        // Russian fractions take the genitive singular, which is the form for a few; Kazakh may write one form for all.
        return self == .russian && forms.count > 1 ? forms[1] : first
    }
}
