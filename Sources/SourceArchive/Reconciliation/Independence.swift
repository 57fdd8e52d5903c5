import ElectionModel

/// Which pages of an election name each other as sources.
enum Independence {
    /// How a page names the publisher of another, by format.
    private static func publishers(_ format: PageFormat) -> [String] {
        switch format {
        case .parline: ["IPU", "Inter-Parliamentary Union", "PARLINE"]
        case .electionWatch: ["CNN", "Cable News Network"]
        case .electionGuide: ["IFES", "ElectionGuide", "International Foundation for Election Systems"]
        case .wikipedia, .wikitext: ["Wikipedia"]
        case .clea: ["CLEA", "Constituency-Level Elections Archive"]
        case .nist: []
        }
    }

    /// For each page the places of the pages that it cites.
    static func citations(_ pages: [ImportedPage]) -> [[Int]] {
        pages.enumerated().map { place, page in
            let cited = page.claims.compactMap { claim -> [String]? in
                guard claim.key.measure == .citedSource, case .text(let text) = claim.value else { return nil }
                return SoundKey.words(of: text)
            }
            guard !cited.isEmpty else { return [] }
            return pages.indices.filter { other in
                guard other != place, pages[other].format != page.format else { return false }
                return publishers(pages[other].format).contains { name in
                    let words = SoundKey.words(of: name)
                    return cited.contains { contains($0, words) }
                }
            }
        }
    }

    private static func contains(_ text: [String], _ words: [String]) -> Bool {
        guard text.count >= words.count else { return false }
        return (0...(text.count - words.count)).contains { text[$0..<($0 + words.count)].elementsEqual(words) }
    }

    /// How many voices speak with pages that say the same: pages joined by citations are one.
    static func voices(of pages: [Int], _ citations: [[Int]]) -> Int {
        var rest = Set(pages)
        var voices = 0
        while let first = rest.min() {
            voices += 1
            var queue = [first]
            rest.remove(first)
            while let page = queue.popLast() {
                for other in rest where citations[page].contains(other) || citations[other].contains(page) {
                    rest.remove(other)
                    queue.append(other)
                }
            }
        }
        return voices
    }
}
