public import ElectionModel
import Yams

/// Reads the fields of one YAML mapping. A missing or wrong field is noted and reading goes on; what was not asked for is
/// reported as unknown.
///
/// The same reading code also describes the format: run by `SchemaDescription.describe`, every request for a field is
/// written down instead, and the published JSON Schema is made from that.
public final class MappingReader {
    public let line: Int
    public let path: String
    package let log: MistakeLog
    package let description: SchemaDescription?
    private let fields: [String: Node]
    private let order: [(name: String, line: Int)]
    private var asked: [String] = []
    /// Whether the file is of another format, so that nothing else in it is worth a message.
    private var isOfAnotherFormat = false

    init(_ mapping: Node.Mapping, line: Int, path: String, log: MistakeLog) {
        self.line = line
        self.path = path
        self.log = log
        description = nil
        var fields: [String: Node] = [:]
        var order: [(String, Int)] = []
        for (key, value) in mapping {
            let name = key.scalar?.string ?? "?"
            if fields.updateValue(value, forKey: name) != nil {
                log.add(
                    line: key.mark?.line ?? line, field: path, .fieldTwice, ["name": name])
            }
            order.append((name, key.mark?.line ?? line))
        }
        self.fields = fields
        self.order = order
    }

    init(describing description: SchemaDescription) {
        line = 0
        path = ""
        log = MistakeLog(file: "")
        self.description = description
        fields = [:]
        order = []
    }

    /// The names of the fields present, in the order of the file.
    public var names: [String] { order.map(\.name) }

    public func has(_ name: String) -> Bool { fields[name] != nil }

    /// Whether a field holds a group of fields, as in files whose groups are not known beforehand.
    public func isGroup(_ name: String) -> Bool { fields[name]?.mapping != nil }

    /// The line of a field, or of the mapping where the field is missing.
    public func line(of name: String) -> Int {
        order.first { $0.name == name }?.line ?? line
    }

    /// Notes a mistake at a field of this mapping.
    public func report(
        _ name: String, _ code: Mistake.Code, _ figures: KeyValuePairs<String, String?> = [:]
    ) {
        report(name, Mistake.Fault(code, figures))
    }

    /// Notes a mistake that was found elsewhere in a text of this mapping.
    public func report(_ name: String, _ fault: Mistake.Fault) {
        log.add(line: line(of: name), field: join(path, name), fault)
    }

    /// Reads `format:` and says whether the rest is to be read. A file of another format gets this one message and no others.
    public func isFormat(_ format: String, _ explanation: String) -> Bool {
        guard let found = text("format", explanation), found != format else { return true }
        let name = format.prefix { $0 != "/" }
        report(
            "format", .unknownVersion, ["text": found, "name": String(name), "known": format])
        isOfAnotherFormat = true
        return false
    }

    // MARK: Scalars

    public func text(_ name: String, _ explanation: String = "") -> String? {
        scalar(name, required: true, .text, explanation, wants: Wanted(.text)) { $0 }
    }

    public func textIfPresent(_ name: String, _ explanation: String = "") -> String? {
        scalar(name, required: false, .text, explanation, wants: Wanted(.text)) { $0 }
    }

    public func whole(_ name: String, in range: ClosedRange<Int>, _ explanation: String = "") -> Int? {
        whole(name, required: true, in: range, explanation)
    }

    public func wholeIfPresent(_ name: String, in range: ClosedRange<Int>, _ explanation: String = "") -> Int? {
        whole(name, required: false, in: range, explanation)
    }

    public func date(_ name: String, _ explanation: String = "") -> CalendarDate? {
        scalar(name, required: true, .date, explanation, wants: Wanted(.date)) { CalendarDate($0) }
    }

    public func dateIfPresent(_ name: String, _ explanation: String = "") -> CalendarDate? {
        scalar(name, required: false, .date, explanation, wants: Wanted(.date)) { CalendarDate($0) }
    }

    /// A time of day, in minutes from midnight.
    public func clock(_ name: String, _ explanation: String = "") -> Int? {
        scalar(name, required: true, .clock, explanation, wants: Wanted(.clock), read: Self.readClock)
    }

