public import ElectionModel
public import VerifiableVoting
public import Wording

/// An election of a board, with what its verification said.
public struct BoardedElection: Sendable {
    public var announced: AnnouncedElection
    public var entry: Board.Entry
    /// Nil for an archive that is invalid or missing.
    public var statement: VerificationStatement?
    /// What it breaks; nil for one that is valid or missing.
    public var violation: Violation?

    public init(
        announced: AnnouncedElection, entry: Board.Entry, statement: VerificationStatement? = nil,
        violation: Violation? = nil
    ) {
        (self.announced, self.entry) = (announced, entry)
        (self.statement, self.violation) = (statement, violation)
    }

    var stations: String { announced.stations.map(\.name).joined(separator: ", ") }

    /// The page of the election, inside the folder of its language.
    var path: String { "elections/\(fileName(announced.uuid)).html" }

    func codesPath(_ part: CodeIndex.Part) -> String {
        "elections/\(fileName(announced.uuid))/codes-\(part.fileName).html"
    }

    func trackersPath(_ part: CodeIndex.Part) -> String {
        "elections/\(fileName(announced.uuid))/trackers-\(part.fileName).html"
    }
}

/// The pages of a public board: static, in three languages, read without scripts, also from the file system. Those of an election
/// are made one election at a time, so that the codes of all of them are never in memory together.
public struct BoardSite: Sendable {
    /// Where the files lie that a board offers, inside its folder.
    public static let files = "files"

    let title: String
    let catalogue: TextCatalogue
    let provenance: ProvenanceKind?
    let style: (name: String, bytes: [UInt8])
    let script: (name: String, bytes: [UInt8])
    /// Names of the announcement's file and of the commission's key, for the commands that check.
    let manifest: String
    let commissionKey: String

    /// - Parameters:
    ///   - title: the name of the day, as announced.
    ///   - provenance: what kind of data it is, which every page says; nil where nobody knows.
    ///   - manifest: the name of the announcement's file among those offered.
    ///   - commissionKey: the name of the file with the commission's key.
    public init(
        title: String, _ catalogue: TextCatalogue, provenance: ProvenanceKind? = nil, style: [UInt8],
        script: [UInt8], manifest: String, commissionKey: String
    ) {
        (self.title, self.catalogue, self.provenance) = (title, catalogue, provenance)
        self.style = AssetFiles.named("style", "css", style)
        self.script = AssetFiles.named("board", "js", script)
        (self.manifest, self.commissionKey) = (manifest, commissionKey)
    }

    /// The page of an election and those of its codes, in every language.
    ///
    /// - Parameter codes: sorted by code; empty for an archive that is invalid or missing.
    public func pages(of election: BoardedElection, codes: [BoardCode]) -> [(path: String, bytes: [UInt8])] {
        let lists = CodeLists(codes)
        return inAllLanguages { wording in
            BoardElectionPages(site: self, wording: wording, election: election, lists: lists).pages()
        }
    }

    /// The front page and the sums, in every language, with what all pages use.
    ///
    /// - Parameter publisher: whose key signs the board's list.
    public func front(
        _ board: Board, _ elections: [BoardedElection], sums: ElectronicSums, publisher: SignerKey
    ) -> [(path: String, bytes: [UInt8])] {
        let choice = LanguageChoice.page(catalogue, title: { _ in title }, style: style.name) { wording in
            provenance.map { wording.term("provenance explained.\($0.rawValue)") }
        }
        let front = inAllLanguages { wording in
            BoardFrontPages(
                site: self, wording: wording, board: board, elections: elections, sums: sums, publisher: publisher
            ).pages()
        }
        return [(style.name, style.bytes), (script.name, script.bytes), ("index.html", choice.page())] + front
    }

    private func inAllLanguages(
        _ pages: (Wording) -> [(path: String, node: Node)]
    ) -> [(path: String, bytes: [UInt8])] {
        Language.allCases.flatMap { language in
            pages(Wording(catalogue, in: language)).map { ("\(language.rawValue)/\($0.path)", $0.node.page()) }
        }
    }
}

/// The codes of an election in two orders, in pieces.
struct CodeLists {
    /// Sorted by code.
    let codes: [BoardCode]
    let codeIndex: CodeIndex
    /// Those with a tracker, sorted by it.
    let tracked: [BoardCode]
    let trackerIndex: CodeIndex

    init(_ codes: [BoardCode]) {
        self.codes = codes
        codeIndex = CodeIndex(codes.map(\.code))
        tracked = codes.filter { $0.tracker != nil }.sorted { UrnCodes.precedes($0.tracker ?? "", $1.tracker ?? "") }
        trackerIndex = CodeIndex(tracked.map { $0.tracker ?? "" })
    }
}
