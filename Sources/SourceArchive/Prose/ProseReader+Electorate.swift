import ElectionModel

extension ProseReader {
    private static let turnoutWords: [[String]] = [
        ["cast", "votes"], ["cast", "ballots"], ["cast", "their", "votes"], ["cast", "their", "ballots"], ["turnout"],
        ["turned", "out"], ["voter", "participation"], ["went", "to", "the", "polls"], ["took", "part", "in", "the"],
        ["voted"],
    ]
    private static let electorWords: [[String]] = [
        ["registered"], ["eligible"], ["entitled", "to", "vote"], ["electors"], ["electorate"],
    ]

    /// Registered electors, turnout, population, electronic voting.
    func readElectorate(_ sentence: ProseSentence) {
        readPartOfPopulation(sentence)
        for quantity in sentence.quantities() {
            let after = quantity.tokens.upperBound
            if quantity.isPercent {
                readShare(quantity, sentence)
            } else if sentence.word(after) == "population" || sentence.word(after) == "people"
                || sentence.word(after) == "inhabitants", quantity.amount.digits >= 100_000
            {
                claim(.population, quantity, sentence)
            } else if quantity.amount.digits >= 100, sentence.has(any: Self.electorWords),
                ["voters", "electors", "citizens", "people", "registered", "eligible"].contains(sentence.word(after))
            {
                claim(.registered, quantity, sentence)
            }
        }
    }

    private func readShare(_ quantity: Quantity, _ sentence: ProseSentence) {
        let after = quantity.tokens.upperBound
        if sentence.has("electronic*"), sentence.word(after) == "of" {
            return claim(
                .voting, quantity, sentence, detail: text[sentence.span(after..<min(after + 2, sentence.tokens.count))])
        }
        guard sentence.has(any: Self.turnoutWords) else { return }
        // "60 per cent of the vote" is a party's.
        if sentence.find([["of", "the", "vote"], ["of", "the", "votes"], ["of", "votes"]], from: after)
            .map({ $0.lowerBound - after <= 1 }) ?? false
        {
            return
        }
        guard sentence.has(any: Self.turnoutWords) else { return }
        claim(.turnout, quantity, sentence, round: current.round)
    }

    /// "Almost nine of the country's 15 million population were eligible": the first number takes the scale of the second.
    private func readPartOfPopulation(_ sentence: ProseSentence) {
        guard sentence.has(any: Self.electorWords) else { return }
        let quantities = sentence.quantities()
        for (part, whole) in zip(quantities, quantities.dropFirst())
        where sentence.word(part.tokens.upperBound) == "of" && whole.tokens.lowerBound - part.tokens.upperBound <= 4
            && !part.isPercent
        {
            guard ["population", "people", "inhabitants"].contains(sentence.word(whole.tokens.upperBound)),
                sentence.isFree(whole.tokens)
            else { continue }
            let scaleWord = sentence.word(whole.tokens.upperBound - 1)
            claim(.population, whole, sentence)
            guard let scale = NumberWords.scales[scaleWord], part.amount.places == 0, part.amount.digits < 1_000 else {
                if part.amount.digits >= 1_000 { claim(.registered, part, sentence) }
                continue
            }
            var scaled = part
            scaled.state = .approximate
            scaled.amount = DecimalNumber(digits: part.amount.digits * scale, places: 0)
            switch part.value {
            case .range(let least, _):
                scaled.value =
                    least == nil ? .range(least: nil, most: scaled.amount) : .range(least: scaled.amount, most: nil)
            default: scaled.value = .whole(scaled.amount.digits)
            }
            claim(.registered, scaled, sentence)
        }
    }
}
