import ElectionModel

extension Wording {
    /// Writes a text with its figures. A figure that is missing is written as `not given`, never left as a placeholder.
    func render(_ message: Message, _ figures: [Figure]) -> String {
        var result = ""
        write(message.segments, figures, to: &result)
        return result
    }

    private func write(_ segments: [Message.Segment], _ figures: [Figure], to result: inout String) {
        for segment in segments {
            switch segment {
            case .literal(let text): result += text
            case .figure(let name, let form): result += written(name, form, figures)
            case .optional(let inner):
                let names = Message(segments: inner).uses.map(\.name)
                if names.allSatisfy({ name in figures.contains { $0.name == name } }) {
                    write(inner, figures, to: &result)
                }
            }
        }
    }

    private func written(_ name: String, _ form: Message.Form, _ figures: [Figure]) -> String {
        guard let value = figures.first(where: { $0.name == name })?.value else { return term("absent.not given") }
        switch form {
        case .plain: return plain(value, figures)
        case .named(let form): return written(value, as: form, figures)
        case .counted(let forms):
            return "\(plain(value, figures))\u{A0}\(language.form(for: category(of: value), of: forms))"
        case .agreeing(let forms): return language.form(for: category(of: value), of: forms)
        }
    }

    private func plain(_ value: Figure.Value, _ figures: [Figure]) -> String {
        switch value {
        case .count(let count): number(count)
        case .whole(let number): self.number(number)
        case .fraction(let fraction): self.fraction(fraction)
        case .text(let text): text
        case .choice(let id): names.choice(id, language)
        case .choices(let ids): list(ids.map { names.choice($0, language) })
        case .district(let id): names.district(id, language)
        case .share(let share): phrase(for: share, outOf: baseVotes(figures))
        case .base(let base): name(of: base)
        }
    }

    /// A share is written with the size of its base where the figures give it.
    private func baseVotes(_ figures: [Figure]) -> UInt64? {
        guard case .count(let votes)? = figures.first(where: { $0.name == "baseVotes" })?.value else { return nil }
        return votes
    }

    private func written(_ value: Figure.Value, as form: String, _ figures: [Figure]) -> String {
        switch (FigureForm(rawValue: form), value) {
        case (.exact, .fraction(let fraction)): return exact(fraction)
        case (.decimal, .fraction(let fraction)): return decimal(fraction, digits: 4)
        case (.date, .text(let text)): return CalendarDate(text).map { date($0) } ?? text
        case (.tier, .text(let text)): return names.tier(TierID(text), language)
        case (.phrase, .text(let text)): return phrase(of: text)
        case (.verbatim, .count(let count)): return "\(count)"
        case (.verbatim, .whole(let number)): return "\(number)"
        case (nil, .text(let text)): return termIfPresent("\(form).\(text)", figures) ?? text
        case (nil, .base(let base)): return termIfPresent("\(form).\(base.rawValue)") ?? name(of: base)
        default: return plain(value, figures)
        }
    }

    private func category(of value: Figure.Value) -> PluralCategory {
        switch value {
        case .count(let count): language.pluralCategory(of: UInt128(count))
        case .whole(let number): language.pluralCategory(of: UInt128(number.magnitude))
        case .choices(let ids): language.pluralCategory(of: UInt128(ids.count))
        case .fraction(let fraction) where fraction.reduced.denominator == 1:
            language.pluralCategory(of: fraction.reduced.numerator.magnitude)
        default: .other
        }
    }

    /// A phrase of the law in this language, or as the law file has it.
    public func phrase(of text: String) -> String {
        termIfPresent("law phrase.\(text)") ?? text
    }
}

extension Message {
    init(segments: [Segment]) {
        self.segments = segments
    }
}
