import ElectionModel

/// What can be said of every kind of figure: one entry for each pattern of keys.
///
/// A part of a pattern in capitals stands for one identifier, such as `LIST` for `otan`; all others stand for
/// themselves.
struct CodebookEntry {
    var pattern: String
    /// The column of the figure in wide files, its name in JSON.
    var column: String
    var unit: String
    /// What a share is taken of; empty for others.
    var base = ""
    /// What it is made from.
    var kind: Kind
    /// Where NIST SP 1500-100 has a place for it; empty where it has none.
    var nist = ""

    enum Kind: String {
        case counted = "counted or published"
        case computed = "computed by Sailau"
        case law = "set by law"
        case claimed = "claimed by a source"
        case sourced = "copied from a source"
    }
}

enum Codebook {
    static func isPlace(_ part: Substring) -> Bool {
        part.utf8.allSatisfy { (65...90).contains($0) }
    }

    /// A pattern taken apart; nil for a part that stands for one identifier.
    private struct Pattern {
        var parts: [Substring?]
        var entry: CodebookEntry

        init(_ entry: CodebookEntry) {
            self.entry = entry
            parts = entry.pattern.split(separator: ".", omittingEmptySubsequences: false).map {
                Codebook.isPlace($0) ? nil : $0
            }
        }

        /// How many parts stand for themselves; nil where the key is not of this pattern.
        func literals(in key: [Substring]) -> Int? {
            var count = 0
            for (own, part) in zip(parts, key) {
                guard let own else { continue }
                guard own == part else { return nil }
                count += 1
            }
            return count
        }
    }

    private static let patterns = Dictionary(grouping: entries.map(Pattern.init), by: \.parts.count)

    /// The entry of a key: where several patterns fit, the one with most parts that stand for themselves.
    static func entry(for key: String) -> CodebookEntry? {
        // A sourced figure keeps the dots of its own name.
        if key.hasPrefix("fact.") { return entries.last }
        var parts = key.split(separator: ".", omittingEmptySubsequences: false)
        // Where several tiers have lists, the tier stands before what is said of them.
        if parts.count > 3, parts[0] == "tier", parts[2] == "list" { parts.removeFirst(2) }
        let fitting = (patterns[parts.count] ?? []).compactMap { pattern in
            pattern.literals(in: parts).map { (entry: pattern.entry, literals: $0) }
        }
        return fitting.max { $0.literals < $1.literals }?.entry
    }
}
