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
            SetupCommand.self, CredentialsCommand.self, TrusteeCommand.self, ManifestCommand.self,
            StationSecretCommand.self, CastCommand.self, ChallengeCommand.self, CloseCommand.self, WaiveCommand.self,
            VoidCommand.self, TallyCommand.self, DecryptCommand.self, TakeCommand.self,
            ResultCommand.self, VerifyCommand.self, EvidenceCommand.self, ShowCommand.self,
            BoardCommand.self,
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
            // First of all: what was done is always reported.
            if !options.json { _ = try options.wording() }
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
            throw error.asResult()
        } catch let error as StorageError {
            throw error.asResult(try options.wording())
        }
    }
}

extension StorageError {
    func asResult(_ wording: Wording) -> any Error {
        switch self {
        case .missing(let path): BadInput(.noFile, ["file": path])
        case .exists(let path): BadInput(.fileExists, ["file": path])
        case .locked(let path): BadInput(.fileLocked, ["file": path])
        case .counter(let path): BadInput(.lostCounter, ["file": path])
        case .full(let path): BadInput(.diskFull, ["file": path])
        case .system(let path, let code): BadInput(.systemRefuses, ["file": path, "code": "\(code)"])
        case .staleHead(let path), .changedElsewhere(let path): BadInput(.changedMeanwhile, ["file": path])
        case .broken(let path): BadInput(.writingFailed, ["file": path])
        case .damaged(let path, let violation): CheckFailed(message: "\(path): \(wording.sentence(for: violation))")
        }
    }
}

extension DecryptionRefusal {
    func asResult(_ wording: Wording) -> any Error {
        switch self {
        case .noManifest: BadInput(.noManifest)
        case .unknownCommission: BadInput(.noCommissionKey)
        case .noClosing: BadInput(.noClosing)
        case .noChallenges(let count): BadInput(.noChallenges, ["count": "\(count)"])
        case .tooFewBallots(let counted, let least):
            CheckFailed(.tooFewBallots, ["counted": "\(counted)", "least": "\(least)"])
        case .waiverElsewhere(let waiver):
            CheckFailed(.waiverOfOthers, ["counted": "\(waiver.counted)", "uuid": waiver.uuid])
        case .void(let decision): CheckFailed(.electionVoid, ["uuid": decision.uuid])
        case .reserveNotCalled(let original): CheckFailed(.reserveNotCalled, ["uuid": original])
        case .waiverSignature(let violation):
            CheckFailed(message: "--waiver: \(wording.sentence(for: violation))")
        }
    }
}

extension ChoiceError {
    func asResult() -> BadInput {
        switch self {
        case .answers(let found, let expected):
            BadInput(.choiceForEach, ["found": "\(found)", "expected": "\(expected)"])
        case .choices(let question, let found, let expected):
            BadInput(.choiceCount, ["question": "\(question)", "found": "\(found)", "expected": "\(expected)"])
        case .notZeroOrOne(let question, let choice, _):
            BadInput(.choiceNotZeroOrOne, ["question": "\(question)", "choice": "\(choice)"])
        case .sum(let question, let found, let minimum, let maximum):
            BadInput(
                .choiceSum,
                [
                    "question": "\(question)", "found": "\(found)", "least": "\(minimum)", "greatest": "\(maximum)",
                ])
        case .blankWithChoices(let question): BadInput(.blankAndAnswers, ["question": "\(question)"])
        }
    }
}

extension KeyGenerationError {
    /// Bad arguments are bad input; what another member sent is a check that failed, with his number.
    func asResult(_ wording: Wording) -> any Error {
        switch self {
        case .threshold(let threshold, let members):
            BadInput(.memberThreshold, ["threshold": "\(threshold)", "members": "\(members)"])
        case .index(let index, let members):
            BadInput(.memberIndex, ["index": "\(index)", "members": "\(members)"])
        case .seed: BadInput(.memberSeed)
        case .privateShare(let fault):
            CheckFailed(.shareUnread, ["fault": fault.rawValue])
        case .stranger: BadInput(.keyOfStranger)
        case .rule(let violation): CheckFailed(message: wording.sentence(for: violation))
        case .format(let message, let member):
            CheckFailed(.messageUnread, ["message": message.rawValue, "member": "\(member)"])
        case .count(let message, nil, let expected, let found):
            CheckFailed(
                .entries, ["found": "\(found)", "expected": "\(expected)", "message": message.rawValue])
        case .count(let message, let member?, let expected, let found):
            CheckFailed(
                .entries,
                [
                    "found": "\(found)", "expected": "\(expected)", "message": message.rawValue,
                    "member": "\(member)",
                ])
        case .message(let member, let fault):
            CheckFailed(.messageRefused, ["member": "\(member)", "fault": fault.rawValue])
        case .polynomial(let member): CheckFailed(.otherPolynomial, ["member": "\(member)"])
        case .secret(let member): CheckFailed(.otherSecret, ["member": "\(member)"])
        }
    }
}
