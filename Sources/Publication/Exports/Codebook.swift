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

    fileprivate var parts: [Substring] { pattern.split(separator: ".", omittingEmptySubsequences: false) }

    /// How many parts stand for themselves; nil where the key is not of this pattern.
    fileprivate func literals(in key: [Substring]) -> Int? {
        guard parts.count == key.count else { return nil }
        var count = 0
        for (own, part) in zip(parts, key) where !Codebook.isPlace(own) {
            guard own == part else { return nil }
            count += 1
        }
        return count
    }
}

enum Codebook {
    static func isPlace(_ part: Substring) -> Bool {
        part.utf8.allSatisfy { (65...90).contains($0) }
    }

    /// The entry of a key: where several patterns fit, the one with most parts that stand for themselves.
    static func entry(for key: String) -> CodebookEntry? {
        // A sourced figure keeps the dots of its own name.
        if key.hasPrefix("fact.") { return entries.last }
        var parts = key.split(separator: ".", omittingEmptySubsequences: false)
        // Where several tiers have lists, the tier stands before what is said of them.
        if parts.count > 3, parts[0] == "tier", parts[2] == "list" { parts.removeFirst(2) }
        let fitting = entries.compactMap { entry in entry.literals(in: parts).map { (entry: entry, literals: $0) } }
        return fitting.max { $0.literals < $1.literals }?.entry
    }
}
