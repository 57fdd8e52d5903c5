public import ElectionModel

/// What forensic counts look at: a station's figures for one contest and one choice, mostly the one that leads.
public struct StationFigures: Sendable, Hashable {
    public var station: StationID
    /// Electors on the list.
    public var voters: UInt32
    /// Who took part by the signatures, or by the ballots given out.
    public var given: UInt32
    /// Ballots found in the boxes, invalid ones included.
    public var received: UInt32
    /// Votes for the choice looked at.
    public var leader: UInt32
    public var invalid: UInt32

    public init(
        _ station: StationID, voters: UInt32, given: UInt32, received: UInt32, leader: UInt32, invalid: UInt32 = 0
    ) {
        self.station = station
        self.voters = voters
        self.given = given
        self.received = received
        self.leader = leader
        self.invalid = invalid
    }

    /// From a protocol; nil where a figure is not filled in.
    public init?(_ source: ElectionModel.`Protocol`, choice: ChoiceID) {
        guard let voters = source.electorsOnList, let received = source.tookPart, let invalid = source.invalid,
            let leader = source.votes.first(where: { $0.choice == choice })?.votes
        else { return nil }
        self.init(
            source.station, voters: voters, given: source.electorsGivenBallots ?? received, received: received,
            leader: leader, invalid: invalid)
    }
}
