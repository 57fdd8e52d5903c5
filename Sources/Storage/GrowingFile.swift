/// A file that is written piece by piece under another name and takes its own only when it is whole.
public final class GrowingFile: @unchecked Sendable {
    private let path: String
    private let draft: String
    private let layer = SystemFiles()
    private let file: any OpenFile
    private var size: UInt64 = 0
    private var isFinished = false

    /// Throws `StorageError` where the draft cannot be made.
    public init(path: String) throws(StorageError) {
        self.path = path
        draft = "\(path).part"
        if layer.exists(draft) { try layer.remove(draft) }
        file = try layer.open(draft, .create(isPrivate: false))
    }

    public func append(_ bytes: [UInt8]) throws(StorageError) {
        try file.write(bytes, at: size)
        size += UInt64(bytes.count)
    }

    /// Makes the file durable and gives it its name, in the place of one that has it.
    public func finish() throws(StorageError) {
        try file.sync()
        try layer.rename(draft, to: path)
        isFinished = true
        try layer.syncFolder(of: path)
    }

    deinit { if !isFinished { try? layer.remove(draft) } }
}
