import Counting
import ElectionModel
import ElectronicStation
import Simulation
import Storage
import Urn
import VerifiableVoting

extension StationDay {
    @inline(never)
    func close(_ scene: inout Scene) async throws {
        let chair = RehearsedMembers.chair
        let lies = try await scene.urns.close()
        let left = await scene.urns.slipsLeft(.station) + scene.urns.slipsLeft(.home)
        try await scene.desk.take(StationClosed(), by: chair, at: at(1200))
        try await scene.desk.take(
            SlipsCounted(
                handedOut: UInt32(scene.handedOut), destroyedUnused: UInt32(left), inBox: UInt32(scene.inBox),
                unspentInBox: 0), by: chair, at: at(1205))
        try await scene.desk.take(
            UrnCounted(
                ballots: UInt32(lies.ballots), challenged: UInt32(lies.challenges),
                statement: Digest(of: Array("\(lies)".utf8)).hexadecimal), by: chair, at: at(1210))
        try await scene.desk.take(
            BoothRecordersCounted(try scene.desk.recorders.endBooths()), by: chair, at: at(1215))
        try await scene.desk.take(
            RecorderEnded(try scene.desk.recorders.endDesk(at: at(1220))), by: chair, at: at(1220))
        let codes = try account(scene).findings(at: plan.day.station.id).map(\.code)
        try await scene.desk.take(
            ClosingSigned(
                RehearsedMembers.signatures,
                explanations: Dictionary(
                    codes.map { ($0, "a voter left with his slip") }, uniquingKeysWith: { a, _ in a })),
            by: chair, at: at(1220))
    }

    func account(_ scene: Scene) throws(StationDayFault) -> SlipAccount {
        guard let account = scene.desk.state.account else { throw .noUrn }
        return account
    }

    /// All urns joined, their lists signed; then the tally, its decryptions and the counts.
    @inline(never)
    func count(
        _ scene: Scene, _ neighbours: [String], _ election: RehearsedElection<Suite>,
        _ commission: RehearsedCommission<Suite>, _ manifest: SignedManifest, voids: [SignedVoid]
    ) async throws -> ClosedStation {
        let assembled = try await assemble(scene, neighbours, commission, manifest)
        return try await election.count(
            EndedVoting(
                archive: try WholeFile.read(assembled.archive), challenges: try WholeFile.read(assembled.challenges),
                evidence: try assembled.evidence.map { try WholeFile.read($0) } ?? [],
                closing: commission.sign(assembled.closing)), commission, manifest, voids: voids)
    }

    /// The closed archive of what lies in the station's urns and in those of its neighbours.
    @inline(never)
    func assemble(
        _ scene: Scene, _ neighbours: [String], _ commission: RehearsedCommission<Suite>, _ manifest: SignedManifest
    ) async throws -> AssembledElection {
        let folders = RehearsedUrns<Suite>.Name.allCases.map(scene.urns.path) + neighbours
        var lists: [SignedUrnCodes] = []
        for folder in folders { lists.append(commission.sign(try await UrnAssembly.codes(of: folder))) }
        return try await UrnAssembly.assemble(
            folders, signed: lists, manifest: manifest, commission: commission.key, into: folder)
    }

    /// Voters are matched with ballots by the slots of the station's urn, and by the order of the archive.
    @inline(never)
    func matchings(_ scene: Scene, _ closed: ClosedStation) async throws -> [OrderMatching] {
        let cast = await scene.urns.cast[.station] ?? []
        let own = Set(cast)
        let codes = try await UrnAssembly.codes(of: scene.urns.path(.station)).ballots
        return [
            OrderMatching("slots", cast: cast, found: try await scene.urns.codesBySlot(.station)),
            OrderMatching("archive", cast: cast, found: codes.filter(own.contains)),
            OrderMatching("recorder", cast: cast, found: try codesByRecorder(scene, codes.filter(own.contains))),
        ]
    }

