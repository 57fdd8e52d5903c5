import ArgumentParser
import DataFormats
import Storage
import VerifiableVoting
import Wording

struct StationSecretCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "station-secret",
        abstract: "Make the secret that a station mixes into the randomness of its ballots.",
        discussion: """
            Written are FILE (mode 0600) and FILE.counter. The counter belongs to the secret: a number that was used once never
            comes again. Copy neither of them to another machine; where the counter is lost, make a new secret.

            Example:
              sailau ballot station-secret --out booth.secret
              sailau ballot cast 4b8gNLhWW7HKdT.bel --credential slip.txt --choice 2 --station-secret booth.secret
            """)

    @OptionGroup var options: BallotOptions

    @Option(help: ArgumentHelp("Where to write the secret.", valueName: "file"))
    var out: String

    func perform() throws {
        let counter = CountedSecret.counterPath(of: out)
        try CountedSecret.create(BallotFiles.withLineEnd(BallotRandomness.StationSecret.newSecret()), at: out)
        guard options.json else {
            let wording = try options.wording()
            return Terminal.print(
                wording.rows([.secret: wording.notice(.keptSecret(file: out)), .counter: counter]))
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-station-secret/1")), ("secret", .string(out)),
                ("counter", .string(counter)),
            ]).text())
    }
}

/// What a station adds to the randomness of the ballots that it makes.
struct StationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The station's secret (`sailau ballot station-secret`): mixed into the ballot's randomness with the next number of FILE.counter.",
            valueName: "file"))
    var stationSecret: String?

    /// Secret and number for one ballot; nothing where no file is given.
    func next() throws -> BallotRandomness.StationSecret {
        guard let stationSecret else { return .none }
        return try Self.next(of: stationSecret)
    }

    static func next(of stationSecret: String) throws -> BallotRandomness.StationSecret {
        guard try !WholeFile.isOpenToOthers(stationSecret) else {
            throw BadInput(.secretOpenToOthers, ["file": stationSecret])
        }
        let taken = try CountedSecret.next(stationSecret)
        guard taken.secret.count >= fewestCharacters else {
            throw BadInput(.shortSecret, ["file": stationSecret, "count": "\(fewestCharacters)"])
        }
        return BallotRandomness.StationSecret(secret: taken.secret, counter: taken.number)
    }

    /// Fewer hexadecimal digits hold less than 256 bits.
    private static let fewestCharacters = 64
}
