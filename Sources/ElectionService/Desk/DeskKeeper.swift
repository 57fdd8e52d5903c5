import Accounts
package import Counting
package import ElectionModel
package import ElectionRecord
package import ElectronicStation
import Foundation
package import Storage
import Synchronization
package import VerifiableVoting
package import VoterRegister

/// Keeps the day of one electronic station, folded from its own record, and adds the acts of its desk to it. One at a time: a desk
/// is one program, and nobody else writes its record.
package final class DeskKeeper: Sendable {
    /// The state after one event of the record.
    package struct Moment: Sendable {
        package var state: DeskState
        package var head: RecordHead
        /// The last act of each kind, by which a form that was sent twice is known.
        var last: [String: Done] = [:]
    }

    /// An act as it stands in the record.
    struct Done: Sendable, Hashable {
        var payload: Digest
        var person: String
        var voter: VoterNumber?
        var height: Int
    }

    package enum Answer: Sendable {
        /// It stands in the record for good.
        case done(Moment)
        case refused(DeskRefusal)
        /// The store fails. Whether the act stands shows once it answers again.
        case unavailable
    }

    /// Why no desk can be run on a record.
    package enum Fault: Error, Sendable, Hashable {
        case empty
        case otherService(SignerKey)
        case refused(DeskRefusal, height: Int)
        /// The list at hand is not the one that the record names.
        case otherList(StationID)
    }

    /// The station's part of the register.
    package let list: RegisterImage
    private let store: any RecordStore
    private let secret: SignerSecret
    private let clock: OfficeClock
    private let opening: RecordOpening
    /// Held from the trial of an act until it is durable.
    private let writing = NSLock()
    private let shared: Mutex<(moment: Moment, verifier: RecordVerifier, isReached: Bool)>
    /// Where the law, or the station, wants one.
    private let recorder = Mutex<StationRecorder?>(nil)

    /// Reads the record to its end and verifies it. Throws `Fault`, `RecordViolation`, and what the store throws.
    package init(
        store: any RecordStore, secret: SignerSecret, list: RegisterImage, clock: OfficeClock = .system
    ) async throws {
        var folding = Folding(list)
        while true {
            let events = try await store.events(from: folding.next, count: 1024)
            if events.isEmpty { break }
            for event in events { try folding.add(event) }
        }
        guard let opening = folding.verifier.opening, let moment = folding.moment else { throw Fault.empty }
        guard opening.service == secret.publicKey else { throw Fault.otherService(opening.service) }
        if let prepared = moment.state.prepared, !Self.isOf(list, prepared) { throw Fault.otherList(prepared.station) }
        (self.store, self.secret, self.list, self.clock, self.opening) = (store, secret, list, clock, opening)
        shared = Mutex((moment, folding.verifier, true))
    }

    /// Begins the record of a station. Throws what the store throws.
    package static func begin(
        _ store: any RecordStore, station: StationID, secret: SignerSecret, at seconds: Int64
    ) async throws {
        guard let key = secret.publicKey else { throw RecordViolation(.signature, height: 0, detail: "key") }
        let opening = RecordOpening(
            election: "station:\(station)", service: key, precisions: DeskActs.precisions)
        let draft = opening.draft(
            author: "service", role: Role.setupOfficer.rawValue,
            time: RecordTime(secondsSince1970: seconds, precision: opening.precision(of: RecordOpening.kind)))
        _ = try await store.append(try SealedEvent.seal([draft], after: nil, by: secret), after: nil)
    }

    /// Gives the desk the recorder to which it writes; an act that a recorder keeps is refused without it.
    package func attach(_ recorder: StationRecorder) { self.recorder.withLock { $0 = recorder } }

    /// What is known now.
    package var now: Moment { shared.withLock { $0.moment } }

    /// Whether an act stands in the record that the recorder keeps, too.
    package var hasRecorded: Bool {
        let last = now.last
        return DeskActs.all.contains { $0.recorded != nil && last[$0.kind] != nil }
    }

    package var isReached: Bool { shared.withLock { $0.isReached } }

    /// The minute by the station's clock; nil before the station was prepared.
    package var time: CivilTime? {
        guard let ahead = now.state.prepared?.hours.ahead else { return nil }
        return Self.civil(clock.seconds(), ahead: ahead)
    }

    /// The hour that an act about a voter names.
    var hour: Int { time.map { $0.minute / 60 } ?? 0 }

    private static func civil(_ seconds: Int64, ahead: Int) -> CivilTime? {
        RecordTime(secondsSince1970: seconds + Int64(60 * ahead), precision: .minute).date.map { date in
            let minutes = (seconds + Int64(60 * ahead)) / 60
            return CivilTime(date, minute: Int(minutes - Int64(date.dayNumber) * 1440))
        }
    }

    /// Whether a password is the one that starts the system. Blocks for a tenth of a second.
    package func isStartPassword(_ password: [UInt8]) -> Bool {
        now.state.prepared.map { PasswordHash(kept: $0.startPassword).matches(password) } ?? false
    }

    /// Adds an act, and waits until it stands in the record or is refused. Blocks the thread: not for tasks.
    package func add(
        _ act: some DeskAct, by person: PersonID, as role: Role, about voter: VoterNumber? = nil
    ) -> Answer {
        writing.lock()
        defer { writing.unlock() }
        if !isReached { wait { await self.catchUp() } }
        guard isReached else { return .unavailable }
        let seconds = clock.seconds()
        do {
            try admit(act, person, role, seconds, voter)
            var drafts: [EventDraft] = []
            if let ended = try record(act, seconds) { drafts.append(try draft(ended, person, role, seconds)) }
            drafts.append(try draft(act, person, role, seconds, voter))
            var folding = Folding(list, shared.withLock { ($0.moment, $0.verifier) })
            // As everybody who reads the record will: from its bytes, with its signature.
            let sealed = try SealedEvent.seal(drafts, after: now.head, by: secret)
            for event in sealed { try folding.add(event) }
            return write(sealed, folding)
        } catch let refusal as DeskRefusal {
            return .refused(refusal)
        } catch Fault.refused(let refusal, _) {
            return .refused(refusal)
        } catch {
            return .refused(.payload(kind: type(of: act).kind, detail: "\(error)"))
        }
    }

    /// The same for tasks: on a thread of its own, so that none of those on which tasks run waits.
    package func added(
        _ act: some DeskAct, by person: PersonID, as role: Role, about voter: VoterNumber? = nil
    ) async -> Answer {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: self.add(act, by: person, as: role, about: voter)) }
            thread.stackSize = 1 << 23
            thread.start()
        }
    }

    private func draft(
        _ act: some DeskAct, _ person: PersonID, _ role: Role, _ seconds: Int64, _ voter: VoterNumber? = nil
    ) throws -> EventDraft {
        try DeskActs.draft(
            act, by: person, as: role,
            at: RecordTime(secondsSince1970: seconds, precision: opening.precision(of: type(of: act).kind)),
            voter: voter)
    }

    /// Keeps an act in the recorder before it stands in the record: where that fails nothing is done (article 50-2(4)). With the
    /// signing of the closing the log ends.
    private func record(_ act: some DeskAct, _ seconds: Int64) throws(DeskRefusal) -> RecorderEnded? {
        guard let action = type(of: act).recorded, let prepared = now.state.prepared, prepared.recording != nil else {
            return nil
        }
        // That something fails is entered also where it is the recorder that fails: the act names the cause itself.
        let isFailure = action == .equipmentFailed
        guard let recorder = recorder.withLock({ $0 }),
            let minute = Self.civil(seconds, ahead: prepared.hours.ahead).flatMap(RecorderEntry.Minute.init)
        else {
            if isFailure { return nil }
            throw .notRecorded
        }
        let entry = RecorderEntry(action, at: minute)
        do {
            guard action == .stationClosed else {
                try recorder.append(entry)
                return nil
            }
            return RecorderEnded(try recorder.end(entry))
        } catch {
            if isFailure { return nil }
            throw .notRecorded
        }
    }

    /// Tries an act with the minute, which the record does not keep of all of them.
    private func admit(
        _ act: some DeskAct, _ person: PersonID, _ role: Role, _ seconds: Int64, _ voter: VoterNumber?
    ) throws {
        var trial = now.state
        let prepared = (act as? StationPrepared) ?? (act as? VotedAgain)?.prepared
        if let prepared, !Self.isOf(list, prepared) { throw DeskRefusal.unsound }
        let ahead = (prepared ?? trial.prepared)?.hours.ahead ?? 0
        let event = DeskEvent(
            person: person, role: role, time: RecordTime(secondsSince1970: seconds, precision: .minute),
            now: Self.civil(seconds, ahead: ahead), height: now.head.height + 1, voter: voter)
        // The log ends once nothing else is in the way of the closing: its hash is not known yet.
        if act is ClosingSigned, trial.phase == .closed, trial.prepared?.recording != nil {
            try trial.apply(
                RecorderEnded(RecorderFigures(entries: 0, last: Digest(of: []).hexadecimal)), event)
        }
        try trial.apply(act, event)
    }

    private static func isOf(_ list: RegisterImage, _ prepared: StationPrepared) -> Bool {
        guard list.count == prepared.list.voters, list.status == prepared.provenance,
            let entries = try? RegisterSlice.entries(of: list, at: prepared.station)
        else { return false }
        return entries.hexadecimal == prepared.list.entries
    }

    private func write(_ sealed: [SealedEvent], _ folding: Folding) -> Answer {
        let expected = now.head
        let isWritten = Box(false)
        wait { [store] in
            // An answer that got lost is asked for again: the store knows the events by their hashes.
            for _ in 0..<2 where !isWritten.value.withLock({ $0 }) {
                let isDone = (try? await store.append(sealed, after: expected)) != nil
                isWritten.value.withLock { $0 = isDone }
            }
        }
        guard isWritten.value.withLock({ $0 }), let moment = folding.moment else {
            shared.withLock { $0.isReached = false }
            return .unavailable
        }
        shared.withLock { $0 = (moment, folding.verifier, true) }
        return .done(moment)
    }

    /// Folds what stands in the store and is not known: an act whose answer got lost.
    private func catchUp() async {
        var folding = Folding(list, shared.withLock { ($0.moment, $0.verifier) })
        guard let events = try? await store.events(from: folding.next, count: 1024),
            (try? events.forEach { try folding.add($0) }) != nil, let moment = folding.moment
        else { return }
        shared.withLock { [folding] in $0 = (moment, folding.verifier, true) }
    }

    private final class Box<Value: Sendable>: Sendable {
        let value: Mutex<Value>
        init(_ value: Value) { self.value = Mutex(value) }
    }

    /// Blocks until asynchronous work has ended; the thread is one of the service's own (`WorkQueue`).
    private func wait(_ work: @escaping @Sendable () async -> Void) {
        let ended = DispatchSemaphore(value: 0)
        Task.detached {
            await work()
            ended.signal()
        }
        ended.wait()
    }
}

/// A record on the way to its state.
private struct Folding {
    private var state: DeskState
    private var last: [String: DeskKeeper.Done] = [:]
    private(set) var verifier: RecordVerifier

    init(_ list: RegisterImage) { (state, verifier) = (DeskState(list), RecordVerifier()) }

    init(_ list: RegisterImage, _ known: (moment: DeskKeeper.Moment, verifier: RecordVerifier)) {
        (state, last, verifier) = (known.moment.state, known.moment.last, known.verifier)
    }

    var next: Int { verifier.head.map { $0.height + 1 } ?? 0 }

    var moment: DeskKeeper.Moment? { verifier.head.map { DeskKeeper.Moment(state: state, head: $0, last: last) } }

    mutating func add(_ sealed: SealedEvent) throws {
        try verifier.add(sealed)
        do {
            try state.apply(sealed)
        } catch {
            throw DeskKeeper.Fault.refused(error, height: sealed.event.height)
        }
        last[sealed.event.kind] = DeskKeeper.Done(
            payload: sealed.event.payload, person: sealed.event.author,
            voter: sealed.personal.first.flatMap { $0.flatMap { VoterNumber($0.text) } }, height: sealed.event.height)
    }
}
