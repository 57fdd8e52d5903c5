import ElectionModel

/// The `Election results` template in wikitext: parameters with their places.
struct WikiTemplate {
    static let opening = "{{Election results"

    var range: Range<Int>
    private var parameters: [(name: String, number: Int?, suffix: String, label: Range<Int>, value: Range<Int>)]

    /// The template that begins at a byte.
    static func read(_ text: PageText, at start: Int) -> WikiTemplate? {
        guard text.begins(start..<min(text.bytes.count, start + 32), with: opening) else { return nil }
        guard let end = closing(text, from: start) else { return nil }
        var template = WikiTemplate(range: start..<end, parameters: [])
        for part in split(text, start + 2..<end - 2).dropFirst() {
            guard let equals = text.bytes[part].firstIndex(of: 61) else { continue }
            let label = text.trimmed(part.lowerBound..<equals)
            let value = text.trimmed(equals + 1..<part.upperBound)
            let printed = text[label].lowercased()
            let name = String(printed.prefix { !$0.isNumber })
            let digits = String(printed.dropFirst(name.count).prefix { $0.isNumber })
            template.parameters.append(
                (name, Int(digits), String(printed.dropFirst(name.count + digits.count)), label, value))
        }
        return template
    }

    private static func closing(_ text: PageText, from start: Int) -> Int? {
        var depth = 0
        var index = start
        while index + 1 < text.bytes.count {
            if text.bytes[index] == 123, text.bytes[index + 1] == 123 {
                depth += 1
                index += 2
            } else if text.bytes[index] == 125, text.bytes[index + 1] == 125 {
                depth -= 1
                index += 2
                if depth == 0 { return index }
            } else {
                index += 1
            }
        }
        return nil
    }

    /// Cut at pipes that stand in no link and no inner template.
    private static func split(_ text: PageText, _ range: Range<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var depth = 0
        var start = range.lowerBound
        for index in range {
            switch text.bytes[index] {
            case 91, 123: depth += 1
            case 93, 125: depth -= 1
            case 124 where depth <= 0:
                parts.append(start..<index)
                start = index + 1
            default: break
            }
        }
        parts.append(start..<range.upperBound)
        return parts
    }

    func read(_ collector: ClaimCollector) {
        collector.mark(range, .label)
        let text = collector.text
        var names: [Int: (name: Range<Int>, kind: Participant.Kind?)] = [:]
        for item in parameters {
            guard let number = item.number, !item.value.isEmpty, item.suffix.isEmpty else { continue }
            if item.name == "cand" {
                names[number] = (Wikilink.text(text, item.value), .person)
            } else if item.name == "party" || item.name == "row", names[number] == nil {
                names[number] = (Wikilink.text(text, item.value), nil)
            }
        }
        let before = collector.claims.count
        for item in parameters where !item.value.isEmpty { read(item, names, collector) }
        readAlliances(names, collector)
        guard names.count <= Self.rowLimit else { return }
        TemplateFigures(collector, Array(collector.claims[before...])).derive()
    }

    private static let rowLimit = 5_000

    /// `alliance1` with `aspan1` rows: the parties of those rows are its members.
    private func readAlliances(
        _ names: [Int: (name: Range<Int>, kind: Participant.Kind?)], _ collector: ClaimCollector
    ) {
        let text = collector.text
        for item in parameters where item.name == "alliance" && item.suffix.isEmpty && !item.value.isEmpty {
            guard let first = item.number else { continue }
            let span = parameters.first { $0.name == "aspan" && $0.number == first }
                .flatMap { NumberReader.whole(text, $0.value, []) }
            let count = min(span?.value.digits ?? 1, 50)
            let name = NameReader.read(text, Wikilink.text(text, item.value)).span
            guard count >= 1, !name.isEmpty else { continue }
            for number in first..<first + Int(count) {
                guard let row = names[number], row.kind != .person else { continue }
                let party = NameReader.read(text, row.name).span
                collector.claim(
                    .member, .text(text[party]), at: party, rule: "wikitext.alliance",
                    participant: Participant(.bloc, text[name]), context: [item.label, name])
            }
        }
    }

