import ElectronicStation
import Storage
import VerifiableVoting

/// Reads an urn's records when it is opened: what was verified when it was taken is read again, not verified again.
struct UrnLoading {
    let files: UrnFiles
    var ballots: any UrnBallots
    private(set) var slips = SpentSlips()

    init(files: UrnFiles, ballots: any UrnBallots) { (self.files, self.ballots) = (files, ballots) }

    /// Throws `record` for what is no ballot, challenge or commitment of a slip of this urn, or a slip's second.
    mutating func load() throws(UrnFailure) {
        for slot in files.slots(.challenges) {
            let line = try content(.challenges, slot)
            do throws(Violation) { try take(challenge: line) } catch { throw .record(.challenges, error) }
        }
        for slot in files.slots(.ballots) {
            let bytes = try content(.ballots, slot)
            do throws(Violation) { try take(ballot: bytes) } catch { throw .record(.ballots, error) }
        }
        try loadCommitments()
    }

    private func content(_ file: UrnFile, _ slot: Int) throws(UrnFailure) -> [UInt8] {
        try UrnFailure.ofFiles { () throws(UrnFilesError) in try files.record(file, slot: slot) }
    }

    private mutating func take(ballot bytes: [UInt8]) throws(Violation) {
        let name = try ballots.name(ballot: bytes)
        try spend(name, .cast(Digest(of: bytes)), twice: .ballotDuplicate)
        try ballots.note(ballot: bytes)
    }

    private mutating func take(challenge line: [UInt8]) throws(Violation) {
        let name = try ballots.name(challenge: line)
        try spend(name, .challenged(Digest(of: line)), twice: .challengeDuplicate)
        try ballots.note(challenge: line)
    }

    private mutating func spend(_ name: BallotName, _ use: SpentSlips.Use, twice: Rule) throws(Violation) {
        let slip = try slip(name.credential)
        switch slips.state(slip) {
        case .unspent: slips.spend(slip, use, code: name.code)
        case .challenged where twice == .ballotDuplicate: throw Violation(.challengedBallotCast, detail: name.code)
        default: throw Violation(twice, detail: name.code)
        }
    }

    private func slip(_ credential: [UInt8]) throws(Violation) -> Int {
        guard let slip = ballots.position(of: credential), files.identity.credentials.contains(slip) else {
            throw Violation(.ballotCredential, detail: String(decoding: credential.prefix(80), as: UTF8.self))
        }
        return slip
    }

    /// Where the power went off between a commitment and the erasing of the one before, both stand: the later one names the
    /// earlier, which is erased now.
    private mutating func loadCommitments() throws(UrnFailure) {
        for slot in files.slots(.commitments) {
            let content = try content(.commitments, slot)
            guard let commitment = UrnCommitment(content: content) else {
                throw .record(.commitments, Violation(.ballotHash))
            }
            let slip: Int
            do throws(Violation) { slip = try self.slip(commitment.credential) } catch {
                throw .record(.commitments, error)
            }
            let found = SpentSlips.Commitment(code: commitment.code, slot: slot, digest: Digest(of: content))
            guard let other = slips.commitments[slip] else {
                slips.commit(found, slip)
                continue
            }
            if commitment.replaces == other.digest {
                try erase(other.slot)
                slips.commit(found, slip)
            } else if try replaced(by: other) == found.digest {
                try erase(slot)
            } else {
                throw .record(.commitments, Violation(.ballotDuplicate, detail: commitment.code))
            }
        }
    }

    private func replaced(by other: SpentSlips.Commitment) throws(UrnFailure) -> Digest? {
        UrnCommitment(content: try content(.commitments, other.slot))?.replaces
    }

    private func erase(_ slot: Int) throws(UrnFailure) {
        try UrnFailure.ofFiles { () throws(UrnFilesError) in try files.erase(slot, of: .commitments) }
    }
}
