import ElectionModel

extension ProseReader {
    /// Candidates, parties, seats at stake, constituencies, terms, chambers.
    func readFrameOfElection(_ sentence: ProseSentence) {
        readTerms(sentence)
        readChambers(sentence)
        for quantity in sentence.quantities() { readFrame(quantity, sentence) }
        readReasonOfRunOff(sentence)
    }

    private func readFrame(_ quantity: Quantity, _ sentence: ProseSentence) {
        guard !quantity.isPercent else { return }
        let after = quantity.tokens.upperBound
        let noun = noun(after: after, sentence)
        switch noun.word {
        case "candidates":
            claim(.candidates, quantity, sentence, detail: noun.adjective == "women" ? "women" : nil)
        case "parties" where sentence.has(any: Self.competeWords):
            claim(.parties, quantity, sentence)
        case "constituencies", "districts":
            readConstituencies(quantity, sentence)
        case "races", "contests", "seats", "mandates", "deputies", "members", "senators", "seat":
            readSeats(quantity, noun.word, sentence)
        case "are",
            "were" where sentence.has(any: Self.electedWords):
            readElected(quantity, sentence)
        case "independents", "independent": break
        case "others" where sentence.has("appointed"):
            claim(.seatsTotal, quantity, sentence, tier: .appointed)
        default:
            readGroupOfParties(quantity, sentence)
            if sentence.isFree(quantity.tokens), let chosen = sentence.find(Self.electedWords, from: after),
                chosen.lowerBound - after <= 3
            {
                readElected(quantity, sentence)
            }
        }
    }

    static let competeWords: [[String]] = [
        ["compet*"], ["contest*"], ["presented"], ["fielded"], ["participat*"], ["took", "part"], ["ran"],
        ["registered"],
        ["stood"], ["running"], ["standing"], ["vying"],
    ]
    static let electedWords: [[String]] = [
        ["elected"], ["chosen"], ["appointed"], ["selected"], ["nominated"], ["awarded"], ["filled"], ["decided"],
        ["allocated"],
    ]

    private static let adjectives: Set<String> = [
        "political", "women", "single-member", "single-mandate", "single-seat", "electoral", "parliamentary",
        "international", "foreign", "domestic", "local", "of", "the", "country's", "directly", "elected", "its",
        "these", "female", "registered", "eligible", "independent", "other", "different", "country’s", "remaining",
    ]

    /// The noun that a quantity counts, past adjectives.
    func noun(after index: Int, _ sentence: ProseSentence) -> (word: String, adjective: String?) {
        var next = index
        var adjective: String?
        while next < sentence.tokens.count, next - index < 5, Self.adjectives.contains(sentence.word(next)) {
            // "45 of the country's 67 constituencies" counts constituencies twice; "nine of these" counts nothing here.
            if sentence.word(next) != "of", sentence.word(next) != "the" { adjective = sentence.word(next) }
            next += 1
        }
        if next < sentence.tokens.count, next > index, let inner = Quantity.read(sentence.tokens, at: next, in: text) {
            return noun(after: inner.tokens.upperBound, sentence)
        }
        return (sentence.word(next), adjective)
    }

    private func readConstituencies(_ quantity: Quantity, _ sentence: ProseSentence) {
        let isPart = sentence.word(quantity.tokens.upperBound) == "of"
        let isTotal = isOfWhole(quantity, sentence)
        if isTotal {
            claim(.constituencies, quantity, sentence)
        } else if sentence.has(any: Self.secondRound) {
            claim(.constituenciesToRunOff, quantity, sentence)
        } else if isPart || sentence.has(any: Self.firstRound) && !isPlace(quantity, sentence) {
            claim(.constituenciesDecided, quantity, sentence, round: sentence.has(any: Self.firstRound) ? 1 : nil)
        } else {
            claim(.constituencies, quantity, sentence)
        }
    }

    /// "in the 67 constituencies, …": where something happens, not what happens.
    private func isPlace(_ quantity: Quantity, _ sentence: ProseSentence) -> Bool {
        let first = quantity.tokens.lowerBound
        let words = (max(0, first - 2)..<first).map(sentence.word)
        return words.contains { ["in", "among", "across", "within"].contains($0) }
    }

