import ElectionModel
public import ElectoralLaw

extension Wording {
    /// An article in this language: `art. 97-1(1)` as `ст. 97-1, п. 1` or `97-1-бап, 1-тармақ`.
    ///
    /// Citations of law files follow one rule: `[WORK ]art. ARTICLE[(PARAGRAPH)[SUBPARAGRAPH]]` or
    /// `[WORK ]art. ARTICLE(FIRST)-(LAST)`, where article, paragraph and subparagraph are numbers that may have a part
    /// after a hyphen, as in `art. 43(4-1)1`, and an article letters before it, as in `art. L126`. Polish and French
    /// parts are `art. 196 § 1` and `art. L126 1°`, sections of common law `s 191(4)`. A work is named where it is not the statute of the law file, and is
    /// translated by the group `law phrase`. Any other citation is looked up there as a whole or written as it is.
    public func citation(_ citation: Citation) -> String {
        if let translated = termIfPresent("law phrase.\(citation)") { return translated }
        if let section = StatutePlace.section(citation) {
            return term("citation.section", [Figure("section", .text(section))])
        }
        guard let place = StatutePlace(citation) else { return citation }
        var figures = [Figure("article", .text(place.article))]
        let pattern: String
        switch place.paragraphs.count {
        case 0:
            if let part = place.part { figures.append(Figure("part", .text(part))) }
            pattern = place.part == nil ? "article" : "part of article"
        case 1:
            figures.append(Figure("paragraph", .text(place.paragraphs[0])))
            if let part = place.subparagraph {
                figures.append(Figure("subparagraph", .text(part)))
                pattern = "subparagraph"
            } else {
                pattern = "paragraph"
            }
        default:
            figures.append(Figure("first", .text(place.paragraphs[0])))
            figures.append(Figure("last", .text(place.paragraphs[1])))
            pattern = "paragraphs"
        }
        let text = term("citation.\(pattern)", figures)
        guard let work = place.work else { return text }
        return term("citation.in work", [Figure("work", .text(phrase(of: work))), Figure("place", .text(text))])
    }
}

extension Wording {
    /// Several articles in one line, as they stand behind a sentence.
    public func citations(_ citations: [Citation]) -> String {
        citations.map(citation).joined(separator: "; ")
    }
}

/// A citation taken apart; nil for one that does not follow the rule.
struct StatutePlace: Hashable {
    var work: String?
    var article: String
    /// None, one, or the first and the last of several.
    var paragraphs: [String] = []
    var subparagraph: String?
    /// `§ 1` or `1°`, with its sign.
    var part: String?

    init?(_ citation: Citation) {
        guard let mark = citation.firstRange(of: "art. ") else { return nil }
        let before = citation[..<mark.lowerBound]
        guard before.isEmpty || before.last == " " else { return nil }
        work = before.isEmpty ? nil : String(before.dropLast())
        var rest = citation[mark.upperBound...]
        let letters = rest.prefix { ("A"..."Z").contains($0) }
        rest = rest.dropFirst(letters.count)
        guard let number = Self.number(&rest) else { return nil }
        article = letters + number
        if rest.first == " " {
            var sign = rest.dropFirst()
            let isSection = sign.hasPrefix("§ ")
            if isSection { sign = sign.dropFirst(2) }
            guard let number = Self.number(&sign), sign == (isSection ? "" : "°") else { return nil }
            part = isSection ? "§\u{A0}\(number)" : "\(number)°"
            return
        }
        while rest.first == "(" {
            rest.removeFirst()
            guard paragraphs.count < 2, let paragraph = Self.number(&rest), rest.popFirst() == ")" else { return nil }
            paragraphs.append(paragraph)
            if rest.hasPrefix("-("), paragraphs.count == 1 { rest.removeFirst() } else { break }
        }
        if paragraphs.count == 1, !rest.isEmpty {
            guard let part = Self.number(&rest) else { return nil }
            subparagraph = part
            // Statutes of Kazakhstan print the bracket behind a subparagraph.
            if rest.first == ")" { rest.removeFirst() }
        }
        guard rest.isEmpty else { return nil }
    }

    /// `191(4)(a)` of `s 191(4)(a)`; nil for anything else.
    static func section(_ citation: Citation) -> String? {
        guard citation.hasPrefix("s "), citation.dropFirst(2).first?.isASCIIDigit == true,
            citation.dropFirst(2).allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "(" || $0 == ")") })
        else { return nil }
        return String(citation.dropFirst(2))
    }

    /// Digits, with groups of digits after hyphens: `97-1`.
    private static func number(_ rest: inout Substring) -> String? {
        var result = ""
        while let character = rest.first {
            let isHyphen = character == "-" && !result.isEmpty && rest.dropFirst().first?.isASCIIDigit == true
            guard character.isASCIIDigit || isHyphen else { break }
            result.append(character)
            rest.removeFirst()
        }
        return result.isEmpty ? nil : result
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
