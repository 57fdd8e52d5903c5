import ArgumentParser
import DataFormats
import ElectionFiles
import ElectionModel
import Simulation
import Wording

struct ReconstructCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "protocols",
        abstract: "Make station protocols for 2004 that agree with every published figure.",
        discussion: """
            Votes by polling station of 2004 were never published. What this writes is made up from a seed; every row says
            `reconstructed`, all candidates are placeholders. --check reads only the files and holds them against each
            constraint.

            Examples:
              sailau reconstruct --seed 2004 --out out/protocols
              sailau reconstruct --check out/protocols
            """)

    @Option(help: "The seed; the same seed gives the same bytes.")
    var seed: UInt64 = LoadedElection.shownSeed

    @Option(help: "The number of polling stations, which is not known for 2004.")
    var stations = ReconstructionParameters().stations

    @Option(help: "The folder to write to.")
    var out: String?

    @Option(help: ArgumentHelp("Check the files of a folder instead.", valueName: "folder"))
    var check: String?

    @Option(
        name: .customLong("lang"), help: "The language: en, ru or kk.",
        transform: ElectionOptions.readLanguage)
    var language = Language.english

    @Flag(help: "Report as JSON.")
    var json = false

    func run() throws {
        switch (out, check) {
        case (let out?, nil): try write(out)
        case (nil, let check?): try report(check)
        default: throw BadInput(.outOrCheck)
        }
    }

    /// A reconstruction with so many stations; what contradicts the published figures is named.
    static func make(stations: Int, seed: UInt64) throws -> Reconstruction {
        var parameters = ReconstructionParameters()
        parameters.stations = stations
        do {
            return try reconstruct(parameters: parameters, seed: seed)
        } catch {
            switch error {
            case .impossible(let parameter):
                throw BadInput(.impossible, ["stations": "\(stations)", "parameter": parameter])
            case .notFound(let stage): throw BadInput(.nothingFound, ["stations": "\(stations)", "stage": stage])
            }
        }
    }

    private func write(_ out: String) throws {
        let folder = try Home.election("kazakhstan-2004")
        let election = folder.election
        let lists = election.choices.filter { $0.kind == .list }.map(\.id)
        let made = try Self.make(stations: stations, seed: seed)
        try Home.makeFolder(out)
        var size = 0
        for file in made.files(lists: lists) {
            try Home.write(file.bytes, to: "\(out)/\(file.name)")
            size += file.bytes.count
        }
        let protocols = made.protocols.count
        if json {
            Terminal.print(
                JSON.object([
                    ("folder", .string(out)), ("seed", .count(seed)), ("stations", .count(made.stations.count)),
                    ("protocols", .count(protocols)), ("bytes", .count(size)),
                ]).text())
        } else {
            let wording = try Home.wording(language, election, folder.law)
            Terminal.print(Self.report(made, size: size, out: out, wording))
        }
    }

    static func report(_ made: Reconstruction, size: Int, out: String, _ wording: Wording) -> String {
        wording.term(
            "command.written",
            [
                Figure("folder", .text(out)), Figure("stations", .count(UInt64(made.stations.count))),
                Figure("protocols", .count(UInt64(made.protocols.count))), Figure("size", .count(UInt64(size / 1024))),
                Figure("seed", .text(String(made.seed))),
            ])
    }

    private func report(_ folder: String) throws {
        let election = try Home.election("kazakhstan-2004")
        let law = election.law
        let wording = try Home.wording(language, election.election, law)
        func word(_ name: String) -> String { wording.term("command.\(name)") }
        let constraints = try checkReconstruction(law: law, file: { Home.read("\(folder)/\($0)") })
        let broken = constraints.filter { !$0.holds }
        if json {
            let rows = constraints.map { constraint in
                JSON.object([
                    ("name", .string(constraint.name.rawValue)), ("subject", .string(constraint.subject)),
                    ("target", .string(text(constraint.target))), ("found", .whole(constraint.found)),
                    ("holds", .bool(constraint.holds)), ("text", .string(wording.name(of: constraint))),
                ])
            }
            Terminal.print(JSON.object([("folder", .string(folder)), ("constraints", .array(rows))]).text())
        } else {
            var table = TextTable([
                (word("constraint"), .left), (word("target"), .right),
                (word("found"), .right),
                ("", .left),
            ])
            for constraint in constraints {
                table.add([
                    wording.name(of: constraint), wording.target(of: constraint),
                    wording.number(constraint.found),
                    word(constraint.holds ? "holds" : "broken"),
                ])
            }
            Terminal.print(table.text())
            Terminal.print(
                wording.term(
                    "command.constraints hold",
                    [
                        Figure("holding", .count(UInt64(constraints.count - broken.count))),
                        Figure("total", .count(UInt64(constraints.count))),
                    ]))
        }
        if !broken.isEmpty {
            throw CheckFailed(message: Self.report(broken, wording))
        }
    }

    /// What does not hold, by name.
    static func report(_ broken: [Constraint], _ wording: Wording) -> String {
        wording.term(
            "error.constraints broken",
            [
                Figure("count", .count(UInt64(broken.count))),
                Figure("names", .text(broken.map { wording.name(of: $0) }.joined(separator: "; "))),
            ])
    }

    private func text(_ target: Constraint.Target) -> String {
        switch target {
        case .exactly(let value): "\(value)"
        case .atLeast(let value): "≥ \(value)"
        case .atMost(let value): "≤ \(value)"
        case .between(let least, let greatest): "\(least)–\(greatest)"
        }
    }
}
