/// A party, a bloc or a group that a sentence names, found by its capitals and the nouns beside it.
struct ProseName {
    /// The name alone.
    var tokens: Range<Int>
    /// With article, adjectives, the noun and what it is made of.
    var whole: Range<Int>
    /// The word for where it stands: "opposition", "pro-presidential", "moderate opposition".
    var alignment: Range<Int>?
    /// Names after "of the … and … parties".
    var members: [Range<Int>]
    var kind: Participant.Kind
    /// The noun beside it, "party" or "bloc", makes it one for certain.
    var isCertain: Bool

    private static let nouns: [String: Participant.Kind] = [
        "party": .party, "bloc": .bloc, "block": .bloc, "coalition": .bloc, "alliance": .bloc, "movement": .party,
        "parties": .party, "front": .party,
    ]
    private static let fillers: Set<String> = [
        "the", "a", "an", "election", "electoral", "political", "long-dominant", "dominant", "new", "newly", "created",
        "small", "main", "leading", "moderate", "far-right", "far-left", "another", "called", "named", "former",
    ]
    private static let joiners: Set<String> = ["of", "for", "de", "du", "des", "la", "le"]
    private static let ordinary: Set<String> = [
        "it", "its", "they", "he", "she", "this", "these", "those", "candidates", "voters", "women", "men", "members",
        "parties", "among", "in", "on", "at", "by", "some", "several", "many", "most", "after", "before", "during",
        "under",
        "for", "elections", "election", "all", "each", "both", "there", "his", "her", "their", "an", "a", "as", "when",
        "while", "although", "however", "and", "but", "of", "from", "with", "no", "turnout", "results", "parliament",
        "president", "minister", "prime", "ms", "mr", "mrs", "dr", "the", "according", "media", "if", "since", "since",
        "more", "less", "about", "over", "only", "observers", "police", "commission", "government", "opposition",
        "what",
        "where", "who", "which", "that", "party", "bloc", "coalition", "seats", "votes", "legislative", "parliamentary",
        "presidential", "general", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        "nobody", "nothing", "none", "people", "citizens", "supporters", "early", "late", "official", "final",
        "following",
    ]

    static func isAlignment(_ word: String) -> Bool {
        word.hasPrefix("pro-") || word.hasPrefix("anti-") || alignments.contains(word)
    }

    private static let alignments: Set<String> = [
        "opposition", "ruling", "governing", "pro-government", "government-aligned", "oppositional",
    ]

    static func all(in tokens: [Token], of text: PageText, known: Set<String>) -> [ProseName] {
        var result: [ProseName] = []
        var index = 0
        while index < tokens.count {
            if let name = read(tokens, at: index, text, known) {
                result.append(name)
                index = name.whole.upperBound
            } else {
                index += 1
            }
        }
        return result
    }

    private static func read(
        _ tokens: [Token], at start: Int, _ text: PageText, _ known: Set<String>
    ) -> ProseName? {
        var index = start
        var alignment: Range<Int>?
        var kind: Participant.Kind = .party
        var isCertain = false
        while index < tokens.count, index - start < 8 {
            let word = tokens[index].lower
            if isAlignment(word) {
                let first = index > 0 && tokens[index - 1].lower == "moderate" ? index - 1 : index
                alignment = first..<index + 1
            } else if let noun = nouns[word], !tokens[index].isCapital {
                kind = noun
                isCertain = true
            } else if !fillers.contains(word) || tokens[index].isCapital && index > start && word != "the" {
                break
            }
            index += 1
        }
        guard index < tokens.count else { return nil }
        if let group = independents(tokens, at: index) {
            return ProseName(
                tokens: group, whole: start..<group.upperBound, alignment: nil, members: [], kind: .independents,
                isCertain: true)
        }
        let isQuoted = ["“", "\"", "«"].contains(tokens[index].text)
        if isQuoted { index += 1 }
        guard let end = knownEnd(tokens, from: index, known, text) ?? nameEnd(tokens, from: index) else { return nil }
        var name = ProseName(
            tokens: index..<end, whole: start..<end, alignment: alignment, members: [], kind: kind, isCertain: isCertain
        )
        var next = end
        if isQuoted, next < tokens.count, ["”", "\"", "»"].contains(tokens[next].text) { next += 1 }
        if next < tokens.count, let noun = nouns[tokens[next].lower] {
            name.kind = noun
            name.isCertain = true
            next += 1
        }
        name.whole = start..<next
        let printed = text[tokens[index].range.lowerBound..<tokens[end - 1].range.upperBound]
        if known.contains(printed.lowercased()) { name.isCertain = true }
        if name.kind == .party, NameReader.kind(of: printed) == .bloc { name.kind = .bloc }
        if name.kind == .bloc, let (members, stop) = members(tokens, at: next) {
            name.members = members
            name.whole = start..<stop
        }
        return name
    }

