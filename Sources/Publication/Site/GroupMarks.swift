import ElectionModel

/// A letter or two for each group, which stand beside its colour everywhere on a page.
package enum GroupMarks {
    /// The shortest beginning of each name that no earlier group has, then its initials, then a number; unique.
    package static func marks(_ names: [String]) -> [String] {
        var taken: [String] = []
        return names.enumerated().map { position, name in
            let letters = name.filter(\.isLetter)
            let initials = String(name.split { !$0.isLetter }.compactMap(\.first).prefix(3)).uppercased()
            let candidates = [1, 2].map { String(letters.prefix($0)) } + [initials, String(letters.prefix(3))]
            let free = candidates.first { candidate in
                !candidate.isEmpty && !taken.contains(candidate.lowercased())
            }
            let mark = free ?? "\(position + 1)"
            taken.append(mark.lowercased())
            return mark
        }
    }
}
