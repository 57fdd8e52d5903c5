import PrimeOrderGroups

/// Why a board does not take a ballot.
public enum AdmissionRefusal: Error, Equatable, Sendable {
    /// It breaks a rule: verification would find the archive invalid.
    case violation(Violation)
    /// Verification would report it.
    case finding(VerificationFinding.Kind)
    /// The list gives the voter's credential another weight than the one expected.
    case weight(expected: UInt64, listed: UInt64)
    /// Ballots are not accepted any more, or not yet.
    case stage(ArchiveStage)
}

/// A ballot that a board takes.
public struct AdmittedBallot: Equatable, Sendable {
    public let bytes: [UInt8]
    /// Hash of the whole ballot in Base64: what its voter looks for in the archive.
    public let tracker: String
    /// Hash of the ballot without its signature in Base64.
    public let code: String
    public let weight: UInt64
    /// Whether the credential's earlier ballot no longer counts.
    public let replaces: Bool
}

/// What a board must know of its archive to take ballots: an election, its credentials, the ballots so far.
///
/// The ballots in the archive were verified when they were admitted; here they are read, not verified again.
public struct BallotAdmission<Suite: CipherSuite>: Sendable {
    public let election: Election<Suite>
    let credentials: PublicCredentials
    private var trackers: Set<Digest> = []
    private(set) var voted: Set<Int> = []
    /// A number for each alpha, equal for equal ones. Two different ones agree with probability 2^-64.
    var alphas: Set<UInt64> = []
    /// Codes and credentials of challenged ballots, which may not be cast any more.
    var challengedCodes: Set<String> = []
    var challenged: Set<Int> = []
    public private(set) var head: ArchiveHead

    /// Reads an archive. Throws a `Violation` where its chain, setup or a ballot's form is broken, and what the source
    /// throws.
    init(_ election: Election<Suite>, _ source: any ArchiveSource) throws {
        var events = EventScanner(source)
        guard let first = try events.next() else { throw Violation(.archiveTruncated, Place(offset: 0)) }
        let setup = try Setup(first)
        guard try Trustees<Suite>(bytes: setup.trustees).electionKey == election.publicKey else {
            throw Violation(.electionKey, detail: "not the product of the trustees' keys")
        }
        self.election = election
        credentials = try PublicCredentials(setup.credentials, suite: Suite.self)
        var position = 0
        guard let start = events.archiveHead else { throw Violation(.archiveTruncated, Place(offset: 0)) }
        head = start
        while let records = try events.next() {
            head = events.archiveHead ?? head
            guard records.event.kind == .ballot else { continue }
            position += 1
            do throws(Violation) {
                note(try BallotReader.read(records.data[0].body), records.data[0].digest)
            } catch {
                throw error.at(Place(offset: records.offset, event: records.event.height, ballot: position))
            }
        }
    }

    mutating func note(_ ballot: BallotText<Suite.Group.Order>, _ digest: Digest) {
        trackers.insert(digest)
        if let credential = credentials.position(of: ballot.credential) { voted.insert(credential) }
        noteAlphas(ballot)
    }

    mutating func noteAlphas(_ ballot: BallotText<Suite.Group.Order>) {
        for answer in ballot.answers {
            for range in answer.alphas { alphas.insert(RepeatedAlphas.number(answer.ciphertexts[range])) }
        }
    }

