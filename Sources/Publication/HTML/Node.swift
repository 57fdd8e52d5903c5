/// A piece of HTML or of inline SVG. Text is escaped when it is written, so that no name or figure can become markup.
public indirect enum Node: Sendable, Hashable {
    case text(String)
    case element(Tag, [Attribute], [Node])
    /// Something about the record that is put in once it is known; see `PageTemplate`.
    case place(PageTemplate.Place)

    /// The attributes of an element are written in the order in which they stand here.
    public struct Attribute: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The elements that pages are made of.
    public enum Tag: String, Sendable, Hashable, CaseIterable {
        case html, head, meta, title, link, body, header, nav, main, footer, section, div, p, a, span, strong, small
        case h1, h2, h3, h4, ul, ol, li, dl, dt, dd, table, caption, thead, tbody, tfoot, tr, th, td, data, abbr, code
        case form, input, button, fieldset, legend, select, option, textarea, img, script
        /// The element `label` of HTML.
        case fieldLabel = "label"
        case figure, figcaption, details, summary, br, pre, aside, time, sup, q
        case svg, desc, defs, pattern, rect, circle, path, line, g
        /// The element `text` of SVG.
        case label = "text"
        case datalist

        /// Elements that have no content and no end tag.
        var isVoid: Bool { [.meta, .link, .br, .input, .img].contains(self) }
        /// Elements before which a line begins; only to make the source readable.
        var startsLine: Bool {
            switch self {
            case .span, .strong, .small, .a, .data, .abbr, .code, .br, .time, .td, .th, .label, .dd, .dt, .summary,
                .sup, .q:
                false
            default: true
            }
        }
    }
}

/// Collects nodes, texts and lists of both.
@resultBuilder
public enum Content {
    public static func buildExpression(_ node: Node) -> [Node] { [node] }
    public static func buildExpression(_ text: String) -> [Node] { [.text(text)] }
    public static func buildExpression(_ nodes: [Node]) -> [Node] { nodes }
    public static func buildExpression(_ node: Node?) -> [Node] { node.map { [$0] } ?? [] }
    public static func buildBlock(_ parts: [Node]...) -> [Node] { parts.flatMap(\.self) }
    public static func buildOptional(_ part: [Node]?) -> [Node] { part ?? [] }
    public static func buildEither(first part: [Node]) -> [Node] { part }
    public static func buildEither(second part: [Node]) -> [Node] { part }
    public static func buildArray(_ parts: [[Node]]) -> [Node] { parts.flatMap(\.self) }
}

/// An element with its content.
package func tag(
    _ tag: Node.Tag, _ attributes: KeyValuePairs<String, String?> = [:], @Content _ content: () -> [Node] = { [] }
) -> Node {
    .element(
        tag, attributes.compactMap { name, value in value.map { Node.Attribute(name, $0) } }, content())
}

/// An element that holds one text.
package func tag(_ tag: Node.Tag, _ attributes: KeyValuePairs<String, String?> = [:], _ text: String) -> Node {
    .element(
        tag, attributes.compactMap { name, value in value.map { Node.Attribute(name, $0) } }, [.text(text)])
}
