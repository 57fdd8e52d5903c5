public import Counting
public import ElectionRecord

extension RecordTime {
    /// The minute on a clock in UTC; nil where the record keeps the day alone, or nothing.
    public var clock: ClockTime? {
        guard let date, precision != .day else { return nil }
        return ClockTime(date, hour: secondOfDay / 3600, minute: secondOfDay / 60 % 60)
    }
}
