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

    /// How many voices speak with pages that say the same: a page that cites another of them is none of its own, and pages that
    /// cite each other in a circle are one. Who cites two others does not make one voice of these.
    static func voices(of pages: [Int], _ citations: [[Int]]) -> Int {
        let group = Set(pages)
        func cited(_ page: Int) -> [Int] { citations[page].filter { $0 != page && group.contains($0) } }
        var voices = 0
        // Whatever leads to a page that was heard already has its voice from there.
        var heard = Set(group.filter { cited($0).isEmpty })
        voices += heard.count
        while true {
            var grown = heard
            for page in group where !grown.contains(page) && cited(page).contains(where: heard.contains) {
                grown.insert(page)
            }
            if grown.count > heard.count {
                heard = grown
            } else if let circle = group.subtracting(heard).min() {
                // What is left leads to circles alone; one of its pages speaks for what cites it.
                voices += 1
                heard.formUnion(reached(from: circle, cited))
            } else {
                return voices
            }
        }
    }

    /// A page and all that it leads to.
    private static func reached(from page: Int, _ cited: (Int) -> [Int]) -> Set<Int> {
        var reached: Set<Int> = [page]
        var queue = [page]
        while let next = queue.popLast() {
            for other in cited(next) where reached.insert(other).inserted { queue.append(other) }
        }
        return reached
    }
}
