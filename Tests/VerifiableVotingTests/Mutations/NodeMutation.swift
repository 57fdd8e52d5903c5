import PrimeOrderGroups

/// One random change inside a JSON value: a text, a number, an element, or the shape of an object or array.
struct NodeMutation {
    typealias G = Edwards25519

    /// Values that mutations put in place of others: from the archive, and ones that break things.
    let pool: [Node]

    private static let elements: [Node] =
        SmallOrder.points.map { .text(G.text($0)) } + [.text(G.text(G.generator))]
        + AttackBench.badElements.filter { !$0.text.isEmpty }.map { .text($0.text) }
    private static let odd: [Node] = [
        .null, .bool(true), .whole(0), .whole(-1), .whole(1), .number("9223372036854775807"),
        .number("9223372036854775808"), .number("1.5"), .number("01"), .text(""), .text("0"), .text("1"),
        .text("\u{212a}"), .text("\0"), .array([]), .object([]),
        .text("7237005577332262213973186563042994240857116359379907606001950938285454250988"),
        .text("7237005577332262213973186563042994240857116359379907606001950938285454250989"),
    ]

    /// Changes one place of the value.
    func apply(to node: inout Node, _ random: inout SeededGenerator) {
        let places = Self.places(node)
        let place = places[random.below(places.count)]
        let replacement = pool[random.below(pool.count)]
        node.edit(place[...]) { value in
            switch value {
            case .bytes(let text): value = self.text(text, replacement, &random)
            case .number: value = self.number(value, &random)
            case .array(var items) where !items.isEmpty:
                Self.rearrange(&items, &random)
                value = .array(items)
            case .object(var members) where !members.isEmpty:
                Self.rearrange(&members, &random)
                value = .object(members)
            default: value = Self.odd[random.below(Self.odd.count)]
            }
        }
    }

    /// Paths of all values; those of texts and numbers twice, so that half of all changes are theirs.
    static func places(_ node: Node) -> [[Substring]] {
        var places: [[Substring]] = [[]]
        switch node {
        case .array(let items):
            for (index, item) in items.enumerated() { places += Self.places(item).map { [Substring("\(index)")] + $0 } }
        case .object(let members):
            for member in members {
                let name = Substring(decoding: member.name, as: UTF8.self)
                places += Self.places(member.value).map { [name] + $0 }
            }
        case .bytes, .number: places.append([])
        default: break
        }
        return places
    }

    private func text(_ text: [UInt8], _ replacement: Node, _ random: inout SeededGenerator) -> Node {
        let string = String(decoding: text, as: UTF8.self)
        switch random.below(10) {
        case 0, 1: return AttackBench.increment(.bytes(text), by: random.below(2) == 0 ? 1 : -1)
        case 2: return replacement
        case 3:
            guard let element = G.element(text: string) else { return .text(string.uppercased()) }
            return .text(G.text(G.product(element, SmallOrder.points[1 + random.below(7)])))
        case 4: return Self.elements[random.below(Self.elements.count)]
        case 5:
            let bad = AttackBench.badScalars[random.below(AttackBench.badScalars.count)]
            return .text(bad.change(string))
        case 6: return Self.odd[random.below(Self.odd.count)]
        case 7:
            guard !text.isEmpty else { return .text("x") }
            var changed = text
            let index = random.below(changed.count)
            changed[index] = changed[index] < 0x80 ? UInt8(0x30 + random.below(10)) : changed[index]
            return .bytes(changed)
        case 8:
            guard let element = G.element(text: string) else { return .text(AttackBench.withKelvinSign(string)) }
            return .text(G.text(G.product(element, G.generator)))
        default:
            let number: Scalar<G.Order> = random.scalar()
            return .text(number.decimal)
        }
    }

    private func number(_ node: Node, _ random: inout SeededGenerator) -> Node {
        let value = node.integer ?? 0
        return random.below(3) == 0
            ? Self.odd[random.below(Self.odd.count)] : .number(String(value &+ Int64(random.below(5)) - 2))
    }

    private static func rearrange(_ items: inout [Node], _ random: inout SeededGenerator) {
        let index = random.below(items.count)
        switch random.below(5) {
        case 0: items.remove(at: index)
        case 1: items.insert(items[index], at: random.below(items.count + 1))
        case 2: items.swapAt(index, random.below(items.count))
        case 3: items[index] = odd[random.below(odd.count)]
        default: items[index] = items[random.below(items.count)]
        }
    }

    private static func rearrange(_ members: inout [Node.Member], _ random: inout SeededGenerator) {
        let index = random.below(members.count)
        switch random.below(6) {
        case 0: members.remove(at: index)
        case 1: members.append(members[index])
        case 2: members.append(Node.Member(name: Array("extra".utf8), value: odd[random.below(odd.count)]))
        case 3: members.swapAt(index, random.below(members.count))
        case 4: members[index].value = odd[random.below(odd.count)]
        default: members[index].name = Array("x".utf8) + members[index].name
        }
    }
}
