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
                    line: key.mark?.line ?? line, field: path, "The field `\(name)` stands twice.", "Keep one of them.")
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
    public func report(_ name: String, _ problem: String, _ remedy: String) {
        log.add(line: line(of: name), field: join(path, name), problem, remedy)
    }

    /// Reads `format:` and says whether the rest is to be read. A file of another format gets this one message and no others.
    public func isFormat(_ format: String, _ explanation: String) -> Bool {
        guard let found = text("format", explanation), found != format else { return true }
        let name = format.prefix { $0 != "/" }
        report(
            "format", "`\(found)` is not a version of `\(name)` that this program reads.",
            "Write `\(format)`, or name another file.")
        isOfAnotherFormat = true
        return false
    }

    // MARK: Scalars

    public func text(_ name: String, _ explanation: String = "") -> String? {
        scalar(name, required: true, .text, explanation, wants: "a text") { $0 }
    }

    public func textIfPresent(_ name: String, _ explanation: String = "") -> String? {
        scalar(name, required: false, .text, explanation, wants: "a text") { $0 }
    }

    public func whole(_ name: String, in range: ClosedRange<Int>, _ explanation: String = "") -> Int? {
        whole(name, required: true, in: range, explanation)
    }

    public func wholeIfPresent(_ name: String, in range: ClosedRange<Int>, _ explanation: String = "") -> Int? {
        whole(name, required: false, in: range, explanation)
    }

    public func date(_ name: String, _ explanation: String = "") -> CalendarDate? {
        scalar(name, required: true, .date, explanation, wants: "a day such as 2004-09-19") { CalendarDate($0) }
    }

    public func dateIfPresent(_ name: String, _ explanation: String = "") -> CalendarDate? {
        scalar(name, required: false, .date, explanation, wants: "a day such as 2004-09-19") { CalendarDate($0) }
    }

    public func flag(_ name: String, default value: Bool, _ explanation: String = "") -> Bool {
        scalar(name, required: false, .flag, explanation, wants: "yes or no") {
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
            name, required: true, .fraction, explanation, wants: "a fraction such as 7/5, 7% or 2", read: readFraction)
    }

    public func fractionIfPresent(_ name: String, _ explanation: String = "") -> Fraction? {
        scalar(
            name, required: false, .fraction, explanation, wants: "a fraction such as 7/5, 7% or 2", read: readFraction)
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
            let guess = nearest(to: text, among: known).map { "Did you mean `\($0)`? " } ?? ""
            report(name, "`\(text)` is not known here.", "\(guess)Write one of: \(known.joined(separator: ", ")).")
            return nil
        }
    }

    // MARK: Nested

    /// One or several texts: `cites: art. 9` or `cites: [art. 9, art. 97(2)]`.
    public func texts(_ name: String, required: Bool = false, _ explanation: String = "") -> [String] {
        note(name, required: required, .texts, explanation)
        guard let node = field(name, required: required, wants: "a text or a list of texts") else { return [] }
        if let text = node.scalar?.string { return [text] }
        guard let items = node.sequence else {
            report(name, "A text or a list of texts is expected.", "Write `\(name): [first, second]`.")
            return []
        }
        return items.enumerated().compactMap { index, item in
            if let text = item.scalar?.string { return text }
            log.add(
                line: item.mark?.line ?? line, field: "\(join(path, name))[\(index)]", "A text is expected.",
                "Put it in quotes.")
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
        guard let node = field(name, required: required, wants: "a list") else { return [] }
        guard let items = node.sequence else {
            report(name, "A list is expected.", "Begin each item with `- `.")
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
            let guess = nearest(to: name, among: asked).map { "Did you mean `\($0)`? " } ?? ""
            log.add(
                line: line, field: join(path, name), "There is no such field here.",
                guess + "Known fields: \(asked.sorted().joined(separator: ", ")).")
        }
    }

    // MARK: Private

    private func whole(_ name: String, required: Bool, in range: ClosedRange<Int>, _ explanation: String) -> Int? {
        let wants = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return scalar(name, required: required, .whole(range), explanation, wants: wants) { text in
            Int(text.filter { $0 != "_" }).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    private func share(_ name: String, required: Bool, _ explanation: String) -> Share? {
        note(name, required: required, .share, explanation)
        let wants = "a condition such as `more than 1/2 of valid votes`"
        guard let text = scalarText(name, required: required, wants: wants) else { return nil }
        switch readShare(text) {
        case .success(let share): return share
        case .failure(let fault):
            report(name, fault.problem, fault.remedy)
            return nil
        }
    }

    private func choice<Value: RawRepresentable<String> & CaseIterable>(
        _ name: String, required: Bool, _ type: Value.Type, _ explanation: String
    ) -> Value? {
        let known = Value.allCases.map(\.rawValue)
        note(name, required: required, .oneOf(known), explanation)
        let wants = "one of: \(known.joined(separator: ", "))"
        guard let text = scalarText(name, required: required, wants: wants) else { return nil }
        if let value = Value(rawValue: text) { return value }
        let guess = nearest(to: text, among: known).map { "Did you mean `\($0)`? " } ?? ""
        report(name, "`\(text)` is not known here.", "\(guess)Write \(wants).")
        return nil
    }

    private func mapping<Value>(
        _ name: String, required: Bool, _ explanation: String, _ body: (MappingReader) -> Value?
    ) -> Value? {
        if let description {
            _ = body(description.nested(name, required: required, explanation))
            return nil
        }
        guard let node = field(name, required: required, wants: "a group of fields") else { return nil }
        return read(node, at: join(path, name), line: line(of: name), body)
    }

    func read<Value>(
        _ node: Node, at path: String, line: Int, _ body: (MappingReader) -> Value?
    ) -> Value? {
        guard case .mapping(let mapping) = node else {
            log.add(line: line, field: path, "A group of fields is expected.", "Indent `name: value` lines under it.")
            return nil
        }
        let reader = MappingReader(mapping, line: line, path: path, log: log)
        let value = body(reader)
        reader.reportUnknownFields()
        return value
    }

    private func scalar<Value>(
        _ name: String, required: Bool, _ kind: SchemaDescription.Kind, _ explanation: String, wants: String,
        read: (String) -> Value?
    ) -> Value? {
        note(name, required: required, kind, explanation)
        guard let text = scalarText(name, required: required, wants: wants) else { return nil }
        if let value = read(text) { return value }
        report(name, "`\(text)` is not \(wants).", "Write \(wants).")
        return nil
    }

    private func scalarText(_ name: String, required: Bool, wants: String) -> String? {
        guard let node = field(name, required: required, wants: wants) else { return nil }
        if let text = node.scalar?.string { return text }
        report(name, "\(wants.prefix(1).uppercased() + wants.dropFirst()) is expected.", "Write it on one line.")
        return nil
    }

    func field(_ name: String, required: Bool, wants: String) -> Node? {
        guard description == nil else { return nil }
        if !asked.contains(name) { asked.append(name) }
        if let node = fields[name] { return node }
        if required { report(name, "This field is missing.", "Add `\(name):` with \(wants).") }
        return nil
    }

    func note(_ name: String, required: Bool, _ kind: SchemaDescription.Kind, _ explanation: String) {
        description?.note(name, required: required, kind, explanation)
    }

    func join(_ path: String, _ name: String) -> String {
        path.isEmpty ? name : "\(path).\(name)"
    }
}
