/// A piece of HTML. Text and attributes are escaped when they are written, so that no name can become markup.
package indirect enum Markup: Sendable {
    case text(String)
    case element(String, [(name: String, value: String)], [Markup])

    private static let void: Set = ["meta", "link", "input"]

    package func write(to page: inout String) {
        switch self {
        case .text(let text): Self.escape(text, to: &page)
        case .element(let name, let attributes, let content):
            page += "<\(name)"
            for attribute in attributes {
                page += " \(attribute.name)=\""
                Self.escape(attribute.value, to: &page)
                page += "\""
            }
            page += ">"
            guard !Self.void.contains(name) else { return }
            for part in content { part.write(to: &page) }
            page += "</\(name)>"
        }
    }

    private static func escape(_ text: String, to page: inout String) {
        for character in text.unicodeScalars {
            switch character {
            case "&": page += "&amp;"
            case "<": page += "&lt;"
            case ">": page += "&gt;"
            case "\"": page += "&quot;"
            case "'": page += "&#39;"
            default: page.unicodeScalars.append(character)
            }
        }
    }
}

/// Collects pieces and texts.
@resultBuilder
package enum Pieces {
    package static func buildExpression(_ piece: Markup) -> [Markup] { [piece] }
    package static func buildExpression(_ piece: Markup?) -> [Markup] { piece.map { [$0] } ?? [] }
    package static func buildExpression(_ pieces: [Markup]) -> [Markup] { pieces }
    package static func buildExpression(_ text: String) -> [Markup] { [.text(text)] }
    package static func buildBlock(_ parts: [Markup]...) -> [Markup] { parts.flatMap(\.self) }
    package static func buildOptional(_ part: [Markup]?) -> [Markup] { part ?? [] }
    package static func buildEither(first part: [Markup]) -> [Markup] { part }
    package static func buildEither(second part: [Markup]) -> [Markup] { part }
    package static func buildArray(_ parts: [[Markup]]) -> [Markup] { parts.flatMap(\.self) }
}

/// An element; an attribute that is nil is left out.
package func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], @Pieces _ content: () -> [Markup] = { [] }
) -> Markup {
    .element(name, attributes.compactMap { name, value in value.map { (name, $0) } }, content())
}

package func element(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ text: String) -> Markup {
    element(name, attributes) { text }
}
