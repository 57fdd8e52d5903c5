import Counting
import ElectionModel
import Publication
import Wording

/// How the parts of a protocol are called on a page.
struct SheetWords {
    let words: Wording
    let item: ProtocolCase

    /// What stands before a field: `E2 Candidate 17-03`.
    func label(_ field: ProtocolField) -> String { "\(item.form.printed(field)) \(name(field))" }

    private func name(_ field: ProtocolField) -> String {
        switch field {
        case .votes(let line):
            let choices = item.choices ?? []
            return choices.indices.contains(line - 1) ? words.names.choice(choices[line - 1], words.language) : ""
        case .ballotsGiven(let member):
            return words.term("service.label.given by member", [Figure("number", .count(UInt64(member)))])
        case .applications(let box):
            return words.term("service.label.applications", [Figure("number", .count(UInt64(box)))])
        case .ballotsFound(let box):
            return words.term("service.label.ballots found", [Figure("number", .count(UInt64(box)))])
        default: return item.form.line(field.line).map { words.label(of: $0) } ?? ""
        }
    }

    func figure(_ number: UInt32?) -> String { number.map { words.number($0) } ?? "–" }

    /// The agreed document in each of its versions, with what changed marked.
    func table() -> Node {
        var fields: [ProtocolField] = []
        for version in item.versions {
            let own = version.document.counts.fields(on: item.form)
            if own.count > fields.count { fields = own }
        }
        let head = [words.term("service.column.field")] + item.versions.indices.map { version($0) }
        return Table(
            identifier: "figures", caption: words.term("service.label.figures"), head: [head.map { .words($0) }],
            body: fields.map { field in
                [.words(label(field))]
                    + item.versions.indices.map { place in
                        let entry = item.versions[place].document[field]
                        let text = figure(entry.figure) + (entry.words.map { " (\($0))" } ?? "")
                        let isChanged = place > 0 && item.versions[place - 1].document[field] != entry
                        return .words([isChanged ? tag(.strong, [:], text) : .text(text)])
                    }
            }
        ).node()
    }

    private func version(_ place: Int) -> String {
        let number = words.term("service.label.version", [Figure("number", .count(UInt64(place + 1)))])
        return item.versionInForce == place ? "\(number) (\(words.term("service.label.in force")))" : number
    }

    /// What stands around the counts.
    func heading(_ header: ProtocolHeader) -> [(label: String, value: String)] {
        func term(_ name: String) -> String { words.term("service.label.\(name)") }
        return [
            (term("copy"), header.copyNumber.map { "\($0)" } ?? "–"),
            (term("stamped"), header.isStamped.map { term($0 ? "yes" : "no") } ?? "–"),
            (term("signed at"), header.signedAt?.description.replacing("T", with: " ") ?? "–"),
            (term("pages of sheet"), header.pages.map { "\($0)" } ?? "–"),
            (
                term("acts"),
                header.acts.isEmpty
                    ? "–"
                    : header.acts.map { "\(words.term("counting.act.\($0.kind.rawValue)")) (\($0.pages))" }
                        .joined(separator: "; ")
            ),
            (term("printed code"), header.printedCode ?? "–"),
            (
                term("signatures"),
                header.signatures.isEmpty
                    ? "–"
                    : header.signatures.filter(\.hasSigned).map { signature in
                        signature.member.rawValue + (signature.dissents ? " (\(term("dissents")))" : "")
                    }.joined(separator: ", ")
            ),
        ]
    }
}
