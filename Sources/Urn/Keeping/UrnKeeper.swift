public import ElectronicStation
package import Storage
import VerifiableVoting

/// The urn of an electronic station: takes ballots and challenges of its own slips while it is open, and keeps nothing that
/// tells who, when or in which order.
///
/// Every answer comes after what it says is durable. What was asked before and kept is answered alike, however often.
public actor UrnKeeper: UrnAccess {
    public nonisolated let identity: UrnIdentity
    private let files: UrnFiles
    private var ballots: any UrnBallots
    private var slips = SpentSlips()
    private let cutOff: Int

    /// Opens the urn in a folder, alone. Throws `UrnFailure`, or a `Violation` for a setup that cannot be read.
    public static func open(folder: String) async throws -> UrnKeeper {
        try await open(folder: folder, in: SystemFiles())
    }

    package static func open(folder: String, in layer: any FileLayer) async throws -> UrnKeeper {
        let setup = try UrnFailure.ofFiles { () throws(UrnFilesError) in
            try UrnFiles.setup(folder: folder, in: layer)
        }
        let ballots = try await UrnBallotsVisitor.ballots(setup: setup)
        return try UrnKeeper(folder: folder, ballots, setup: setup, in: layer)
    }

    private init(
        folder: String, _ ballots: any UrnBallots, setup: [UInt8], in layer: any FileLayer
    ) throws(UrnFailure) {
        let files = try UrnFailure.ofFiles { () throws(UrnFilesError) in try UrnFiles(folder: folder, in: layer) }
        guard try UrnSetup.digest(setup) == files.identity.setup, ballots.uuid == files.identity.uuid else {
            throw .files(.setup)
        }
        identity = files.identity
        cutOff = files.repaired.values.reduce(0, +)
        self.ballots = ballots
        self.files = files
        var loading = UrnLoading(files: files, ballots: ballots)
        try loading.load()
        self.ballots = loading.ballots
        slips = loading.slips
    }

    // MARK: The stages

    public var stage: UrnStage { files.stage }

    /// Reads every slot from the disk and counts. Throws `changed` where the disk holds another number of records than were
    /// acknowledged.
    public func figures() throws(UrnFailure) -> UrnFigures {
        for file in UrnFile.allCases {
            let found = try UrnFailure.ofFiles { () throws(UrnFilesError) in try files.countOnDisk(file) }
            guard found == files.count(file) else {
                throw .changed(file, onDisk: found, acknowledged: files.count(file))
            }
        }
        return UrnFigures(
            stage: files.stage, slips: identity.slips, ballots: files.count(.ballots),
            challenges: files.count(.challenges), undecided: slips.undecided, cutOff: cutOff)
    }

    /// Begins the voting: of an urn that is empty in every slot. Throws `notEmpty` otherwise.
    public func open() throws(UrnFailure) {
        let figures = try figures()
        guard figures.isEmpty, files.count(.commitments) == 0 else { throw .notEmpty(figures) }
        try advance(to: .open)
    }

    /// Ends the voting for good, durably. Doing it again changes nothing.
    public func close() throws(UrnFailure) {
        guard files.stage != .closed else { return }
        try advance(to: .closed)
    }

    private func advance(to stage: UrnStage) throws(UrnFailure) {
        try UrnFailure.ofFiles { () throws(UrnFilesError) in try files.advance(to: stage) }
    }

    // MARK: What a booth asks

    public func state(of credential: [UInt8]) throws(UrnRefusal) -> SlipState {
        let state = use(of: credential)
        // Before a voter has chosen anything in vain.
        guard state != .unspent || files.stage == .open else { throw .notOpen }
        return state
    }

    /// What became of a slip, whatever the stage.
    public func use(of credential: [UInt8]) -> SlipState { position(of: credential).map(slips.state) ?? .unknown }

    /// The place of one of this urn's slips; nil for any other.
    private func position(of credential: [UInt8]) -> Int? {
        guard let position = ballots.position(of: credential), identity.credentials.contains(position) else {
            return nil
        }
        return position
    }

    private func slip(_ credential: [UInt8]) throws(UrnRefusal) -> Int {
        guard let slip = position(of: credential) else { throw .slip(.unknown) }
        return slip
    }

    public func commit(code: String, credential: [UInt8]) throws(UrnRefusal) {
        let slip = try slip(credential)
        guard slips.state(slip) == .unspent else { throw .slip(slips.state(slip)) }
        let earlier = slips.commitments[slip]
        if earlier?.code == code { return }
        guard files.stage == .open else { throw .notOpen }
        guard slips.owner(of: code) == nil else { throw .ballot(Rule.ballotDuplicate.rawValue) }
        let commitment = UrnCommitment(code: code, credential: credential, replaces: earlier?.digest)
        guard let content = commitment.content else { throw .ballot(Rule.ballotHash.rawValue) }
        let slot = try add(content, to: .commitments)
        slips.commit(.init(code: code, slot: slot, digest: Digest(of: content)), slip)
        // Only now, when the later one is durable; should the power go off between, the later one names the earlier.
        if let earlier { try written { () throws(UrnFilesError) in try files.erase(earlier.slot, of: .commitments) } }
    }

    public func cast(_ ballot: [UInt8]) throws(UrnRefusal) {
        let name = try read(ballot) { (bytes) throws(Violation) in try ballots.name(ballot: bytes) }
        let use = SpentSlips.Use.cast(Digest(of: ballot))
        guard let slip = try undecided(name, use) else { return }
        do throws(AdmissionRefusal) { _ = try ballots.check(ballot: ballot) } catch { throw UrnRefusal(error) }
        _ = try add(ballot, to: .ballots)
        slips.spend(slip, use, code: name.code)
        _ = try read(ballot) { (bytes) throws(Violation) in try ballots.note(ballot: bytes) }
    }

    public func challenge(_ line: [UInt8]) throws(UrnRefusal) {
        let name = try read(line) { (bytes) throws(Violation) in try ballots.name(challenge: bytes) }
        let use = SpentSlips.Use.challenged(Digest(of: line))
        guard let slip = try undecided(name, use) else { return }
        do throws(AdmissionRefusal) { _ = try ballots.check(challenge: line) } catch { throw UrnRefusal(error) }
        _ = try add(line, to: .challenges)
        slips.spend(slip, use, code: name.code)
        _ = try read(line) { (bytes) throws(Violation) in try ballots.note(challenge: bytes) }
    }

    /// The slip of a ballot that may be cast or challenged now; nil where exactly this was done before.
    private func undecided(_ name: BallotName, _ use: SpentSlips.Use) throws(UrnRefusal) -> Int? {
        let slip = try slip(name.credential)
        if let earlier = slips.uses[slip] {
            guard earlier == use else { throw .slip(slips.state(slip)) }
            return nil
        }
        guard files.stage == .open else { throw .notOpen }
        guard slips.commitments[slip]?.code == name.code else { throw .notCommitted }
        return slip
    }

    private func read<Result>(
        _ bytes: [UInt8], _ work: ([UInt8]) throws(Violation) -> Result
    ) throws(UrnRefusal) -> Result {
        do throws(Violation) { return try work(bytes) } catch { throw .ballot(error.rule.rawValue) }
    }

    private func add(_ content: [UInt8], to file: UrnFile) throws(UrnRefusal) -> Int {
        try written { () throws(UrnFilesError) in try files.add(content, to: file) }
    }

    private func written<Result>(_ work: () throws(UrnFilesError) -> Result) throws(UrnRefusal) -> Result {
        do throws(UrnFilesError) { return try work() } catch {
            // Names of folders are nothing that a booth needs to know.
            switch error {
            case .tooLong: throw .ballot(Rule.ballotFormat.rawValue)
            case .noSlot: throw .failure("no slot")
            case .storage(.full): throw .failure("disk full")
            case .storage(.broken): throw .failure("open the urn anew")
            default: throw .failure("disk")
            }
        }
    }
}

extension UrnRefusal {
    init(_ refusal: AdmissionRefusal) {
        switch refusal {
        case .violation(let violation): self = .ballot(violation.rule.rawValue)
        case .finding(let finding): self = .ballot(finding.rawValue)
        // An urn expects no weight, and its setup stays open.
        case .weight: self = .ballot(Rule.credentialWeight.rawValue)
        case .stage: self = .notOpen
        }
    }
}

extension UrnFailure {
    static func ofFiles<Result>(_ work: () throws(UrnFilesError) -> Result) throws(UrnFailure) -> Result {
        do throws(UrnFilesError) { return try work() } catch { throw .files(error) }
    }
}
