import Foundation

/// A few threads for work that blocks, so that it holds none of those that all tasks share.
final class WorkQueue: Sendable {
    private let queue: OperationQueue

    init(threads: Int) {
        queue = OperationQueue()
        queue.maxConcurrentOperationCount = threads
    }

    func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.addOperation { continuation.resume(returning: work()) }
        }
    }
}
