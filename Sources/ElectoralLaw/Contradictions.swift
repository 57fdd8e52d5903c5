import DataFormats
import ElectionModel

/// Where an item of a list stands in a law file, for mistakes that show only when the whole file is read.
struct Place {
    private let line: Int
    private let path: String
    private let log: MistakeLog

    init(_ reader: MappingReader) {
        line = reader.line
        path = reader.path
        log = reader.log
    }

    func report(_ problem: String, _ remedy: String) {
        log.add(line: line, field: path, problem, remedy)
    }
}

extension Law {
    /// Reports what each field alone can't show: sums, references between tiers, and rules that can never apply.
    ///
    /// - Parameters:
    ///   - tierPlaces: where each tier stands.
    ///   - vacancyPlaces: where each rule on vacancies stands.
    ///   - allTiersRead: false where a tier was left out because of a mistake in it; nothing is then said of sums and
    ///     references that would only follow from that.
    func reportContradictions(
        to reader: MappingReader, tierPlaces: [Place], vacancyPlaces: [Place], allTiersRead: Bool
    ) {
        if allTiersRead { reportSum(to: reader) }
        if kind == .office, seats != 1 {
            reader.report("seats", "An office is held by one person.", "Write 1, or `kind: chamber`.")
        }
        reportRenewal(to: reader)
        var seen: Set<TierID> = []
        for (index, (tier, place)) in zip(tiers, tierPlaces).enumerated() {
            if tier.seats == 0, !(index > 0 && tiers[index - 1].passesRemainingSeats) {
                place.report("`\(tier.id)` has no seats, and no tier before it passes any on.", "Write its seats.")
            }
            if !seen.insert(tier.id).inserted {
                place.report("The tier `\(tier.id)` stands twice.", "Give each tier its own `id`.")
            }
            switch tier.rule {
            case .majority(let rule): report(rule, of: tier, at: place)
            case .plurality(let rule): report(rule, of: tier, at: place)
            case .lists(let rule):
                report(rule, of: tier, at: place)
                reportUnusedParts(rule, of: tier, at: place)
                if allTiersRead { reportReferences(rule, of: tier, number: index, at: place) }
            case .appointed: break
            }
            if tier.college != nil {
                if case .majority = tier.rule { continue }
                place.report(
                    "`\(tier.id)`: `college` can never apply, because the rule is not `majority`.",
                    "Write the rule as `majority`, or leave the college out.")
            }
        }
        guard allTiersRead else { return }
        for (vacancy, place) in zip(vacancies, vacancyPlaces) where tier(vacancy.tier) == nil {
            reportUnknown(vacancy.tier, at: place)
        }
    }

    private func reportSum(to reader: MappingReader) {
        let sum = tiers.reduce(0) { $0 + $1.seats }
        if tiers.isEmpty, reader.has("tiers") {
            reader.report("tiers", "No tier says how the seats are filled.", "Add one, beginning with `- id:`.")
        } else if sum != seats, !tiers.isEmpty {
            let parts = tiers.map { "\($0.id) \($0.seats)" }.joined(separator: " + ")
            reader.report(
                "seats", "The tiers have \(sum) seats (\(parts)), the body has \(seats).", "Correct one of them.")
        }
    }

    private func reportRenewal(to reader: MappingReader) {
        guard let renewal else { return }
        let isPart = Fraction.zero < renewal.part && renewal.part < Fraction(1, 1)
        if !isPart {
            reader.report("renewal", "The part renewed is \(renewal.part).", "Write a fraction between 0 and 1.")
        }
        for tier in tiers where tier.isElected {
            let atStake = Fraction(tier.seats, over: 1) * renewal.part
            if atStake.reduced.denominator != 1 {
                reader.report(
                    "renewal", "\(renewal.part) of the \(tier.seats) seats of `\(tier.id)` is not a whole number.",
                    "Correct the seats or the part.")
            }
        }
        if isPart, let term, Fraction(term.years, over: 1) * renewal.part != Fraction(renewal.everyYears, over: 1) {
            reader.report(
                "renewal",
                "\(renewal.part) every \(renewal.everyYears) years does not fit a term of \(term.years) years.",
                "The part times the term is the time between elections.")
        }
    }

    private func report(_ rule: MajorityRule, of tier: Tier, at place: Place) {
        if rule.runOff == nil, rule.turnout?.otherwise == .runOff {
            place.report(
                "`\(tier.id)`: a turnout too low leads to a run-off, but no run-off is described.",
                "Add `run-off:` or write `repeat election`.")
        }
        if let share = rule.runOff?.qualify.share, share.fraction > Fraction(1, 2) {
            place.report(
                "`\(tier.id)`: nobody can need \(share) to go on and not have won.",
                "A share for the run-off lies below the majority.")
        }
        if rule.elected.share.fraction >= Fraction(1, 1), rule.elected.share.comparison == .moreThan {
            place.report("`\(tier.id)`: nobody can have \(rule.elected.share).", "Write a share below 1.")
        }
        reportUselessTies(rule.ties + (rule.runOff?.ties ?? []), of: tier, at: place)
        reportCollegeBases([rule.elected.share, rule.elected.and, rule.turnout?.needs], of: tier, at: place)
    }

