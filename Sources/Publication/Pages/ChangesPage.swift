import ElectionModel
import Wording

extension PageContext {
    /// Seats against the election before, with groups that are new and groups that vanished.
    func changesPage() -> Node {
        page(wording.term("page.change")) {
            tag(.h1, [:], wording.term("page.change"))
            statusLine()
            if figures.changes.isEmpty {
                tag(.p, [:], text("no election before"))
            } else {
                if let previous = figures.previous {
                    tag(.p) {
                        "\(heading("previous")): \(previous.name[language])"
                        if !previous.pollingDays.isEmpty {
                            " (\(wording.list(previous.pollingDays.map { wording.date($0) })))"
                        }
                        "."
                    }
                }
                Table(
                    identifier: "changes", caption: text("seats compared"),
                    head: [
                        [
                            .words(heading("party")), .number(text("seats before")), .number(text("seats now")),
                            .number(heading("change")), .words(heading("note")),
                        ]
                    ],
                    body: figures.changes.map { change in
                        [
                            .words(groupLabel(change.id, name: change.name[language])),
                            .number(number(change.before)), .number(number(change.now)),
                            .number(number(change.change, signed: true)),
                            .words(change.kind == .stood ? "" : text("change.\(change.kind.rawValue)")),
                        ]
                    }
                ).node()
                tag(.p, [:], text("blocs compared"))
                downloads(["changes"])
            }
        }
    }
}
