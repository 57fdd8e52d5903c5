import Yams

/// One value of a YAML file with the names that lead to it.
public struct YAMLLeaf: Sendable, Hashable {
    /// From the top; items of a list add nothing.
    public var path: [String]
    public var value: String

    public init(path: [String], value: String) {
        self.path = path
        self.value = value
    }
}

extension YAMLDocument {
    /// Every single value of a file in its order, as written, so that two versions of a file can be compared.
    ///
    /// - Throws: `Mistakes` where the file is not YAML.
    public static func leaves(_ bytes: [UInt8], file: String) throws(Mistakes) -> [YAMLLeaf] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Mistakes([
                Mistake(
                    file: file, line: 1, field: "", .notUTF8)
            ])
        }
        guard let node = try compose(text, file: file) else { return [] }
        var leaves: [YAMLLeaf] = []
        collect(node, [], &leaves)
        return leaves
    }

    private static func collect(_ node: Node, _ path: [String], _ leaves: inout [YAMLLeaf]) {
        switch node {
        case .scalar(let scalar): leaves.append(YAMLLeaf(path: path, value: scalar.string))
        case .mapping(let mapping):
            for (key, value) in mapping { collect(value, path + [key.scalar?.string ?? "?"], &leaves) }
        case .sequence(let sequence):
            for item in sequence { collect(item, path, &leaves) }
        case .alias: break
        }
    }
}
