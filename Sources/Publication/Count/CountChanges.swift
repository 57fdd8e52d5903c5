import Counting
import ElectionConduct
import ElectionModel

extension CountFigures {
    /// Everything that was put right, in the order of the record where it has a place there, protocols last.
    ///
    /// - Parameter hidden: rounds whose protocols, and so their corrections, are not shown.
    static func changes(_ state: ConductState, hiding hidden: Set<Int>) -> [Change] {
        let nominators = state.nominationOrder.compactMap { id -> Change? in
            guard let nomination = state.nominations[id], nomination.nominator != nomination.nominated.nominator else {
                return nil
            }
            let mark = state.marks.named(NominatorCorrected.kind).last { $0.subject == id.rawValue }
            return Change(
                kind: .nominator, subject: id.rawValue, tier: nomination.nominated.tier, round: 1, field: "",
                old: nomination.nominated.nominator?.rawValue ?? "", new: nomination.nominator?.rawValue ?? "",
                reason: nomination.correction ?? "", height: mark?.height ?? -1)
        }
        let left = state.nominationOrder.compactMap { id -> Change? in
            guard let nomination = state.nominations[id], let round = nomination.leftBeforeRound else { return nil }
            let kind = nomination.status == .cancelled ? Change.Kind.cancellation : .withdrawal
            let name = kind == .cancellation ? RegistrationCancelled.kind : NominationWithdrawn.kind
            let mark = state.marks.named(name).last { $0.subject == id.rawValue }
            return Change(
                kind: kind, subject: id.rawValue, tier: nomination.nominated.tier, round: round, field: "", old: "",
                new: "", reason: "", height: mark?.height ?? -1)
        }
        let annulled = state.contests.sorted { $0.key < $1.key }.compactMap { contest, decided -> Change? in
            guard let annulment = decided.annulment else { return nil }
            let mark = state.marks.named(ConstituencyAnnulled.kind).last {
                $0.subject == contest.district.rawValue
            }
            return Change(
                kind: .annulment, subject: contest.district.rawValue, tier: contest.tier, round: 1, field: "", old: "",
                new: "", reason: "\(annulment.article): \(annulment.reason)", height: mark?.height ?? -1)
        }
        return (nominators + left + annulled).sorted { $0.height < $1.height } + corrigenda(state, hidden)
    }

    private static func corrigenda(_ state: ConductState, _ hidden: Set<Int>) -> [Change] {
        state.protocols.corrected.filter { !hidden.contains($0.key.contest.round) }.flatMap { item -> [Change] in
            let key = item.key
            return item.versions.flatMap { version -> [Change] in
                guard case .corrigendum(let corrigendum) = version.origin else { return [] }
                return corrigendum.changes.map { change in
                    Change(
                        kind: .corrigendum, subject: key.station.rawValue, tier: key.contest.tier,
                        round: key.contest.round, field: "\(change.field)", old: change.old.map { "\($0)" } ?? "",
                        new: change.new.map { "\($0)" } ?? "", reason: corrigendum.decision.reason, height: -1)
                }
            }
        }
    }
}
