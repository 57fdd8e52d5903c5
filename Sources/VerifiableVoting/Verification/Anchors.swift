import PrimeOrderGroups

/// What an archive is held against besides itself. Without any, it is consistent in itself and no more.
///
/// Section 2 of the notes. The signatures are tested when the anchors are made, everything else with the archive.
public struct Anchors: Sendable {
    public let manifest: Manifest?
    public let manifestSigner: ManifestSigner?
    public let closing: Closing?
    public let closingSigners: [SignerKey]
    /// The challenge file.
    public let challenges: (any ArchiveSource)?
    /// The station whose archive this is said to be; nil leaves it to the archive which of the announced ones it is.
    public let station: String?
    /// Decisions that elections of the manifest are void.
    public private(set) var voids: [VoidDecision]

    public init() {
        (manifest, manifestSigner, closing, closingSigners) = (nil, nil, nil, [])
        (challenges, station, voids) = (nil, nil, [])
    }

    /// `commission`: its key, where it is known from elsewhere than the manifest.
    ///
    /// Throws `manifestSignature` or `closingSignature`; `manifestStation` for a station without a manifest that would say
    /// whose archive it keeps; `voidSignature`, `manifestElection` or `manifestReserve` for a decision that does not hold.
    public init(
        manifest: SignedManifest?, commission: SignerKey? = nil, closing: SignedClosing? = nil,
        challenges: (any ArchiveSource)? = nil, station: String? = nil, voids: [SignedVoid] = []
    ) throws(Violation) {
        manifestSigner = try manifest?.signer(given: commission)
        closingSigners = try closing?.signers(of: manifest?.manifest) ?? []
        (self.manifest, self.closing) = (manifest?.manifest, closing?.closing)
        (self.challenges, self.station) = (challenges, station)
        for void in voids {
            guard let manifest else { throw Violation(.voidSignature, detail: void.content.uuid) }
            try void.check(against: manifest.manifest)
        }
        self.voids = voids.map(\.content)
        guard station == nil || manifest != nil else { throw Violation(.manifestStation, detail: station ?? "") }
    }

    /// The same without what says that an election is void: for a trustee, who verifies its archive, whatever others have done
    /// with it, and then refuses by the decision.
    public func exceptVoid(of uuid: String) -> Anchors {
        var anchors = self
        anchors.voids.removeAll { $0.uuid == uuid }
        return anchors
    }

    /// Whether the election in whose place a reserve is held was declared void in its favour.
    func isCalled(reserve: AnnouncedElection) -> Bool {
        voids.contains { $0.uuid == reserve.reserveFor && $0.reserve == reserve.uuid }
    }

    var given: Set<VerificationStatement.Anchor> {
        var given: Set<VerificationStatement.Anchor> = []
        if manifest != nil { given.insert(.manifest) }
        if closing != nil { given.insert(.closing) }
        if challenges != nil { given.insert(.challenges) }
        return given
    }
}

/// The anchors of one archive, for one verification.
struct AnchorChecks: Sendable {
    private let announced: AnnouncedElection?
    private let closing: Closing?
    private let roll: ChallengeRoll?
    /// Positions of the credentials that may vote in this archive; nil for all.
    private let station: Range<Int>?
    /// What a decryption in this archive breaks; nil where it may be decrypted.
    private let decrypted: Violation?

    /// Holds the beginning of an archive against the anchors. Throws a violation, or what the source of challenges throws.
    init<Suite: CipherSuite>(
        _ anchors: Anchors, _ setup: Setup, digest: Digest, _ election: Election<Suite>,
        _ credentials: PublicCredentials, _ trustees: Trustees<Suite>
    ) throws {
        closing = anchors.closing
        announced = try anchors.manifest.map { manifest throws(Violation) in
            let uuid = election.description.uuid
            guard let announced = manifest.election(uuid: uuid) else {
                throw Violation(.manifestElection, detail: uuid)
            }
            return announced
        }
        station = try announced.flatMap { announced throws(Violation) in
            guard let name = anchors.station else { return nil }
            guard let range = announced.credentials(of: name) else {
                throw Violation(.manifestStation, detail: name)
            }
            return range
        }
        if anchors.voids.contains(where: { $0.uuid == election.description.uuid }) {
            decrypted = Violation(.voidDecrypted, detail: election.description.uuid)
        } else if let announced, let original = announced.reserveFor, !anchors.isCalled(reserve: announced) {
            decrypted = Violation(.manifestReserve, detail: original)
        } else {
            decrypted = nil
        }
        if let announced {
            try Self.check(announced, setup, digest: digest, election, credentials, trustees)
        }
        guard closing == nil || closing?.uuid == election.description.uuid else {
            throw Violation(.closingElection, detail: closing?.uuid ?? "")
        }
        roll = try anchors.challenges.map { try ChallengeRoll($0, election: election, credentials: credentials) }
        if let closing, let roll {
            guard roll.tree.root == closing.challenges else {
                throw Violation(.challengeRoot, detail: roll.tree.root.hexadecimal)
            }
            guard roll.count == closing.challenged else {
                throw Violation(.closingCounts, detail: "challenged \(closing.challenged), \(roll.count) in the file")
            }
        }
    }

