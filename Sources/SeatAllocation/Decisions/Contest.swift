import ElectionModel
import ElectoralLaw

/// What every decision may look at besides votes: the register of choices and the recorded decisions.
///
/// A class, because it is handed to every decision and copying seven collections would cost more than the decision.
final class Contest: Sendable {
    let register: [ChoiceID: Choice]
    let decisions: Decisions
    private let againstAll: Set<ChoiceID>

    init(_ election: Election, _ decisions: Decisions) {
        // The audit has reported choices that stand twice; the first one counts here.
        register = Dictionary(election.choices.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.decisions = decisions
        againstAll = Set(election.choices.filter { $0.kind == .againstAll }.map(\.id))
    }

    func isAgainstAll(_ id: ChoiceID) -> Bool {
        !againstAll.isEmpty && againstAll.contains(id)
    }

    /// Whether a line of the first ballot is a candidate who can be elected.
    func stands(_ id: ChoiceID) -> Bool {
        !isAgainstAll(id) && !hasWithdrawn(id, beforeRound: 1)
    }

    /// Those who stand, most votes first, equal ones in ballot order.
    func ranked(_ tally: Tally) -> [Tally.ChoiceVotes] {
        var order: [Tally.ChoiceVotes] = []
        order.reserveCapacity(tally.votes.count)
        for line in tally.votes where everybodyStands || stands(line.choice) {
            order.append(line)
            var place = order.count - 1
            while place > 0, order[place - 1].votes < line.votes {
                order.swapAt(place - 1, place)
                place -= 1
            }
        }
        return order
    }

    /// Whether a second ballot lists the finalists and nobody else.
    func isBallot(_ tally: Tally, of finalists: [ChoiceID]) -> Bool {
        var listed = 0
        for line in tally.votes where !isAgainstAll(line.choice) {
            guard finalists.contains(line.choice) else { return false }
            listed += 1
        }
        return listed == finalists.count
    }

    func isAnnulled(_ tier: TierID, _ district: DistrictID) -> Decisions.Annulment? {
        decisions.annulments.first { $0.tier == tier && $0.district == district && $0.stations == nil }
    }

    /// An annulment of single stations.
    func annulledStations(_ tier: TierID, _ district: DistrictID) -> Decisions.Annulment? {
        decisions.annulments.first { $0.tier == tier && $0.district == district && $0.stations != nil }
    }

    /// Whether anybody left at any time, so that most elections need not ask about each.
    var anyWithdrawals: Bool { !decisions.withdrawals.isEmpty }

    /// Whether every line of every ballot is a candidate who can be elected.
    var everybodyStands: Bool { againstAll.isEmpty && decisions.withdrawals.isEmpty }

    func hasWithdrawn(_ id: ChoiceID, beforeRound round: Int) -> Bool {
        !decisions.withdrawals.isEmpty && decisions.withdrawals.contains { $0.choice == id && $0.round <= round }
    }

    func birthDate(_ id: ChoiceID) -> CalendarDate? { register[id]?.birthDate }
}

extension Tally {
    /// The size of a base; nil where the tally does not give it.
    func amount(of base: VoteBase, againstAll: (ChoiceID) -> Bool) -> UInt64? {
        switch base {
        case .validVotes: valid
        case .votesForChoices: votes.reduce(0) { $0 + (againstAll($1.choice) ? 0 : $1.votes) }
        case .ballotsCast: cast ?? invalid.map { valid + $0 }
        case .registeredElectors, .membersOfCollege: registered
        case .membersPresent: present
        }
    }
}
