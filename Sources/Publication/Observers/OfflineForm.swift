import ElectionModel
import Wording

/// What pages share that are filled in without a network. What only the script does is hidden until it runs.
struct OfflineForm {
    let wording: Wording
    /// The texts of the page, such as `observation.observer form`.
    let group: String

    /// Nothing from elsewhere, nothing sent anywhere; a file and a server alike count as `'self'`.
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self'; connect-src 'self'; form-action 'none'; "
        + "base-uri 'none'"

    /// The folder: one page, one style, one script.
    static func files(
        _ page: Node, style: [[UInt8]], script: [[UInt8]], named name: String
    ) -> [(path: String, bytes: [UInt8])] {
        [
            ("index.html", page.page()), ("style.css", Array(style.joined(separator: [UInt8(ascii: "\n")]))),
            (name, Array(script.joined(separator: [UInt8(ascii: "\n")]))),
        ]
    }

    func text(_ name: String) -> String { wording.term("\(group).\(name)") }

    func page(title: String, script: String, @Content _ content: () -> [Node]) -> Node {
        tag(.html, ["lang": wording.language.rawValue]) {
            tag(.head) {
                tag(.meta, ["charset": "utf-8"])
                tag(.meta, ["http-equiv": "Content-Security-Policy", "content": Self.policy])
                tag(.meta, ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                tag(.meta, ["name": "color-scheme", "content": "light dark"])
                tag(.title, [:], "\(title) – \(text("heading"))")
                tag(.link, ["rel": "stylesheet", "href": "style.css"])
                tag(.script, ["src": script, "defer": ""])
            }
            tag(.body) {
                tag(.a, ["class": "skip", "href": "#content"], wording.term("navigation.skip"))
                tag(.header) { tag(.div, ["class": "brand"]) { tag(.span, ["class": "name"], text("heading")) } }
                tag(.main, ["id": "content"], content)
            }
        }
    }

    /// Where the script says what is wrong, with links to the fields.
    func problems() -> Node {
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
    }

    // MARK: Fields

    /// What stands after the name of a field that must be filled in.
    func mark(_ required: Bool) -> String { required ? " (\(text("required")))" : "" }

    /// A label, a hint and a control that has the field's name as its identifier.
    ///
    /// - Parameter more: attributes of the field.
    func labelled(
        _ name: String, _ label: String, hint: String? = nil, required: Bool = false,
        more: KeyValuePairs<String, String?> = [:], control: ([Node.Attribute]) -> [Node]
    ) -> Node {
        let described = hint.map { _ in [Node.Attribute("aria-describedby", "\(name)-hint")] } ?? []
        let attributes =
            [Node.Attribute("class", "field"), Node.Attribute("data-name", name)]
            + (required ? [Node.Attribute("data-required", "")] : [])
            + more.compactMap { key, value in value.map { Node.Attribute(key, $0) } }
        return .element(
            .div, attributes,
            [tag(.fieldLabel, ["for": name], label + mark(required))]
                + (hint.map { [tag(.p, ["class": "hint", "id": "\(name)-hint"], $0)] } ?? [])
                + control([Node.Attribute("id", name), Node.Attribute("name", name)] + described))
    }

    /// A line to write on.
    func line(
        _ name: String, _ label: String, kind: String = "text", hint: String? = nil, required: Bool = false,
        more: KeyValuePairs<String, String?> = [:]
    ) -> Node {
        labelled(name, label, hint: hint, required: required, more: more) { own in
            [
                .element(
                    .input,
                    [Node.Attribute("type", kind)] + own + (kind == "text" ? [] : [Node.Attribute("class", "short")]),
                    [])
            ]
        }
    }

    /// Answers of which one is chosen. The first has the identifier of the field, to which a problem leads.
    func answers(_ name: String, identifier: String, _ answers: [(value: String, name: String)]) -> Node {
        tag(.div, ["class": "answers"]) {
            for (place, answer) in answers.enumerated() {
                let own = place == 0 ? identifier : "\(identifier)-\(place + 1)"
                tag(.div, ["class": "tick"]) {
                    tag(.input, ["type": "radio", "id": own, "name": name, "value": answer.value])
                    tag(.fieldLabel, ["for": own], answer.name)
                }
            }
        }
    }
}
