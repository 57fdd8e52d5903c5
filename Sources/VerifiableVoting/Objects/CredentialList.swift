import PrimeOrderGroups

/// Lists of public credentials as their authority keeps them, made into what an archive may hold.
public enum CredentialList {
    /// The list in canonical form: entries `element` or `element,weight`, without the identifiers that an authority's own
    /// file may have, sorted by group element; if any entry has a weight, all have.
    ///
    /// Specification notes, sections 2 and 4.4. Throws `credentialsFormat`, `credentialElement` or `credentialWeight` with
    /// the position of the entry; duplicates and membership are found by `PublicCredentials`.
    public static func published<Suite: CipherSuite>(
        _ bytes: [UInt8], suite: Suite.Type
    ) throws(Violation) -> [UInt8] {
        guard let items = try JSONTree.whole(bytes, breaking: .credentialsFormat).items else {
            throw Violation(.credentialsFormat, detail: "an array is expected")
        }
        var entries: [(element: Suite.Element, weight: UInt64?)] = []
        for (index, item) in items.enumerated() {
            let place = Place(credential: index + 1)
            guard let text = item.string else { throw Violation(.credentialsFormat, place) }
            let parts = text.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
            guard let first = parts.first, let element = Suite.Group.element(text: String(first)) else {
                throw Violation(.credentialElement, place)
            }
            var weight: UInt64?
            if parts.count > 1, !parts[1].isEmpty {
                guard let value = UInt64(parts[1]), String(value) == parts[1] else {
                    throw Violation(.credentialWeight, place, detail: String(parts[1]))
                }
                weight = value
            }
            entries.append((element, weight))
        }
        let weighted = entries.contains { $0.weight != nil }
        entries.sort { Suite.Group.precedes($0.element, $1.element) }
        return CanonicalText.of { text in
            text.list(entries) { text, entry in
                let element = Suite.Group.text(entry.element)
                text.string(weighted ? "\(element),\(entry.weight ?? 1)" : element)
            }
        }
    }
}

/// Identifiers of elections.
public enum ElectionIdentifier {
    /// 14 characters of Base58 from the operating system's randomness.
    public static func random() -> String { SecretSource.system.characters(14) }

    /// Whether a text can name an election.
    public static func isValid(_ text: String) -> Bool {
        (14...64).contains(text.utf8.count) && text.utf8.allSatisfy(Base58.contains)
    }
}
