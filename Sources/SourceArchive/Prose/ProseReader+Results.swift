import ElectionModel

extension ProseReader {
    private static let winVerbs: Set<String> = [
        "won", "took", "obtained", "secured", "gained", "claimed", "captured", "received", "garnered", "got", "polled",
        "collected", "winning", "taking", "gaining", "obtaining", "securing", "receiving",
    ]
    private static let auxiliaries: Set<String> = [
        "had", "has", "have", "also", "each", "which", "who", "that", "only", "together", "alone", "then", "again",
        "reportedly",
    ]
    private static let seatWords: Set<String> = [
        "seat", "seats", "mandate", "mandates", "deputies", "constituencies", "places",
    ]

    /// Seats, votes and shares of parties.
    func readResults(_ sentence: ProseSentence) {
        for index in sentence.tokens.indices where Self.winVerbs.contains(sentence.word(index)) {
            readWin(verb: index..<index + 1, sentence)
        }
        while let verb = sentence.find([["accounted", "for"]]), sentence.isFree(verb) {
            sentence.use(verb)
            readWin(verb: verb, sentence)
        }
        readPlaces(sentence)
        readPassive(sentence)
        readEmerged(sentence)
        readSecondClauses(sentence)
    }

    private func readWin(verb: Range<Int>, _ sentence: ProseSentence) {
        let subjects = subjects(before: verb.lowerBound, sentence)
        guard !subjects.isEmpty else { return }
        var index = verb.upperBound
        while ["only", "just", "a", "total", "of", "the", "remaining", "all", "another", "an"].contains(
            sentence.word(index)),
            index - verb.upperBound < 5, sentence.quantity(at: index) == nil
        { index += 1 }
        guard let quantity = sentence.quantity(at: index), let object = object(of: quantity, sentence) else { return }
        let isShared = subjects.count > 1 && !says(each: sentence, near: verb, object: quantity)
        guard !isShared else { return }
        for (position, subject) in subjects.enumerated() {
            add(object, quantity, sentence, subject, isLast: position == subjects.count - 1)
        }
        if object.measure == .seats { readEllipsis(after: quantity.tokens.upperBound, object, sentence) }
    }

    private struct Object {
        var measure: Measure
        var tier: FactKey.Tier?
        var round: Int?
    }

    /// What a quantity after a verb of winning counts; nil where it counts something else.
    private func object(of quantity: Quantity, _ sentence: ProseSentence) -> Object? {
        let after = quantity.tokens.upperBound
        if quantity.isPercent {
            let isVote = sentence.find([["vote"], ["votes"], ["ballots"]], from: after).map {
                $0.lowerBound - after <= 3
            }
            guard isVote ?? false else { return nil }
            // In an election that has lists, a party's share of "the vote" is that of its list.
            return Object(measure: .voteShare, tier: current.tier ?? (hasLists ? .list : nil), round: current.round)
        }
        let counted = noun(after: after, sentence).word
        if counted == "votes" { return Object(measure: .votes, tier: current.tier, round: current.round) }
        guard Self.seatWords.contains(counted) else { return nil }
        let tier = clauseTier(after: after, sentence) ?? current.tier
        // Nobody but one's own vote in the list tier has rounds.
        return Object(measure: .seats, tier: tier, round: tier == .list ? nil : current.round)
    }

    private var hasLists: Bool { collector.claims.contains { $0.key.tier == .list } }

    private func says(each sentence: ProseSentence, near verb: Range<Int>, object: Quantity) -> Bool {
        guard let each = sentence.find([["each"], ["apiece"]], from: max(0, verb.lowerBound - 2)) else { return false }
        return each.lowerBound <= object.tokens.upperBound + 3
    }

    private func add(
        _ object: Object, _ quantity: Quantity, _ sentence: ProseSentence, _ participant: Participant, isLast: Bool
    ) {
        collector.claim(
            object.measure, quantity.value, quantity.state, at: sentence.span(quantity.tokens),
            rule: "\(prefix).\(object.measure.rawValue)", round: object.round, tier: object.tier,
            participant: participant, context: [sentence.range], confidence: .medium)
        if isLast { sentence.use(quantity.tokens) }
        lastParticipant = participant
    }

    /// The names that end right before a token, joined by commas and "and".
    private func subjects(before verb: Int, _ sentence: ProseSentence) -> [Participant] {
        var end = verb
        while end > 0, Self.auxiliaries.contains(sentence.word(end - 1)) || sentence.word(end - 1) == "," && end < verb
        {
            end -= 1
        }
        if end > 0, ["it", "they"].contains(sentence.word(end - 1)), let last = lastParticipant { return [last] }
        var result: [Participant] = []
        while let name = sentence.names.last(where: { $0.whole.upperBound == end }) {
            result.insert(participant(name, sentence), at: 0)
            end = name.whole.lowerBound
            var isJoined = false
            while end > 0, ["and", ",", "while"].contains(sentence.word(end - 1)) {
                isJoined = sentence.word(end - 1) != "while"
                end -= 1
                if sentence.word(end) == "while" { break }
            }
            if !isJoined { break }
        }
        return result
    }

