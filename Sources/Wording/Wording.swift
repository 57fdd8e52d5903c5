public import ElectionModel
public import SeatAllocation

/// Forms in which a text may ask for a figure, besides the groups of `terms.yaml`.
enum FigureForm: String, CaseIterable {
    /// A fraction as numerator and denominator.
    case exact
    /// A fraction as a rounded decimal.
    case decimal
    /// A text that is a day such as 2004-09-19.
    case date
    /// A text that names a tier.
    case tier
    /// A text of the law, such as who appoints: translated where `terms.yaml` has it under `law phrase`.
    case phrase
    /// A text or number as it is, without grouping.
    case verbatim
}

/// Turns codes and figures into one language.
public struct Wording: Sendable {
    /// All texts, in all languages.
    public let catalogue: TextCatalogue
    /// The language written.
    public let language: Language
    /// How candidates, districts, parties and tiers are called.
    public let names: Names

    /// - Parameter names: identifiers are shown as they are without it.
    public init(_ catalogue: TextCatalogue, in language: Language, names: Names = Names()) {
        self.catalogue = catalogue
        self.language = language
        self.names = names
    }

    // MARK: Terms

    /// A text of `terms.yaml` by group and name, such as `heading.votes`.
    ///
    /// - Precondition: the key stands in `terms.yaml`; whoever takes a key from data asks `termIfPresent`.
    public func term(_ key: String, _ figures: [Figure] = []) -> String {
        guard let text = termIfPresent(key, figures) else { preconditionFailure("terms.yaml has no text for \(key)") }
        return text
    }

    /// The same for a key that comes from data; nil where `terms.yaml` does not have it.
    public func termIfPresent(_ key: String, _ figures: [Figure] = []) -> String? {
        catalogue.message("terms.\(key)", language).map { render($0, figures) }
    }

    /// The name of a value.
    package func name<Value: WordedValue>(of value: Value) -> String {
        term("\(Value.termGroups[0]).\(value.rawValue)")
    }

    /// One sentence on what a value means, for the enumerations that have one: provenance, confidence, open seats.
    package func explanation<Value: WordedValue>(of value: Value) -> String? {
        termIfPresent("\(Value.termGroups[0]) explained.\(value.rawValue)")
    }

    /// Who holds a seat, or why nobody does.
    public func text(of holder: Seat.Holder) -> String {
        switch holder {
        case .candidate(let id): names.choice(id, language)
        case .list(let list, person: .some(let person)):
            term("holder.list with person", [Figure("list", .choice(list)), Figure("person", .choice(person))])
        case .list(let list, person: nil): term("holder.list", [Figure("list", .choice(list))])
        case .appointed(.some(let person)): term("holder.appointed", [Figure("person", .choice(person))])
        case .appointed(nil): term("holder.to be appointed")
        case .open(let reason): term("holder.open", [Figure("reason", .text(name(of: reason)))])
        }
    }

    // MARK: Derivations

    /// The sentence of one step, without those below it.
    public func sentence(for step: Step) -> String {
        guard let message = catalogue.message("steps.\(step.code.rawValue)", language) else {
            return step.code.rawValue
        }
        return render(message, step.figures)
    }

    /// One line of a derivation.
    public struct DerivationLine: Sendable, Hashable {
        /// 0 for the step itself, 1 for those it rests on.
        public var depth: Int
        /// The sentence.
        public var text: String
        /// The articles, in this language.
        public var cites: [String]
    }

    /// The step and all below it, from the top.
    public func lines(for step: Step) -> [DerivationLine] {
        lines(for: step, depth: 0)
    }

    private func lines(for step: Step, depth: Int) -> [DerivationLine] {
        [DerivationLine(depth: depth, text: sentence(for: step), cites: step.cites.map(citation))]
            + step.steps.flatMap { lines(for: $0, depth: depth + 1) }
    }

    // MARK: Findings

    /// A finding in a few words; its code where it has no texts.
    public func title(of finding: Finding) -> String {
        catalogue.message("findings.\(finding.code).title", language).map { render($0, finding.figures) }
            ?? finding.code
    }

    /// Where it was found, from the widest to the narrowest, by the names of tiers, districts, choices, parties and regions.
    public func place(of finding: Finding) -> String {
        place(finding.place)
    }

    /// A place from the widest to the narrowest, by the names that its identifiers have.
    public func place(_ parts: [String]) -> String {
        parts.map { part in
            let known = [
                names.tier(TierID(part), language), names.district(DistrictID(part), language),
                names.choice(ChoiceID(part), language), names.party(PartyID(part), language),
                names.region(RegionID(part), language),
            ]
            return known.first { $0 != part } ?? phrase(of: part)
        }.joined(separator: " · ")
    }

    /// What was found. Figures that the text does not name follow it with their labels.
    public func sentence(for finding: Finding) -> String {
        let message = catalogue.message("findings.\(finding.code).text", language)
        let text = message.map { render($0, finding.figures) } ?? finding.code
        let named = Set(message?.figureNames ?? [])
        let others = finding.figures.filter { !named.contains($0.name) }.map { figure in
            term(
                "finding.figure",
                [
                    Figure("label", .text(termIfPresent("figure.\(figure.name)") ?? figure.name)),
                    Figure("value", figure.value),
                ])
        }
        guard !others.isEmpty else { return text }
        return term(
            "finding.with figures",
            [Figure("text", .text(text)), Figure("figures", .text(others.joined(separator: "; ")))])
    }

    /// What to do about it.
    public func remedy(for finding: Finding) -> String? {
        catalogue.message("findings.\(finding.code).remedy", language).map { render($0, finding.figures) }
    }
}
