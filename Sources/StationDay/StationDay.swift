import Accounts
public import Counting
public import ElectionModel
public import ElectionRecord
public import ElectronicStation
import PrimeOrderGroups
public import Simulation
import Storage
import Urn
public import VerifiableVoting
public import VoterRegister

/// What a played day left behind, and what it says.
public struct PlayedStationDay: Sendable {
    public var plan: StationDayPlan
    /// Of the election that counts.
    public var uuid: String
    /// Where voting was held again: the decision that the first election is void, whose closed archive lies in the folder.
    public var void: SignedVoid?
    /// The desk at the end of the day.
    public var desk: DeskState
    public var recordHead: RecordHead?
    public var account: SlipAccount
    /// What slips and protocols show: warnings of the planned missing slip, and nothing else.
    public var findings: [Finding]
    public var closed: ClosedStation
    public var manifest: SignedManifest
    public var commission: SignerKey?
    /// The private keys of the members: invented ones.
    public var members: [SignerSecret]
    /// Paper, electronic and summary, of the constituency and of the lists.
    public var protocols: [Protocol]
    public var matchings: [OrderMatching]
    /// The logs of the recorders as they lie on the disks, the desk's first, and the key that opens them.
    public var recorders: [[UInt8]]
    public var recorderSecret: RecorderSecret
    /// From the closing of the station to its protocols.
    public var closing: Duration
}

/// Plays the day of an electronic station without a screen: desk, booths and both urns with their real rules and files, voters at the
/// station and at home, challenges, torn slips, two losses of power, the closing, the count, and the protocols held against
/// what happened. Where the plan says so the equipment fails first, and voting is held again; or the station is counted with others.
public struct StationDay<Suite: CipherSuite>: Sendable {
    let plan: StationDayPlan
    let names: [String: String]
    let register: RegisterImage
    let folder: String
    let progress: (@Sendable (_ voters: Int) -> Void)?

    /// Minutes that the clock of Almaty was ahead of UTC in September 2004.
    static var ahead: Int { 420 }
    /// The day that is played.
    private(set) var date = RehearsedMembers.pollingDay
    /// Days from a failure of the equipment to the day on which voting is held again.
    private static var daysUntilAgain: Int { 7 }

    /// - Parameters:
    ///   - names: of candidates and lists, by identifier.
    ///   - register: the station's part of the register.
    ///   - folder: where urns, record and archive are made; it must be there.
    public init(
        _ plan: StationDayPlan, names: [String: String], register: RegisterImage, in folder: String,
        progress: (@Sendable (_ voters: Int) -> Void)? = nil
    ) {
        (self.plan, self.names, self.register) = (plan, names, register)
        (self.folder, self.progress) = (folder, progress)
    }

    /// Throws `StationDayFault`, or what any part of the station throws: each of them is a fault of the program.
    public func play() async throws -> PlayedStationDay {
        let hall = Hall(commission: RehearsedCommission(), trustees: try RehearsedTrustees(count: 3, threshold: 2))
        let first = try election(hall)
        guard plan.failsBefore != nil else {
            let manifest = try await hall.announce(first, reserve: nil)
            var scene = try await scene(first, hall, manifest, isVoid: false)
            try await prepare(&scene, first, manifest)
            return try await finish(&scene, first, hall, manifest, void: nil)
        }
        let reserve = try election(hall)
        let manifest = try await hall.announce(first, reserve: reserve)
        var scene = try await scene(first, hall, manifest, isVoid: true)
        try await prepare(&scene, first, manifest)
        let void = try await fail(&scene, first, reserve: reserve, hall, manifest)
        var again = self
        again.date = date.adding(days: Self.daysUntilAgain)
        scene = try await Scene(desk: scene.desk, urns: urns(reserve, hall, manifest, isVoid: false))
        try await again.prepareAgain(&scene, reserve)
        return try await again.finish(&scene, reserve, hall, manifest, void: void)
    }

    /// From the morning to the protocols.
    @inline(never)
    private func finish(
        _ scene: inout Scene, _ election: RehearsedElection<Suite>, _ hall: Hall, _ manifest: SignedManifest,
        void: SignedVoid?
    ) async throws -> PlayedStationDay {
        try await open(&scene, election, manifest)
        try await vote(&scene)
        let neighbours = try await voteElsewhere(election, hall, manifest, isVoid: false)
        let clock = ContinuousClock.now
        try await close(&scene)
        let closed = try await count(
            scene, neighbours, election, hall.commission, manifest, voids: void.map { [$0] } ?? [])
        var played = PlayedStationDay(
            plan: plan, uuid: election.uuid, void: void, desk: scene.desk.state, recordHead: scene.desk.head,
            account: try account(scene), findings: [], closed: closed, manifest: manifest,
            commission: hall.commission.key, members: hall.commission.memberSecrets, protocols: [],
            matchings: try await matchings(scene, closed), recorders: try recorders(scene),
            recorderSecret: scene.desk.recorders.secret, closing: .zero)
        try Self.reconcile(&played)
        played.closing = ContinuousClock.now - clock
        return played
    }

    /// Who announces, signs and decrypts.
    struct Hall {
        let commission: RehearsedCommission<Suite>
        let trustees: RehearsedTrustees<Suite>

