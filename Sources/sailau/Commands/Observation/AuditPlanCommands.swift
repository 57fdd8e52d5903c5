import ArgumentParser
import DataFormats
import ElectionFiles
import ElectionModel
import Observation
import SeatAllocation
import Simulation
import VerifiableVoting
import Wording

/// What an audit of an election is made of, before anything is fixed.
struct AuditSourceOptions: ParsableArguments {
    @OptionGroup var election: ElectionOptions

    @Option(help: "The risk limit, above 0 and below 1.", transform: readFraction)
    var riskLimit = Fraction(1, 20)

    @Option(
        help: ArgumentHelp(
            "How cards are held against reports: polling, station means, comparison or station recounts.",
            valueName: "name"), transform: readMethod)
    var method = AuditedContest.Method.stationMeans

    @Option(
        help: ArgumentHelp(
            "Audit this contest; may stand several times. Without it all are that can be.",
            valueName: "tier/district/round"), transform: readContest)
    var contest: [Observation.ContestKey] = []

    @Option(help: ArgumentHelp("Containers with their cards; without it as the protocols say.", valueName: "file"))
    var manifest: String?

    @Option(help: ArgumentHelp("Archives of electronic stations and whether they were verified.", valueName: "file"))
    var electronic: String?

    @Option(help: ArgumentHelp("Records of single cards, for comparison.", valueName: "file"))
    var cardRecords: String?

    struct Source {
        var folder: ElectionFolder
        var claims: [ContestClaims]
        var gaps: [ContestClaims]
        var draft: AuditDraft
        var plan: AuditPlan
        var cardRecords: [ContainerRecord]
        var isReconstructed: Bool
    }

    func load() throws -> Source {
        let loaded = try election.load()
        let folder = loaded.folder
        guard let made = loaded.reconstruction else {
            throw BadInput(.noProtocols, ["election": election.election])
        }
        let all = auditClaims(
            of: loaded.outcome, under: folder.law, of: folder.election, from: folder.tallies, with: folder.decisions)
        let wanted = all.filter { contest.isEmpty || contest.contains(Observation.ContestKey($0)) }
        if let missing = contest.first(where: { key in !wanted.contains { Observation.ContestKey($0) == key } }) {
            let wording = try Home.wording(election.language)
            throw RefusedInput(message: wording.sentence(for: AuditRefusal.unknownContest(missing)))
        }
        let claims = wanted.filter { $0.gap == nil }
        let manifest = try self.manifest.map { try AuditTables.manifest(Self.bytes($0), file: $0) }
        let archives = try electronic.map { try AuditTables.electronic(Self.bytes($0), file: $0) } ?? []
        let draft = AuditDraft(
            claims, protocols: made.protocols,
            electronic: Set(made.stations.filter(\.isElectronic).map(\.id)), archives: archives, manifest: manifest)
        let ballots = Dictionary(
            claims.map { (Observation.ContestKey($0), $0.choices) }, uniquingKeysWith: { first, _ in first })
        let records = try cardRecords.map {
            try AuditTables.cardRecords(Self.bytes($0), file: $0, containers: draft.containers) { ballots[$0] }
        }
        return Source(
            folder: folder, claims: claims, gaps: wanted.filter { $0.gap != nil }, draft: draft,
            plan: AuditPlan(
                riskLimit: riskLimit, contests: claims.map { AuditedContest($0, method: method) }),
            cardRecords: records ?? [],
            isReconstructed: made.protocols.contains { $0.provenance == .reconstructed })
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        guard let bytes = Home.read(path) else { throw BadInput(.noFile, ["file": path]) }
        return bytes
    }

    func committed(_ source: Source, _ wording: Wording) throws -> AuditState {
        do throws(AuditRefusal) {
            return try source.draft.committed(
                source.folder.election.id, plan: source.plan, cardRecords: source.cardRecords)
        } catch {
            throw RefusedInput(message: wording.sentence(for: error))
        }
    }
}

extension Observation.ContestKey {
    init(_ claims: ContestClaims) { self.init(tier: claims.tier, district: claims.district, round: claims.round) }
}

