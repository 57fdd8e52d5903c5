public import ElectionModel

/// What stands before a value in the reports of the commands on electronic elections; `label` in `ballots.yaml`.
public enum BallotLabel: String, Sendable, Hashable, CaseIterable {
    case archive
    case ballotCode
    case ballots
    case challenged
    case challengeRoot
    case counted
    case counter
    case credentials
    case credentialsFingerprint
    case election
    case electionFingerprint
    case elections
    case endOfBallots
    case firstEvent
    case key
    case manifestHash
    case pollingStations
    case privateCredentials
    case privateKey
    case publicCredentials
    case publicKey
    case secret
    case signatures
    case signaturesNeeded
    case tally
    case threshold
    case totalWeight
    case tracker
    case trustees
    case voters
}

/// What the commands on electronic elections tell or ask when nothing is wrong, with its figures.
public struct BallotNotice: Sendable, Hashable {
    /// Its text stands under `notice` in `ballots.yaml`.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        case archivesComplete
        case askDecision
        case askIdentifier
        case cast
        case challenged
        case cutTail
        case decrypted
        case forVoters
        case keptSecret
        case member
        case openToOthers
        case replaced
        case waived
    }

    /// What a voter types to have the ballot cast, in every language.
    public static let castWord = "cast"
    /// What a voter types to have the ballot opened instead, in every language.
    public static let challengeWord = "challenge"

    public let code: Code
    public let figures: [Figure]

    private init(_ code: Code, _ figures: [Figure] = []) { (self.code, self.figures) = (code, figures) }

    private static func file(_ path: String) -> Figure { Figure("file", .text(path)) }

    // MARK: Warnings

    /// A file of secrets that others can read.
    public static func openToOthers(file path: String) -> BallotNotice { BallotNotice(.openToOthers, [file(path)]) }

    /// What an interrupted write left was cut. `offset`: where it began; `file`: where its bytes are kept.
    public static func cutTail(bytes: UInt64, offset: UInt64, file path: String) -> BallotNotice {
        BallotNotice(.cutTail, [Figure("bytes", .count(bytes)), Figure("offset", .text(String(offset))), file(path)])
    }

    // MARK: Questions

    /// Asks whether a ballot is cast or challenged.
    public static var askDecision: BallotNotice {
        BallotNotice(
            .askDecision, [Figure("cast", .text(castWord)), Figure("challenge", .text(challengeWord))])
    }

    /// Asks for an election's identifier before its tally is decrypted.
    public static var askIdentifier: BallotNotice { BallotNotice(.askIdentifier) }

    // MARK: Reports

    /// A file with a secret, just made.
    public static func keptSecret(file path: String) -> BallotNotice { BallotNotice(.keptSecret, [file(path)]) }

    /// A file with what voters get and nobody else.
    public static func forVoters(file path: String) -> BallotNotice { BallotNotice(.forVoters, [file(path)]) }

    /// A later ballot of the same credential was cast.
    public static var replaced: BallotNotice { BallotNotice(.replaced) }

    public static func cast(tracker: String) -> BallotNotice {
        BallotNotice(.cast, [Figure("tracker", .text(tracker))])
    }

    /// A ballot was opened in a file instead of being cast.
    public static func challenged(file path: String) -> BallotNotice { BallotNotice(.challenged, [file(path)]) }

    /// A partial decryption was appended; `file`: the note of it.
    public static func decrypted(trustee: Int, file path: String) -> BallotNotice {
        BallotNotice(.decrypted, [Figure("trustee", .text(String(trustee))), file(path)])
    }

    /// The decision to decrypt few ballots was signed.
    public static func waived(counted: Int, uuid: String, signatures: Int) -> BallotNotice {
        BallotNotice(
            .waived,
            [
                Figure("counted", .count(UInt64(counted))), Figure("uuid", .text(uuid)),
                Figure("signatures", .count(UInt64(signatures))),
            ])
    }

    /// The archives are those that were announced.
    public static func archivesComplete(_ archives: Int) -> BallotNotice {
        BallotNotice(.archivesComplete, [Figure("archives", .count(UInt64(archives)))])
    }

    /// A member of a set of trustees; numbers count from 1.
    public static func member(_ number: Int, name: String) -> BallotNotice {
        BallotNotice(.member, [Figure("number", .text(String(number))), Figure("name", .text(name))])
    }
}

extension BallotLabel: WordedValue { package static var termGroups: [String] { ["ballots.label"] } }
extension BallotNotice.Code: WordedValue { package static var termGroups: [String] { ["ballots.notice"] } }

extension Wording {
    public func notice(_ notice: BallotNotice) -> String {
        term("ballots.notice.\(notice.code.rawValue)", notice.figures)
    }
}
