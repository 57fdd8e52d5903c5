import ElectionModel

/// Chooses among the readings of ambiguous passages: first by the page's own sums and words, then by other pages.
struct Readings {
    /// More combinations than this are not tried; their passages stay open.
    private static let mostCombinations = 128

    let pages: [ImportedPage]
    let participants: ParticipantResolution
    private(set) var passages: [AmbiguousPassage] = []
    private(set) var ledgers: [PageLedger] = []

    init(_ pages: [ImportedPage], _ participants: ParticipantResolution) {
        self.pages = pages
        self.participants = participants
        let counts = pages.map { page in
            var counts: [String: Int] = [:]
            for claim in page.claims {
                if let reading = claim.reading { counts[reading.passage] = reading.count }
            }
            return counts
        }
        ledgers = pages.indices.map { ledger($0, [:]) }
        for place in pages.indices where !counts[place].isEmpty { settle(place, counts[place]) }
    }

    private func ledger(_ place: Int, _ chosen: [String: Int]) -> PageLedger {
        PageLedger(pages[place], place: place, participants: participants) { chosen[$0] }
    }

    private mutating func settle(_ place: Int, _ counts: [String: Int]) {
        let names = counts.keys.sorted()
        var combinations: [[String: Int]] = [[:]]
        for name in names {
            combinations = combinations.flatMap { chosen in
                (0..<max(1, counts[name] ?? 1)).map { chosen.merging([name: $0]) { $1 } }
            }
            if combinations.count > Self.mostCombinations {
                passages += names.map {
                    AmbiguousPassage(
                        page: place, passage: $0, count: counts[$0] ?? 0, possible: Array(0..<(counts[$0] ?? 0)),
                        chosen: nil, settledBy: [])
                }
                return
            }
        }
        let tried = combinations.map { chosen in (chosen: chosen, ledger: ledger(place, chosen)) }
        let faults = tried.map { FaultLocation(PageChecks.of($0.ledger)).cost(on: $0.ledger) }
        let least = faults.min() ?? 0
        let possible = tried.indices.filter { faults[$0] == least }
        var support = possible.map { votes(of: tried[$0].ledger) }
        let best = support.map(\.score).max() ?? 0
        let chosen = zip(possible, support).filter { $0.1.score == best }.map(\.0)
        support = support.filter { $0.score == best }
        var settled: [String: Int] = [:]
        for name in names {
            let left = Set(possible.compactMap { tried[$0].chosen[name] })
            let values = Set(chosen.compactMap { tried[$0].chosen[name] })
            settled[name] = values.count == 1 ? values.first : nil
            passages.append(
                AmbiguousPassage(
                    page: place, passage: name, count: counts[name] ?? 0, possible: left.sorted(),
                    chosen: settled[name],
                    settledBy: left.count > 1 && values.count == 1 ? support.flatMap(\.pages).unique() : []))
        }
        ledgers[place] = ledger(place, settled)
    }

    /// How many facts of other pages a reading agrees with, less those that it contradicts.
    private func votes(of ledger: PageLedger) -> (score: Int, pages: [Int]) {
        var score = 0
        var agreeing: [Int] = []
        for (name, claims) in ledger.entries where name.isComparable {
            guard let claim = claims.first(where: { $0.reading != nil }) else { continue }
            for other in ledgers where other.place != ledger.place {
                guard let stated = other.claim(name) else { continue }
                switch Comparing.relation(claim, stated, measure: name.measure) {
                case .conflict: score -= 1
                case nil, .definition: break
                default:
                    score += 1
                    agreeing.append(other.place)
                }
            }
        }
        return (score, agreeing.sorted())
    }
}

extension Array where Element: Hashable {
    /// Each element once, where it stands first.
    func unique() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
