import ElectionModel
public import Simulation

extension Wording {
    /// What a constraint demands and of whom, such as "Run-offs won by nominees: Otan".
    public func name(of constraint: Constraint) -> String {
        let name = name(of: constraint.name)
        guard !constraint.subject.isEmpty else { return name }
        return term(
            "finding.figure", [Figure("label", .text(name)), Figure("value", .text(subject(of: constraint)))])
    }

    /// A list by its name, a check by its code and title.
    private func subject(of constraint: Constraint) -> String {
        guard constraint.name == .protocolCheck else { return names.choice(ChoiceID(constraint.subject), language) }
        return catalogue.message("findings.\(constraint.subject).title", language)
            .map { "\(constraint.subject) (\(render($0, [])))" } ?? constraint.subject
    }

    /// The number demanded, or the least and the greatest.
    public func target(of constraint: Constraint) -> String {
        switch constraint.target {
        case .exactly(let value): number(value)
        case .atLeast(let value): "≥\u{A0}\(number(value))"
        case .atMost(let value): "≤\u{A0}\(number(value))"
        case .between(let least, let greatest): "\(number(least))–\(number(greatest))"
        }
    }
}