    /// "of the 67 …", "of the country's 67 …".
    private func isOfWhole(_ quantity: Quantity, _ sentence: ProseSentence) -> Bool {
        var index = quantity.tokens.lowerBound - 1
        var steps = 0
        while index >= 0, steps < 3 {
            let word = sentence.word(index)
            if word == "of" || word == "among" { return true }
            guard ["the", "its", "all"].contains(word) || word.hasSuffix("'s") || word.hasSuffix("’s") else {
                return false
            }
            index -= 1
            steps += 1
        }
        return false
    }

    private func readSeats(_ quantity: Quantity, _ noun: String, _ sentence: ProseSentence) {
        let start = quantity.tokens.lowerBound
        // "seven of the ten seats" is what somebody won.
        let after = quantity.tokens.upperBound
        if sentence.word(after) == "of", noun != "senators",
            [after + 1, after + 2].contains(where: { Quantity.read(sentence.tokens, at: $0, in: text) != nil })
        {
            return
        }
        if ["races", "contests", "seats"].contains(noun), sentence.has(any: Self.firstRound),
            sentence.has("winners") || sentence.has("produced") || sentence.has("decided"), noun != "seats"
        {
            return claim(.constituenciesDecided, quantity, sentence, round: 1)
        }
        if noun == "senators" || noun == "members", isOfWhole(quantity, sentence) {
            return claim(.chamberSeats, quantity, sentence, detail: noun)
        }
        // The parts of a clause say how these seats are filled: up to the next comma or quantity.
        let tier = clauseTier(after: quantity.tokens.upperBound, sentence)
        if isOfWhole(quantity, sentence) {
            return claim(.seatsTotal, quantity, sentence, tier: tier ?? nil)
        }
        if let passive = sentence.find(Self.electedWords, from: quantity.tokens.upperBound),
            passive.lowerBound - quantity.tokens.upperBound <= 5, noun != "deputies" || tier != nil
        {
            return readElected(quantity, sentence)
        }
        let before = sentence.word(start - 1)
        let beforeThat = sentence.word(start - 2)
        if noun != "members", before == "for" || before == "the" && beforeThat == "for" || before == "all" {
            return claim(.seatsTotal, quantity, sentence, tier: tier ?? nil)
        }
        if ["comprises", "comprising", "has", "with", "consists"].contains(before),
            sentence.has("parliament") || sentence.has("assembly") || sentence.has("chamber"), noun != "seat",
            !sentence.names.contains(where: {
                $0.isCertain && $0.whole.upperBound >= start - 3 && $0.whole.upperBound <= start
            }),
            sentence.has("consists") || sentence.has("comprises") || sentence.has("has")
        {
            return claim(.seatsTotal, quantity, sentence, tier: tier ?? nil)
        }
    }

    private func readElected(_ quantity: Quantity, _ sentence: ProseSentence) {
        let after = quantity.tokens.upperBound
        var tier = clauseTier(after: after, sentence)
        if tier == nil {
            if sentence.find([["appointed"]], from: after).map({ $0.lowerBound - after <= 4 }) ?? false {
                tier = .appointed
            } else if sentence.find([["indirectly"]], from: after).map({ $0.lowerBound - after <= 4 }) ?? false {
                tier = .indirect
            } else if sentence.find([["directly", "elected"]], from: after).map({ $0.lowerBound - after <= 4 })
                ?? false,
                !sentence.has("president")
            {
                tier = .constituency
            }
        }
        if sentence.has("senat*") {
            return claim(.chamberSeats, quantity, sentence, tier: tier, detail: "senators")
        }
        claim(.seatsTotal, quantity, sentence, tier: tier)
    }

    /// The tier that the words up to the next comma or quantity name.
    func clauseTier(after start: Int, _ sentence: ProseSentence) -> FactKey.Tier? {
        var end = start
        while end < sentence.tokens.count, end - start < 16 {
            if ["while", ",", ";", "and"].contains(sentence.word(end)), end > start { break }
            end += 1
        }
        func has(_ phrases: [[String]]) -> Bool {
            guard let found = sentence.find(phrases, from: start) else { return false }
            return found.upperBound <= end
        }
        if has(Self.listWords) { return .list }
        if has(Self.constituencyWords) { return .constituency }
        if has([["appointed"]]) { return .appointed }
        return nil
    }

