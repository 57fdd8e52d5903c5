public import ElectronicStation
import PrimeOrderGroups
import VerifiableVoting

/// The files of an urn in a folder: written and synced before anything is acknowledged, and with nothing that tells when or
/// in which order (Documentation/Formats/Urn.md).
///
/// One process at a time has them. A failed write is taken back; after a failed sync, whose effect nobody knows, nothing more
/// is written until the urn is opened anew.
public final class UrnFiles {
    public let folder: String
    public let layout: UrnLayout
    public private(set) var stage: UrnStage
    /// Slots that were torn when the urn was opened and are random bytes again: writes that nobody was told of.
    public private(set) var repaired: [UrnFile: Int] = [:]
    private let layer: any FileLayer
    private var files: [UrnFile: any OpenFile] = [:]
    private var used: [UrnFile: Set<Int>] = [:]
    private let isReadOnly: Bool
    private var isBroken = false

    public var identity: UrnIdentity { layout.identity }

    /// Opens an urn, alone, and repairs what a loss of power left; `readOnly`: neither locks nor repairs, for an urn that was
    /// closed. Reads all slots.
    public convenience init(folder: String, readOnly: Bool = false) throws(UrnFilesError) {
        try self.init(folder: folder, readOnly: readOnly, in: SystemFiles())
    }

    package init(folder: String, readOnly: Bool = false, in layer: any FileLayer) throws(UrnFilesError) {
        (self.folder, self.layer, isReadOnly) = (folder, layer, readOnly)
        // The first of them holds the lock; the state is another file after each change.
        for file in UrnFile.allCases {
            files[file] = try UrnFilesError.wrapping { () throws(StorageError) in
                try layer.open(UrnPaths.slots(file, folder), readOnly ? .read : .update)
            }
        }
        let state = try UrnPaths.state(folder, layer)
        (layout, stage) = (UrnLayout(state.identity), state.stage)
        for file in UrnFile.allCases { try scan(file) }
    }

    private func open(_ file: UrnFile) throws(UrnFilesError) -> any OpenFile {
        guard let open = files[file] else { throw .size(file) }
        return open
    }

    private func content(_ file: UrnFile, slot: Int) throws(UrnFilesError) -> UrnSlot.Content {
        let open = try open(file)
        let bytes = try UrnFilesError.wrapping { () throws(StorageError) in
            try open.read(at: layout.offset(file, slot: slot), count: layout.slotBytes(file))
        }
        guard bytes.count == layout.slotBytes(file) else { throw .size(file) }
        return layout.read(bytes, in: file)
    }

    private func scan(_ file: UrnFile) throws(UrnFilesError) {
        let open = try open(file)
        let size = try UrnFilesError.wrapping { () throws(StorageError) in try open.byteCount() }
        guard size == layout.fileBytes(file) else { throw .size(file) }
        var used: Set<Int> = []
        var torn: [Int] = []
        for slot in 0..<layout.slots(file) {
            switch try content(file, slot: slot) {
            case .free: break
            case .torn: torn.append(slot)
            case .foreign: throw .foreign(file, slot: slot)
            case .record: used.insert(slot)
            }
        }
        self.used[file] = used
        // Writes follow one another, each synced before the next: the power goes off in the middle of one at most. Before the opening
        // and after the closing no ballot and no challenge is written.
        let most = stage == .open || file == .commitments ? 1 : 0
        guard torn.count <= most else { throw .damaged(file, slots: torn) }
        repaired[file] = torn.count
        guard !isReadOnly else { return }
        for slot in torn { try overwrite(slot, of: file) }
    }

    // MARK: Reading

    /// How many records a file has.
    public func count(_ file: UrnFile) -> Int { used[file]?.count ?? 0 }

    /// The slots of a file that have records: they were drawn, so that their order says nothing.
    public func slots(_ file: UrnFile) -> [Int] { (used[file] ?? []).sorted() }

    /// A record, read from the disk.
    public func record(_ file: UrnFile, slot: Int) throws(UrnFilesError) -> [UInt8] {
        switch try content(file, slot: slot) {
        case .record(let content): return content
        case .foreign: throw .foreign(file, slot: slot)
        case .free, .torn: throw .damaged(file, slots: [slot])
        }
    }

    /// Reads every slot from the disk and counts the records: what is shown before the voting begins.
    public func countOnDisk(_ file: UrnFile) throws(UrnFilesError) -> Int {
        var count = 0
        for slot in 0..<layout.slots(file) {
            switch try content(file, slot: slot) {
            case .free: break
            case .torn: throw .damaged(file, slots: [slot])
            case .foreign: throw .foreign(file, slot: slot)
            case .record: count += 1
            }
        }
        return count
    }

