import ElectionModel

/// Reads claims out of sentences in general English. It knows no country, party or person; names that the page's tables give are
/// recognised again.
final class ProseReader {
    let collector: ClaimCollector
    let text: PageText
    /// The first part of its rules' names, such as `parline.prose`.
    let prefix: String
    /// Names that tables of the page give, in small letters.
    var known: Set<String> = []
    /// Where a sentence says neither tier nor round, the sentence before it may.
    var carried = Frame()
    var current = Frame()
    var lastParticipant: Participant?
    private var blocs: Set<String> = []

    struct Frame: Equatable {
        var tier: FactKey.Tier?
        var round: Int?
    }

    init(_ collector: ClaimCollector, prefix: String) {
        self.collector = collector
        text = collector.text
        self.prefix = prefix
    }

    /// Reads all sentences of a range.
    func read(_ range: Range<Int>) {
        carried = Frame()
        lastParticipant = nil
        guard !collector.isFull else { return }
        for range in Sentences.read(text, range) where !collector.isFull { read(sentence: range) }
    }

    private func read(sentence range: Range<Int>) {
        markReferences(range)
        let sentence = ProseSentence(text, range, known: known)
        guard !sentence.tokens.isEmpty else { return }
        useReferences(sentence)
        let own = frame(of: sentence)
        current = own == Frame() ? carried : own
        readDates(sentence)
        readFrameOfElection(sentence)
        readElectorate(sentence)
        readResults(sentence)
        readPeople(sentence)
        readAlignments(sentence)
        let topics = topics(of: sentence)
        let leftOver = readLeftOverFigures(sentence, topic: topics.first)
        for topic in topics { state(topic, sentence) }
        if topics.isEmpty, leftOver { state(.event, sentence) }
        carried = own
        if let last = sentence.names.last(where: \.isCertain) { lastParticipant = participant(last, sentence) }
    }

    /// The words themselves as a claim.
    private func state(_ measure: Measure, _ sentence: ProseSentence) {
        let subject = sentence.names.filter(\.isCertain)
        let named = subject.count == 1 ? participant(subject[0], sentence) : nil
        collector.claim(
            measure, .text(text[sentence.range]), .prose, at: sentence.range, rule: "\(prefix).\(measure.rawValue)",
            participant: measure == .expectation || measure == .event ? named : nil, confidence: .medium)
    }

    private func markReferences(_ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            if text.bytes[index] == 91, let end = Sentences.referenceMark(text, at: index, end: range.upperBound) {
                collector.mark(index..<end, .reference)
                index = end
            } else {
                index += 1
            }
        }
    }

    private func useReferences(_ sentence: ProseSentence) {
        let tokens = sentence.tokens
        for index in tokens.indices.dropFirst().dropLast()
        where tokens[index - 1].text == "[" && tokens[index + 1].text == "]" && tokens[index].number != nil {
            sentence.use(index - 1..<index + 2)
        }
    }

    private func frame(of sentence: ProseSentence) -> Frame {
        var frame = Frame()
        if sentence.has(any: Self.listWords) {
            frame.tier = .list
        }
        if sentence.has(any: Self.constituencyWords) {
            // A sentence about both says so part by part.
            frame.tier = frame.tier == nil ? .constituency : nil
        }
        if sentence.has(any: Self.secondRound) {
            frame.round = 2
        } else if sentence.has(any: Self.firstRound) {
            frame.round = 1
            if frame.tier == nil, sentence.has("winners") { frame.tier = .constituency }
        }
        return frame
    }

    static let listWords: [[String]] = [
        ["party", "list*"], ["party", "slate*"], ["proportional*"], ["party-list*"], ["lists"], ["winning", "parties"],
        ["national", "list*"],
    ]
    static let constituencyWords: [[String]] = [
        ["constituenc*"], ["single-member"], ["single-mandate"], ["single-seat"], ["districts"],
    ]
    static let secondRound: [[String]] = [
        ["second", "round*"], ["second-round"], ["run-off*"], ["runoff*"], ["run-offs"], ["second", "ballot"],
    ]
    static let firstRound: [[String]] = [["first", "round*"], ["first-round"], ["first", "ballot"]]

    func participant(_ name: ProseName, _ sentence: ProseSentence) -> Participant {
        let printed = text[sentence.span(name.tokens)]
        // What is a bloc in one sentence is one in all.
        if name.kind == .bloc { blocs.insert(printed) }
        return Participant(blocs.contains(printed) && name.kind == .party ? .bloc : name.kind, printed)
    }

    /// Adds a quantity of a sentence and marks its tokens as read.
    func claim(
        _ measure: Measure, _ quantity: Quantity, _ sentence: ProseSentence, round: Int? = nil,
        tier: FactKey.Tier? = nil, participant: Participant? = nil, detail: String? = nil
    ) {
        collector.claim(
            measure, quantity.value, quantity.state, at: sentence.span(quantity.tokens),
            rule: "\(prefix).\(measure.rawValue)", round: round, tier: tier, participant: participant, detail: detail,
            context: [sentence.range], confidence: .medium)
        sentence.use(quantity.tokens)
    }
}
