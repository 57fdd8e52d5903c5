import ArgumentParser
import Counting
import DataFormats
import ElectionFiles
import ElectionModel
import PrimeOrderGroups
import Simulation
import Storage
import VerifiableVoting
import Wording

struct RehearseCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse",
        abstract: "Play the electronic stations of an election with real cryptography, up to the national count.",
        discussion: """
            Every electronic station of the reconstruction gets its own election: slips, ballots, challenges, a closing, evidence, a
            tally that two of three trustees of its region decrypt, and protocols. The protocols are counted with all others; the
            counts must be those of the reconstruction. Which ballots were electronic is drawn from the seed; all of it is invented,
            and all keys are made in one program, which no election may do.

            Examples:
              sailau rehearse kazakhstan-2004 --fraction 0.05 --out out/rehearsal
              sailau rehearse kazakhstan-2004 --fraction 1 --everyone --out out/rehearsal
            """)

    @Argument(help: "The election: kazakhstan-2004.")
    var election: String

    @OptionGroup var options: BallotOptions

    @Option(help: "The part of the electronic stations, from 0.001 to 1.", transform: Permille.read)
    var fraction = Permille(50)

    @Option(help: "The part of those who take part there that votes electronically.", transform: Permille.read)
    var electronicShare = Permille(400)

    @Flag(help: "Every elector of these stations votes, and electronically.")
    var everyone = false

    @Option(help: "The part of the voters that challenges a ballot first.", transform: Permille.read)
    var challenges = Permille(10)

    @Option(help: "The group: Ed25519 or BELENIOS-2048.")
    var group = Edwards25519.name

    @Option(help: "Fewer ballots of a station are decrypted only by a signed decision.")
    var leastBallots = 30

    @Option(
        help: "The seed of the reconstruction and of the draws; keys and ballots come from the system's randomness.")
    var seed: UInt64 = LoadedElection.shownSeed

    @Option(help: "Stations that are played at the same time; as many as there are cores where it is not given.")
    var cores: Int?

    @Option(help: ArgumentHelp("Where archives, closings and evidence are written.", valueName: "folder"))
    var out: String

    func perform() async throws {
        guard election == "kazakhstan-2004" else { throw BadInput(.noProtocols, ["election": election]) }
        guard fraction.value > 0 else {
            throw ValidationError("--fraction 0: give at least 0.001, which is one station")
        }
        try BallotFiles.checkGroup(group)
        let reconstruction = try reconstruct(seed: seed)
        let folder = try Home.election(election)
        let electronic = reconstruction.stations.count(where: \.isElectronic)
        let days = ElectronicDay.all(
            of: reconstruction, share: everyone ? .everyone : .permille(electronicShare.value),
            count: max(1, (electronic * fraction.value + 999) / 1000), seed: seed)
        var names: [String: String] = [:]
        for choice in folder.election.choices + reconstruction.candidates {
            names[choice.id.rawValue] = choice.name.english
        }
        try Home.makeFolder(out)
        let played = try await SuiteChoice.visit(
            group: group,
            RehearsalPlayer(
                days: days, names: names, challenges: challenges, leastBallots: leastBallots,
                cores: max(1, cores ?? BallotFiles.cores), out: out,
                progress: RehearsalPlayer.progress(try options.wording(), of: days.count)))
        let count = RehearsedCount(reconstruction, played.stations, everyone: everyone)
        let report = RehearsalReport(played: played, count: count, ofStations: electronic)
        Terminal.print(options.json ? report.json().text() : report.text(try options.wording()))
        guard count.agrees else { throw CheckFailed(.rehearsalDiffers, ["count": String(count.differing)]) }
    }
}

/// Thousandths, written as a decimal fraction from 0 to 1.
struct Permille {
    let value: Int

    init(_ value: Int) { self.value = value }

    @Sendable static func read(_ text: String) throws -> Permille {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let whole = Int(parts[0]), whole <= 1, let rest = parts.count == 1 ? "000" : Self.padded(parts[1]),
            let fraction = Int(rest), whole * 1000 + fraction <= 1000
        else { throw ValidationError("'\(text)' is no number from 0 to 1 with at most three digits after the point") }
        return Permille(whole * 1000 + fraction)
    }

    private static func padded(_ digits: Substring) -> String? {
        digits.count > 3 ? nil : digits + String(repeating: "0", count: 3 - digits.count)
    }
}
