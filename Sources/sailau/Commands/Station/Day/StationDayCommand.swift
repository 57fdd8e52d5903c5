import ArgumentParser
import DataFormats
import ElectionFiles
import ElectionModel
import ElectronicStation
import PrimeOrderGroups
import Simulation
import StationDay
import Storage
import VerifiableVoting
import VoterRegister
import Wording

#if canImport(Glibc)
    import Glibc
#endif

/// Plays an electronic station's day and holds what it counted against what happened.
struct StationDayCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "day", abstract: "Play the day of an electronic station, reconciled to the last ballot.",
        discussion: """
            Desk, booths and two urns (one is carried to voters at home) work with their real rules and files: check-ins, challenges,
            torn slips, a slip that is given back and one that is carried away, and two losses of power, one of them between a
            ballot's code and its casting. Desk and booths keep the recorder of article 50-2(4), sealed to a key that stands for the
            oblast commission's (OUT/Oblast.recordkey). After the closing the tally is decrypted, and protocols of paper, of slips and of both
            are held against what everybody did and against the reconstruction. All of it is invented. Of the electronic
            stations of 2004 the one is taken whose list is nearest in size. What the folder holds is what `sailau station protocols`,
            `sailau station bundle` and `sailau ballot verify` read.

            With --again the equipment fails for good in the middle of the day: voting is put off, the closed archive is declared void
            (OUT/UUID.void, its urns in void-station and void-home), and a week later everybody votes in the election that was announced
            as its reserve (article 50-5(7)). Who reads that folder names the decision: `station bundle make --void OUT/UUID.void`.

            With --neighbours the station is counted with up to eight others of its constituency (urns in neighbour-1 and so on), in one
            election whose votes are known for all of them together: the law of 2004 has no such groups, so that this is a departure
            from it.

            Examples:
              sailau station day --electors 1350 --out out/day
              sailau station day --electors 3000 --group BELENIOS-2048 --out out/stress
              sailau station day --again --out out/again
              sailau station day --electors 150 --neighbours 1 --out out/together

            Results: 0 all figures agree; 1 they differ; 2 wrong arguments.
            """)

    @Option(help: "How many electors the station's list has, about.") var electors = 1350
    @Option(help: "The part of those who take part there that votes electronically.", transform: Permille.read)
    var electronicShare = Permille(400)
    @Option(help: "The group: Ed25519 or BELENIOS-2048.") var group = Edwards25519.name
    @Option(help: "The seed of the reconstruction and of what everybody does.")
    var seed: UInt64 = LoadedElection.shownSeed
    @Flag(help: "The equipment fails for good; voting is held again.") var again = false
    @Option(help: "How many stations of the constituency are counted with this one, 0 to 8.") var neighbours = 0
    @Option(help: ArgumentHelp("Where urns, record and archive are made.", valueName: "folder")) var out: String
    @OptionGroup var options: BallotOptions

    func validate() throws {
        guard (50...10_000).contains(electors) else {
            throw ValidationError("--electors \(electors): give 50 to 10000")
        }
        guard (0...8).contains(neighbours) else { throw ValidationError("--neighbours \(neighbours): give 0 to 8") }
    }

    func perform() async throws {
        try BallotFiles.checkGroup(group)
        let reconstruction = try reconstruct(seed: seed)
        let stations = reconstruction.stations.filter(\.isElectronic)
        let days = ElectronicDay.all(
            of: reconstruction, share: .permille(electronicShare.value), count: stations.count, seed: seed)
        func distance(_ day: ElectronicDay) -> Int { abs(Int(day.station.electors) - electors) }
        guard let day = days.min(by: { (distance($0), $0.station.id) < (distance($1), $1.station.id) }) else {
            throw BadInput(.noElection, ["file": "kazakhstan-2004"])
        }
        let player = try player(day, with: group(around: day, days), reconstruction)
        for name in player.plan.urnFolders { try Home.makeFolder("\(out)/\(name)") }
        let played = try await SuiteChoice.visit(group: group, player)
        try write(played)
        try writeDesk(played, reconstruction)
        let report = StationDayReport(played, group: group)
        Terminal.print(options.json ? report.json().text() : report.text(try options.wording()))
    }

    /// The stations of the same constituency whose lists are nearest in size.
    private func group(around day: ElectronicDay, _ days: [ElectronicDay]) throws -> [ElectronicDay] {
        func distance(_ other: ElectronicDay) -> Int {
            abs(Int(other.station.electors) - Int(day.station.electors))
        }
        let others = days.filter { $0.station.district == day.station.district && $0.station.id != day.station.id }
        guard others.count >= neighbours else {
            throw ValidationError("--neighbours \(neighbours): the constituency has \(others.count)")
        }
        return Array(others.sorted { (distance($0), $0.station.id) < (distance($1), $1.station.id) }.prefix(neighbours))
    }

    @inline(never)
    private func player(
        _ day: ElectronicDay, with neighbours: [ElectronicDay], _ reconstruction: Reconstruction
    ) throws -> StationDayPlayer {
        let folder = try Home.election("kazakhstan-2004")
        var names: [String: String] = [:]
        for choice in folder.election.choices + reconstruction.candidates {
            names[choice.id.rawValue] = choice.name.english
        }
        var numbers: [VoterNumber] = []
        let invented = InventedRegister(stations: [day.station], seed: seed, doubles: 0)
        invented.forEach { numbers.append($0.number) }
        return StationDayPlayer(
            plan: StationDayPlan(
                day, electors: numbers, seed: seed, isHeldAgain: again, neighbours: neighbours), names: names,
            register: try invented.image(),
            out: out, progress: try progress())
    }

    /// Nil where nobody looks.
    private func progress() throws -> (@Sendable (Int) -> Void)? {
        guard isatty(2) == 1 else { return nil }
        let wording = try options.wording()
        return { voters in
            guard voters % 50 == 0 else { return }
            Terminal.progress(wording.term("stationday.progress", [Figure("count", .count(UInt64(voters)))]))
        }
    }

    @inline(never)
    private func write(_ played: PlayedStationDay) throws {
        let (folder, closed) = ("\(out)/\(played.uuid)", played.closed)
        // The archive goes on from where the urns were joined.
        try WholeFile.write(closed.archive, to: "\(folder).bel")
        try WholeFile.write(closed.closing, to: "\(folder).closing")
        if let waiver = closed.waiver { try WholeFile.write(waiver, to: "\(folder).waiver") }
        try WholeFile.write(played.manifest.bytes, to: "\(out)/day.manifest")
        if let void = played.void { try WholeFile.write(void.bytes, to: "\(out)/\(void.content.uuid).void") }
        try WholeFile.writePrivate(
            Array("\(RecorderKeyText.text(played.recorderSecret.bytes))\n".utf8), to: "\(out)/Oblast.recordkey")
        try WholeFile.write(
            Array("\(RecorderKeyText.text(played.recorderSecret.publicKey.bytes))\n".utf8),
            to: "\(out)/Oblast.recordpub")
        if let key = played.commission {
            try WholeFile.write(
                BallotFiles.withLineEnd(Signer(name: "Commission", key: key).bytes), to: "\(out)/Commission.signpub")
        }
    }
}

