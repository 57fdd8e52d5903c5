public import ElectionModel

/// A day on which somebody announced figures, as one page tells it, with the figures that the page gives for it.
public struct Announcement: Sendable, Hashable {
    public var day: CalendarDate
    /// The page's place in the comparison.
    public var page: Int
    public var claim: Claim
    /// What was announced, in the order of the page.
    public var figures: [Claim]
    public var stage: Stage

    public enum Stage: String, Sendable, Hashable, CaseIterable {
        /// The page tells of a later announcement.
        case provisional
        /// The last of several that the page tells of.
        case final
        /// The only one.
        case only
    }

    /// The announcements that a page tells of, in the order of its text.
    ///
    /// - Parameter bytes: the page. What is told of one announcement stands in its sentence or after it in the same line.
    public static func all(in page: ImportedPage, place: Int, bytes: [UInt8]) -> [Announcement] {
        var seen: Set<Range<Int>> = []
        let days = page.claims.compactMap { claim -> (CalendarDate, Range<Int>, Claim)? in
            guard claim.key.measure == .announcement, case .date(let day) = claim.value, let span = claim.span,
                seen.insert(span).inserted
            else { return nil }
            return (day, span, claim)
        }.sorted { $0.1.lowerBound < $1.1.lowerBound }
        let last = days.map(\.0).max()
        return days.enumerated().map { number, item in
            let (day, span, claim) = item
            let lineEnd = bytes[span.upperBound...].firstIndex(of: 10) ?? bytes.count
            let end = number + 1 < days.count ? min(lineEnd, start(of: days[number + 1].2)) : lineEnd
            let range = start(of: claim)..<max(start(of: claim), end)
            let isOnly = Set(days.map(\.0)).count == 1
            return Announcement(
                day: day, page: place, claim: claim, figures: figures(page, range),
                stage: isOnly ? .only : day == last ? .final : .provisional)
        }
    }

    /// Where the sentence of an announcement begins.
    private static func start(of claim: Claim) -> Int {
        min(claim.span?.lowerBound ?? 0, claim.context.map(\.lowerBound).min() ?? .max)
    }

    /// Votes and seats that are told in a part of a page.
    private static func figures(_ page: ImportedPage, _ range: Range<Int>) -> [Claim] {
        page.claims.filter { claim in
            guard let span = claim.span, claim.state == .prose || claim.state == .approximate,
                range.contains(span.lowerBound)
            else { return false }
            switch claim.key.measure {
            case .votes, .voteShare, .seats, .turnout, .cast, .registered, .valid, .invalid: return true
            default: return false
            }
        }.sorted { ($0.span?.lowerBound ?? 0) < ($1.span?.lowerBound ?? 0) }
    }
}
