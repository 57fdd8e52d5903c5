import ElectionModel

/// An entry of the results: a party, a bloc or a candidate with labelled lines.
struct WatchEntry {
    let importer: ElectionWatchImporter
    private var text: PageText { importer.text }
    private var collector: ClaimCollector { importer.collector }

    init(_ importer: ElectionWatchImporter) {
        self.importer = importer
    }

    private static let heads: [(text: String, kind: Participant.Kind)] = [
        ("Presidential Candidate:", .person), ("Candidate:", .person), ("Coalition:", .bloc), ("Alliance:", .bloc),
        ("Bloc:", .bloc), ("Party:", .party),
    ]

    private enum Field { case party, leader, seats, seatsPrevious, votes, voteShare }

    private static let fields: [(text: String, field: Field)] = [
        ("Leaders:", .leader), ("Leader:", .leader), ("Seats won in this election:", .seats), ("Seats won:", .seats),
        ("Seats won in last election:", .seatsPrevious), ("Seats in last election:", .seatsPrevious),
        ("Total Votes:", .votes), ("Valid Votes Received:", .votes), ("Valid Votes:", .votes), ("Votes:", .votes),
        ("Percentage of Total Votes:", .voteShare), ("Percent of Valid Votes Received:", .voteShare),
        ("Percentage of Valid Votes:", .voteShare), ("Percent of Valid Votes:", .voteShare), ("Party:", .party),
        ("Bloc:", .party), ("Coalition:", .party),
    ]

    /// The participant's name, where the item is an entry.
    func name(_ item: WatchItem) -> NameReader.Name? {
        guard let head = head(item.lines[0]) else { return nil }
        return NameReader.read(text, head.value)
    }

    private func head(_ line: Range<Int>) -> (kind: Participant.Kind, label: Range<Int>, value: Range<Int>)? {
        guard let first = Self.heads.first(where: { text.begins(line, with: $0.text) }) else { return nil }
        var kind = first.kind
        var start = line.lowerBound + first.text.utf8.count
        // "Party: Bloc: …"
        let rest = text.trimmed(start..<line.upperBound)
        if let second = Self.heads.first(where: { text.begins(rest, with: $0.text) }), kind != .person {
            kind = second.kind
            start = rest.lowerBound + second.text.utf8.count
        }
        let label = line.lowerBound..<start
        return (kind, label, text.trimmed(start..<line.upperBound))
    }

    func read(_ item: WatchItem) {
        if let label = item.label { collector.mark(label, .label) }
        guard let head = head(item.lines[0]) else {
            readLoose(item)
            return
        }
        let name = NameReader.read(text, head.value)
        var participant = NameReader.participant(text, name)
        if participant.kind == .party || participant.kind == .bloc {
            participant.kind = head.kind == .party ? participant.kind : head.kind
        }
        collector.mark(head.label, .label)
        collector.mark(head.value, .label)
        readNotes(name.notes, participant, label: head.label)
        let round = round(of: item)
        for line in item.lines.dropFirst() where !line.isEmpty {
            guard let field = Self.fields.first(where: { text.begins(line, with: $0.text) }) else {
                readLoose(line, item)
                continue
            }
            let label = line.lowerBound..<line.lowerBound + field.text.utf8.count
            let value = text.trimmed(label.upperBound..<line.upperBound)
            collector.mark(label, .label)
            if !value.isEmpty { read(field.field, value, participant, [label, name.span], round) }
        }
    }

    /// Lines that belong to no entry: ballots, a table, notes.
    private func readLoose(_ item: WatchItem) {
        let table = WatchTable(importer)
        let lines = item.lines.filter { !$0.isEmpty }
        var index = 0
        while index < lines.count {
            let taken = table.read(lines, from: index, round: round(of: item))
            if taken == 0, !table.readField(lines[index], round: round(of: item)) { readLoose(lines[index], item) }
            index += max(1, taken)
        }
    }

    private func readLoose(_ line: Range<Int>, _ item: WatchItem) {
        let inner = text.trimmed(line, of: "*")
        if text.begins(inner, with: "Note:") {
            collector.mark(inner.lowerBound..<inner.lowerBound + 5, .label)
            importer.prose.read(text.trimmed(inner.lowerBound + 5..<inner.upperBound))
        } else {
            importer.prose.read(inner)
        }
    }

