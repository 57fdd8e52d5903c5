import ElectionModel
import SourceArchive

/// The preferred values of an archived election that pages state as they are, by fact: what forms with one value for each fact print.
///
/// Contested facts are not among them, nor what is only about right or computed.
struct PreferredFigures {
    let archive: ArchiveFigures
    private let values: [FactName: UncontestedValue]
    /// Who has a value in a column, in the order of facts.
    private let holders: [FactName: [ParticipantID]]
    /// What some page speaks of, contested facts included.
    private let known: Set<FactName>
    /// Alliances with the parties that have rows of their own.
    private let alliances: [ParticipantID: Set<ParticipantID>]

    init(_ archive: ArchiveFigures) {
        self.archive = archive
        var values: [FactName: UncontestedValue] = [:]
        var holders: [FactName: [ParticipantID]] = [:]
        var known: Set<FactName> = []
        var alliances: [ParticipantID: Set<ParticipantID>] = [:]
        for fact in archive.comparison.facts {
            let column = fact.name.of(nil)
            if fact.verdict != .missingEverywhere { known.insert(fact.name) }
            if let participant = fact.name.participant {
                for claim in fact.statements.flatMap({ [$0.claim] + $0.others }) {
                    guard let member = claim.allianceMember.flatMap(archive.comparison.participants.id) else {
                        continue
                    }
                    alliances[participant, default: []].insert(member)
                }
            }
            guard let value = fact.uncontested(archive.preferences), value.isStated else { continue }
            values[fact.name] = value
            if let participant = fact.name.participant { holders[column, default: []].append(participant) }
        }
        (self.values, self.holders, self.known, self.alliances) = (values, holders, known, alliances)
    }

    var comparison: SourceComparison { archive.comparison }

    subscript(_ name: FactName) -> UncontestedValue? { values[name] }

    func count(_ name: FactName) -> Int64? {
        guard case .whole(let number)? = values[name]?.claim.value, number >= 0 else { return nil }
        return number
    }

    func share(_ name: FactName) -> DecimalNumber? {
        switch values[name]?.claim.value {
        case .decimal(let number): number
        case .whole(let number): DecimalNumber(digits: number, places: 0)
        default: nil
        }
    }

    func text(_ name: FactName) -> String? {
        guard case .text(let text)? = values[name]?.claim.value else { return nil }
        return text
    }

    /// How a participant is called on the first page that has it.
    func name(_ id: ParticipantID) -> String { comparison.participants.name(of: id) ?? id.rawValue }

    func kind(_ id: ParticipantID) -> Participant.Kind {
        comparison.participants.participants.first { $0.id == id }?.kind ?? .party
    }

    /// Those with a value in one of the columns, by the first column that tells them apart, the larger first. An alliance whose
    /// parties are among them is left out: its row is their sum.
    func rows(_ columns: [FactName]) -> [ParticipantID] {
        var found: [ParticipantID] = []
        var seen: Set<ParticipantID> = []
        for column in columns {
            for id in holders[column] ?? [] where seen.insert(id).inserted { found.append(id) }
        }
        found.removeAll { id in alliances[id].map { !$0.isDisjoint(with: seen) } ?? false }
        func order(_ id: ParticipantID) -> [Int64] { columns.map { -(count($0.of(id)) ?? -1) } }
        return found.sorted { first, second in
            let (a, b) = (order(first), order(second))
            return a == b ? first < second : a.lexicographicallyPrecedes(b)
        }
    }

    /// The tier whose votes stand for the country's vote as a whole: the one of which most participants have votes; of equals that of
    /// no tier before the lists, and these before the constituencies.
    func tierOfVotes(in constituency: String?, round: Int? = nil) -> FactKey.Tier? {
        let tiers: [FactKey.Tier?] = [nil, .list, .constituency]
        var best: (tier: FactKey.Tier?, rows: Int) = (nil, 0)
        for tier in tiers {
            // The first ballot of constituencies is round 1, of all else it has no number.
            let first = tier == .constituency ? 1 : nil
            let column = FactName(.votes, tier: tier, round: round ?? first, constituency: constituency)
            let rows = holders[column]?.count ?? 0
            if rows > best.rows { best = (tier, rows) }
        }
        return best.tier
    }

    /// A column of votes of the country or of a constituency.
    func column(_ measure: Measure, _ constituency: String?, round: Int?) -> FactName {
        let tier = tierOfVotes(in: constituency, round: round)
        return FactName(
            measure, tier: tier, round: round ?? (tier == .constituency ? 1 : nil), constituency: constituency)
    }

    /// A count about all voters: of no tier, else of the one whose votes stand for the whole, else of the only one that votes.
    func ballots(_ measure: Measure, _ constituency: String?, round: Int?) -> FactName {
        let own = Self.ballots(measure, constituency, round: round)
        let all = [own[0], column(measure, constituency, round: round), own[1]]
        // A contested fact is not passed over for another one.
        return all.first(where: known.contains) ?? own[0]
    }

    /// Of no tier; else of the lists, which have one round, or in a later round of the constituencies.
    static func ballots(_ measure: Measure, _ constituency: String? = nil, round: Int?) -> [FactName] {
        [nil, round == nil ? FactKey.Tier.list : .constituency].map { tier in
            FactName(measure, tier: tier, round: round, constituency: constituency)
        }
    }

    /// Constituencies of which something is known, in the order of facts, with their names as printed.
    var constituencies: [(key: String, name: String)] {
        var found: [(key: String, name: String)] = []
        var seen: Set<String> = []
        for fact in comparison.facts {
            guard let key = fact.name.constituency, seen.insert(key).inserted else { continue }
            found.append((key, fact.statements.lazy.compactMap(\.claim.key.constituency).first ?? key))
        }
        return found
    }

    /// The day of a round: the preferred one, else the one with the most voices, which is then contested.
    func pollingDay(round: Int) -> (day: CalendarDate, isContested: Bool)? {
        let name = FactName(.pollingDate, round: round)
        if case .date(let day)? = values[name]?.claim.value { return (day, false) }
        guard let fact = comparison.facts.first(where: { $0.name == name }) else { return nil }
        for index in fact.groups.flatMap(\.statements) {
            if case .date(let day) = fact.statements[index].claim.value { return (day, true) }
        }
        return nil
    }

    /// The country as the first page names it.
    var country: String { comparison.pages.first?.election.country ?? comparison.election.country }
}
