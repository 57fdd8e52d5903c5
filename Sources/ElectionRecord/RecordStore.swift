import VerifiableVoting

/// Keeps one record. Whoever implements it keeps these promises; one suite of tests runs on every implementation.
///
/// - `append` compares the head and adds all events or none. When it returns they are durable. Asked again for events that
///   stand there already, after an answer that got lost, it gives the first result and adds nothing.
/// - Reading gives a prefix of one record: what was read is never different later, save for what was erased.
public protocol RecordStore: Sendable {
    /// Where the record ends; nil for an empty one.
    func head() async throws -> RecordHead?

    /// Adds events that follow `expected`.
    ///
    /// - Returns: the head after the last of them.
    /// - Throws: `RecordConflict` where the record ends elsewhere, and then it is as it was; `RecordViolation` for events that
    ///   do not follow `expected`; otherwise what the store's medium throws.
    func append(_ events: [SealedEvent], after expected: RecordHead?) async throws -> RecordHead

    /// Up to `count` events from a height on.
    func events(from height: Int, count: Int) async throws -> [SealedEvent]

    /// Erases a personal payload for good. Throws `RecordViolation` of `personal` where the event has none at the place.
    func erasePersonal(at height: Int, _ place: Int) async throws

    /// Returns when the record may have grown beyond a height, or after a while. Growth is never told by it alone: who follows
    /// reads again.
    func awaitGrowth(beyond height: Int) async throws
}

/// The record does not end where the caller thinks: somebody else added to it. Read on and decide again.
public struct RecordConflict: Error, Sendable, Hashable {
    public let expected: RecordHead?
    public let actual: RecordHead?

    public init(expected: RecordHead?, actual: RecordHead?) { (self.expected, self.actual) = (expected, actual) }
}

extension RecordStore {
    /// The events from a height on, then each new one as it comes, until the task is cancelled.
    public func follow(from height: Int) -> AsyncThrowingStream<SealedEvent, any Error> {
        AsyncThrowingStream { continuation in
            let task = Task {
                var next = height
                do {
                    while !Task.isCancelled {
                        let events = try await events(from: next, count: 256)
                        for event in events { continuation.yield(event) }
                        next += events.count
                        if events.isEmpty { try await awaitGrowth(beyond: next - 1) }
                    }
                    continuation.finish()
                } catch is CancellationError {
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }
}

extension [SealedEvent] {
    /// Whether the events follow a head one after the other. Cheap: what a store tests before it adds them; whether they are
    /// valid is for `RecordVerifier`.
    package func requireChain(after head: RecordHead?) throws(RecordViolation) {
        var head = head
        for sealed in self {
            let height = head.map { $0.height + 1 } ?? 0
            guard sealed.event.height == height else {
                throw RecordViolation(.height, height: height, detail: "\(sealed.event.height)")
            }
            guard sealed.event.parent == head?.hash else {
                throw RecordViolation(.parent, height: height, detail: sealed.event.parent?.hexadecimal ?? "none")
            }
            head = sealed.head
        }
    }
}