    /// The beginning of the archive that the urn in a folder was made for: public.
    public static func setup(folder: String) throws(UrnFilesError) -> [UInt8] {
        try setup(folder: folder, in: SystemFiles())
    }

    package static func setup(folder: String, in layer: any FileLayer) throws(UrnFilesError) -> [UInt8] {
        let path = UrnPaths.setup(folder)
        return try UrnFilesError.wrapping { () throws(StorageError) in
            let file = try layer.open(path, .read)
            let count = try file.byteCount()
            guard count <= WholeFile.mostBytes else { throw .full(path: path) }
            return try file.read(at: 0, count: Int(count))
        }
    }

    // MARK: Writing

    private func requireWritable() throws(UrnFilesError) {
        guard !isReadOnly else { throw .readOnly }
        guard !isBroken else { throw .storage(.broken(path: folder)) }
    }

    /// Puts a record into a slot that is drawn, and returns when it is durable.
    public func add(_ content: [UInt8], to file: UrnFile) throws(UrnFilesError) -> Int {
        try requireWritable()
        guard content.count <= layout.longestContent(file) else { throw .tooLong(file, bytes: content.count) }
        let taken = used[file] ?? []
        let free = (0..<layout.slots(file)).filter { !taken.contains($0) }
        guard let slot = free.randomElement() else { throw .noSlot(file) }
        do throws(UrnFilesError) {
            try write(layout.record(content, in: file, padding: SystemRandom.bytes), to: slot, of: file)
        } catch {
            // Whatever arrived of it must not be found as a record later on, since its sender is told that it failed.
            if !isBroken {
                isBroken = true
                try overwrite(slot, of: file)
                isBroken = false
            }
            throw error
        }
        used[file, default: []].insert(slot)
        return slot
    }

    /// Makes a record random bytes again, durably.
    public func erase(_ slot: Int, of file: UrnFile) throws(UrnFilesError) {
        try requireWritable()
        do throws(UrnFilesError) { try overwrite(slot, of: file) } catch {
            isBroken = true
            throw error
        }
        used[file]?.remove(slot)
    }

    private func overwrite(_ slot: Int, of file: UrnFile) throws(UrnFilesError) {
        try write(SystemRandom.bytes(layout.slotBytes(file)), to: slot, of: file)
    }

    private func write(_ bytes: [UInt8], to slot: Int, of file: UrnFile) throws(UrnFilesError) {
        let open = try open(file)
        try UrnFilesError.wrapping { () throws(StorageError) in
            try open.write(bytes, at: layout.offset(file, slot: slot))
            // The file's time of writing would tell, to whoever looks between two voters, when the last one voted.
            try open.clearTimes()
        }
        do throws(StorageError) { try open.sync() } catch {
            // After a failed sync nobody knows what is on the disk, and a second one would not tell.
            isBroken = true
            throw .storage(error)
        }
    }

    /// Goes on to the next stage, durably.
    public func advance(to next: UrnStage) throws(UrnFilesError) {
        try requireWritable()
        guard (stage, next) == (.prepared, .open) || (stage, next) == (.open, .closed) else {
            throw .stage(from: stage, to: next)
        }
        if next == .closed {
            // No call sets the time at which a file's times were last set. At the closing all files get the same.
            for file in UrnFile.allCases {
                let open = try open(file)
                try UrnFilesError.wrapping { () throws(StorageError) in
                    try open.clearTimes()
                    try open.sync()
                }
            }
        }
        let bytes = UrnState(identity: identity, stage: next).bytes
        // Where this fails, nobody knows which of the two the disk has.
        isBroken = true
        try UrnFilesError.wrapping { () throws(StorageError) in
            try DraftFile.place(
                bytes, at: UrnPaths.state(folder), isPrivate: true, replacing: true, in: layer)
        }
        isBroken = false
        stage = next
    }
}

/// Names in an urn's folder.
enum UrnPaths {
    static func slots(_ file: UrnFile, _ folder: String) -> String { "\(folder)/urn.\(file.rawValue)" }
    static func state(_ folder: String) -> String { "\(folder)/urn.state" }
    static func setup(_ folder: String) -> String { "\(folder)/urn.setup" }

    /// Longest state that is read.
    private static let mostBytes: UInt64 = 1 << 16

    static func state(_ folder: String, _ layer: any FileLayer) throws(UrnFilesError) -> UrnState {
        let path = state(folder)
        let bytes = try UrnFilesError.wrapping { () throws(StorageError) in
            let file = try layer.open(path, .read)
            return try file.read(at: 0, count: Int(min(file.byteCount(), mostBytes)))
        }
        do throws(Violation) { return try UrnState(bytes: bytes) } catch { throw .state(error) }
    }
}
