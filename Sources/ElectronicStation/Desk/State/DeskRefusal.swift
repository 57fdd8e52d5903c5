public import Counting
public import ElectionModel
public import VoterRegister

/// Why an act of the desk is not done, with the article where the law says so. The state is as it was.
public enum DeskRefusal: Error, Sendable, Hashable {
    public enum Seal: String, Sendable, Hashable, CaseIterable {
        case startPassword = "start password"
        case slips
    }

    // The event itself.
    case unknownKind(String)
    case unknownRole(String)
    case payload(kind: String, detail: String)
    case notInRole(kind: String, role: Role)
    case noVoter
    case notPrepared
    case preparedAlready
    case wrongPhase(DeskPhase)
    /// Numbers or texts that no station has.
    case unsound
    /// What should be the hash of something is none.
    case noHash
    case otherHour(Int)
    case otherStation(StationID)

    // The commission.
    case wrongNumberOfMembers(given: Int, due: Int)
    case noChair
    case twoOfOneParty(PartyID)
    case notAMember(PersonID)
    case namedTwice
    case notTheChair(PersonID, article: String)
    case mayNotIssue(PersonID)
    case noQuorum(present: Int, members: Int)
    case noMajority(inFavour: Int, members: Int)
    case noDecision
    case noReason
    case notThisCommission(Commission)

    // The opening.
    case notReady(OpeningCondition)
    case sealBroken(Seal)
    case wrongPassword
    case twoMustSign(given: Int)
    case urnNotEmpty(UInt32)
    case tooFewSlots(UInt32, slips: UInt32)
    case tooEarly(CivilTime, article: String)
    case dayTooLate(CalendarDate, latest: CalendarDate, article: String)
    case dayTooEarly(CalendarDate, earliest: CalendarDate, article: String)

    // The recorder.
    case noRecorder(article: String)
    /// It cannot be written, and nothing is done without it.
    case notRecorded
    case recordersNotCounted
    case otherBooths(given: Int, due: Int)

    // Voting.
    case checkIn(CheckInRefusal)
    case noSlipsLeft(received: Int)
    case noSlipGiven(VoterNumber)
    case slipGivenBack(VoterNumber)
    case noMoreReplacements(most: Int)
    case visitNeedsTwo(given: Int)
    case notOnVisit(PersonID)
    case paperOnly
    case noPaperFallback
    case sameElection(String)

    // The closing.
    case unspentAboveBox(UInt32, inBox: UInt32)
    case notCounted
    case tooFewSignatures(signed: Int, due: Int)
    case signedTwice
    case unexplained(code: String)
}

extension DeskRefusal {
    /// The article that is in the way; nil where no law says so.
    public var article: String? {
        switch self {
        case .wrongNumberOfMembers, .twoOfOneParty: "art. 10(3)"
        case .notTheChair(_, let article), .tooEarly(_, let article), .dayTooLate(_, _, let article),
            .dayTooEarly(_, _, let article), .noRecorder(let article):
            article
        case .mayNotIssue: "art. 41(5)"
        case .noQuorum: "art. 20(4)"
        case .noMajority: "art. 20(5)"
        case .notReady(let condition): condition.article
        case .sealBroken(.startPassword), .wrongPassword: "art. 50-5(2)"
        case .notRecorded, .recordersNotCounted: "art. 50-2(4)"
        case .visitNeedsTwo, .notOnVisit: "art. 41(6)"
        case .notThisCommission, .sameElection, .noPaperFallback: "art. 50-5(7)"
        case .tooFewSignatures: "art. 43(8)"
        case .checkIn(let refusal): refusal.article
        default: nil
        }
    }
}

extension CheckInRefusal {
    /// The article that is in the way.
    public var article: String? {
        switch self {
        case .tooLate(let limit, _): limit.article
        case .mayNotIssue: "art. 41(5)"
        case .notOpenYet: "art. 38(1)"
        case .notOnTheList, .otherStation, .struckOut: "art. 50-5(3)"
        case .noHomeRequest, .requestedAlready: "art. 41(6)"
        case .givenAlready: "art. 50-5(3)"
        case .damaged: nil
        }
    }
}
