import Booth
import DataFormats
import ElectionFiles
import ElectionModel
import ElectronicStation
import Foundation
import PrimeOrderGroups
import Simulation
import Storage
import Urn
import VerifiableVoting
import Wording

/// A small electronic station on one computer, for whoever wants to try it: real ballots, keys, urn and booth, in processes of their
/// own; invented candidates and voters. All keys are made in one program, which no election may do.
actor DemoStation {
    typealias Suite = VersionOne<Edwards25519>

    /// What a member of the commission sees after closing.
    struct Closed: Sendable {
        let account: SlipAccount
        let statement: VerificationStatement
        let counts: [[UInt64]]
        let archive: String
        let evidence: String
        let closing: String
        let challenges: String
        /// Of the station and of its booth.
        let logs: [RecorderFigures]
    }

    /// What became of a ballot code.
    enum Fate: Sendable, Hashable {
        case counted
        /// With the index of the answer that was chosen in each question.
        case challenged([Int?])
        case unknown
    }

    static let others = 40
    static let slipCount = 60
    static let mostReplacements = 2

    let folder: String
    let ballot: BoothBallot
    private let election: RehearsedElection<Suite>
    private let commission = RehearsedCommission<Suite>()
    private let oblast = RecorderSecret.random()
    private var recorder: StationRecorder?
    private let manifest: SignedManifest
    private var urn: Process?
    private var booth: Process?
    private(set) var boothAddress = ""
    private(set) var slipsGiven: [Slip] = []
    private var opened: [OpenedBallot] = []
    private var codes: Set<String> = []

    /// Makes keys, slips, the announcement and an empty urn, in a folder of its own under `place`, named after the election.
    init(in place: String) async throws {
        let reconstruction = try reconstruct(seed: LoadedElection.shownSeed)
        let known = try Home.election("kazakhstan-2004").election
        guard
            var day = ElectronicDay.all(of: reconstruction, share: .permille(400), count: 1, seed: 2004).first
        else { throw Violation(.electionKey) }
        day.station.electors = UInt32(Self.slipCount)
        day.ballots = Array(day.ballots.prefix(Self.others))
        var names: [ChoiceID: Multilingual] = [:]
        for choice in known.choices + reconstruction.candidates { names[choice.id] = choice.name }
        election = try RehearsedElection(
            day, trustees: try RehearsedTrustees(count: 3, threshold: 2),
            names: Dictionary(
                names.map { ($0.key.rawValue, $0.value.english) }, uniquingKeysWith: { first, _ in first }),
            challenges: 0, timestamp: UInt64(time(nil)))
        folder = "\(place)/\(election.uuid)"
        let titles = [
            reconstruction.districts.first { $0.id == day.whole[0].district }?.name ?? Multilingual("Constituency"),
            Multilingual("Party lists", russian: "Партийные списки", kazakh: "Партиялық тізімдер"),
        ]
        ballot = BoothBallot(
            election: election.uuid, station: day.station.id.rawValue, languages: [.kazakh, .russian],
            contests: zip(titles, [day.candidates, day.lists]).map { title, choices in
                BoothBallot.Contest(
                    title: title,
                    choices: choices.enumerated().map { index, choice in
                        BoothBallot.Choice(answer: index, name: names[choice] ?? Multilingual(choice.rawValue))
                    })
            }, isSimulated: true)
        manifest = try commission.manifest(name: "Demo", [try await election.announced(leastBallots: 30)])
        try await prepare()
    }

    private func prepare() async throws {
        try writeSetup()
        try await UrnSetup.prepare(
            folder: "\(folder)/urn", archive: election.setup.bytes, manifest: manifest, commission: commission.key,
            station: ballot.station)
        try makeKeys()
    }

    // Not inlined: the optimizer of Swift 6.3.1 fails to split asynchronous functions that hold these.
    @inline(never)
    private func writeSetup() throws {
        for name in ["urn", "setup", "closing"] { try Home.makeFolder("\(folder)/\(name)") }
        try WholeFile.write(election.setup.bytes, to: "\(folder)/setup/\(election.uuid).bel")
        try WholeFile.write(manifest.bytes, to: "\(folder)/setup/day.manifest")
        if let key = commission.key {
            let signer = Signer(name: "Commission", key: key)
            try WholeFile.write(BallotFiles.withLineEnd(signer.bytes), to: "\(folder)/setup/Commission.signpub")
        }
        try WholeFile.write(Array(ballot.json.text().utf8), to: "\(folder)/setup/ballot.json")
        try CountedSecret.create(BallotRandomness.StationSecret.newSecret(), at: "\(folder)/station.secret")
        let (secret, key) = (RecorderKeyText.text(oblast.bytes), RecorderKeyText.text(oblast.publicKey.bytes))
        try WholeFile.writePrivate(Array("\(secret)\n".utf8), to: "\(folder)/setup/Oblast.recordkey")
        try WholeFile.write(Array("\(key)\n".utf8), to: "\(folder)/setup/Oblast.recordpub")
    }

    @inline(never)
    private func makeKeys() throws {
        let keys = Process()
        keys.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        keys.arguments = [
            "bash", "\(Home.path)/Scripts/make_station_keys.sh", "\(folder)/urn-keys", "\(folder)/booth-keys",
        ]
        keys.standardOutput = FileHandle.nullDevice
        try keys.run()
        keys.waitUntilExit()
        guard keys.terminationStatus == 0 else { throw CheckFailed(.demoKeys, ["file": folder]) }
    }

    /// How many slots the urn has and how many of them hold something.
    func emptyUrn() async throws -> (slips: Int, ballots: Int) {
        let figures = try await UrnKeeper.open(folder: "\(folder)/urn").figures()
        return (figures.slips, figures.ballots + figures.challenges)
    }

    /// Opens the urn and starts the programs of urn and booth.
    func open() async throws {
        try record(.stationOpened)
        try await openUrn()
        let (urn, line) = try Self.start([
            "station", "urn", "run", "--data", "\(folder)/urn", "--keys", "\(folder)/urn-keys", "--port", "0",
            "--json",
        ])
        self.urn = urn
        let place = "127.0.0.1:\(line.filter(\.isNumber))"
        let (booth, opened) = try Self.start([
            "station", "booth", "--archive", "\(folder)/setup/\(election.uuid).bel", "--ballot",
            "\(folder)/setup/ballot.json", "--secret", "\(folder)/station.secret", "--keys", "\(folder)/booth-keys",
            "--urn", place, "--port", "0", "--recorder", "\(folder)/booth.recorder", "--recorder-key",
            "\(folder)/setup/Oblast.recordpub", "--unlocked", "--json",
        ])
        self.booth = booth
        boothAddress = "http://127.0.0.1:\(opened.filter(\.isNumber))/"
        try await castOthers(place)
    }

    private func record(_ action: RecorderEntry.Action) throws {
        try openedRecorder().append(RecorderEntry(action, at: LocalMinute.now()))
    }

    private func openedRecorder() throws -> StationRecorder {
        if let recorder { return recorder }
        guard let today = CalendarDate(LocalMinute.now().description.prefix(10)) else { throw BoothFault.setup }
        let made = try StationRecorder(
            path: "\(folder)/station.recorder", station: ballot.station, key: oblast.publicKey,
            sealedUntil: today.adding(years: 1))
        recorder = made
        return made
    }

    /// The station's log, and the booth's, whose program has ended.
    private func endLogs() throws -> [RecorderFigures] {
        let booth = try RecorderFile(path: "\(folder)/booth.recorder")
        if !booth.log.isEnded { try booth.end() }
        let own = try openedRecorder().end(RecorderEntry(.stationClosed, at: LocalMinute.now()))
        return [own, RecorderFigures(booth.log)]
    }

    private func openUrn() async throws { try await UrnKeeper.open(folder: "\(folder)/urn").open() }

    /// The ballots of the other voters, so that the newcomer's is not alone.
    private func castOthers(_ place: String) async throws {
        guard let (address, port) = BoothCommand.place(place) else { return }
        let client = try UrnClient(address: address, port: port, keys: StationKeys(folder: "\(folder)/booth-keys"))
        for cast in try election.vote(challenges: 0).cast {
            let credential = try BallotReader<Edwards25519Order>.read(cast.bytes).credential
            try await client.commit(code: cast.code, credential: credential)
            try await client.cast(cast.bytes)
        }
    }

    /// The next slip from the stack; nil where the voter has had all that he may.
    func giveSlip() -> Slip? {
        guard slipsGiven.count <= Self.mostReplacements else { return nil }
        let slip = Slip(election: election.uuid, credential: election.credential(Self.others + slipsGiven.count))
        slipsGiven.append(slip)
        return slip
    }

    /// Ends booth and urn, closes, signs, decrypts by two of three trustees, verifies.
    func close() async throws -> Closed {
        stop()
        try record(.votingEnded)
        let (figures, states) = try await closeUrn()
        let assembled = try await UrnAssembly.assemble(
            ["\(folder)/urn"], manifest: manifest, commission: commission.key, into: "\(folder)/closing")
        let path = "\(folder)/closing/\(election.uuid).closing"
        let ended = try sign(assembled, path)
        let counted = try await election.count(ended, commission, manifest)
        try WholeFile.write(counted.archive, to: assembled.archive)
        codes = Set(assembled.codes.flatMap(\.ballots))
        opened = try await ChallengeVerifier.verify(
            MemoryArchive(ended.challenges), of: MemoryArchive(election.setup.bytes)
        ).ballots
        return Closed(
            account: account(figures, states), statement: counted.statement, counts: counted.counts,
            archive: assembled.archive, evidence: assembled.evidence ?? "", closing: path,
            challenges: assembled.challenges, logs: try endLogs())
    }

    @inline(never)
    private func sign(_ assembled: AssembledElection, _ path: String) throws -> EndedVoting {
        let closing = commission.sign(assembled.closing)
        try WholeFile.write(closing.bytes, to: path)
        return EndedVoting(
            archive: try WholeFile.read(assembled.archive), challenges: try WholeFile.read(assembled.challenges),
            evidence: try assembled.evidence.map { try WholeFile.read($0) } ?? [], closing: closing)
    }

    /// What lies in the urn, and what became of each slip in the order of the stack.
    private func closeUrn() async throws -> (figures: UrnFigures, states: [SlipState]) {
        let urn = try await UrnKeeper.open(folder: "\(folder)/urn")
        try await urn.close()
        var states: [SlipState] = []
        for number in 0..<election.slipCount {
            states.append(await urn.use(of: election.publicCredential(number)))
        }
        return (try await urn.figures(), states)
    }

    /// Each figure is counted by itself: those of the urn, of the slips that were given, and of those left on the stack. Nobody
    /// carries a slip away here, so that all that were given lie in the box.
    private func account(_ figures: UrnFigures, _ states: [SlipState]) -> SlipAccount {
        let given = Self.others + slipsGiven.count
        func number(_ value: Int) -> UInt32 { UInt32(clamping: value) }
        return SlipAccount(
            printed: number(election.slipCount), received: number(states.count), handedOut: number(given),
            destroyedUnused: number(states.dropFirst(given).count { $0 == .unspent }),
            ballots: number(figures.ballots), challenged: number(figures.challenges), inBox: number(given),
            unspentInBox: number(states.prefix(given).count { $0 == .unspent }), returned: 0,
            checkIns: number(Self.others + min(1, slipsGiven.count)),
            replacements: number(max(0, slipsGiven.count - 1)))
    }

    func fate(of code: String) -> Fate {
        if codes.contains(code) { return .counted }
        guard let ballot = opened.first(where: { $0.code == code }) else { return .unknown }
        return .challenged(ballot.choices.map { $0.firstIndex(of: 1) })
    }

    /// Ends the programs that were started.
    func stop() {
        for process in [booth, urn].compactMap(\.self) where process.isRunning {
            process.terminate()
            process.waitUntilExit()
        }
        (booth, urn) = (nil, nil)
    }

    /// Starts this program with other words; comes back with the first line that it prints.
    private static func start(_ words: [String]) throws -> (Process, String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Home.program)
        process.arguments = words
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var line: [UInt8] = []
        while line.last != UInt8(ascii: "\n"), let byte = try output.fileHandleForReading.read(upToCount: 1)?.first {
            line.append(byte)
        }
        guard line.last == UInt8(ascii: "\n") else {
            throw CheckFailed(.demoProgram, ["text": words.joined(separator: " ")])
        }
        return (process, String(decoding: line.dropLast(), as: UTF8.self))
    }
}
