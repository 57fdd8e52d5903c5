extension Figures {
    /// Every quantity that is shown, in the order of the sections; each has a key of its own.
    public var quantities: [Quantity] {
        house.quantities + lists.flatMap(\.quantities) + constituencies.flatMap(\.quantities)
            + turnout.flatMap(\.quantities) + regions.flatMap(\.quantities) + changes.flatMap(\.quantities)
            + claims.flatMap(\.quantities) + chambers.flatMap(\.quantities) + stations
    }
}

extension Figures.House {
    /// Those of the body itself.
    var own: [Quantity] {
        [seats, majorityLine, open, listSeats, firstBallotSeats, secondBallotSeats, constituencySeats]
    }

    var quantities: [Quantity] { own + groups.flatMap(\.quantities) + indices }
}

extension Figures.Group {
    var quantities: [Quantity] {
        [listVotes, listShare, listSeats, firstBallotSeats, secondBallotSeats, constituencySeats, total]
    }
}

extension Figures.ListSection {
    /// Those of the tier as a whole.
    var own: [Quantity] {
        [registered, cast, valid, invalid, seats, thresholdVotes, passingVotes, quota]
    }

    var quantities: [Quantity] { own + rows.flatMap(\.quantities) }
}

extension Figures.ListRow {
    /// Those of the list itself.
    var own: [Quantity] { [votes, share, wholeQuotas, remainder, seats, distanceToThreshold] }

    var quantities: [Quantity] { own + (loses + gains).map(\.votes) }
}

extension Figures.Constituency {
    var quantities: [Quantity] { [decidedInRound] + ballots.flatMap(\.quantities) }
}

extension Figures.Ballot {
    /// Those of the ballot as a whole.
    var own: [Quantity] { [registered, cast, valid, invalid, turnout, distanceToMajority, lead] }

    var quantities: [Quantity] { own + changes.map(\.votes) + rows.flatMap(\.quantities) }
}

extension Figures.CandidateRow {
    var quantities: [Quantity] { [votes, share] }
}

extension Figures.Turnout {
    var quantities: [Quantity] { [registered, cast, valid, invalid, turnout, invalidShare] }
}

extension Figures.RegionRow {
    /// Those of the region as a whole.
    var own: [Quantity] { [constituencies, registered, cast, turnout] }

    var quantities: [Quantity] { own + seats.map(\.seats) }
}

extension Figures.Change {
    var quantities: [Quantity] { [before, now, change] }
}

extension Figures.ClaimComparison {
    var quantities: [Quantity] { [claimed, computed] }
}

extension Figures.Chamber {
    var quantities: [Quantity] { [seats] + tiers.map(\.seats) }
}
