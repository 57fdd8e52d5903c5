import ElectionModel

extension ProseReader {
    /// Observers, police, months of a party's age: figures about people and things around the election.
    func readPeople(_ sentence: ProseSentence) {
        let isAboutObservers = sentence.has("observer*") || sentence.has("monitors")
        for quantity in sentence.quantities() where !quantity.isPercent {
            let counted = noun(after: quantity.tokens.upperBound, sentence).word
            switch counted {
            case "observers", "monitors": claim(.observers, quantity, sentence, detail: organisation(sentence))
            case "countries", "states", "organizations", "organisations":
                if isAboutObservers { claim(.observers, quantity, sentence, detail: counted) }
            case "policemen", "police", "officers", "troops", "soldiers":
                claim(.policing, quantity, sentence)
            default: break
            }
        }
    }

    /// The abbreviation in brackets, or the first run of capitals, that names whose observers they are.
    private func organisation(_ sentence: ProseSentence) -> String? {
        for (index, token) in sentence.tokens.enumerated()
        where token.text == "(" && index + 2 < sentence.tokens.count && sentence.tokens[index + 2].text == ")"
            && sentence.tokens[index + 1].isCapital
        { return sentence.tokens[index + 1].text }
        return nil
    }

    /// "the opposition party Ak Zhol", "pro-presidential parties".
    func readAlignments(_ sentence: ProseSentence) {
        for name in sentence.names {
            guard let alignment = name.alignment, name.kind != .independents else { continue }
            let span = sentence.span(alignment)
            collector.claim(
                .alignment, .text(text[span]), .prose, at: span, rule: "\(prefix).alignment",
                participant: participant(name, sentence), context: [sentence.range], confidence: .medium)
        }
        // "the ruling Otan and Asar parties": the adjective reaches over "and" to the plural noun.
        for (first, second) in zip(sentence.names, sentence.names.dropFirst())
        where second.alignment == nil && first.whole.upperBound + 1 == second.whole.lowerBound
            && sentence.word(first.whole.upperBound) == "and" && sentence.word(second.whole.upperBound - 1) == "parties"
        {
            guard let alignment = first.alignment else { continue }
            let span = sentence.span(alignment)
            collector.claim(
                .alignment, .text(text[span]), .prose, at: span, rule: "\(prefix).alignment",
                participant: participant(second, sentence), context: [sentence.range], confidence: .medium)
        }
    }

    private static let topicWords: [(measure: Measure, phrases: [[String]])] = [
        (
            .expectation,
            [
                ["expected", "to"], ["opinion", "poll*"], ["forecast*"], ["projected"], ["exit", "poll*"],
                ["favourite*"],
            ]
        ),
        (.observers, [["observer*"], ["observation", "mission"], ["monitor", "the", "election*"], ["monitored"]]),
        (.media, [["media"], ["television"], ["broadcast*"], ["newspaper*"], ["airwaves"], ["advertising"]]),
        (.journalists, [["journalist*"], ["reporters"]]),
        (.policing, [["police*"], ["security", "forces"], ["troops"]]),
        (.pressure, [["pressure"], ["intimidat*"], ["coerc*"], ["harass*"]]),
        (
            .incident,
            [
                ["violence"], ["clashes"], ["irregularit*"], ["fraud"], ["rigged"], ["resigned"], ["fallen", "short"],
                ["fell", "short"], ["free", "and", "fair"], ["protest*"], ["killed"],
            ]
        ),
        (
            .voting,
            [
                ["electronic*"], ["e-voting"], ["voting", "machine*"], ["system", "was", "developed"],
                ["voting", "system"],
            ]
        ),
        (.announcement, [["announced"], ["proclaimed"], ["final", "results"], ["provisional", "results"]]),
        (
            .rule,
            [
                ["elected", "by"], ["appointed", "by"], ["chosen", "from"], ["directly", "elected"], ["law"],
                ["threshold"],
                ["electoral", "system"], ["constitution*"], ["re-registration"], ["minimum", "number"], ["requirement"],
                ["amend*"], ["first-past-the-post"], ["proportional", "representation"], ["seats", "were", "decided"],
            ]
        ),
        (
            .economy,
            [
                ["econom*"], ["gdp"], ["poverty"], ["wages"], ["salaries"], ["pensions"], ["oil", "wealth"],
                ["oil", "riches"],
                ["inflation"], ["unemployment"],
            ]
        ),
        (
            .event,
            [["coup"], ["created"], ["founded"], ["dissolved"], ["political", "parties"], ["merged"], ["assassinat*"]]
        ),
    ]

    /// What a sentence tells besides figures; at most two.
    func topics(of sentence: ProseSentence) -> [Measure] {
        Array(Self.topicWords.filter { sentence.has(any: $0.phrases) }.map(\.measure).prefix(2))
    }

    /// A figure that no rule has read is kept with the words around it. Returns whether there was one.
    func readLeftOverFigures(_ sentence: ProseSentence, topic: Measure?) -> Bool {
        let measure = topic ?? .event
        var isFound = false
        var index = 0
        let tokens = sentence.tokens
        while index < tokens.count {
            guard !sentence.used[index] else {
                index += 1
                continue
            }
            var place = index..<index + 1
            var value: ClaimValue?
            var state = ClaimState.prose
            if let reading = DateReader.read(tokens, at: index) {
                place = reading.tokens
                value = .date(reading.dates[0].date)
            } else if let period = DateReader.period(tokens, at: index) {
                place = index..<index + period.count
                value = .period(year: period.year, month: period.month)
            } else if let quantity = sentence.quantity(at: index), isFigure(quantity, tokens) {
                place = quantity.tokens
                value = quantity.value
                state = quantity.state
            }
            if let value {
                isFound = true
                collector.claim(
                    measure, value, state, at: sentence.span(place), rule: "\(prefix).figure",
                    detail: nearby(place, sentence),
                    context: [sentence.range], confidence: .low)
                sentence.use(place)
            } else if tokens[index].number != nil || text.hasDigit(tokens[index].range) {
                collector.mark(tokens[index].range, isReference(index, tokens) ? .reference : .unread)
            }
            index = max(index + 1, place.upperBound)
        }
        return isFound
    }

    /// Number words are figures only where they count something after them; digits always.
    private func isFigure(_ quantity: Quantity, _ tokens: [Token]) -> Bool {
        tokens[quantity.tokens].contains { $0.number != nil } || quantity.isPercent
    }

    private func isReference(_ index: Int, _ tokens: [Token]) -> Bool {
        index > 0 && tokens[index - 1].text == "[" && index + 1 < tokens.count && tokens[index + 1].text == "]"
    }

    /// Up to four words after a figure, or before it where the sentence ends: what it measures, in the page's words.
    private func nearby(_ place: Range<Int>, _ sentence: ProseSentence) -> String? {
        var end = place.upperBound
        while end < sentence.tokens.count, end - place.upperBound < 4, sentence.tokens[end].isWord { end += 1 }
        if end > place.upperBound { return text[sentence.span(place.upperBound..<end)] }
        var start = place.lowerBound
        while start > 0, place.lowerBound - start < 4, sentence.tokens[start - 1].isWord { start -= 1 }
        return start < place.lowerBound ? text[sentence.span(start..<place.lowerBound)] : nil
    }
}