extension StationDayCommand {
    /// What `sailau station protocols` and `bundle` need beside the archive: the list of voters, a folder of ballots with the
    /// protocols of paper, and the invented members' keys.
    @inline(never)
    private func writeDesk(_ played: PlayedStationDay, _ reconstruction: Reconstruction) throws {
        let day = played.plan.day
        try WholeFile.write(
            InventedRegister(stations: [day.station], seed: seed, doubles: 0).imageBytes(),
            to: "\(out)/voters.register")
        func entries<Value>(_ values: [Value]) -> [Entry<Value>] { values.map { Entry($0, .reconstructed) } }
        let tier = day.whole[0].tier
        let chosen = Set(day.candidates)
        let candidates = reconstruction.candidates.filter { chosen.contains($0.id) }.map {
            RegisteredChoice($0, tier: tier)
        }
        var files: [(name: String, bytes: [UInt8])] = [
            ("stations.csv", StationFile.write(entries([day.station]))),
            ("ballots.csv", BallotFile.write(entries(day.paperBallots))),
            ("districts.csv", DistrictFile.write(entries(reconstruction.districts))),
            ("candidates.csv", CandidateFile.write(entries(candidates))),
        ]
        for item in day.paper ?? [] {
            files.append((ProtocolFile.name(tier: item.tier, round: item.round), ProtocolFile.write([item])))
        }
        try Home.makeFolder("\(out)/keys")
        for (index, secret) in played.members.enumerated() {
            try WholeFile.writePrivate(
                BallotFiles.withLineEnd(secret.bytes), to: "\(out)/keys/Member-\(index + 1).signkey")
        }
        try Home.makeFolder("\(out)/ballots")
        for file in files { try WholeFile.write(file.bytes, to: "\(out)/ballots/\(file.name)") }
    }
}

private struct StationDayPlayer: GroupVisitor {
    let plan: StationDayPlan
    let names: [String: String]
    let register: RegisterImage
    let out: String
    let progress: (@Sendable (Int) -> Void)?

    func visit<Suite: CipherSuite>(_ suite: Suite.Type) async throws -> PlayedStationDay {
        do {
            return try await StationDay<Suite>(plan, names: names, register: register, in: out, progress: progress)
                .play()
        } catch StationDayFault.differs(let what, let happened, let counted) {
            throw CheckFailed(.dayDiffers, ["what": what, "happened": "\(happened)", "counted": "\(counted)"])
        }
    }
}
