import ElectionModel
import Observation
import Wording

/// The page on which media are coded, in one language. The words that the script puts in stand at the form, the names that are chosen
/// from in its lists; `Pages/media.js` does the rest.
struct MediaFormPage {
    let form: MediaForm
    let wording: Wording

    private var offline: OfflineForm { OfflineForm(wording: wording, group: "observation.media form") }
    private func text(_ name: String) -> String { offline.text(name) }

    func node() -> Node {
        offline.page(title: form.title.isEmpty ? form.coder : form.title, script: "media.js") { content() }
    }

    @Content
    private func content() -> [Node] {
        tag(.h1, [:], form.title.isEmpty ? text("heading") : form.title)
        tag(.p, [:], wording.term("observation.media form.coder", [Figure("coder", .text(form.coder))]))
        tag(.p, [:], text("about"))
        tag(.p, ["id": "unscripted", "class": "notice"], text("unscripted"))
        tag(.p, ["id": "unkept", "class": "notice", "hidden": ""], text("unkept"))
        tag(.p, ["id": "offline", "class": "hint", "hidden": ""], text("offline"))
        scripted(.div) {
            offline.problems()
            tag(.h2, ["id": "current", "tabindex": "-1"], text("fresh"))
            coding()
            withdrawing()
        }
        handing()
        tag(.section, ["aria-labelledby": "pieces-heading"]) {
            tag(.h2, ["id": "pieces-heading"], text("pieces"))
            scripted(.p) { tag(.button, ["type": "button", "id": "new"], text("new")) }
            tag(.p, ["id": "none", "hidden": form.pieces.isEmpty ? nil : ""], text("none"))
            tag(.ul, ["id": "pieces"]) { for piece in form.pieces { listed(piece) } }
        }
        tag(.p, ["id": "said", "role": "status"])
    }

    private func scripted(_ name: Node.Tag, @Content _ content: () -> [Node]) -> Node {
        tag(name, ["data-scripted": "", "hidden": ""], content)
    }

    private func coding() -> Node {
        tag(
            .form,
            [
                "id": "form", "class": "observer", "novalidate": "", "autocomplete": "off",
                "aria-labelledby": "current", "data-title": form.title, "data-coder": form.coder,
                "data-columns": MediaTable.columns.joined(separator: ","),
                "data-greatest": "\(MediaUnit.greatestAmount)", "data-fresh": text("fresh"),
                "data-piece": text("piece"), "data-open": text("open"), "data-draft": text("draft"),
                "data-coded": text("coded"), "data-handed": text("handed"), "data-choose": text("problem choose"),
                "data-day": text("problem day"), "data-time": text("problem time"),
                "data-number": wording.term(
                    "observation.media form.problem number",
                    [Figure("greatest", .count(MediaUnit.greatestAmount))]),
                "data-unknown": text("problem unknown"), "data-start": text("start clock"),
                "data-stop": text("stop clock"), "data-added": text("added"), "data-saved": text("saved"),
                "data-done": text("done"), "data-withdrawn": text("withdrawn"), "data-nothing": text("nothing"),
                "data-written": text("written"), "data-emptied": text("emptied"),
            ]
        ) {
            given()
            chosen()
            tag(.fieldset, ["class": "block"]) {
                tag(.legend, [:], text("what"))
                seconds()
                amount("area", text("area"), medium: "print")
                choice("format", MediaUnit.Format.allCases.map { ($0.rawValue, wording.name(of: $0)) })
                choice("direct", ["yes", "no"].map { ($0, wording.term("observation.reply.\($0)")) })
                choice("tone", MediaUnit.Tone.allCases.map { ($0.rawValue, wording.name(of: $0)) })
                suggested("topic")
            }
            tag(.div, ["class": "buttons"]) { tag(.button, ["type": "submit"], text("keep")) }
        }
    }

    // MARK: Which piece

    /// Of a piece that is listed: nobody types it anew.
    private func given() -> Node {
        tag(.dl, ["id": "given", "class": "facts", "hidden": ""]) {
            for name in ["outlet", "date", "programme", "start", "subject"] {
                tag(.div) {
                    tag(.dt, [:], text(name))
                    tag(.dd, ["data-given": name])
                }
            }
        }
    }

