import ElectionModel
import SourceArchive
import Wording

/// Which rows and columns the sources give, for tables of any election.
extension ArchiveContext {
    /// Who stands in the rows: those with votes or seats in any source, the strongest first, rows without a name last.
    var rows: [ParticipantResolution.Resolved] {
        var known: Set<ParticipantID> = []
        for fact in comparison.facts where fact.name.constituency == nil && fact.verdict != .missingEverywhere {
            switch fact.name.measure {
            case .votes, .voteShare, .seats:
                if let participant = fact.name.participant { known.insert(participant) }
            default: break
            }
        }
        let rows = comparison.participants.participants.enumerated().filter { known.contains($0.element.id) }
        return rows.map { place, row in
            (
                row: row,
                order: (isCollective(row.kind) ? 1 : 0, -strength(.seats, row.id), -strength(.votes, row.id), place)
            )
        }.sorted { $0.order < $1.order }.map(\.row)
    }

    private func isCollective(_ kind: Participant.Kind) -> Bool {
        switch kind {
        case .party, .bloc, .person, .answer: false
        case .independents, .others, .appointed, .vacant, .againstAll: true
        }
    }

    private func strength(_ measure: Measure, _ participant: ParticipantID) -> Int64 {
        let names = groups(measure).map { $0.name(measure, participant) }
        guard case .whole(let number)? = known.values.first(names)?.values.first?.claim.value else { return -1 }
        return number
    }

    /// A part of the vote that has columns of its own: lists, constituencies by round, or the vote as a whole.
    struct Group: Hashable {
        var tier: FactKey.Tier?
        var round: Int?

        func name(_ measure: Measure, _ participant: ParticipantID?) -> FactName {
            FactName(measure, tier: tier, round: round, participant: participant)
        }
    }

    /// The parts of the vote for which a source gives a measure of somebody, the whole first.
    func groups(_ measure: Measure) -> [Group] {
        var groups: Set<Group> = []
        for fact in comparison.facts
        where fact.name.measure == measure && fact.name.participant != nil && fact.name.constituency == nil
            && fact.verdict != .missingEverywhere
        {
            groups.insert(Group(tier: fact.name.tier, round: fact.name.round))
        }
        func order(_ group: Group) -> (Int, Int) {
            (group.tier.flatMap { FactKey.Tier.allCases.firstIndex(of: $0) }.map { $0 + 1 } ?? 0, group.round ?? 0)
        }
        return groups.sorted { order($0) < order($1) }
    }

    /// The parts of the vote that a table of results shows. Sums of other parts are left out: constituencies beside their
    /// rounds, and the whole where only its seats are given, which have a column of their own.
    var resultGroups: [Group] {
        let all = (groups(.votes) + groups(.voteShare) + groups(.seats)).reduce(into: [Group]()) { all, group in
            if !all.contains(group) { all.append(group) }
        }
        let hasRounds = all.contains { $0.tier == .constituency && $0.round != nil }
        return all.filter { group in
            if group == Group() { return all.count == 1 || hasOwnVotes }
            return !(hasRounds && group.tier == .constituency && group.round == nil)
        }
    }

    /// Whether votes are given that are of no part of the vote.
    private var hasOwnVotes: Bool {
        groups(.votes).contains(Group()) || groups(.voteShare).contains(Group())
    }

    func groupTitle(_ group: Group) -> String {
        switch (group.tier, group.round) {
        case (.list, _): shared("proportional")
        case (.constituency, let round?): round == 1 ? wording.term("heading.first ballot") : ballot(round)
        case (.constituency, nil): text("all constituencies")
        case (let tier?, _): wording.term("archive.tier.\(tier.rawValue)")
        case (nil, let round?): round == 1 ? wording.term("heading.first ballot") : ballot(round)
        case (nil, nil): wording.term("heading.votes")
        }
    }

    func ballot(_ round: Int) -> String {
        round == 2 ? wording.term("heading.run-off") : text("round group", [Figure("round", .text("\(round)"))])
    }

    /// The rounds of which a source names a polling day.
    var rounds: [Int] {
        let rounds = Set(comparison.facts.filter { $0.name.measure == .pollingDate }.compactMap(\.name.round))
        return rounds.isEmpty ? [1] : rounds.sorted()
    }

    /// A measure of the whole country in a round, under each of the names that it may have.
    func whole(_ measure: Measure, round: Int) -> [FactName] {
        if round == 1 {
            return [
                FactName(measure), FactName(measure, tier: .list), FactName(measure, round: 1),
                FactName(measure, tier: .constituency, round: 1),
            ]
        }
        return [FactName(measure, tier: .constituency, round: round), FactName(measure, round: round)]
    }

    /// Names of rows that may be one, which stand apart here.
    @Content func openNames() -> [Node] {
        if !comparison.aliasesOpen.isEmpty {
            tag(.p, [:], text("names explained"))
            tag(.ul) {
                for proposal in comparison.aliasesOpen {
                    tag(.li, [:], "\(proposal.first.name) = \(proposal.second.name)?")
                }
            }
        }
    }

    func rowName(_ row: ParticipantResolution.Resolved) -> String { wording.name(of: row.id, comparison.participants) }
}
