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

    fileprivate func matches(_ parts: [Substring]) -> Bool {
        let own = pattern.split(separator: ".", omittingEmptySubsequences: false)
        return own.count == parts.count
            && zip(own, parts).allSatisfy { own, part in
                Codebook.isPlace(own) ? !Codebook.reserved.contains(String(part)) : own == part
            }
    }
}

enum Codebook {
    /// Words that stand for themselves where others have an identifier; no list may have such a name.
    static let reserved: Set<String> = ["threshold", "passing"]

    static func isPlace(_ part: Substring) -> Bool {
        part.utf8.allSatisfy { (65...90).contains($0) }
    }

    /// The entries that a key matches: one, if the codebook is right.
    static func matches(_ key: String) -> [CodebookEntry] {
        let parts = key.split(separator: ".", omittingEmptySubsequences: false)
        return entries.filter { $0.matches(parts) }
    }

    /// The entry of a key. A sourced figure keeps the dots of its own name.
    static func entry(for key: String) -> CodebookEntry? {
        if key.hasPrefix("fact.") { return entries.last }
        return matches(key).first
    }
}
