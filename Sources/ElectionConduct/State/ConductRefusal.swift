public import Counting
public import ElectionModel

/// Why an act is not done. The state is as it was.
public enum ConductRefusal: Error, Sendable, Hashable {
    // The event itself.
    case unknownKind(String)
    case unknownRole(String)
    case payload(kind: String, detail: String)
    case notInRole(kind: String, role: Role)
    /// The record's first act has to be the calling, and there is one.
    case notCalled
    case calledAlready
    /// The law or procedure at hand is not the one that the record names.
    case anotherFile(name: String)

    // Things that are not there, or there already.
    case unknownStation(StationID)
    case unknownDistrict(tier: TierID, district: DistrictID)
    case unknownRegion(RegionID)
    case unknownChoice(ChoiceID)
    case unknownCommission(Commission)
    case unknownComplaint(String)
    case unknownCopy(String)
    case unknownWrittenAct(String)
    case unknownDeadline(String)
    case alreadyThere(String)

    // Decisions.
    case noDecision
    case noQuorum(present: Int, members: Int)
    case noMajority(inFavour: Int, members: Int)
    case dissentOfNoMember(PersonID)
    case notAMember(PersonID, of: Commission)
    case wrongNumberOfMembers(given: Int, due: Int)
    case twoOfOneParty(PartyID)
    case notThisCommission(Commission)

    // Nominations.
    case tooEarly(deadline: String, from: CivilTime)
    case tooLate(deadline: String, until: CivilTime)
    case brokenRules([String])
    case nominationIs(ChoiceID, NominationStatus)
    case noArticle
    case hoursOutside(opens: Int, closes: Int, earliest: Int, latest: Int)

    // Counting.
    case step(ProtocolCase.Refusal)
    case noCommission
    case noSuchFinding(code: String)
    case noSuchField(String)
    case notOnBallot(StationID)
    case roundNotCalled(DistrictID)
    case notDetermined(DistrictID, missing: Int, postponed: Int, underRecount: Int)
    case otherFigures(field: String, stated: UInt64, counted: UInt64)
    case otherWinners(stated: [ChoiceID], counted: [ChoiceID])
    case noTie(DistrictID)
    case otherFinalists(stated: [ChoiceID], counted: [ChoiceID])

    /// What names no photograph.
    case noSuchPhotograph(String)
    /// A copy that is said to have been taken after it is handed in; by the station's clock.
    case copyTakenLater(taken: CivilTime, now: CivilTime)
    /// A written act that is said to have been handed over after it is entered; by the station's clock.
    case actHandedOverLater(handedOver: CivilTime, now: CivilTime)

    // Turnout.
    case turnoutHour(hour: Int, opens: Int, closes: Int)
    /// Before the hour has passed, or on another day.
    case turnoutNotNow(hour: Int, now: CivilTime)
    case turnoutAboveList(tookPart: UInt32, electors: UInt32)
    /// A figure of another hour contradicts it.
    case turnoutFalls(hour: Int, tookPart: UInt32)

    /// A head that is not the continuation of the station's record as it was taken over before.
    case otherStationRecord(StationID)

    // Complaints.
    case complaintDecided(String)
}