    private func chosen() -> Node {
        tag(.fieldset, ["class": "block", "id": "chosen"]) {
            tag(.legend, [:], text("which"))
            select(
                "outlet",
                form.outlets.map { outlet in
                    tag(
                        .option,
                        [
                            "value": outlet.name, "data-ownership": outlet.ownership.rawValue,
                            "data-medium": outlet.isPrint ? "print" : "air",
                        ], outlet.name)
                })
            offline.line("date", text("date"), kind: "date", required: true)
            suggested("programme")
            offline.line("start", text("start"), kind: "time", hint: text("start hint"), more: ["data-medium": "air"])
            select(
                "subject",
                form.subjects.map { subject in
                    tag(
                        .option,
                        ["value": key(subject), "data-name": subject.name, "data-kind": subject.kind.rawValue],
                        label(subject))
                })
        }
    }

    /// No kind has a line in it, so that no two subjects have one key.
    private func key(_ subject: MediaSubject) -> String { "\(subject.kind.rawValue)|\(subject.name)" }
    private func label(_ subject: MediaSubject) -> String { "\(subject.name), \(wording.name(of: subject.kind))" }
    private func clock(_ start: Int?) -> String { start.map { MediaTable.clock($0) } ?? "" }

    /// A piece of the list; the script makes a button of it.
    private func listed(_ piece: MediaPiece) -> Node {
        let shown = [
            piece.outlet.name, piece.date.description, clock(piece.start), piece.programme, label(piece.subject),
        ]
        return tag(
            .li,
            [
                "data-unit": piece.unit, "data-outlet": piece.outlet.name, "data-date": piece.date.description,
                "data-programme": piece.programme, "data-start": clock(piece.start),
                "data-subject": key(piece.subject),
            ], shown.filter { !$0.isEmpty }.joined(separator: " · "))
    }

    // MARK: Fields

    private func select(_ name: String, _ options: [Node]) -> Node {
        offline.labelled(name, text(name), required: true) { own in
            [.element(.select, own, [tag(.option, ["value": ""], text("choose"))] + options)]
        }
    }

    /// A line that offers what was written before.
    private func suggested(_ name: String) -> Node {
        offline.labelled(name, text(name)) { own in
            [
                .element(
                    .input,
                    [Node.Attribute("type", "text")] + own
                        + [Node.Attribute("list", "\(name)s"), Node.Attribute("maxlength", "200")], []),
                tag(.datalist, ["id": "\(name)s"]),
            ]
        }
    }

    private func amount(_ name: String, _ label: String, medium: String, beside: [Node] = []) -> Node {
        offline.labelled(name, label, required: true, more: ["data-medium": medium]) { own in
            [
                .element(
                    .input,
                    [Node.Attribute("type", "text"), Node.Attribute("inputmode", "numeric")] + own
                        + [Node.Attribute("class", "figure")], [])
            ] + beside
        }
    }

    private func seconds() -> Node {
        amount(
            "seconds", text("seconds"), medium: "air",
            beside: [
                tag(.p, ["class": "clock"]) {
                    tag(.button, ["type": "button", "id": "clock", "class": "quiet"], text("start clock"))
                    " "
                    tag(.span, ["id": "ticking", "role": "timer", "aria-label": text("clock")])
                }
            ])
    }

    private func choice(_ name: String, _ answers: [(value: String, name: String)]) -> Node {
        tag(.fieldset, ["class": "field", "data-name": name, "data-required": ""]) {
            tag(.legend, [:], text(name) + offline.mark(true))
            offline.answers(name, identifier: name, answers)
        }
    }

    // MARK: Withdrawn, handed over

    private func withdrawing() -> Node {
        tag(.details, ["id": "withdrawing", "class": "deleting", "hidden": ""]) {
            tag(.summary, [:], text("withdraw"))
            tag(.p, [:], text("withdraw about"))
            tag(.button, ["type": "button", "id": "withdraw"], text("withdraw now"))
        }
    }

    private func handing() -> Node {
        tag(
            .section,
            [
                "id": "handing", "data-scripted": "", "hidden": "", "tabindex": "-1",
                "aria-labelledby": "handing-heading",
            ]
        ) {
            tag(.h2, ["id": "handing-heading"], text("hand over"))
            tag(.p, [:], text("hand over about"))
            tag(.dl, ["class": "facts"]) {
                for state in (form.pieces.isEmpty ? [] : ["open"]) + ["draft", "coded", "handed"] {
                    tag(.div) {
                        tag(.dt, [:], text(state))
                        tag(.dd, ["data-count": state], "0")
                    }
                }
            }
            tag(.p) { tag(.button, ["type": "button", "id": "save"], text("save")) }
            tag(.details, ["id": "emptying", "class": "deleting"]) {
                tag(.summary, [:], text("empty"))
                tag(.p, [:], text("empty about"))
                tag(.button, ["type": "button", "id": "empty"], text("empty now"))
            }
        }
    }
}
