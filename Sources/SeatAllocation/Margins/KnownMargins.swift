import ElectionModel
import ElectoralLaw

/// Margins of single seats that were computed before, each with everything that it follows from.
///
/// While a count goes on, one constituency has other votes than a moment ago and all the others have the same. What is taken
/// over is what would be computed: the same law, register, decisions, votes and outcome.
public struct KnownMargins: Sendable {
    private var body: Body?
    private var contests: [Place: Known] = [:]

    /// What the margins of every contest follow from.
    private struct Body: Equatable {
        var law: Law
        var election: Election
        var decisions: Decisions
    }

    private struct Place: Hashable {
        var tier: TierID
        var district: DistrictID
    }

    private struct Known {
        var decided: ContestOutcome
        var tallies: [Tally]
        var margins: [ContestMargins]
    }

    public init() {}

    /// Forgets everything where law, register or decisions are others than before.
    mutating func keep(under law: Law, of election: Election, with decisions: Decisions) {
        let now = Body(law: law, election: election, decisions: decisions)
        guard body != now else { return }
        body = now
        contests = [:]
    }

    mutating func margins(
        _ decided: ContestOutcome, _ tallies: [Tally], _ compute: () -> [ContestMargins]
    ) -> [ContestMargins] {
        let place = Place(tier: decided.tier, district: decided.district)
        if let known = contests[place], known.tallies == tallies, known.decided == decided { return known.margins }
        let margins = compute()
        contests[place] = Known(decided: decided, tallies: tallies, margins: margins)
        return margins
    }
}
