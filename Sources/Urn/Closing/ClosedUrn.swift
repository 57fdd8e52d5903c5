import ElectronicStation
import Storage
import VerifiableVoting

/// A ballot or a challenge in a closed urn.
struct UrnEntry: Sendable {
    let code: String
    /// Place of its credential in the published list.
    let slip: Int
    let isChallenge: Bool
    /// Which of the urns that are joined, and in which of its slots.
    let urn: Int
    let slot: Int

    var file: UrnFile { isChallenge ? .challenges : .ballots }
}

/// An urn after the voting, read from its folder or from a copy of it.
struct ClosedUrn {
    let files: UrnFiles
    let entries: [UrnEntry]

    var name: UrnName { UrnName(files) }

    /// Reads what it holds, whole: every record must be of one of its slips, none of which twice.
    init(_ files: UrnFiles, number: Int, ballots: any UrnBallots) throws(UrnAssemblyRefusal) {
        self.files = files
        guard files.stage == .closed else { throw .notClosed(UrnName(files)) }
        var entries: [UrnEntry] = []
        for file in [UrnFile.ballots, .challenges] {
            for slot in files.slots(file) {
                do throws(Violation) {
                    entries.append(try Self.entry(files, file, slot, number, ballots))
                } catch { throw .record(UrnName(files), error) }
            }
        }
        self.entries = entries
    }

    private static func entry(
        _ files: UrnFiles, _ file: UrnFile, _ slot: Int, _ number: Int, _ ballots: any UrnBallots
    ) throws(Violation) -> UrnEntry {
        let rule: Rule = file == .ballots ? .ballotFormat : .challengeFormat
        let bytes: [UInt8]
        do throws(UrnFilesError) { bytes = try files.record(file, slot: slot) } catch { throw Violation(rule) }
        let name = try file == .ballots ? ballots.name(ballot: bytes) : ballots.name(challenge: bytes)
        guard let slip = ballots.position(of: name.credential), files.identity.credentials.contains(slip) else {
            throw Violation(.ballotCredential, detail: name.code)
        }
        return UrnEntry(code: name.code, slip: slip, isChallenge: file == .challenges, urn: number, slot: slot)
    }

    /// What its commission signs.
    var codes: UrnCodes {
        UrnCodes(
            uuid: files.identity.uuid, setup: files.identity.setup, station: files.identity.station,
            urn: files.identity.urn, ballots: entries.filter { !$0.isChallenge }.map(\.code),
            challenges: entries.filter(\.isChallenge).map(\.code))
    }
}

extension UrnName {
    init(_ files: UrnFiles) { self.init(station: files.identity.station, urn: files.identity.urn) }
}
