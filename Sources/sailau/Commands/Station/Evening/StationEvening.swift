import ArgumentParser
import Counting
import DataFormats
import ElectionConduct
import ElectionFiles
import ElectionModel
import ElectionRecord
import ElectronicStation
import Papers
import Storage
import VerifiableVoting
import VoterRegister
import Wording

/// What a station's protocols are made from.
struct EveningOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The desk's folder: desk.record and voters.register.", valueName: "folder"))
    var data: String
    @Option(help: ArgumentHelp("The archive of the station's election.", valueName: "file")) var archive: String
    @Option(help: ArgumentHelp("The folder of ballots, stations and protocols of paper.", valueName: "folder"))
    var ballots: String
    @Option(help: "The folder of Elections/ whose form, limits and names are used.") var election = "kazakhstan-2004"
    @Option(help: "1 for the first ballot, 2 for the run-off.") var round = 1
    @OptionGroup var anchors: AnchorOptions

    /// Reads record and archive, verifies both, and counts. Throws as the commands on records do.
    func load(_ options: RecordOptions, isPaperPending: Bool = false) async throws -> StationEvening {
        guard anchors.manifest != nil, anchors.commissionKey != nil else { throw BadInput(.noManifest) }
        let desk = try await StationEvening.desk("\(data)/voters.register", "\(data)/desk.record", options)
        let statement = try await verifier(options).verify(ArchiveFile(path: archive))
        return try evening(desk, statement, options, isPaperPending: isPaperPending)
    }

    // Not inlined, like the next one: the optimizer of Swift 6.3.1 fails to split an asynchronous function that holds this.
    @inline(never)
    private func verifier(_ options: RecordOptions) throws -> ArchiveVerifier {
        var verifier = ArchiveVerifier.forTerminal(try options.wording())
        var anchors = anchors
        // A member of a group has the archive of the whole group, whose ballots are not all of one station.
        anchors.station = nil
        verifier.anchors = try anchors.read(beside: archive)
        verifier.evidence = try AnchorOptions.file(beside: archive, ".evidence").map { try ArchiveFile(path: $0) }
        return verifier
    }

    @inline(never)
    private func evening(
        _ desk: StationEvening.Desk, _ statement: VerificationStatement, _ options: RecordOptions,
        isPaperPending: Bool
    ) throws -> StationEvening {
        guard let path = anchors.manifest else { throw BadInput(.noManifest) }
        let manifest = try SignedManifest(bytes: WholeFile.read(path)).manifest
        guard let announced = manifest.elections.first(where: { $0.uuid == statement.uuid }) else {
            throw Violation(.manifestElection, detail: statement.uuid)
        }
        let input = try CountInput.station(
            ballots, try Home.election(election), try Home.counting(election), round: round)
        let wording = try Home.wording(options.language, input.folder.election, input.folder.law)
        let counted = try counted(desk.state.station.rawValue, announced, statement)
        do {
            let count = try StationCount(
                desk: desk.state, announced: announced, result: statement.result, counted: counted,
                ballots: input.ballots, paper: input.protocols, isPaperPending: isPaperPending, round: round,
                signedAt: desk.signedAt,
                in: input.context)
            return StationEvening(desk: desk, input: input, announced: announced, count: count, wording: wording)
        } catch {
            throw CheckFailed(message: wording.sentence(for: error))
        }
    }
}

extension EveningOptions {
    /// None where the announcement does not name the station: that is told later, with the election that the desk held.
    private func counted(
        _ station: String, _ announced: AnnouncedElection, _ statement: VerificationStatement
    ) throws -> CountedBallots {
        guard announced.credentials(of: station) != nil else {
            return CountedBallots(ofStation: 0, all: statement.counted)
        }
        return try CountedBallots(of: station, in: ArchiveFile(path: archive), announced, statement)
    }
}

/// A station after its closing: what its desk recorded and what was counted.
struct StationEvening {
    struct Desk {
        var state: DeskState
        var head: RecordHead
        /// When the closing was signed, by the station's clock.
        var signedAt: ClockTime?
    }

    let desk: Desk
    let input: CountInput
    let announced: AnnouncedElection
    let count: StationCount
    /// With the names of the election.
    let wording: Wording

