import ElectionModel

/// The fields that a reader asks for, written down as a JSON Schema (draft 2020-12). The reading code is the only place
/// where a format is defined; this is what it says of itself.
public final class SchemaDescription {
    package enum Kind {
        case text
        case texts
        case translatedText
        case translatedTexts
        case date
        case clock
        case offset
        case flag
        case fraction
        case share
        case whole(ClosedRange<Int>)
        case oneOf([String])
        case severalOf([String])
        case mapping(SchemaDescription)
        case items(SchemaDescription)
    }

    private struct Field {
        var name: String
        var required: Bool
        var kind: Kind
        var explanation: String
    }

    private var fields: [Field] = []

    init() {}

    /// Runs reading code and returns what it asked for.
    public static func describe<Value>(_ body: (MappingReader) -> Value?) -> SchemaDescription {
        let description = SchemaDescription()
        _ = body(MappingReader(describing: description))
        return description
    }

    func note(_ name: String, required: Bool, _ kind: Kind, _ explanation: String) {
        guard !fields.contains(where: { $0.name == name }) else { return }
        fields.append(Field(name: name, required: required, kind: kind, explanation: explanation))
    }

    func nested(_ name: String, required: Bool, _ explanation: String) -> MappingReader {
        let nested = SchemaDescription()
        note(name, required: required, .mapping(nested), explanation)
        return MappingReader(describing: nested)
    }

    func items(_ name: String, required: Bool, _ explanation: String) -> MappingReader {
        let nested = SchemaDescription()
        note(name, required: required, .items(nested), explanation)
        return MappingReader(describing: nested)
    }

    /// The schema of a whole document.
    public func schema(title: String, identifier: String) -> JSON {
        guard case .object(let body) = object() else { return .null }
        return .object(
            [
                ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
                ("$id", .string(identifier)),
                ("title", .string(title)),
            ] + body)
    }

    private func object() -> JSON {
        let properties = fields.map { ($0.name, $0.kind.schema(explanation: $0.explanation)) }
        let required = fields.filter(\.required).map { JSON.string($0.name) }
        return .object([
            ("type", .string("object")),
            ("additionalProperties", .bool(false)),
            ("required", .array(required)),
            ("properties", .object(properties)),
        ])
    }
}

extension SchemaDescription.Kind {
    /// A plain text, which is English, or a text in each language.
    private static let translated: [JSON] = {
        let text = JSON.object([("type", .string("string"))])
        let group = JSON.object([
            ("type", .string("object")), ("additionalProperties", .bool(false)), ("required", .array([.string("en")])),
            ("properties", .object(Language.allCases.map { ($0.rawValue, text) })),
        ])
        return [text, group]
    }()

    fileprivate func schema(explanation: String) -> JSON {
        var members: [(String, JSON)] = explanation.isEmpty ? [] : [("description", .string(explanation))]
        switch self {
        case .text:
            members.append(("type", .string("string")))
        case .texts:
            let text = JSON.object([("type", .string("string"))])
            members.append(("oneOf", .array([text, .object([("type", .string("array")), ("items", text)])])))
        case .translatedText:
            members.append(("oneOf", .array(Self.translated)))
        case .translatedTexts:
            let items = JSON.object([("oneOf", .array(Self.translated))])
            let list = JSON.object([("type", .string("array")), ("items", items)])
            members.append(("oneOf", .array(Self.translated + [list])))
        case .date:
            members.append(("type", .string("string")))
            members.append(("pattern", .string("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")))
        case .clock:
            members.append(("type", .string("string")))
            members.append(("pattern", .string("^([01][0-9]|2[0-3]):[0-5][0-9]$")))
        case .offset:
            members.append(("type", .string("string")))
            members.append(("pattern", .string("^(same day|[1-9][0-9]{0,4} (hour|day|month)s? (before|after))$")))
        case .flag:
            members.append(("type", .string("boolean")))
        case .fraction:
            members.append(("type", .array([.string("string"), .string("integer")])))
            members.append(("pattern", .string("^[0-9]{1,12}(%|/[0-9]{1,12})?$")))
        case .share:
            let comparisons = ElectionModel.Comparison.allCases.map(\.rawValue).joined(separator: "|")
            let bases = VoteBase.allCases.map(\.rawValue).joined(separator: "|")
            members.append(("type", .string("string")))
            members.append(("pattern", .string("^(\(comparisons)) [0-9]{1,12}(%|/[0-9]{1,12})? of (\(bases))$")))
        case .whole(let range):
            members.append(("type", .string("integer")))
            members.append(("minimum", .whole(Int64(range.lowerBound))))
            members.append(("maximum", .whole(Int64(range.upperBound))))
        case .oneOf(let known):
            members.append(("enum", .array(known.map(JSON.string))))
        case .severalOf(let known):
            let one = JSON.object([("enum", .array(known.map(JSON.string)))])
            members.append(("oneOf", .array([one, .object([("type", .string("array")), ("items", one)])])))
        case .mapping(let nested):
            if case .object(let body) = nested.object() { members += body }
        case .items(let nested):
            members.append(("type", .string("array")))
            members.append(("items", nested.object()))
        }
        return .object(members)
    }
}