    /// What is told apart first is what people can read; the hash of the whole comes last and leaves nothing out.
    private static func check<Suite: CipherSuite>(
        _ announced: AnnouncedElection, _ setup: Setup, digest: Digest, _ election: Election<Suite>,
        _ credentials: PublicCredentials, _ trustees: Trustees<Suite>
    ) throws(Violation) {
        let place = Place(event: 0)
        guard announced.group == election.description.group else {
            throw Violation(.manifestElection, place, detail: "group \(election.description.group)")
        }
        let asked = announced.questions.map(\.asked)
        guard asked.count == election.questions.count else {
            throw Violation(.manifestQuestions, place, detail: "\(election.questions.count) questions")
        }
        if let question = asked.indices.first(where: { asked[$0] != election.questions[$0] }) {
            throw Violation(.manifestQuestions, Place(event: 0, question: question + 1))
        }
        let ours = AnnouncedTrustees.of(trustees)
        guard ours == announced.trustees else {
            let group = zip(ours, announced.trustees).enumerated().first { $1.0 != $1.1 }?.offset
            let trustee = trustees.groups[min(group ?? 0, trustees.groups.count - 1)].owners.lowerBound
            throw Violation(.manifestTrustees, Place(event: 0, trustee: trustee))
        }
        guard announced.fingerprint == election.fingerprint else {
            throw Violation(.manifestElection, place, detail: "fingerprint \(election.fingerprint)")
        }
        guard announced.weights == credentials.hasWeights else {
            throw Violation(.manifestWeights, place)
        }
        guard
            let fingerprints = CredentialSlices.fingerprints(
                setup.credentials, counts: announced.stations.map(\.credentials))
        else { throw Violation(.manifestCredentials, place, detail: String(credentials.count)) }
        for (station, fingerprint) in zip(announced.stations, fingerprints) where station.fingerprint != fingerprint {
            throw Violation(.manifestCredentials, place, detail: station.name)
        }
        guard announced.setup == digest else { throw Violation(.manifestSetup, place, detail: digest.hexadecimal) }
    }

    /// A ballot, in the order of the archive. `revote`: its credential has cast one before.
    func check(ballot code: String, credential: Int, revote: Bool, _ place: Place) throws(Violation) {
        if let roll, roll.codes.contains(code) || roll.credentials.contains(credential) {
            throw Violation(.challengedBallotCast, place, detail: code)
        }
        if let station, !station.contains(credential) {
            throw Violation(.manifestStation, Place(credential: credential + 1).within(place))
        }
        if let announced, revote, !announced.revoting {
            throw Violation(.manifestRevote, Place(credential: credential + 1).within(place))
        }
    }

    func check(endBallots: Digest, ballots: Int, counted: Int) throws(Violation) {
        guard let closing else { return }
        guard closing.endBallots == endBallots else {
            throw Violation(.closingHead, detail: endBallots.hexadecimal)
        }
        guard closing.ballots == ballots, closing.counted == counted else {
            throw Violation(
                .closingCounts,
                detail: "ballots \(closing.ballots), counted \(closing.counted); \(ballots), \(counted) in the archive")
        }
    }

    /// Before a partial decryption or a result.
    func checkDecryption() throws(Violation) { if let decrypted { throw decrypted } }

    /// At the end of the archive: a closing tells that ballots ended, so they must have.
    func check(stage: ArchiveStage) throws(Violation) {
        guard let closing, stage < .closed else { return }
        throw Violation(.closingHead, detail: "\(closing.endBallots.hexadecimal) missing")
    }
}
