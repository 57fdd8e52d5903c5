import DataFormats
import ElectionModel
import Publication
import Storage
import VerifiableVoting
import Wording

/// The making of one board: what is given, and the files it writes about each election.
struct BoardJob: Sendable {
    let finished: String
    let out: String
    let manifest: SignedManifest
    let commission: SignerKey
    let voids: [SignedVoid]
    let site: BoardSite
    let secret: SignerSecret

    private func path(_ uuid: String, _ ending: String) -> String { "\(finished)/\(uuid).\(ending)" }

    static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    private func isVoid(_ uuid: String) -> Bool { voids.contains { $0.content.uuid == uuid } }

    /// Whether a result of the election is due: not of one that is void, nor of a reserve that was not called.
    func isExpected(_ announced: AnnouncedElection) -> Bool {
        let isCalled = voids.contains { $0.content.reserve == announced.uuid }
        return !isVoid(announced.uuid) && (announced.reserveFor == nil || isCalled)
    }

    /// Whether the board shows less of an election than it should.
    func isWanting(_ election: BoardedElection) -> Bool {
        switch election.entry.verdict {
        case .valid, .findings: false
        case .invalid: true
        case .missing: isExpected(election.announced)
        }
    }

    /// Verifies an election and lays its files out. Nil for a reserve that was not held.
    ///
    /// Throws `RefusedInput` for one that still takes ballots or was not closed.
    func boarded(_ announced: AnnouncedElection, _ options: BallotOptions) async throws -> BoardedElection? {
        let archive = path(announced.uuid, "bel")
        guard WholeFile.exists(archive) else {
            guard announced.reserveFor == nil || isExpected(announced) else { return nil }
            return BoardedElection(
                announced: announced,
                entry: Board.Entry(uuid: announced.uuid, verdict: .missing, isVoid: isVoid(announced.uuid)))
        }
        try refuseUnfinished(announced.uuid, options)
        var found = BoardedElection(announced: announced, entry: try entry(announced.uuid))
        do {
            let statement = try await verifier(announced.uuid, options).verify(try ArchiveFile(path: archive))
            guard statement.uuid == announced.uuid else {
                throw Violation(.manifestElection, detail: statement.uuid)
            }
            found.entry.verdict = statement.findings.isEmpty ? .valid : .findings
            found.entry.counted = statement.counted
            found.statement = statement
        } catch let violation as Violation {
            found.entry.verdict = .invalid
            found.violation = violation
        }
        return found
    }

    // Not inlined: the optimizer of Swift 6.3.1 fails to split asynchronous functions that hold these.
    @inline(never)
    private func refuseUnfinished(_ uuid: String, _ options: BallotOptions) throws {
        func refuse(_ key: String, _ file: String) throws -> RefusedInput {
            RefusedInput(
                message: try options.wording().term("board.check.\(key)", [Figure("file", .text(file))]))
        }
        let archive = path(uuid, "bel")
        let extent = try ArchiveExtent(ArchiveFile(path: archive))
        // An archive that breaks off is no open one: verification says what is wrong with it.
        if extent.fault == nil, let head = extent.head, head.stage < .closed {
            throw try refuse("open archive", archive)
        }
        if !isVoid(uuid), !WholeFile.exists(path(uuid, "closing")) {
            throw try refuse("no closing", path(uuid, "closing"))
        }
    }

    @inline(never)
    private func verifier(_ uuid: String, _ options: BallotOptions) throws -> ArchiveVerifier {
        var verifier = ArchiveVerifier.forTerminal(try options.wording())
        func present(_ ending: String) -> String? {
            WholeFile.exists(path(uuid, ending)) ? path(uuid, ending) : nil
        }
        verifier.anchors = try Anchors(
            manifest: manifest, commission: commission,
            closing: present("closing").map { try SignedClosing(bytes: WholeFile.read($0)) },
            challenges: present("challenges").map { try ArchiveFile(path: $0) }, voids: voids)
        verifier.evidence = try present("evidence").map { try ArchiveFile(path: $0) }
        return verifier
    }

    @inline(never)
    private func entry(_ uuid: String) throws -> Board.Entry {
        var entry = Board.Entry(uuid: uuid, verdict: .invalid, isVoid: isVoid(uuid))
        entry.heads = try Board.heads(of: ArchiveFile(path: path(uuid, "bel")))
        if WholeFile.exists(path(uuid, "challenges")) {
            let tree = try BoardCode.root(of: ArchiveFile(path: path(uuid, "challenges")))
            (entry.challenges, entry.challenged) = (tree.root, tree.count)
        }
        for ending in ["bel", "closing", "challenges", "evidence"] where WholeFile.exists(path(uuid, ending)) {
            entry.files.append(try offer(path(uuid, ending)))
        }
        return entry
    }

    /// Copies a file among those that the board offers.
    func offer(_ path: String) throws -> ListedFile {
        let folder = "\(out)/\(BoardSite.files)"
        try Home.makeFolder(folder)
        return try ListedFile.copying(path, to: folder, as: Self.name(of: path))
    }

    /// Writes the pages of an election. Its codes are read from what the board offers, and let go of afterwards.
    @inline(never)
    func write(_ election: BoardedElection, _ options: BallotOptions) throws {
        let uuid = election.announced.uuid
        var codes: [BoardCode] = []
        if election.statement != nil { codes = try Self.codes(in: "\(out)/\(BoardSite.files)", uuid) }
        _ = try PublishCommand.write(site.pages(of: election, codes: codes), to: out)
    }

    /// The codes of an election from the files of a board.
    static func codes(in folder: String, _ uuid: String) throws -> [BoardCode] {
        let challenges = "\(folder)/\(uuid).challenges"
        return try BoardCode.all(
            in: ArchiveFile(path: "\(folder)/\(uuid).bel"),
            challenges: WholeFile.exists(challenges) ? ArchiveFile(path: challenges) : nil)
    }

    static func json(_ entry: Board.Entry) -> JSON {
        .object([
            ("uuid", .string(entry.uuid)), ("verdict", .string(entry.verdict.rawValue)), ("void", .bool(entry.isVoid)),
            ("counted", .count(entry.counted)), ("challenged", .count(entry.challenged)),
            ("head", .optional(entry.heads.last) { .string($0.hash.hexadecimal) }),
        ])
    }
}
