import ElectionModel

extension ProseReader {
    private static let heldWords: [[String]] = [
        ["held", "on"], ["was", "held"], ["were", "held"], ["took", "place"], ["held"], ["went", "to", "the", "polls"],
        ["polling", "day"], ["voted", "on"],
    ]
    private static let electionWords: [[String]] = [
        ["election*"], ["poll"], ["polls"], ["vote"], ["voting"], ["referendum"], ["round"], ["run-off*"], ["ballot"],
    ]
    private static let lastWords: [[String]] = [
        ["last"], ["previous"], ["preceding"], ["prior"], ["earlier", "elections"],
    ]
    private static let announceWords: [[String]] = [
        ["announced"], ["declared"], ["proclaimed"], ["published"], ["confirmed"], ["released"], ["reported"],
    ]

    /// Days of voting, of earlier elections, of announcements, and of other events.
    func readDates(_ sentence: ProseSentence) {
        var index = 0
        while index < sentence.tokens.count {
            guard sentence.isFree(index..<index + 1),
                let reading = DateReader.read(sentence.tokens, at: index, year: collector.election.year)
            else {
                index += 1
                continue
            }
            place(reading, sentence)
            sentence.use(reading.tokens)
            index = max(index + 1, reading.tokens.upperBound)
        }
    }

    private func place(_ reading: DateReader.Reading, _ sentence: ProseSentence) {
        let isElection = sentence.has(any: Self.electionWords)
        let isHeld = sentence.has(any: Self.heldWords) && isElection
        if isHeld, sentence.has(any: Self.lastWords),
            reading.dates[0].date.year < collector.election.year
                || collector.election.year == 0
        {
            for (date, tokens) in reading.dates { add(.previousElection, date, tokens, sentence) }
            return
        }
        if let verb = sentence.find(Self.announceWords) {
            for (date, tokens) in reading.dates {
                add(.announcement, date, tokens, sentence, detail: announcer(before: verb.lowerBound, sentence))
            }
            return
        }
        let years = reading.dates.map(\.date.year)
        if isHeld, years.allSatisfy({ abs($0 - collector.election.year) <= 1 || collector.election.year == 0 }) {
            let rounds = PollingDays.rounds(reading.dates.map(\.date))
            for (position, item) in reading.dates.enumerated() {
                var round = rounds[position]
                if reading.dates.count == 1, isOfSecondRound(item.tokens, sentence) { round = 2 }
                add(.pollingDate, item.date, item.tokens, sentence, round: round)
            }
            return
        }
        for (date, tokens) in reading.dates { add(.event, date, tokens, sentence) }
    }

    /// The second round is what is held, or stands between "held" and the day; "… with a run-off later" is another day's.
    private func isOfSecondRound(_ date: Range<Int>, _ sentence: ProseSentence) -> Bool {
        guard let round = sentence.find(Self.secondRound) else { return false }
        let held = sentence.find(Self.heldWords)?.lowerBound ?? 0
        return round.lowerBound < held || round.lowerBound < date.lowerBound
    }

    private func add(
        _ measure: Measure, _ date: CalendarDate, _ tokens: Range<Int>, _ sentence: ProseSentence, round: Int? = nil,
        detail: String? = nil
    ) {
        collector.claim(
            measure, .date(date), .prose, at: sentence.span(tokens), rule: "\(prefix).\(measure.rawValue)",
            round: round, detail: detail, context: [sentence.range], confidence: .medium)
    }

    /// The capitalised words before the verb: who announces.
    private func announcer(before verb: Int, _ sentence: ProseSentence) -> String? {
        var end = verb
        while end > 0, ["has", "had", "also", "officially", "have", "was", "were"].contains(sentence.word(end - 1)) {
            end -= 1
        }
        var start = end
        while start > 0, sentence.tokens[start - 1].isCapital || sentence.tokens[start - 1].lower == "of" {
            let token = sentence.tokens[start - 1]
            if token.lower.hasSuffix("'s") || token.lower.hasSuffix("’s") { break }
            if DateReader.month(token) != nil || token.lower == "the" { break }
            start -= 1
        }
        while start < end, sentence.tokens[start].lower == "of" { start += 1 }
        return start < end ? text[sentence.span(start..<end)] : nil
    }
}

/// Which days of voting are rounds and which are days of one round.
enum PollingDays {
    /// The round of each day. Days that follow each other within two days are one round.
    static func rounds(_ dates: [CalendarDate]) -> [Int] {
        var round = 1
        return dates.indices.map { index in
            if index > 0, dates[index].dayNumber - dates[index - 1].dayNumber > 2 { round += 1 }
            return round
        }
    }
}
