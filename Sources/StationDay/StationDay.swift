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
    public var uuid: String
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
/// what happened.
public struct StationDay<Suite: CipherSuite>: Sendable {
    let plan: StationDayPlan
    let names: [String: String]
    let register: RegisterImage
    let folder: String
    private let progress: (@Sendable (_ voters: Int) -> Void)?

    /// Minutes that the clock of Almaty was ahead of UTC in September 2004.
    static var ahead: Int { 420 }
    static var date: CalendarDate { RehearsedMembers.pollingDay }

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
        let commission = RehearsedCommission<Suite>()
        let election = RehearsedElection<Suite>(
            plan.day, trustees: try RehearsedTrustees(count: 3, threshold: 2), names: names,
            challenges: plan.spareSlips + plan.homeSlips, timestamp: 1_095_552_000)
        let manifest = try commission.manifest(
            name: "Day", [try await election.announced(leastBallots: 30)])
        var scene = Scene(
            desk: try await desk(),
            urns: try await RehearsedUrns(
                election, manifest: manifest, commission: commission.key, homeSlips: plan.homeSlips, in: folder))
        try await open(&scene, election, manifest)
        try await vote(&scene)
        let clock = ContinuousClock.now
        try await close(&scene)
        let closed = try await count(scene, election, commission, manifest)
        var played = PlayedStationDay(
            plan: plan, uuid: election.uuid, desk: scene.desk.state, recordHead: scene.desk.head,
            account: try account(scene), findings: [], closed: closed, manifest: manifest, commission: commission.key,
            members: commission.memberSecrets, protocols: [], matchings: try await matchings(scene, closed),
            recorders: try recorders(scene), recorderSecret: scene.desk.recorders.secret, closing: .zero)
        try Self.reconcile(&played)
        played.closing = ContinuousClock.now - clock
        return played
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
            recorders: RehearsedRecorders(station: plan.day.station.id, in: folder), day: Self.date, ahead: Self.ahead)
    }

    func at(_ minute: Int) -> CivilTime { CivilTime(Self.date, minute: minute) }

    // MARK: The opening

    @inline(never)
    private func open(
        _ scene: inout Scene, _ election: RehearsedElection<Suite>, _ manifest: SignedManifest
    ) async throws {
        let (chair, hash) = (RehearsedMembers.chair, Digest(of: manifest.bytes).hexadecimal)
        let slips = UInt32(election.slipCount)
        let eve = CivilTime(Self.date.adding(days: -1), minute: 600)
        let entries = try RegisterSlice.entries(of: register, at: plan.day.station.id)
        try await scene.desk.take(
            StationPrepared(
                station: plan.day.station.id, election: election.uuid, hours: .init(day: Self.date, ahead: Self.ahead),
                members: RehearsedMembers.all, rules: DeskRules(),
                list: .init(
                    voters: register.count, entries: entries.hexadecimal, register: entries.hexadecimal),
                startPassword: try PasswordHash(SystemRandom.bytes(16), cost: .least), slips: slips,
                isSingleMachine: true, provenance: .simulated, recording: scene.desk.recorders.recording),
            by: "setup", as: .setupOfficer, at: eve)
        try await scene.desk.take(
            SystemAccepted(document: "simulated", day: Self.date.adding(days: -9), hash: hash), by: chair, at: at(390))
        try await scene.desk.take(
            EquipmentInstalled(act: "1", day: Self.date.adding(days: -3), present: ["m1", "m4"]), by: chair, at: at(390)
        )
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

    // MARK: The voting

    /// The number of the booth that belongs to an urn.
    private static func booth(_ name: RehearsedUrns<Suite>.Name) -> Int { name == .station ? 1 : 2 }

    @inline(never)
    private func vote(_ scene: inout Scene) async throws {
        let home = plan.voters.filter { $0.place == .home }
        let station = plan.voters.filter { $0.place == .station }
        for voter in home {
            try await scene.desk.take(
                HomeVoteRequested(hour: 9), by: RehearsedMembers.issuers[0], at: at(545), about: voter.number)
        }
        for (place, voter) in station.enumerated() {
            // From seven to eight in the evening, evenly.
            try await serve(
                voter, &scene, minute: 421 + place * 775 / max(1, station.count),
                losesPower: plan.powerCuts.firstIndex(of: place))
            progress?(place + 1)
        }
        guard !home.isEmpty else { return }
        try await scene.desk.take(
            HomeVisitSent(RehearsedMembers.visitors, voters: UInt32(home.count)), by: RehearsedMembers.chair,
            at: at(1197))
        for voter in home { try await serve(voter, &scene, minute: 1198, losesPower: nil) }
    }

    @inline(never)
    private func serve(
        _ voter: StationDayPlan.Voter, _ scene: inout Scene, minute: Int, losesPower cut: Int?
    ) async throws {
        let issuer = voter.place == .home ? RehearsedMembers.visitors[0] : RehearsedMembers.issuers[minute % 3]
        let (hour, time) = (minute / 60, at(minute))
        try await scene.desk.take(
            CheckedIn(voter.form, voter.place, hour: hour), by: issuer, at: time, about: voter.number)
        guard voter.form == .electronic else { return }
        let name: RehearsedUrns<Suite>.Name = voter.place == .home ? .home : .station
        var slip = try await scene.urns.nextSlip(name)
        scene.handedOut += 1
        switch voter.course {
        case .paper: break
        case .givesBack: try await scene.desk.take(SlipReturned(hour: hour), by: issuer, at: time, about: voter.number)
        // Of this slip nobody hears again.
        case .carriesAway: break
        case .casts(let number, let challenges, let isTorn):
            let ballot = plan.day.ballots[number]
            if isTorn {
                try await scene.desk.take(
                    SlipReplaced(.damaged, detail: "torn", hour: hour), by: issuer, at: time, about: voter.number)
                slip = try await scene.urns.nextSlip(name)
                scene.handedOut += 1
            }
            for _ in 0..<challenges {
                try scene.desk.recorders.record(.boothOpened, booth: Self.booth(name), at: time)
                try await scene.urns.challenge(slip, ballot, name)
                try scene.desk.recorders.record(.boothEnded, booth: Self.booth(name), at: time)
                try await scene.desk.take(
                    SlipReplaced(.challenge, hour: hour), by: issuer, at: time, about: voter.number)
                scene.inBox += 1
                slip = try await scene.urns.nextSlip(name)
                scene.handedOut += 1
            }
            try await cast(slip, ballot, name, &scene, minute: minute, cut: cut)
            scene.inBox += 1
        }
    }

    @inline(never)
    private func cast(
        _ slip: Int, _ ballot: ElectronicDay.Ballot, _ name: RehearsedUrns<Suite>.Name, _ scene: inout Scene,
        minute: Int,
        cut: Int?
    ) async throws {
        let booth = Self.booth(name)
        try scene.desk.recorders.record(.boothOpened, booth: booth, at: at(minute))
        guard let cut else {
            try await scene.urns.cast(slip, ballot, name)
            return try scene.desk.recorders.record(.boothEnded, booth: booth, at: at(minute))
        }
        if cut == 0 {
            try await scene.urns.commit(slip, ballot, name)
        } else {
            try await scene.urns.cast(slip, ballot, name)
        }
        try await losePower(&scene, minute: minute)
        // The voter holds his slip before the scanner again: whether it was used the urn knows.
        guard try await scene.urns.isUnspent(slip, name) else { return }
        try scene.desk.recorders.record(.boothOpened, booth: booth, at: at(minute))
        try await scene.urns.cast(slip, ballot, name)
        try scene.desk.recorders.record(.boothEnded, booth: booth, at: at(minute))
    }

    @inline(never)
    private func losePower(_ scene: inout Scene, minute: Int) async throws {
        try await scene.urns.loseMemory()
        try await scene.desk.restart()
        try await scene.desk.take(
            VotingInterrupted(.power, reason: "no power"), by: RehearsedMembers.chair, at: at(minute))
        try await scene.desk.take(
            VotingRestarted(
                DeskDecision(number: "\(minute)", present: 7, inFavour: 7), protocolText: "started again, tested"),
            by: RehearsedMembers.chair, at: at(minute))
    }
}
