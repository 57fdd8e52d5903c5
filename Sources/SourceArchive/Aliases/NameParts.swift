/// A printed name of a party or bloc, taken apart.
///
/// `Democratic Party of Kazakhstan «Ak Zhol»` has the distinctive words `ak`, `jol` and the idea `democratic`;
/// `Democratic Party of Kazakhstan` has the same idea and no distinctive word, so that it can't become the other by its name.
package struct NameParts: Sendable, Hashable {
    /// Words of its own, sorted; empty where the name is made of common words alone.
    package var distinctive: [String]
    /// The same words in small Latin letters as they are spelled, in the order of the name.
    package var label: String
    /// Ideas, by the first word of their line in `NameWords`.
    package var ideas: Set<String>
    /// What stands in parentheses: a translation, a short form, the members of a bloc. Each as its sound.
    package var glosses: [String]
    /// Abbreviations in capitals, as their sound, wherever they stand.
    package var abbreviations: Set<String>

    /// - Parameter country: as the page prints it; its words and those made from it are common words in every name.
    package init(_ name: String, country: String) {
        let isShouted = !name.contains { $0.isLowercase }
        var glosses: [String] = []
        var quoted: [String] = []
        var outside = ""
        var depth: [Character] = []
        var inner = ""
        for character in name {
            if let last = depth.last,
                character == Self.closing[last] || (Self.quotes.contains(last) && Self.closers.contains(character))
            {
                depth.removeLast()
                if depth.isEmpty {
                    if last == "(" { glosses.append(inner) } else { quoted.append(inner) }
                    inner = ""
                    outside.append(" ")
                } else {
                    inner.append(character)
                }
            } else if Self.closing[character] != nil, depth.count < 4 {
                if !depth.isEmpty { inner.append(character) }
                depth.append(character)
            } else if depth.isEmpty {
                outside.append(character)
            } else {
                inner.append(character)
            }
        }
        // What was opened and never closed is read as if it had been.
        if let first = depth.first {
            if first == "(" { glosses.append(inner) } else { quoted.append(inner) }
        }
        var abbreviations: Set<String> = []
        if !isShouted {
            for part in [outside] + quoted + glosses {
                for word in part.split(whereSeparator: { !$0.isLetter && $0 != "'" }) where word.count >= 2 {
                    if word.allSatisfy(\.isUppercase) { abbreviations.formUnion(SoundKey.words(of: String(word))) }
                }
            }
        }
        let countryWords = CountryName.words(of: country)
        var own: Set<String> = []
        var ideas: Set<String> = []
        var labels: [String] = []
        for printed in ([outside] + quoted).joined(separator: " ").split(whereSeparator: Self.partsWords) {
            for word in SoundKey.words(of: String(printed)) {
                if NameWords.kinds.contains(word) || Self.isFromCountry(word, countryWords) { continue }
                if let idea = NameWords.ideas[word] {
                    ideas.insert(idea)
                } else if own.insert(word).inserted {
                    labels.append(SoundKey.plain(String(printed)))
                }
            }
        }
        distinctive = own.sorted()
        label = labels.joined(separator: " ")
        self.ideas = ideas
        self.glosses = glosses.map { SoundKey.text(of: $0) }.filter { !$0.isEmpty }
        self.abbreviations = abbreviations
    }

    /// Whether one name's ideas are among the other's: a short form leaves some out and adds none.
    package func agreesInIdeas(with other: NameParts) -> Bool {
        ideas.isSubset(of: other.ideas) || other.ideas.isSubset(of: ideas)
    }

    private static let closing: [Character: Character] = [
        "(": ")", "\"": "\"", "“": "”", "«": "»", "„": "“", "‘": "’", "[": "]",
    ]
    private static func partsWords(_ character: Character) -> Bool {
        !character.isLetter && !character.isNumber && character != "'" && character != "\u{2019}"
    }
    private static let quotes: Set<Character> = ["“", "„", "\"", "«"]
    private static let closers: Set<Character> = ["”", "“", "\"", "»"]

    /// `kazakhstan`, `kazakh` and `kazakhstani` are made from one country's name.
    private static func isFromCountry(_ word: String, _ country: [String]) -> Bool {
        country.contains { name in
            word == name || (word.count >= 5 && (name.hasPrefix(word) || word.hasPrefix(name)))
                || (name.count >= 6 && word.count >= 5 && word.prefix(5) == name.prefix(5))
        }
    }
}

/// The name of a country, without the words of its form of state: `Republic of Kazakhstan`, `KAZAKHSTAN` and `Kazakhstan`
/// are one.
package enum CountryName {
    /// Its words as they sound, sorted, so that `Gambia, The` and `Korea (Republic of)` come out like the others.
    package static func words(of country: String) -> [String] {
        let all = SoundKey.words(of: country)
        let own = all.filter { !NameWords.states.contains($0) }
        return (own.isEmpty ? all : own).sorted()
    }

    /// For comparison.
    package static func key(_ country: String) -> String { words(of: country).joined(separator: "-") }

    /// The same words as they are spelled, for identifiers that people read.
    package static func label(_ country: String) -> String {
        let words = SoundKey.plain(country).split(separator: " ").map(String.init)
        let own = words.filter { !NameWords.states.contains(SoundKey.text(of: $0)) }
        return (own.isEmpty ? words : own).joined(separator: "-")
    }
}
