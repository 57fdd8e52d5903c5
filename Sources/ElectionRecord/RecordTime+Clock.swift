import ElectionModel

extension RecordTime {
    /// A moment as a clock tells it, in UTC, cut to a precision; no time at all outside the years 1 to 9999.
    ///
    /// - Parameter seconds: since 1970-01-01T00:00:00Z.
    public init(secondsSince1970 seconds: Int64, precision: Precision) {
        let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        guard let date = CalendarDate(dayNumber: Int(days)) else {
            self = .none
            return
        }
        self.init(date, secondOfDay: Int(seconds - days * 86_400), precision: precision)
    }
}