    private func report(_ rule: PluralityRule, of tier: Tier, at place: Place) {
        reportUselessTies(rule.ties, of: tier, at: place)
        reportCollegeBases([rule.least], of: tier, at: place)
    }

    private func reportUselessTies(_ ties: [TieRule], of tier: Tier, at place: Place) {
        if ties.contains(.moreVotes) {
            place.report(
                "`\(tier.id)`: `more votes` can never part candidates whose votes are equal.", "Leave it out.")
        }
    }

    private func reportCollegeBases(_ shares: [Share?], of tier: Tier, at place: Place) {
        guard tier.college == nil else { return }
        for case let share? in shares where share.base == .membersOfCollege || share.base == .membersPresent {
            place.report(
                "`\(tier.id)`: “\(share.base.rawValue)” needs a college, and the people vote here.",
                "Add `college:` or choose another base.")
        }
    }

    private func report(_ rule: ListRule, of tier: Tier, at place: Place) {
        reportCollegeBases(rule.thresholds.map(\.share) + [rule.bonus?.condition], of: tier, at: place)
        if rule.districts.kind == .national, rule.districts.seatsByVotes != nil {
            place.report(
                "`\(tier.id)`: `seats by votes` can never apply with one district.", "Leave it out.")
        }
        if rule.orWins != nil, rule.thresholds.isEmpty {
            place.report(
                "`\(tier.id)`: `or wins` can never apply, because there is no threshold.", "Leave it out.")
        }
        if rule.thresholds.isEmpty, rule.ifNonePasses != nil || rule.ifOnePasses != nil {
            place.report(
                "`\(tier.id)`: `if none passes` and `if one passes` need a threshold.",
                "Add one, or leave them out.")
        }
        for threshold in rule.thresholds where threshold.share.fraction > Fraction(1, 1) {
            place.report("`\(tier.id)`: no list can have \(threshold.share).", "Write a share up to 1.")
        }
        if let natural = rule.naturalThreshold {
            if case .divisor = rule.allocation.method {
                place.report(
                    "`\(tier.id)`: a natural threshold needs a quota, and the method uses divisors.",
                    "Leave it out.")
            }
            if natural.quotas == .zero {
                place.report("`\(tier.id)`: a natural threshold of 0 never applies.", "Leave it out.")
            }
        }
        if let bonus = rule.bonus, bonus.seats >= tier.seats {
            place.report(
                "`\(tier.id)`: a bonus of \(bonus.seats) leaves nothing of \(tier.seats) seats.",
                "Correct one.")
        }
    }

    /// Tiers are decided in the order of the file, so that a rule can look only at those before its own.
    private func reportReferences(_ rule: ListRule, of tier: Tier, number index: Int, at place: Place) {
        let named = [rule.orWins?.tier, rule.transfer?.from].compactMap(\.self) + (rule.compensation?.tiers ?? [])
        for other in named where !tiers[..<index].contains(where: { $0.id == other }) {
            guard other != tier.id, self.tier(other) != nil else {
                reportUnknown(other, at: place)
                continue
            }
            place.report(
                "`\(tier.id)` looks at the seats of `\(other)`, which are decided after its own.",
                "Put `\(other)` before `\(tier.id)`.")
        }
        if case .quota(let method) = rule.allocation.method, method.remainders == .nextTier,
            !tiers[(index + 1)...].contains(where: { if case .lists = $0.rule { true } else { false } })
        {
            place.report(
                "`\(tier.id)`: remaining seats pass to the next tier, but no list tier follows.",
                "Add it after this one, or choose another rule for remaining seats.")
        }
    }

    /// Parts of a list rule that the others leave nothing to do.
    private func reportUnusedParts(_ rule: ListRule, of tier: Tier, at place: Place) {
        func report(_ part: String, with other: String) {
            place.report(
                "`\(tier.id)`: `\(part)` can never apply beside `\(other)`.", "Leave one of them out.")
        }
        if rule.bonus != nil, rule.linkedLists != nil { report("linked lists", with: "bonus") }
        if rule.transfer != nil, rule.districts.kind == .several { report("transfer", with: "districts: several") }
        guard rule.compensation != nil else { return }
        if rule.districts.kind == .several {
            place.report(
                "`\(tier.id)`: compensating seats are counted over the whole country, not by district.",
                "Write `districts: {kind: one for the whole country}`.")
        }
        if rule.bonus != nil { report("bonus", with: "compensation") }
        if rule.linkedLists != nil { report("linked lists", with: "compensation") }
        if rule.transfer != nil { report("transfer", with: "compensation") }
        if rule.exhausted?.then == .otherLists {
            report("exhausted list: \(ListRule.Exhausted.otherLists.rawValue)", with: "compensation")
        }
    }

    private func reportUnknown(_ id: TierID, at place: Place) {
        place.report(
            "There is no other tier `\(id)`.",
            "Write one of: \(tiers.map(\.id.rawValue).joined(separator: ", ")).")
    }
}
