import ArgumentParser
import DataFormats
import ElectionModel
import ElectronicStation
import Storage
import Wording

#if canImport(Glibc)
    import Glibc
#endif

struct StationRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Start the programs of a station on this computer, and keep them running.",
        discussion: """
            DIR/station.yaml names them (Documentation/Station.md): desk, urn and each booth are processes of their own with folders
            of their own; where root starts them, each runs under its own user. A folder that others can read is refused. A program
            that ends by itself is started again, never more often than once in a second and at last once in half a minute. The
            programs end with this one.

            Example:
              sailau station --data /srv/station
            """)

    @Option(help: ArgumentHelp("The station's folder.", valueName: "folder")) var data: String
    @OptionGroup var options: BallotOptions

    func run() throws {
        let wording = try options.wording()
        let file = "\(data)/station.yaml"
        guard let bytes = Home.read(file) else { throw BadInput(.noFile, ["file": file]) }
        let plan = try StationPlan.read(bytes, file: file)
        let privacy = StationPrivacy(wording)
        try privacy.refuseChangeable(file)
        guard !plan.parts.isEmpty else {
            throw RefusedInput(message: wording.term("slips.programs.nothing", [Figure("file", .text(file))]))
        }
        for (index, booth) in plan.booths.enumerated() where booth.urn == nil && plan.urn == nil {
            throw RefusedInput(
                message: wording.term("slips.programs.no urn", [Figure("number", .text("\(index + 1)"))]))
        }
        let users = try privacy.users(of: plan.parts)
        try privacy.check(plan.parts, users: users)
        if users.allSatisfy({ $0 == nil }), plan.parts.count > 1 {
            Terminal.error(wording.term("slips.programs.one user"))
        }
        StationPrograms.allowLockedMemory()
        var programs = StationPrograms(plan, users: users, language: options.language, wording)
        try programs.run { ports in try report(ports, wording) }
    }

    private func report(_ ports: [(part: StationPart, port: Int)], _ wording: Wording) throws {
        guard options.json else {
            for (part, port) in ports {
                Terminal.print(
                    wording.term(
                        "slips.programs.ready",
                        [
                            Figure("part", .text(StationPrograms.name(of: part, wording))),
                            Figure("port", .text(String(port))),
                        ]))
            }
            return
        }
        func port(_ part: StationPart) -> JSON { .optional(ports.first { $0.part == part }?.port, JSON.count) }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-station-run/1")), ("desk", port(.desk)), ("urn", port(.urn)),
                (
                    "booths",
                    .array(
                        ports.compactMap { item in
                            if case .booth = item.part { .count(item.port) } else { nil }
                        })
                ),
            ]).line())
    }
}
