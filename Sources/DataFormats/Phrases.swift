public import ElectionModel

/// Reads `7/5`, `7%` or `2` exactly; nil for anything else, decimals included.
public func readFraction(_ text: String) -> Fraction? {
    func whole(_ part: some StringProtocol) -> Int64? {
        guard !part.isEmpty, part.utf8.count <= 12, part.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int64(part)
    }
    if text.hasSuffix("%") { return whole(text.dropLast()).map { Fraction($0, over: 100) } }
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let numerator = whole(parts[0]) else { return nil }
    guard parts.count == 2 else { return Fraction(numerator, over: 1) }
    guard let denominator = whole(parts[1]), denominator > 0 else { return nil }
    return Fraction(numerator, over: denominator)
}

/// Reads a condition in the words of law: comparison, fraction, `of`, base.
///
/// A phrase without a base is refused: "more than half" of what is the question that decides seats.
public func readShare(_ text: String) -> Result<Share, Mistake.Fault> {
    let bases = VoteBase.allCases.map(\.rawValue)
    guard let comparison = ElectionModel.Comparison.allCases.first(where: { text.hasPrefix($0.rawValue + " ") }) else {
        return .failure(
            Mistake.Fault(.noComparison, ["text": text]))
    }
    let rest = text.dropFirst(comparison.rawValue.count + 1)
    guard let separator = rest.firstRange(of: " of ") else {
        return .failure(
            Mistake.Fault(.noBase, ["text": text, "known": bases.joined(separator: ", ")]))
    }
    guard let fraction = readFraction(String(rest[..<separator.lowerBound])) else {
        return .failure(
            Mistake.Fault(.notAFraction, ["text": String(rest[..<separator.lowerBound])]))
    }
    let word = String(rest[separator.upperBound...])
    guard let base = VoteBase(rawValue: word) else {
        return .failure(
            Mistake.Fault(
                .unknownBase,
                ["text": word, "guess": nearest(to: word, among: bases), "known": bases.joined(separator: ", ")]))
    }
    return .success(Share(comparison, fraction, of: base))
}
