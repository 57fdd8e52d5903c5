import Storage
import VerifiableVoting
import Wording

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
}

/// Credentials that were spent by a challenge: verification would find an archive invalid in which one of them votes.
struct SpentCredentials {
    /// Lines of the challenge file by credential.
    private var lines: [String: Int] = [:]

    init(challengeFile path: String) throws {
        for (index, line) in (Home.read(path) ?? []).split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let credential = (try? JSONTree.read(Array(line)))?["ballot"]?["credential"]?.string else {
                throw CheckFailed(.notAChallenge, ["file": path, "line": "\(index + 1)"])
            }
            lines[credential] = index + 1
        }
    }

    /// Throws `challengedBallotCast` with the line of the challenge.
    func refuse(credential: String, code: String) throws {
        guard let line = lines[credential] else { return }
        throw Violation(.challengedBallotCast, Place(line: line), detail: code)
    }

    func refuse(_ ballot: AdmittedBallot) throws {
        try refuse(
            credential: (try? JSONTree.read(ballot.bytes))?["credential"]?.string ?? "", code: ballot.code)
    }
}
