/// The operations on files that storage is built from; tests put a recording layer in their place.
package protocol FileLayer: Sendable {
    func open(_ path: String, _ purpose: FilePurpose) throws(StorageError) -> any OpenFile
    func exists(_ path: String) -> Bool
    /// Gives a file a second name. Throws `exists` where the name is taken.
    func link(_ path: String, as name: String) throws(StorageError)
    /// Puts a file in the place of another.
    func rename(_ path: String, to name: String) throws(StorageError)
    func remove(_ path: String) throws(StorageError)
    /// Makes the names in the folder of a file durable.
    func syncFolder(of path: String) throws(StorageError)
}

package enum FilePurpose: Sendable, Equatable {
    case read
    /// An existing file, locked against a second writer.
    case update
    /// A new file that its owner alone may write; `isPrivate`: and read. Throws `exists`.
    case create(isPrivate: Bool)
}

/// A file that is open until it is released.
package protocol OpenFile: AnyObject, Sendable {
    func byteCount() throws(StorageError) -> UInt64
    /// Exactly `count` bytes; fewer only at the end of the file.
    func read(at offset: UInt64, count: Int) throws(StorageError) -> [UInt8]
    /// All bytes, by one call of the system where it takes them.
    func write(_ bytes: [UInt8], at offset: UInt64) throws(StorageError)
    func truncate(to byteCount: UInt64) throws(StorageError)
    func sync() throws(StorageError)
    /// Sets the times of last reading and writing that the file bears to the beginning of 1970.
    func clearTimes() throws(StorageError)
}
