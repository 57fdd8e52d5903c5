import Accounts
import ElectionModel
import ElectionRecord
import ElectronicStation
import Papers
import Publication
import Typesetting
import Wording

/// The acts of opening and closing as the desk prints them.
extension Office {
    private static let deskPaperNames: [String: DeskPaper.Kind] = ["opening.pdf": .opening, "closing.pdf": .closing]

    func deskPaperFile(_ turn: Turn) throws -> OfficeResponse {
        guard let visit = deskVisit(turn) else { return try noDesk(turn) }
        guard let kind = turn.values["paper"].flatMap({ Self.deskPaperNames[$0] }),
            let paper = DeskPaper(kind, visit.state, at: visit.moment.head)
        else { return refusal(.notFound, status: 404, turn.request, turn.language) }
        do {
            let bytes = try deskPaper(paper, wording(turn.language))
            return OfficeResponse(status: 200, type: "application/pdf", body: bytes)
        } catch {
            // No typefaces on this machine: a paper with empty boxes would be worse than none.
            return refusal(.unavailable, status: 503, turn.request, turn.language)
        }
    }

    /// Links to the papers that there are.
    func deskPapers(_ turn: Turn, _ state: DeskState, _ words: Wording) -> [Node] {
        let mayOpen = RouteTable.routes.contains { $0.name == .deskPaper && $0.admits(turn.account?.role) }
        guard mayOpen else { return [] }
        let there = ["opening", "closing"].filter {
            ($0 == "opening" ? DeskPaper.Kind.opening : .closing).isThere(state)
        }
        guard !there.isEmpty else { return [] }
        return [
            tag(.h2, [:], words.term("service.label.papers")),
            tag(.ul) {
                for name in there {
                    tag(.li) {
                        tag(
                            .a, ["href": Self.deskPath(turn.language, "papers/\(name).pdf")],
                            words.term("desk.paper.\(name)"))
                    }
                }
            },
        ]
    }
}
