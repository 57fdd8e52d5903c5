/// A language in which everything for voters, officials and citizens is shown.
public enum Language: String, Sendable, Hashable, CaseIterable, Codable {
    case english = "en"
    case russian = "ru"
    case kazakh = "kk"
}

/// A name or a short text in the three languages. Where a translation is missing, the English form stands in.
public struct Multilingual: Sendable, Hashable {
    public var english: String
    public var russian: String?
    public var kazakh: String?

    public init(_ english: String, russian: String? = nil, kazakh: String? = nil) {
        self.english = english
        self.russian = russian
        self.kazakh = kazakh
    }

    public subscript(language: Language) -> String {
        switch language {
        case .english: english
        case .russian: russian ?? english
        case .kazakh: kazakh ?? english
        }
    }

    /// The language that `self[language]` is written in.
    public func written(for language: Language) -> Language {
        switch language {
        case .russian where russian != nil: .russian
        case .kazakh where kazakh != nil: .kazakh
        default: .english
        }
    }
}
