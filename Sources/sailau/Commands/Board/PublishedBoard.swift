import ElectionModel
import Publication
import Storage
import VerifiableVoting
import Wording

/// A board as it was found: a folder, or a list that was downloaded alone.
struct PublishedBoard {
    let path: String
    let signed: SignedBoard
    let publishers: [SignerKey]
    /// Where its files lie; nil for a list alone.
    let files: String?

    var board: Board { signed.board }

    /// Throws `RefusedInput` where there is none, and the `Violation` that its list breaks.
    init(_ path: String, publisher: SignerKey?, _ wording: Wording) throws {
        let list = "\(path)/board.json"
        let isFolder = WholeFile.exists(list)
        guard isFolder || Home.read(path) != nil else {
            throw RefusedInput(message: wording.term("board.check.not a board", [Figure("file", .text(path))]))
        }
        self.path = path
        signed = try SignedBoard(bytes: WholeFile.read(isFolder ? list : path))
        publishers = try signed.publishers(given: publisher)
        files = isFolder ? "\(path)/\(BoardSite.files)" : nil
    }

    /// What in the folder is not what the signed list says; nothing for a list alone.
    func faults(_ wording: Wording) throws -> [String] {
        guard let files else { return [] }
        func fault(_ key: String, _ name: String, _ value: String) -> String {
            wording.term("board.check.\(key)", [Figure("board", .text(path)), Figure(name, .text(value))])
        }
        var faults: [String] = []
        for file in board.files + board.elections.flatMap(\.files) {
            let found = "\(files)/\(file.name)"
            guard WholeFile.exists(found) else {
                faults.append(fault("file missing", "file", file.name))
                continue
            }
            let source = try ArchiveFile(path: found)
            if try source.byteCount != file.bytes || Digest(of: source) != file.sha256 {
                faults.append(fault("file changed", "file", file.name))
            }
        }
        // The list itself could say other things than the files that it names.
        for entry in board.elections {
            let archive = "\(files)/\(entry.uuid).bel"
            let heads = WholeFile.exists(archive) ? try Board.heads(of: ArchiveFile(path: archive)) : []
            let challenges = "\(files)/\(entry.uuid).challenges"
            let tree =
                WholeFile.exists(challenges)
                ? try BoardCode.root(of: ArchiveFile(path: challenges)) : MerkleTree()
            if heads != entry.heads || tree.root != entry.challenges || tree.count != entry.challenged {
                faults.append(fault("heads changed", "uuid", entry.uuid))
            }
        }
        return faults
    }

    /// The announcement among its files; nil where there is none with the hash that the list names.
    func manifest() -> Manifest? {
        guard let files else { return nil }
        for file in board.files {
            guard let bytes = Home.read("\(files)/\(file.name)"), let found = try? SignedManifest(bytes: bytes),
                Digest(of: found.document.content) == board.manifest
            else { continue }
            return found.manifest
        }
        return nil
    }
}
