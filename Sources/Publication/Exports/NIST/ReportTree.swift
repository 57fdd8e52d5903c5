import DataFormats

/// One object of a report after NIST SP 1500-100 v2, from which both its forms are written, so that they can't differ.
///
/// Members stand in the order of the XML form: those of the general type first, then those of its own.
struct ReportObject {
    /// The name of its class, such as `CandidateContest`.
    var type: String
    /// Whether the member that holds it is declared with a more general class.
    var isSubclass = false
    /// Unique in the whole report.
    var identifier: String?
    var members: [(name: String, value: Value)]

    indirect enum Value {
        case text(String)
        case whole(Int64)
        case flag(Bool)
        /// Names of other objects.
        case references([String])
        case object(ReportObject)
        /// A member that may be repeated.
        case objects([ReportObject])
        /// A text in one language: an attribute and the text itself.
        case content(language: String, String)
    }

    init(
        _ type: String, isSubclass: Bool = false, identifier: String? = nil, _ members: [(name: String, value: Value?)]
    ) {
        self.type = type
        self.isSubclass = isSubclass
        self.identifier = identifier
        self.members = members.compactMap { member in member.value.map { (member.name, $0) } }
    }
}

extension ReportObject {
    /// The relative address is the name space itself.
    private static let nameSpace = "NIST_V2_election_results_reporting.xsd"

    func xml() -> [UInt8] {
        var writer = XMLWriter()
        write(
            type, to: &writer,
            [("xmlns", Self.nameSpace), ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")])
        return writer.bytes
    }

    private func write(_ name: String, to writer: inout XMLWriter, _ first: [XMLWriter.Attribute] = []) {
        var attributes = first
        if isSubclass { attributes.append(("xsi:type", type)) }
        if let identifier { attributes.append(("ObjectId", identifier)) }
        if case .content(let language, let text)? = members.first?.value {
            writer.element(name, attributes + [("Language", language)], text: text)
            return
        }
        writer.open(name, attributes)
        for member in members {
            switch member.value {
            case .text(let text), .content(_, let text): writer.element(member.name, text: text)
            case .whole(let number): writer.element(member.name, text: String(number))
            case .flag(let flag): writer.element(member.name, text: flag ? "true" : "false")
            case .references(let names): writer.element(member.name, text: names.joined(separator: " "))
            case .object(let object): object.write(member.name, to: &writer)
            case .objects(let objects): for object in objects { object.write(member.name, to: &writer) }
            }
        }
        writer.close()
    }

    func json() -> JSON {
        var result: [(String, JSON)] = [("@type", .string("ElectionResults.\(type)"))]
        if let identifier { result.append(("@id", .string(identifier))) }
        for member in members {
            switch member.value {
            case .text(let text): result.append((member.name, .string(text)))
            case .whole(let number): result.append((member.name, .whole(number)))
            case .flag(let flag): result.append((member.name, .bool(flag)))
            // A name of one object ends in Id, those of several in Ids.
            case .references(let names):
                result.append(
                    (
                        member.name,
                        member.name.hasSuffix("Ids")
                            ? .array(names.map(JSON.string)) : .string(names.joined(separator: " "))
                    ))
            case .object(let object): result.append((member.name, object.json()))
            case .objects(let objects) where objects.isEmpty: break
            case .objects(let objects): result.append((member.name, .array(objects.map { $0.json() })))
            case .content(let language, let text):
                result += [("Content", .string(text)), ("Language", .string(language))]
            }
        }
        return .object(result)
    }
}
