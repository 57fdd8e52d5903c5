import DataFormats
import ElectionModel

/// A text with places for figures, as it is written in `Texts/`.
///
/// - `{votes}` writes a figure in its own way.
/// - `{quota.decimal}` writes it in another form; a form that is no built-in one names a group of `terms.yaml`, in which
///   the figure is looked up: `{rule.tie rule}`.
/// - `{votes|vote|votes}` writes the number and the noun in the form that follows it.
/// - `{votes?is|are}` writes only the form.
/// - `[...]` is left out where a figure inside it is missing.
/// - `~` is a no-break space.
struct Message: Sendable, Hashable {
    indirect enum Segment: Sendable, Hashable {
        case literal(String)
        case figure(String, Form)
        case optional([Segment])
    }

    enum Form: Sendable, Hashable {
        case plain
        case named(String)
        case counted([String])
        case agreeing([String])
    }

    typealias Fault = Mistake.Fault

    var segments: [Segment]

    init(_ text: String) throws(Fault) {
        var rest = Array(text.unicodeScalars)[...]
        segments = try Self.parse(&rest, nested: false)
    }

    private static func parse(_ rest: inout ArraySlice<Unicode.Scalar>, nested: Bool) throws(Fault) -> [Segment] {
        var segments: [Segment] = []
        var literal = String.UnicodeScalarView()
        func flush() {
            if !literal.isEmpty { segments.append(.literal(String(literal))) }
            literal = String.UnicodeScalarView()
        }
        while let scalar = rest.popFirst() {
            switch scalar {
            case "{":
                flush()
                guard let end = rest.firstIndex(of: "}") else {
                    throw Fault(.opensAndNeverCloses, ["sign": "{", "missing": "}"])
                }
                segments.append(try figure(String(String.UnicodeScalarView(rest[..<end]))))
                rest = rest[(end + 1)...]
            case "[":
                guard !nested else {
                    throw Fault(.bracketsInBrackets)
                }
                flush()
                segments.append(.optional(try parse(&rest, nested: true)))
            case "]" where nested:
                flush()
                return segments
            case "}", "]":
                throw Fault(.closesNothing, ["sign": String(scalar)])
            case "~":
                literal.append("\u{A0}")
            default:
                literal.append(scalar)
            }
        }
        guard !nested else { throw Fault(.opensAndNeverCloses, ["sign": "[", "missing": "]"]) }
        flush()
        return segments
    }

    private static func figure(_ text: String) throws(Fault) -> Segment {
        let separator = text.firstIndex { "|?.".contains($0) } ?? text.endIndex
        let name = String(text[..<separator])
        guard let first = name.first, first.isLetter, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
        else {
            throw Fault(.namesNoFigure, ["figure": "{\(text)}", "example": "{votes}"])
        }
        guard separator != text.endIndex else { return .figure(name, .plain) }
        let tail = String(text[text.index(after: separator)...])
        guard text[separator] != "." else { return .figure(name, .named(tail)) }
        let forms = tail.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        return .figure(name, text[separator] == "|" ? .counted(forms) : .agreeing(forms))
    }

    /// Every use of a figure, in the order of the text.
    var uses: [(name: String, form: Form)] {
        func uses(_ segments: [Segment]) -> [(name: String, form: Form)] {
            segments.flatMap { segment -> [(name: String, form: Form)] in
                switch segment {
                case .literal: []
                case .figure(let name, let form): [(name, form)]
                case .optional(let inner): uses(inner)
                }
            }
        }
        return uses(segments)
    }

    /// The figures that the text names, each once, in alphabetical order.
    var figureNames: [String] { Set(uses.map(\.name)).sorted() }

    /// The text without its figures, for a search for words of another language.
    var literals: String {
        func text(_ segments: [Segment]) -> String {
            segments.map { segment in
                switch segment {
                case .literal(let literal): literal
                case .figure(_, .counted(let forms)), .figure(_, .agreeing(let forms)):
                    forms.joined(separator: " ")
                case .figure: ""
                case .optional(let inner): text(inner)
                }
            }.joined()
        }
        return text(segments)
    }
}
