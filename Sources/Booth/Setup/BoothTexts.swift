public import ElectionModel
package import DataFormats
package import VerifiableVoting

/// The sentences of the booth in every language, by the keys of `Texts/*/booth.yaml`, as plain text.
///
/// Whoever starts a booth reads them (`Wording`) and hands them over, so that the process of a ballot reads none of them.
public struct BoothTexts: Sendable, Hashable {
    private let sentences: [Language: [String: String]]

    /// - Parameters:
    ///   - keys: as `title.slip`.
    ///   - sentence: the text of a key.
    public init(keys: [String], _ sentence: (String, Language) -> String) {
        var all: [Language: [String: String]] = [:]
        for language in Language.allCases {
            for key in keys { all[language, default: [:]][key] = sentence(key, language) }
        }
        sentences = all
    }

    /// Nil for anything but what `json` writes, and where a language has other keys than another.
    package init?(_ tree: JSONTree) {
        var all: [Language: [String: String]] = [:]
        for language in Language.allCases {
            guard let members = tree[language.rawValue]?.members else { return nil }
            for (key, value) in members {
                guard let text = value.string else { return nil }
                all[language, default: [:]][key] = text
            }
        }
        guard Set(all.values.map { Set($0.keys) }).count == 1 else { return nil }
        sentences = all
    }

    package var json: JSON {
        .object(
            Language.allCases.map { language in
                let own = sentences[language] ?? [:]
                return (language.rawValue, .object(own.keys.sorted().map { ($0, .string(own[$0] ?? "")) }))
            })
    }

    /// - Precondition: the key stands in `booth.yaml`.
    package func callAsFunction(_ key: String, _ language: Language) -> String {
        guard let text = sentences[language]?[key] else { preconditionFailure("booth.yaml has no text for \(key)") }
        return text
    }
}
