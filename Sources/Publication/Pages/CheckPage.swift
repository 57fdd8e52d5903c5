import ElectionModel
import ElectoralLaw
import SeatAllocation
import Wording

extension PageContext {
    /// How anyone can make these figures again and hold them against the sources.
    func checkPage() -> Node {
        page(text("page.check")) {
            tag(.h1, [:], text("page.check"))
            tag(.p, [:], text("check explained"))
            tag(.ol, ["class": "commands"]) {
                for (command, meaning) in commands() {
                    tag(.li) {
                        meaning
                        tag(.pre, ["tabindex": "0"]) { tag(.code, [:], command) }
                    }
                }
            }
            tag(.h2, [:], heading("law"))
            tag(.p) { words(figures.law.statute) }
            if !figures.law.readings.isEmpty {
                tag(.h3, [:], text("readings"))
                tag(.ul) {
                    for reading in figures.law.readings { tag(.li) { words(reading) } }
                }
            }
            tag(.h2, [:], wording.term("finding.findings"))
            findings()
            tag(.h2, [:], heading("licence"))
            tag(.p, [:], text("licence explained"))
            tag(.h2, [:], heading("citation"))
            tag(.p) {
                text(
                    "citation",
                    [
                        Figure("election", .text(figures.election.name[language])),
                        Figure("identifier", .text(figures.election.id.rawValue)),
                    ])
            }
        }
    }

    private func commands() -> [(command: String, meaning: String)] {
        let id = figures.election.id.rawValue
        var result = [
            ("./sailau seats \(id)", text("command.seats")),
            ("./sailau explain \(id)", text("command.explain")),
            ("./sailau law check Laws/\(figures.election.law).yaml", text("command.law")),
            ("./sailau publish \(id) --out site", text("command.publish")),
        ]
        if figures.isReconstructed {
            result += [
                ("./sailau reconstruct --out reconstruction", text("command.make")),
                ("./sailau reconstruct --check reconstruction", text("command.reconstruct")),
            ]
        }
        return result
    }

    private func findings() -> Node {
        let found = figures.outcome.findings
        guard !found.isEmpty else { return tag(.p, [:], wording.term("finding.no findings")) }
        return Table(
            identifier: "findings", caption: wording.term("finding.what was found"),
            head: [
                [
                    .words(wording.term("finding.code")), .words(wording.term("finding.what was found")),
                    .words(wording.term("finding.what to do")), .words(wording.term("finding.where")),
                ]
            ],
            body: found.map { finding in
                [
                    .words(finding.code), .words(wording.sentence(for: finding)),
                    .words(wording.remedy(for: finding) ?? ""), .words(wording.place(of: finding)),
                ]
            }
        ).node()
    }
}
