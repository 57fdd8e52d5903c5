import Accounts
import ElectionRecord
import ElectionService
import Storage
import VerifiableVoting
import Wording

/// The errors of services in words, for the commands that serve.
enum ServiceResults {
    /// What a service could not use, or what breaks a rule; other errors as they are.
    static func result(of error: any Error, _ settings: ServiceSettings, _ wording: Wording) -> any Error {
        switch error {
        case let error as RecordStoreError: error.asResult(wording)
        case let violation as RecordViolation: CheckFailed(message: wording.sentence(for: violation))
        case let violation as Violation: CheckFailed(message: wording.sentence(for: violation))
        case let error as StorageError: error.asResult(wording)
        case let error as AccountStoreError: error.asInput
        case let fault as ElectionService.Fault: fault.asInput(settings)
        case PasswordHash.Fault.noMemory: BadInput(.noMemoryForPasswords)
        default: error
        }
    }
}
