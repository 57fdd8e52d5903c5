public import ElectionModel
public import ElectionRecord
import Typesetting
import Wording

/// Where the figures of a paper come from: every paper says it.
public struct PaperSource: Sendable {
    public var electionID: ElectionID
    public var election: Multilingual
    public var provenance: ProvenanceKind
    /// The place of the record at which the paper was issued; nil where no record was read.
    public var position: RecordHead?

    public init(
        electionID: ElectionID, election: Multilingual, provenance: ProvenanceKind, position: RecordHead? = nil
    ) {
        self.electionID = electionID
        self.election = election
        self.provenance = provenance
        self.position = position
    }
}

/// What surrounds every paper: its marks, its head and its foot.
struct PaperFrame {
    var source: PaperSource
    var wording: Wording
    /// Words of its own behind the page, before those on the provenance.
    var marks: [String] = []

    func term(_ key: String, _ figures: [Figure] = []) -> String { wording.term("papers.\(key)", figures) }

    func term(_ key: String, _ figures: KeyValuePairs<String, String>) -> String {
        term(key, figures.map { Figure($0, .text($1)) })
    }

    func paper(
        _ title: String, head: [String], isLandscape: Bool = false, notices: [String] = [], blocks: [Block]
    ) -> Paper {
        let wording = wording
        let isOfficial = source.provenance == .official
        let watermark = marks + (isOfficial ? [] : [term("watermark.\(source.provenance.rawValue)")])
        var all = notices
        if !isOfficial { all.insert(provenance, at: 0) }
        return Paper(
            title: title, subject: source.election[wording.language], language: wording.language.rawValue,
            isLandscape: isLandscape, watermark: watermark.isEmpty ? nil : watermark.joined(separator: " · "),
            runningHead: ([title] + head).joined(separator: " · "), foot: foot,
            pageNumber: { page, pages in
                wording.term(
                    "papers.page.number", [Figure("page", .text("\(page)")), Figure("pages", .text("\(pages)"))])
            }, blocks: all.map { .text($0, Self.notice) } + blocks)
    }

    private static let notice = TextStyle(size: 8, isBold: true, alignment: .centre, after: 3)

    private var provenance: String {
        term(
            "notice.provenance",
            [
                "kind": wording.name(of: source.provenance),
                "explanation": wording.explanation(of: source.provenance) ?? "",
            ])
    }

    private var foot: String {
        guard let position = source.position else { return term("page.no record") }
        return term("page.record", ["place": "\(position)"])
    }

    // MARK: Parts that several papers have

    var election: Block { .text(source.election[wording.language], .subtitle) }

    /// Labels with what they say, two pairs a line.
    func facts(_ facts: [(label: String, value: String)]) -> Block {
        var rows: [Table.Row] = []
        for start in stride(from: 0, to: facts.count, by: 2) {
            let pairs = facts[start..<min(start + 2, facts.count)]
            rows.append(Table.Row(pairs.flatMap { [Table.Cell($0.label), Table.Cell($0.value, isBold: true)] }))
        }
        return .table(
            Table(
                [.init(.part(2)), .init(.part(3)), .init(.part(2)), .init(.part(3))], rows: rows, rules: .none,
                padding: 1.5))
    }

    /// Somebody who signs, with what the record says about that.
    struct Signer {
        var office: String
        var member = ""
        var note = ""
    }

    /// Lines to sign on, two signers beside each other; no signature is imitated.
    func signatures(_ signers: [Signer]) -> [Block] {
        var rows: [Table.Row] = []
        for start in stride(from: 0, to: signers.count, by: 2) {
            let cells = signers[start..<min(start + 2, signers.count)].flatMap { signer in
                let name = [signer.office, signer.member, signer.note].filter { !$0.isEmpty }.joined(separator: ", ")
                return [Table.Cell(name), Table.Cell(.line(caption: term("signatures.signature")))]
            }
            rows.append(Table.Row(cells, leastHeight: 23))
        }
        let columns: [Table.Column] = [.init(.part(3)), .init(.part(2)), .init(.part(3)), .init(.part(2))]
        let head = Table.Row([Table.Cell(term("signatures.title"), isBold: true, span: columns.count)])
        // Signatures that go over two sheets invite a sheet to be exchanged.
        return [
            .space(4),
            .table(
                Table(columns, heads: [head], rows: rows, rules: .none, size: 8, padding: 2, staysTogether: true)),
        ]
    }

    /// A number that may be unfilled, as a table shows it.
    func number(_ value: (some BinaryInteger)?) -> String { value.map { wording.number($0) } ?? "–" }
}
