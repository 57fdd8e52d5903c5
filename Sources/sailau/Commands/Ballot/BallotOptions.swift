import ArgumentParser
import ElectionModel
import Wording

/// The options that every command on an electronic election has.
struct BallotOptions: ParsableArguments {
    @Option(
        name: .customLong("lang"), help: "The language: en, ru or kk.", transform: ElectionOptions.readLanguage)
    var language = Language.english

    @Flag(help: "Report as JSON.")
    var json = false

    func wording() throws -> Wording { try Home.wording(language) }
}
