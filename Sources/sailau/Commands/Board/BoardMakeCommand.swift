import ArgumentParser
import DataFormats
import ElectionModel
import Publication
import Storage
import VerifiableVoting
import Wording

struct BoardMakeCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Verify finished elections and write a board of static pages about them.",
        discussion: """
            The folder holds UUID.bel, UUID.closing, UUID.challenges and UUID.evidence of the announced elections. Each is verified;
            pages, files and the signed list are written also where one is invalid or missing, and the result is then 1. An archive
            that still takes ballots is refused.

            A published electronic column is a table `question,candidate,votes` with the names of the announcement; an empty
            candidate is the blank choice.

            Example:
              sailau ballot board finished --manifest day.manifest --commission-key Commission.signpub \\
                --key Publisher.signkey --published column.csv --out board
            """)

    @Argument(help: ArgumentHelp("The folder with the finished elections.", valueName: "folder")) var finished: String
    @Option(help: ArgumentHelp("The announcement that the commission signed.", valueName: "file")) var manifest: String
    @Option(help: ArgumentHelp("The commission's public key, from elsewhere.", valueName: "file"))
    var commissionKey: String
    @Option(help: ArgumentHelp("The private key of who publishes the board.", valueName: "file")) var key: String
    @Option(
        name: .customLong("void"),
        help: ArgumentHelp("Decisions that elections are void, signed by members of the commission.", valueName: "file")
    )
    var voids: [String] = []
    @Option(help: ArgumentHelp("The published votes of the electronic stations.", valueName: "file"))
    var published: String?
    @Option(help: "What kind of data it is: official, derived, reconstructed or simulated; every page says so.")
    var provenance: Provenance?
    @Option(help: ArgumentHelp("The folder for the board.", valueName: "folder")) var out: String
    @OptionGroup var options: BallotOptions

    enum Provenance: String, ExpressibleByArgument, CaseIterable {
        case official, derived, reconstructed, simulated
    }

    func perform() async throws {
        let job = try job()
        var elections: [BoardedElection] = []
        for announced in job.manifest.manifest.elections {
            guard let election = try await job.boarded(announced, options) else { continue }
            elections.append(election)
            try job.write(election, options)
        }
        try finish(job, elections)
    }

    // Not inlined: the optimizer of Swift 6.3.1 fails to split an asynchronous function that holds this.
    @inline(never)
    private func job() throws -> BoardJob {
        let secret = try BallotFiles.signerSecret(key, options)
        let signed = try SignedManifest(bytes: WholeFile.read(manifest))
        let site = BoardSite(
            title: signed.manifest.name, try Home.texts(),
            provenance: provenance.flatMap { ProvenanceKind(rawValue: $0.rawValue) },
            style: try Home.needed("Pages/style.css"), script: try Home.needed("Pages/board.js"),
            manifest: BoardJob.name(of: manifest), commissionKey: BoardJob.name(of: commissionKey))
        return BoardJob(
            finished: finished, out: out, manifest: signed, commission: try BallotFiles.signer(commissionKey).key,
            voids: try voids.map { try SignedVoid(bytes: WholeFile.read($0)) }, site: site, secret: secret)
    }

    @inline(never)
    private func finish(_ job: BoardJob, _ elections: [BoardedElection]) throws {
        let files = try ([manifest, commissionKey] + voids).map { try job.offer($0) }
        let column = try published.map { try Self.column($0) }
        let board = try Board(
            name: job.manifest.manifest.name, manifest: Digest(of: job.manifest.document.content),
            elections: elections.map(\.entry), files: files)
        var signed = SignedBoard(board)
        signed.sign(with: job.secret)
        guard let publisher = try signed.publishers().first else { throw Violation(.boardSignature) }
        let sums = ElectronicSums(
            elections.filter { job.isExpected($0.announced) }.map { ($0.announced, $0.statement?.result?.counts) },
            published: column)
        _ = try PublishCommand.write(
            job.site.front(board, elections, sums: sums, publisher: publisher), to: out)
        try WholeFile.write(signed.bytes, to: "\(out)/board.json")
        try report(board, sums, incomplete: elections.count { job.isWanting($0) })
    }

    private func report(_ board: Board, _ sums: ElectronicSums, incomplete: Int) throws {
        let wording = try options.wording()
        func sentence(_ key: String, _ count: Int) -> String {
            wording.term("board.check.\(key)", [Figure("count", .count(UInt64(count)))])
        }
        let differences = sums.differences
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-board-made/1")), ("folder", .string(out)),
                    ("elections", .array(board.elections.map(BoardJob.json))), ("incomplete", .count(incomplete)),
                    ("decrypted", .count(sums.decrypted)), ("expected", .count(sums.expected)),
                    ("compared", .bool(sums.isCompared)),
                    (
                        "differences",
                        .array(
                            differences.map { row in
                                .object([
                                    ("question", .string(row.choice.question)),
                                    ("candidate", .string(row.choice.candidate)), ("votes", .count(row.votes)),
                                    ("published", .optional(row.published, JSON.count)),
                                ])
                            })
                    ),
                ]).text())
        } else {
            Terminal.print(
                wording.term(
                    "board.check.made",
                    [Figure("elections", .count(UInt64(board.elections.count))), Figure("folder", .text(out))]))
        }
        let faults =
            (incomplete > 0 ? [sentence("incomplete", incomplete)] : [])
            + (differences.isEmpty ? [] : [sentence("different", differences.count)])
        if !faults.isEmpty { throw CheckFailed(message: faults.joined(separator: "\n")) }
    }

    /// The published column, row by row.
    private static func column(_ file: String) throws -> [(ElectronicSums.Choice, UInt64)] {
        let log = MistakeLog(file: file)
        var rows: [(ElectronicSums.Choice, UInt64)] = []
        try CSVTable.read(
            WholeFile.read(file), file: file, columns: ["question", "candidate", "votes"], log: log
        ) { row in
            guard let question = row.text("question"), let votes = row.count("votes") else { return }
            rows.append(
                (ElectronicSums.Choice(question: question, candidate: row.textIfPresent("candidate") ?? ""), votes))
        }
        try log.throwIfAny()
        return rows
    }
}
