public import ElectionModel
import Yams

/// Texts for voters, officials and citizens: a group `{en: …, ru: …, kk: …}`, or a plain text that is English alone.
extension MappingReader {
    /// A text in three languages that must be there.
    public func multilingual(_ name: String, _ explanation: String = "") -> Multilingual? {
        multilingual(name, required: true, explanation)
    }

    /// A text in three languages, or nil.
    public func multilingualIfPresent(_ name: String, _ explanation: String = "") -> Multilingual? {
        multilingual(name, required: false, explanation)
    }

    /// One or several texts in three languages.
    public func multilinguals(_ name: String, required: Bool = false, _ explanation: String = "") -> [Multilingual] {
        note(name, required: required, .translatedTexts, explanation)
        guard let node = field(name, required: required, wants: Wanted(.texts)) else { return [] }
        guard let items = node.sequence else {
            return [multilingual(node, at: join(path, name), line: line(of: name))].compactMap(\.self)
        }
        return items.enumerated().compactMap { index, item in
            multilingual(item, at: "\(join(path, name))[\(index)]", line: item.mark?.line ?? line)
        }
    }

    private func multilingual(_ name: String, required: Bool, _ explanation: String) -> Multilingual? {
        note(name, required: required, .translatedText, explanation)
        return field(name, required: required, wants: Wanted(.translatedText)).flatMap { node in
            multilingual(node, at: join(path, name), line: line(of: name))
        }
    }

    private func multilingual(_ node: Node, at path: String, line: Int) -> Multilingual? {
        if let text = node.scalar?.string { return Multilingual(text) }
        return read(node, at: path, line: line) { reader in
            let english = reader.text("en")
            let russian = reader.textIfPresent("ru")
            let kazakh = reader.textIfPresent("kk")
            return english.map { Multilingual($0, russian: russian, kazakh: kazakh) }
        }
    }
}
