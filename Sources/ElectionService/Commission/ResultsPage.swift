import Accounts
import ElectionConduct
import ElectionModel
import ElectoralLaw
import Publication
import SeatAllocation
import Wording

/// Results that a commission makes known: of a whole tier by the central one, of its constituency by a district one.
extension Office {
    func resultsPage(_ turn: Turn) throws -> OfficeResponse {
        guard let record, let account = turn.account else {
            return refusal(.notFound, status: 404, turn.request, turn.language)
        }
        let state = record.now.state
        var district: DistrictID?
        if turn.values["district"] != nil {
            guard let visit = contest(turn) else { return try noContest(turn) }
            district = visit.contest.district
        }
        guard let tier = turn.values["tier"].flatMap({ TierID(known: $0) }), !state.contestIDs(of: tier).isEmpty,
            state.setting.tiers.contains(where: { $0.id == tier })
        else { return refusal(.notFound, status: 404, turn.request, turn.language) }
        let words = wording(turn.language, names: names(state))
        return decide(turn, account, state, results(of: tier, district, state, account, turn, words))
    }

    private func results(
        of tier: TierID, _ district: DistrictID?, _ state: ConductState, _ account: Account, _ turn: Turn,
        _ words: Wording
    ) -> CommissionStep {
        let contests = state.contestIDs(of: tier).filter { district == nil || $0.district == district }
        let rounds = 1...(contests.map { state.round(of: $0) }.max() ?? 1)
        let due = district.map { Commission(level: .district, unit: $0.rawValue) } ?? .central
        let (elected, commission) = (state.holders(tier: tier, district: district), account.commission)
        let members = state.commissions[commission]?.members ?? []
        let start = "/office/\(turn.language.rawValue)/contests"
        return CommissionStep(
            back: district.map { ContestVisit.path(ContestID(tier, $0), turn.language) } ?? start,
            about: about(tier, district, contests, state, words),
            obstacle: commission == due ? nil : words.sentence(for: .notThisCommission(commission)),
            basis: elected.map(\.rawValue).joined(separator: "\n"),
            shown: { words in self.list("elected", elected, words) },
            fields: { view, words in
                [
                    self.radios(
                        "stage", view, legend: words.term("service.label.stage"),
                        ResultsAnnounced.Stage.allCases.map {
                            ($0.rawValue, words.term("service.stage.\($0.rawValue)"))
                        }),
                    self.radios(
                        "round", view, legend: words.term("service.column.round"),
                        rounds.map { ("\($0)", words.round($0)) }),
                ] + self.sitting(members, view, words)
            },
            read: { form in
                let stages = ResultsAnnounced.Stage.allCases.map { ($0.rawValue, $0) }
                let stage = form.choice("stage", among: Dictionary(uniqueKeysWithValues: stages))
                let round = form.choice("round", among: Dictionary(uniqueKeysWithValues: rounds.map { ("\($0)", $0) }))
                guard let decision = Self.sitting(commission, members, form: &form), let stage, let round else {
                    return nil
                }
                return ResultsAnnounced(
                    stage, tier: tier, round: round, district: district, elected: elected, decision)
            },
            stands: { state, act in state.announcements.contains { $0.results == act as? ResultsAnnounced } })
    }

    /// How far everything has come that is announced: seats of contests that are not complete are not final.
    private func about(
        _ tier: TierID, _ district: DistrictID?, _ contests: [ContestID], _ state: ConductState, _ words: Wording
    ) -> [(label: String, value: String)] {
        let counted = knownStanding.counted(state)
        let progress = contests.map { counted.progress(of: $0, round: state.round(of: $0)) }
        func part(_ some: Int, _ all: Int) -> String { "\(words.number(some)) / \(words.number(all))" }
        var about: [(label: String, value: String)] = [
            (words.term("service.column.contest"), words.names.tier(tier, words.language))
        ]
        if let district {
            about.append(
                (words.term("service.column.constituency"), words.names.district(district, words.language)))
        }
        return about + [
            (
                words.term("service.label.stations counted"),
                part(progress.reduce(0) { $0 + $1.accepted }, progress.reduce(0) { $0 + $1.stations })
            ),
            (
                words.term("service.label.contests complete"),
                part(progress.filter { $0.isDetermined && $0.stations > 0 }.count, contests.count)
            ),
        ]
    }

    /// The ways to announce results of whole tiers.
    func resultsWays(
        _ tiers: [TierID], _ turn: Turn, _ account: Account, _ words: Wording
    ) -> [(path: String, label: String)] {
        guard account.commission == .central, RouteTable.admits(.results, account.role) else { return [] }
        return tiers.map { tier in
            (
                "/office/\(turn.language.rawValue)/results/\(FormText.encoded(tier.rawValue))",
                "\(words.term("service.title.results")): \(words.names.tier(tier, words.language))"
            )
        }
    }
}
