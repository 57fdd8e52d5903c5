import Accounts
import Counting
import ElectionConduct
import ElectionModel
import Publication
import Wording

/// Turnout by the hour, reported on the polling day.
extension Office {
    func turnoutPage(_ turn: Turn) throws -> OfficeResponse {
        guard let record, let account = turn.account, let served = station(turn),
            let own = record.now.state.stations[served.id], let round = ["1": 1, "2": 2][turn.values["round"] ?? ""],
            !record.now.state.contests(of: own, round: round).isEmpty
        else { return try noStation(turn) }
        guard turn.ticket.route.method == .post else { return turnoutPage(turn, own, round, FormView()) }
        let words = wording(turn.language)
        var form = FormReader(turn.ticket.fields)
        let hours = Dictionary(
            uniqueKeysWithValues: self.hours(record.now.state, own, round).map { ("\($0)", $0) })
        let hour = form.choice("hour", among: hours)
        let tookPart = form.whole("took-part", isRequired: true)
        var view = FormView(form, words)
        guard let hour, let tookPart else { return turnoutPage(turn, own, round, view, status: 422) }
        let act = TurnoutReported(served.id, round: round, hour: hour, tookPart: tookPart)
        let done = OfficeResponse.seeOther(turn.request.path)
        switch record.add(act, by: .init(person: PersonID(account.name.text), role: account.role)) {
        // The same report again is there already.
        case .done, .refused(.alreadyThere): return done
        case .refused(let refusal):
            let field =
                switch refusal {
                case .turnoutAboveList, .turnoutFalls: "took-part"
                default: "hour"
                }
            view.faults.append(FormView.Fault(field: field, sentence: words.sentence(for: refusal)))
            return turnoutPage(turn, own, round, view, status: 409)
        case .overtaken, .unavailable:
            view.faults.append(FormView.Fault(sentence: words.term("service.notice.unavailable")))
            return turnoutPage(turn, own, round, view, status: 503)
        }
    }

    /// The full hours at which a station votes, the close among them.
    private func hours(_ state: ConductState, _ station: StationState, _ round: Int) -> [Int] {
        let (opens, closes) = state.hours(of: station, round: round)
        return (0...24).filter { 60 * $0 > opens && 60 * $0 <= closes }
    }

    private func turnoutPage(
        _ turn: Turn, _ station: StationState, _ round: Int, _ view: FormView, status: Int = 200
    ) -> OfficeResponse {
        guard let state = record?.now.state else {
            return refusal(.notFound, status: 404, turn.request, turn.language)
        }
        return page("turnout", turn, status: status, names: names(state)) { words in
            summary(view, words) { words.termIfPresent("service.label.\($0.replacing("-", with: " "))") }
            facts([
                (words.term("service.column.station"), station.station.id.rawValue),
                (words.term("service.column.round"), words.round(round)),
                (words.term("service.label.electors"), words.number(station.station.electors)),
            ])
            if let reports = state.turnout[StationRound(station.station.id, round: round)] {
                Table(
                    identifier: "turnout", caption: words.term("service.title.turnout"),
                    head: [["hour", "took part", "person"].map { .words(words.term("service.column.\($0)")) }],
                    body: reports.sorted { $0.key < $1.key }.map { hour, report in
                        [
                            .words("\(hour):00"), .words(words.number(report.tookPart)),
                            .words(report.person.rawValue),
                        ]
                    }
                ).node()
            }
            form(turn, turn.request.path) {
                list(
                    "hour", view, label: words.term("service.label.hour"),
                    hint: words.term("service.hint.hour"),
                    hours(state, station, round).map { ("\($0)", "\($0):00") })
                number(
                    "took-part", view, label: words.term("service.label.took part"),
                    hint: words.term("service.hint.took part"))
                tag(.div, ["class": "buttons"]) {
                    button(words.term("service.button.report"))
                }
            }
        }
    }
}