    private func round(of item: WatchItem) -> Int? {
        guard let label = item.label else { return nil }
        var line = label
        // The round stands after the colon of the label, on its line.
        line = label.lowerBound..<min(text.bytes.count, label.upperBound + 24)
        for (word, number) in [("(First", 1), ("(Second", 2), ("(Third", 3)] where text.contains(word, in: line) {
            return number
        }
        return nil
    }

    /// "(AIST)" is another name; "(Civic and Agrarian parties)" says who belongs to it.
    private func readNotes(_ notes: [Range<Int>], _ participant: Participant, label: Range<Int>) {
        for note in notes {
            if text.contains(" part", in: note), text.contains(" and ", in: note) || text.contains(",", in: note) {
                for member in members(note) {
                    collector.claim(
                        .member, .text(text[member]), at: member, rule: "watch.entry.member", participant: participant,
                        context: [label])
                }
            } else if !text.hasDigit(note) {
                collector.claim(
                    .otherName, .text(text[note]), at: note, rule: "watch.entry.note", participant: participant,
                    context: [label])
            } else {
                collector.mark(note, .unread)
            }
        }
    }

    private func members(_ note: Range<Int>) -> [Range<Int>] {
        let end = text.find(" part", in: note)?.lowerBound ?? note.upperBound
        return NameList.split(text, note.lowerBound..<end)
    }

    private func read(
        _ field: Field, _ value: Range<Int>, _ participant: Participant, _ context: [Range<Int>], _ round: Int?
    ) {
        switch field {
        case .leader:
            for name in NameList.split(text, value) {
                collector.claim(
                    .leader, .text(text[name]), at: name, rule: "watch.entry.leader", participant: participant,
                    context: context)
            }
        case .party:
            let name = NameReader.read(text, value)
            collector.claim(
                .party, .text(text[name.span]), at: name.span, rule: "watch.entry.party", participant: participant,
                context: context)
        case .seats: readFigure(.seats, value, participant, context, round)
        case .seatsPrevious: readFigure(.seatsPrevious, value, participant, context, nil)
        case .votes: readFigure(.votes, value, participant, context, round)
        case .voteShare: readFigure(.voteShare, value, participant, context, round)
        }
    }

    /// "42", "82*", "32.33 %", "16 (Civic- 13, Agrarian- 3)", "140 (137)", "N/A".
    private func readFigure(
        _ measure: Measure, _ value: Range<Int>, _ participant: Participant, _ context: [Range<Int>], _ round: Int?
    ) {
        let rule = "watch.entry.\(measure.rawValue)"
        guard let number = NumberReader.read(text, at: value.lowerBound, end: value.upperBound, [.spaceGroups]) else {
            if RowCutter.cell(text, value) != nil || text.begins(value, with: "N/A") {
                collector.claim(
                    measure, .none, .notApplicable, at: value, rule: rule, round: round, participant: participant,
                    context: context)
            } else if text.hasDigit(value) {
                collector.mark(value, .unread)
            }
            return
        }
        let isShare = measure == .voteShare
        guard isShare || number.isWhole && !number.isPercent else { return collector.mark(value, .unread) }
        collector.claim(
            measure, isShare ? .decimal(number.value) : .whole(number.value.digits), at: number.range, rule: rule,
            round: round, participant: participant, context: context)
        let rest = text.trimmed(number.range.upperBound..<value.upperBound, of: "*")
        guard !rest.isEmpty else { return }
        let parts = text.split(text.trimmed(rest, of: "()"), at: 44)
        for part in parts {
            guard let last = text.words(part).last, let seats = NumberReader.whole(text, last, []), seats.isWhole else {
                if text.hasDigit(part) { collector.mark(part, .unread) }
                continue
            }
            let name = text.trimmed(part.lowerBound..<last.lowerBound, of: "-:")
            if name.isEmpty || text.hasDigit(name) {
                collector.mark(part, .unread)
            } else {
                collector.claim(
                    measure, .whole(seats.value.digits), at: seats.range, rule: "\(rule).part", round: round,
                    participant: Participant(.party, text[name]), context: context + [name])
            }
        }
    }
}

/// Names joined by commas and "and".
enum NameList {
    static func split(_ text: PageText, _ range: Range<Int>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for part in text.split(range, at: 44) {
            var rest = part
            while let and = text.find(" and ", in: rest) {
                result.append(text.trimmed(rest.lowerBound..<and.lowerBound))
                rest = text.trimmed(and.upperBound..<rest.upperBound)
            }
            if text.begins(rest, with: "and ") { rest = text.trimmed(rest.lowerBound + 4..<rest.upperBound) }
            result.append(rest)
        }
        return result.filter { !$0.isEmpty }
    }
}
