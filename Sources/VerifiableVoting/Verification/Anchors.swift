/// What an archive is held against besides itself. Without any, it is consistent in itself and no more.
public struct Anchors: Sendable {
    public init() {}

    var given: Set<VerificationStatement.Anchor> { [] }

    func check<Suite: CipherSuite>(
        setup: Digest, election: ElectionDescription, credentials: PublicCredentials, credentialsFingerprint: String,
        trustees: Trustees<Suite>
    ) throws(Violation) {}

    func check(
        ballot code: String, credential: Int, in credentials: PublicCredentials, revote: Bool, _ place: Place
    ) throws(Violation) {}

    func check(endBallots: Digest) throws(Violation) {}

    func check(stage: ArchiveStage, endBallots: Digest?, ballots: Int, counted: Int) throws(Violation) {}
}
