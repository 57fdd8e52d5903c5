import ElectionFiles
import ElectionModel
import Wording

/// `data/README.txt`: what the files are, under which licence, and how to cite them, in three languages.
struct ReadMe {
    private let figures: Figures
    private let catalogue: TextCatalogue
    private let settings: ExportSettings

    init(_ figures: Figures, _ catalogue: TextCatalogue, _ settings: ExportSettings) {
        self.figures = figures
        self.catalogue = catalogue
        self.settings = settings
    }

    func text() -> String {
        let parts = [Language.english, .russian, .kazakh].map(section) + [files, sources]
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func section(_ language: Language) -> String {
        let wording = Wording(catalogue, in: language)
        var lines = [figures.election.name[language], ""]
        if figures.isReconstructed {
            lines += [figures.file.notice?[language] ?? wording.term("publication.reconstructed notice"), ""]
        }
        if figures.hasImportedTotals { lines += [wording.term("publication.imported totals"), ""] }
        lines += [
            "\(wording.term("heading.licence")): \(wording.term("site.licence explained"))", "",
            "\(wording.term("heading.citation")): "
                + wording.term(
                    "site.citation",
                    [
                        Figure("election", .text(figures.election.name[language])),
                        Figure("identifier", .text(figures.election.id.rawValue)),
                    ]), "",
            wording.codebookExplained(),
        ]
        return lines.joined(separator: "\n")
    }

    /// Names of files and columns are the same in every language.
    private var files: String {
        var lines = ["NAME.csv, NAME-wide.csv, NAME.json:"]
        lines += figures.tables.map { "  \($0.name)" }
        lines += [
            "codebook.csv: pattern, column, meaning_en, meaning_ru, meaning_kk, unit, base, source_kind",
            "election.json: NAME.json + seats + sources",
            "nist-election-results.xml, nist-election-results.json: NIST SP 1500-100 v2, doi:10.6028/NIST.SP.1500-100r2",
            "nist-ocd-ids.csv: id, name",
            "CSV: UTF-8 (BOM), RFC 4180; =, +, -, @ -> '=, '+, '-, '@",
            "status: \(ProvenanceKind.allCases.map(\.rawValue).joined(separator: ", "))",
        ]
        lines += settings.protocols.map { "protocols/\($0.name)" }
        return lines.joined(separator: "\n")
    }

    private var sources: String {
        figures.sources.map { "[\($0.id)] \($0.citation.english)" }.joined(separator: "\n")
    }
}
