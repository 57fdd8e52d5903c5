import ElectionModel
import ElectoralLaw

/// What every decision may look at besides votes: the register of choices and the recorded decisions.
struct Contest {
    let register: [ChoiceID: Choice]
    let decisions: Decisions

    init(_ election: Election, _ decisions: Decisions) {
        // The audit has reported choices that stand twice; the first one counts here.
        register = Dictionary(election.choices.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.decisions = decisions
    }

    func isAgainstAll(_ id: ChoiceID) -> Bool {
        register[id]?.kind == .againstAll
    }

    func isAnnulled(_ tier: TierID, _ district: DistrictID) -> Decisions.Annulment? {
        decisions.annulments.first { $0.tier == tier && $0.district == district && $0.stations == nil }
    }

    /// An annulment of single stations.
    func annulledStations(_ tier: TierID, _ district: DistrictID) -> Decisions.Annulment? {
        decisions.annulments.first { $0.tier == tier && $0.district == district && $0.stations != nil }
    }

    func hasWithdrawn(_ id: ChoiceID, beforeRound round: Int) -> Bool {
        decisions.withdrawals.contains { $0.choice == id && $0.round <= round }
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
