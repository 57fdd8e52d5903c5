import DataFormats
import Storage
import VerifiableVoting
import Wording

/// What a trustee's key has decrypted: a line each in a file beside the key, so that it never decrypts a second tally.
///
/// A second tally of one election differs from the first by some ballots; whoever gets both decrypted learns those votes.
struct DecryptionNote: Equatable {
    static let format = "sailau-decryption-note/2"
    private static let readFormats: Set<String?> = ["sailau-decryption-note/1", format]

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
    /// Hash of the announcement that listed the election; empty without one, and in notes of format 1.
    var manifest: String
    /// Hash of the decision that the election is void: then nothing was decrypted, and never will be. Empty otherwise.
    var void = ""

    /// The note that this election is void.
    func voided(by decision: VoidDecision) -> DecryptionNote {
        var note = self
        (note.tally, note.void) = ("", Digest(of: decision.bytes).hexadecimal)
        return note
    }

    var line: String {
        JSON.object([
            ("format", .string(Self.format)), ("election", .string(election)), ("fingerprint", .string(fingerprint)),
            ("key", .string(key)), ("tally", .string(tally)), ("end_ballots", .string(endBallots)),
            ("ballots", .count(ballots)), ("counted", .count(counted)), ("total_weight", .count(totalWeight)),
            ("anchors", .array(anchors.map(JSON.string))), ("confirmation", .string(confirmation)),
            ("manifest", .string(manifest)), ("void", .string(void)),
        ]).line()
    }

    static func path(besideKey key: String) -> String { "\(key).decrypted" }

    /// What a line beside a key says.
    struct Earlier: Equatable {
        let election: String
        let key: String
        let tally: String
        let manifest: String
        let void: String
    }

    /// The lines beside a key; none where it decrypted nothing yet.
    static func read(_ path: String) throws -> [Earlier] {
        let lines: [[UInt8]]
        do { lines = try BallotFiles.lines([path]) } catch StorageError.missing { return [] }
        return try lines.enumerated().map { index, line in
            guard let tree = try? JSONTree.read(line), readFormats.contains(tree["format"]?.string),
                let election = tree["election"]?.string, let key = tree["key"]?.string,
                let tally = tree["tally"]?.string
            else {
                throw BadInput(.notANote, ["file": path, "line": "\(index + 1)"])
            }
            return Earlier(
                election: election, key: key, tally: tally, manifest: tree["manifest"]?.string ?? "",
                void: tree["void"]?.string ?? "")
        }
    }

    /// Throws where the election is void, where the key, or anybody's in this file for the same election, decrypted another tally
    /// before, and where the key decrypted for another announcement: a key of several stations decrypts what one of them lists.
    func check(against path: String) throws {
        for earlier in try Self.read(path) {
            if earlier.election == election {
                guard earlier.void.isEmpty else { throw CheckFailed(.electionVoid, ["uuid": election]) }
                guard earlier.tally == tally else { throw secondTally(path, earlier) }
            } else if earlier.key == key, earlier.void.isEmpty {
                guard !manifest.isEmpty, !earlier.manifest.isEmpty else { throw secondTally(path, earlier) }
                guard earlier.manifest == manifest else {
                    throw CheckFailed(
                        .otherAnnouncement, ["file": path, "earlierUuid": earlier.election, "uuid": election])
                }
            }
        }
    }

    private func secondTally(_ path: String, _ earlier: Earlier) -> CheckFailed {
        CheckFailed(
            .secondTally,
            [
                "file": path, "earlier": earlier.tally, "earlierUuid": earlier.election, "tally": tally,
                "uuid": election,
            ])
    }

    /// Adds the note durably, once.
    func add(to path: String) throws {
        let own = Earlier(election: election, key: key, tally: tally, manifest: manifest, void: void)
        let known = try Self.read(path).contains(own)
        if known { return }
        var bytes = Home.read(path) ?? []
        bytes += BallotFiles.withLineEnd(Array(line.utf8))
        try WholeFile.writePrivate(bytes, to: path, replacing: true)
    }
}
