import ArgumentParser
import DataFormats
import ElectionFiles
import ElectionModel
import Observation
import VerifiableVoting
import Wording

/// Audits that draw cards and say, with a stated risk of error, whether an outcome is right.
struct AuditCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Draw cards, and confirm an outcome with a stated risk of error.",
        discussion: """
            An audit is one text file that anybody can replay; Documentation/Audits.md explains it. In their order:
              sailau audit plan kazakhstan-2004 --contest list/national/1
              sailau audit plan kazakhstan-2004 --out audit             drafts of the tables that commit reads
              sailau audit commit kazakhstan-2004 --manifest audit/manifest.csv --electronic audit/electronic.csv \\
                --out audit.json
              sailau audit seed audit.json 31415926535897932384 --digest 5d0c…   drawn in public after it was published
              sailau audit draw audit.json --out pull.csv
              sailau audit enter audit.json --readings first.csv --readings second.csv
              sailau audit enter audit.json --reader "A. Serikova"       card after card from the keyboard
              sailau audit report audit.json --assess
              sailau audit replay audit.json kazakhstan-2004

            Results: 0 done; 1 an audit does not replay, or its plan differs from law and votes; 2 a step out of its order, wrong
            arguments, or files that can't be used.
            """,
        subcommands: [
            AuditPlanCommand.self, AuditCommitCommand.self, AuditSeedCommand.self, AuditDrawCommand.self,
            AuditEnterCommand.self, AuditReportCommand.self, AuditReplayCommand.self, AuditPowerCommand.self,
        ])
}

/// The options of commands on an audit's file.
struct AuditFileOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The audit's text.", valueName: "file")) var file: String

    @Option(help: "The election whose names are shown; without it identifiers are.")
    var names: String?

    @Option(name: .customLong("lang"), help: "The language: en, ru or kk.", transform: ElectionOptions.readLanguage)
    var language = Language.english

    @Flag(help: "Report as JSON.")
    var json = false

    func wording() throws -> Wording {
        guard let names else { return try Home.wording(language) }
        let loaded = try LoadedElection.load(names, seed: LoadedElection.shownSeed)
        return try Home.wording(language, loaded.folder.election, loaded.folder.law)
    }

    /// The audit as far as its text has come.
    func audit(_ wording: Wording) throws -> AuditState {
        guard let bytes = Home.read(file) else { throw BadInput(.noFile, ["file": file]) }
        do throws(AuditTextError) {
            return try AuditText.replay(bytes)
        } catch {
            throw CheckFailed(message: wording.sentence(for: error, file: file))
        }
    }

    func write(_ audit: AuditState) throws { try Home.write(AuditText.bytes(audit), to: file) }
}

extension AuditState {
    /// Takes a step; a refusal becomes a sentence.
    mutating func apply(_ step: AuditStep, _ wording: Wording) throws {
        do throws(AuditRefusal) {
            try apply(step)
        } catch {
            throw RefusedInput(message: wording.sentence(for: error))
        }
    }
}

/// A fraction as it is written: 1/20.
func readFraction(_ text: String) throws -> Fraction {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let numerator = Int64(parts[0]), let denominator = Int64(parts[1]), numerator >= 0,
        denominator > 0, denominator <= 1_000_000, numerator <= 1_000_000
    else { throw ValidationError("`\(text)` is no fraction. Write it as 1/20.") }
    return Fraction(numerator, over: denominator)
}

/// A contest as it is written: list/national/1.
func readContest(_ text: String) throws -> Observation.ContestKey {
    guard let key = Observation.ContestKey(text: text) else {
        throw ValidationError("`\(text)` names no contest. Write it as TIER/DISTRICT/ROUND, such as list/national/1.")
    }
    return key
}

func readMethod(_ text: String) throws -> AuditedContest.Method {
    guard let method = AuditedContest.Method(rawValue: text) else {
        throw ValidationError(
            "There is no method `\(text)`. Write one of: "
                + AuditedContest.Method.allCases.map(\.rawValue).joined(separator: ", ") + ".")
    }
    return method
}

/// 64 hexadecimal digits.
func readDigest(_ text: String) throws -> Digest {
    guard let digest = Digest(hexadecimal: text) else {
        throw ValidationError("`\(text)` is no digest. Write its 64 hexadecimal digits in lower case.")
    }
    return digest
}

/// Floating point as JSON: text, because whole numbers alone are numbers there.
func number(_ value: Double) -> JSON { .string(value.description) }
