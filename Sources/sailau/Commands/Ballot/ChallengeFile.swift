import Storage
import VerifiableVoting

/// The files beside an archive that remember which ballots were made, and which of them were challenged.
struct ChallengeFile {
    /// UUID.challenges
    let path: String
    /// UUID.codes: a line for each ballot code that a voter was shown, written before he decides.
    let codes: String

    init(besideArchive archive: String) {
        let base = archive.hasSuffix(".bel") ? String(archive.dropLast(4)) : archive
        (path, codes) = ("\(base).challenges", "\(base).codes")
    }

    /// Adds a line durably.
    static func append(_ line: [UInt8], to path: String) throws {
        try WholeFile.write((Home.read(path) ?? []) + BallotFiles.withLineEnd(line), to: path)
    }

    /// Refuses a ballot whose code or credential was challenged: verification would find the archive invalid.
    func refuseSpent(credential: String, code: String? = nil) throws {
        for (index, line) in (Home.read(path) ?? []).split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let ballot = try? JSONTree.read(Array(line))["ballot"], let spent = ballot["credential"]?.string
            else {
                throw CheckFailed(message: "\(path):\(index + 1): This is no challenged ballot. Restore the file.")
            }
            guard spent != credential else {
                throw Violation(.challengedBallotCast, Place(line: index + 1), detail: code ?? credential)
            }
        }
    }
}
