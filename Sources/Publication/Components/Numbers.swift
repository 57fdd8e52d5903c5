import ElectionFiles
import ElectionModel
import Wording

extension PageContext {
    /// A figure as people read it, without markup.
    func written(_ quantity: Quantity, signed: Bool = false) -> String {
        switch quantity.value {
        case .whole(let number): (signed && number > 0 ? "+" : "") + wording.number(number)
        case .share(let share): wording.percent(share)
        case .fraction(let fraction): wording.decimal(fraction, digits: 6)
        case .decimal(let text): localized(decimal: text)
        case .notGiven: wording.term("absent.not given")
        case .notApplicable: "–"
        }
    }

    private func localized(decimal text: String) -> String {
        let sign = text.first == "-"
        let mark = wording.term("number.decimal mark")
        let digits = text.drop { $0 == "-" }.split(separator: ".").joined(separator: mark)
        return sign ? wording.term("number.negative", [Figure("number", .text(digits))]) : digits
    }

    /// A figure with its name, its plain value and the mark of its kind.
    func number(_ quantity: Quantity, signed: Bool = false) -> Node {
        let shown = written(quantity, signed: signed)
        let data: Node
        switch quantity.value {
        case .notGiven:
            return tag(.data, ["value": "", "data-figure": quantity.key, "class": "absent"], shown)
        case .notApplicable:
            return tag(.data, ["value": "", "data-figure": quantity.key, "class": "absent"]) {
                tag(.abbr, ["title": wording.term("absent.not applicable")], shown)
            }
        default:
            data = tag(.data, ["value": quantity.plain, "data-figure": quantity.key], shown)
        }
        return tag(.span, ["class": "figure"]) {
            data
            kindMark(quantity.provenance)
        }
    }

    /// The letter that tells where a figure comes from.
    func kindMark(_ kind: ProvenanceKind) -> Node {
        tag(.abbr, ["class": "kind \(kind.rawValue)", "title": wording.name(of: kind)], text("mark.\(kind.rawValue)"))
    }

    /// What the letters mean, for the foot of each page.
    func kindLegend() -> Node {
        tag(.dl, ["class": "kinds"]) {
            for kind in ProvenanceKind.allCases {
                tag(.div) {
                    tag(.dt) {
                        kindMark(kind)
                        " "
                        wording.name(of: kind)
                    }
                    tag(.dd, [:], wording.explanation(of: kind) ?? "")
                }
            }
        }
    }

    /// A figure with source, written as its source has it where it is no number.
    func number(_ fact: SourcedFigure) -> Node {
        let shown: String
        if let value = fact.value {
            shown = written(fact: value)
        } else {
            shown = wording.term("absent.not given")
        }
        let data = tag(
            .data,
            [
                "value": fact.value ?? "", "data-figure": "fact.\(fact.key)",
                "class": fact.value == nil ? "absent" : nil,
            ], shown)
        return tag(.span, ["class": "figure"]) {
            data
            if fact.value != nil { kindMark(fact.provenance.kind) }
        }
    }

    private func written(fact value: String) -> String {
        if let number = Int64(value) { return wording.number(number) }
        if value.hasSuffix(" %"), value.dropLast(2).utf8.allSatisfy({ (46...57).contains($0) && $0 != 47 }) {
            return wording.term(
                "number.percent", [Figure("number", .text(localized(decimal: String(value.dropLast(2)))))])
        }
        return textIfPresent("fact value.\(value)") ?? value
    }

    /// A figure of the election folder by its key.
    func fact(_ key: String) -> SourcedFigure? { figures.facts.first { $0.key == key } }

    /// The figure, or `not given` where the folder does not have it.
    func factNode(_ key: String) -> Node {
        fact(key).map { number($0) } ?? tag(.span, ["class": "absent"], wording.term("absent.not given"))
    }

    func factLabel(_ key: String) -> String { textIfPresent("fact.\(key)") ?? listFactLabel(key) ?? key }

    /// A figure about one list, whose key ends with the name of the list.
    private func listFactLabel(_ key: String) -> String? {
        guard let dot = key.lastIndex(of: ".") else { return nil }
        let list = Figure("list", .choice(ChoiceID(String(key[key.index(after: dot)...]))))
        return wording.termIfPresent("site.fact of list.\(key[..<dot])", [list])
    }
}