    /// A time of day, in minutes from midnight.
    public func clockIfPresent(_ name: String, _ explanation: String = "") -> Int? {
        scalar(name, required: false, .clock, explanation, wants: Wanted(.clock), read: Self.readClock)
    }

    private static func readClock(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        return 60 * hour + minute
    }

    /// A distance in time, such as `40 days before`.
    public func offset(_ name: String, _ explanation: String = "") -> TimeOffset? {
        scalar(name, required: true, .offset, explanation, wants: Wanted(.offset)) { TimeOffset($0) }
    }

    public func flag(_ name: String, default value: Bool, _ explanation: String = "") -> Bool {
        scalar(name, required: false, .flag, explanation, wants: Wanted(.flag)) {
            switch $0 {
            case "yes", "true": true
            case "no", "false": false
            default: nil
            }
        } ?? value
    }

    /// `n/d`, `n%` or a whole number, exactly.
    public func fraction(_ name: String, _ explanation: String = "") -> Fraction? {
        scalar(
            name, required: true, .fraction, explanation, wants: Wanted(.fraction), read: readFraction)
    }

    public func fractionIfPresent(_ name: String, _ explanation: String = "") -> Fraction? {
        scalar(
            name, required: false, .fraction, explanation, wants: Wanted(.fraction), read: readFraction)
    }

    /// A condition in words, such as `more than 1/2 of valid votes`.
    public func share(_ name: String, _ explanation: String = "") -> Share? {
        share(name, required: true, explanation)
    }

    public func shareIfPresent(_ name: String, _ explanation: String = "") -> Share? {
        share(name, required: false, explanation)
    }

