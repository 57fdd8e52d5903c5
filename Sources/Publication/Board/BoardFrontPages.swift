import ElectionModel
import VerifiableVoting
import Wording

/// The front page of a board and the page of the sums in one language.
struct BoardFrontPages: BoardLayout {
    let site: BoardSite
    let wording: Wording
    let board: Board
    let elections: [BoardedElection]
    let sums: ElectronicSums
    let publisher: SignerKey

    func pages() -> [(path: String, node: Node)] { [("index.html", frontPage()), ("sums.html", sumsPage())] }

    private func frontPage() -> Node {
        page(text("page.board"), path: "index.html") {
            tag(.p, [:], text("text.intro"))
            tag(.p, [:], text("text.look"))
            Table(
                identifier: "elections", caption: text("page.back"),
                head: [
                    [
                        .words(text("label.station")), .number(text("label.counted")),
                        .number(text("label.challenged")), .words(text("label.verdict")),
                        .words(text("label.head")),
                    ]
                ],
                body: elections.map(row)
            ).node()
            tag(.section) {
                tag(.h2, [:], text("label.files"))
                tag(.p, [:], text("text.files"))
                files(board.files, identifier: "files", toRoot: "../")
                tag(.p) { tag(.a, ["href": "../board.json", "download": "board.json"], "board.json") }
                tag(.p, [:], text("text.signed", [Figure("key", .text(publisher.hexadecimal))]))
            }
            tag(.section) {
                tag(.h2, [:], text("label.check"))
                tag(.p, [:], text("text.mirrors"))
                commands(["sailau ballot board check board.json mirror/board.json"])
            }
        }
    }

    private func row(_ election: BoardedElection) -> [Table.Cell] {
        let entry = election.entry
        var verdict = [Node.text(wording.name(of: entry.verdict))]
        if entry.isVoid { verdict.append(tag(.small, [:], " " + text("text.void"))) }
        return [
            .words([tag(.a, ["href": election.path], election.stations)]),
            .number(.text(wording.number(entry.counted))), .number(.text(wording.number(entry.challenged))),
            .words(verdict), .words([hash(entry.heads.last?.hash.hexadecimal ?? "–")]),
        ]
    }

    private func sumsPage() -> Node {
        page(text("page.sums"), path: "sums.html") {
            tag(.p, [:], text("text.sums"))
            if sums.decrypted < sums.expected {
                tag(
                    .p, ["class": "notice"],
                    text(
                        "text.incomplete",
                        [
                            Figure("decrypted", .text(wording.number(sums.decrypted))),
                            Figure("expected", .count(UInt64(sums.expected))),
                        ]))
            }
            tag(.p, ["class": "status"], comparison())
            Table(
                identifier: "sums", caption: text("page.sums"),
                head: [
                    [
                        .words(text("label.choice")), .words(text("label.question")), .number(text("label.votes")),
                    ]
                        + (sums.isCompared
                            ? [.number(text("label.published")), .number(text("label.difference"))] : [])
                ],
                body: sums.rows.map(row)
            ).node()
        }
    }

    private func comparison() -> String {
        guard sums.isCompared else { return text("text.not compared") }
        let differences = sums.differences
        return differences.isEmpty
            ? text("text.equal") : text("text.different", [Figure("count", .count(UInt64(differences.count)))])
    }

    private func row(_ row: ElectronicSums.Row) -> [Table.Cell] {
        let choice = row.choice
        var cells: [Table.Cell] = [
            .words(choice.candidate.isEmpty ? text("label.blank") : choice.candidate), .words(choice.question),
            .number(.text(wording.number(row.votes))),
        ]
        guard sums.isCompared else { return cells }
        cells.append(.number(.text(row.published.map { wording.number($0) } ?? "–")))
        let difference = Int128(row.votes) - Int128(row.published ?? 0)
        let text = row.isDifferent ? (difference < 0 ? "−" : "+") + wording.number(difference.magnitude) : "0"
        cells.append(.number(row.isDifferent ? tag(.strong, [:], text) : .text(text)))
        return cells
    }
}
