/// What is measured or said. The first group is counted, the second is of the election's frame, the third is told in words.
public enum Measure: String, Sendable, Hashable, CaseIterable, Codable {
    case registered
    case cast
    /// Cast over registered, in percent.
    case turnout
    case valid
    case validShare = "valid-share"
    case invalid
    case invalidShare = "invalid-share"
    case blank
    case votes
    /// In percent; the base is not part of the claim, it is found by arithmetic.
    case voteShare = "vote-share"
    case voteShareChange = "vote-share-change"
    case seats
    case seatsChange = "seats-change"
    case seatsPrevious = "seats-previous"
    case candidates
    case men
    case women
    case womenShare = "women-share"
    /// Members of an age band; `detail` is its label.
    case ageBand = "age-band"
    /// Members of a profession; `detail` is its label.
    case profession
    case population

    /// Seats at stake or filled in all.
    case seatsTotal = "seats-total"
    /// Members of a chamber that is named in `detail`, such as the senate.
    case chamberSeats = "chamber-seats"
    case majority
    case constituencies
    /// Constituencies decided in a round, or in which a run-off is held.
    case constituenciesDecided = "constituencies-decided"
    case constituenciesToRunOff = "constituencies-to-run-off"
    case parties
    case pollingDate = "polling-date"
    case electionType = "election-type"
    case term
    case structure
    case leader
    /// Parties of a bloc.
    case member
    /// The party of a person who stands.
    case party
    case previousElection = "previous-election"
    /// Another name or an abbreviation printed for the participant.
    case otherName = "other-name"

    /// Who holds an office; `detail` is the office.
    case office
    case alignment
    case expectation
    case poll
    case observers
    case incident
    case policing
    case pressure
    case journalists
    case media
    /// Who announced what when.
    case announcement
    /// How a rule is described: who elects, from which lists, why there was a second round.
    case rule
    case voting
    case economy
    case event
    /// The sources that the page names as its own.
    case citedSource = "cited-source"
    case purpose

    /// Several claims about one fact may all be true: leaders, members of a bloc, events, announcements. Different values of any
    /// other measure exclude each other.
    public var holdsSeveral: Bool {
        switch self {
        case .leader, .member, .otherName, .previousElection, .alignment, .expectation, .poll, .observers, .incident,
            .policing,
            .pressure, .journalists, .media, .announcement, .rule, .voting, .economy, .event, .citedSource, .purpose,
            .term,
            .structure, .chamberSeats:
            true
        default: false
        }
    }
}
