import ElectionModel
import SourceArchive
import Wording

/// Preferred values with the sources beside them.
extension ArchiveContext {
    /// A value with its sources and the mark of what it rests on; `no source` where no page speaks of it, which is neither
    /// zero nor a place that a page leaves empty.
    ///
    /// - Parameter withUnit: whether a share has its sign of percent.
    func preferred(_ value: PreferredValue?, withUnit: Bool = true) -> [Node] {
        guard let value else {
            return [
                tag(.span, ["class": "absent"]) {
                    tag(.abbr, ["title": text("no source explained")], text("no source"))
                }
            ]
        }
        if value.basis == .notGiven {
            return value.values.flatMap { only in
                [tag(.span, ["class": "absent"], wording.text(of: only.claim)), notes(only.sources)]
            }
        }
        var nodes: [Node] = []
        for (position, one) in value.values.enumerated() {
            if position > 0 { nodes.append(tag(.br)) }
            nodes.append(figure(one, of: value, withUnit: withUnit))
        }
        for other in value.against {
            let words = wording.text(of: other.claim, withUnit: withUnit)
            nodes.append(
                tag(.small, ["class": "way"]) {
                    text("against", [Figure("value", .text(words))])
                    notes(other.sources)
                })
        }
        return nodes
    }

    func preferred(_ name: FactName, withUnit: Bool = true) -> [Node] {
        preferred(known.values(name), withUnit: withUnit)
    }

    func preferred(first names: [FactName], withUnit: Bool = true) -> [Node] {
        preferred(known.values.first(names), withUnit: withUnit)
    }

    /// A cell of a table; the head of a column of shares has the sign of percent.
    func cell(_ name: FactName) -> Table.Cell { cell(first: [name]) }

    func cell(first names: [FactName]) -> Table.Cell {
        Table.Cell(content: preferred(first: names, withUnit: false), isNumber: true)
    }

    /// A value with the sign of what it rests on, then its sources.
    private func figure(_ value: PreferredValue.Value, of whole: PreferredValue?, withUnit: Bool = true) -> Node {
        tag(.span, ["class": isName(value.claim) ? nil : "figure"]) {
            isName(value.claim)
                ? tag(.span, ["lang": "en"], wording.text(of: value.claim))
                : .text(wording.text(of: value.claim, withUnit: withUnit))
            if let whole { mark(whole) }
            notes(value.sources)
        }
    }

    /// Names and sentences may be cut at any line; numbers and days stay whole.
    private func isName(_ claim: Claim) -> Bool { if case .text = claim.value { true } else { false } }

    /// Several values that may all be true, each with its sources.
    func several(_ name: FactName) -> [Node] {
        let values = known.values.all(name)
        guard !values.isEmpty else { return preferred(name) }
        var nodes: [Node] = []
        for (position, value) in values.enumerated() {
            if position > 0 { nodes.append(.text(", ")) }
            nodes.append(figure(value, of: nil))
        }
        return nodes
    }

    /// The numbers of sources, each leading to the printed words in the copy of its page.
    func notes(_ sources: [PreferredValue.Source]) -> Node {
        tag(.sup, ["class": "notes"]) {
            for source in sources {
                for claim in source.printed {
                    note(claim, on: source.page, isInput: source.claim.span == nil)
                }
            }
        }
    }

    private func note(_ claim: Claim, on place: Int, isInput: Bool) -> Node {
        let name = figures.sources[place].name
        let words = claim.printed.isEmpty ? wording.text(of: claim) : claim.printed.replacing("\n", with: " ")
        let title = isInput ? "\(text("computed from")): \(name): \(words)" : "\(name): \(words)"
        guard let link = Self.link(claim, on: place) else { return .text("[\(place + 1)]") }
        return tag(.a, ["href": link, "title": title], "[\(place + 1)]")
    }

    /// The sign of what a value rests on, and of a page that contradicts itself.
    @Content func mark(_ value: PreferredValue) -> [Node] {
        let kind = value.basis.kind
        let decision: String =
            if case .decided(let made) = value.basis {
                ": \(made.who), \(wording.date(made.when)): \(made.why)"
            } else {
                ""
            }
        tag(
            .abbr,
            ["class": "basis \(kind.rawValue)", "title": wording.term("archive.basis.\(kind.rawValue)") + decision],
            wording.term("archive.basis mark.\(kind.rawValue)"))
        if value.isFaulty { tag(.abbr, ["class": "basis faulty", "title": text("faulty")], "\u{26A0}") }
    }

    /// What the marks mean, for the end of each page with preferred values.
    @Content func marksLegend() -> [Node] {
        tag(.h2, [:], text("marks"))
        tag(.dl, ["class": "kinds"]) {
            for kind in PreferredValue.Kind.allCases {
                tag(.div) {
                    tag(.dt) {
                        tag(
                            .span, ["class": "basis \(kind.rawValue)"],
                            wording.term("archive.basis mark.\(kind.rawValue)"))
                        " "
                        wording.term("archive.basis.\(kind.rawValue)")
                    }
                    tag(.dd, [:], wording.term("archive.basis explained.\(kind.rawValue)"))
                }
            }
            tag(.div) {
                tag(.dt) {
                    tag(.span, ["class": "basis faulty"], "\u{26A0}")
                    " "
                    text("faulty")
                }
            }
        }
    }

    /// Sentences and single statements of some measures, each measure with all its words, in the order of the pages.
    func told(_ measures: [Measure]) -> [(label: String, content: [Node])] {
        measures.compactMap { wanted in
            let names = comparison.facts.map(\.name).filter { $0.measure == wanted }
            var items: [Node] = []
            for name in names {
                for value in known.values.all(name) {
                    items.append(tag(.li) { statement(value, of: name) })
                }
            }
            return items.isEmpty ? nil : (measure(wanted), [tag(.ul, ["class": "told"]) { items }])
        }
    }

    @Content private func statement(_ value: PreferredValue.Value, of name: FactName) -> [Node] {
        if let participant = name.participant { "\(wording.name(of: participant, comparison.participants)): " }
        if isName(value.claim), let source = value.sources.first {
            if let detail = value.claim.key.detail { tag(.span, [:], "\(wording.name(ofDetail: detail)): ") }
            quoted(wording.text(of: value.claim), from: source.page)
        } else {
            wording.text(of: value.claim)
            if let detail = value.claim.key.detail { " – \(wording.name(ofDetail: detail))" }
        }
        notes(value.sources)
    }
}
