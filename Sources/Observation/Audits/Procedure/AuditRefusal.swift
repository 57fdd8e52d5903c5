public import ElectionModel

/// Why a step of an audit is refused; nothing has changed then.
public enum AuditRefusal: Error, Sendable, Hashable {
    /// These steps have to come first.
    case missing([AuditStep.Kind], before: AuditStep.Kind)
    /// What was committed can't be committed again.
    case alreadyDone(AuditStep.Kind)
    /// Beyond what an audit handles: a name, what there is of it, and the most.
    case tooMany(String, UInt64, most: UInt64)
    case containerTwice(String)
    case countTwice(StationID, ContestKey)
    case contestTwice(ContestKey)
    /// A count has another number of choices than the contest's ballot.
    case otherBallot(StationID, ContestKey)
    /// The contest is in no plan.
    case unknownContest(ContestKey)
    /// The outcome was decided from other votes than the stations', paper and electronic, add up to.
    case totalsDiffer(ContestKey, decidedFrom: CardCount, stations: CardCount)
    case noClaims(ContestKey)
    /// Records of a container that the manifest does not have, or has with another number of cards or without the contest.
    case recordsOfOtherCards(String, ContestKey)
    /// A record names a place that the ballot does not have.
    case recordNotUnderstood(String, ContestKey, card: Int)
    /// Ballot comparison without a record of any card.
    case noCardRecords(ContestKey)
    /// A claim names a choice that is not on the ballot, or a base that is not known.
    case claimNotUnderstood(ContestKey, index: Int)
    /// A risk limit lies above 0 and below 1.
    case riskLimit(Fraction)
    /// At least 20 decimal digits.
    case seedTooShort(digits: Int)
    /// The seed was drawn for another text than that of the steps before it.
    case otherCommitment(expected: String)
    /// A draw adds cards to earlier ones and leaves no contest out.
    case drawShrinks(ContestKey, from: Int)
    case notDrawn(CardPlace)
    /// A reading names a choice that is not on the contest's ballot.
    case unknownChoice(ChoiceID, ContestKey)
    /// A contest that is not on a card is left out of its reading.
    case markSaysNothing(ContestKey)
    case readTwiceBySame(CardPlace, reader: String)
    case readByTwoAlready(CardPlace)
    /// Two persons have to read differently before there is anything to resolve.
    case nothingToResolve(CardPlace)
    case resolvedByOne(CardPlace)
    /// Cards that two persons have not both read: how many, and the first in the order of their names.
    case unread(Int, first: CardPlace)
    /// Cards on whose reading two persons still differ.
    case unresolved(Int, first: CardPlace)
    /// The station's cards of this contest are not to be counted again.
    case stationNotDrawn(StationID, ContestKey)
    case recountedTwiceBySame(StationID, ContestKey, reader: String)
    case recountedByTwoAlready(StationID, ContestKey)
    case noRecountToResolve(StationID, ContestKey)
    case recountResolvedByOne(StationID, ContestKey)
    /// Stations that two persons have not both counted, or on which they differ: how many, and the first.
    case recountsOpen(Int, first: StationID, ContestKey)
    /// A verified archive of an electronic station has another tally than the station's protocol.
    case archiveDiffers(StationID, ContestKey)
    /// The p-values are others than the cards give.
    case otherAssessment(expected: [ContestAssessment])
}
