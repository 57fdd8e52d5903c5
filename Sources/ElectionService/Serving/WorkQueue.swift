import Foundation
import Synchronization

/// Threads of their own for work that blocks.
///
/// Those of Dispatch are the ones on which tasks run here: were they blocked, every request of the service would wait, and the
/// answer that they wait for, too.
package final class WorkQueue: Sendable {
    private final class Line: Sendable {
        private let waiting = Mutex<[@Sendable () -> Void]>([])
        private let count = DispatchSemaphore(value: 0)

        func add(_ work: @escaping @Sendable () -> Void) {
            waiting.withLock { $0.append(work) }
            count.signal()
        }

        /// The next work, as soon as there is any; nil once a thread is told to end.
        func next() -> (@Sendable () -> Void)? {
            count.wait()
            return waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        }

        func end(_ threads: Int) { for _ in 0..<threads { count.signal() } }
    }

    private let line = Line()
    private let threads: Int

    package init(threads: Int) {
        self.threads = threads
        for number in 0..<threads {
            let thread = Thread { [line] in while let work = line.next() { work() } }
            thread.name = "work \(number + 1)"
            thread.stackSize = 1 << 23
            thread.start()
        }
    }

    deinit { line.end(threads) }

    package func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            line.add { continuation.resume(returning: work()) }
        }
    }
}
