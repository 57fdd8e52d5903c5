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

/// What is wrong with a phrase, and what to write instead.
public struct PhraseFault: Error, Equatable {
    public var problem: String
    public var remedy: String
}

/// Reads a condition in the words of law: comparison, fraction, `of`, base.
///
/// A phrase without a base is refused: "more than half" of what is the question that decides seats.
public func readShare(_ text: String) -> Result<Share, PhraseFault> {
    let bases = VoteBase.allCases.map(\.rawValue)
    guard let comparison = ElectionModel.Comparison.allCases.first(where: { text.hasPrefix($0.rawValue + " ") }) else {
        return .failure(
            PhraseFault(
                problem: "`\(text)` does not say how to compare.",
                remedy: "Begin with `at least` or `more than`, as in `more than 1/2 of valid votes`."))
    }
    let rest = text.dropFirst(comparison.rawValue.count + 1)
    guard let separator = rest.firstRange(of: " of ") else {
        return .failure(
            PhraseFault(
                problem: "`\(text)` names no base.",
                remedy: "Say what it is a share of, as in `\(text) of valid votes`; one of: "
                    + bases.joined(separator: ", ") + "."))
    }
    guard let fraction = readFraction(String(rest[..<separator.lowerBound])) else {
        return .failure(
            PhraseFault(
                problem: "`\(rest[..<separator.lowerBound])` is not an exact fraction.",
                remedy: "Write n/d or whole percent, such as 1/8 or 7%."))
    }
    let word = String(rest[separator.upperBound...])
    guard let base = VoteBase(rawValue: word) else {
        let guess = nearest(to: word, among: bases).map { "Did you mean `\($0)`? " } ?? ""
        return .failure(
            PhraseFault(
                problem: "`\(word)` is not a base.", remedy: "\(guess)Write one of: \(bases.joined(separator: ", "))."))
    }
    return .success(Share(comparison, fraction, of: base))
}
