import Synchronization

/// What is public at the moment: replaced as a whole, so that nobody meets files of one state and answers of another.
package final class PublicShelf: Sendable {
    struct Shown: Sendable {
        var files: PublicFiles
        /// The count that the files show; nil for an election that is not counted from a record.
        var count: ShownCount?
    }

    private let shown: Mutex<Shown>

    package init(_ files: PublicFiles = PublicFiles()) { shown = Mutex(Shown(files: files)) }

    var now: Shown { shown.withLock { $0 } }

    func replace(with new: Shown) { shown.withLock { $0 = new } }
}

/// The answer to a request for something public.
struct PublicAnswer: Sendable {
    var status: Int
    var file: PublicFiles.File
}
