import DataFormats
import Storage
import VerifiableVoting
import Wording

/// What a trustee's key has decrypted: a line each in a file beside the key, so that it never decrypts a second tally.
///
/// A second tally of one election differs from the first by some ballots; whoever gets both decrypted learns those votes.
struct DecryptionNote: Equatable {
    static let format = "sailau-decryption-note/1"

    var election: String
    var fingerprint: String
    /// The trustee's public key.
    var key: String
    /// Hash of the encrypted tally, hexadecimal.
    var tally: String
    var endBallots: String
    var ballots: Int
    var counted: Int
    var totalWeight: UInt64
    /// What the archive was compared with; nothing where the trustee confirmed it instead.
    var anchors: [String]
    /// What the trustee typed in place of anchors; empty with them.
    var confirmation: String

    var line: String {
        JSON.object([
            ("format", .string(Self.format)), ("election", .string(election)), ("fingerprint", .string(fingerprint)),
            ("key", .string(key)), ("tally", .string(tally)), ("end_ballots", .string(endBallots)),
            ("ballots", .count(ballots)), ("counted", .count(counted)), ("total_weight", .count(totalWeight)),
            ("anchors", .array(anchors.map(JSON.string))), ("confirmation", .string(confirmation)),
        ]).line()
    }

    static func path(besideKey key: String) -> String { "\(key).decrypted" }

    /// What the notes beside a key say: election, key and tally of each line.
    static func read(_ path: String) throws -> [(election: String, key: String, tally: String)] {
        let lines: [[UInt8]]
        do { lines = try BallotFiles.lines([path]) } catch StorageError.missing { return [] }
        return try lines.enumerated().map { index, line in
            guard let tree = try? JSONTree.read(line), tree["format"]?.string == format,
                let election = tree["election"]?.string, let key = tree["key"]?.string,
                let tally = tree["tally"]?.string
            else {
                throw BadInput(.notANote, ["file": path, "line": "\(index + 1)"])
            }
            return (election, key, tally)
        }
    }

    /// Throws where the key, or anybody's in this file for the same election, decrypted another tally before.
    func check(against path: String) throws {
        for earlier in try Self.read(path) where earlier.election == election || earlier.key == key {
            guard earlier.election == election, earlier.tally == tally else {
                throw CheckFailed(
                    .secondTally,
                    [
                        "file": path, "earlier": earlier.tally, "earlierUuid": earlier.election, "tally": tally,
                        "uuid": election,
                    ])
            }
        }
    }

    /// Adds the note durably, once.
    func add(to path: String) throws {
        let known = try Self.read(path).contains { $0.election == election && $0.key == key && $0.tally == tally }
        if known { return }
        var bytes = Home.read(path) ?? []
        bytes += BallotFiles.withLineEnd(Array(line.utf8))
        try WholeFile.writePrivate(bytes, to: path, replacing: true)
    }
}
