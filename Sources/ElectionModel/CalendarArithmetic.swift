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

    /// The day so many days later; this day where that one lies outside the years 1 to 9999.
    public func adding(days: Int) -> CalendarDate { CalendarDate(dayNumber: dayNumber + days) ?? self }

    /// The day so many days after 1970-01-01; nil outside the years 1 to 9999.
    public init?(dayNumber: Int) {
        guard (-1_000_000...4_000_000).contains(dayNumber) else { return nil }
        // Counted as `dayNumber` counts: eras of 400 years that begin on 1 March.
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
