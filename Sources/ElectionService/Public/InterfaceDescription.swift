package import DataFormats

extension PublicInterface {
    /// The OpenAPI 3.1 document of the interface, made from the table that routes it.
    static var description: JSON {
        .object([
            ("openapi", .string("3.1.0")),
            (
                "info",
                .object([
                    ("title", .string("Sailau: public results")), ("version", .string("1")),
                    (
                        "description",
                        .string(
                            "Everything that is public about an election that is counted from a record. Reads alone. "
                                + "No votes are given before the last polling station in the country has closed.")
                    ),
                    (
                        "license",
                        .object([("name", .string("Apache-2.0")), ("identifier", .string("Apache-2.0"))])
                    ),
                ])
            ), ("servers", .array([.object([("url", .string(root))])])),
            ("paths", .object(PublicRoute.all.map { ($0.path, .object([("get", operation($0))])) })),
            ("components", .object([("schemas", .object([("Fault", fault.schema)]))])),
        ])
    }

    static let fault = JSONShape.object([.init("format", .text), .init("fault", .text)])

    private static func operation(_ route: PublicRoute) -> JSON {
        let parameters = route.parts.map { parameter($0, in: "path") } + route.query.map { parameter($0, in: "query") }
        var responses: [(String, JSON)] = [
            (
                "200",
                response("The answer, with an ETag.", route.shape?.schema ?? .object([("type", .string("object"))]))
            ),
            ("304", .object([("description", .string("The answer is the one that If-None-Match names."))])),
        ]
        let reference = JSON.object([("$ref", .string("#/components/schemas/Fault"))])
        if !route.query.isEmpty {
            responses.append(("400", response("A parameter that is outside its limits.", reference)))
        }
        if !route.parts.isEmpty { responses.append(("404", response("There is no such thing.", reference))) }
        return .object([
            ("operationId", .string(route.name.rawValue)), ("summary", .string(route.summary)),
            ("parameters", .array(parameters)), ("responses", .object(responses)),
        ])
    }

    private static func response(_ text: String, _ schema: JSON) -> JSON {
        .object([
            ("description", .string(text)),
            ("content", .object([("application/json", .object([("schema", schema)]))])),
        ])
    }

    private static func parameter(_ parameter: PublicRoute.Parameter, in place: String) -> JSON {
        var schema: [(String, JSON)] = [("type", .string(parameter.range == nil ? "string" : "integer"))]
        if let range = parameter.range {
            schema += [("minimum", .count(range.lowerBound)), ("maximum", .count(range.upperBound))]
        }
        if let standard = parameter.standard { schema.append(("default", .count(standard))) }
        return .object([
            ("name", .string(parameter.name)), ("in", .string(place)), ("required", .bool(place == "path")),
            ("description", .string(parameter.explained)), ("schema", .object(schema)),
        ])
    }
}

/// The description as `Documentation/openapi.json` has it.
package enum InterfaceDescription {
    package static var json: JSON { PublicInterface.description }
}
