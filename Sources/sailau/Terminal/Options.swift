import ArgumentParser
import ElectionModel

/// The options that mean the same in every command that shows an election.
struct ElectionOptions: ParsableArguments {
    @Argument(help: "A folder of Elections/, such as kazakhstan-2004, or a path to one.")
    var election: String

    @Option(
        help: ArgumentHelp(
            "A folder of protocols that `sailau reconstruct` wrote; they fill in what was not published.",
            valueName: "folder"))
    var protocols: String?

    @Option(help: "The seed of the reconstruction, where no folder of protocols is given.")
    var seed: UInt64 = LoadedElection.shownSeed

    @Flag(help: "Use published votes only.")
    var published = false

    @Option(
        name: .customLong("lang"), help: "The language: en, ru or kk.",
        transform: readLanguage)
    var language = Language.english

    @Flag(help: "Report as JSON.")
    var json = false

    func load() throws -> LoadedElection {
        try LoadedElection.load(election, protocols: protocols, seed: published || protocols != nil ? nil : seed)
    }

    /// Reads a language's code.
    static func readLanguage(_ text: String) throws -> Language {
        guard let language = Language(rawValue: text) else {
            throw ValidationError("There is no language `\(text)`. Write en, ru or kk.")
        }
        return language
    }
}
