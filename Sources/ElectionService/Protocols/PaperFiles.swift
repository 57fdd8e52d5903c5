import Accounts
import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import Papers
import Publication
import Typesetting
import Wording

/// Papers of one protocol, as the office prints them: what stands in the record at its end, with the place.
extension Office {
    /// The protocol as it stands on its way (a draft until it is accepted), the findings, each corrigendum.
    enum PaperName: Hashable {
        case sheet
        case findings
        case corrigendum(Int)

        /// Reads the last part of an address, such as `corrigendum-2.pdf`; nil for anything else.
        init?(_ file: String) {
            switch file {
            case "protocol.pdf": self = .sheet
            case "findings.pdf": self = .findings
            default:
                guard file.hasPrefix("corrigendum-"), file.hasSuffix(".pdf"),
                    let number = Int(file.dropFirst("corrigendum-".count).dropLast(".pdf".count)), number > 0,
                    "corrigendum-\(number).pdf" == file
                else { return nil }
                self = .corrigendum(number)
            }
        }

        var file: String {
            switch self {
            case .sheet: "protocol.pdf"
            case .findings: "findings.pdf"
            case .corrigendum(let number): "corrigendum-\(number).pdf"
            }
        }
    }

    func paperFile(_ turn: Turn) throws -> OfficeResponse {
        guard let visit = sheet(turn) else { return try noStation(turn) }
        guard !visit.hidesFigures, let name = turn.values["paper"].flatMap(PaperName.init),
            papers(of: visit).contains(name)
        else { return refusal(.notFound, status: 404, turn.request, turn.language) }
        do {
            guard let bytes = try paper(name, visit, sheetWording(turn, visit)) else {
                return refusal(.notFound, status: 404, turn.request, turn.language)
            }
            return OfficeResponse(status: 200, type: "application/pdf", body: bytes)
        } catch {
            // No typefaces on this machine: a paper with empty boxes would be worse than none.
            return refusal(.unavailable, status: 503, turn.request, turn.language)
        }
    }

    private func paper(_ name: PaperName, _ visit: SheetVisit, _ words: Wording) throws(PressFault) -> [UInt8]? {
        let position = visit.moment.head
        switch name {
        case .sheet:
            guard let item = visit.state.protocolPaper(visit.key, at: position, onItsWay: true) else { return nil }
            return try protocolPaper(item, words)
        case .findings:
            guard let item = visit.state.findingsPaper(visit.key, at: position) else { return nil }
            return try findingsPaper(item, words)
        case .corrigendum(let number):
            guard
                let item = visit.state.corrigendumPapers(visit.key, at: position).first(where: { $0.number == number })
            else { return nil }
            return try corrigendumPaper(item, words)
        }
    }

    /// Papers that there are: none before two persons have typed the same.
    private func papers(of visit: SheetVisit) -> [PaperName] {
        guard visit.item.state.document != nil, !visit.item.versions.isEmpty else { return [] }
        let corrigenda = visit.item.versions.count { if case .corrigendum = $0.origin { true } else { false } }
        return [.sheet, .findings] + (0..<corrigenda).map { .corrigendum($0 + 1) }
    }

    /// Where papers can be had, for whoever may see figures.
    func paperLinks(_ turn: Turn, _ visit: SheetVisit, _ words: Wording) -> [Node] {
        let papers = papers(of: visit)
        guard !visit.hidesFigures, !papers.isEmpty else { return [] }
        return [
            tag(.h2, [:], words.term("service.label.papers")),
            tag(.ul) {
                for name in papers {
                    tag(.li) {
                        tag(.a, ["href": "\(visit.path(turn.language))/papers/\(name.file)"], title(name, words))
                    }
                }
            },
        ]
    }

    private func title(_ name: PaperName, _ words: Wording) -> String {
        switch name {
        case .sheet: words.term("service.label.paper protocol")
        case .findings: words.term("service.label.paper findings")
        case .corrigendum(let number):
            words.term("service.label.paper corrigendum", [Figure("number", .count(UInt64(number)))])
        }
    }
}
