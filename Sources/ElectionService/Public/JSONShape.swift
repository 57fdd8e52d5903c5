package import DataFormats

/// What a JSON value of the public interface looks like: written into the OpenAPI document, and held against every answer by the
/// tests.
package indirect enum JSONShape: Sendable {
    case text
    case whole
    case flag
    case list(JSONShape)
    case object([Member])
    case nullable(JSONShape)
    /// Any names, each with such a value.
    case byName(JSONShape)

    package struct Member: Sendable {
        package var name: String
        package var shape: JSONShape
        package var explained: String

        package init(_ name: String, _ shape: JSONShape, _ explained: String = "") {
            (self.name, self.shape, self.explained) = (name, shape, explained)
        }
    }

    /// The schema (JSON Schema 2020-12, as OpenAPI 3.1 takes it).
    package var schema: JSON { .object(members) }

    private var members: [(String, JSON)] {
        switch self {
        case .text: [("type", .string("string"))]
        case .whole: [("type", .string("integer"))]
        case .flag: [("type", .string("boolean"))]
        case .list(let item): [("type", .string("array")), ("items", item.schema)]
        case .byName(let value): [("type", .string("object")), ("additionalProperties", value.schema)]
        case .object(let own):
            [
                ("type", .string("object")), ("additionalProperties", .bool(false)),
                ("required", .array(own.map { .string($0.name) })),
                (
                    "properties",
                    .object(
                        own.map { member in
                            var schema = member.shape.members
                            if !member.explained.isEmpty { schema.append(("description", .string(member.explained))) }
                            return (member.name, .object(schema))
                        })
                ),
            ]
        case .nullable(let shape): [("anyOf", .array([shape.schema, .object([("type", .string("null"))])]))]
        }
    }

    /// Where a value is not of this shape, as a path; nil where it is.
    package func difference(_ value: JSON, at place: String = "$") -> String? {
        switch (self, value) {
        case (.text, .string), (.whole, .whole), (.flag, .bool), (.nullable, .null): return nil
        case (.nullable(let shape), _): return shape.difference(value, at: place)
        case (.list(let shape), .array(let items)):
            return items.enumerated().lazy.compactMap { shape.difference($1, at: "\(place)[\($0)]") }.first
        case (.byName(let shape), .object(let members)):
            return members.lazy.compactMap { shape.difference($1, at: "\(place).\($0)") }.first
        case (.object(let own), .object(let members)):
            guard own.map(\.name) == members.map(\.0) else {
                return "\(place): \(members.map(\.0)) for \(own.map(\.name))"
            }
            return zip(own, members).lazy.compactMap { $0.shape.difference($1.1, at: "\(place).\($0.name)") }.first
        default: return "\(place): \(value.line())"
        }
    }
}
