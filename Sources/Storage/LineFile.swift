/// A file that only grows, a line at a time, each durable before it is acknowledged. Whatever interrupts a write, the next
/// opening finds the lines that were acknowledged, and at most the one that was being written.
public final class LineFile {
    public let path: String
    /// The lines that were there when it was opened, without their ends.
    public let lines: [[UInt8]]
    /// Bytes of an interrupted write that were cut when it was opened.
    public let cutBytes: Int
    private let file: any OpenFile
    private var byteCount: UInt64
    private var isBroken = false

    /// Makes a file of its first line, for its owner alone. Throws `exists`, `full` or `system`; then there is none.
    public static func create(path: String, first line: [UInt8]) throws(StorageError) {
        try create(path: path, first: line, in: SystemFiles())
    }

    package static func create(path: String, first line: [UInt8], in layer: some FileLayer) throws(StorageError) {
        try DraftFile.place(withEnd(line), at: path, isPrivate: true, replacing: false, in: layer)
    }

    /// Opens a file for appending, locked against a second writer.
    ///
    /// - Parameters:
    ///   - mostLineBytes: what a line has at most, its end included: so much, and no more, an interrupted write can have left.
    ///   - take: takes the lines in their order and says whether each continues the ones before.
    /// - Throws: `missing`, `locked`, `system`; `changedElsewhere` where more than an interrupted write is wrong: nothing is cut.
    public convenience init(
        path: String, mostLineBytes: Int, take: ([UInt8]) -> Bool
    ) throws(StorageError) {
        try self.init(path: path, mostLineBytes: mostLineBytes, in: SystemFiles(), take: take)
    }

    package init(
        path: String, mostLineBytes: Int, in layer: some FileLayer, take: ([UInt8]) -> Bool
    ) throws(StorageError) {
        let file = try layer.open(path, .update)
        let size = try file.byteCount()
        guard size <= Self.mostBytes else { throw .full(path: path) }
        let bytes = try file.read(at: 0, count: Int(size))
        var lines: [[UInt8]] = []
        var start = 0
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = Array(bytes[start..<end])
            guard take(line) else { break }
            lines.append(line)
            start = end + 1
        }
        let rest = bytes.count - start
        guard !lines.isEmpty, rest < mostLineBytes else { throw .changedElsewhere(path: path) }
        if rest > 0 {
            try file.truncate(to: UInt64(start))
            try file.sync()
        }
        (self.path, self.lines, self.file, cutBytes, byteCount) = (path, lines, file, rest, UInt64(start))
    }

    /// Largest file that is opened.
    private static let mostBytes: UInt64 = 1 << 30

    /// Appends a line and returns when it is durable. Throws `changedElsewhere`, `full`, `system`, and `broken` after a failure
    /// whose effect is unknown.
    public func append(_ line: [UInt8]) throws(StorageError) {
        guard !isBroken else { throw .broken(path: path) }
        guard try file.byteCount() == byteCount else { throw .changedElsewhere(path: path) }
        let bytes = Self.withEnd(line)
        isBroken = true
        do {
            try file.write(bytes, at: byteCount)
        } catch {
            try file.truncate(to: byteCount)
            try file.sync()
            isBroken = false
            throw error
        }
        // After a failed sync nobody knows what is on the disk, and a second one would not tell.
        try file.sync()
        byteCount += UInt64(bytes.count)
        isBroken = false
    }

    private static func withEnd(_ line: [UInt8]) -> [UInt8] {
        precondition(!line.contains(UInt8(ascii: "\n")), "a line has one end")
        return line + [UInt8(ascii: "\n")]
    }
}
