extension CalendarDate {
    /// The same day so many months later; the last day of the month where it has no such day.
    public func adding(months: Int) -> CalendarDate {
        let count = year * 12 + (month - 1) + months
        let (newYear, newMonth) = (count / 12, count % 12 + 1)
        for candidate in stride(from: day, through: 28, by: -1) {
            if let date = CalendarDate(year: newYear, month: newMonth, day: candidate) { return date }
        }
        // A day up to the 28th exists in every month; only a year outside 1…9999 comes here.
        return CalendarDate(year: newYear, month: newMonth, day: min(day, 28)) ?? self
    }

    /// The same day so many years later; 28 February for 29 February where that year has none.
    public func adding(years: Int) -> CalendarDate { adding(months: 12 * years) }
}
