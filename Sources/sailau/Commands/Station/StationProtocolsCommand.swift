import ArgumentParser
import Counting
import DataFormats
import ElectionFiles
import ElectionModel
import ElectionRecord
import ElectronicStation
import Papers
import Storage
import VerifiableVoting
import VoterRegister
import Wording

/// The electronic and summary protocols of a station whose closing is signed and whose tally is decrypted.
struct StationProtocolsCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "protocols", abstract: "Write a station's electronic and summary protocols.",
        discussion: """
            The desk's record gives voters, slips and signatures; the archive, verified here once more against announcement and
            closing, gives the votes. Of each contest an electronic protocol is made and, with the station's protocols of paper, the
            summary of both, all held against the checks of the count. A station that is one of a group gets a protocol without
            votes: they are decrypted for the group alone.

            --ballots names a folder with stations.csv and ballots.csv, and with the protocols of paper where votes were given on
            paper: protocols-list-1.csv and so on, as `sailau reconstruct` writes them.

            Examples:
              sailau station protocols --data desk --archive UUID.bel --manifest day.manifest \\
                --commission-key Commission.signpub --ballots ballots --out protocols
              sailau station day --out out/day     (what such folders look like)

            Results: 0 all checks hold; 1 the archive or record is not valid, or figures contradict each other (the protocols are
            written all the same, and what was found stands beside them); 2 wrong arguments or files.
            """)

    @Option(help: ArgumentHelp("The desk's folder: desk.record and voters.register.", valueName: "folder"))
    var data: String
    @Option(help: ArgumentHelp("The archive of the station's election.", valueName: "file")) var archive: String
    @Option(help: ArgumentHelp("The folder of ballots, stations and protocols of paper.", valueName: "folder"))
    var ballots: String
    @Option(help: "The folder of Elections/ whose form, limits and names are used.") var election = "kazakhstan-2004"
    @Option(help: "1 for the first ballot, 2 for the run-off.") var round = 1
    @Option(help: ArgumentHelp("The folder to write to.", valueName: "folder")) var out: String
    @OptionGroup var anchors: AnchorOptions
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        guard anchors.manifest != nil, anchors.commissionKey != nil else { throw BadInput(.noManifest) }
        let desk = try await desk()
        let statement = try await verifier().verify(ArchiveFile(path: archive))
        let input = try input()
        let wording = try Home.wording(options.language, input.folder.election, input.folder.law)
        do {
            let count = try count(desk, statement, input)
            let files = try write(count, desk, input, wording)
            try report(count, files, wording)
        } catch let fault as StationCountFault {
            throw CheckFailed(message: wording.sentence(for: fault))
        }
    }

    private struct Desk {
        var state: DeskState
        var head: RecordHead
        /// When the closing was signed, by the station's clock.
        var signedAt: ClockTime?
    }

    /// The record, verified and folded.
    @inline(never)
    private func desk() async throws -> Desk {
        let wording = try options.wording()
        do {
            var state = DeskState(try RegisterImage(RegisterFiles.map("\(data)/voters.register")))
            var (verifier, signedAt) = (RecordVerifier(), RecordTime.none)
            try await RecordInput.read("\(data)/desk.record") { sealed in
                try verifier.add(sealed)
                try state.apply(sealed)
                if sealed.event.kind == ClosingSigned.kind { signedAt = sealed.event.time }
            }
            guard let head = verifier.head else { throw RecordViolation(.opening, height: 0, detail: data) }
            return Desk(state: state, head: head, signedAt: state.prepared?.hours.clock(signedAt))
        } catch let damage as RegisterDamage {
            throw CheckFailed(message: wording.sentence(for: damage, file: "\(data)/voters.register"))
        } catch let refusal as DeskRefusal {
            throw CheckFailed(message: wording.sentence(for: refusal))
        }
    }

    // Not inlined: the optimizer of Swift 6.3.1 fails to split an asynchronous function that holds this.
    @inline(never)
    private func verifier() throws -> ArchiveVerifier {
        var verifier = ArchiveVerifier.forTerminal(try options.wording())
        verifier.anchors = try anchors.read(beside: archive)
        verifier.evidence = try AnchorOptions.file(beside: archive, ".evidence").map { try ArchiveFile(path: $0) }
        return verifier
    }

    @inline(never)
    private func input() throws -> CountInput {
        try CountInput.station(ballots, try Home.election(election), try Home.counting(election), round: round)
    }

    @inline(never)
    private func count(
        _ desk: Desk, _ statement: VerificationStatement, _ input: CountInput
    ) throws -> StationCount {
        guard let path = anchors.manifest else { throw BadInput(.noManifest) }
        let manifest = try SignedManifest(bytes: WholeFile.read(path)).manifest
        guard let announced = manifest.elections.first(where: { $0.uuid == statement.uuid }) else {
            throw Violation(.manifestElection, detail: statement.uuid)
        }
        return try StationCount(
            desk: desk.state, announced: announced, result: statement.result, ballots: input.ballots,
            paper: input.protocols, round: round, signedAt: desk.signedAt, in: input.context)
    }

    @inline(never)
    private func write(
        _ count: StationCount, _ desk: Desk, _ input: CountInput, _ wording: Wording
    ) throws -> [String] {
        try Home.makeFolder(out)
        var files: [String] = []
        func write(_ bytes: [UInt8], _ name: String) throws {
            try Home.write(bytes, to: "\(out)/\(name)")
            files.append(name)
        }
        var tables: [String: [Protocol]] = [:]
        for item in count.protocols {
            tables[ProtocolFile.name(tier: item.tier, round: item.round), default: []].append(item)
        }
        for (name, rows) in tables.sorted(by: { $0.key < $1.key }) { try write(ProtocolFile.write(rows), name) }
        let (election, station) = (input.folder.election, input.stations.first { $0.id == desk.state.station })
        for document in count.electronic + count.summaries {
            let counts = document.counts
            let paper = ProtocolPaper(
                PaperSource(
                    electionID: election.id, election: election.name, provenance: counts.provenance, position: desk.head
                ),
                document, form: input.counting.form, region: station?.region,
                pollingDay: desk.state.prepared?.hours.day,
                members: desk.state.members)
            try write(
                try protocolPaper(paper, wording),
                PaperOutput.name(
                    "protocol", counts.station.rawValue, counts.tier.rawValue, "\(counts.round)",
                    counts.channel.rawValue))
        }
        return files
    }

    private func report(_ count: StationCount, _ files: [String], _ wording: Wording) throws {
        let errors = count.findings.filter { $0.severity == .error }
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-station-protocols/1")), ("folder", .string(out)),
                    ("electronic", .count(count.electronic.count)), ("summaries", .count(count.summaries.count)),
                    ("files", .array(files.map(JSON.string))),
                    (
                        "findings",
                        .array(
                            count.findings.map { finding in
                                .object([
                                    ("code", .string(finding.code)), ("severity", .string(finding.severity.rawValue)),
                                    ("text", .string(wording.stationSentence(for: finding))),
                                ])
                            })
                    ),
                ]).text())
        } else {
            Terminal.print(
                wording.term(
                    "desk.protocols.written",
                    [
                        Figure("electronic", .count(UInt64(count.electronic.count))),
                        Figure("summaries", .count(UInt64(count.summaries.count))), Figure("folder", .text(out)),
                    ]))
            for finding in count.findings { Terminal.print(wording.stationSentence(for: finding)) }
            if count.findings.isEmpty { Terminal.print(wording.term("desk.label.no findings")) }
        }
        guard errors.isEmpty else {
            throw CheckFailed(
                message: wording.term("desk.protocols.contradict", [Figure("count", .count(UInt64(errors.count)))]))
        }
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
