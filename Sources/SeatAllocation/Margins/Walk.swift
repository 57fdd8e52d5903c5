/// Finds every number of ballots at which something changes, without looking at all of them.
///
/// Let `evaluate(d)` be what is true when `d` ballots have changed. A *pattern* is a set of facts each of which holds on one
/// unbroken range of `d`: comparisons of numbers that grow or shrink evenly with `d`, such as "v·7 ≥ V·100", hold on such
/// a range, and so does any number of them together. If the same pattern holds at both ends of a range, it therefore holds
/// everywhere between, and whatever follows from it alone is the same everywhere between. Only ranges whose ends differ
/// are halved, so that each change costs about the logarithm of the range, and none can be missed.
///
/// - Parameters:
///   - limit: the most ballots looked at.
///   - evaluate: the pattern at a number of ballots.
///   - same: true only where nothing can differ between two numbers of ballots with these patterns.
///   - visit: called in ascending order for each number of ballots whose pattern differs from the one before; returns
///     false to stop.
func walk<Pattern>(
    upTo limit: UInt64, evaluate: (UInt64) -> Pattern, same: (Pattern, Pattern) -> Bool,
    visit: (UInt64, Pattern) -> Bool
) {
    /// False where the walk has been stopped.
    func walk(_ low: UInt64, _ first: Pattern, _ high: UInt64, _ last: Pattern) -> Bool {
        if same(first, last) { return true }
        if high - low == 1 { return visit(high, last) }
        let middle = low + (high - low) / 2
        let between = evaluate(middle)
        return walk(low, first, middle, between) && walk(middle, between, high, last)
    }
    guard limit > 0 else { return }
    _ = walk(0, evaluate(0), limit, evaluate(limit))
}
