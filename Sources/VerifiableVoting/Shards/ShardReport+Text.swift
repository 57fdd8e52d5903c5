/// The canonical text of a report, a line: Documentation/Formats/Shard.md.
extension ShardReport {
    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"format\":\"sailau-verification-shard\",\"version\":1,\"archives\":")
            text.whole(job.archives)
            text.raw(",\"archive\":")
            text.whole(job.place)
            text.raw(",\"all_bytes\":")
            text.whole(job.bytes)
            text.raw(",\"bytes\":")
            text.whole(byteCount)
            text.raw(",\"from\":")
            text.whole(range.lowerBound)
            text.raw(",\"to\":")
            text.whole(range.upperBound)
            text.raw(",\"election\":")
            text.string(String(decoding: election, as: UTF8.self))
            text.raw(",\"setup\":")
            text.string(setup?.hexadecimal ?? "")
            text.raw(",\"violation\":")
            text.optional(found) { text, found in text.found(found) }
            text.raw(",\"sum\":")
            text.optional(sum) { text, sum in text.string(String(decoding: sum, as: UTF8.self)) }
            text.raw(",\"published\":")
            text.optional(published) { text, published in
                text.raw("{\"tally\":")
                text.string(String(decoding: published.tally, as: UTF8.self))
                text.raw(",\"offset\":")
                text.whole(published.offset)
                text.raw(",\"event\":")
                text.whole(published.event)
                text.raw("}")
            }
            text.raw(",\"statement\":")
            text.optional(statement) { text, statement in text.statement(statement) }
            text.raw("}")
        }
    }

    /// Longest line that is read.
    static let mostBytes = 1 << 26

    /// Reads a file of reports, a line each. Throws `format` with the first line that is none.
    public static func read(_ bytes: [UInt8]) throws(ShardFault) -> [ShardReport] {
        var reports: [ShardReport] = []
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let report = ShardReport(bytes: Array(line)) else { throw .format(line: index + 1) }
            reports.append(report)
        }
        return reports
    }

    /// Nil for anything but a report in its only form.
    public init?(bytes: [UInt8]) {
        guard bytes.count <= Self.mostBytes, let tree = try? JSONTree.read(bytes),
            tree["format"]?.string == "sailau-verification-shard", tree["version"]?.whole == 1,
            let archives = tree.number("archives"), (1...1_000_000).contains(archives),
            let place = tree.number("archive"), place < archives, let all = tree.number("all_bytes"),
            let size = tree.number("bytes"), let from = tree.number("from"), let to = tree.number("to"), from <= to,
            let election = tree["election"]?.string, let setup = tree["setup"]?.string
        else { return nil }
        job = Job(archives: Int(archives), place: Int(place), bytes: all)
        (byteCount, range, self.election) = (size, from..<to, Array(election.utf8))
        self.setup = Digest(hexadecimal: setup)
        found = tree["violation"].flatMap(Found.init(tree:))
        sum = tree["sum"]?.string.map { Array($0.utf8) }
        published = tree["published"].flatMap(Published.init(tree:))
        let description = election.isEmpty ? nil : try? ElectionDescription(bytes: Array(election.utf8))
        statement = tree["statement"].flatMap { tree in
            description.flatMap { VerificationStatement(shard: tree, description: $0) }
        }
        guard self.bytes == bytes, found != nil || statement != nil else { return nil }
    }
}

extension ShardReport.Found {
    fileprivate init?(tree: JSONTree) {
        guard let event = tree["event"]?.whole, (-1...Int64(Int32.max)).contains(event),
            let phase = tree.number("phase"), phase < 2, let rule = tree["rule"]?.string.flatMap(Rule.init(rawValue:)),
            let detail = tree["detail"]?.string, let place = tree["place"].map(Place.init(tree:))
        else { return nil }
        self.init(
            step: .init(event: Int(event), phase: Int(phase)), violation: Violation(rule, place, detail: detail))
    }
}

extension ShardReport.Published {
    fileprivate init?(tree: JSONTree) {
        guard let tally = tree["tally"]?.string, let offset = tree.number("offset"), let event = tree.number("event"),
            event <= UInt64(Int32.max)
        else { return nil }
        self.init(tally: Array(tally.utf8), offset: offset, event: Int(event))
    }
}

extension Place {
    init(tree: JSONTree) {
        func number(_ name: String) -> Int? { tree.number(name).flatMap(Int.init(exactly:)) }
        self.init(
            offset: tree.number("offset"), event: number("event"), ballot: number("ballot"),
            tracker: tree["tracker"]?.string, question: number("question"), choice: number("choice"),
            branch: number("branch"), trustee: number("trustee"), credential: number("credential"),
            line: number("line"))
    }
}

extension JSONTree {
    /// A whole number that is not negative.
    func number(_ name: String) -> UInt64? { self[name]?.whole.flatMap(UInt64.init(exactly:)) }
}

extension CanonicalText {
    mutating func optional<Value>(_ value: Value?, _ write: (inout CanonicalText, Value) -> Void) {
        if let value { write(&self, value) } else { raw("null") }
    }

    fileprivate mutating func found(_ found: ShardReport.Found) {
        raw("{\"event\":")
        whole(found.step.event)
        raw(",\"phase\":")
        whole(found.step.phase)
        raw(",\"rule\":")
        string(found.violation.rule.rawValue)
        raw(",\"detail\":")
        string(found.violation.detail)
        raw(",\"place\":")
        place(found.violation.place)
        raw("}")
    }

    mutating func place(_ place: Place) {
        raw("{")
        var isFirst = true
        func name(_ name: StaticString, _ text: inout CanonicalText) {
            text.raw(isFirst ? "\"" : ",\"")
            text.raw(name)
            text.raw("\":")
            isFirst = false
        }
        let numbers: [(StaticString, UInt64?)] = [
            ("offset", place.offset), ("event", place.event.map(UInt64.init)),
            ("ballot", place.ballot.map(UInt64.init)),
            ("question", place.question.map(UInt64.init)), ("choice", place.choice.map(UInt64.init)),
            ("branch", place.branch.map(UInt64.init)), ("trustee", place.trustee.map(UInt64.init)),
            ("credential", place.credential.map(UInt64.init)), ("line", place.line.map(UInt64.init)),
        ]
        for (key, value) in numbers {
            guard let value else { continue }
            name(key, &self)
            whole(value)
        }
        if let tracker = place.tracker {
            name("tracker", &self)
            string(tracker)
        }
        raw("}")
    }
}
