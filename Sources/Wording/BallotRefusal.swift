public import ElectionModel
package import VerifiableVoting

/// Checks of the commands on electronic elections that failed and are no rule of an archive, by code. `Texts/*/errors.yaml` has
/// a sentence for each.
public enum BallotRefusal: String, Sendable, Hashable, CaseIterable {
    case tooFewBallots
    case waiverOfOthers
    case secondTally
    case decryptionBegun
    case anotherClosing
    case rehearsalDiffers
    case dayDiffers
    case demoKeys
    case demoProgram
    case anotherDecision
    case notAChallenge
    case castBefore
    case noSuchChallenge
    case shareUnread
    case messageUnread
    case entries
    case messageRefused
    case otherPolynomial
    case otherSecret
    case keyOfNoMember
    case electionVoid
    case reserveNotCalled
    case otherAnnouncement
}

extension BallotRefusal: WordedValue { package static var termGroups: [String] { ["error.refusal"] } }
extension KeyGenerationMessage: WordedValue { package static var termGroups: [String] { ["error.member message"] } }
extension MessageFault: WordedValue { package static var termGroups: [String] { ["error.message fault"] } }

extension Wording {
    public func sentence(for refusal: BallotRefusal, _ figures: [Figure]) -> String {
        term("error.refusal.\(refusal.rawValue)", figures)
    }
}
