public import Accounts
public import ElectionModel

/// What somebody who asks for his own entry is told.
public enum OwnEntryAnswer: Sendable, Equatable {
    case found(RegisterEntry)
    /// No entry has this number and this birth date together. Which of the two is wrong is never said, so that nobody can
    /// try out whether a number exists.
    case notFound
    /// Too many questions from this address; later again.
    case tooOften
}

/// Where a voter looks up his own entry, by number and birth date together (article 26: lists are shown 15 days before the vote).
/// There is no other way in: no list, no search, no next entry.
public struct OwnEntryDesk: Sendable {
    private let image: RegisterImage
    private let limit: RateLimit

    /// A family can ask at once, and a guesser who has a number needs some 20,000 tries for the date: years.
    public static func usualLimit() -> RateLimit { RateLimit(capacity: 10, interval: 30 * 60 * 1000) }

    public init(_ image: RegisterImage, limit: RateLimit = usualLimit()) { (self.image, self.limit) = (image, limit) }

    /// Answers a question; every question counts, whatever the answer.
    ///
    /// - Parameters:
    ///   - address: from where it is asked.
    ///   - milliseconds: now, by a clock that only goes forward.
    /// - Throws: `RegisterDamage`.
    public func ask(
        number: VoterNumber, birthDate: CalendarDate, from address: String, at milliseconds: Int64
    ) throws(RegisterDamage) -> OwnEntryAnswer {
        guard limit.admits(address, at: milliseconds) else { return .tooOften }
        guard image.count > 0 else { return .notFound }
        // An entry is read for an unknown number, too: both wrong answers take the same way and the same time.
        let place = try image.place(of: number)
        let entry = try image.entry(at: place ?? 0)
        return place != nil && entry.birthDate == birthDate ? .found(entry) : .notFound
    }
}
