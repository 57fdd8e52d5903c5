/// A node of a JSON or XML file with its place: an object or element with named parts, or a value.
final class RecordNode {
    /// The bytes of a value between its quotation marks or tags; nil for an object.
    let span: Range<Int>?
    private(set) var parts: [(name: String, node: RecordNode)] = []

    init(span: Range<Int>? = nil) {
        self.span = span
    }

    func add(_ name: String, _ node: RecordNode) { parts.append((name, node)) }

    /// All parts of a name; a list in JSON and repeated elements in XML are the same.
    subscript(_ name: String) -> [RecordNode] { parts.filter { $0.name == name }.map(\.node) }

    func first(_ name: String) -> RecordNode? { parts.first { $0.name == name }?.node }

    func text(_ page: PageText) -> String? { span.map { page[$0] } }

    /// The deepest that files are nested.
    static let depthLimit = 40
    static let nodeLimit = 2_000_000
}

/// Reads JSON into nodes, keeping the place of each value. Texts are given as they stand in the file, escapes and all.
struct RecordJSON {
    private let bytes: [UInt8]
    private var index = 0
    private var nodes = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Nil where the file breaks the grammar, is nested too deep or too large; `place` is where.
    static func read(_ page: PageText) -> (node: RecordNode?, place: Int) {
        var reader = RecordJSON(page.bytes)
        let node = reader.value(depth: 0, into: nil)
        reader.skip()
        return (reader.index == reader.bytes.count ? node : nil, min(reader.index, reader.bytes.count - 1))
    }

    private mutating func skip() {
        while index < bytes.count, [32, 9, 10, 13].contains(bytes[index]) { index += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skip()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// A list adds its items to `owner` under the name of the list.
    private mutating func value(depth: Int, into owner: (node: RecordNode, name: String)?) -> RecordNode? {
        nodes += 1
        guard depth < RecordNode.depthLimit, nodes < RecordNode.nodeLimit else { return nil }
        skip()
        guard index < bytes.count else { return nil }
        switch bytes[index] {
        case 123: return object(depth: depth)
        case 91: return list(depth: depth, into: owner)
        case 34: return string().map { RecordNode(span: $0) }
        default: return plain()
        }
    }

    private mutating func object(depth: Int) -> RecordNode? {
        index += 1
        let node = RecordNode()
        if take(125) { return node }
        repeat {
            skip()
            guard index < bytes.count, bytes[index] == 34, let name = string(), take(58) else { return nil }
            let key = String(decoding: bytes[name], as: UTF8.self)
            skip()
            let isList = index < bytes.count && bytes[index] == 91
            guard let part = value(depth: depth + 1, into: (node, key)) else { return nil }
            if !isList { node.add(key, part) }
        } while take(44)
        return take(125) ? node : nil
    }

    private mutating func list(depth: Int, into owner: (node: RecordNode, name: String)?) -> RecordNode? {
        index += 1
        let node = RecordNode()
        if take(93) { return node }
        repeat {
            guard let item = value(depth: depth + 1, into: nil) else { return nil }
            if let owner { owner.node.add(owner.name, item) } else { node.add("", item) }
        } while take(44)
        return take(93) ? node : nil
    }

    private mutating func string() -> Range<Int>? {
        let start = index + 1
        index = start
        while index < bytes.count, bytes[index] != 34 { index += bytes[index] == 92 ? 2 : 1 }
        guard index < bytes.count else { return nil }
        index += 1
        return start..<index - 1
    }

    private mutating func plain() -> RecordNode? {
        let start = index
        while index < bytes.count, ![44, 93, 125, 32, 9, 10, 13].contains(bytes[index]) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        guard ["true", "false", "null"].contains(text) || text.first.map({ $0.isNumber || $0 == "-" }) == true else {
            return nil
        }
        return RecordNode(span: start..<index)
    }
}

/// Reads XML into nodes: elements, attributes and text, with the place of each value. Entities stay as they stand in the file; there
/// are no document types to open.
struct RecordXML {
    static func read(_ page: PageText) -> (node: RecordNode?, place: Int) {
        var reader = RecordXML(page: page)
        let node = reader.document()
        return (node, min(reader.index, page.bytes.count - 1))
    }

    private let page: PageText
    private var index = 0

    private init(page: PageText) {
        self.page = page
    }

    private mutating func document() -> RecordNode? {
        let root = RecordNode()
        var open: [(name: String, node: RecordNode, start: Int)] = [("", root, 0)]
        var nodes = 0
        while let tag = nextTag() {
            nodes += 1
            guard nodes < RecordNode.nodeLimit else { return nil }
            if page.begins(tag, with: "<!--") || page.begins(tag, with: "<?") || page.begins(tag, with: "<!") {
                continue
            }
            if page.begins(tag, with: "</") {
                let name = Self.local(page[page.trimmed(tag.lowerBound + 2..<tag.upperBound - 1)])
                guard open.count > 1, let last = open.popLast(), last.name == name else { return nil }
                let isValue = last.node.parts.allSatisfy { $0.name.hasPrefix("@") }
                let node = isValue ? RecordNode(span: page.trimmed(last.start..<tag.lowerBound)) : RecordNode()
                for part in last.node.parts { node.add(part.name, part.node) }
                open[open.count - 1].node.add(name, node)
            } else {
                let isEmpty = page.bytes[tag.upperBound - 2] == 47
                guard let (name, attributes) = element(tag.lowerBound + 1..<tag.upperBound - (isEmpty ? 2 : 1)) else {
                    return nil
                }
                let node = RecordNode()
                for (name, span) in attributes { node.add("@\(name)", RecordNode(span: span)) }
                if isEmpty {
                    open[open.count - 1].node.add(name, node)
                } else {
                    guard open.count < RecordNode.depthLimit else { return nil }
                    open.append((name, node, tag.upperBound))
                }
            }
        }
        return open.count == 1 ? root.parts.first?.node : nil
    }

    /// The next `<…>`, comments whole.
    private mutating func nextTag() -> Range<Int>? {
        guard let start = page.bytes[index...].firstIndex(of: 60) else {
            index = page.bytes.count
            return nil
        }
        let rest = start..<page.bytes.count
        if page.begins(rest, with: "<!--") {
            guard let end = page.find("-->", in: rest) else { return nil }
            index = end.upperBound
            return start..<index
        }
        guard let end = page.bytes[start...].firstIndex(of: 62), end > start + 1 else { return nil }
        index = end + 1
        return start..<index
    }

    private func element(_ range: Range<Int>) -> (name: String, attributes: [(String, Range<Int>)])? {
        guard let first = page.words(range).first else { return nil }
        var attributes: [(String, Range<Int>)] = []
        var rest = page.trimmed(first.upperBound..<range.upperBound)
        while !rest.isEmpty {
            guard let equals = page.bytes[rest].firstIndex(of: 61), equals + 1 < rest.upperBound else { return nil }
            let value = page.trimmed(equals + 1..<rest.upperBound)
            guard let quote = page.bytes[value].first, quote == 34 || quote == 39,
                let end = page.bytes[value.dropFirst()].firstIndex(of: quote)
            else { return nil }
            attributes.append((Self.local(page[page.trimmed(rest.lowerBound..<equals)]), value.lowerBound + 1..<end))
            rest = page.trimmed(end + 1..<rest.upperBound)
        }
        return (Self.local(page[first]), attributes)
    }

    /// Without the prefix of its namespace.
    private static func local(_ name: String) -> String { String(name.split(separator: ":").last ?? "") }
}
