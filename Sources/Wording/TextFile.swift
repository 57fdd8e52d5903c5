public import ElectionModel

/// One file of texts, read by whoever may open files.
public struct TextFile: Sendable, Hashable {
    /// What a file holds; its raw value is the file's name.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A sentence for each step code.
        case steps
        /// Title, sentence and remedy for each code of a finding.
        case findings
        /// Names, headings, labels and the patterns of numbers, dates, lists and citations.
        case terms
        /// Texts of the published pages; their keys are `terms.site.GROUP.NAME`.
        case pages
        /// Names of what a reconstruction has to agree with; their keys are `terms.constraint.CODE`.
        case constraints
        /// Electronic elections: rules, findings, statements; their keys are `terms.ballots.GROUP.NAME`.
        case ballots
        /// The archive of sources: verdicts, explanations, measures; their keys are `terms.archive.GROUP.NAME`.
        case archive
        /// Records of elections: rules, differences, reports; their keys are `terms.record.GROUP.NAME`.
        case record
        /// The conduct of elections: refusals, stages, deadlines; their keys are `terms.conduct.GROUP.NAME`.
        case conduct
        /// Counting: what to do about findings, the way of a protocol, reports; their keys are `terms.counting.GROUP.NAME`.
        case counting
        /// Papers as they are printed; their keys are `terms.papers.GROUP.NAME`.
        case papers
        /// Pages of the service for which people sign in; their keys are `terms.service.GROUP.NAME`.
        case service
        /// The register of voters: faults in one, answers, reports; their keys are `terms.register.GROUP.NAME`.
        case register
        /// Pages and papers of the booth of an electronic station; their keys are `terms.booth.GROUP.NAME`.
        case booth
        /// The desk of an electronic station: steps, refusals, findings; their keys are `terms.desk.GROUP.NAME`.
        case desk
        /// What surrounds an electronic station: slips, recorder, groups, answers, parts; their keys are `terms.slips.GROUP.NAME`.
        case slips
        /// The public board of finished electronic elections; their keys are `terms.board.GROUP.NAME`.
        case board
        /// Audits, forensic counts, quick counts, media monitoring; their keys are `terms.observation.GROUP.NAME`.
        case observation
        /// Bundles of evidence; their keys are `terms.evidence.GROUP.NAME`.
        case evidence
        /// What is wrong and what to do, for each code of a mistake in a file.
        case mistakes
        /// Wrong arguments and missing files; their keys are `terms.error.GROUP.NAME`.
        case errors
    }

    /// The folder it stands in.
    public var language: Language
    /// Which of the files of a language it is.
    public var kind: Kind
    /// Its content: YAML in UTF-8.
    public var bytes: [UInt8]

    /// A file that has been read.
    public init(_ language: Language, _ kind: Kind, bytes: [UInt8]) {
        self.language = language
        self.kind = kind
        self.bytes = bytes
    }

    /// Where the file stands, such as `Texts/ru/steps.yaml`.
    public var path: String { Self.path(language, kind) }

    /// Where such a file stands under the root of the project or of `SAILAU_HOME`.
    public static func path(_ language: Language, _ kind: Kind) -> String {
        "Texts/\(language.rawValue)/\(kind.rawValue).yaml"
    }

    /// All the files that a catalogue is made of.
    public static var all: [(language: Language, kind: Kind)] {
        Language.allCases.flatMap { language in Kind.allCases.map { (language, $0) } }
    }
}