struct AuditPlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show what an audit of an outcome would test and how many cards it needs.",
        discussion: """
            Nothing is fixed by it. With --out it writes manifest.csv and electronic.csv as the protocols have them, for those to
            correct who keep the cards and verify the archives.

            Examples:
              sailau audit plan kazakhstan-2004 --contest list/national/1 --method polling
              sailau audit plan kazakhstan-2004 --risk-limit 1/10 --out audit
            """)

    @OptionGroup var source: AuditSourceOptions

    @Option(help: ArgumentHelp("A folder for drafts of the tables.", valueName: "folder"))
    var out: String?

    @Option(help: "Simulated audits for each of the slowest claims of a contest.")
    var runs = 11

    func validate() throws {
        guard (1...1000).contains(runs) else { throw ValidationError("Give a number of runs from 1 to 1000.") }
    }

    func run() throws {
        let loaded = try source.load()
        let wording = try Home.wording(source.election.language, loaded.folder.election, loaded.folder.law)
        let audit = try source.committed(loaded, wording)
        let standings = audit.standings(runs: runs)
        var files: [String] = []
        if let out {
            try Home.makeFolder(out)
            try Home.write(AuditTables.write(loaded.draft.containers), to: "\(out)/manifest.csv")
            try Home.write(AuditTables.draft(loaded.draft.records), to: "\(out)/electronic.csv")
            files = ["manifest.csv", "electronic.csv"]
        }
        if source.election.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-audit-plan/1")),
                    ("election", .string(loaded.folder.election.id.rawValue)),
                    ("reconstructed", .bool(loaded.isReconstructed)),
                    ("risk_limit", .fraction(source.riskLimit)),
                    ("contests", .array(standings.map { AuditReport.json($0, wording) })),
                    (
                        "gaps",
                        .array(
                            loaded.gaps.map {
                                .object([
                                    ("contest", .string(Observation.ContestKey($0).description)),
                                    ("gap", .optional($0.gap) { .string($0.rawValue) }),
                                ])
                            })
                    ),
                    ("unverified_stations", .count(loaded.draft.unverified.count)),
                    ("files", .array(files.map { .string($0) })),
                ]).text())
            return
        }
        var lines = [
            wording.term("observation.line.plan", [Figure("limit", .fraction(source.riskLimit))]), "",
            AuditReport.planTable(standings, wording),
        ]
        if !loaded.gaps.isEmpty {
            lines += ["", wording.term("observation.line.gaps")]
            lines += loaded.gaps.map { contest in
                "  "
                    + wording.term(
                        "observation.line.gap",
                        [
                            Figure("contest", .text(wording.name(of: Observation.ContestKey(contest)))),
                            Figure("reason", .text(contest.gap.map { wording.name(ofGap: $0) } ?? "")),
                        ])
            }
        }
        // Cards of a reconstruction lie in no box: such a plan is an exercise, and says so.
        if let words = wording.termIfPresent("provenance explained.\(ProvenanceKind.reconstructed.rawValue)"),
            loaded.isReconstructed
        {
            lines += ["", words]
        }
        if !loaded.draft.unverified.isEmpty {
            lines += [
                "",
                wording.term(
                    "observation.line.no records",
                    [Figure("stations", .count(UInt64(loaded.draft.unverified.count)))]),
            ]
        }
        if let out {
            lines += [
                "",
                wording.term(
                    "observation.line.written",
                    [Figure("folder", .text(out)), Figure("files", .text(files.joined(separator: ", ")))]),
            ]
        }
        Terminal.print(lines.joined(separator: "\n"))
    }
}

