import ElectionConduct
import Storage
import Synchronization
import VerifiableVoting

/// Photographs of protocols in a folder, each under the SHA-256 of its bytes: the same picture is kept once, and a name can't
/// be anything but a hash.
package final class PhotographShelf: Sendable {
    /// Most bytes of a photograph.
    package static let mostBytes = 8 << 20

    /// The formats that are taken, by the bytes that they begin with; the name that a file had says nothing.
    enum Format: String, CaseIterable {
        case jpeg = "image/jpeg"
        case png = "image/png"

        init?(_ bytes: some Collection<UInt8>) {
            if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
                self = .jpeg
            } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
                self = .png
            } else {
                return nil
            }
        }
    }

    private let folder: String
    /// One file is written at a time: two uploads of one picture would write the same draft.
    private let writing = Mutex(())

    /// - Parameter folder: a folder that is there.
    package init(folder: String) { self.folder = folder }

    /// Keeps a photograph, durably; one that is there stays as it is.
    ///
    /// - Returns: its hash, in hexadecimal digits.
    func keep(_ bytes: [UInt8]) throws(StorageError) -> String {
        let hash = Digest(of: bytes).hexadecimal
        let path = path(hash)
        try writing.withLock { _ throws(StorageError) in
            if (try? WholeFile.read(path)) != bytes { try WholeFile.write(bytes, to: path) }
        }
        return hash
    }

    /// The photograph of a hash; nil where the folder has none, or another under its name.
    func photograph(_ hash: String) -> (bytes: [UInt8], format: Format)? {
        guard ProtocolPhotograph.isName(hash), let bytes = try? WholeFile.read(path(hash)),
            Digest(of: bytes).hexadecimal == hash,
            let format = Format(bytes)
        else { return nil }
        return (bytes, format)
    }

    private func path(_ hash: String) -> String { "\(folder)/\(hash)" }
}
