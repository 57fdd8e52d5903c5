public import ElectionModel

/// What the recorder of voting data keeps (article 50-2(4)): an action of a machine at the desk or of a booth, and when.
///
/// There is no case for a choice, a slip, a credential, a ballot code or a name: what the recorder cannot hold, it cannot tell.
public struct RecorderEntry: Equatable, Sendable {
    public enum Action: String, CaseIterable, Sendable {
        case stationOpened = "station-opened"
        case boothOpened = "booth-opened"
        /// However it ended: cast, challenge, time-out and refusal are one.
        case boothEnded = "booth-ended"
        case programRestarted = "program-restarted"
        case equipmentFailed = "equipment-failed"
        case votingEnded = "voting-ended"
        case stationClosed = "station-closed"
    }

    public let action: Action
    /// Number of the booth, from 1; 0 for the desk and for the whole station.
    public let booth: Int
    public let time: Minute

    public init(_ action: Action, booth: Int = 0, at time: Minute) {
        precondition((0...Self.mostBooths).contains(booth), "a booth has a number up to \(Self.mostBooths)")
        (self.action, self.booth, self.time) = (action, booth, time)
    }

    public static let mostBooths = 999

    /// Local day and minute, written `2004-09-19T07:05`.
    public struct Minute: Hashable, Sendable, Comparable, CustomStringConvertible {
        public let description: String

        /// Nil for anything but a day that exists and a minute of it, in exactly this form.
        public init?(_ text: String) {
            let bytes = Array(text.utf8)
            let separators: [Int: Character] = [4: "-", 7: "-", 10: "T", 13: ":"]
            guard bytes.count == 16 else { return nil }
            for (index, byte) in bytes.enumerated() {
                guard separators[index].map({ $0.asciiValue == byte }) ?? (0x30...0x39).contains(byte) else {
                    return nil
                }
            }
            func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
            let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
            guard let last = Self.days(month, year), (1...last).contains(day), number(11..<13) < 24,
                number(14..<16) < 60
            else { return nil }
            description = text
        }

        /// Of a station's clock; nil for the end of a day, which no clock shows.
        public init?(_ time: CivilTime) {
            self.init("\(time)".replacing(" ", with: "T"))
        }

        public static func < (a: Self, b: Self) -> Bool { a.description < b.description }

        private static func days(_ month: Int, _ year: Int) -> Int? {
            switch month {
            case 1, 3, 5, 7, 8, 10, 12: 31
            case 4, 6, 9, 11: 30
            case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
            default: nil
            }
        }
    }

    /// Bytes of an entry before it is sealed: always as many, so that its length does not tell the action.
    package static let byteCount = 64

    /// The text, filled up with spaces.
    package var plainText: [UInt8] {
        let text = Array("\(action.rawValue) \(booth) \(time)".utf8)
        precondition(text.count <= Self.byteCount, "an entry has room")
        return text + [UInt8](repeating: 0x20, count: Self.byteCount - text.count)
    }

    /// Nil for anything but the text of an entry.
    package init?(plainText bytes: [UInt8]) {
        guard bytes.count == Self.byteCount, let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let parts = text.split(separator: " ")
        guard parts.count == 3, let action = Action(rawValue: String(parts[0])), let booth = Int(parts[1]),
            (0...Self.mostBooths).contains(booth), let time = Minute(String(parts[2]))
        else { return nil }
        self.init(action, booth: booth, at: time)
        guard plainText == bytes else { return nil }
    }
}
