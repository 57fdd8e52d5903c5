import Accounts
import ElectionConduct
import ElectionModel
import ElectionRecord
import Foundation
import Publication
import Storage
import Wording

extension Office {
    func homePage(_ turn: Turn) -> OfficeResponse {
        page("home", turn) { words in
            if let account = turn.account {
                tag(.dl, ["class": "facts"]) {
                    fact(words.term("service.label.account"), account.name.text)
                    fact(words.term("service.label.role"), words.term("service.role.\(account.role.rawValue)"))
                    fact(words.term("service.label.commission"), commission(account.commission, words))
                    if account.role.seesElectionData {
                        fact(words.term("service.title.stations"), "\(visible(turn).count)")
                        fact(
                            words.term("service.label.record"),
                            record.map { $0.now.head.description } ?? words.term("service.label.no record"))
                    }
                }
                tag(.p, [:], words.term("service.work.\(account.role.rawValue)"))
            }
        }
    }

    private func fact(_ label: String, _ value: String) -> Node {
        tag(.div) {
            tag(.dt, [:], label)
            tag(.dd, [:], value)
        }
    }

    func commission(_ commission: Commission, _ words: Wording) -> String {
        let level = words.term("service.level.\(commission.level.rawValue)")
        return commission.unit.isEmpty ? level : "\(level): \(commission.unit)"
    }

    /// The stations of the visitor's commission, and no others.
    private func visible(_ turn: Turn) -> [ServedStation] {
        guard let account = turn.account, account.role.seesElectionData else { return [] }
        guard let record else { return stations.filter { account.commission.covers($0) } }
        let state = record.now.state
        return state.stationOrder.compactMap { state.stations[$0]?.served }.filter { account.commission.covers($0) }
    }

    /// Most rows of a page.
    private static let mostRows = 500

    func stationsPage(_ turn: Turn) -> OfficeResponse {
        let all = visible(turn)
        return page("stations", turn) { words in
            if all.isEmpty {
                tag(.p, [:], words.term("service.label.no stations"))
            } else {
                if all.count > Self.mostRows {
                    tag(
                        .p, [:],
                        words.term(
                            "service.label.first rows",
                            [
                                Figure("shown", .count(UInt64(Self.mostRows))),
                                Figure("all", .count(UInt64(all.count))),
                            ]))
                }
                Table(
                    identifier: "stations", caption: words.term("service.title.stations"),
                    head: [["station", "constituency", "region"].map { .words(words.term("service.column.\($0)")) }],
                    body: all.prefix(Self.mostRows).map { station in
                        let path =
                            "/office/\(turn.language.rawValue)/stations/\(FormText.encoded(station.id.rawValue))"
                        return [
                            .words([tag(.a, ["href": path], station.id.rawValue)]), .words(station.district.rawValue),
                            .words(station.region.rawValue),
                        ]
                    }
                ).node()
            }
        }
    }

    func stationPage(_ turn: Turn) throws -> OfficeResponse {
        guard let station = station(turn) else { return try noStation(turn) }
        let state = record?.now.state
        return page("station", turn, names: state.map { names($0) } ?? Names()) { words in
            facts([
                (words.term("service.column.station"), station.id.rawValue),
                (
                    words.term("service.column.constituency"),
                    words.names.district(station.district, words.language)
                ),
                (words.term("service.column.region"), words.names.region(station.region, words.language)),
            ])
            if let state, let own = state.stations[station.id], let account = turn.account {
                let rows = WorkList(state, account, of: [own]).rows
                if !rows.isEmpty { table(rows, turn, words) }
                writtenActs(about: own, turn, state, words)
                let records = stationRecordWays(turn, state, own, account.role, words)
                if !records.isEmpty {
                    tag(.ul, ["class": "steps"]) {
                        for way in records { tag(.li) { tag(.a, ["href": way.path], way.label) } }
                    }
                }
                if TurnoutReported.roles.contains(account.role), record?.isWriting == true {
                    tag(.ul, ["class": "steps"]) {
                        for round in 1...2 where !state.contests(of: own, round: round).isEmpty {
                            tag(.li) {
                                tag(
                                    .a, ["href": "\(turn.request.path)/turnout/\(round)"],
                                    "\(words.term("service.title.turnout")): \(words.round(round))")
                            }
                        }
                    }
                }
            }
        }
    }

    func accountsPage(_ turn: Turn) throws -> OfficeResponse {
        let accounts = try store.accounts()
        return page("accounts", turn) { words in
            Table(
                identifier: "accounts", caption: words.term("service.title.accounts"),
                head: [
                    ["account", "role", "commission", "state"].map { .words(words.term("service.column.\($0)")) }
                ],
                body: accounts.map { account in
                    [
                        .words(account.name.text), .words(words.term("service.role.\(account.role.rawValue)")),
                        .words(commission(account.commission, words)),
                        .words(words.term("service.state.\(account.isActive ? "open" : "closed")")),
                    ]
                }
            ).node()
        }
    }

    func denialsPage(_ turn: Turn) throws -> OfficeResponse {
        let denials = try store.denials(count: Self.mostRows)
        return page("denials", turn) { words in
            if denials.isEmpty {
                tag(.p, [:], words.term("service.label.no denials"))
            } else {
                Table(
                    identifier: "denials", caption: words.term("service.title.denials"),
                    head: [
                        ["time", "reason", "page", "account", "address", "request"].map {
                            .words(words.term("service.column.\($0)"))
                        }
                    ],
                    body: denials.map { denial in
                        [
                            .words(WrittenTime.text(denial.time)),
                            .words(words.term("service.denial.\(denial.reason.rawValue)")),
                            .words(denial.route.isEmpty ? "–" : words.term("service.title.\(denial.route)")),
                            .words(denial.account), .words(denial.address), .words([tag(.code, [:], denial.request)]),
                        ]
                    }
                ).node()
            }
        }
    }
}

/// Seconds since 1970 as `2004-09-19 14:05:33Z`.
enum WrittenTime {
    static func text(_ seconds: Int64) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second], from: Date(timeIntervalSince1970: TimeInterval(seconds)))
        func two(_ number: Int?) -> String {
            let number = number ?? 0
            return number < 10 ? "0\(number)" : "\(number)"
        }
        return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day)) "
            + "\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second))Z"
    }
}
