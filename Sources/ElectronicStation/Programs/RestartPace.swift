/// How soon a program that ended by itself is started again: at once costs nothing when it is a single mishap, and a program that
/// fails again and again must not keep the computer busy.
public struct RestartPace: Equatable, Sendable {
    /// Seconds.
    public static let least = 1
    public static let most = 30
    /// A program that ran so long, in seconds, has not failed at its start.
    public static let steady = 60

    private var next = Self.least

    public init() {}

    /// Seconds to wait before it is started again.
    ///
    /// - Parameter seconds: how long it ran.
    public mutating func ended(after seconds: Int) -> Int {
        if seconds >= Self.steady { next = Self.least }
        defer { next = min(Self.most, 2 * next) }
        return next
    }
}
