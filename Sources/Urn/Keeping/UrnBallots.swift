import VerifiableVoting

/// The rules for ballots of one election, of whichever suite.
protocol UrnBallots: Sendable {
    var uuid: String { get }
    var longestBallot: Int { get }
    var longestChallenge: Int { get }
    func position(of credential: [UInt8]) -> Int?
    func name(ballot bytes: [UInt8]) throws(Violation) -> BallotName
    func name(challenge line: [UInt8]) throws(Violation) -> BallotName
    func check(ballot bytes: [UInt8]) throws(AdmissionRefusal) -> AdmittedBallot
    func check(challenge line: [UInt8]) throws(AdmissionRefusal) -> OpenedBallot
    mutating func note(ballot bytes: [UInt8]) throws(Violation)
    mutating func note(challenge line: [UInt8]) throws(Violation)
}

extension BallotAdmission: UrnBallots {
    var uuid: String { election.description.uuid }
    var longestBallot: Int { election.longestBallot }
    var longestChallenge: Int { election.longestChallenge }
    func check(ballot bytes: [UInt8]) throws(AdmissionRefusal) -> AdmittedBallot { try check(bytes) }
}

/// Makes the rules from the beginning of an archive.
struct UrnBallotsVisitor: AdmissionVisitor {
    func visit<Suite: CipherSuite>(_ admission: BallotAdmission<Suite>) -> any UrnBallots { admission }

    /// Throws a `Violation` for what is no beginning of an archive.
    static func ballots(setup: [UInt8]) async throws -> any UrnBallots {
        try await BoardOpening.visit(MemoryArchive(setup), UrnBallotsVisitor())
    }
}
