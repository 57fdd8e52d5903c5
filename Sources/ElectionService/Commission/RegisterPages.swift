import Accounts
import Counting
import ElectionConduct
import ElectionModel
import Publication
import VoterRegister
import Wording

/// The register of voters as the record has it: commitments, changes of lists on both sides, heads of electronic stations' records.
extension Office {
    private static func registerPath(_ language: Language, _ last: String = "") -> String {
        "/office/\(language.rawValue)/register" + (last.isEmpty ? "" : "/\(last)")
    }

    func registerPage(_ turn: Turn) -> OfficeResponse {
        guard let record, let account = turn.account else {
            return page("register", turn) { words in tag(.p, [:], words.term("service.label.no record")) }
        }
        let state = record.now.state
        let covered = Set(
            state.stationOrder.filter { state.stations[$0].map { account.commission.covers($0.served) } ?? false })
        return page("register", turn, names: names(state)) { words in
            if record.isWriting { ways(turn, account, words) }
            commitments(state, words)
            changes(state, covered, words)
            stationRecords(state, covered, words)
        }
    }

    private func ways(_ turn: Turn, _ account: Account, _ words: Wording) -> Node? {
        let names = [(RouteName.registerCommitment, "commitment"), (.listChange, "change")].filter {
            RouteTable.admits($0.0, account.role)
        }
        guard !names.isEmpty else { return nil }
        return tag(.ul, ["class": "steps"]) {
            for (name, last) in names {
                tag(.li) {
                    tag(
                        .a, ["href": Self.registerPath(turn.language, last)],
                        words.term("service.title.\(name.rawValue)"))
                }
            }
        }
    }

    private func table(
        _ name: String, _ columns: [String], _ rows: [[String]], _ words: Wording
    ) -> Node? {
        guard !rows.isEmpty else { return nil }
        return Table(
            identifier: name, caption: words.term("service.register.\(name)"),
            head: [columns.map { .words(words.term("service.column.\($0)")) }],
            body: rows.map { $0.map { .words($0) } }
        ).node()
    }

    private func commitments(_ state: ConductState, _ words: Wording) -> [Node] {
        let rows = state.registers.map { [words.number($0.voters), words.number($0.stations), $0.root] }
        let shown = table("commitments", ["electors", "stations", "root"], rows, words)
        return [shown ?? tag(.p, [:], words.term("service.register.none"))]
    }

    /// Changes of lists of the commission's own stations; numbers stand beside the chain and are not shown.
    private func changes(_ state: ConductState, _ covered: Set<StationID>, _ words: Wording) -> Node? {
        let own = state.listChanges.filter { change in
            [change.from, change.to].contains { $0.map(covered.contains) ?? false }
        }
        return table(
            "changes", ["change", "from", "to", "received", "article", "reason"],
            own.map {
                [
                    words.term("service.list change.\($0.change.rawValue)"), $0.from?.rawValue ?? "–",
                    $0.to?.rawValue ?? "–", "\($0.received)", words.citation($0.article), $0.reason,
                ]
            }, words)
    }

    private func stationRecords(_ state: ConductState, _ covered: Set<StationID>, _ words: Wording) -> Node? {
        let known = state.stationRecords.values.flatMap(\.self).filter { covered.contains($0.station) }
        return table(
            "records", ["station", "round", "took part", "head"],
            known.sorted { ($0.station, $0.round, $0.checkIns) < ($1.station, $1.round, $1.checkIns) }.map {
                [$0.station.rawValue, words.round($0.round), words.number($0.checkIns), $0.head]
            }, words)
    }

    // MARK: The commitment

    /// The central commission commits to the register before the vote, with what `sailau register commit` made.
    func registerCommitmentPage(_ turn: Turn) -> OfficeResponse {
        guard let record, let account = turn.account else {
            return refusal(.notFound, status: 404, turn.request, turn.language)
        }
        let words = wording(turn.language)
        let isCentral = account.commission == .central
        var step = CommissionStep(
            back: Self.registerPath(turn.language), about: [],
            obstacle: isCentral ? nil : words.sentence(for: .notThisCommission(account.commission)),
            fields: { view, words in
                [
                    self.number("voters", view, label: words.term("service.label.voters")),
                    self.number("stations", view, label: words.term("service.column.stations")),
                    self.line(
                        "root", view, label: words.term("service.label.root"),
                        ["maxlength": "64", "autocomplete": "off", "spellcheck": "false"]),
                ]
            },
            read: { form in
                let voters = form.whole("voters", isRequired: true)
                let stations = form.whole("stations", isRequired: true)
                let root = Self.hash("root", &form)
                guard let voters, let stations, let root else { return nil }
                return RegisterCommitted(voters: voters, stations: stations, root: root)
            },
            stands: { state, act in state.registers.last == act as? RegisterCommitted })
        step.backLabel = words.term("service.label.to register")
        return decide(turn, account, record.now.state, step)
    }

    // MARK: The record of a station

    /// The head of an electronic station's own record, as the centre takes it over (`sailau station record`).
    func stationRecordPage(_ turn: Turn) throws -> OfficeResponse {
        guard let record, let account = turn.account, let served = station(turn),
            let own = record.now.state.stations[served.id], let round = ["1": 1, "2": 2][turn.values["round"] ?? ""],
            !record.now.state.contests(of: own, round: round).isEmpty
        else { return try noStation(turn) }
        let words = wording(turn.language)
        var step = CommissionStep(
            back: Self.registerPath(turn.language),
            about: [
                (words.term("service.column.station"), served.id.rawValue),
                (words.term("service.column.round"), words.round(round)),
                (words.term("service.label.electors"), words.number(own.station.electors)),
            ],
            fields: { view, words in
                [
                    self.line(
                        "head", view, label: words.term("service.label.head"), hint: words.term("service.hint.head"),
                        ["maxlength": "90", "autocomplete": "off", "spellcheck": "false"]),
                    self.line(
                        "service", view, label: words.term("service.label.service"),
                        ["maxlength": "64", "autocomplete": "off", "spellcheck": "false"]),
                    self.number("took-part", view, label: words.term("service.label.took part")),
                ]
            },
            read: { form in Self.stationRecord(&form, served.id, round) },
            stands: { state, act in
                guard let act = act as? StationRecordImported else { return false }
                return state.stationRecords[StationRound(act.station, round: act.round)]?.last == act
            })
        step.backLabel = words.term("service.label.to register")
        return decide(turn, account, record.now.state, step)
    }

    /// The ways to take over the records of a station, one for each ballot; none where nobody here may.
    func stationRecordWays(
        _ turn: Turn, _ state: ConductState, _ own: StationState, _ role: Role, _ words: Wording
    ) -> [(path: String, label: String)] {
        guard RouteTable.admits(.stationRecord, role), record?.isWriting == true else { return [] }
        return [1, 2].filter { !state.contests(of: own, round: $0).isEmpty }.map {
            ("\(turn.request.path)/record/\($0)", "\(words.term("service.title.station record")): \(words.round($0))")
        }
    }
}
