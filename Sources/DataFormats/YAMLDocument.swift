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
                    file: file, line: 1, field: "", .fileTooLarge, ["limit": "\(sizeLimit >> 20)"])
            ])
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Mistakes([
                Mistake(
                    file: file, line: 1, field: "", .notUTF8)
            ])
        }
        let node = try compose(text, file: file)
        guard let node, case .mapping(let mapping) = node else {
            throw Mistakes([
                Mistake(
                    file: file, line: 1, field: "", .noFields)
            ])
        }
        let reader = MappingReader(mapping, line: 1, path: "", log: log)
        let value = body(reader)
        reader.reportUnknownFields()
        try log.throwIfAny()
        guard let value else {
            throw Mistakes([
                Mistake(
                    file: file, line: 1, field: "", .notUnderstood)
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
                        file: file, line: line, field: "", .nestedTooDeeply,
                        ["limit": "\(depthLimit)"])
                ])
            }
            return node
        } catch let mistakes as Mistakes {
            throw mistakes
        } catch YamlError.duplicatedKeysInMapping(let names, let context) {
            throw Mistakes([
                Mistake(
                    file: file, line: context.mark.line, field: "",
                    .fieldTwiceInGroup, ["name": names.joined(separator: "`, `")])
            ])
        } catch let error as YamlError {
            throw Mistakes([
                Mistake(
                    file: file, line: line(of: error), field: "", .notYAML,
                    ["reason": reason(error)])
            ])
        } catch {
            throw Mistakes([
                Mistake(
                    file: file, line: 1, field: "", .notYAML, ["reason": "\(error)"])
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