    private func read(
        _ item: (name: String, number: Int?, suffix: String, label: Range<Int>, value: Range<Int>),
        _ names: [Int: (name: Range<Int>, kind: Participant.Kind?)], _ collector: ClaimCollector
    ) {
        let text = collector.text
        if let number = item.number, let row = names[number], let field = Self.field(item.name, item.suffix) {
            let name = NameReader.read(text, row.name)
            var participant = NameReader.participant(text, name)
            if let kind = row.kind, participant.kind == .party { participant.kind = kind }
            add(
                field.measure, item, collector, round: field.isSecond ? 2 : column(field, text).round,
                tier: column(field, text).tier, participant: participant, context: [row.name])
            return
        }
        let isSecond = item.number == 2 || item.suffix == "_2"
        let round = isSecond ? 2 : hasSecondRound ? 1 : nil
        switch item.name {
        case "valid": add(.valid, item, collector, round: round)
        case "invalid": add(.invalid, item, collector, round: round)
        case "blank" where NumberReader.whole(text, item.value, []) != nil: add(.blank, item, collector, round: round)
        case "electorate": add(.registered, item, collector, round: round)
        case "total_sc": add(.seatsChange, item, collector, round: nil)
        case "source":
            let source = Wikilink.text(text, item.value)
            collector.claim(
                .citedSource, .text(text[source]), at: source, rule: "wikitext.source", context: [item.label])
        case "validsw", "invalidsw": add(.voteShareChange, item, collector, round: round)
        default: break
        }
    }

    private var hasSecondRound: Bool {
        parameters.contains { $0.name == "votes" && $0.suffix == "_2" && !$0.value.isEmpty }
    }

    private static func field(_ name: String, _ suffix: String) -> (measure: Measure, isSecond: Bool, tier: Int?)? {
        switch (name, suffix) {
        case ("votes", ""): (.votes, false, nil)
        case ("votes", "_2"): (.votes, true, nil)
        case ("seats", ""): (.seats, false, nil)
        case ("sc", ""): (.seatsChange, false, nil)
        case ("sw", ""): (.voteShareChange, false, nil)
        case ("st", let rest) where rest.hasPrefix("t"): Int(rest.dropFirst()).map { (.seats, false, $0) }
        default: nil
        }
    }

    /// Votes are of the first round where there is a second; seats are of the tier and the round that `seattype1` to `seattype5`
    /// name, and else of none.
    private func column(
        _ field: (measure: Measure, isSecond: Bool, tier: Int?), _ text: PageText
    ) -> (round: Int?, tier: FactKey.Tier?) {
        guard let number = field.tier else {
            let isOfRound = field.measure == .votes || field.measure == .voteShareChange
            return (isOfRound && hasSecondRound ? 1 : nil, nil)
        }
        guard case .group(let tier, let round)? = seatType(number, text) else { return (nil, nil) }
        // Where there are list seats, those of a round are of constituencies.
        return (round, tier ?? (round != nil && hasListSeats(text) ? .constituency : nil))
    }

    private func seatType(_ number: Int, _ text: PageText) -> WikiHead.Word? {
        parameters.first { $0.name == "seattype" && $0.number == number }
            .flatMap { WikiHead.cell(text, Wikilink.text(text, $0.value)) }
    }

    private func hasListSeats(_ text: PageText) -> Bool {
        (1...5).contains { if case .group(.list, _)? = seatType($0, text) { true } else { false } }
    }

    private func add(
        _ measure: Measure, _ item: (name: String, number: Int?, suffix: String, label: Range<Int>, value: Range<Int>),
        _ collector: ClaimCollector, round: Int?, tier: FactKey.Tier? = nil, participant: Participant? = nil,
        context: [Range<Int>] = []
    ) {
        let text = collector.text
        let value: ClaimValue
        var state = ClaimState.printed
        var span = item.value
        switch RowCutter.cell(text, item.value)?.content {
        case .number(let digits, let places, _, _, _):
            let isShare = measure == .voteShareChange
            guard isShare || places == 0 else { return collector.mark(item.value, .unread) }
            value = isShare ? .decimal(DecimalNumber(digits: digits, places: places)) : .whole(digits)
        case .new: value = .new
        case .dash:
            value = .none
            state = .notApplicable
        default:
            span = Wikilink.text(text, item.value)
            return collector.mark(span, text.hasDigit(span) ? .unread : .words)
        }
        collector.claim(
            measure, value, state, at: span, rule: "wikitext.\(item.name)", round: round, tier: tier,
            participant: participant, context: [item.label] + context)
    }
}

/// The words that a link shows: `[[Article|words]]`, `[[words]]`.
enum Wikilink {
    static func text(_ text: PageText, _ range: Range<Int>) -> Range<Int> {
        guard text.begins(range, with: "[["), let end = text.find("]]", in: range) else {
            return text.trimmed(range, of: "'")
        }
        let inner = range.lowerBound + 2..<end.lowerBound
        let parts = text.split(inner, at: 124)
        return parts[parts.count - 1]
    }
}
