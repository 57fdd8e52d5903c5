import ArgumentParser
import ElectionFiles
import ElectionModel
import ElectoralLaw
import Publication
import SeatAllocation
import Simulation
import Wording

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "The election of the Mazhilis of 2004: seats, articles, margins, pages.",
        discussion: """
            With --night the election is played from its calling to its final result: electronic stations first, double entries
            with errors, findings and corrections, the provisional house of 23 September and its correction, run-offs on
            3 October. Every act stands in a record, which `sailau record verify` verifies. All of it is reconstructed.

            With --station an electronic polling station opens in the browser: a slip, the booth, a challenge, a vote, the closing,
            the decryption and the check, led by the pages. It ends with Ctrl-C.

            With --observe protocols are changed after the count at none, 1 % and 5 % of the stations, and a table shows what audits,
            copies, quick count and forensic counts of observers find, with false alarms. Each has its bundle of evidence.

            Examples:
              sailau demo --lang kk --out out/demo
              sailau demo --observe --out out/observe
              sailau demo --station --out out/station
              sailau demo --night --out out/night
              sailau demo --night --out out/day --until nominations --service keys/Service.signkey
            """)

    @Option(
        name: .customLong("lang"), help: "The language: en, ru or kk.",
        transform: ElectionOptions.readLanguage)
    var language = Language.english

    @Option(help: "The folder for protocols and pages.")
    var out = "out/demo"

    @Flag(help: "Open an electronic polling station in the browser.")
    var station = false

    @Option(help: "With --station: the port on 127.0.0.1; 0 for any.")
    var port = 8440

    @Flag(help: "Show what observers find where it is known what was changed.")
    var observe = false

    @Flag(help: "Play the night of the count into a record, with the pages that it showed after each stage.")
    var night = false

    @Option(help: "With --night or --observe: what everything random is made from.")
    var seed = LoadedElection.shownSeed

    @Option(help: "With --night or --observe: the number of polling stations.")
    var stations = ReconstructionParameters().stations

    @Flag(help: "With --night or --observe: report as JSON.")
    var json = false

    @Flag(
        inversion: .prefixedNo,
        help: "With --night: write the pages of each stage; with --observe those of each bundle.")
    var pages = true

    @Option(
        help: ArgumentHelp(
            "With --night: the last stage that is played, such as nominations; with --service the record can be gone on with.",
            valueName: "stage"))
    var until: String?

    @Option(
        help: ArgumentHelp(
            "With --night: the private key of the service that goes on with the record (`sailau ballot manifest key`).",
            valueName: "file"))
    var service: String?

    @Option(
        help: ArgumentHelp(
            "With --night: so many seconds of the election pass in one, for whoever watches; as fast as it goes where left out.",
            valueName: "seconds"))
    var pace: UInt32?

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port \(port): give 0 to 65535") }
    }

    func run() async throws {
        if station {
            try await StationDemo(out: out, port: port, language: language, json: json).run()
        } else if observe {
            try await ObserveDemo(
                out: out, seed: seed, stations: stations, language: language, json: json, pages: pages
            ).run()
        } else if night {
            var demo = NightDemo(
                out: out, seed: seed, stations: stations, language: language, json: json, pages: pages)
            demo.pace = pace.map { max(1, $0) }
            if let until {
                guard let stage = NightStage(rawValue: until.replacing("-", with: " ")) else {
                    let known = NightStage.allCases.map(\.rawValue).joined(separator: ", ")
                    throw BadInput(.noStage, ["text": until, "known": known])
                }
                demo.last = stage
            }
            if let service {
                demo.service = try ServiceKey.secret(service)
            }
            try await demo.run()
        } else {
            try show()
        }
    }

    private func show() throws {
        let loaded = try LoadedElection.load("kazakhstan-2004", seed: LoadedElection.shownSeed)
        let folder = loaded.folder
        let wording = try Home.wording(language, folder.election, folder.law)
        let figures = try loaded.figures()
        Terminal.print(SeatsReport(figures: figures, law: folder.law, wording: wording).text())

        Terminal.print("\n" + Terminal.bold(wording.term("heading.step")))
        let listTier = folder.law.tiers.firstIndex { tier in
            if case .lists = tier.rule { true } else { false }
        }
        Terminal.print([loaded.outcome.derivation.steps[listTier ?? 0]], wording)

        let contests = margins(
            under: folder.law, of: folder.election, from: folder.tallies, with: folder.decisions,
            outcome: loaded.outcome)
        for contest in contests where contest.tier == folder.law.tiers[listTier ?? 0].id {
            Terminal.print("\n" + MarginsReport(contest: contest, wording: wording).text())
        }

        try makeFiles(loaded, wording)
        let site = try PublishCommand.publish(loaded, to: "\(out)/site")
        Terminal.print("\n" + PublishCommand.report(site, out: "\(out)/site", wording))
    }

    private func makeFiles(_ loaded: LoadedElection, _ wording: Wording) throws {
        guard let made = loaded.reconstruction else { return }
        let lists = loaded.folder.election.choices.filter { $0.kind == .list }.map(\.id)
        try Home.makeFolder("\(out)/protocols")
        var size = 0
        for file in made.files(lists: lists) {
            try Home.write(file.bytes, to: "\(out)/protocols/\(file.name)")
            size += file.bytes.count
        }
        let constraints = try checkReconstruction(
            law: loaded.folder.law, file: { Home.read("\(out)/protocols/\($0)") })
        let broken = constraints.filter { !$0.holds }
        Terminal.print(ReconstructCommand.report(made, size: size, out: "\(out)/protocols", wording))
        Terminal.print(
            wording.term(
                "command.constraints hold",
                [
                    Figure("holding", .count(UInt64(constraints.count - broken.count))),
                    Figure("total", .count(UInt64(constraints.count))),
                ]))
        if !broken.isEmpty { throw CheckFailed(message: ReconstructCommand.report(broken, wording)) }
    }
}
