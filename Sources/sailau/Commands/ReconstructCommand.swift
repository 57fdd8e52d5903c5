import ArgumentParser
import DataFormats
import ElectionFiles
import ElectionModel
import Simulation

struct ReconstructCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconstruct",
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

    @Flag(help: "Report as JSON.")
    var json = false

    func validate() throws {
        if (out == nil) == (check == nil) { throw ValidationError("Give either --out or --check with a folder.") }
    }

    func run() throws {
        if let check {
            try report(check)
        } else if let out {
            try write(out)
        }
    }

    private func write(_ out: String) throws {
        let election = try Home.election("kazakhstan-2004").election
        let lists = election.choices.filter { $0.kind == .list }.map(\.id)
        var parameters = ReconstructionParameters()
        parameters.stations = stations
        let made: Reconstruction
        do {
            made = try reconstruct(parameters: parameters, seed: seed)
        } catch {
            throw BadInput(message: "These parameters contradict the published figures: \(error).")
        }
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
            Terminal.print(
                "\(out): \(made.stations.count) stations, \(protocols) protocols, \(size / 1024) KiB, seed \(seed). "
                    + "All of it is reconstructed.")
        }
    }

    private func report(_ folder: String) throws {
        let law = try Home.election("kazakhstan-2004").law
        let constraints = try checkReconstruction(law: law, file: { Home.read("\(folder)/\($0)") })
        let broken = constraints.filter { !$0.holds }
        if json {
            let rows = constraints.map { constraint in
                JSON.object([
                    ("name", .string(constraint.name.rawValue)), ("subject", .string(constraint.subject)),
                    ("target", .string(text(constraint.target))), ("found", .whole(constraint.found)),
                    ("holds", .bool(constraint.holds)),
                ])
            }
            Terminal.print(JSON.object([("folder", .string(folder)), ("constraints", .array(rows))]).text())
        } else {
            var table = TextTable([
                ("Constraint", .left), ("of", .left), ("Target", .right), ("Found", .right), ("", .left),
            ])
            for constraint in constraints {
                table.add([
                    constraint.name.rawValue, constraint.subject, text(constraint.target), String(constraint.found),
                    constraint.holds ? "ok" : "BROKEN",
                ])
            }
            Terminal.print(table.text())
            Terminal.print("\(constraints.count - broken.count) of \(constraints.count) constraints hold.")
        }
        if !broken.isEmpty {
            throw CheckFailed(
                message:
                    "\(broken.count) constraints are broken: \(Set(broken.map(\.name.rawValue)).sorted().joined(separator: ", "))"
            )
        }
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
