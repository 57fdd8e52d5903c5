import ElectionModel
import Publication
import Wording

/// A form as it is shown: what was typed, what is wrong with which field, and what is wrong with the whole.
struct FormView {
    struct Fault {
        /// The field that the summary leads to; nil for the form as a whole.
        var field: String?
        var sentence: String
    }

    var values: [String: String] = [:]
    var faults: [Fault] = []
    /// The field in which typing goes on.
    var focus: String?

    init() {}

    /// What was sent, with everything that the reader found wrong.
    init(_ form: FormReader, _ words: Wording) {
        values = form.fields
        faults = form.problems.map { field, problem in
            Fault(field: field, sentence: words.term("service.problem.\(problem.rawValue)"))
        }
    }

    func fault(_ field: String) -> String? { faults.first { $0.field == field }?.sentence }
}

/// Parts of forms: each with its label, its hint, and what is wrong with it beside it.
extension Office {
    /// Everything that is wrong, on top, with links to the fields.
    func summary(_ view: FormView, _ words: Wording, labels: (String) -> String? = { _ in nil }) -> Node? {
        guard !view.faults.isEmpty else { return nil }
        // Whoever works by keyboard begins here.
        return tag(
            .div,
            [
                "class": "summary", "role": "alert", "tabindex": "-1", "aria-labelledby": "summary-title",
                "autofocus": view.focus == nil ? "" : nil,
            ]
        ) {
            tag(.h2, ["id": "summary-title"], words.term("service.label.problem"))
            tag(.ul) {
                for fault in view.faults {
                    let label = fault.field.flatMap { labels($0) }
                    tag(.li) {
                        tag(
                            .a, ["href": "#\(fault.field ?? "content")"],
                            label.map { "\($0): \(fault.sentence)" } ?? fault.sentence)
                    }
                }
            }
        }
    }

    /// A line to type into.
    func line(
        _ name: String, _ view: FormView, label: String, hint: String? = nil,
        _ attributes: KeyValuePairs<String, String?> = [:]
    ) -> Node {
        wrapped(name, view, label: label, hint: hint) { own in
            Node.element(
                .input,
                own + [Node.Attribute("type", "text"), Node.Attribute("value", view.values[name] ?? "")]
                    + (view.focus == name ? [Node.Attribute("autofocus", "")] : [])
                    + attributes.compactMap { key, value in value.map { Node.Attribute(key, $0) } }, [])
        }
    }

    /// A line for a whole number.
    func number(_ name: String, _ view: FormView, label: String, hint: String? = nil) -> Node {
        line(
            name, view, label: label, hint: hint,
            ["inputmode": "numeric", "autocomplete": "off", "maxlength": "14", "class": "figure"])
    }

    /// Some lines to type into, such as a reason.
    func lines(_ name: String, _ view: FormView, label: String, hint: String? = nil) -> Node {
        wrapped(name, view, label: label, hint: hint) { own in
            Node.element(
                .textarea, own + [Node.Attribute("rows", "4"), Node.Attribute("maxlength", "1000")],
                [.text(view.values[name] ?? "")])
        }
    }

    private func wrapped(
        _ name: String, _ view: FormView, label: String, hint: String?, _ control: ([Node.Attribute]) -> Node
    ) -> Node {
        let problem = view.fault(name)
        let described = [hint.map { _ in "\(name)-hint" }, problem.map { _ in "\(name)-problem" }].compactMap(\.self)
        let own =
            [Node.Attribute("id", name), Node.Attribute("name", name)]
            + (described.isEmpty ? [] : [Node.Attribute("aria-describedby", described.joined(separator: " "))])
            + (problem == nil ? [] : [Node.Attribute("aria-invalid", "true")])
        return tag(.div, ["class": problem == nil ? "field" : "field wrong"]) {
            tag(.fieldLabel, ["for": name], label)
            if let hint { tag(.p, ["class": "hint", "id": "\(name)-hint"], hint) }
            if let problem { tag(.p, ["class": "problem", "id": "\(name)-problem"], problem) }
            control(own)
        }
    }

    /// A box to tick.
    func box(_ name: String, _ view: FormView, label: String) -> Node {
        tag(.div, ["class": "tick"]) {
            tag(
                .input,
                [
                    "type": "checkbox", "id": name, "name": name, "value": "yes",
                    "checked": view.values[name] == "yes" ? "" : nil,
                ])
            tag(.fieldLabel, ["for": name], label)
        }
    }

    /// One of several, all of them in sight.
    func radios(
        _ name: String, _ view: FormView, legend: String, hint: String? = nil,
        _ choices: [(value: String, label: String)]
    ) -> Node {
        let problem = view.fault(name)
        return tag(.fieldset, ["class": problem == nil ? "field" : "field wrong"]) {
            tag(.legend, [:], legend)
            if let hint { tag(.p, ["class": "hint"], hint) }
            if let problem { tag(.p, ["class": "problem"], problem) }
            for (place, choice) in choices.enumerated() {
                // The first has the name of the field, to which the summary leads.
                let id = place == 0 ? name : "\(name)-\(place + 1)"
                tag(.div, ["class": "tick"]) {
                    tag(
                        .input,
                        [
                            "type": "radio", "id": id, "name": name, "value": choice.value,
                            "checked": view.values[name] == choice.value ? "" : nil,
                        ])
                    tag(.fieldLabel, ["for": id], choice.label)
                }
            }
        }
    }

    /// One of many.
    func list(
        _ name: String, _ view: FormView, label: String, hint: String? = nil,
        _ choices: [(value: String, label: String)]
    ) -> Node {
        wrapped(name, view, label: label, hint: hint) { own in
            Node.element(
                .select, own,
                ([("", "")] + choices).map { value, label in
                    tag(.option, ["value": value, "selected": view.values[name] == value ? "" : nil], label)
                })
        }
    }

    func hidden(_ name: String, _ value: String) -> Node {
        tag(.input, ["type": "hidden", "name": name, "value": value])
    }

    func button(_ text: String, name: String? = nil, value: String? = nil, class style: String? = nil) -> Node {
        tag(.button, ["type": "submit", "name": name, "value": value, "class": style], text)
    }

    /// Something that has to be known before going on.
    func notice(_ text: String) -> Node {
        tag(.div, ["class": "notice", "role": "status"]) { tag(.p, [:], text) }
    }
}
