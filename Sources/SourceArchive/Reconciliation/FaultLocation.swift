import ElectionModel

/// Which facts of a page its failing checks point at.
///
/// Where several checks fail, the suspect is the fact that most of them share; where one fails, its total.
struct FaultLocation {
    private(set) var suspects: [FactName: [PageCheck]] = [:]

    /// - Parameter checks: of one page.
    init(_ checks: [PageCheck]) {
        let failing = checks.filter { $0.result == .fails }
        guard !failing.isEmpty else { return }
        let holding = checks.filter { $0.result == .holds || $0.result == .holdsWithinRounding }
        /// In how many failing checks, and in how few that hold.
        func weight(_ fact: FactName) -> (Int, Int) {
            (failing.count { $0.facts.contains(fact) }, -holding.count { $0.facts.contains(fact) })
        }
        for check in failing {
            let first = check.facts[0]
            let best = check.facts.max { weight($0) < weight($1) } ?? first
            let isShared = weight(best).0 > 1 && weight(best) > weight(first)
            suspects[isShared ? best : first, default: []].append(check)
        }
    }

    /// How much the page would have to be wrong: for each suspect as many as there are claims that state it.
    func cost(on ledger: PageLedger) -> Int {
        suspects.keys.reduce(0) { cost, fact in
            let stated = (ledger.entries[fact] ?? []).count { $0.state == .printed || $0.state == .prose }
            return cost + 10 + max(1, stated)
        }
    }
}
