/// Why a record is not valid, and where.
public struct RecordViolation: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Rule: String, Sendable, Hashable, CaseIterable {
        /// An event, a line or a payload is not written as the format says.
        case format
        case version
        case size
        /// The number of an event is not the next one.
        case height
        /// An event does not name the one before it.
        case parent
        /// The service's signature does not hold.
        case signature
        /// A payload is not the one that the event names.
        case payload
        /// A personal payload is not the one that the event names, or there are more or fewer of them.
        case personal
        /// A time is more or less precise than the record says for its kind.
        case time
        /// The first event doesn't open a record, or a later one does.
        case opening
        /// The last event is incomplete.
        case torn
    }

    public let rule: Rule
    /// The height of the event, counted from 0; nil where the file as a whole is meant.
    public let height: Int?
    public let detail: String

    public init(_ rule: Rule, height: Int?, detail: String) {
        (self.rule, self.height, self.detail) = (rule, height, detail)
    }

    public var description: String { "event \(height.map { "\($0)" } ?? "-"): \(rule.rawValue): \(detail)" }
}
