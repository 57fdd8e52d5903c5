/// Reads pages back: a strict reader of the HTML that this project writes, where every element but three is closed.
struct PageReader {
    struct Element {
        var name: String
        var attributes: [(name: String, value: String)]
        /// All text inside.
        var text = ""

        func value(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
    }

    struct Fault: Error {
        var problem: String
    }

    /// Elements in the order of their ends.
    private(set) var elements: [Element] = []
    /// The text outside elements that the filter leaves out.
    private(set) var text = ""

    /// - Parameter leavesOut: elements whose text is not part of `text`.
    init(_ bytes: [UInt8], leavesOut: (Element) -> Bool = { _ in false }) throws {
        let page = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        var open: [Element] = []
        var left = 0
        var position = 0
        func isAt(_ text: String) -> Bool {
            page[position...].starts(with: text.unicodeScalars)
        }
        while position < page.count {
            guard page[position] == "<" else {
                let start = position
                while position < page.count, page[position] != "<" { position += 1 }
                let found = try Self.unescaped(page[start..<position])
                for index in open.indices { open[index].text += found }
                if left == 0 { text += found + " " }
                continue
            }
            guard let end = page[position...].firstIndex(of: ">") else { throw Fault(problem: "a tag is not closed") }
            let inner = page[(position + 1)..<end]
            position = end + 1
            if inner.first == "!" { continue }
            if inner.first == "/" {
                let name = String(String.UnicodeScalarView(inner.dropFirst()))
                guard let last = open.popLast(), last.name == name else {
                    throw Fault(problem: "</\(name)> closes nothing")
                }
                if leavesOut(last) { left -= 1 }
                elements.append(last)
                continue
            }
            let element = try Self.element(inner)
            if ["meta", "link", "br", "input"].contains(element.name) {
                elements.append(element)
            } else {
                if leavesOut(element) { left += 1 }
                open.append(element)
            }
        }
        guard open.isEmpty else { throw Fault(problem: "<\(open[0].name)> is not closed") }
    }

    private static func element(_ scalars: ArraySlice<Unicode.Scalar>) throws -> Element {
        var rest = scalars
        func word() -> String {
            var result = String.UnicodeScalarView()
            while let scalar = rest.first, scalar != " ", scalar != "=" {
                result.append(rest.removeFirst()); _ = scalar
            }
            return String(result)
        }
        var element = Element(name: word(), attributes: [])
        while rest.first == " " {
            rest.removeFirst()
            let name = word()
            guard rest.popFirst() == "=", rest.popFirst() == "\"", let end = rest.firstIndex(of: "\"") else {
                throw Fault(problem: "an attribute of <\(element.name)> is not written as name=\"value\"")
            }
            element.attributes.append((name, try unescaped(rest[..<end])))
            rest = rest[(end + 1)...]
        }
        return element
    }

    private static let entities = ["&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'"]

    private static func unescaped(_ scalars: ArraySlice<Unicode.Scalar>) throws -> String {
        let text = String(String.UnicodeScalarView(scalars))
        var result = ""
        var rest = text[...]
        while let mark = rest.firstIndex(of: "&") {
            result += rest[..<mark]
            guard let end = rest[mark...].firstIndex(of: ";"), let character = entities[String(rest[mark...end])] else {
                throw Fault(problem: "an & stands by itself in: \(text)")
            }
            result += character
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}
