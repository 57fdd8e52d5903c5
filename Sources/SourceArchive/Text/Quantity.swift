import ElectionModel

/// An amount in a sentence: digits or words, with what makes it approximate, its scale and its unit.
struct Quantity {
    var value: ClaimValue
    var state: ClaimState
    /// Tokens from the qualifier to the unit.
    var tokens: Range<Int>
    var isPercent: Bool
    /// The number itself, without "more than".
    var amount: DecimalNumber
    /// Lines of the page may have broken it.
    var isDoubtful: Bool

    private enum Qualifier { case about, above, below, atLeast, atMost }

    private static let qualifiers: [(words: [String], Qualifier)] = [
        (["more", "than"], .above), (["less", "than"], .below), (["fewer", "than"], .below),
        (["at", "least"], .atLeast),
        (["at", "most"], .atMost), (["up", "to"], .atMost), (["no", "fewer", "than"], .atLeast), (["over"], .above),
        (["some"], .about), (["about"], .about), (["around"], .about), (["approximately"], .about),
        (["nearly"], .about),
        (["almost"], .about), (["roughly"], .about), (["circa"], .about), (["an", "estimated"], .about),
        (["under"], .below),
    ]

    private static let firstWords = Set(qualifiers.map { $0.words[0] })

    private static func mayBegin(_ word: String) -> Bool { firstWords.contains(word) || NumberWords.isNumber(word) }

    /// The quantity that begins at a token.
    static func read(_ tokens: [Token], at start: Int, in text: PageText) -> Quantity? {
        guard start >= 0, start < tokens.count, tokens[start].number != nil || mayBegin(tokens[start].lower) else {
            return nil
        }
        var index = start
        var qualifier: Qualifier?
        for (words, meaning) in qualifiers where matches(tokens, at: index, words) {
            qualifier = meaning
            index += words.count
            break
        }
        guard index < tokens.count else { return nil }
        var amount: DecimalNumber
        var isPercent = false
        var isDoubtful = false
        if let number = tokens[index].number {
            if qualifier != nil, DateReader.read(tokens, at: index) != nil { return nil }
            amount = number.value
            isPercent = number.isPercent
            isDoubtful = isBroken(tokens, at: index, in: text)
            index += 1
        } else if let (value, count) = NumberWords.read(tokens, at: index) {
            amount = DecimalNumber(digits: value, places: 0)
            // "nine of the country's 15 million" takes its scale from the second number.
            index += count
        } else {
            return nil
        }
        var isScaled = false
        if index < tokens.count, let scale = NumberWords.scales[tokens[index].lower] {
            guard let scaled = scaled(amount, scale) else { return nil }
            amount = scaled
            isScaled = true
            index += 1
        }
        if index < tokens.count, ["percent", "pct"].contains(tokens[index].lower) {
            isPercent = true
            index += 1
        } else if matches(tokens, at: index, ["per", "cent"]) || matches(tokens, at: index, ["percentage", "points"]) {
            isPercent = true
            index += 2
        }
        let value: ClaimValue
        switch qualifier {
        case .above: value = .range(least: amount, most: nil)
        case .atLeast: value = .range(least: amount, most: nil)
        case .below, .atMost: value = .range(least: nil, most: amount)
        case .about, nil:
            value = isPercent || amount.places > 0 ? .decimal(amount) : .whole(amount.digits)
        }
        return Quantity(
            value: value, state: qualifier != nil || isScaled ? .approximate : .prose, tokens: start..<index,
            isPercent: isPercent, amount: amount, isDoubtful: isDoubtful)
    }

    static func matches(_ tokens: [Token], at start: Int, _ words: [String]) -> Bool {
        guard start >= 0, start + words.count <= tokens.count else { return false }
        for (offset, word) in words.enumerated() where tokens[start + offset].lower != word { return false }
        return true
    }

    /// Whole where the scale swallows the decimals: 8.5 million is 8,500,000.
    private static func scaled(_ amount: DecimalNumber, _ scale: Int64) -> DecimalNumber? {
        var (digits, places, factor) = (amount.digits, amount.places, scale)
        while places > 0, factor % 10 == 0 {
            factor /= 10
            places -= 1
        }
        let (product, overflow) = digits.multipliedReportingOverflow(by: factor)
        guard !overflow, product.magnitude < 1_000_000_000_000_000_000 else { return nil }
        digits = product
        return DecimalNumber(digits: digits, places: places)
    }

    /// A number that ends a line before a line that starts with three digits, or that starts such a line: in some extractions
    /// each comma became a line end, and `1` / `193` may have been 1,193.
    private static func isBroken(_ tokens: [Token], at index: Int, in text: PageText) -> Bool {
        func breaks(_ left: Token, _ right: Token) -> Bool {
            guard let before = left.number, let after = right.number, before.isWhole, after.isWhole,
                after.range.count == 3, before.range.count <= 3
            else { return false }
            return text.bytes[left.range.upperBound..<right.range.lowerBound].contains(10)
        }
        if index + 1 < tokens.count, breaks(tokens[index], tokens[index + 1]) { return true }
        return index > 0 && breaks(tokens[index - 1], tokens[index])
    }
}
