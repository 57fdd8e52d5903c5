import SourceArchive

/// The words of a page that claims stand on, as a tree: words within words are marked within the mark.
struct SourceMark {
    var span: Range<Int>
    var claims: [Claim]
    var inner: [SourceMark] = []

    /// The words that state a claim; for a place that is left empty the label before it. Nil where the page has none.
    static func span(of claim: Claim) -> Range<Int>? {
        if let span = claim.span, !span.isEmpty { return span }
        guard claim.value == .none, let label = claim.context.first, !label.isEmpty else { return nil }
        return label
    }

    /// The marks of a page of so many bytes, in order. Words that lie over the end of others are marked up to that end.
    static func marks(_ claims: [Claim], bytes: Int) -> [SourceMark] {
        var spans: [Range<Int>: [Claim]] = [:]
        for claim in claims {
            guard let span = span(of: claim), span.upperBound <= bytes else { continue }
            spans[span, default: []].append(claim)
        }
        let order = spans.keys.sorted { ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound) }
        var rest = order[...]
        return take(&rest, spans, before: bytes)
    }

    private static func take(
        _ rest: inout ArraySlice<Range<Int>>, _ claims: [Range<Int>: [Claim]], before end: Int
    ) -> [SourceMark] {
        var marks: [SourceMark] = []
        while let span = rest.first, span.lowerBound < end {
            rest.removeFirst()
            var mark = SourceMark(span: span, claims: claims[span] ?? [])
            let last = min(end, span.upperBound)
            mark.inner = take(&rest, claims, before: last)
            marks.append(mark)
        }
        return marks
    }
}
