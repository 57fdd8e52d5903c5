public import ElectionConduct
public import ElectionModel
public import ElectionRecord
import ElectoralLaw

/// A ballot as it is printed: the same for every voter of a contest. Nothing on it tells one sheet from another.
public struct BallotPaper: Sendable {
    public struct Line: Sendable, Hashable {
        public var name: Multilingual
        /// Who nominated; nil for the self-nominated, for lists and for "against all".
        public var nominator: Multilingual?
        public var kind: Choice.Kind
    }

    public var source: PaperSource
    public var tier: TierID
    public var district: DistrictID
    public var round: Int
    public var pollingDay: CalendarDate?
    /// Codes of the languages on the ballot in their order, such as `kk` and `ru`.
    public var languages: [Language]
    public var lines: [Line]
    /// Whether it is shown to voters before the day and is no ballot to vote with.
    public var isSample: Bool
}

/// How many ballots of a contest are printed (article 37(2)).
public struct BallotOrder: Sendable, Hashable {
    public var tier: TierID
    public var district: DistrictID
    public var round: Int
    public var electors: UInt64
    /// Printed beyond the electors.
    public var reserve: UInt64
    public var lines: Int

    public var total: UInt64 { electors + reserve }
}

extension ConductState {
    /// The ballot of a contest: names in the order of the law, the two finalists in a run-off, "against all" where the law has
    /// it. Nil where nobody stands, or no run-off was called.
    public func ballotPaper(
        of contest: ContestID, round: Int, isSample: Bool = false, at position: RecordHead?
    ) -> BallotPaper? {
        let choices = ballot(of: contest, round: round)
        guard !choices.isEmpty else { return nil }
        let names = Dictionary(register.choices.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var lines = choices.compactMap { id -> BallotPaper.Line? in
            guard let choice = names[id] else { return nil }
            let party =
                choice.kind == .list
                ? nil
                : choice.nominator.flatMap { party in setting.election.parties.first { $0.id == party } }
            return BallotPaper.Line(name: choice.name, nominator: party?.name, kind: choice.kind)
        }
        if setting.hasAgainstAll(contest.tier, round: round) {
            lines.append(BallotPaper.Line(name: Choice.againstAll.name, nominator: nil, kind: .againstAll))
        }
        return BallotPaper(
            source: paperSource(at: position), tier: contest.tier, district: contest.district, round: round,
            pollingDay: pollingDay(round: round),
            languages: setting.procedure.ballots.languages.compactMap { Language(rawValue: $0) }, lines: lines,
            isSample: isSample)
    }

    /// How many ballots a contest needs.
    public func ballotOrder(of contest: ContestID, round: Int) -> BallotOrder {
        let electors = stations(in: contest, round: round).reduce(UInt64(0)) { $0 + UInt64($1.station.electors) }
        let share = setting.procedure.ballots.reserve
        let reserve = Fraction(share.numerator * Int128(electors), share.denominator).ceiling
        return BallotOrder(
            tier: contest.tier, district: contest.district, round: round, electors: electors, reserve: UInt64(reserve),
            lines: ballot(of: contest, round: round).count + (setting.hasAgainstAll(contest.tier, round: round) ? 1 : 0)
        )
    }
}

extension ConductSetting {
    /// Whether the law puts "against all" on the ballots of a tier.
    func hasAgainstAll(_ tier: TierID, round: Int) -> Bool {
        switch law.tiers.first(where: { $0.id == tier })?.rule {
        case .majority(let rule): rule.againstAll != nil
        case .plurality(let rule): rule.againstAll != nil
        case .lists(let rule): rule.againstAll != nil
        case .appointed, nil: false
        }
    }
}