    private static func independents(_ tokens: [Token], at index: Int) -> Range<Int>? {
        let word = tokens[index].lower
        if word == "independents" || word == "non-partisans" { return index..<index + 1 }
        guard ["independent", "self-nominated", "non-partisan"].contains(word), index + 1 < tokens.count,
            ["candidates", "members", "deputies"].contains(tokens[index + 1].lower)
        else { return nil }
        return index..<index + 2
    }

    /// Where a name ends that a table of the page gives.
    private static func knownEnd(
        _ tokens: [Token], from start: Int, _ known: Set<String>, _ text: PageText
    ) -> Int? {
        guard !known.isEmpty, start < tokens.count, tokens[start].isCapital else { return nil }
        // The noun after a name, in a small letter, is no part of it.
        for end in stride(from: min(tokens.count, start + 12), to: start, by: -1)
        where nouns[tokens[end - 1].lower] == nil || tokens[end - 1].isCapital {
            let printed = text[tokens[start].range.lowerBound..<tokens[end - 1].range.upperBound]
            if known.contains(printed.lowercased()) { return end }
        }
        return nil
    }

    /// Where a run of capitalised words ends; nil where none begins.
    private static func nameEnd(_ tokens: [Token], from start: Int) -> Int? {
        guard start < tokens.count, tokens[start].isCapital, !tokens[start].lower.hasSuffix("'s"),
            !tokens[start].lower.hasSuffix("’s")
        else { return nil }
        if ordinary.contains(tokens[start].lower) || DateReader.month(tokens[start]) != nil { return nil }
        if NumberWords.isNumber(tokens[start].lower) || NumberWords.ordinal(tokens[start].lower) != nil { return nil }
        var end = start
        while end < tokens.count, end - start < 12 {
            let token = tokens[end]
            if token.isCapital, end == start || token.isAfterSpace, DateReader.month(token) == nil {
                end += 1
                if token.lower.hasSuffix("'s") || token.lower.hasSuffix("’s") { return nil }
            } else if joiners.contains(token.lower), end > start {
                var next = end + 1
                if next < tokens.count, tokens[next].lower == "the" { next += 1 }
                guard next < tokens.count, tokens[next].isCapital else { break }
                end = next
            } else {
                break
            }
        }
        return end > start ? end : nil
    }

    /// "of the Civic and Agrarian Parties".
    private static func members(_ tokens: [Token], at start: Int) -> (members: [Range<Int>], end: Int)? {
        guard start < tokens.count, tokens[start].lower == "of" else { return nil }
        var index = start + 1
        if index < tokens.count, tokens[index].lower == "the" { index += 1 }
        var result: [Range<Int>] = []
        while index < tokens.count, result.count < 12 {
            let first = index
            while index < tokens.count, tokens[index].isCapital, tokens[index].lower != "parties",
                tokens[index].lower != "party"
            { index += 1 }
            guard index > first else { return nil }
            result.append(first..<index)
            guard index < tokens.count else { return nil }
            if ["parties", "party"].contains(tokens[index].lower) { return (result, index + 1) }
            guard ["and", ","].contains(tokens[index].lower) else { return nil }
            index += 1
        }
        return nil
    }
}
