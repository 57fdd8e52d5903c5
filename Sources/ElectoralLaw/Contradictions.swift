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

    func report(_ code: Mistake.Code, _ figures: KeyValuePairs<String, String?> = [:]) {
        log.add(line: line, field: path, code, figures)
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
            reader.report("seats", .officeOfMany)
        }
        reportRenewal(to: reader)
        var seen: Set<TierID> = []
        for (index, (tier, place)) in zip(tiers, tierPlaces).enumerated() {
            if tier.seats == 0, !(index > 0 && tiers[index - 1].passesRemainingSeats) {
                place.report(.tierWithoutSeats, ["tier": tier.id.rawValue])
            }
            if !seen.insert(tier.id).inserted {
                place.report(.tierTwice, ["tier": tier.id.rawValue])
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
                place.report(.collegeWithoutMajority, ["tier": tier.id.rawValue])
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
            reader.report("tiers", .noTiers)
        } else if sum != seats, !tiers.isEmpty {
            let parts = tiers.map { "\($0.id) \($0.seats)" }.joined(separator: " + ")
            reader.report("seats", .seatsDiffer, ["sum": "\(sum)", "parts": parts, "seats": "\(seats)"])
        }
    }

    private func reportRenewal(to reader: MappingReader) {
        guard let renewal else { return }
        let isPart = Fraction.zero < renewal.part && renewal.part < Fraction(1, 1)
        if !isPart {
            reader.report("renewal", .renewalIsNoPart, ["part": "\(renewal.part)"])
        }
        for tier in tiers where tier.isElected {
            let atStake = Fraction(tier.seats, over: 1) * renewal.part
            if atStake.reduced.denominator != 1 {
                reader.report(
                    "renewal", .renewalIsNotWhole,
                    ["part": "\(renewal.part)", "seats": "\(tier.seats)", "tier": tier.id.rawValue])
            }
        }
        if isPart, let term, Fraction(term.years, over: 1) * renewal.part != Fraction(renewal.everyYears, over: 1) {
            reader.report(
                "renewal", .renewalMissesTerm,
                ["part": "\(renewal.part)", "every": "\(renewal.everyYears)", "years": "\(term.years)"])
        }
    }

    private func report(_ rule: MajorityRule, of tier: Tier, at place: Place) {
        if rule.runOff == nil, rule.turnout?.otherwise == .runOff {
            place.report(.noRunOffDescribed, ["tier": tier.id.rawValue])
        }
        if let share = rule.runOff?.qualify.share, share.fraction > Fraction(1, 2) {
            place.report(.runOffShareTooHigh, ["tier": tier.id.rawValue, "share": "\(share)"])
        }
        if rule.elected.share.fraction >= Fraction(1, 1), rule.elected.share.comparison == .moreThan {
            place.report(.majorityTooHigh, ["tier": tier.id.rawValue, "share": "\(rule.elected.share)"])
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
            place.report(.uselessTieRule, ["tier": tier.id.rawValue])
        }
    }

    private func reportCollegeBases(_ shares: [Share?], of tier: Tier, at place: Place) {
        guard tier.college == nil else { return }
        for case let share? in shares where share.base == .membersOfCollege || share.base == .membersPresent {
            place.report(.baseNeedsCollege, ["tier": tier.id.rawValue, "base": share.base.rawValue])
        }
    }

    private func report(_ rule: ListRule, of tier: Tier, at place: Place) {
        reportCollegeBases(rule.thresholds.map(\.share) + [rule.bonus?.condition], of: tier, at: place)
        if rule.districts.kind == .national, rule.districts.seatsByVotes != nil {
            place.report(.oneDistrictNeedsNoSeats, ["tier": tier.id.rawValue])
        }
        if rule.orWins != nil, rule.thresholds.isEmpty {
            place.report(.winsNeedThreshold, ["tier": tier.id.rawValue])
        }
        if rule.thresholds.isEmpty, rule.ifNonePasses != nil || rule.ifOnePasses != nil {
            place.report(.passingNeedsThreshold, ["tier": tier.id.rawValue])
        }
        for threshold in rule.thresholds where threshold.share.fraction > Fraction(1, 1) {
            place.report(.thresholdTooHigh, ["tier": tier.id.rawValue, "share": "\(threshold.share)"])
        }
        if let natural = rule.naturalThreshold {
            if case .divisor = rule.allocation.method {
                place.report(.naturalNeedsQuota, ["tier": tier.id.rawValue])
            }
            if natural.quotas == .zero {
                place.report(.naturalIsZero, ["tier": tier.id.rawValue])
            }
        }
        if let bonus = rule.bonus, bonus.seats >= tier.seats {
            place.report(
                .bonusTooLarge, ["tier": tier.id.rawValue, "bonus": "\(bonus.seats)", "seats": "\(tier.seats)"])
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
            place.report(.decidedAfterwards, ["tier": tier.id.rawValue, "other": other.rawValue])
        }
        if case .quota(let method) = rule.allocation.method, method.remainders == .nextTier,
            !tiers[(index + 1)...].contains(where: { if case .lists = $0.rule { true } else { false } })
        {
            place.report(.noNextListTier, ["tier": tier.id.rawValue])
        }
    }

    /// Parts of a list rule that the others leave nothing to do.
    private func reportUnusedParts(_ rule: ListRule, of tier: Tier, at place: Place) {
        func report(_ part: String, with other: String) {
            place.report(.neverBeside, ["tier": tier.id.rawValue, "part": part, "other": other])
        }
        if rule.bonus != nil, rule.linkedLists != nil { report("linked lists", with: "bonus") }
        if rule.transfer != nil, rule.districts.kind == .several { report("transfer", with: "districts: several") }
        guard rule.compensation != nil else { return }
        if rule.districts.kind == .several {
            place.report(.compensationNeedsOneDistrict, ["tier": tier.id.rawValue])
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
            .unknownTier, ["tier": id.rawValue, "known": tiers.map(\.id.rawValue).joined(separator: ", ")])
    }
}
