import ElectionModel
import Testing
import Wording

@Suite("Russian and Kazakh texts are translated")
struct TranslationTests {
    /// Words that stay in Latin letters in every language.
    static let latin: Set<String> = ["Sailau", "English", "II"]

    /// Names of file formats, attributes and identifiers, which a text may quote as they are written in a file.
    static let quoted: [String: Set<String>] = [
        "terms.site.codebook explained": ["CSV", "JSON", "XML", "data", "figure", "value"],
        "findings.S01.remedy": ["too", "many", "seats"],
        "terms.site.part.GROUP": ["independents"],
        "terms.site.part.ROUND": ["round"],
        "terms.ballots.label.manifestHash": ["SHA"],
        "terms.ballots.notice.openToOthers": ["chmod"],
        "terms.evidence.line.how to check": ["sailau", "evidence", "verify"],
        "terms.observation.forms.needs deployment": ["deployment"],
        "terms.slips.line.private": ["sailau", "credentials", "destroy"],
        "terms.archive.format.parline": ["PARLINE"],
        "terms.archive.format.election-watch": ["CNN", "Election", "Watch"],
        "terms.archive.format.election-guide": ["IFES", "ElectionGuide"],
        "terms.archive.format.clea": ["CLEA"],
        "terms.archive.format.nist": ["NIST", "CDF"],
        "terms.service.hint.photograph": ["JPEG", "PNG"], "terms.service.problem.not a picture": ["JPEG", "PNG"],
        "terms.archive.form.json": ["JSON"], "terms.archive.form.facts": ["CSV"],
        "terms.archive.form.claims": ["CSV"], "terms.archive.form.clea": ["CLEA", "CSV"],
        "terms.archive.form.wikitext": ["Election", "results"],
        "terms.archive.form.quickstatements": ["QuickStatements"],
        "terms.archive.form.nist-xml": ["NIST", "SP", "XML"], "terms.archive.form.nist-json": ["NIST", "SP", "JSON"],
        "terms.archive.form.atom": ["Atom"], "terms.archive.form.nanopublications": ["TriG"],
    ]

    /// Names of formats, files, fields and options that texts about mistakes keep as they are typed.
    private static let typed: Set<String> = [
        "CSV", "JSON", "YAML", "UTF", "Laws", "Elections", "Documentation", "LawLanguage", "md", "yaml", "sources",
        "decisions",
        "csv",
        "terms", "election", "rrggbb", "n", "d", "SAILAU", "HOME", "list", "national",
    ]

    /// The words of a text; of one about mistakes without what it quotes from files and command lines.
    private static func words(_ text: String, of key: String) -> [String] {
        guard key.hasPrefix("mistakes.") || key.hasPrefix("terms.error.") else { return words(text) }
        let unquoted = text.replacing(/`[^`]*`/, with: " ").replacing(/--[a-z-]+/, with: " ")
        return words(unquoted).filter { !typed.contains($0) }
    }

    private static func words(_ text: String) -> [String] {
        text.split { !($0.isLetter || $0 == "’") }.map(String.init)
    }

    private static func isLatin(_ word: String) -> Bool {
        word.unicodeScalars.contains { ("A"..."Z").contains($0) || ("a"..."z").contains($0) }
    }

    @Test("No Latin words", arguments: [Language.russian, .kazakh])
    func noLatinWords(_ language: Language) throws {
        let catalogue = try Repository.catalogue()
        for key in catalogue.keys {
            let words = Self.words(catalogue.literals(of: key, in: language) ?? "", of: key)
            let allowed = Self.latin.union(Self.quoted[key] ?? [])
            #expect(words.filter { Self.isLatin($0) && !allowed.contains($0) } == [], "\(language.rawValue) \(key)")
        }
    }

    @Test("Texts with words differ from the English ones", arguments: [Language.russian, .kazakh])
    func differFromEnglish(_ language: Language) throws {
        let catalogue = try Repository.catalogue()
        for key in catalogue.keys where !key.hasPrefix("terms.language.") {
            let english = catalogue.literals(of: key, in: .english) ?? ""
            guard Self.words(english).contains(where: Self.isLatin) else { continue }
            #expect(catalogue.literals(of: key, in: language) != english, "\(language.rawValue) \(key)")
        }
    }

    @Test("English texts have no Cyrillic letters")
    func englishIsEnglish() throws {
        let catalogue = try Repository.catalogue()
        for key in catalogue.keys where !key.hasPrefix("terms.language.") {
            let text = catalogue.literals(of: key, in: .english) ?? ""
            #expect(!text.unicodeScalars.contains { ("\u{400}"..."\u{4FF}").contains($0) }, "\(key)")
        }
    }

    @Test("Kazakh texts have Kazakh letters, Russian ones don't")
    func kazakhLetters() throws {
        let catalogue = try Repository.catalogue()
        let letters = Set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
        for key in catalogue.keys where !key.hasPrefix("terms.language.") {
            #expect(!(catalogue.literals(of: key, in: .russian) ?? "").contains(where: letters.contains), "\(key)")
            let isSentence = key.hasPrefix("steps.") || key.hasSuffix(".text") || key.contains("explained")
            guard isSentence else { continue }
            let kazakh = catalogue.literals(of: key, in: .kazakh) ?? ""
            if Self.words(kazakh).count > 2 { #expect(kazakh.contains(where: letters.contains), "\(key): \(kazakh)") }
        }
    }

    @Test("Kazakh texts are not the Russian ones, save words that both languages share")
    func kazakhIsNotRussian() throws {
        let catalogue = try Repository.catalogue()
        let same = catalogue.keys.filter { key in
            let words = Self.words(catalogue.literals(of: key, in: .kazakh) ?? "")
            return words.count > 1
                && catalogue.literals(of: key, in: .kazakh) == catalogue.literals(of: key, in: .russian)
        }
        #expect(same == [])
    }

    @Test("Nothing claims more than it can: no “proves”")
    func calm() throws {
        let catalogue = try Repository.catalogue()
        for key in catalogue.keys {
            let texts = Language.allCases.compactMap { catalogue.literals(of: key, in: $0)?.lowercased() }
            for word in ["prove", "proof", "доказыва", "дәлелде", "fraud", "фальсифик", "!"] {
                #expect(!texts.contains { $0.contains(word) }, "\(key)")
            }
        }
    }

    @Test("Kazakh texts write процент, as the statute does")
    func statutoryWords() throws {
        let catalogue = try Repository.catalogue()
        for key in catalogue.keys {
            let kazakh = (catalogue.literals(of: key, in: .kazakh) ?? "").lowercased()
            #expect(!kazakh.contains("пайыз") && !kazakh.contains("бақылаушы"), "\(key)")
            let russian = (catalogue.literals(of: key, in: .russian) ?? "").lowercased()
            #expect(!russian.contains("второй тур") && !russian.contains("ничья"), "\(key)")
        }
    }
}
