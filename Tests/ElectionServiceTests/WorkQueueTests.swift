import ElectionService
import Foundation
import Synchronization
import Testing

@Suite("Threads for work that blocks") struct WorkQueueTests {
    private final class Counter: Sendable {
        private let count = Mutex(0)
        var value: Int { count.withLock { $0 } }
        func add() { count.withLock { $0 += 1 } }
    }

    @Test func everyWorkGivesItsOwnValue() async {
        let queue = WorkQueue(threads: 3)
        let values = await withTaskGroup(of: (Int, Int).self) { group in
            for number in 0..<500 { group.addTask { (number, await queue.run { number * number }) } }
            return await group.reduce(into: [Int: Int]()) { $0[$1.0] = $1.1 }
        }
        #expect(values.count == 500 && values.allSatisfy { $0.value == $0.key * $0.key })
    }

    /// However many works wait for something, the tasks that they wait for go on.
    @Test func blockedWorkStopsNoTask() async {
        let queue = WorkQueue(threads: 64)
        let gate = DispatchSemaphore(value: 0)
        let waiting = Counter()
        async let blocked = withTaskGroup(of: Void.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    await queue.run {
                        waiting.add()
                        gate.wait()
                    }
                }
            }
        }
        while waiting.value < 64 { await Task.yield() }
        // All threads of the queue stand still now; tasks of every kind have to run all the same.
        let sum = await withTaskGroup(of: Int.self) { group in
            for number in 0..<1_000 { group.addTask { number } }
            return await group.reduce(0, +)
        }
        #expect(sum == 499_500)
        for _ in 0..<64 { gate.signal() }
        await blocked
    }

    /// Threads end with their queue, after the work that was given before.
    @Test func threadsEndWithTheQueue() async throws {
        final class Held: Sendable {}
        weak var held: Held?
        do {
            let object = Held()
            held = object
            let queue = WorkQueue(threads: 2)
            await queue.run { withExtendedLifetime(object) {} }
        }
        for _ in 0..<500 where held != nil { try await Task.sleep(for: .milliseconds(10)) }
        #expect(held == nil)
    }
}
