import Synchronization

/// How often something may happen: a bucket for each key, which fills by one each so many milliseconds.
///
/// The clock is the caller's and only goes forward.
public final class RateLimit: Sendable {
    private struct Bucket {
        var level: Int64
        var filled: Int64
    }

    private let buckets = Mutex<[String: Bucket]>([:])
    private let capacity: Int64
    private let interval: Int64
    private let mostKeys: Int

    /// - Parameters:
    ///   - capacity: how many may come at once.
    ///   - interval: milliseconds until one more may come.
    ///   - mostKeys: how many keys are remembered; when there are more, full buckets are forgotten first.
    public init(capacity: Int, interval: Int64, mostKeys: Int = 100_000) {
        precondition(capacity > 0 && interval > 0 && mostKeys > 0, "a limit lets something through")
        (self.capacity, self.interval, self.mostKeys) = (Int64(capacity), interval, mostKeys)
    }

    /// How many keys are remembered.
    package var count: Int { buckets.withLock { $0.count } }

    /// Whether one more may happen now; it then counts.
    public func admits(_ key: String, at milliseconds: Int64) -> Bool {
        buckets.withLock { buckets in
            if buckets[key] == nil, buckets.count >= mostKeys { forget(&buckets, milliseconds) }
            var bucket = refilled(buckets[key], milliseconds)
            let isAdmitted = bucket.level > 0
            if isAdmitted { bucket.level -= 1 }
            buckets[key] = bucket
            return isAdmitted
        }
    }

    private func refilled(_ bucket: Bucket?, _ now: Int64) -> Bucket {
        guard var bucket else { return Bucket(level: capacity, filled: now) }
        let drops = max(0, (now - bucket.filled) / interval)
        bucket.level = min(capacity, bucket.level + drops)
        bucket.filled += drops * interval
        return bucket
    }

    private func forget(_ buckets: inout [String: Bucket], _ now: Int64) {
        buckets = buckets.filter { refilled($0.value, now).level < capacity }
        // All of them in use: a flood of keys. Everybody begins anew rather than nobody being served.
        if buckets.count >= mostKeys { buckets = [:] }
    }
}
