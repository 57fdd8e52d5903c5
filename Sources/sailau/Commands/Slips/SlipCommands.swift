import ArgumentParser
import DataFormats
import ElectionModel
import ElectronicStation
import Papers
import PrimeOrderGroups
import Storage
import Typesetting
import VerifiableVoting
import Wording

#if canImport(Glibc)
    import Glibc
#endif

/// What the authority does that makes slips, apart from every station.
struct SlipCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "credentials",
        abstract: "Make the slips with which voters vote electronically, and destroy what made them.",
        discussion: """
            Formats are documented in Documentation/Formats/Slips.md. In their order:
              sailau credentials print --election election.yaml --station "Station 12=900" --out slips
              sailau ballot setup election.yaml --credentials slips/public_creds.json --trustee *.pubkey --out .
              sailau credentials destroy slips --key first.signkey --key second.signkey
              sailau credentials verify slips/destroyed.act --manifest day.manifest

            Without the name of a subcommand, print is meant.
            """,
        subcommands: [PrintSlipsCommand.self, DestroySlipsCommand.self, VerifySlipsCommand.self],
        defaultSubcommand: PrintSlipsCommand.self)
}

extension BallotCommand {
    /// A text of `slips.yaml`.
    func slips(_ key: String, _ figures: KeyValuePairs<String, String> = [:]) throws -> String {
        try options.wording().term("slips.\(key)", figures.map { Figure($0, .text($1)) })
    }
}

struct PrintSlipsCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "print", abstract: "Make credentials, print a slip of each, and write the public list.",
        discussion: """
            Written are uuid.txt, public_creds.json (the list for the archive, station by station in the order given),
            printed.json (how many slips, for everybody) and private/ with the slips as PDF, 250 in a file, a page of A6 each
            (mode 0600). Within a station the order is drawn anew. A folder that has slips is never written to again.

            Example:
              sailau credentials --uuid 4b8gNLhWW7HKdT --station "Station 12=220" --station "Station 13=180" --out slips
            """)

    @OptionGroup var options: BallotOptions

    @Option(help: ArgumentHelp("What the election asks; a new identifier is made.", valueName: "file"))
    var election: String?

    @Option(help: "The identifier of the election, where it has one already.")
    var uuid: String?

    @Option(help: ArgumentHelp("A station and how many slips it gets, as NAME=COUNT; again for each of a group."))
    var station: [String]

    @Option(help: "The group: Ed25519 or BELENIOS-2048.")
    var group = Edwards25519.name

    @Flag(help: "Write the texts of the codes as well, for a rehearsal without paper.")
    var texts = false

    @Option(help: ArgumentHelp("Where to write.", valueName: "folder"))
    var out: String

    /// Slips in a file, so that a station of any size takes little memory.
    private static let slipsInFile = 250

    func perform() async throws {
        try BallotFiles.checkGroup(group)
        let (identifier, stations) = (try identifier(), try station.map(Self.station))
        for name in ["printed.json", "public_creds.json", "private", "destroyed.act"] {
            guard !WholeFile.exists("\(out)/\(name)") else { throw BadInput(.fileExists, ["file": "\(out)/\(name)"]) }
        }
        try write(try await make(identifier, stations))
    }

    private func identifier() throws -> String {
        switch (election, uuid) {
        case (let election?, nil):
            _ = try ElectionTemplate.read(WholeFile.read(election), file: election)
            return ElectionIdentifier.random()
        case (nil, let uuid?):
            guard ElectionIdentifier.isValid(uuid) else { throw BadInput(.badIdentifier, ["text": uuid]) }
            return uuid
        default: throw BadInput(.electionOrIdentifier)
        }
    }

    /// The last `=` counts: a name may have one.
    private static func station(_ text: String) throws -> (name: String, count: Int) {
        guard let sign = text.lastIndex(of: "="), let count = Int(text[text.index(after: sign)...]), count > 0,
            sign > text.startIndex
        else { throw BadInput(.stationCount, ["text": text]) }
        return (String(text[..<sign]), count)
    }

    private func make(_ identifier: String, _ stations: [(name: String, count: Int)]) async throws -> SlipBatch {
        do {
            return try await SuiteChoice.visit(group: group, Making(election: identifier, stations: stations))
        } catch SlipBatch.Fault.stationTwice(let name) {
            throw BadInput(.stationTwice, ["text": name])
        } catch is SlipBatch.Fault {
            throw BadInput(.tooManySlips, ["count": "\(SlipBatch.most)"])
        }
    }

    private struct Making: GroupVisitor {
        let election: String
        let stations: [(name: String, count: Int)]

        func visit<Suite: CipherSuite>(_ suite: Suite.Type) throws -> SlipBatch {
            try SlipBatch(election: election, stations: stations, suite: suite)
        }
    }

    /// The private parts first: what is published has slips.
    @inline(never)
    private func write(_ batch: SlipBatch) throws {
        let catalogue = try Home.texts(Language.allCases)
        let wordings = [Language.kazakh, .russian, .english].map { Wording(catalogue, in: $0) }
        let folder = "\(out)/private"
        try Home.makeFolder(folder)
        chmod(folder, 0o700)
        for (number, station) in batch.stations.enumerated() {
            let name = "\(folder)/station-\(Self.padded(number + 1))"
            let slips = station.slips.map(\.text)
            for (part, start) in stride(from: 0, to: slips.count, by: Self.slipsInFile).enumerated() {
                let codes = Array(slips[start..<min(start + Self.slipsInFile, slips.count)])
                try WholeFile.writePrivate(
                    slipPaper(SlipPaper(station: station.name, codes: codes), wordings),
                    to: "\(name)-\(Self.padded(part + 1)).pdf")
            }
            if texts {
                try WholeFile.writePrivate(Array((slips.joined(separator: "\n") + "\n").utf8), to: "\(name).slips")
            }
        }
        let printed = batch.printed
        try WholeFile.write(Array("\(batch.election)\n".utf8), to: "\(out)/uuid.txt")
        try WholeFile.write(BallotFiles.withLineEnd(batch.publicList), to: "\(out)/public_creds.json")
        try WholeFile.write(BallotFiles.withLineEnd(printed.bytes), to: "\(out)/printed.json")
        try report(printed)
    }

    static func padded(_ number: Int) -> String {
        let text = "\(number)"
        return String(repeating: "0", count: max(0, 3 - text.count)) + text
    }

    private func report(_ printed: SlipsPrinted) throws {
        guard options.json else {
            Terminal.print(try slips("line.election", ["uuid": printed.election]))
            for station in printed.stations {
                Terminal.print(
                    try slips(
                        "line.station",
                        ["station": station.name, "count": "\(station.printed)", "fingerprint": station.fingerprint]))
            }
            return Terminal.print(try slips("line.private", ["folder": "\(out)/private"]))
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-credentials/1")), ("uuid", .string(printed.election)),
                ("group", .string(group)), ("fingerprint", .string(printed.credentials)),
                (
                    "stations",
                    .array(
                        printed.stations.map {
                            .object([
                                ("name", .string($0.name)), ("printed", .count($0.printed)),
                                ("fingerprint", .string($0.fingerprint)),
                            ])
                        })
                ), ("private", .string("\(out)/private")), ("public_credentials", .string("\(out)/public_creds.json")),
                ("printed", .string("\(out)/printed.json")),
            ]).text())
    }
}