    /// Verifies a ballot and everything that the archive says against it. `weight`: what the voter's credential must weigh,
    /// nil for whatever the list says.
    public func check(_ bytes: [UInt8], weight: UInt64? = nil) throws(AdmissionRefusal) -> AdmittedBallot {
        guard head.stage == .open else { throw .stage(head.stage) }
        let digest = Digest(of: bytes)
        let place = Place(tracker: digest.base64)
        let read: (text: BallotText<Suite.Group.Order>, credential: Int, ballot: VerifiedBallot<Suite>)
        do throws(Violation) {
            let text = try BallotReader<Suite.Group.Order>.read(bytes)
            guard let credential = credentials.position(of: text.credential) else {
                throw Violation(.ballotCredential, detail: String(decoding: text.credential.prefix(80), as: UTF8.self))
            }
            guard !trackers.contains(digest) else { throw Violation(.ballotDuplicate) }
            guard !challenged.contains(credential), !challengedCodes.contains(text.unsignedHash.base64) else {
                throw Violation(.challengedBallotCast, detail: text.unsignedHash.base64)
            }
            read = (text, credential, try election.verify(bytes))
        } catch {
            throw .violation(error.at(place))
        }
        if let finding = finding(read.ballot, read.text) { throw .finding(finding) }
        let listed = credentials.weight(at: read.credential)
        if let weight, weight != listed { throw .weight(expected: weight, listed: listed) }
        return AdmittedBallot(
            bytes: bytes, tracker: digest.base64, code: read.text.signatureHash, weight: listed,
            replaces: voted.contains(read.credential))
    }

    private func finding(
        _ ballot: VerifiedBallot<Suite>, _ text: BallotText<Suite.Group.Order>
    ) -> VerificationFinding.Kind? {
        if !ballot.isCanonical { return .answerNotCanonical }
        if ballot.hasNeutralAlpha { return .neutralAlpha }
        return repeatsAlpha(text) ? .repeatedAlpha : nil
    }

    /// Whether a ballot has an alpha twice, or one of a ballot that was noted.
    func repeatsAlpha(_ text: BallotText<Suite.Group.Order>) -> Bool {
        var own: Set<UInt64> = []
        for answer in text.answers {
            for range in answer.alphas {
                let number = RepeatedAlphas.number(answer.ciphertexts[range])
                guard own.insert(number).inserted, !alphas.contains(number) else { return true }
            }
        }
        return false
    }

    /// Whether a ballot of a credential may be challenged: not where one of it was cast, which would then have to be
    /// taken back. Throws `ballotCredential` for one that is not listed.
    public func mayBeChallenged(_ credential: [UInt8]) throws(Violation) -> Bool {
        guard let position = credentials.position(of: credential) else {
            throw Violation(.ballotCredential, detail: String(decoding: credential.prefix(80), as: UTF8.self))
        }
        return !voted.contains(position)
    }

    /// What to append for a ballot that was checked.
    public func addition(_ ballot: AdmittedBallot) throws(Violation) -> ArchiveAddition {
        try ArchiveBuilder.addition(.ballot, data: [ballot.bytes], after: head)
    }

    /// Notes that a ballot stands in the archive. Throws `ballotFormat` and the like for bytes that were not checked.
    public mutating func admitted(_ ballot: AdmittedBallot, _ addition: ArchiveAddition) throws(Violation) {
        note(try BallotReader.read(ballot.bytes), Digest(of: ballot.bytes))
        head = addition.head
    }
}

/// Code that runs with a board's state of whichever suite.
public protocol AdmissionVisitor {
    associatedtype Result
    func visit<Suite: CipherSuite>(_ admission: BallotAdmission<Suite>) async throws -> Result
}

/// Opens archives for the admission of ballots.
public enum BoardOpening {
    /// Throws a `Violation` where the archive's chain or setup is broken, what the source throws, and what the visitor
    /// throws.
    public static func visit<Visitor: AdmissionVisitor>(
        _ source: any ArchiveSource, _ visitor: Visitor
    ) async throws -> Visitor.Result {
        var events = EventScanner(source)
        guard let first = try events.next() else { throw Violation(.archiveTruncated, Place(offset: 0)) }
        let description = try ElectionDescription(bytes: Setup(first).election)
        return try await SuiteChoice.visit(description, ElectionOfBoard(source: source, inner: visitor))
    }

    private struct ElectionOfBoard<Visitor: AdmissionVisitor>: SuiteVisitor {
        let source: any ArchiveSource
        let inner: Visitor

        func visit<Suite: CipherSuite>(
            _ election: Election<Suite>, _ evidence: EvidenceMethod<Suite>?
        ) async throws -> Visitor.Result {
            try await inner.visit(BallotAdmission(election, source))
        }
    }
}
