import ElectionModel
import PrimeOrderGroups
import Simulation
import Storage
import VerifiableVoting
import Wording

#if canImport(Glibc)
    import Glibc
#endif

/// What a rehearsal has played.
struct PlayedRehearsal: Sendable {
    struct Station: Sendable {
        let day: ElectronicDay
        let slips: Int
        let challenged: Int
        let counts: [[UInt64]]
        let voting: Duration
        let times: ClosingTimes
        let bytes: Int
        let wasWaived: Bool
    }

    var stations: [Station] = []
    var preparation = Duration.zero
    var whole = Duration.zero
}

/// Plays stations side by side, each on one core from its first ballot to its counts.
struct RehearsalPlayer: GroupVisitor {
    let days: [ElectronicDay]
    let names: [String: String]
    let challenges: Permille
    let leastBallots: Int
    let cores: Int
    let out: String
    let progress: (@Sendable (_ done: Int, _ ballots: Int) -> Void)?

    /// Nil where nobody looks.
    static func progress(_ wording: Wording, of stations: Int) -> (@Sendable (Int, Int) -> Void)? {
        guard isatty(2) == 1 else { return nil }
        return { done, ballots in
            Terminal.progress(wording.progress(ballots: ballots, percent: UInt64(done * 100 / max(1, stations))))
        }
    }

    func visit<Suite: CipherSuite>(_ suite: Suite.Type) async throws -> PlayedRehearsal {
        let start = ContinuousClock.now
        var played = PlayedRehearsal()
        let commission = RehearsedCommission<Suite>()
        let elections = try await prepare(suite)
        var announced: [AnnouncedElection] = []
        for election in elections { announced.append(try await election.announced(leastBallots: leastBallots)) }
        let manifest = try commission.manifest(name: "Rehearsal", announced)
        try WholeFile.write(manifest.bytes, to: "\(out)/day.manifest")
        if let key = commission.key {
            try WholeFile.write(
                BallotFiles.withLineEnd(Signer(name: "Commission", key: key).bytes), to: "\(out)/Commission.signpub")
        }
        played.preparation = ContinuousClock.now - start
        played.stations = try await play(elections, commission, manifest)
        played.whole = ContinuousClock.now - start
        return played
    }

    private func challenges(of day: ElectronicDay) -> Int { day.ballots.count * challenges.value / 1000 }

    /// Keys for each region, and each station's setup.
    private func prepare<Suite: CipherSuite>(_ suite: Suite.Type) async throws -> [RehearsedElection<Suite>] {
        var trustees: [RegionID: RehearsedTrustees<Suite>] = [:]
        for day in days where trustees[day.station.region] == nil {
            trustees[day.station.region] = try RehearsedTrustees(
                count: RehearsedCommission<Suite>.trustees, threshold: RehearsedCommission<Suite>.threshold)
        }
        let timestamp = UInt64(time(nil))
        let tasks = days.map { day in (day, trustees[day.station.region]) }
        return try await sideBySide(tasks) { day, trustees in
            guard let trustees else { throw Violation(.electionKey) }
            return try RehearsedElection(
                day, trustees: trustees, names: names, challenges: challenges(of: day), timestamp: timestamp)
        }
    }

    private func play<Suite: CipherSuite>(
        _ elections: [RehearsedElection<Suite>], _ commission: RehearsedCommission<Suite>, _ manifest: SignedManifest
    ) async throws -> [PlayedRehearsal.Station] {
        let total = Total()
        return try await sideBySide(elections) { election in
            let start = ContinuousClock.now
            let challenged = challenges(of: election.day)
            let voted = try election.vote(challenges: challenged)
            let voting = ContinuousClock.now - start
            let closed = try await election.close(
                voted, commission, manifest, evidence: Suite.Group.name == Edwards25519.name)
            try write(closed, election.uuid, station: election.day.station.id)
            let (done, ballots) = await total.add(election.day.ballots.count)
            progress?(done, ballots)
            return PlayedRehearsal.Station(
                day: election.day, slips: election.slipCount, challenged: challenged, counts: closed.counts,
                voting: voting, times: closed.times,
                bytes: closed.archive.count + closed.challenges.count + closed.evidence.count,
                wasWaived: closed.waiver != nil)
        }
    }

    private func write(_ closed: ClosedStation, _ uuid: String, station: StationID) throws {
        let folder = "\(out)/\(station)"
        try Home.makeFolder(folder)
        try WholeFile.write(closed.archive, to: "\(folder)/\(uuid).bel")
        try WholeFile.write(closed.closing, to: "\(folder)/\(uuid).closing")
        if !closed.challenges.isEmpty { try WholeFile.write(closed.challenges, to: "\(folder)/\(uuid).challenges") }
        if !closed.evidence.isEmpty { try WholeFile.write(closed.evidence, to: "\(folder)/\(uuid).evidence") }
        if let waiver = closed.waiver { try WholeFile.write(waiver, to: "\(folder)/\(uuid).waiver") }
    }

    /// Work on each, so many at a time, the results in the order of the inputs.
    private func sideBySide<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], _ work: @escaping @Sendable (Input) async throws -> Output
    ) async throws -> [Output] {
        try await withThrowingTaskGroup(of: (Int, Output).self) { group in
            var outputs = [Output?](repeating: nil, count: inputs.count)
            var next = 0
            func start() {
                let index = next
                guard index < inputs.count else { return }
                next += 1
                group.addTask { (index, try await work(inputs[index])) }
            }
            for _ in 0..<cores { start() }
            while let (index, output) = try await group.next() {
                outputs[index] = output
                start()
            }
            return outputs.compactMap(\.self)
        }
    }

    private actor Total {
        private var done = 0
        private var ballots = 0

        func add(_ count: Int) -> (Int, Int) {
            done += 1
            ballots += count
            return (done, ballots)
        }
    }
}
