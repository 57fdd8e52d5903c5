import ArgumentParser
import Storage
import VerifiableVoting
import Wording

struct BallotCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ballot", abstract: "Electronic elections that anyone can verify.",
        discussion: """
            Files are those of the Belenios protocol, release 3 (groups Ed25519 and BELENIOS-2048). In their order:
              sailau ballot credentials --voters voters.txt --out registrar
              sailau ballot trustee key --out trustee
              sailau ballot setup election.yaml --credentials registrar/public_creds.json --trustee trustee/*.pubkey --out .
              sailau ballot manifest create plan.yaml --out day.manifest
              sailau ballot cast UUID.bel --credential slip.txt --choice 1
              sailau ballot close UUID.bel --manifest day.manifest --commission-key Commission.signpub \\
                --key member.signkey --out UUID.closing
              sailau ballot tally UUID.bel
              sailau ballot decrypt UUID.bel --key trustee/*.privkey --manifest day.manifest \\
                --commission-key Commission.signpub --closing UUID.closing
              sailau ballot result UUID.bel
              sailau ballot verify UUID.bel
            """,
        subcommands: [
            SetupCommand.self, CredentialsCommand.self, TrusteeCommand.self, ManifestCommand.self, CastCommand.self,
            ChallengeCommand.self, CloseCommand.self, WaiveCommand.self, TallyCommand.self, DecryptCommand.self,
            ResultCommand.self, VerifyCommand.self, EvidenceCommand.self, ShowCommand.self,
        ])
}

/// A command on an electronic election: its errors become the documented results.
protocol BallotCommand: AsyncParsableCommand {
    var options: BallotOptions { get }
    func perform() async throws
}

extension BallotCommand {
    func run() async throws {
        do {
            try await perform()
        } catch let violation as Violation {
            throw CheckFailed(message: try options.wording().sentence(for: violation))
        } catch let refusal as AdmissionRefusal {
            throw CheckFailed(message: try options.wording().sentence(for: refusal))
        } catch let refusal as DecryptionRefusal {
            throw refusal.asResult(try options.wording())
        } catch let error as KeyGenerationError {
            throw error.asResult(try options.wording())
        } catch let error as ChoiceError {
            throw BadInput(message: error.message)
        } catch let error as StorageError {
            throw error.asResult(try options.wording())
        }
    }
}

extension StorageError {
    func asResult(_ wording: Wording) -> any Error {
        switch self {
        case .missing(let path): BadInput(message: "\(path): There is no such file.")
        case .exists(let path): BadInput(message: "\(path): The file is there already. Choose another place.")
        case .locked(let path): BadInput(message: "\(path): Another program has it open for writing. Wait for it.")
        case .full(let path): BadInput(message: "\(path): There is no room for it. Nothing was written.")
        case .system(let path, let code): BadInput(message: "\(path): The system refuses it (error \(code)).")
        case .staleHead(let path), .changedElsewhere(let path):
            BadInput(message: "\(path): Another program changed it meanwhile. Nothing was written; try again.")
        case .broken(let path): BadInput(message: "\(path): Writing failed. Check the disk, then verify the archive.")
        case .damaged(let path, let violation): CheckFailed(message: "\(path): \(wording.sentence(for: violation))")
        }
    }
}

extension DecryptionRefusal {
    func asResult(_ wording: Wording) -> any Error {
        switch self {
        case .noManifest:
            BadInput(message: "--manifest: Nothing is decrypted without the announcement of the election.")
        case .unknownCommission:
            BadInput(message: "--commission-key: Without the commission's key anybody may have made the announcement.")
        case .noClosing: BadInput(message: "--closing: Nothing is decrypted before members signed the closing.")
        case .noChallenges(let count):
            BadInput(message: "--challenges: The closing tells of \(count) challenged ballots; give their file.")
        case .tooFewBallots(let counted, let least):
            CheckFailed(
                message: "\(counted) ballots count; fewer than \(least) are not decrypted. "
                    + "A decision of the commission can waive that (sailau ballot waive, --waiver).")
        case .waiverElsewhere(let waiver):
            CheckFailed(message: "--waiver: It is about \(waiver.counted) other ballots, of \(waiver.uuid).")
        case .waiverSignature(let violation):
            CheckFailed(message: "--waiver: \(wording.sentence(for: violation))")
        }
    }
}

extension ChoiceError {
    var message: String {
        switch self {
        case .answers(let found, let expected):
            "--choice: There are \(found) of them for \(expected) questions. Give one for each, in their order."
        case .choices(let question, let found, let expected):
            "Question \(question): There are \(found) choices where \(expected) are needed."
        case .notZeroOrOne(let question, let choice, _):
            "Question \(question), choice \(choice): Write 0 or 1."
        case .sum(let question, let found, let minimum, let maximum):
            "Question \(question): \(found) answers are chosen; \(minimum) to \(maximum) can be."
        case .blankWithChoices(let question): "Question \(question): Choose either blank or answers."
        }
    }
}

extension KeyGenerationError {
    /// Bad arguments are bad input; what another member sent is a check that failed, with his number.
    func asResult(_ wording: Wording) -> any Error {
        switch self {
        case .threshold(let threshold, let members):
            BadInput(message: "--threshold \(threshold): It must be at least 1 and less than the \(members) members.")
        case .index(let index, let members): BadInput(message: "--index \(index): There are \(members) members.")
        case .seed: BadInput(message: "--key: The file does not hold a member's seed of 22 characters.")
        case .privateShare(let fault):
            CheckFailed(message: "The file of the private share can't be read with this key: \(fault.rawValue).")
        case .stranger: BadInput(message: "--key: None of the certificates was made from this key.")
        case .rule(let violation): CheckFailed(message: wording.sentence(for: violation))
        case .format(let message, let member):
            CheckFailed(message: "The \(message.rawValue) of member \(member) can't be read.")
        case .count(let message, let member, let expected, let found):
            CheckFailed(
                message: "\(found) entries where \(expected) are needed: \(message.rawValue)"
                    + (member.map { " of member \($0)" } ?? "") + ".")
        case .message(let member, let fault):
            CheckFailed(message: "The message of member \(member) can't be accepted: \(fault.rawValue).")
        case .polynomial(let member):
            CheckFailed(
                message: "What was published in the name of member \(member) is not the polynomial that he made.")
        case .secret(let member):
            CheckFailed(message: "The secret that member \(member) sent does not fit what he published.")
        }
    }
}
