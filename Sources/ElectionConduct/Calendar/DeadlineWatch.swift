public import ElectionModel
import ElectoralLaw

/// How a limit of the calendar was kept.
public struct DeadlineReport: Sendable, Equatable {
    public var entry: ElectionCalendar.Entry
    /// What was done about it, by subject, in the order of the record; the first time counts where one was done again.
    public var done: [Done]
    public var status: Status

    public struct Done: Sendable, Equatable {
        public var subject: String
        public var time: CivilTime
        public var height: Int
        /// Days after the last day of the limit; 0 where it was kept, though by hours too late on that day.
        public var daysLate: Int
        public var isLate: Bool
    }

    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// Begins later, or ends later and nothing was done yet.
        case ahead
        /// A beginning that has passed, or an end with nothing that meets it in the record.
        case passed
        case met
        /// Met, but some of it late.
        case late
        /// Nothing was done, and the end has passed.
        case overdue
    }
}

extension ConductState {
    /// How far the clocks of a station or a constituency are ahead of UTC; 0 for the whole country, whose acts bear a day.
    func minutesAhead(at subject: String) -> Int {
        let region =
            StationID(known: subject).flatMap { stations[$0]?.station.region }
            ?? setting.election.districts.first { $0.id.rawValue == subject }?.region
        return region.flatMap { setting.offsets[$0] } ?? 0
    }

    /// Every limit of the calendar with what was done about it.
    ///
    /// - Parameter now: by the clocks of the place.
    public func watch(at now: CivilTime) -> [DeadlineReport] {
        calendar.entries.map { entry in
            var list: [DeadlineReport.Done] = []
            if let name = entry.deadline.metBy {
                for mark in marks.named(name) where mark.isFirst && mark.round == entry.round {
                    guard let time = mark.civil else { continue }
                    let days = time.date.dayNumber - entry.time.date.dayNumber
                    list.append(
                        DeadlineReport.Done(
                            subject: mark.subject, time: time, height: mark.height, daysLate: max(0, days),
                            isLate: time > entry.time))
                }
            }
            let hasPassed = now > entry.time
            let status: DeadlineReport.Status =
                if entry.deadline.kind == .begins || entry.deadline.metBy == nil {
                    hasPassed ? .passed : .ahead
                } else if list.isEmpty {
                    hasPassed ? .overdue : .ahead
                } else {
                    list.contains(where: \.isLate) ? .late : .met
                }
            return DeadlineReport(entry: entry, done: list, status: status)
        }
    }
}
