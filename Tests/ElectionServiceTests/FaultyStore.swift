import ElectionRecord

/// Keeps a record in memory, and fails when it is told to: before it writes, or after it has written and before it answers.
actor FaultyStore: RecordStore {
    enum Failure: Error { case beforeWriting, afterWriting }

    private var kept: [SealedEvent] = []
    private var failures: [Failure] = []
    private var random: UInt64?
    private var delay = Duration.zero
    /// How often events were written.
    private(set) var appends = 0

    func fail(_ failures: [Failure]) { self.failures = failures }
    func failAtRandom(seed: UInt64) { random = seed }
    func setDelay(milliseconds: Int) { delay = .milliseconds(milliseconds) }

    func head() async throws -> RecordHead? { kept.last?.head }

    func append(_ events: [SealedEvent], after expected: RecordHead?) async throws -> RecordHead {
        let failure = nextFailure()
        if failure == .beforeWriting { throw Failure.beforeWriting }
        if delay > .zero { try await Task.sleep(for: delay) }
        let start = expected.map { $0.height + 1 } ?? 0
        // Events that stand there already: the first answer got lost.
        let there = kept.dropFirst(start).prefix(events.count)
        if !events.isEmpty, there.count == events.count, zip(there, events).allSatisfy({ $0.head == $1.head }) {
            if failure == .afterWriting { throw Failure.afterWriting }
            return events[events.count - 1].head
        }
        guard kept.last?.head == expected, let last = events.last else {
            throw RecordConflict(expected: expected, actual: kept.last?.head)
        }
        kept += events
        appends += 1
        if failure == .afterWriting { throw Failure.afterWriting }
        return last.head
    }

    private func nextFailure() -> Failure? {
        if !failures.isEmpty { return failures.removeFirst() }
        guard var state = random else { return nil }
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        random = state
        switch state >> 60 {
        case 0...3: return .beforeWriting
        case 4...7: return .afterWriting
        default: return nil
        }
    }

    func events(from height: Int, count: Int) async throws -> [SealedEvent] {
        Array(kept.dropFirst(max(0, height)).prefix(count))
    }

    func erasePersonal(at height: Int, _ place: Int) async throws {}

    func awaitGrowth(beyond height: Int) async throws {
        for _ in 0..<20 where (kept.last?.head.height ?? -1) <= height { try await Task.sleep(for: .milliseconds(10)) }
    }
}
