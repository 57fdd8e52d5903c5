public import ElectionModel
public import ElectionRecord

/// Something done that a deadline may wait for.
public struct Mark: Sendable, Hashable {
    /// A kind of act, or what `TaskDone` and `ResultsAnnounced` name.
    public let name: String
    public let round: Int
    /// What it was done about: a district, a station; empty for the whole election.
    public let subject: String
    public let time: RecordTime
    /// By the clocks of the subject's place; nil where no time is kept.
    public let civil: CivilTime?
    public let height: Int
    /// Whether it is the first of its name about the subject in the round of which a time is kept.
    public let isFirst: Bool
}

/// What was done when, by which deadlines are watched: the night leaves more than a hundred thousand marks, and each limit looks
/// for a few of them by their name.
public struct Marks: Sendable, Equatable {
    /// In the order of the record.
    public private(set) var all: [Mark] = []
    /// The last day on which something was done; nil while no time is kept.
    public private(set) var lastDay: CalendarDate?
    /// The last time of something done, in UTC.
    public private(set) var last: CivilTime?
    /// Places in `all` by name.
    private var places: [String: [Int]] = [:]
    private var done: Set<Subject> = []

    private struct Subject: Hashable {
        var name: String
        var round: Int
        var subject: String
    }

    init() {}

    mutating func add(_ name: String, round: Int, subject: String, ahead minutes: Int, _ event: ActEvent) {
        let civil = event.time.civil(ahead: minutes)
        let isFirst = civil != nil && done.insert(Subject(name: name, round: round, subject: subject)).inserted
        places[name, default: []].append(all.count)
        all.append(
            Mark(
                name: name, round: round, subject: subject, time: event.time, civil: civil,
                height: event.height, isFirst: isFirst))
        if let day = event.time.date, lastDay.map({ $0 < day }) ?? true { lastDay = day }
        if let time = event.time.civil(ahead: 0), last.map({ $0 < time }) ?? true { last = time }
    }

    /// Those of one name in the order of the record.
    public func named(_ name: String) -> some BidirectionalCollection<Mark> {
        (places[name] ?? []).lazy.map { all[$0] }
    }
}
