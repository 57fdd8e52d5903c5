public import ElectronicStation
import PrimeOrderGroups

extension UrnFiles {
    /// Makes an empty urn in a folder: every slot of its files filled with random bytes, so that nobody sees later which of
    /// them were never used. The state comes last: without it there is no urn.
    ///
    /// - Parameter setup: the archive as it begins, whose setup the identity names; the caller has verified it.
    ///
    /// Throws `occupied`, or `storage` where the disk is full; what is left of an attempt is replaced by the next.
    public static func create(folder: String, _ identity: UrnIdentity, setup: [UInt8]) throws(UrnFilesError) {
        try create(folder: folder, identity, setup: setup, in: SystemFiles())
    }

    package static func create(
        folder: String, _ identity: UrnIdentity, setup: [UInt8], in layer: any FileLayer
    ) throws(UrnFilesError) {
        guard !layer.exists(UrnPaths.state(folder)) else { throw .occupied(folder: folder) }
        let layout = UrnLayout(identity)
        for file in UrnFile.allCases {
            try removeEmpty(file, folder, layer)
            try UrnFilesError.wrapping { () throws(StorageError) in
                try fill(UrnPaths.slots(file, folder), bytes: layout.fileBytes(file), in: layer)
            }
        }
        try UrnFilesError.wrapping { () throws(StorageError) in
            try DraftFile.place(setup, at: UrnPaths.setup(folder), isPrivate: true, replacing: true, in: layer)
            try DraftFile.place(
                UrnState(identity: identity, stage: .prepared).bytes, at: UrnPaths.state(folder), isPrivate: true,
                replacing: false, in: layer)
        }
    }

    /// Removes what an interrupted attempt left. A file with a record is no such thing: its urn lost its state.
    private static func removeEmpty(
        _ file: UrnFile, _ folder: String, _ layer: any FileLayer
    ) throws(UrnFilesError) {
        let path = UrnPaths.slots(file, folder)
        guard layer.exists(path) else { return }
        let hasRecord = try UrnFilesError.wrapping { () throws(StorageError) in
            let open = try layer.open(path, .update)
            let size = try open.byteCount()
            for offset in stride(from: UInt64(0), to: size, by: UrnLayout.page)
            where UrnSlot.isBeginning(try open.read(at: offset, count: UrnSlot.overhead)) { return true }
            return false
        }
        guard !hasRecord else { throw .occupied(folder: folder) }
        try UrnFilesError.wrapping { () throws(StorageError) in try layer.remove(path) }
    }

    private static func fill(_ path: String, bytes: UInt64, in layer: any FileLayer) throws(StorageError) {
        let draft = "\(path).part"
        do throws(StorageError) {
            if layer.exists(draft) { try layer.remove(draft) }
            let file = try layer.open(draft, .create(isPrivate: true))
            let piece: UInt64 = 1 << 20
            for offset in stride(from: UInt64(0), to: bytes, by: UInt64.Stride(piece)) {
                try file.write(SystemRandom.bytes(Int(min(piece, bytes - offset))), at: offset)
            }
            try file.clearTimes()
            try file.sync()
            try layer.rename(draft, to: path)
        } catch {
            if layer.exists(draft) { try? layer.remove(draft) }
            throw error
        }
        try layer.syncFolder(of: path)
    }
}
