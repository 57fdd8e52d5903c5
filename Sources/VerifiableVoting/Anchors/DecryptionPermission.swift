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
    /// Its voters vote again: whatever it holds stays closed.
    case void(VoidDecision)
    /// It is the reserve of an election that nobody declared void.
    case reserveNotCalled(of: String)
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
        if let void = voids.first(where: { $0.uuid == statement.uuid }) { throw .void(void) }
        if let original = announced.reserveFor, !isCalled(reserve: announced) { throw .reserveNotCalled(of: original) }
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
