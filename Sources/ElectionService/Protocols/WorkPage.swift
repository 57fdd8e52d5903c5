import Accounts
import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import Publication
import Wording

/// The overview of a commission's protocols: how many are missing, late, in dispute, on their way; and one group of them, a page
/// at a time.
extension Office {
    /// Most rows of a page of the overview.
    static let rowsOfPage = 100

    func workPage(_ turn: Turn) -> OfficeResponse {
        guard let record, let account = turn.account else {
            return page("work", turn) { words in tag(.p, [:], words.term("service.label.no record")) }
        }
        let state = record.now.state
        let own = state.stationOrder.compactMap { state.stations[$0] }.filter { account.commission.covers($0.served) }
        let list = WorkList(
            state, account, of: own,
            now: RecordTime(secondsSince1970: clock.seconds(), precision: .minute).civil(ahead: 0))
        let group = turn.values["list"].map { $0.replacing("-", with: " ") } ?? (list.count(.own) > 0 ? "own" : "all")
        guard let shown = WorkGroup(rawValue: group), let number = Int(turn.values["page"] ?? "1"), number >= 1
        else {
            return refusal(.notFound, status: 404, turn.request, turn.language)
        }
        let rows = list.rows.filter { $0.groups.contains(shown) }
        let pages = max(1, (rows.count + Self.rowsOfPage - 1) / Self.rowsOfPage)
        guard number <= pages else { return refusal(.notFound, status: 404, turn.request, turn.language) }
        let part = Array(rows.dropFirst((number - 1) * Self.rowsOfPage).prefix(Self.rowsOfPage))
        return page("work", turn, names: names(state)) { words in
            groups(list, shown, turn, words)
            tag(.h2, [:], words.term("service.group.\(shown.rawValue)"))
            if part.isEmpty {
                tag(.p, [:], words.term("service.label.no protocols"))
            } else {
                table(part, turn, words)
            }
            if pages > 1 { steps(number, pages, shown, turn, words) }
        }
    }

    private func address(_ group: WorkGroup, _ page: Int, _ turn: Turn) -> String {
        "/office/\(turn.language.rawValue)/protocols/\(group.rawValue.replacing(" ", with: "-"))/\(page)"
    }

    /// How many are in each group, and the way there.
    private func groups(_ list: WorkList, _ shown: WorkGroup, _ turn: Turn, _ words: Wording) -> Node {
        tag(.nav, ["class": "groups", "aria-label": words.term("service.label.groups")]) {
            tag(.ul) {
                for group in WorkGroup.allCases {
                    tag(.li) {
                        tag(
                            .a,
                            ["href": address(group, 1, turn), "aria-current": group == shown ? "true" : nil]
                        ) {
                            tag(.span, ["class": "count"], words.number(list.count(group)))
                            " "
                            words.term("service.group.\(group.rawValue)")
                        }
                    }
                }
            }
        }
    }

    private func steps(_ number: Int, _ pages: Int, _ group: WorkGroup, _ turn: Turn, _ words: Wording) -> Node {
        tag(.nav, ["class": "paging", "aria-label": words.term("service.label.paging")]) {
            tag(
                .p, [:],
                words.term(
                    "service.label.page",
                    [Figure("number", .count(UInt64(number))), Figure("pages", .count(UInt64(pages)))]))
            tag(.ul) {
                if number > 1 {
                    tag(.li) {
                        tag(
                            .a, ["href": address(group, number - 1, turn), "rel": "prev"],
                            words.term("service.label.previous"))
                    }
                }
                if number < pages {
                    tag(.li) {
                        tag(
                            .a, ["href": address(group, number + 1, turn), "rel": "next"],
                            words.term("service.label.following"))
                    }
                }
            }
        }
    }

    /// Protocols with their states, each a link to its page.
    func table(_ rows: [WorkList.Row], _ turn: Turn, _ words: Wording) -> Node {
        Table(
            identifier: "protocols", caption: words.term("service.label.protocols"),
            head: [
                ["station", "contest", "constituency", "round", "channel", "state"].map {
                    .words(words.term("service.column.\($0)"))
                }
            ],
            body: rows.map { row in
                [
                    .words([tag(.a, ["href": SheetVisit.path(row.key, turn.language)], row.key.station.rawValue)]),
                    .words(words.names.tier(row.key.contest.tier, words.language)),
                    .words(words.names.district(row.key.contest.district, words.language)),
                    .words("\(row.key.contest.round)"),
                    .words(words.term("service.channel.\(row.key.channel.rawValue)")),
                    .words(words.term("counting.state.\(row.state.rawValue)")),
                ]
            }
        ).node()
    }
}