        func announce(
            _ election: RehearsedElection<Suite>, reserve: RehearsedElection<Suite>?
        ) async throws -> SignedManifest {
            var announced = [try await election.announced(leastBallots: 30)]
            if let reserve {
                announced.append(try await reserve.announced(leastBallots: 30, reserveFor: election.uuid))
            }
            return try commission.manifest(name: "Day", announced)
        }
    }

    private func election(_ hall: Hall) throws -> RehearsedElection<Suite> {
        try RehearsedElection<Suite>(
            plan.day, with: plan.neighbours, trustees: hall.trustees, names: names,
            challenges: plan.spareSlips + plan.homeSlips, timestamp: 1_095_552_000)
    }

    private func urns(
        _ election: RehearsedElection<Suite>, _ hall: Hall, _ manifest: SignedManifest, isVoid: Bool
    ) async throws -> RehearsedUrns<Suite> {
        try await RehearsedUrns(
            election, manifest: manifest, commission: hall.commission.key, homeSlips: plan.homeSlips, isVoid: isVoid,
            in: folder)
    }

    private func scene(
        _ election: RehearsedElection<Suite>, _ hall: Hall, _ manifest: SignedManifest, isVoid: Bool
    ) async throws -> Scene {
        Scene(desk: try await desk(), urns: try await urns(election, hall, manifest, isVoid: isVoid))
    }

    struct Scene {
        var desk: RehearsedDesk
        let urns: RehearsedUrns<Suite>
        /// Slips in the watched box that were used, and those of voters at home.
        var inBox = 0
        var handedOut = 0
    }

    private func desk() async throws -> RehearsedDesk {
        try await RehearsedDesk(
            register, station: plan.day.station.id, store: SQLiteRecordStore(path: "\(folder)/desk.record", .new),
            recorders: RehearsedRecorders(station: plan.day.station.id, in: folder), day: date, ahead: Self.ahead)
    }

    func at(_ minute: Int) -> CivilTime { CivilTime(date, minute: minute) }

    // MARK: The opening

    private var eve: CivilTime { CivilTime(date.adding(days: -1), minute: 600) }

    /// What the desk is set up with for an election.
    private func prepared(_ election: RehearsedElection<Suite>, _ desk: RehearsedDesk) throws -> StationPrepared {
        let entries = try RegisterSlice.entries(of: register, at: plan.day.station.id)
        return StationPrepared(
            station: plan.day.station.id, election: election.uuid, hours: .init(day: date, ahead: Self.ahead),
            members: RehearsedMembers.all, rules: DeskRules(),
            list: .init(voters: register.count, entries: entries.hexadecimal, register: entries.hexadecimal),
            startPassword: try PasswordHash(SystemRandom.bytes(16), cost: .least), slips: UInt32(election.slipCount),
            isSingleMachine: true, provenance: .simulated, recording: desk.recorders.recording)
    }

    @inline(never)
    private func prepare(
        _ scene: inout Scene, _ election: RehearsedElection<Suite>, _ manifest: SignedManifest
    ) async throws {
        let chair = RehearsedMembers.chair
        try await scene.desk.take(prepared(election, scene.desk), by: "setup", as: .setupOfficer, at: eve)
        try await scene.desk.take(
            SystemAccepted(
                document: "simulated", day: date.adding(days: -9), hash: Digest(of: manifest.bytes).hexadecimal),
            by: chair, at: at(390))
        try await scene.desk.take(
            EquipmentInstalled(act: "1", day: date.adding(days: -3), present: ["m1", "m4"]), by: chair, at: at(390))
    }

    /// A new election with new slips, on another day.
    @inline(never)
    private func prepareAgain(_ scene: inout Scene, _ reserve: RehearsedElection<Suite>) async throws {
        try await scene.desk.take(
            VotedAgain(.central, Self.failure, prepared(reserve, scene.desk)), by: "setup", as: .setupOfficer, at: eve)
    }

    @inline(never)
    func open(
        _ scene: inout Scene, _ election: RehearsedElection<Suite>, _ manifest: SignedManifest
    ) async throws {
        let (chair, hash) = (RehearsedMembers.chair, Digest(of: manifest.bytes).hexadecimal)
        let slips = UInt32(election.slipCount)
        try await scene.desk.take(
            CommissionPresent(RehearsedMembers.all.map(\.person)), by: chair, at: at(391))
        try await scene.desk.take(SelfTested(hasPassed: true, report: "passed"), by: chair, at: at(392))
        try await scene.desk.take(EmptyUrnShown(slots: slips, statement: hash), by: chair, at: at(395))
        try await scene.desk.take(
            SlipsReceived(packet: "1", isIntact: true, counted: slips, destroyedBy: ["A", "B"]), by: chair, at: at(400))
        try await scene.desk.take(StartPasswordEntered(isSealIntact: true), by: chair, at: at(405))
        try await scene.desk.take(
            MembersNamed(forRegister: ["m3"], forIssuing: RehearsedMembers.issuers), by: chair, at: at(410))
        try await scene.desk.take(StationOpened(manifest: hash), by: chair, at: at(420))
    }
}
