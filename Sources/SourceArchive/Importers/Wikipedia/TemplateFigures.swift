import ElectionModel

/// What the template `Election results` computes from its parameters and prints: percentages, the valid votes where they are the sum of
/// the rows, all votes, the turnout, all seats. No page has them as words, so that each is derived from the parameters' claims.
struct TemplateFigures {
    private let collector: ClaimCollector
    private let claims: [Claim]

    /// - Parameter claims: those of one template.
    init(_ collector: ClaimCollector, _ claims: [Claim]) {
        self.collector = collector
        self.claims = claims
    }

    func derive() {
        let rounds = Set(claims.filter { $0.key.measure == .votes }.map(\.key.round))
        for round in rounds.sorted(by: { ($0 ?? 0) < ($1 ?? 0) }) { derive(round) }
        let seats = rows(.seats, nil).filter { $0.key.tier == nil }
        guard !seats.isEmpty, let total = sum(seats) else { return }
        collector.derive(.seatsTotal, .whole(total), rule: "wikitext.computed.seats", from: seats)
    }

    private func derive(_ round: Int?) {
        let votes = rows(.votes, round)
        guard let total = sum(votes), total > 0 else { return }
        @discardableResult func derive(
            _ measure: Measure, _ value: ClaimValue, _ participant: Participant? = nil, from inputs: [Claim]
        ) -> Claim {
            collector.derive(
                measure, value, rule: "wikitext.computed.\(measure.rawValue)", round: round, participant: participant,
                from: inputs)
        }
        let all = derive(.votes, .whole(total), from: votes)
        for row in votes {
            guard case .whole(let count) = row.value, let participant = row.key.participant else { continue }
            derive(.voteShare, Self.share(count, total), participant, from: [row, all])
        }
        let stated = whole(.valid, round)
        let valid = stated?.value ?? total
        let validFrom = [stated?.claim ?? derive(.valid, .whole(total), from: votes)]
        guard let invalid = whole(.invalid, round) else { return }
        let blank = whole(.blank, round)
        let (cast, isTooLarge) = valid.addingReportingOverflow(invalid.value + (blank?.value ?? 0))
        guard !isTooLarge, cast > 0 else { return }
        let castFrom = validFrom + [invalid.claim] + (blank.map { [$0.claim] } ?? [])
        derive(.cast, .whole(cast), from: castFrom)
        derive(.validShare, Self.share(valid, cast), from: castFrom)
        derive(.invalidShare, Self.share(invalid.value, cast), from: castFrom)
        if let electors = whole(.registered, round), electors.value > 0 {
            derive(.turnout, Self.share(cast, electors.value), from: castFrom + [electors.claim])
        }
    }

    private static let greatest: Int64 = 1_000_000_000_000

    private func rows(_ measure: Measure, _ round: Int?) -> [Claim] {
        claims.filter { $0.key.measure == measure && $0.key.round == round && $0.key.participant != nil }
    }

    /// Nil where a row has no number, or one that is no election's.
    private func sum(_ rows: [Claim]) -> Int64? {
        var total: Int64 = 0
        for row in rows {
            switch row.value {
            case .whole(let number) where (0...Self.greatest).contains(number): total += number
            case .none where row.state == .notApplicable: break
            default: return nil
            }
        }
        return total
    }

    private func whole(_ measure: Measure, _ round: Int?) -> (value: Int64, claim: Claim)? {
        let claim = claims.first { claim in
            claim.key.measure == measure && claim.key.round == round && claim.key.participant == nil
        }
        guard let claim, case .whole(let number) = claim.value, (0...Self.greatest).contains(number) else { return nil }
        return (number, claim)
    }

    /// Rounded to two places, as the template does.
    private static func share(_ part: Int64, _ whole: Int64) -> ClaimValue {
        let digits = Fraction(part, over: whole).rounded(scale: 10_000)
        return .decimal(DecimalNumber(digits: Int64(digits), places: 2))
    }
}