    /// "Otan won 27 seats, AIST 9, and Asar two": names with bare numbers after a full clause.
    private func readEllipsis(after start: Int, _ object: Object, _ sentence: ProseSentence) {
        var index = start
        while index < sentence.tokens.count {
            guard let name = sentence.names.first(where: { $0.whole.lowerBound >= index }) else { return }
            // Only a comma or "and" may stand between, besides the first clause's own noun.
            let quantityAt = name.whole.upperBound
            guard name.whole.lowerBound - index <= 8, let quantity = sentence.quantity(at: quantityAt),
                !quantity.isPercent
            else {
                if name.whole.lowerBound - index > 8 { return }
                index = name.whole.upperBound
                continue
            }
            let next = sentence.word(quantity.tokens.upperBound)
            guard [",", ".", ";", "and", ""].contains(next) || Self.seatWords.contains(next) else {
                index = quantity.tokens.upperBound
                continue
            }
            add(object, quantity, sentence, participant(name, sentence), isLast: true)
            index = quantity.tokens.upperBound
        }
    }

    /// "came in third with four seats", "followed by X with 11 seats".
    private func readPlaces(_ sentence: ProseSentence) {
        for index in sentence.tokens.indices where sentence.word(index) == "with" {
            guard let quantity = sentence.quantity(at: index + 1), let object = object(of: quantity, sentence) else {
                continue
            }
            var end = index
            if let came = sentence.find([["came"], ["finished"], ["placed"], ["was"]], from: max(0, index - 5)),
                came.lowerBound < index
            {
                let between = (came.upperBound..<index).map(sentence.word)
                guard between.contains(where: { NumberWords.ordinal($0) != nil || $0 == "next" }) else { continue }
                end = came.lowerBound
            }
            let subjects = subjects(before: end, sentence)
            guard let subject = subjects.last,
                end < index
                    || sentence.names.contains(where: {
                        $0.whole.upperBound == index && $0.isCertain
                    })
            else { continue }
            add(object, quantity, sentence, subject, isLast: true)
        }
    }

    /// "18 seats were secured by independents".
    private func readPassive(_ sentence: ProseSentence) {
        for quantity in sentence.quantities() where !quantity.isPercent {
            guard Self.seatWords.contains(noun(after: quantity.tokens.upperBound, sentence).word),
                let by = sentence.find([["by"], ["to"]], from: quantity.tokens.upperBound),
                by.lowerBound - quantity.tokens.upperBound <= 6,
                (quantity.tokens.upperBound..<by.lowerBound).contains(where: {
                    Self.winVerbs.contains(sentence.word($0))
                        || ["held", "went", "filled", "taken"].contains(sentence.word($0))
                }),
                let name = sentence.names.first(where: { $0.whole.lowerBound == by.upperBound }),
                let object = object(of: quantity, sentence)
            else { continue }
            add(object, quantity, sentence, participant(name, sentence), isLast: true)
        }
    }

    /// "seven independents also emerged as winners".
    private func readEmerged(_ sentence: ProseSentence) {
        guard sentence.has("winners") || sentence.has("elected") || sentence.has("won") else { return }
        for quantity in sentence.quantities() where !quantity.isPercent {
            guard let name = sentence.names.first(where: { $0.whole.lowerBound == quantity.tokens.upperBound }),
                name.kind == .independents
            else { continue }
            let object = Object(measure: .seats, tier: current.tier, round: current.round)
            add(object, quantity, sentence, participant(name, sentence), isLast: true)
        }
    }

    /// Parts of a bloc: "the AIST bloc of the Civic and Agrarian Parties", "the bloc is formed by …".
    private func readSecondClauses(_ sentence: ProseSentence) {
        for name in sentence.names {
            let formed = formation(after: name, sentence)
            for member in name.members + formed {
                let span = sentence.span(member)
                collector.claim(
                    .member, .text(text[span]), .prose, at: span, rule: "\(prefix).member",
                    participant: participant(name, sentence), context: [sentence.range], confidence: .medium)
            }
        }
    }

    private func formation(after name: ProseName, _ sentence: ProseSentence) -> [Range<Int>] {
        let phrases: [[String]] = [
            ["is", "formed", "by"], ["was", "formed", "by"], ["consists", "of"], ["consisted", "of"],
            ["is", "composed", "of"],
            ["comprises"], ["comprised"], ["is", "made", "up", "of"],
        ]
        guard let phrase = phrases.first(where: { sentence.matches(at: name.whole.upperBound, $0) }) else { return [] }
        var index = name.whole.upperBound + phrase.count
        var result: [Range<Int>] = []
        while let next = sentence.names.first(where: { $0.tokens.lowerBound >= index }),
            next.whole.lowerBound - index <= 2
        {
            var tokens = next.tokens
            if result.isEmpty == false, ["parties"].contains(sentence.word(tokens.upperBound - 1)), tokens.count > 1 {
                tokens = tokens.lowerBound..<tokens.upperBound - 1
            }
            result.append(tokens)
            index = next.whole.upperBound
            guard [",", "and"].contains(sentence.word(index)) else { break }
        }
        return result
    }
}
