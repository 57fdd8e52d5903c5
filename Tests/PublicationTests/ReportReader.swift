import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// One object of a NIST report as either of its forms gives it.
final class ReportNode: Equatable {
    var type = ""
    var identifier = ""
    /// Members in the order of the file; a text is a node without members.
    var members: [String: [ReportNode]] = [:]
    var text = ""

    static func == (left: ReportNode, right: ReportNode) -> Bool {
        left.identifier == right.identifier && left.text == right.text && left.members == right.members
    }

    subscript(path: String...) -> String? { node(path)?.text }

    func node(_ path: [String]) -> ReportNode? {
        path.reduce(self) { node, name in node?.members[name]?.first }
    }

    func all(_ name: String) -> [ReportNode] { members[name] ?? [] }

    /// The first object anywhere below with this name.
    func object(_ identifier: String) -> ReportNode? {
        if self.identifier == identifier { return self }
        for (_, nodes) in members {
            for node in nodes {
                if let found = node.object(identifier) { return found }
            }
        }
        return nil
    }

    /// The object of a kind that carries this identifier of the election.
    func all(_ name: String, own: String) -> [ReportNode] {
        all(name).filter { $0.all("ExternalIdentifier").contains { $0["Value"] == own && $0["Type"] == "other" } }
    }
}

/// Reads the XML form.
final class ReportXML: NSObject, XMLParserDelegate {
    private var open: [ReportNode] = [ReportNode()]
    private var fault: (any Error)?

    static func read(_ bytes: [UInt8]) throws -> ReportNode {
        let reader = ReportXML()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = reader
        guard parser.parse(), reader.open.count == 1, let root = reader.open[0].all("ElectionReport").first else {
            throw reader.fault ?? CocoaError(.fileReadCorruptFile)
        }
        return root
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        let node = ReportNode()
        node.type = attributes["xsi:type"] ?? name
        node.identifier = attributes["ObjectId"] ?? ""
        if let language = attributes["Language"] { node.members["Language"] = [Self.leaf(language)] }
        open.append(node)
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) { open[open.count - 1].text += text }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        let node = open.removeLast()
        if node.members["Language"] != nil {
            node.members["Content"] = [Self.leaf(node.text)]
            node.text = ""
        } else if !node.members.isEmpty {
            node.text = ""
        }
        open[open.count - 1].members[name, default: []].append(node)
    }

    func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) { fault = error }

    static func leaf(_ text: String) -> ReportNode {
        let node = ReportNode()
        node.text = text
        return node
    }
}

/// Reads the JSON form.
enum ReportJSON {
    static func read(_ bytes: [UInt8]) throws -> ReportNode {
        node(try JSONSerialization.jsonObject(with: Data(bytes)))
    }

    private static func node(_ value: Any) -> ReportNode {
        guard let object = value as? [String: Any] else { return ReportXML.leaf(text(value)) }
        let node = ReportNode()
        for (name, value) in object {
            switch (name, value) {
            case ("@type", _): node.type = String(text(value).dropFirst("ElectionResults.".count))
            case ("@id", _): node.identifier = text(value)
            // The XML form has several names in one element.
            case (_, let names as [String]): node.members[name] = [ReportXML.leaf(names.joined(separator: " "))]
            case (_, let values as [Any]): node.members[name] = values.map(Self.node)
            default: node.members[name] = [Self.node(value)]
            }
        }
        return node
    }

    private static func text(_ value: Any) -> String {
        if let text = value as? String { return text }
        if let number = value as? NSNumber {
            return isFlag(number) ? (number.boolValue ? "true" : "false") : number.stringValue
        }
        return "\(value)"
    }

    private static func isFlag(_ number: NSNumber) -> Bool {
        String(cString: number.objCType) == "c" || String(cString: number.objCType) == "B"
    }
}
