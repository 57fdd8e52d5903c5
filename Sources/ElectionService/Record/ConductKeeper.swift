package import Counting
package import ElectionConduct
package import ElectionModel
package import ElectionRecord
import Foundation
import Synchronization
package import VerifiableVoting

/// Keeps the state of an election, folded from its record as it grows, and adds the acts of people to it.
///
/// There may be several writers on one record, here and elsewhere: every act is tried against the state at the head, and tried
/// again where somebody else was faster. What people do at the same time is written together, with one sync of the disk.
package final class ConductKeeper: Sendable {
    /// The state after one event of the record.
    package struct Moment: Sendable {
        package var state: ConductState
        package var head: RecordHead

        package init(state: ConductState, head: RecordHead) { (self.state, self.head) = (state, head) }
    }

    /// What became of an act.
    package enum Answer: Sendable {
        /// It stands in the record for good.
        case done(Moment)
        case refused(ConductRefusal)
        /// The state is not the one that the person saw: somebody was faster.
        case overtaken(Moment)
        /// The store is not reached, or this service does not write. Whether the act stands shows once it is reached again.
        case unavailable
    }

    /// Who does something, as the account says.
    package struct Actor: Sendable, Hashable {
        package var person: PersonID
        package var role: Role

        package init(person: PersonID, role: Role) { (self.person, self.role) = (person, role) }
    }

    /// Why no service can be run on a record.
    package enum Fault: Error, Sendable, Hashable {
        /// The record has no opening yet.
        case empty
        /// The record is of a service with another key.
        case otherService(SignerKey)
        /// An event that the conduct of the election does not allow.
        case refused(ConductRefusal, height: Int)
    }

    private struct Waiting: Sendable {
        var act: any Act
        var isAsSeen: @Sendable (ConductState) -> Bool
        var actor: Actor
        var personal: [[UInt8]]
        var answer: @Sendable (Answer) -> Void
    }

    private struct Shared {
        var moment: Moment
        var isReached = true
        var waiting: [Waiting] = []
        var isEnded = false
    }

    private let store: any RecordStore
    private let secret: SignerSecret?
    private let clock: OfficeClock
    private let shared: Mutex<Shared>
    private let opening: RecordOpening
    private let verifier: Mutex<RecordVerifier>
    private let wake: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation
    private let noteFault: @Sendable (any Error) -> Void

    /// Seconds that somebody waits for a store that does not answer.
    private let patience: Int
    /// Most acts that are written together.
    private static let mostTogether = 256
    /// Events that are read together.
    private static let piece = 1024

    /// Reads the record to its end and verifies it.
    ///
    /// - Parameters:
    ///   - secret: the service's key; nil for a service that only shows.
    ///   - patience: seconds that somebody waits for a store that does not answer.
    ///   - setting: the law, procedure and files of the election that a record names.
    ///   - noteFault: is told when the store is not reached, once until it is again.
    /// - Throws: `Fault`, `RecordViolation`, and what the store and `setting` throw.
    package init(
        store: any RecordStore, secret: SignerSecret?, clock: OfficeClock = .system, patience: Int = 30,
        setting: (String) throws -> ConductSetting, noteFault: @escaping @Sendable (any Error) -> Void = { _ in }
    ) async throws {
        var verifier = RecordVerifier()
        var state: ConductState?
        var head: RecordHead?
        while true {
            let events = try await store.events(from: (head?.height ?? -1) + 1, count: Self.piece)
            for sealed in events {
                try verifier.add(sealed)
                if state == nil {
                    state = ConductState(try setting(RecordOpening(payload: sealed.payload).election))
                }
                try Self.fold(sealed, into: &state)
                head = sealed.head
            }
            if events.isEmpty { break }
        }
        guard let state, let head, let opening = verifier.opening else { throw Fault.empty }
        if let secret, secret.publicKey != opening.service { throw Fault.otherService(opening.service) }
        self.store = store
        self.secret = secret
        self.clock = clock
        self.patience = patience
        self.opening = opening
        self.noteFault = noteFault
        self.verifier = Mutex(verifier)
        shared = Mutex(Shared(moment: Moment(state: state, head: head)))
        (wake, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    private static func fold(_ sealed: SealedEvent, into state: inout ConductState?) throws {
        do {
            try state?.apply(sealed)
        } catch {
            throw Fault.refused(error, height: sealed.event.height)
        }
    }

    /// What is known now.
    package var now: Moment { shared.withLock { $0.moment } }

    /// Whether the store answered when it was last asked.
    package var isReached: Bool { shared.withLock { $0.isReached } }

    /// Whether acts can be added.
    package var isWriting: Bool { secret != nil }

    /// Adds an act, and waits until it stands in the record or is refused. Blocks the thread: not for tasks.
    ///
    /// - Parameters:
    ///   - personal: what is said about persons, kept beside the chain.
    ///   - isAsSeen: whether the state at the act's place in the record is still what the person saw; it is asked again
    ///     wherever somebody else was faster.
    package func add(
        _ act: some Act, by actor: Actor, personal: [[UInt8]] = [],
        if isAsSeen: @escaping @Sendable (ConductState) -> Bool = { _ in true }
    ) -> Answer {
        let answered = DispatchSemaphore(value: 0)
        let answer = Box()
        let waiting = Waiting(act: act, isAsSeen: isAsSeen, actor: actor, personal: personal) { given in
            answer.value.withLock { $0 = given }
            answered.signal()
        }
        guard isWriting else { return .unavailable }
        let isTaken = shared.withLock { shared in
            if !shared.isEnded { shared.waiting.append(waiting) }
            return !shared.isEnded
        }
        guard isTaken else { return .unavailable }
        waker.yield()
        _ = answered.wait(timeout: .now() + .seconds(patience))
        return answer.value.withLock { $0 }
    }

    private final class Box: Sendable {
        let value = Mutex<Answer>(.unavailable)
    }

    /// Follows the record and writes what is added, until the task is cancelled.
    ///
    /// - Parameter changed: is told of each new head, by one call at a time.
    package func run(changed: @escaping @Sendable (Moment) -> Void = { _ in }) async {
        let watch = Task { [weak self] in
            while !Task.isCancelled, let self { await self.watch() }
        }
        for await _ in wake {
            let before = now.head
            await catchUp()
            while await write() {}
            let after = now
            if after.head != before { changed(after) }
            if Task.isCancelled { break }
        }
        watch.cancel()
        end()
    }

    /// Nobody is left waiting.
    private func end() {
        let left = shared.withLock { shared in
            shared.isEnded = true
            defer { shared.waiting = [] }
            return shared.waiting
        }
        for waiting in left { waiting.answer(.unavailable) }
    }

    private func watch() async {
        let before = now.head
        do {
            try await store.awaitGrowth(beyond: before.height)
        } catch {
            reached(error)
        }
        waker.yield()
        // Until what has come is folded, the store says the same again at once: asking without a pause would take the thread
        // that is to fold it.
        if now.head == before { try? await Task.sleep(for: .milliseconds(isReached ? 10 : 500)) }
    }

    /// Folds what others have written.
    private func catchUp() async {
        do {
            while true {
                let events = try await store.events(from: now.head.height + 1, count: Self.piece)
                guard !events.isEmpty else { break }
                try take(events)
            }
            reached(nil)
        } catch {
            reached(error)
        }
    }

    /// All of the events, or none: verifier and state go on together.
    private func take(_ events: [SealedEvent]) throws {
        var next = verifier.withLock { $0 }
        var folded: ConductState? = now.state
        for sealed in events {
            try next.add(sealed)
            try Self.fold(sealed, into: &folded)
        }
        guard let state = folded, let head = events.last?.head else { return }
        verifier.withLock { [next] in $0 = next }
        shared.withLock { $0.moment = Moment(state: state, head: head) }
    }

    private func reached(_ error: (any Error)?) {
        let wasReached = shared.withLock { shared in
            defer { shared.isReached = error == nil }
            return shared.isReached
        }
        if let error, wasReached { noteFault(error) }
    }

    // MARK: Writing

    /// Writes what is waiting. False where there is nothing left to do.
    private func write() async -> Bool {
        let waiting = shared.withLock { shared in
            let first = Array(shared.waiting.prefix(Self.mostTogether))
            shared.waiting.removeFirst(first.count)
            return first
        }
        guard !waiting.isEmpty, let secret else { return false }
        // Somebody else may be faster a few times; a store that always grows meanwhile is as good as not reached.
        for _ in 0..<Self.mostTries {
            switch await attempt(waiting, secret) {
            case .written: return true
            case .overtaken: await catchUp()
            case .failed:
                for waiting in waiting { waiting.answer(.unavailable) }
                return true
            }
        }
        for waiting in waiting { waiting.answer(.unavailable) }
        return true
    }

    private static let mostTries = 50

    private enum Attempt { case written, overtaken, failed }

    private func attempt(_ waiting: [Waiting], _ secret: SignerSecret) async -> Attempt {
        var trial = Trial(moment: now, verifier: verifier.withLock { $0 })
        let time = clock.seconds()
        var answers: [(Waiting, Answer?)] = []
        for item in waiting { answers.append((item, trial.take(item, try? draft(item, at: time), secret))) }
        if !trial.sealed.isEmpty {
            do {
                _ = try await append(trial.sealed, after: trial.start)
                verifier.withLock { [trial] in $0 = trial.verifier }
                shared.withLock { [trial] in $0.moment = trial.moment }
                reached(nil)
            } catch is RecordConflict {
                return .overtaken
            } catch {
                reached(error)
                return .failed
            }
        }
        for (item, answer) in answers { item.answer(answer ?? .done(trial.moment)) }
        return .written
    }

    /// What would stand in the record.
    private struct Trial {
        var moment: Moment
        var verifier: RecordVerifier
        let start: RecordHead
        var sealed: [SealedEvent] = []

        init(moment: Moment, verifier: RecordVerifier) {
            (self.moment, self.verifier, start) = (moment, verifier, moment.head)
        }

        /// Tries an act as everybody who reads the record will: from its bytes, with its signature. What could not be read
        /// again is refused here, so that no act ever makes a record that nobody can fold.
        ///
        /// - Returns: nil for an act that is taken.
        mutating func take(_ item: Waiting, _ draft: EventDraft?, _ secret: SignerSecret) -> Answer? {
            guard item.isAsSeen(moment.state) else { return .overtaken(moment) }
            let kind = type(of: item.act).kind
            guard let draft else { return .refused(.payload(kind: kind, detail: "not written")) }
            do {
                guard let event = try SealedEvent.seal([draft], after: moment.head, by: secret).first else {
                    return .unavailable
                }
                var verifier = verifier
                try verifier.add(event)
                try moment.state.apply(event)
                self.verifier = verifier
                moment.head = event.head
                sealed.append(event)
                return nil
            } catch let refusal as ConductRefusal {
                return .refused(refusal)
            } catch {
                return .refused(.payload(kind: kind, detail: "\(error)"))
            }
        }
    }

    /// An answer that got lost is asked for again: the store knows the events by their hashes.
    private func append(_ events: [SealedEvent], after head: RecordHead) async throws -> RecordHead {
        do {
            return try await store.append(events, after: head)
        } catch let conflict as RecordConflict {
            throw conflict
        } catch {
            try? await Task.sleep(for: .milliseconds(200))
            return try await store.append(events, after: head)
        }
    }

    private func draft(_ item: Waiting, at time: Int64) throws -> EventDraft {
        let precision = opening.precision(of: type(of: item.act).kind)
        return try Acts.draft(
            item.act, by: item.actor.person, as: item.actor.role,
            at: RecordTime(secondsSince1970: time, precision: precision),
            personal: item.personal.map { PersonalPayload($0) })
    }
}