struct AuditCommitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "commit",
        abstract: "Fix manifest, protocols, electronic records and plan, before the seed is drawn.",
        discussion: """
            It writes the audit's text and prints the digest that has to be published before anybody draws the seed. What is
            fixed can't be changed. With --json the digest is `commitment`.

            Example:
              sailau audit commit kazakhstan-2004 --electronic audit/electronic.csv --out audit.json
            """)

    @OptionGroup var source: AuditSourceOptions

    @Option(help: ArgumentHelp("The audit's text; it must not be there yet.", valueName: "file"))
    var out: String

    func run() throws {
        let loaded = try source.load()
        let wording = try Home.wording(source.election.language, loaded.folder.election, loaded.folder.law)
        guard Home.read(out) == nil else {
            throw RefusedInput(message: wording.term("observation.line.same file", [Figure("file", .text(out))]))
        }
        let audit = try source.committed(loaded, wording)
        try Home.write(AuditText.bytes(audit), to: out)
        let digest = audit.commitment.hexadecimal
        if source.election.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-audit-commit/1")), ("file", .string(out)),
                    ("commitment", .string(digest)), ("contests", .count(source.contest.count)),
                    ("containers", .count(loaded.draft.containers.count)),
                ]).text())
            return
        }
        Terminal.print(
            wording.term(
                "observation.line.committed",
                [
                    Figure("file", .text(out)), Figure("contests", .count(UInt64(loaded.claims.count))),
                    Figure("containers", .count(UInt64(loaded.draft.containers.count))),
                    Figure("digest", .text(digest)),
                ]))
    }
}

struct AuditPowerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "power", abstract: "Print how often audits of a right outcome confirm it, by the number of cards.",
        discussion: """
            Two choices, the given margins in percent. Columns are the parts of a hundred simulated audits that confirm with so
            many cards; comparison finds no error. The same seed gives the same table.

            Example:
              sailau audit power --cards 10000 --risk-limit 1/20
            """)

    @Option(help: "Cards of the contest.") var cards: UInt64 = 10_000
    @Option(help: "The risk limit.", transform: readFraction) var riskLimit = Fraction(1, 20)
    @Option(help: "Margins in percent.") var margin: [UInt64] = [20, 10, 5, 2]
    @Option(help: "Numbers of cards drawn.") var sample: [Int] = [50, 100, 200, 500, 1000, 2000, 5000]
    @Option(help: "Simulated audits.") var runs = 100
    @Option(name: .customLong("lang"), help: "The language: en, ru or kk.", transform: ElectionOptions.readLanguage)
    var language = Language.english
    @Flag(help: "Report as JSON.") var json = false

    func validate() throws {
        guard (100...1_000_000).contains(cards), (1...10_000).contains(runs),
            margin.allSatisfy({ (1...99).contains($0) }),
            !sample.isEmpty, sample.allSatisfy({ $0 > 0 }), riskLimit > .zero, riskLimit < Fraction(1, 1)
        else { throw ValidationError("Cards from 100 to 1000000, runs from 1 to 10000, margins from 1 to 99.") }
    }

    func run() throws {
        let wording = try Home.wording(language)
        let table = margin.map {
            Power.row(margin: $0, cards: cards, riskLimit: riskLimit, runs: runs, samples: sample)
        }
        if json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-audit-power/1")), ("cards", .count(cards)),
                    ("risk_limit", .fraction(riskLimit)), ("runs", .count(runs)),
                    (
                        "rows",
                        .array(
                            table.map { row in
                                .object([
                                    ("margin_percent", .count(row.margin)),
                                    ("comparison", .optional(row.comparison) { .count($0) }),
                                    (
                                        "polling",
                                        .array(
                                            zip(sample, row.confirmed).map {
                                                .object([("cards", .count($0)), ("confirmed", .count($1))])
                                            })
                                    ),
                                ])
                            })
                    ),
                ]).text())
            return
        }
        var text = TextTable(
            [(wording.term("observation.label.margin"), .right)]
                + sample.map { (wording.number($0), TextTable.Alignment.right) }
                + [(wording.term("observation.label.comparison"), .right)])
        for row in table {
            text.add(
                [wording.percent(Fraction(row.margin, over: 100), digits: 0)]
                    + row.confirmed.map { wording.percent(Fraction($0, over: runs), digits: 0) }
                    + [row.comparison.map { wording.number($0) } ?? "–"])
        }
        Terminal.print(
            wording.term(
                "observation.line.power", [Figure("cards", .count(cards)), Figure("limit", .fraction(riskLimit))])
                + "\n" + text.text())
    }
}
