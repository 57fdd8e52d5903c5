import PrimeOrderGroups

/// Reads group elements where the notes, section 4.7, want their membership tested.
extension CipherSuite {
    /// An element of the group, the neutral one too. Throws `rule` where no text stands, `elementText` or
    /// `elementMembership`, each with `name` as its detail.
    static func member(_ tree: JSONTree?, _ name: String, breaking rule: Rule) throws(Violation) -> Element {
        guard let text = tree?.string else { throw Violation(rule, detail: name) }
        guard let element = Group.element(text: text) else { throw Violation(.elementText, detail: name) }
        guard Group.isMember(element) else { throw Violation(.elementMembership, detail: name) }
        return element
    }

    /// A public key: a member that is not neutral, because everybody knows the exponent of the neutral one. Throws as
    /// `member`, and `rule` for the neutral element.
    static func key(_ tree: JSONTree?, _ name: String, breaking rule: Rule) throws(Violation) -> Element {
        let key = try member(tree, name, breaking: rule)
        guard key != Group.neutral else { throw Violation(rule, detail: "\(name): neutral") }
        return key
    }

    /// Members of the group, tested together. Throws as `member`; the detail counts from 0, as exponents do.
    static func members(_ trees: [JSONTree], _ name: String, breaking rule: Rule) throws(Violation) -> [Element] {
        var elements: [Element] = []
        elements.reserveCapacity(trees.count)
        for (index, tree) in trees.enumerated() {
            guard let text = tree.string else { throw Violation(rule, detail: "\(name) \(index)") }
            guard let element = Group.element(text: text) else {
                throw Violation(.elementText, detail: "\(name) \(index)")
            }
            elements.append(element)
        }
        if let outside = Group.firstNonMember(of: elements) {
            throw Violation(.elementMembership, detail: "\(name) \(outside)")
        }
        return elements
    }

    /// g^f(point) for the polynomial f whose coefficients stand in the exponents of the commitments, by Horner's rule:
    /// the points are small, so each step is a short power.
    static func evaluate(_ commitments: [Element], at point: Int) -> Element {
        let exponent = Exponent(UInt64(point))
        return commitments.reversed().reduce(Group.neutral) { value, commitment in
            Group.product(Group.power(value, exponent), commitment)
        }
    }
}

extension CanonicalText {
    mutating func element<Suite: CipherSuite>(_ element: Suite.Element, of suite: Suite.Type) {
        string(Suite.Group.text(element))
    }
}
