import ArgumentParser
import DataFormats
import ElectionFiles
import ElectionModel
import Observation
import VerifiableVoting
import Wording

struct AuditSeedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed", abstract: "Enter the seed that was drawn in public.",
        discussion: """
            At least 20 decimal digits, from dice thrown before witnesses after the digest was published. The digest is given as it
            was published, so that no seed is entered for a text that nobody had seen.

            Example:
              sailau audit seed audit.json 31415926535897932384 --digest 5d0c…
            """)

    @OptionGroup var options: AuditFileOptions
    @Argument(help: "The digits.") var digits: String
    @Option(
        help: "The digest of the audit's text, as it was published before the seed was drawn.", transform: readDigest)
    var digest: Digest

    func run() throws {
        let wording = try options.wording()
        var audit = try options.audit(wording)
        let commitment = digest
        try audit.apply(.seed(digits, commitment: commitment), wording)
        try options.write(audit)
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-audit-seed/1")), ("seed", .string(digits)),
                    ("commitment", .string(commitment.hexadecimal)),
                ]).text())
        } else {
            Terminal.print(
                wording.term("observation.line.seeded", [Figure("digest", .text(commitment.hexadecimal))]))
        }
    }
}

struct AuditDrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draw", abstract: "Draw cards, and write the list by which they are fetched.",
        discussion: """
            --cards is how many are read in all, those of earlier draws included; without it, as many as nine of ten audits need
            if the reports are right. The list has the cards that nobody has settled yet, in the order of stations and containers;
            --tickets writes each contest's tickets in their order, so that anybody can make them again.

            Examples:
              sailau audit draw audit.json --out pull.csv
              sailau audit draw audit.json --cards list/national/1=400 --out pull.csv
            """)

    @OptionGroup var options: AuditFileOptions

    @Option(
        help: ArgumentHelp("Cards of a contest in all; may stand several times.", valueName: "contest=number"),
        transform: { text in
            let parts = text.split(separator: "=")
            guard parts.count == 2, let count = Int(parts[1]), (0...1_000_000).contains(count) else {
                throw ValidationError("`\(text)` is no number of cards. Write it as list/national/1=400.")
            }
            return ContestDraw(try readContest(String(parts[0])), cards: count)
        })
    var cards: [ContestDraw] = []

    @Option(help: ArgumentHelp("The list of cards to be fetched.", valueName: "file")) var out: String
    @Option(help: ArgumentHelp("A folder for the tickets of each contest.", valueName: "folder")) var tickets: String?

    /// Where no simulated audit ends: a sample to begin with.
    private static let first = 1000

    func run() throws {
        let wording = try options.wording()
        var audit = try options.audit(wording)
        let given = Dictionary(cards.map { ($0.contest, $0.cards) }, uniquingKeysWith: { first, _ in first })
        let draws = audit.standings(runs: 11).map { standing in
            let more = standing.isConfirmed ? 0 : standing.moreForNineOfTen ?? Self.first
            return ContestDraw(standing.key, cards: given[standing.key] ?? standing.drawn + more)
        }
        if let unknown = cards.first(where: { card in !draws.contains { $0.contest == card.contest } }), !draws.isEmpty
        {
            throw RefusedInput(message: wording.sentence(for: AuditRefusal.unknownContest(unknown.contest)))
        }
        try audit.apply(.draw(draws), wording)
        let open = audit.openCards
        let recounts = audit.openRecounts
        try Home.write(
            recounts.isEmpty
                ? AuditTables.pullList(open.unread, of: audit) : AuditTables.recountList(recounts, of: audit),
            to: out)
        if let tickets {
            try Home.makeFolder(tickets)
            for draw in draws {
                let name = draw.contest.description.split(separator: "/").joined(separator: "-")
                try Home.write(AuditTables.tickets(draw.contest, of: audit), to: "\(tickets)/\(name).csv")
            }
        }
        try options.write(audit)
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-audit-draw/1")), ("to_fetch", .count(open.unread.count)),
                    ("to_recount", .count(recounts.count)), ("list", .string(out)),
                    (
                        "draws",
                        .array(
                            draws.map {
                                .object([("contest", .string($0.contest.description)), ("cards", .count($0.cards))])
                            })
                    ),
                ]).text())
            return
        }
        var lines = draws.map { draw in
            wording.term(
                "observation.line.drawn",
                [
                    Figure("contest", .text(wording.name(of: draw.contest))),
                    Figure("cards", .count(UInt64(draw.cards))),
                ])
        }
        if !open.unread.isEmpty {
            lines.append(
                wording.term("observation.line.to fetch", [Figure("count", .count(UInt64(open.unread.count)))]))
        }
        if !recounts.isEmpty {
            lines.append(
                wording.term("observation.line.to recount", [Figure("count", .count(UInt64(recounts.count)))]))
        }
        Terminal.print(lines.joined(separator: "\n"))
    }
}