    /// Codes in the order that the bytes of the booth's openings give: where a ballot left a trace in its entry, it would show here.
    private func codesByRecorder(_ scene: Scene, _ codes: [String]) throws -> [String] {
        let log = try RecorderLog(bytes: WholeFile.read(scene.desk.recorders.path(1)))
        let openings = log.entries.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element).prefix(
            codes.count)
        let ranks = openings.enumerated().sorted { $0.element.lexicographicallyPrecedes($1.element) }.map(\.offset)
        var found = codes
        for (rank, place) in ranks.enumerated() { found[place] = codes[rank] }
        return found
    }

    func recorders(_ scene: Scene) throws -> [[UInt8]] {
        try (0...RehearsedRecorders.booths).map { try WholeFile.read(scene.desk.recorders.path($0)) }
    }

    // MARK: What happened, and what was counted

    /// Makes the protocols of the day and holds everything that was counted against the plan. Throws `StationDayFault.differs`.
    package static func reconcile(_ played: inout PlayedStationDay) throws {
        let plan = played.plan
        let counts = plan.counts
        func require(_ what: String, _ happened: Int, _ counted: Int) throws(StationDayFault) {
            guard happened == counted else { throw .differs(what: what, happened: happened, counted: counted) }
        }
        let ballots = plan.count { if case .casts = $0 { true } else { false } }
        try require("ballots", ballots, Int(played.account.ballots))
        try require("challenges", plan.challenges, Int(played.account.challenged))
        try require("replacements", plan.challenges + plan.torn, Int(played.account.replacements))
        try require("missing", plan.count { $0 == .carriesAway }, played.account.missing)
        try require("given back", plan.count { $0 == .givesBack } + plan.torn, played.account.returnedUnspent)
        try require(
            "interruptions", plan.powerCuts.count + (plan.failsBefore == nil ? 0 : 1),
            played.desk.interruptions.count)
        try require("void elections", plan.failsBefore == nil ? 0 : 1, played.desk.void.count)
        for (contest, both) in zip(counts, played.closed.counts).enumerated() {
            for (place, votes) in zip(both.0, both.1).enumerated() {
                try require("contest \(contest + 1), choice \(place + 1)", Int(votes.0), Int(votes.1))
            }
        }
        try protocols(&played)
    }

    private static func protocols(_ played: inout PlayedStationDay) throws {
        let plan = played.plan
        guard let paper = plan.day.paper, let announced = played.manifest.manifest.election(uuid: played.uuid)
        else {
            throw StationDayFault.noUrn
        }
        let ballots = plan.day.paperBallots
        let counted = try CountedBallots(
            of: plan.day.station.id.rawValue, in: MemoryArchive(played.closed.archive), announced,
            played.closed.statement)
        let count = try StationCount(
            desk: played.desk, announced: announced, result: ElectionResult(counts: played.closed.counts),
            counted: counted, ballots: ballots, paper: paper,
            in: CheckContext(stations: [plan.day.station], ballots: ballots))
        for (summary, whole) in zip(count.summaries, plan.day.whole) {
            // Of a station that is counted with others no votes are known.
            for (votes, all) in zip(summary.counts.votes, whole.votes)
            where votes.votes != (plan.neighbours.isEmpty ? all.votes : nil) {
                throw StationDayFault.differs(
                    what: "\(whole.tier) \(all.choice)", happened: Int(all.votes ?? 0), counted: Int(votes.votes ?? 0))
            }
        }
        for (together, votes) in zip(count.group, plan.counts) {
            for (line, happened) in zip(together.counts.votes, votes) where line.votes != UInt32(clamping: happened) {
                throw StationDayFault.differs(
                    what: "\(together.counts.tier) \(line.choice)", happened: Int(happened),
                    counted: Int(line.votes ?? 0))
            }
        }
        played.protocols = count.protocols
        played.findings = count.findings
    }
}
