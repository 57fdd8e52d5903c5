import Counting
import DataFormats
import ElectionFiles
import ElectionModel
import Observation
import Publication
import Simulation
import VerifiableVoting
import Wording

/// `sailau demo --observe`: the reconstruction of 2004 with a known change of 0, 1 and 5 % of stations, and what observers find.
struct ObserveDemo {
    let out: String
    let seed: UInt64
    let stations: Int
    let language: Language
    let json: Bool
    let pages: Bool

    /// Parts of all stations.
    static let shares = [Fraction.zero, Fraction(1, 100), Fraction(1, 20)]

    func run() async throws {
        let election = try prepare()
        var levels: [ObservedLevel] = []
        for share in Self.shares { levels.append(try await level(share, election)) }
        try report(levels, election)
    }

    // Not inlined: the optimizer of Swift 6.3.1 fails to split an asynchronous function that holds this.
    @inline(never)
    private func prepare() throws -> ObservedElection {
        let made = try ReconstructCommand.make(stations: stations, seed: seed)
        return ObservedElection(made, try made.completing(try Home.election("kazakhstan-2004")), seed: seed)
    }

    static func folder(_ share: Fraction) -> String { "changed-\((share * Fraction(100, 1)).floor)" }

    private func level(_ share: Fraction, _ election: ObservedElection) async throws -> ObservedLevel {
        let change = PlantedChange(into: election.truth, register: election.register, share: share, seed: seed)
        let folder = "\(out)/\(Self.folder(share))/bundle"
        try write(change, election, to: folder)
        let wording = try Home.wording(language)
        let made = try await EvidenceMaking(files: EvidenceFiles(folder: folder), wording: wording)
            .make(to: folder, leavingArchives: false)
        return try finish(share, change, made, election)
    }

    @inline(never)
    private func finish(
        _ share: Fraction, _ change: PlantedChange, _ made: MadeEvidence, _ election: ObservedElection
    ) throws -> ObservedLevel {
        if pages {
            // Those where there is more to see than that nobody was there.
            let shown = made.bundle.stations.filter { station in
                station.lines.contains { $0.verdict.kind == .differs }
            }.prefix(Self.mostPages).map(\.station)
            try EvidenceBundleReport.writePages(made, to: "\(out)/\(Self.folder(share))/pages", shown: Set(shown))
        }
        return election.level(share, change, made)
    }

    /// Pages of single stations that the demonstration writes in each language; `sailau evidence show` writes them all.
    private static let mostPages = 200

    /// The inputs of a bundle: what the commission publishes and what observers have.
    @inline(never)
    private func write(_ change: PlantedChange, _ election: ObservedElection, to folder: String) throws {
        guard EvidenceFiles(folder: folder).names().isEmpty, Home.read("\(folder)/\(EvidenceFiles.text)") == nil else {
            throw BadInput(.folderNotEmpty, ["folder": folder])
        }
        for inner in ["protocols", "copies", "quickcount"] { try Home.makeFolder("\(folder)/\(inner)") }
        func put(_ name: String, _ bytes: [UInt8]) throws { try Home.write(bytes, to: "\(folder)/\(name)") }
        for file in election.registers { try put("protocols/\(file.name)", file.bytes) }
        for (name, protocols) in [("protocols", change.protocols), ("copies", election.copies)] {
            for (tier, own) in Dictionary(grouping: protocols, by: \.tier).sorted(by: { $0.key < $1.key }) {
                try put("\(name)/\(ProtocolFile.name(tier: tier, round: 1))", ProtocolFile.write(own))
            }
        }
        let audit: AuditState?
        do throws(AuditRefusal) {
            audit = try election.audit(change.protocols)
        } catch {
            throw RefusedInput(message: try Home.wording(language).sentence(for: error))
        }
        if let audit { try put("audit.json", AuditText.bytes(audit)) }
        try put("quickcount/list.txt", Array(election.sample.text.utf8))
        try put("quickcount/reports.csv", QuickCountTables.write(election.reports))
        try put(
            EvidenceFiles.inputs,
            Array(
                """
                format: \(EvidenceInputs.format)
                election: kazakhstan-2004
                contest: \(ObservedElection.list)
                runs: \(Self.runs)
                seed: \(seed % 1_000_000)
                quick count hash: "\(election.sample.hash.hexadecimal)"

                """.utf8))
    }

