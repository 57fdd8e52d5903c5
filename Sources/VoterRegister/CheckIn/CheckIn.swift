public import Counting
public import ElectionModel

/// In which form a voter is given his vote. Once, for all contests of the day.
public enum VotingForm: String, Sendable, Hashable, CaseIterable, Codable { case paper, electronic }

/// Where.
public enum VotingPlace: String, Sendable, Hashable, CaseIterable, Codable { case station, home }

/// One voter checked in: that he was given his vote, and by whom.
///
/// The hour is kept and not the minute: with the order of check-ins nobody could tell who cast which ballot, but with their
/// minutes and those of a terminal somebody might.
public struct CheckIn: Sendable, Hashable {
    public var number: VoterNumber
    public var form: VotingForm
    public var place: VotingPlace
    /// The member of the commission who gave it (article 43(4): each member's are counted).
    public var member: PersonID
    /// The hour in which it was, by the station's clock: 12 from noon on.
    public var hour: Int

    public init(number: VoterNumber, form: VotingForm, place: VotingPlace, member: PersonID, hour: Int) {
        (self.number, self.form, self.place, self.member, self.hour) = (number, form, place, member, hour)
    }
}

/// Why a voter is not checked in, or a request not taken.
public enum CheckInRefusal: Error, Sendable, Hashable {
    /// He was given his vote already; who gave it and in which hour.
    case givenAlready(CheckIn)
    case notOnTheList(VoterNumber)
    /// On the list of another station by the changes that this one knows.
    case otherStation(StationID)
    case struckOut(VoterNumber)
    case notOpenYet(CivilTime)
    case tooLate(RegisterLimit, now: CivilTime)
    /// Neither chair nor secretary may, nor who was not named for it (articles 41(5), 50-5(1)).
    case mayNotIssue(PersonID)
    case noHomeRequest(VoterNumber)
    case requestedAlready(VoterNumber)
    case damaged(RegisterDamage)
}
