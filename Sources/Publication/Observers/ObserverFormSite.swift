import ElectionModel
public import Observation
import VerifiableVoting
public import Wording

/// A form that an observer fills in without a network: one folder, the same from a stick as from a server.
public enum ObserverFormSite {
    /// Every file with its path, in a fixed order. The same input gives the same bytes.
    ///
    /// - Parameters:
    ///   - style: the style of all pages, of the office's forms and of this form, in this order.
    ///   - script: `Pages/offline.js` and `Pages/observer.js`.
    public static func files(
        _ form: ObservationForm, _ wording: Wording, style: [[UInt8]], script: [[UInt8]]
    ) -> [(path: String, bytes: [UInt8])] {
        let page = ObserverFormPage(form: form, wording: wording)
        return OfflineForm.files(page.node(), style: style, script: script, named: "observer.js")
    }
}

/// The page of a form in one language. What only the script does is hidden until it runs.
struct ObserverFormPage {
    let form: ObservationForm
    let wording: Wording

    private var offline: OfflineForm { OfflineForm(wording: wording, group: "observation.observer form") }
    private func text(_ name: String) -> String { offline.text(name) }
    private var title: String { form.title[wording.language] }

    func node() -> Node { offline.page(title: title, script: "observer.js") { content() } }

    @Content
    private func content() -> [Node] {
        tag(.h1, [:], title)
        tag(.p, ["class": "screen"], text("about"))
        tag(.p, ["id": "paper", "class": "notice screen"], text("paper"))
        tag(.p, ["id": "unkept", "class": "notice", "hidden": ""], text("unkept"))
        tag(.p, ["id": "offline", "class": "hint screen", "hidden": ""], text("offline"))
        tag(.section, ["id": "reports", "data-scripted": "", "hidden": "", "aria-labelledby": "reports-heading"]) {
            tag(.h2, ["id": "reports-heading"], text("reports"))
            tag(.ul)
            tag(.button, ["type": "button", "id": "new"], text("new"))
            tag(.details, ["id": "deleting"]) {
                tag(.summary, [:], text("delete"))
                tag(.p, [:], text("delete about"))
                tag(.button, ["type": "button", "id": "delete"], text("delete now"))
            }
        }
        offline.problems()
        entry()
        handed()
        tag(.p, ["id": "said", "role": "status"])
    }

    /// The words that the script puts in stand at the form.
    private func entry() -> Node {
        tag(
            .form,
            [
                "id": "form", "class": "observer", "novalidate": "", "autocomplete": "off", "tabindex": "-1",
                "aria-label": title, "data-form": form.id, "data-version": form.digest.hexadecimal,
                "data-draft": text("draft"), "data-closed": text("closed"), "data-remove": text("remove"),
                "data-required": text("problem required"), "data-number": text("problem number"),
                "data-signature": text("problem signature"), "data-part": text("part"), "data-copy": text("copy"),
                "data-copied": text("copied"), "data-deleted": text("deleted"),
            ]
        ) {
            tag(.fieldset, ["class": "block"]) {
                tag(.legend, [:], text("who"))
                offline.line("station", text("station"), required: true)
                offline.line("observer", text("observer"), hint: text("observer hint"), required: true)
                offline.line("team", text("team"))
                offline.line("day", text("day"), kind: "date", required: true)
            }
            tag(.fieldset, ["class": "block"]) {
                tag(.legend, [:], text("questions"))
                for (place, item) in form.items.enumerated() { field(item, "item-\(place + 1)") }
            }
            tag(.fieldset, ["class": "block"]) {
                tag(.legend, [:], text("closing"))
                tag(.p, [:], text("closing about"))
                offline.line("signature", text("signature"), hint: text("signature hint"), required: true)
                tag(.div, ["class": "buttons", "data-scripted": "", "hidden": ""]) {
                    tag(.button, ["type": "submit"], text("close"))
                }
            }
        }
    }

    // MARK: Fields

    private func field(_ item: ObservationForm.Item, _ identifier: String) -> Node {
        let label = item.text[wording.language] + offline.mark(item.isRequired)
        func box(_ tagName: Node.Tag, @Content _ content: () -> [Node]) -> Node {
            tag(
                tagName,
                [
                    "class": "field", "data-name": item.id, "data-kind": item.kind.rawValue,
                    "data-item-kind": item.kind.rawValue, "data-required": item.isRequired ? "" : nil,
                ], content)
        }
        func labelled(_ control: Node) -> Node {
            box(.div) {
                tag(.fieldLabel, ["for": identifier], label)
                control
            }
        }
        switch item.kind {
        case .rating, .question, .fact:
            return box(.fieldset) {
                tag(.legend, [:], label)
                offline.answers(item.id, identifier: identifier, answers(item.kind))
            }
        case .number:
            return labelled(
                tag(
                    .input,
                    ["type": "text", "inputmode": "numeric", "id": identifier, "name": item.id, "class": "figure"]))
        case .time:
            return labelled(tag(.input, ["type": "time", "id": identifier, "name": item.id, "class": "short"]))
        case .text: return labelled(tag(.textarea, ["id": identifier, "name": item.id, "rows": "4"]))
        case .photograph:
            return box(.div) {
                tag(.fieldLabel, ["for": identifier], label)
                tag(.p, ["class": "hint", "id": "\(identifier)-hint"], text("photograph hint"))
                tag(
                    .input,
                    [
                        "type": "file", "id": identifier, "accept": "image/*", "multiple": "", "data-item": item.id,
                        "aria-describedby": "\(identifier)-hint",
                    ])
                tag(.ul, ["class": "photographs", "id": "\(identifier)-list"])
            }
        }
    }

    private func answers(_ kind: ObservationForm.Item.Kind) -> [(value: String, name: String)] {
        kind == .rating
            ? ObservationForm.Rating.allCases.map { ($0.rawValue, wording.name(of: $0)) }
            : ObservationForm.Reply.allCases.map { ($0.rawValue, wording.name(of: $0)) }
    }

    /// What is shown of a report that was closed.
    private func handed() -> Node {
        tag(.section, ["id": "handed", "hidden": "", "tabindex": "-1", "aria-labelledby": "handed-heading"]) {
            tag(.h2, ["id": "handed-heading"], text("handed"))
            tag(.p, [:], text("handed about"))
            tag(.p) { tag(.a, ["id": "download", "href": "#handed"], text("save")) }
            tag(.p) {
                "\(text("sum")): "
                tag(.code, ["id": "sum", "class": "hash"])
            }
            tag(.h3, [:], text("parts"))
            tag(.p, [:], text("parts about"))
            tag(.ol, ["id": "parts"])
        }
    }
}
