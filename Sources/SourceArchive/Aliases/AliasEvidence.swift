public import ElectionModel

/// Why two names may name the same, or may not. Each piece adds to or takes from the score.
public enum AliasEvidence: Sendable, Hashable {
    /// The same words of its own stand in both names: `ak jol`.
    case sameDistinctiveWords(String)
    /// Neither name has words of its own, and all their common words are the same.
    case sameCommonWords(String)
    /// An abbreviation in capitals stands in both: `aist`.
    case sameAbbreviation(String)
    /// One name is what the other has in parentheses.
    case gloss(String)
    /// The own words differ in so many letters, of so many.
    case similarSpelling(letters: Int, of: Int)
    /// Some words are in both.
    case sharedWords([String])
    /// Only one of the two has words of its own: its name can't be shortened to the other.
    case distinctiveInOne(String)
    /// Both have words of their own, and they differ.
    case distinctiveWordsDiffer(String, String)
    /// Programme words of each are missing in the other.
    case ideasDiffer
    /// Both sources print this value of the same measure for them.
    case sameFigure(fact: FactName, value: String)
    case otherFigure(fact: FactName, first: String, second: String)
    /// On each of the two pages it is the only name that is left without a counterpart and has such figures.
    case onlyOneLeft

    /// Its kind, under which `Texts/` has a sentence, and the figures of that sentence.
    public var code: (code: String, figures: [Figure]) {
        func text(_ name: String, _ value: String) -> Figure { Figure(name, .text(value)) }
        return switch self {
        case .sameDistinctiveWords(let words): ("same-distinctive-words", [text("words", words)])
        case .sameCommonWords(let words): ("same-common-words", [text("words", words)])
        case .sameAbbreviation(let words): ("same-abbreviation", [text("words", words)])
        case .gloss(let words): ("gloss", [text("words", words)])
        case .similarSpelling(let letters, let count):
            ("similar-spelling", [Figure("letters", .whole(Int64(letters))), Figure("length", .whole(Int64(count)))])
        case .sharedWords(let words): ("shared-words", [text("words", words.joined(separator: ", "))])
        case .distinctiveInOne(let words): ("distinctive-in-one", [text("words", words)])
        case .distinctiveWordsDiffer(let first, let second):
            ("distinctive-words-differ", [text("first", first), text("second", second)])
        case .ideasDiffer: ("ideas-differ", [])
        case .sameFigure(let fact, let value): ("same-figure", [text("fact", fact.description), text("value", value)])
        case .otherFigure(let fact, let first, let second):
            ("other-figure", [text("fact", fact.description), text("first", first), text("second", second)])
        case .onlyOneLeft: ("only-one-left", [])
        }
    }

    /// Every code, in the order of the cases.
    public static let codes = [
        "same-distinctive-words", "same-common-words", "same-abbreviation", "gloss", "similar-spelling", "shared-words",
        "distinctive-in-one", "distinctive-words-differ", "ideas-differ", "same-figure", "other-figure",
        "only-one-left",
    ]

    /// What it counts, in thousandths.
    public var weight: Int {
        switch self {
        case .sameDistinctiveWords: 900
        case .sameCommonWords: 860
        case .sameAbbreviation: 880
        case .gloss: 500
        case .similarSpelling(let letters, let count): count == 0 ? 0 : 800 * max(0, count - 3 * letters) / count
        case .sharedWords(let words): min(300, 100 * words.count)
        case .distinctiveInOne: -60
        case .distinctiveWordsDiffer: -150
        case .ideasDiffer: -120
        case .sameFigure(_, let value): min(300, 20 + 40 * value.count { $0.isNumber })
        case .otherFigure: -150
        case .onlyOneLeft: 200
        }
    }

    /// Whether a comparison may rest on this piece without anybody's confirmation.
    public var isEnough: Bool {
        switch self {
        case .sameDistinctiveWords, .sameCommonWords, .sameAbbreviation: true
        default: false
        }
    }
}

/// That two names name the same: what speaks for it, and whether it may be used before a person has confirmed it.
public struct AliasProposal: Sendable, Hashable {
    public var first: AliasName
    public var second: AliasName
    public var evidence: [AliasEvidence]
    /// In thousandths, 0 to 1000: only an order for the person who decides.
    public var score: Int
    public var standing: Standing

    public enum Standing: String, Sendable, Hashable, CaseIterable, Codable {
        /// A person has confirmed it.
        case confirmed
        /// The names themselves are enough: the same distinctive words, the same abbreviation or the same common words,
        /// no programme word against it, and no second name on either page for which that holds.
        case evident
        /// A person has to decide; nothing rests on it.
        case open
    }

    public init(_ first: AliasName, _ second: AliasName, evidence: [AliasEvidence], standing: Standing) {
        self.first = first
        self.second = second
        self.evidence = evidence
        self.standing = standing
        score = min(1000, max(0, evidence.reduce(0) { $0 + $1.weight }))
    }
}
