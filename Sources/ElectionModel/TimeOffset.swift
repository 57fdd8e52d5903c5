/// A distance in time from a day or an act, as statutes give them: in calendar days, in calendar months or in hours.
/// Written as `40 days before`, `2 months after`, `48 hours after` or `same day`.
public struct TimeOffset: Sendable, Hashable, CustomStringConvertible {
    public enum Unit: String, Sendable, Hashable, CaseIterable {
        case hours
        case days
        case months
    }

    public let unit: Unit
    /// Negative before, positive after, 0 on the same day.
    public let count: Int

    public init(_ count: Int, _ unit: Unit) { (self.count, self.unit) = (count, unit) }

    /// Most of any unit that is read.
    private static let most = 10_000

    /// Reads the written form, `1 day` and `1 days` alike; nil for anything else.
    public init?(_ text: String) {
        if text == "same day" {
            self.init(0, .days)
            return
        }
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, let count = Int(words[0]), (1...Self.most).contains(count), "\(count)" == words[0],
            let unit = Unit.allCases.first(where: { $0.rawValue == words[1] || $0.rawValue.dropLast() == words[1] })
        else { return nil }
        switch words[2] {
        case "before": self.init(-count, unit)
        case "after": self.init(count, unit)
        default: return nil
        }
    }

    public var description: String {
        guard count != 0 else { return "same day" }
        let number = count.magnitude
        let unit = number == 1 ? String(unit.rawValue.dropLast()) : unit.rawValue
        return "\(number) \(unit) \(count < 0 ? "before" : "after")"
    }
}

/// A minute of a calendar in one zone's civil time: what a statute's deadline falls on.
public struct CivilTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let date: CalendarDate
    /// Minutes from midnight, 0 to 1,440; 1,440 is the end of the day.
    public let minute: Int

    public static let endOfDay = 1440

    public init(_ date: CalendarDate, minute: Int) { (self.date, self.minute) = (date, minute) }

    public static func < (left: Self, right: Self) -> Bool {
        // The end of a day comes before the first minute of the next one, though no time lies between them.
        (left.date, left.minute) < (right.date, right.minute)
    }

    /// `2004-09-19` for the end of a day, otherwise `2004-09-19 20:00`.
    public var description: String {
        guard minute < Self.endOfDay else { return "\(date)" }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(date) \(two(minute / 60)):\(two(minute % 60))"
    }

    /// The time so far away. Days and months keep the time of day.
    public func moved(by offset: TimeOffset) -> CivilTime {
        switch offset.unit {
        case .months: return CivilTime(date.adding(months: offset.count), minute: minute)
        case .days: return CivilTime(date.adding(days: offset.count), minute: minute)
        case .hours: return moved(byMinutes: 60 * offset.count)
        }
    }

    /// The time so many minutes later.
    public func moved(byMinutes minutes: Int) -> CivilTime {
        let total = date.dayNumber * Self.endOfDay + minute + minutes
        let day = total >= 0 ? total / Self.endOfDay : (total - Self.endOfDay + 1) / Self.endOfDay
        return CivilTime(CalendarDate(dayNumber: day) ?? date, minute: total - day * Self.endOfDay)
    }
}