    public func choice<Value: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: Value.Type, _ explanation: String = ""
    ) -> Value? {
        choice(name, required: true, type, explanation)
    }

    public func choiceIfPresent<Value: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: Value.Type, _ explanation: String = ""
    ) -> Value? {
        choice(name, required: false, type, explanation)
    }

    /// One or several of a fixed set, in the order of the file.
    public func choices<Value: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: Value.Type, required: Bool = false, _ explanation: String = ""
    ) -> [Value] {
        let known = Value.allCases.map(\.rawValue)
        description?.note(name, required: required, .severalOf(known), explanation)
        guard description == nil else { return [] }
        return texts(name, required: required, explanation).compactMap { text in
            if let value = Value(rawValue: text) { return value }
            report(name, unknownValue(text, known))
            return nil
        }
    }

    // MARK: Nested

    /// One or several texts: `cites: art. 9` or `cites: [art. 9, art. 97(2)]`.
    public func texts(_ name: String, required: Bool = false, _ explanation: String = "") -> [String] {
        note(name, required: required, .texts, explanation)
        guard let node = field(name, required: required, wants: Wanted(.texts)) else { return [] }
        if let text = node.scalar?.string { return [text] }
        guard let items = node.sequence else {
            report(name, .textsExpected, ["name": name, "example": "[first, second]"])
            return []
        }
        return items.enumerated().compactMap { index, item in
            if let text = item.scalar?.string { return text }
            log.add(
                line: item.mark?.line ?? line, field: "\(join(path, name))[\(index)]", .textExpected)
            return nil
        }
    }

    public func mapping<Value>(
        _ name: String, _ explanation: String = "", _ body: (MappingReader) -> Value?
    ) -> Value? {
        mapping(name, required: true, explanation, body)
    }

    public func mappingIfPresent<Value>(
        _ name: String, _ explanation: String = "", _ body: (MappingReader) -> Value?
    ) -> Value? {
        mapping(name, required: false, explanation, body)
    }

    /// A sequence of mappings. Items that can't be read are reported and left out.
    public func list<Value>(
        _ name: String, required: Bool = true, _ explanation: String = "", _ body: (MappingReader) -> Value?
    ) -> [Value] {
        if let description {
            _ = body(description.items(name, required: required, explanation))
            return []
        }
        guard let node = field(name, required: required, wants: Wanted(.list)) else { return [] }
        guard let items = node.sequence else {
            report(name, .listExpected)
            return []
        }
        return items.enumerated().compactMap { index, item in
            read(item, at: "\(join(path, name))[\(index)]", line: item.mark?.line ?? line, body)
        }
    }

    /// Reports the fields that nothing asked for. Called by whoever made the reader.
    func reportUnknownFields() {
        guard !isOfAnotherFormat else { return }
        for (name, line) in order where !asked.contains(name) {
            log.add(
                line: line, field: join(path, name), .unknownField,
                ["guess": nearest(to: name, among: asked), "known": asked.sorted().joined(separator: ", ")])
        }
    }

    // MARK: Private

    private func whole(_ name: String, required: Bool, in range: ClosedRange<Int>, _ explanation: String) -> Int? {
        let wants = Wanted(.whole, least: range.lowerBound, greatest: range.upperBound)
        return scalar(name, required: required, .whole(range), explanation, wants: wants) { text in
            Int(text.filter { $0 != "_" }).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    private func share(_ name: String, required: Bool, _ explanation: String) -> Share? {
        note(name, required: required, .share, explanation)
        guard let text = scalarText(name, required: required, wants: Wanted(.share)) else { return nil }
        switch readShare(text) {
        case .success(let share): return share
        case .failure(let fault):
            report(name, fault)
            return nil
        }
    }

    private func choice<Value: RawRepresentable<String> & CaseIterable>(
        _ name: String, required: Bool, _ type: Value.Type, _ explanation: String
    ) -> Value? {
        let known = Value.allCases.map(\.rawValue)
        note(name, required: required, .oneOf(known), explanation)
        let wants = Wanted(.oneOf, known: known)
        guard let text = scalarText(name, required: required, wants: wants) else { return nil }
        if let value = Value(rawValue: text) { return value }
        report(name, unknownValue(text, known))
        return nil
    }

    private func unknownValue(_ text: String, _ known: [String]) -> Mistake.Fault {
        Mistake.Fault(
            .unknownValue,
            ["text": text, "guess": nearest(to: text, among: known), "known": known.joined(separator: ", ")])
    }

    private func mapping<Value>(
        _ name: String, required: Bool, _ explanation: String, _ body: (MappingReader) -> Value?
    ) -> Value? {
        if let description {
            _ = body(description.nested(name, required: required, explanation))
            return nil
        }
        guard let node = field(name, required: required, wants: Wanted(.group)) else { return nil }
        return read(node, at: join(path, name), line: line(of: name), body)
    }

    func read<Value>(
        _ node: Node, at path: String, line: Int, _ body: (MappingReader) -> Value?
    ) -> Value? {
        guard case .mapping(let mapping) = node else {
            log.add(line: line, field: path, .groupExpected)
            return nil
        }
        let reader = MappingReader(mapping, line: line, path: path, log: log)
        let value = body(reader)
        reader.reportUnknownFields()
        return value
    }

    private func scalar<Value>(
        _ name: String, required: Bool, _ kind: SchemaDescription.Kind, _ explanation: String, wants: Wanted,
        read: (String) -> Value?
    ) -> Value? {
        note(name, required: required, kind, explanation)
        guard let text = scalarText(name, required: required, wants: wants) else { return nil }
        if let value = read(text) { return value }
        report(name, wants.fault(.notWanted, name: name, text: text))
        return nil
    }

    private func scalarText(_ name: String, required: Bool, wants: Wanted) -> String? {
        guard let node = field(name, required: required, wants: wants) else { return nil }
        if let text = node.scalar?.string { return text }
        report(name, wants.fault(.otherKind, name: name))
        return nil
    }

    func field(_ name: String, required: Bool, wants: Wanted) -> Node? {
        guard description == nil else { return nil }
        if !asked.contains(name) { asked.append(name) }
        if let node = fields[name] { return node }
        if required { report(name, wants.fault(.missingField, name: name)) }
        return nil
    }

    func note(_ name: String, required: Bool, _ kind: SchemaDescription.Kind, _ explanation: String) {
        description?.note(name, required: required, kind, explanation)
    }

    func join(_ path: String, _ name: String) -> String {
        path.isEmpty ? name : "\(path).\(name)"
    }
}
