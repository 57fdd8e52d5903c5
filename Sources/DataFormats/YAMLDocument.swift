import Yams

/// Reads a YAML file into values, remembering the line of everything.
///
/// Numbers are taken from the text as written: YAML's own floats never come into being.
public enum YAMLDocument {
    /// The largest file that is read.
    public static let sizeLimit = 16 << 20
    private static let depthLimit = 40

    /// Decodes the mapping at the top of a file.
    ///
    /// - Parameter body: reads the fields. Unknown fields are reported after it returns.
    /// - Throws: `Mistakes` with every mistake in the file.
    public static func decode<Value>(
        _ bytes: [UInt8], file: String, body: (MappingReader) -> Value?
    ) throws(Mistakes) -> Value {
        let log = MistakeLog(file: file)
        guard bytes.count <= sizeLimit else {
            throw Mistakes([
                Mistake(
                    file: file, line: 1, field: "", problem: "The file is larger than \(sizeLimit >> 20) MiB.",
                    remedy: "Split it, or keep votes in CSV.")
            ])
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Mistakes([
                Mistake(
                    file: file, line: 1, field: "", problem: "The file is not UTF-8 text.",
                    remedy: "Save it as UTF-8.")
            ])
        }
        let node = try compose(text, file: file)
        guard let node, case .mapping(let mapping) = node else {
            throw Mistakes([
                Mistake(
                    file: file, line: 1, field: "", problem: "The file must begin with fields such as `id: …`.",
                    remedy: "See Documentation/LawLanguage.md and the files under Laws/ for examples.")
            ])
        }
        let reader = MappingReader(mapping, line: 1, path: "", log: log)
        let value = body(reader)
        reader.reportUnknownFields()
        try log.throwIfAny()
        guard let value else {
            throw Mistakes([
                Mistake(
                    file: file, line: 1, field: "", problem: "The file could not be understood.",
                    remedy: "Compare it with the schema.")
            ])
        }
        return value
    }

    static func compose(_ text: String, file: String) throws(Mistakes) -> Node? {
        do {
            let node = try Yams.compose(yaml: text, .basic)
            // Every node takes at least a byte; more of them than that can only come from aliases that multiply.
            var nodes = text.utf8.count + 1
            if let node, let line = tooDeep(node, depth: 0, &nodes) {
                throw Mistakes([
                    Mistake(
                        file: file, line: line, field: "", problem: "The file is nested too deeply or uses aliases.",
                        remedy: "Write the fields out; at most \(depthLimit) levels.")
                ])
            }
            return node
        } catch let mistakes as Mistakes {
            throw mistakes
        } catch YamlError.duplicatedKeysInMapping(let names, let context) {
            throw Mistakes([
                Mistake(
                    file: file, line: context.mark.line, field: "",
                    problem: "The field `\(names.joined(separator: "`, `"))` stands twice in one group.",
                    remedy: "Keep one of them; the first stands at this line.")
            ])
        } catch let error as YamlError {
            throw Mistakes([
                Mistake(
                    file: file, line: line(of: error), field: "", problem: "This is not YAML: \(reason(error)).",
                    remedy: "Check indentation, quotes and colons at this line.")
            ])
        } catch {
            throw Mistakes([
                Mistake(
                    file: file, line: 1, field: "", problem: "This is not YAML: \(error).", remedy: "Check the file.")
            ])
        }
    }

    private static func tooDeep(_ node: Node, depth: Int, _ nodes: inout Int) -> Int? {
        nodes -= 1
        guard depth < depthLimit, nodes >= 0 else { return node.mark?.line ?? 1 }
        switch node {
        case .scalar: break
        case .alias: return node.mark?.line ?? 1
        case .mapping(let mapping):
            for (_, value) in mapping {
                if let line = tooDeep(value, depth: depth + 1, &nodes) { return line }
            }
        case .sequence(let sequence):
            for item in sequence {
                if let line = tooDeep(item, depth: depth + 1, &nodes) { return line }
            }
        }
        return nil
    }

    private static func line(of error: YamlError) -> Int {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        default: 1
        }
    }

    private static func reason(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
        default: "\(error)"
        }
    }
}