struct AuditReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Show each claim with its p-value and what is still needed.",
        discussion: """
            --assess enters the p-values into the audit's text; all cards drawn have to be settled for it.

            Examples:
              sailau audit report audit.json
              sailau audit report audit.json --assess --json
            """)

    @OptionGroup var options: AuditFileOptions
    @Flag(help: "Enter the p-values into the audit.") var assess = false
    @Flag(help: "Show every claim, not only the slowest of each contest.") var all = false
    @Option(help: "Simulated audits for each of the slowest claims.") var runs = 21

    func validate() throws {
        guard (1...1000).contains(runs) else { throw ValidationError("Give a number of runs from 1 to 1000.") }
    }

    func run() throws {
        let wording = try options.wording()
        var audit = try options.audit(wording)
        if assess {
            let found: [ContestAssessment]
            do throws(AuditRefusal) {
                found = try audit.assess()
            } catch {
                throw RefusedInput(message: wording.sentence(for: error))
            }
            try audit.apply(.assessment(found), wording)
            try options.write(audit)
        }
        let standings = audit.standings(runs: runs)
        if options.json {
            let open = audit.openCards
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-audit-report/1")), ("election", .string(audit.election.rawValue)),
                    ("risk_limit", .optional(audit.plan?.riskLimit) { .fraction($0) }),
                    ("commitment", .string(audit.commitment.hexadecimal)), ("steps", .count(audit.steps.count)),
                    ("unread", .count(open.unread.count)), ("disputed", .count(open.disputed.count)),
                    ("to_recount", .count(audit.openRecounts.count)),
                    ("confirmed", .bool(!standings.isEmpty && standings.allSatisfy(\.isConfirmed))),
                    ("contests", .array(standings.map { AuditReport.json($0, wording) })),
                ]).text())
            return
        }
        Terminal.print(AuditReport.text(audit, standings, all: all, wording))
        if assess { Terminal.print(wording.term("observation.line.assessed", [Figure("file", .text(options.file))])) }
    }
}

struct AuditReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Make every draw and every p-value of an audit again.",
        discussion: """
            With the election the plan is held against the claims that law and votes give: a text alone shows only that the cards
            bear out what its plan says. With --digest the seed has to be entered for the text that was published before it was drawn.

            Examples:
              sailau audit replay audit.json --digest 5d0c…
              sailau audit replay audit.json kazakhstan-2004 --contest list/national/1
            """)

    @OptionGroup var options: AuditFileOptions
    @Argument(help: "The election whose outcome the plan has to be about.") var election: String?

    @Option(
        help: ArgumentHelp("Hold only this contest against the plan; may stand several times.", valueName: "contest"),
        transform: readContest)
    var contest: [Observation.ContestKey] = []

    @Option(help: ArgumentHelp("The protocols' folder.", valueName: "folder")) var protocols: String?
    @Option(help: "The digest that was published before the seed was drawn.", transform: readDigest)
    var digest: Digest?

    func run() throws {
        let wording = try options.wording()
        let audit = try options.audit(wording)
        if let digest, audit.seedCommitment != digest {
            throw CheckFailed(
                message: wording.term(
                    "evidence.refusal.other digest",
                    [
                        Figure("file", .text(options.file)), Figure("digest", .text(digest.hexadecimal)),
                        Figure("found", .text(audit.seedCommitment?.hexadecimal ?? "–")),
                    ]))
        }
        if let unknown = contest.first(where: { key in audit.plan?.contests.contains { $0.key == key } != true }) {
            throw CheckFailed(message: wording.sentence(for: AuditRefusal.unknownContest(unknown)))
        }
        var differing: [Observation.ContestKey] = []
        if let election {
            let loaded = try LoadedElection.load(
                election, protocols: protocols, seed: protocols == nil ? LoadedElection.shownSeed : nil)
            let folder = loaded.folder
            guard audit.election == folder.election.id else {
                throw CheckFailed(
                    message: wording.term(
                        "evidence.refusal.other election",
                        [Figure("file", .text(options.file)), Figure("text", .text(audit.election.rawValue))]))
            }
            let claims = auditClaims(
                of: loaded.outcome, under: folder.law, of: folder.election, from: folder.tallies, with: folder.decisions
            )
            differing = (audit.plan?.differing(from: claims) ?? claims.map { Observation.ContestKey($0) })
                .filter { contest.isEmpty || contest.contains($0) }
        }
        let names = differing.map { wording.name(of: $0) }
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-audit-replay/1")), ("steps", .count(audit.steps.count)),
                    ("commitment", .string(audit.commitment.hexadecimal)),
                    ("compared", .bool(election != nil)),
                    ("differing", .array(differing.map { .string($0.description) })),
                    (
                        "assessments",
                        .array(
                            audit.assessments.map { assessment in
                                .object([
                                    ("contest", .string(assessment.contest.description)),
                                    ("cards", .count(assessment.cards)),
                                    ("p_values", .array(assessment.pValues.map { number($0) })),
                                    ("confirmed", .bool(assessment.isConfirmed)),
                                ])
                            })
                    ),
                ]).text())
        } else {
            Terminal.print(
                wording.term(
                    "observation.line.replayed",
                    [Figure("file", .text(options.file)), Figure("steps", .count(UInt64(audit.steps.count)))]))
            if election != nil, differing.isEmpty { Terminal.print(wording.term("observation.line.claims agree")) }
        }
        if !differing.isEmpty {
            throw CheckFailed(
                message: wording.term(
                    "observation.line.claims differ", [Figure("contests", .text(names.joined(separator: "; ")))]))
        }
    }
}