    /// A desk's record, verified and folded. Throws as the commands on records do.
    @inline(never)
    static func desk(_ register: String, _ record: String, _ options: RecordOptions) async throws -> Desk {
        let wording = try options.wording()
        do {
            var state = DeskState(try RegisterImage(RegisterFiles.map(register)))
            var (verifier, signedAt) = (RecordVerifier(), RecordTime.none)
            try await RecordInput.read(record) { sealed in
                try verifier.add(sealed)
                try state.apply(sealed)
                if sealed.event.kind == ClosingSigned.kind { signedAt = sealed.event.time }
            }
            guard let head = verifier.head else { throw RecordViolation(.opening, height: 0, detail: record) }
            return Desk(state: state, head: head, signedAt: state.prepared?.hours.clock(signedAt))
        } catch let damage as RegisterDamage {
            throw CheckFailed(message: wording.sentence(for: damage, file: register))
        } catch let refusal as DeskRefusal {
            throw CheckFailed(message: wording.sentence(for: refusal))
        }
    }

    /// Writes a table of the protocols of each contest, and the electronic ones and summaries as papers; the names of the files.
    func writeProtocols(to out: String) throws -> [String] {
        try Home.makeFolder(out)
        var files: [String] = []
        func write(_ bytes: [UInt8], _ name: String) throws {
            try WholeFile.write(bytes, to: "\(out)/\(name)")
            files.append(name)
        }
        var tables: [String: [Protocol]] = [:]
        for item in count.protocols {
            tables[ProtocolFile.name(tier: item.tier, round: item.round), default: []].append(item)
        }
        for item in count.group.map(\.counts) {
            tables[ProtocolFile.groupName(tier: item.tier, round: item.round), default: []].append(item)
        }
        for (name, rows) in tables.sorted(by: { $0.key < $1.key }) { try write(ProtocolFile.write(rows), name) }
        for document in count.group {
            let counts = document.counts
            try write(
                try protocolPaper(paper(document, members: []), wording),
                PaperOutput.name("group", counts.tier.rawValue, counts.district.rawValue, "\(counts.round)"))
        }
        for document in count.electronic + count.summaries {
            let counts = document.counts
            let name = PaperOutput.name(
                "protocol", counts.station.rawValue, counts.tier.rawValue, "\(counts.round)", counts.channel.rawValue)
            try write(try protocolPaper(paper(document, members: desk.state.members), wording), name)
        }
        return files
    }

    /// - Parameter members: of the commission that signs; none where blank lines are printed for it.
    private func paper(_ document: ProtocolDocument, members: [CommissionMember]) -> ProtocolPaper {
        let election = input.folder.election
        return ProtocolPaper(
            PaperSource(
                electionID: election.id, election: election.name, provenance: document.counts.provenance,
                position: desk.head), document, form: input.counting.form,
            region: input.stations.first { $0.id == desk.state.station }?.region,
            pollingDay: desk.state.prepared?.hours.day, members: members)
    }
}

extension CountInput {
    /// A station's own folder: its ballots, and the protocols of paper that were handed in.
    static func station(
        _ path: String, _ folder: ElectionFolder, _ counting: CountingFile, round: Int
    ) throws -> CountInput {
        func needed(_ name: String) throws -> [UInt8] {
            guard let bytes = Home.read("\(path)/\(name)") else { throw BadInput(.noFile, ["file": "\(path)/\(name)"]) }
            return bytes
        }
        let ballots = try BallotFile.read(needed("ballots.csv"), file: "\(path)/ballots.csv").map(\.value)
        var protocols: [Protocol] = []
        for tier in Set(ballots.filter { $0.round == round }.map(\.tier)).sorted() {
            let name = ProtocolFile.name(tier: tier, round: round)
            guard let bytes = Home.read("\(path)/\(name)") else { continue }
            protocols += try ProtocolFile.read(bytes, file: "\(path)/\(name)", ballots: ballots)
        }
        var input = CountInput(
            folder: folder, counting: counting,
            stations: try StationFile.read(needed("stations.csv"), file: "\(path)/stations.csv").map(\.value),
            ballots: ballots, protocols: protocols, isReconstructed: false)
        try input.addNames(path)
        return input
    }
}
