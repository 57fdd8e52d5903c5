import Accounts
import Counting
import ElectionConduct
import ElectionModel
import Publication
import Wording

/// Voting that is put off at some stations, or was held there after all: by the central commission or a territorial one, for
/// its stations of one constituency at a time.
extension Office {
    func postponementPage(_ turn: Turn) throws -> OfficeResponse {
        guard let record, let account = turn.account, let round = ["1": 1, "2": 2][turn.values["round"] ?? ""] else {
            return refusal(.notFound, status: 404, turn.request, turn.language)
        }
        let state = record.now.state
        let district = turn.values["district"].flatMap { DistrictID(known: $0) }
        let all = state.stationOrder.compactMap { state.stations[$0] }.filter {
            $0.station.district == district && !state.contests(of: $0, round: round).isEmpty
        }
        let own = all.filter { account.commission.covers($0.served) }
        guard let district, !own.isEmpty else { return try notFound(turn, isElsewhere: !all.isEmpty) }
        let words = wording(turn.language, names: names(state))
        var step = postponement(
            of: own, round, account.commission, state.commissions[account.commission]?.members ?? [], words)
        step.back = "/office/\(turn.language.rawValue)/contests"
        step.about = [
            (words.term("service.column.constituency"), words.names.district(district, words.language)),
            (words.term("service.column.round"), words.round(round)),
            (words.term("service.column.stations"), words.number(own.count)),
            (words.term("service.column.postponed"), words.number(Self.postponed(own, round))),
        ]
        return decide(turn, account, state, step)
    }

    private static func postponed(_ stations: [StationState], _ round: Int) -> Int {
        stations.filter { $0.postponed.contains(round) }.count
    }

    private static func field(_ station: StationState) -> String { "station-\(station.station.id)" }

    private func postponement(
        of stations: [StationState], _ round: Int, _ commission: Commission, _ members: [CommissionMember],
        _ words: Wording
    ) -> CommissionStep {
        CommissionStep(
            back: "", about: [],
            obstacle: Self.postpones(commission) ? nil : words.sentence(for: .notThisCommission(commission)),
            fields: { view, words in
                [
                    self.radios(
                        "postponement", view, legend: words.term("service.label.postponement"),
                        ["postponed", "held"].map { ($0, words.term("service.postponement.\($0)")) }),
                    self.boxes(stations, round, view, words), self.reason(view, words),
                ] + self.sitting(members, view, words)
            },
            read: { form in
                let isPostponed = form.choice("postponement", among: ["postponed": true, "held": false])
                let ticked = stations.filter { form.isTicked(Self.field($0)) }.map(\.station.id)
                if ticked.isEmpty, let first = stations.first { form.note(Self.field(first), .missing) }
                let reason = form.text("reason")
                guard let decision = Self.sitting(commission, members, form: &form), let isPostponed, let reason else {
                    return nil
                }
                return VotingPostponed(ticked, round: round, isPostponed: isPostponed, reason: reason, decision)
            },
            // Where each station stands as it is wished, there is nothing to do.
            stands: { state, act in
                guard let act = act as? VotingPostponed else { return false }
                return act.stations.allSatisfy {
                    state.stations[$0]?.postponed.contains(act.round) == act.isPostponed
                }
            })
    }

    private func boxes(_ stations: [StationState], _ round: Int, _ view: FormView, _ words: Wording) -> Node {
        let problem = stations.first.flatMap { view.fault(Self.field($0)) }
        return tag(.fieldset, ["class": problem == nil ? "block" : "block wrong"]) {
            tag(.legend, [:], words.term("service.title.stations"))
            if let problem { tag(.p, ["class": "problem"], problem) }
            for station in stations {
                let state = station.postponed.contains(round) ? " (\(words.term("service.column.postponed")))" : ""
                box(Self.field(station), view, label: station.station.id.rawValue + state)
            }
        }
    }

    /// Commissions whose decision puts off voting.
    static func postpones(_ commission: Commission) -> Bool {
        [.central, .oblast, .territorial].contains(commission.level)
    }

    /// The ways to put off voting, one for each constituency and ballot of a territorial commission's stations. Those of the
    /// central one stand on the page of each contest.
    func postponementWays(
        _ state: ConductState, _ turn: Turn, _ account: Account, _ words: Wording
    ) -> [(path: String, label: String)] {
        guard account.commission != .central, Self.postpones(account.commission),
            RouteTable.admits(.postponement, account.role)
        else { return [] }
        let own = state.stationOrder.compactMap { state.stations[$0] }.filter {
            account.commission.covers($0.served)
        }
        let byDistrict = Dictionary(grouping: own, by: \.station.district)
        return byDistrict.sorted { $0.key < $1.key }.flatMap { district, stations in
            [1, 2].filter { round in stations.contains { !state.contests(of: $0, round: round).isEmpty } }.map {
                round in
                let name = "\(words.names.district(district, words.language)), \(words.round(round))"
                let count = words.number(Self.postponed(stations, round))
                return (
                    Self.postponementPath(district, round, turn.language),
                    "\(words.term("service.title.postponement")): \(name) "
                        + "(\(words.term("service.column.postponed")): \(count))"
                )
            }
        }
    }

    static func postponementPath(_ district: DistrictID, _ round: Int, _ language: Language) -> String {
        "/office/\(language.rawValue)/postponement/\(FormText.encoded(district.rawValue))/\(round)"
    }
}
