import VerifiableVoting

/// A JSON text that a test takes apart, changes and writes again, members in their order.
indirect enum Document: Equatable {
    case whole(Int64)
    case string(String)
    case array([Document])
    case object([Member])

    struct Member: Equatable {
        var name: String
        var value: Document
    }

    enum Step: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        case name(String)
        case position(Int)
        init(stringLiteral value: String) { self = .name(value) }
        init(integerLiteral value: Int) { self = .position(value) }
    }

    struct Unreadable: Error {}

    init(_ bytes: [UInt8]) throws { try self.init(JSONTree.read(bytes)) }
    init(_ text: String) throws { try self.init(Array(text.utf8)) }

    private init(_ tree: JSONTree) throws {
        switch tree.value {
        case .whole(let number): self = .whole(number)
        case .string(let text): self = .string(text)
        case .array(let items): self = .array(try items.map { try Document($0) })
        case .object(let members):
            self = .object(try members.map { Member(name: $0.name, value: try Document($0.value)) })
        case .null, .bool: throw Unreadable()
        }
    }

    private func write(to text: inout CanonicalText) {
        switch self {
        case .whole(let number): text.whole(number)
        case .string(let value): text.string(value)
        case .array(let items): text.list(items) { text, item in item.write(to: &text) }
        case .object(let members):
            text.raw("{")
            for (index, member) in members.enumerated() {
                if index > 0 { text.raw(",") }
                text.string(member.name)
                text.raw(":")
                member.value.write(to: &text)
            }
            text.raw("}")
        }
    }

    var bytes: [UInt8] { CanonicalText.of { write(to: &$0) } }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    var string: String { if case .string(let text) = self { text } else { "" } }
    var items: [Document] {
        get { if case .array(let items) = self { items } else { [] } }
        set { self = .array(newValue) }
    }

    /// The value at a path that exists.
    subscript(path: Step...) -> Document {
        get { value(path[...]) }
        set { set(path[...], newValue) }
    }

    private func value(_ path: ArraySlice<Step>) -> Document {
        guard let step = path.first else { return self }
        switch (step, self) {
        case (.name(let name), .object(let members)):
            guard let member = members.first(where: { $0.name == name }) else { fatalError("no member \(name)") }
            return member.value.value(path.dropFirst())
        case (.position(let index), .array(let items)): return items[index].value(path.dropFirst())
        default: fatalError("no such path")
        }
    }

    private mutating func set(_ path: ArraySlice<Step>, _ new: Document) {
        guard let step = path.first else {
            self = new
            return
        }
        switch (step, self) {
        case (.name(let name), .object(var members)):
            guard let index = members.firstIndex(where: { $0.name == name }) else { fatalError("no member \(name)") }
            members[index].value.set(path.dropFirst(), new)
            self = .object(members)
        case (.position(let index), .array(var items)):
            items[index].set(path.dropFirst(), new)
            self = .array(items)
        default: fatalError("no such path")
        }
    }

    /// The object without one member.
    func without(_ name: String) -> Document {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { $0.name != name })
    }
}
