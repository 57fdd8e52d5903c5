import Foundation

/// Two clocks: the one on the wall, which somebody can set, and one that only goes forward.
package struct OfficeClock: Sendable {
    /// Seconds since 1970.
    package var seconds: @Sendable () -> Int64
    /// Milliseconds since some moment.
    package var milliseconds: @Sendable () -> Int64

    package init(seconds: @escaping @Sendable () -> Int64, milliseconds: @escaping @Sendable () -> Int64) {
        (self.seconds, self.milliseconds) = (seconds, milliseconds)
    }

    package static let system: OfficeClock = {
        let start = ContinuousClock.now
        return OfficeClock(
            seconds: { Int64(Date().timeIntervalSince1970) },
            milliseconds: {
                let passed = (ContinuousClock.now - start).components
                return passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000
            })
    }()
}
