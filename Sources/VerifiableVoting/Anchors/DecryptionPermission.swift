/// Why a trustee's key is not used on a tally.
public enum DecryptionRefusal: Error, Equatable, Sendable {
    case noManifest
    /// The manifest is signed by a key that was not given as the commission's.
    case unknownCommission(SignerKey)
    case noClosing
    /// The closing tells of challenged ballots, but their file was not given.
    case noChallenges(count: Int)
    /// Fewer ballots count than the manifest demands, and no decision of the commission waives that.
    case tooFewBallots(counted: Int, least: Int)
    /// The decision is about another election, other ballots or another number of them.
    case waiverElsewhere(Waiver)
    case waiverSignature(Violation)
    /// The election, or the key, was used for another tally.
    case anotherTally(DecryptionRecord)
}

extension Anchors {
    /// Whether a tally may be decrypted whose archive was verified against these anchors: whole, announced, closed, and of
    /// enough ballots to hide each of them, save where a signed decision waives that.
    public func permitDecryption(
        of statement: VerificationStatement, waiver: SignedWaiver? = nil
    ) throws(DecryptionRefusal) {
        guard let manifest, let manifestSigner, let announced = manifest.election(uuid: statement.uuid) else {
            throw .noManifest
        }
        guard manifestSigner.isGiven else { throw .unknownCommission(manifestSigner.key) }
        guard let closing, statement.endBallots == closing.endBallots else { throw .noClosing }
        guard challenges != nil || closing.challenged == 0 else { throw .noChallenges(count: closing.challenged) }
        guard statement.counted < announced.leastBallots else { return }
        guard let waiver else {
            throw .tooFewBallots(counted: statement.counted, least: announced.leastBallots)
        }
        do throws(Violation) { _ = try waiver.signers(of: manifest) } catch { throw .waiverSignature(error) }
        let said = waiver.waiver
        guard said.uuid == statement.uuid, said.endBallots == closing.endBallots, said.counted == statement.counted
        else { throw .waiverElsewhere(said) }
    }
}

/// That a trustee's key was used, and on what: a line of the log beside the key.
public struct DecryptionRecord: Equatable, Sendable {
    public let uuid: String
    /// Fingerprint of the election.
    public let election: String
    /// Canonical text of the trustee's public key.
    public let key: String
    /// Hash of the tally's bytes.
    public let tally: Digest

    public init(uuid: String, election: String, key: String, tally: Digest) {
        (self.uuid, self.election, self.key, self.tally) = (uuid, election, key, tally)
    }

    /// Without the line end.
    public var line: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"uuid\":")
            text.string(uuid)
            text.raw(",\"election\":")
            text.string(election)
            text.raw(",\"key\":")
            text.string(key)
            text.raw(",\"tally\":")
            text.string(tally.hexadecimal)
            text.raw("}")
        }
    }

    init(line: [UInt8]) throws(Violation) {
        let tree = try JSONTree.object(line, breaking: .decryptionFormat)
        guard let uuid = tree["uuid"]?.string, let election = tree["election"]?.string,
            let key = tree["key"]?.string, let text = tree["tally"]?.string, let tally = Digest(hexadecimal: text)
        else { throw Violation(.decryptionFormat, detail: "uuid, election, key, tally") }
        self.init(uuid: uuid, election: election, key: key, tally: tally)
        guard self.line == line else { throw Violation(.decryptionFormat, detail: "not in canonical form") }
    }
}

/// What a trustee decrypted so far. Two tallies that differ by one ballot would show that ballot, so each election and each
/// key is used for one tally only.
public struct DecryptionLog: Equatable, Sendable {
    public private(set) var records: [DecryptionRecord] = []

    public init() {}

    /// Reads a log, one record a line. Throws `decryptionFormat` with the line.
    public init(bytes: [UInt8]) throws(Violation) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.dropLast().enumerated() {
            do throws(Violation) { records.append(try DecryptionRecord(line: Array(line))) } catch {
                throw error.at(Place(line: index + 1))
            }
        }
        guard lines.last?.isEmpty ?? true else {
            throw Violation(.decryptionFormat, Place(line: lines.count), detail: "no line end")
        }
    }

    /// Notes a use of the key before it happens; returns what to append to the log, nothing for what stands there already.
    public mutating func admit(_ record: DecryptionRecord) throws(DecryptionRefusal) -> [UInt8] {
        for earlier in records where earlier.uuid == record.uuid || earlier.key == record.key {
            guard earlier.tally == record.tally, earlier.election == record.election else {
                throw .anotherTally(earlier)
            }
        }
        guard !records.contains(record) else { return [] }
        records.append(record)
        return record.line + [UInt8(ascii: "\n")]
    }
}
