import ArgumentParser
import DataFormats
import ElectionModel
import Storage
import VerifiableVoting
import VoterRegister
import Wording

#if canImport(Glibc)
    import Glibc
#endif

/// The register of voters: read once, looked things up in, committed to before the vote.
struct RegisterCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "Keep the register of voters, and let everybody check his own entry.",
        discussion: """
            Formats are documented in Documentation/Formats/Register.md. In their order:
              sailau reconstruct register --out out/register
              sailau register import out/register/register.csv --out voters.register
              sailau register find voters.register --name "бағөд лу"
              sailau ballot manifest key --name Commission --out keys
              sailau register commit voters.register --election kazakhstan-2004 --key keys/Commission.signkey \\
                --out voters.commitment --secrets voters.secrets
              sailau register slice voters.register --station 01-001 --commitment voters.commitment \\
                --key keys/Commission.signkey --out stations
              sailau register prove voters.register --secrets voters.secrets --number 990000000017 \\
                --birth-date 1956-02-29 --out own.proof
              sailau register verify own.proof --commitment voters.commitment

            Results: 0 done; 1 a register has errors, or something does not hold; 2 wrong arguments or files that can't be used.
            """,
        subcommands: [
            RegisterImportCommand.self, RegisterFindCommand.self, RegisterCommitCommand.self,
            RegisterSliceCommand.self, RegisterProofCommand.self, RegisterVerifyCommand.self,
        ])
}

/// A command on the register: its errors become the documented results.
protocol RegisterCommand: AsyncParsableCommand {
    var options: BallotOptions { get }
    func perform() throws
}

extension RegisterCommand {
    func run() async throws {
        do {
            try perform()
        } catch let violation as Violation {
            throw CheckFailed(message: try options.wording().sentence(for: violation))
        } catch let refusal as SearchRefusal {
            throw CheckFailed(message: try options.wording().sentence(for: refusal))
        } catch let error as StorageError {
            throw error.asResult(try options.wording())
        }
    }

    /// A register that is mapped; damage is told with the file's name.
    func image<Result>(_ path: String, _ use: (RegisterImage) throws -> Result) throws -> Result {
        do {
            return try use(RegisterImage(RegisterFiles.map(path)))
        } catch let damage as RegisterDamage {
            throw CheckFailed(message: try options.wording().sentence(for: damage, file: path))
        }
    }

    func line(_ name: String, _ figures: [Figure] = []) throws -> String {
        try options.wording().term("register.line.\(name)", figures)
    }

    /// Writes how far long work is, where a person looks at it.
    func progress(_ name: String, _ figures: [Figure]) throws {
        guard isatty(2) == 1 else { return }
        Terminal.progress(try line(name, figures))
    }

    func endProgress() { if isatty(2) == 1 { Terminal.progress("") } }
}

enum RegisterFiles {
    static func map(_ path: String) throws -> UnsafeRegisterMemory {
        let file = try MappedFile(path)
        return UnsafeRegisterMemory(file.bytes, of: file) { file.release() }
    }

    static func number(_ text: String) throws -> VoterNumber {
        guard let number = VoterNumber(barCode: text) else {
            throw ValidationError("`\(text)` is no number of a voter. Write its 12 digits.")
        }
        return number
    }

    static func day(_ text: String) throws -> CalendarDate {
        guard let day = CalendarDate(text) else {
            throw ValidationError("`\(text)` is no day. Write it as 1956-02-29.")
        }
        return day
    }

    static func json(_ entry: RegisterEntry) -> JSON {
        .object([
            ("number", .string(entry.number.description)), ("name_kk", .string(entry.name.kazakh)),
            ("name_ru", .string(entry.name.russian)), ("name_latin", .string(entry.name.latin)),
            ("birth_date", .string(entry.birthDate.description)), ("address", .string(entry.address)),
            ("station", .string(entry.station.rawValue)),
        ])
    }
}
