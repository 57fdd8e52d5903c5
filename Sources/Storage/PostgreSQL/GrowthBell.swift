import Foundation
import Synchronization

/// Wakes followers of a record when the server says that it has grown, and once a second in any case.
///
/// One thread listens on one connection. Without NOTIFY nobody needs it.
final class GrowthBell: Sendable {
    private struct State {
        var rings = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
        var isListening = false
        var notifications = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let file: ConnectionFile
    private let channel: String

    init(_ file: ConnectionFile, channel: String) { (self.file, self.channel) = (file, channel) }

    /// How often the bell has rung. Taken before looking at the record, it leaves no gap in which growth is missed.
    var rings: Int { state.withLock { $0.rings } }

    /// How often the server has told of growth.
    var notifications: Int { state.withLock { $0.notifications } }

    /// Returns when the bell has rung since `rings` was taken.
    func wait(after rings: Int) async {
        startListening()
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.rings != rings || state.isClosed { return true }
                state.waiting.append(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    func close() {
        state.withLock { $0.isClosed = true }
        ring()
    }

    private func ring() {
        let waiting = state.withLock { state in
            state.rings += 1
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    private func startListening() {
        let isFirst = state.withLock { state in
            defer { state.isListening = true }
            return !state.isListening
        }
        guard isFirst else { return }
        // A session belongs to one thread and is made there.
        let thread = Thread { self.listen() }
        thread.stackSize = 1 << 19
        thread.start()
    }

    private func listen() {
        let session = PostgreSQLSession(file)
        var isListening = false
        while !state.withLock({ $0.isClosed }) {
            do throws(PostgreSQLFailure) {
                if !isListening { try session.run("LISTEN \(channel)") }
                isListening = true
                if try session.awaitNotification(milliseconds: 1000) { state.withLock { $0.notifications += 1 } }
            } catch {
                session.disconnect()
                isListening = false
                Thread.sleep(forTimeInterval: 0.2)
            }
            ring()
        }
    }
}
