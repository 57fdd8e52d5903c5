public import ElectronicStation
import VerifiableVoting

/// A station's recorder log on disk, open for appending by this process alone. An entry is sealed and durable when `append`
/// returns; what an interrupted write left is cut at the next opening (`LineFile`).
public final class RecorderFile {
    public private(set) var log: RecorderLog
    /// Bytes of an interrupted write that were cut when it was opened.
    public var cutBytes: Int { file.cutBytes }
    private let file: LineFile

    /// Makes a new log, for its owner alone (mode 0600). Throws `exists`, `full` or `system`; then there is none.
    public static func create(path: String, _ head: RecorderLog.Head) throws(StorageError) {
        try create(path: path, head, in: SystemFiles())
    }

    package static func create(
        path: String, _ head: RecorderLog.Head, in layer: some FileLayer
    ) throws(StorageError) {
        try LineFile.create(path: path, first: head.line, in: layer)
    }

    /// Opens a log. Throws `missing`, `locked`, `system`, and `changedElsewhere` for one that is damaged or was changed.
    public convenience init(path: String) throws(StorageError) { try self.init(path: path, in: SystemFiles()) }

    package init(path: String, in layer: some FileLayer) throws(StorageError) {
        var known: RecorderLog?
        file = try LineFile(path: path, mostLineBytes: RecorderLog.mostLineBytes, in: layer) { line in
            guard var log = known else {
                known = try? RecorderLog(headLine: line)
                return known != nil
            }
            guard (try? log.take(line: line)) != nil else { return false }
            known = log
            return true
        }
        guard let known else { throw .changedElsewhere(path: path) }
        log = known
    }

    /// Seals an entry and returns when it is durable. Throws a `Violation` after the end, and what `LineFile` throws.
    public func append(_ entry: RecorderEntry) throws {
        var next = log
        try file.append(try next.append(entry))
        log = next
    }

    /// Ends the log: nothing comes after. Throws as `append`.
    public func end() throws {
        var next = log
        try file.append(try next.end())
        log = next
    }
}
