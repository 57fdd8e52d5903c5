/// Recognises a page by what it says, never by its file's name.
public enum PageFormats {
    /// The format whose marks a page bears; nil where it bears none.
    public static func recognise(_ text: PageText) -> PageFormat? {
        let all = text.all
        let start = 0..<min(text.bytes.count, 4_096)
        func has(_ words: String) -> Bool { text.contains(words, in: all) }
        func starts(_ words: String) -> Bool { text.contains(words, in: start) }
        if let first = text.bytes.first(where: { $0 > 32 }) {
            if first == 123, starts("ElectionReport") || starts("NIST_V") || starts("\"@type\"") { return .nist }
            if first == 60, starts("ElectionReport") { return .nist }
        }
        if isCLEA(text) { return .clea }
        if isParline(text) { return .parline }
        if has("ELECTION TYPE") && has("At stake in this") || starts("Election Watch") && has("At stake in this") {
            return .electionWatch
        }
        if has("At stake in this"), has("Population and number of") || has("Description of electoral") {
            return has("Cable News Network") || starts("International Edition") ? .electionWatch : .electionGuide
        }
        if has("{{Election results") || has("{{election results") { return .wikitext }
        if WikipediaMarks.isArticle(text) { return .wikipedia }
        return nil
    }

    private static func isCLEA(_ text: PageText) -> Bool {
        guard let head = text.lines.first else { return false }
        return ["ctr_n", "yr", "pty_n", "cst"].allSatisfy { text.contains($0, in: head) }
    }

    /// At least two of the marks that no other page bears together.
    private static func isParline(_ text: PageText) -> Bool {
        let marks = [
            "Inter-Parliamentary Union", "Historical Archive page of parliamentary election", "PARLINE",
            "Political Group",
            "Distribution of seats", "Dates of election", "Répartition des sièges", "Groupe politique",
            "Union interparlementaire", "Parliamentary Chamber:", "Background and outcome of elections",
        ]
        return marks.count { text.contains($0, in: text.all) } >= 2
    }
}
