public import ElectionModel

/// When something happened, no more precisely than its kind of event allows: where the order of two acts would tell whose
/// ballot is whose, nobody can read it from the record.
///
/// UTC. Written as `2004-09-19`, `2004-09-19T14:05Z`, `2004-09-19T14:05:33Z`, or as nothing at all.
public struct RecordTime: Sendable, Hashable, CustomStringConvertible {
    public enum Precision: String, Sendable, Hashable, CaseIterable {
        case none, day, minute, second
    }

    public let precision: Precision
    /// Nil where no time is kept.
    public let date: CalendarDate?
    /// 0 where only the day is kept.
    public let secondOfDay: Int

    private init(_ precision: Precision, _ date: CalendarDate?, _ secondOfDay: Int) {
        (self.precision, self.date, self.secondOfDay) = (precision, date, secondOfDay)
    }

    /// No time.
    public static let none = RecordTime(.none, nil, 0)

    /// A moment, cut to a precision.
    ///
    /// - Parameter secondOfDay: 0 to 86,399.
    public init(_ date: CalendarDate, secondOfDay: Int, precision: Precision) {
        precondition((0..<86_400).contains(secondOfDay), "a day has 86,400 seconds")
        switch precision {
        case .none: self.init(.none, nil, 0)
        case .day: self.init(.day, date, 0)
        case .minute: self.init(.minute, date, secondOfDay / 60 * 60)
        case .second: self.init(.second, date, secondOfDay)
        }
    }

    /// Reads the written form; nil for anything else.
    public init?(_ text: String) {
        guard !text.isEmpty else {
            self = .none
            return
        }
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, let date = CalendarDate(text.prefix(10)) else { return nil }
        func two(_ place: Int, below limit: Int) -> Int? {
            guard let tens = Self.digit(bytes[place]), let ones = Self.digit(bytes[place + 1]) else { return nil }
            let number = 10 * tens + ones
            return number < limit ? number : nil
        }
        switch bytes.count {
        case 10: self.init(.day, date, 0)
        case 17, 20:
            let isSecond = bytes.count == 20
            guard bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes.last == UInt8(ascii: "Z"),
                !isSecond || bytes[16] == UInt8(ascii: ":"), let hour = two(11, below: 24),
                let minute = two(14, below: 60), let second = isSecond ? two(17, below: 60) : 0
            else { return nil }
            self.init(isSecond ? .second : .minute, date, 3600 * hour + 60 * minute + second)
        default: return nil
        }
    }

    private static func digit(_ byte: UInt8) -> Int? { (48...57).contains(byte) ? Int(byte) - 48 : nil }

    public var description: String {
        guard let date else { return "" }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let minutes = "\(date)T\(two(secondOfDay / 3600)):\(two(secondOfDay / 60 % 60))"
        switch precision {
        case .none: return ""
        case .day: return "\(date)"
        case .minute: return minutes + "Z"
        case .second: return minutes + ":\(two(secondOfDay % 60))Z"
        }
    }
}
