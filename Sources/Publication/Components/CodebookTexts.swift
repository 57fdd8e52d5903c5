import ElectionModel
import Wording

/// Texts of the code book, with the technical names that stay the same in every language.
extension Wording {
    /// What the names of figures are and where they stand.
    func codebookExplained() -> String {
        term(
            "site.codebook explained",
            [
                Figure("formats", .text("CSV, JSON, XML")), Figure("name", .text("data-figure")),
                Figure("value", .text("value")),
            ])
    }

    /// What stands for a part in capitals of a name.
    func codebookPart(_ name: String) -> String {
        term(
            "site.part.\(name)",
            [
                Figure("name", .text(Figures.independents.rawValue)), Figure("first", .text("round1")),
                Figure("second", .text("round2")),
            ])
    }
}
