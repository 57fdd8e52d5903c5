public import ElectionModel
public import ElectronicStation
import Synchronization

/// A program's recorder (article 50-2(4)): its own log in its own folder, to which all its threads write, one at a time.
public final class StationRecorder: Sendable {
    private let file: Mutex<RecorderFile>

    /// Opens a log, or begins one where there is none.
    ///
    /// - Parameter mayBegin: whether nothing can have been recorded yet. Later a log that is missing was taken away, and a new one
    ///   would hide it.
    /// - Throws: what `RecorderFile` throws, `missing` for a log that may not begin now, and `changedElsewhere` for one of another
    ///   station or to another key.
    public init(
        path: String, station: String, key: RecorderKey, sealedUntil: CalendarDate, mayBegin: Bool = true
    ) throws(StorageError) {
        file = try Self.open(
            path, RecorderLog.Head(station: station, key: key, sealedUntil: "\(sealedUntil)"), mayBegin: mayBegin)
    }

    private static func open(
        _ path: String, _ head: RecorderLog.Head, mayBegin: Bool
    ) throws(StorageError) -> Mutex<RecorderFile> {
        guard mayBegin || WholeFile.exists(path) else { throw .missing(path: path) }
        do {
            try RecorderFile.create(path: path, head)
        } catch .exists {
        }
        let file = try RecorderFile(path: path)
        guard file.log.head.station == head.station, file.log.head.key == head.key else {
            throw .changedElsewhere(path: path)
        }
        return Mutex(file)
    }

    /// Seals an entry and returns when it is durable. Throws a `Violation` after the end, and a `StorageError`.
    public func append(_ entry: RecorderEntry) throws { try file.withLock { try $0.append(entry) } }

    /// The last entry, where there is one, and the end of the log. An ended log stays as it is: whoever was interrupted asks again. Throws as `append`.
    public func end(_ entry: RecorderEntry? = nil) throws -> RecorderFigures {
        try file.withLock { file in
            if !file.log.isEnded {
                if let entry { try file.append(entry) }
                try file.end()
            }
            return RecorderFigures(file.log)
        }
    }
}
