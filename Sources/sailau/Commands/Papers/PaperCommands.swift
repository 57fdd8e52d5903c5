import ArgumentParser
import Counting
import DataFormats
import ElectionConduct
import ElectionModel
import ElectionRecord
import Papers
import Wording

struct PaperCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "papers", abstract: "Papers of an election as PDF: protocols, tables, minutes, ballots, posters.",
        discussion: """
            A paper prints what a record says at one place, and names the place. Figures that are not official, and protocols that
            are not accepted, are marked across the page. The same record gives the same bytes.

            Examples:
              sailau papers protocol --record out/night/night.record --station ps00017 --tier list --out protocol.pdf --lang kk
              sailau papers protocols --protocols out/protocols --out out/papers
              sailau papers table --record out/night/night.record --tier constituencies --out table.pdf
              sailau papers ballots --record out/night/night.record --round 2 --out out/ballots
              zbarimg -q --raw page.png > code.txt && sailau papers check code.txt

            Results: 0 done; 1 a record is not valid, or figures are not those of the paper; 2 wrong arguments or files.
            """,
        subcommands: [
            ProtocolPaperCommand.self, ProtocolPapersCommand.self, FindingsPaperCommand.self,
            CorrigendumPaperCommand.self, TablePaperCommand.self, MinutesPaperCommand.self, BallotPapersCommand.self,
            PosterPaperCommand.self, CheckPaperCommand.self,
        ])
}

/// From which record a paper is made, and what it is about.
struct PaperOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The record: a store or an exported file.", valueName: "file"))
    var record: String

    @Option(help: "The last event that counts.")
    var at: Int?

    @Option(help: ArgumentHelp("Where the PDF goes.", valueName: "file"))
    var out: String

    func input() async throws -> PaperInput { try PaperInput(try await ConductInput.fold(record, upTo: at)) }
}

/// Which protocol a paper is about.
struct ProtocolOptions: ParsableArguments {
    @Option(help: "The polling station.")
    var station: String

    @Option(help: "The part of the election, such as list; the only one where the law has one.")
    var tier: String?

    @Option(help: "1 for the first ballot, 2 for the run-off.")
    var round = 1

    @Option(help: "paper, electronic or summary.", transform: readChannel)
    var channel = Protocol.Channel.paper

    private static func readChannel(_ text: String) throws -> Protocol.Channel {
        guard let channel = Protocol.Channel(rawValue: text) else {
            let known = Protocol.Channel.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("There is no channel `\(text)`. Write one of: \(known).")
        }
        return channel
    }

    func key(in input: PaperInput) throws -> LedgerKey {
        let state = input.state
        guard let own = state.stations[StationID(station)] else { throw BadInput(.noStation, ["text": station]) }
        let tier = try input.tier(tier)
        guard let district = state.setting.district(of: own.station, in: tier) else {
            throw BadInput(.noStation, ["text": station])
        }
        return LedgerKey(own.station.id, ContestKey(tier, district, round), channel)
    }
}

/// A folded record with what papers need beside it.
struct PaperInput: Sendable {
    let state: ConductState
    let head: RecordHead
    let names: Names

    init(_ input: ConductInput) throws {
        state = input.state
        head = input.head
        names = Names(of: state.register, under: state.setting.law)
    }

    func wording(_ language: Language) throws -> Wording {
        Wording(try Home.texts([language]), in: language, names: names)
    }

    func tier(_ text: String?) throws -> TierID {
        let known = state.setting.tiers.map(\.id)
        if text == nil, known.count == 1, let only = known.first { return only }
        guard let text, let tier = known.first(where: { $0.rawValue == text }) else {
            throw BadInput(
                .noTier, ["text": text ?? "", "known": known.map(\.rawValue).joined(separator: ", ")])
        }
        return tier
    }

    /// The contest of a tier in a constituency; the only one of the tier where none is named.
    func contest(_ tier: TierID, _ constituency: String?) throws -> ContestID {
        let known = state.contestIDs(of: tier)
        if constituency == nil, known.count == 1, let only = known.first { return only }
        guard let found = known.first(where: { $0.district.rawValue == constituency }) else {
            throw BadInput(
                .noContest,
                [
                    "text": constituency ?? "", "known": known.map(\.district.rawValue).joined(separator: ", "),
                ])
        }
        return found
    }

    static func place(of key: LedgerKey) -> String {
        "\(key.station), \(key.contest.tier), \(key.contest.round), \(key.channel.rawValue)"
    }
}

/// Writes papers and says so.
enum PaperOutput {
    /// A name for a file that no identifier leads out of its folder.
    static func name(_ parts: String...) -> String { plain(parts.joined(separator: "-")) + ".pdf" }

    /// A text as a part of a path that leads nowhere else: other characters are written as `%` and their number.
    static func plain(_ text: String) -> String {
        let bytes = text.utf8.map { byte -> String in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                String(Unicode.Scalar(byte))
            default: "%" + String(byte, radix: 16, uppercase: true)
            }
        }
        return bytes.joined()
    }

    static func write(_ bytes: [UInt8], to path: String, _ options: RecordOptions) throws {
        try Home.write(bytes, to: path)
        try report(1, size: bytes.count, place: path, options)
    }

    static func report(_ papers: Int, size: Int, place: String, _ options: RecordOptions) throws {
        if options.json {
            return Terminal.print(
                JSON.object([
                    ("format", .string("sailau-papers/1")), ("place", .string(place)), ("papers", .count(papers)),
                    ("bytes", .count(size)),
                ]).text())
        }
        Terminal.print(
            try options.wording().term(
                "papers.report.written",
                [
                    Figure("papers", .count(UInt64(papers))), Figure("size", .count(UInt64(size / 1024))),
                    Figure("place", .text(place)),
                ]))
    }
}
