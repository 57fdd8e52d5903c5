/// Reads the members of a document of our own; whatever is missing or of another kind breaks the document's rule.
package struct DocumentFields {
    package let tree: JSONTree
    let rule: Rule
    /// Where in the document, for the detail of a violation.
    let path: String

    /// Most bytes of a document: a manifest of ten thousand elections takes a sixth of it.
    static let mostBytes = 1 << 28

    private init(_ tree: JSONTree, _ rule: Rule, path: String) {
        (self.tree, self.rule, self.path) = (tree, rule, path)
    }

    /// The members of a document that stands within another.
    package init(_ tree: JSONTree, breaking rule: Rule) { self.init(tree, rule, path: "") }

    /// A document that names its format and its version, 1 where no later one is known.
    package init(
        _ bytes: [UInt8], format: String, versions: ClosedRange<Int> = 1...1, breaking rule: Rule
    ) throws(Violation) {
        guard bytes.count <= Self.mostBytes else { throw Violation(rule, detail: "\(bytes.count) bytes") }
        self.init(try JSONTree.object(bytes, breaking: rule), rule, path: "")
        guard try string("format") == format else { throw wrong("format") }
        let version = try whole("version")
        guard versions.contains(version) else { throw Violation(rule, detail: "version \(version)") }
    }

    package func wrong(_ name: String) -> Violation { Violation(rule, detail: path + name) }

    package func string(_ name: String) throws(Violation) -> String {
        guard let text = tree[name]?.string else { throw wrong(name) }
        return text
    }

    /// A number from 0 to 2^31 - 1, as heights of events are.
    package func whole(_ name: String) throws(Violation) -> Int {
        guard let number = tree[name]?.whole, (0...Int64(Int32.max)).contains(number) else { throw wrong(name) }
        return Int(number)
    }

    package func bool(_ name: String) throws(Violation) -> Bool {
        guard let flag = tree[name]?.bool else { throw wrong(name) }
        return flag
    }

    package func digest(_ name: String) throws(Violation) -> Digest {
        guard let digest = Digest(hexadecimal: try string(name)) else { throw wrong(name) }
        return digest
    }

    package func key(_ name: String) throws(Violation) -> SignerKey {
        guard let key = SignerKey(hexadecimal: try string(name)) else { throw wrong(name) }
        return key
    }

    package func strings(_ name: String) throws(Violation) -> [String] {
        guard let items = tree[name]?.items else { throw wrong(name) }
        let texts = items.compactMap(\.string)
        guard texts.count == items.count else { throw wrong(name) }
        return texts
    }

    /// The objects of a list.
    package func list<Item>(
        _ name: String, _ read: (DocumentFields) throws(Violation) -> Item
    ) throws(Violation) -> [Item] {
        guard let items = tree[name]?.items else { throw wrong(name) }
        var list: [Item] = []
        list.reserveCapacity(items.count)
        for (index, item) in items.enumerated() {
            let inner = DocumentFields(item, rule, path: "\(path)\(name) \(index + 1): ")
            guard item.members != nil else { throw wrong("\(name) \(index + 1)") }
            list.append(try read(inner))
        }
        return list
    }

    /// Unknown members, another order and other spellings are all refused by writing the document again.
    package func requireCanonical(_ written: [UInt8], _ bytes: [UInt8]) throws(Violation) {
        guard written == bytes else { throw Violation(rule, detail: "not in canonical form") }
    }
}
