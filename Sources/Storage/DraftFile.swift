/// Writes files whole: under another name first, durably, then in their place.
enum DraftFile {
    /// Throws `exists` where the name is taken and nothing may be replaced.
    static func place(
        _ bytes: [UInt8], at path: String, isPrivate: Bool, replacing: Bool, in layer: some FileLayer
    ) throws(StorageError) {
        if !replacing, layer.exists(path) { throw .exists(path: path) }
        let draft = "\(path).part"
        do {
            // A draft that was left may be somebody else's to read: never write secrets into it.
            if layer.exists(draft) { try layer.remove(draft) }
            let file = try layer.open(draft, .create(isPrivate: isPrivate))
            try file.write(bytes, at: 0)
            try file.sync()
            if replacing {
                try layer.rename(draft, to: path)
            } else {
                try layer.link(draft, as: path)
                try layer.remove(draft)
            }
        } catch {
            if layer.exists(draft) { try? layer.remove(draft) }
            throw error
        }
        try layer.syncFolder(of: path)
    }

    /// The name, or the first of name-2, name-3 and so on that is free.
    static func freeName(_ name: String, in layer: some FileLayer) -> String {
        var candidate = name
        var number = 2
        while layer.exists(candidate) {
            candidate = "\(name)-\(number)"
            number += 1
        }
        return candidate
    }
}