    /// Simulated elections of the calibration.
    private static let runs = 99

    // MARK: The report

    @inline(never)
    private func report(_ levels: [ObservedLevel], _ election: ObservedElection) throws {
        let texts = try Home.texts()
        let names = Names(of: election.folder.election, under: election.folder.law)
        for language in Language.allCases {
            let report = ObserveReport(wording: Wording(texts, in: language, names: names), seed: seed)
            try Home.write(Array((report.text(levels) + "\n").utf8), to: "\(out)/\(language.rawValue).txt")
        }
        let own = ObserveReport(wording: Wording(texts, in: language, names: names), seed: seed)
        try Home.write(Array((own.json(levels).text() + "\n").utf8), to: "\(out)/observe.json")
        Terminal.print(json ? own.json(levels).text() : own.text(levels))
        if !json { Terminal.print(own.wording.term("evidence.demo.written", [Figure("folder", .text(out))])) }
    }
}

/// The table of the demonstration.
struct ObserveReport {
    let wording: Wording
    let seed: UInt64

    private func say(_ name: String, _ figures: [Figure] = []) -> String {
        wording.term("evidence.demo.\(name)", figures)
    }

    func text(_ levels: [ObservedLevel]) -> String {
        var lines = [
            wording.termIfPresent("provenance explained.\(ProvenanceKind.reconstructed.rawValue)") ?? "",
            say("title", [Figure("seed", .text("\(seed)"))]), say("about"),
        ]
        for level in levels {
            lines += [
                "",
                say(
                    "level",
                    [
                        Figure("share", .text(wording.percent(level.share, digits: 0))),
                        Figure("changed", .count(UInt64(level.change.stations.count))),
                        Figure("stations", .count(UInt64(level.stations))),
                        Figure("wrong", .count(UInt64(level.wrongOutcomes))),
                    ])
                    + " " + say(level.listSeatsDiffer ? "list seats differ" : "list seats same"),
            ]
            var table = TextTable([
                (say("method"), .left), (say("examined"), .right), (say("touched"), .right), (say("found"), .right),
                (say("false alarms"), .right),
            ])
            for finding in level.findings {
                table.add(
                    [say("by \(finding.method.rawValue)")]
                        + [finding.examined, finding.planted, finding.found, finding.falseAlarms].map {
                            wording.number($0)
                        })
            }
            lines.append(table.text())
            lines.append(say("root", [Figure("root", .text(level.bundle.head.root.hexadecimal))]))
        }
        return lines.joined(separator: "\n")
    }

    func json(_ levels: [ObservedLevel]) -> JSON {
        .object([
            ("format", .string("sailau-demo-observe/1")), ("status", .string(ProvenanceKind.reconstructed.rawValue)),
            ("seed", .count(seed)), ("levels", .array(levels.map { json($0) })),
        ])
    }

    private func json(_ level: ObservedLevel) -> JSON {
        let methods = level.findings.map { finding -> (String, JSON) in
            (
                finding.method.rawValue,
                .object([
                    ("examined", .count(finding.examined)), ("touched", .count(finding.planted)),
                    ("found", .count(finding.found)), ("false_alarms", .count(finding.falseAlarms)),
                ])
            )
        }
        return .object([
            ("share", .fraction(level.share)), ("stations", .count(level.stations)),
            ("changed", .count(level.change.stations.count)), ("wrong_outcomes", .count(level.wrongOutcomes)),
            ("wrong_confirmed", .count(level.wrongConfirmed)), ("list_seats_differ", .bool(level.listSeatsDiffer)),
            ("methods", .object(methods)), ("root", .string(level.bundle.head.root.hexadecimal)),
            ("folder", .string(ObserveDemo.folder(level.share))),
        ])
    }
}