    /// "with nine of these broadly regarded as pro-government".
    private func readGroupOfParties(_ quantity: Quantity, _ sentence: ProseSentence) {
        let after = quantity.tokens.upperBound
        guard sentence.word(after) == "of",
            ["these", "them", "which", "whom", "the"].contains(sentence.word(after + 1)),
            let judged = sentence.find(
                [["regarded", "as"], ["considered"], ["seen", "as"], ["described", "as"]], from: after),
            judged.lowerBound - after <= 5, judged.upperBound < sentence.tokens.count
        else { return }
        claim(.alignment, quantity, sentence, detail: sentence.word(judged.upperBound))
    }

    /// "seven-year term", "six year terms", "five-year terms".
    private func readTerms(_ sentence: ProseSentence) {
        for (index, token) in sentence.tokens.enumerated() where token.lower == "term" || token.lower == "terms" {
            if index > 0, sentence.word(index - 1).hasSuffix("-year"),
                let years = NumberWords.single(String(sentence.word(index - 1).dropLast(5)))
            {
                addTerm(years, index - 1..<index + 1, sentence)
            } else if index > 1, sentence.word(index - 1) == "year" || sentence.word(index - 1) == "-year" {
                if let quantity = sentence.quantity(at: index - 2), case .whole(let years) = quantity.value {
                    addTerm(years, index - 2..<index + 1, sentence)
                }
            } else if index > 3, sentence.word(index - 1) == "year", sentence.tokens[index - 2].text == "-",
                let number = sentence.tokens[index - 3].number
            {
                addTerm(number.value.digits, index - 3..<index + 1, sentence)
            }
        }
    }

    private func addTerm(_ years: Int64, _ tokens: Range<Int>, _ sentence: ProseSentence) {
        // Whose term it is stands nearest before it.
        let holders: Set<String> = ["president", "senators", "senator", "deputies", "members", "parliament"]
        let subject = (0..<tokens.lowerBound).reversed().first { index in
            // "appointed by the president" is not about the president's term.
            holders.contains(sentence.word(index))
                && !(sentence.word(index - 1) == "the" && sentence.word(index - 2) == "by")
        }.map(sentence.word)
        collector.claim(
            .term, .whole(years), .prose, at: sentence.span(tokens), rule: "\(prefix).term", detail: subject,
            context: [sentence.range], confidence: .medium)
        sentence.use(tokens)
    }

    /// "the Senate with 39 seats and the Majilis with 77 seats"; "bicameral".
    private func readChambers(_ sentence: ProseSentence) {
        for word in ["bicameral", "unicameral"] {
            guard let found = sentence.find([[word]]) else { continue }
            collector.claim(
                .structure, .text(word), .prose, at: sentence.span(found), rule: "\(prefix).structure",
                context: [sentence.range], confidence: .medium)
        }
        guard sentence.has("parliament") || sentence.has("assembly") || sentence.has("chamber*") else { return }
        for (index, token) in sentence.tokens.enumerated()
        where ["with", "has", "of"].contains(token.lower) && index > 0 && sentence.tokens[index - 1].isCapital {
            guard let quantity = sentence.quantity(at: index + 1),
                ["seats", "members", "deputies"].contains(sentence.word(quantity.tokens.upperBound)),
                sentence.has("consists") || sentence.has("comprises") || sentence.has("composed")
            else { continue }
            var start = index - 1
            while start > 0, sentence.tokens[start - 1].isCapital { start -= 1 }
            claim(.chamberSeats, quantity, sentence, detail: text[sentence.span(start..<index)])
        }
    }

    private func readReasonOfRunOff(_ sentence: ProseSentence) {
        guard sentence.has(any: Self.secondRound),
            let reason = sentence.find([["due", "to"], ["because"], ["where", "no"], ["as", "no"], ["since", "no"]])
        else { return }
        let span = sentence.span(reason.lowerBound..<sentence.tokens.count)
        collector.claim(
            .rule, .text(text[span]), .prose, at: span, rule: "\(prefix).run-off-reason", round: 2,
            detail: "reason of the second round", context: [sentence.range], confidence: .medium)
    }
}
