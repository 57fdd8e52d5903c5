public import ElectionModel
public import Observation
import VerifiableVoting
public import Wording

/// A form that an observer fills in without a network: one folder, the same from a stick as from a server.
public enum ObserverFormSite {
    /// Every file with its path, in a fixed order. The same input gives the same bytes.
    ///
    /// - Parameters:
    ///   - style: the style of all pages, of the office's forms and of this form, in this order.
    ///   - script: `Pages/observer.js`.
    public static func files(
        _ form: ObservationForm, _ wording: Wording, style: [[UInt8]], script: [UInt8]
    ) -> [(path: String, bytes: [UInt8])] {
        let page = ObserverFormPage(form: form, wording: wording)
        return [
            ("index.html", page.node().page()), ("style.css", Array(style.joined(separator: [UInt8(ascii: "\n")]))),
            ("observer.js", script),
        ]
    }
}

/// The page of a form in one language. What only the script does is hidden until it runs.
struct ObserverFormPage {
    let form: ObservationForm
    let wording: Wording

    /// Nothing from elsewhere, nothing sent anywhere; a file and a server alike count as `'self'`.
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self'; connect-src 'self'; form-action 'none'; "
        + "base-uri 'none'"

    private func text(_ name: String) -> String { wording.term("observation.observer form.\(name)") }
    private var title: String { form.title[wording.language] }

    func node() -> Node {
        tag(.html, ["lang": wording.language.rawValue]) {
            tag(.head) {
                tag(.meta, ["charset": "utf-8"])
                tag(.meta, ["http-equiv": "Content-Security-Policy", "content": Self.policy])
                tag(.meta, ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                tag(.meta, ["name": "color-scheme", "content": "light dark"])
                tag(.title, [:], "\(title) – \(text("heading"))")
                tag(.link, ["rel": "stylesheet", "href": "style.css"])
                tag(.script, ["src": "observer.js", "defer": ""])
            }
            tag(.body) {
                tag(.a, ["class": "skip", "href": "#content"], wording.term("navigation.skip"))
                tag(.header) { tag(.div, ["class": "brand"]) { tag(.span, ["class": "name"], text("heading")) } }
                tag(.main, ["id": "content"]) { content() }
            }
        }
    }

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
        tag(
            .div,
            [
                "id": "problems", "class": "summary", "role": "alert", "tabindex": "-1", "hidden": "",
                "aria-labelledby": "problems-heading",
            ]
        ) {
            tag(.h2, ["id": "problems-heading"], text("problems"))
            tag(.ul)
        }
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
                line("station", text("station"), required: true)
                line("observer", text("observer"), hint: text("observer hint"), required: true)
                line("team", text("team"))
                line("day", text("day"), kind: "date", required: true)
            }
            tag(.fieldset, ["class": "block"]) {
                tag(.legend, [:], text("questions"))
                for (place, item) in form.items.enumerated() { field(item, "item-\(place + 1)") }
            }
            tag(.fieldset, ["class": "block"]) {
                tag(.legend, [:], text("closing"))
                tag(.p, [:], text("closing about"))
                line("signature", text("signature"), hint: text("signature hint"), required: true)
                tag(.div, ["class": "buttons", "data-scripted": "", "hidden": ""]) {
                    tag(.button, ["type": "submit"], text("close"))
                }
            }
        }
    }

    // MARK: Fields

    private func mark(_ required: Bool) -> String { required ? " (\(text("required")))" : "" }

    /// A line to write on.
    private func line(
        _ name: String, _ label: String, kind: String = "text", hint: String? = nil, required: Bool = false
    ) -> Node {
        tag(.div, ["class": "field", "data-name": name, "data-required": required ? "" : nil]) {
            tag(.fieldLabel, ["for": name], label + mark(required))
            hint.map { tag(.p, ["class": "hint", "id": "\(name)-hint"], $0) }
            tag(.input, ["type": kind, "id": name, "name": name, "class": kind == "text" ? nil : "short"])
        }
    }

    private func field(_ item: ObservationForm.Item, _ identifier: String) -> Node {
        let label = item.text[wording.language] + mark(item.isRequired)
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
                tag(.div, ["class": "answers"]) {
                    for (place, answer) in answers(item.kind).enumerated() {
                        // The first has the identifier of the field, to which a problem leads.
                        let own = place == 0 ? identifier : "\(identifier)-\(place + 1)"
                        tag(.div, ["class": "tick"]) {
                            tag(.input, ["type": "radio", "id": own, "name": item.id, "value": answer.value])
                            tag(.fieldLabel, ["for": own], answer.name)
                        }
                    }
                }
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
