import ElectionModel
import SourceArchive

/// Commands for Wikidata's QuickStatements in its first form (V1), a statement a line, parts set apart by tabs.
///
/// Every value that a page states is a statement with that page as its reference; pages with one value are references of one statement.
/// Where a person has decided, the value is preferred (`R+`) and those that contradict it are deprecated (`R-`); all else is normal
/// (`R0`). Ranks need QuickStatements 3. Properties after Wikidata's WikiProject on elections.
///
/// What nobody has given an item stands as `ELECTION`, `ROUND2`, `SOURCE1`: QuickStatements refuses such a line, so that nothing is
/// uploaded to a wrong item.
struct QuickStatements {
    let figures: PreferredFigures
    let items: WikidataItems

    private static let properties: [(Measure, String)] = [
        (.registered, "P1867"), (.cast, "P1868"), (.valid, "P1697"), (.invalid, "P5044"), (.blank, "P5045"),
    ]

    func text() -> String {
        var lines: [String] = []
        for round in rounds {
            let item = item(round)
            if let fact = fact(FactName(.pollingDate, round: round ?? 1)) { lines += statements(fact, "P585", item) }
            for (measure, property) in Self.properties {
                if let fact = ballots(measure, round) { lines += statements(fact, property, item) }
            }
            lines += participants(round, item)
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// The first ballot stands on the item of the election, each later one on an item of its own.
    private var rounds: [Int?] {
        let later = Set(figures.comparison.facts.compactMap(\.name.round)).filter { $0 >= 2 }.sorted()
        return [nil] + later.map { Optional($0) }
    }

    private func item(_ round: Int?) -> String {
        guard let round else { return items.item(.election) ?? "ELECTION" }
        return items.item(.round, "\(round)") ?? "ROUND\(round)"
    }

    private func fact(_ name: FactName) -> ComparedFact? { figures.comparison.facts.first { $0.name == name } }

    /// The fact about all voters; that of a tier where no page speaks of voters as such.
    private func ballots(_ measure: Measure, _ round: Int?) -> ComparedFact? {
        PreferredFigures.ballots(measure, round: round).lazy.compactMap(fact).first
    }

    // MARK: Statements

    private func statements(_ fact: ComparedFact, _ property: String, _ item: String) -> [String] {
        var found: [(value: String, rank: String, pages: [(Int, Claim)])] = []
        for index in fact.statements.indices {
            let statement = fact.statements[index]
            for claim in [statement.claim] + statement.others where claim.state == .printed || claim.state == .prose {
                guard let value = Self.value(claim.value) else { continue }
                if let known = found.firstIndex(where: { $0.value == value }) {
                    if !found[known].pages.contains(where: { $0.0 == statement.page }) {
                        found[known].pages.append((statement.page, claim))
                    }
                } else {
                    found.append((value, rank(claim, index, fact), [(statement.page, claim)]))
                }
            }
        }
        return found.map { value in
            ([item, property, value.value, value.rank] + references(value.pages)).joined(separator: "\t")
        }
    }

    private func rank(_ claim: Claim, _ index: Int, _ fact: ComparedFact) -> String {
        guard let preferred = figures.archive.preferences.standing(of: fact)?.claim else { return "R0" }
        if claim.value == preferred.value { return "R+" }
        guard let chosen = fact.statements.firstIndex(where: { $0.claim == preferred || $0.others.contains(preferred) })
        else { return "R0" }
        // Another value of the page whose value was chosen is passed over, too.
        return chosen == index || fact.contradict(chosen, index) ? "R-" : "R0"
    }

    private static func value(_ value: ClaimValue) -> String? {
        switch value {
        case .whole(let number): "\(number)"
        case .date(let day): time(day)
        default: nil
        }
    }

    /// A day: precision 11.
    private static func time(_ day: CalendarDate) -> String { "+\(day)T00:00:00Z/11" }

    /// What a participant got: one statement each, with the preferred values as qualifiers, since Wikidata has one for each candidate.
    private func participants(_ round: Int?, _ item: String) -> [String] {
        let votes = figures.column(.votes, nil, round: round)
        return figures.rows([votes]).compactMap { id in
            guard let whom = participant(id), let value = figures[votes.of(id)], let count = figures.count(votes.of(id))
            else { return nil }
            return
                ([item, "P726", whom, "R0", "P1111", "\(count)"] + references([(value.page, value.claim)]))
                .joined(separator: "\t")
        }
    }

    private func participant(_ id: ParticipantID) -> String? {
        let names = figures.comparison.participants.participants.first { $0.id == id }?.names ?? []
        return ([id.rawValue] + names).lazy.compactMap { items.item(.participant, $0) }.first
    }

    // MARK: References

    /// A block for each page: stated in, address, day of the copy, and the printed words.
    private func references(_ pages: [(page: Int, claim: Claim)]) -> [String] {
        var parts: [String] = []
        for (number, stated) in pages.enumerated() {
            let source = figures.archive.sources[stated.page]
            let address = PageAddress(source)?.text
            var block: [(String, String)] = []
            if let item = items.item(.source, source.name) ?? (address == nil ? "SOURCE\(stated.page + 1)" : nil) {
                block.append(("248", item))
            }
            if let address {
                block.append(("854", Self.quoted(Self.escaped(address))))
                let added = figures.archive.history.added
                if added.indices.contains(stated.page) { block.append(("813", Self.time(added[stated.page]))) }
            }
            // Figures have no language: `zxx`.
            if !stated.claim.printed.isEmpty { block.append(("1683", "zxx:" + Self.quoted(stated.claim.printed))) }
            for (place, part) in block.enumerated() {
                parts += ["\(place == 0 && number > 0 ? "!S" : "S")\(part.0)", part.1]
            }
        }
        return parts
    }

    /// In quotation marks, without what ends a part or a line.
    private static func quoted(_ text: String) -> String {
        let plain = text.map { character -> Character in
            if character.isWhitespace || character == "|" { return " " }
            return "\"“”„".contains(character) ? "'" : character
        }
        return "\"\(String(plain).split(separator: " ").joined(separator: " "))\""
    }

    private static func escaped(_ address: String) -> String {
        address.replacing("|", with: "%7C").replacing("\"", with: "%22")
    }
}
