import SeatAllocation

extension Codebook {
    static let entries: [CodebookEntry] =
        houseEntries + indexEntries + groupEntries + listEntries + constituencyEntries + countryEntries + countEntries
        + otherEntries

    private static let country = "GpUnit of type country"

    private static let houseEntries: [CodebookEntry] = [
        CodebookEntry(pattern: "house.seats", column: "seats", unit: "seats", kind: .law),
        CodebookEntry(pattern: "house.majority", column: "majority", unit: "seats", kind: .law),
        CodebookEntry(pattern: "house.open", column: "open_seats", unit: "seats", kind: .computed),
        CodebookEntry(pattern: "house.list.seats", column: "list_seats", unit: "seats", kind: .computed),
        CodebookEntry(pattern: "house.round1.seats", column: "round1_seats", unit: "seats", kind: .computed),
        CodebookEntry(pattern: "house.round2.seats", column: "round2_seats", unit: "seats", kind: .computed),
        CodebookEntry(
            pattern: "house.constituency.seats", column: "constituency_seats", unit: "seats", kind: .computed),
    ]

    private static let indexEntries: [CodebookEntry] = [
        CodebookEntry(
            pattern: "index.gallagher", column: "gallagher", unit: "percent", base: "list votes and seats",
            kind: .computed),
        CodebookEntry(
            pattern: "index.loosemore-hanby", column: "loosemore_hanby", unit: "percent", base: "list votes and seats",
            kind: .computed),
        CodebookEntry(
            pattern: "index.effective-parties-votes", column: "effective_parties_by_votes", unit: "parties",
            kind: .computed),
        CodebookEntry(
            pattern: "index.effective-parties-seats", column: "effective_parties_by_seats", unit: "parties",
            kind: .computed),
    ]

    private static let groupEntries: [CodebookEntry] = [
        CodebookEntry(pattern: "group.GROUP.list.votes", column: "list_votes", unit: "votes", kind: .counted),
        CodebookEntry(
            pattern: "group.GROUP.list.share", column: "list_share", unit: "percent", base: "valid votes",
            kind: .computed),
        CodebookEntry(pattern: "group.GROUP.list.seats", column: "list_seats", unit: "seats", kind: .computed),
        CodebookEntry(pattern: "group.GROUP.round1.seats", column: "round1_seats", unit: "seats", kind: .computed),
        CodebookEntry(pattern: "group.GROUP.round2.seats", column: "round2_seats", unit: "seats", kind: .computed),
        CodebookEntry(
            pattern: "group.GROUP.constituency.seats", column: "constituency_seats", unit: "seats", kind: .computed),
        CodebookEntry(pattern: "group.GROUP.seats", column: "total_seats", unit: "seats", kind: .computed),
    ]

    private static let listEntries: [CodebookEntry] =
        [
            CodebookEntry(
                pattern: "list.registered", column: "registered", unit: "electors", kind: .counted,
                nist: "\(country) / VotersRegistered"),
            CodebookEntry(
                pattern: "list.cast", column: "cast", unit: "ballots", kind: .counted,
                nist: "\(country) / VotersParticipated; Election / BallotCounts / BallotsCast"),
            CodebookEntry(pattern: "list.valid", column: "valid", unit: "ballots", kind: .counted),
            CodebookEntry(
                pattern: "list.invalid", column: "invalid", unit: "ballots", kind: .counted,
                nist: "Election / BallotCounts / BallotsRejected"),
            CodebookEntry(pattern: "list.seats", column: "seats", unit: "seats", kind: .computed),
            CodebookEntry(pattern: "list.threshold.votes", column: "threshold_votes", unit: "votes", kind: .computed),
            CodebookEntry(pattern: "list.passing.votes", column: "passing_votes", unit: "votes", kind: .computed),
            CodebookEntry(pattern: "list.quota", column: "quota", unit: "votes", kind: .computed),
            CodebookEntry(
                pattern: "list.LIST.votes", column: "votes", unit: "votes", kind: .counted,
                nist: "PartySelection / VoteCounts of type total"),
            CodebookEntry(
                pattern: "list.LIST.share", column: "share", unit: "percent", base: "valid votes", kind: .computed),
            CodebookEntry(pattern: "list.LIST.quotas", column: "whole_quotas", unit: "seats", kind: .computed),
            CodebookEntry(pattern: "list.LIST.remainder", column: "remainder", unit: "quotas", kind: .computed),
            CodebookEntry(
                pattern: "list.LIST.seats", column: "list_seats", unit: "seats", kind: .computed,
                nist: "PartySelection / VoteCounts of type seats"),
            CodebookEntry(
                pattern: "list.LIST.threshold.distance", column: "threshold_distance", unit: "votes", kind: .computed),
        ] + neededVotes("list.LIST.loses") + neededVotes("list.LIST.gains")

    private static func neededVotes(_ pattern: String) -> [CodebookEntry] {
        MarginKind.allCases.map {
            CodebookEntry(
                pattern: "\(pattern).\($0.rawValue)", column: "votes_needed", unit: "votes", kind: .computed)
        }
    }

    private static let constituencyEntries: [CodebookEntry] =
        [
            CodebookEntry(
                pattern: "constituency.ID.decided", column: "decided", unit: "number of a ballot", kind: .computed,
                nist: "the Election in which a Candidate has PostElectionStatus winner"),
            CodebookEntry(
                pattern: "constituency.ID.ROUND.registered", column: "registered", unit: "electors", kind: .counted,
                nist: "GpUnit of the constituency / VotersRegistered, first ballot only"),
            CodebookEntry(
                pattern: "constituency.ID.ROUND.cast", column: "cast", unit: "ballots", kind: .counted,
                nist: "Election / BallotCounts / BallotsCast; GpUnit / VotersParticipated, first ballot only"),
            CodebookEntry(pattern: "constituency.ID.ROUND.valid", column: "valid", unit: "ballots", kind: .counted),
            CodebookEntry(
                pattern: "constituency.ID.ROUND.invalid", column: "invalid", unit: "ballots", kind: .counted,
                nist: "Election / BallotCounts / BallotsRejected"),
            CodebookEntry(
                pattern: "constituency.ID.ROUND.turnout", column: "turnout", unit: "percent",
                base: "registered electors",
                kind: .computed),
            CodebookEntry(
                pattern: "constituency.ID.ROUND.CANDIDATE.votes", column: "votes", unit: "votes", kind: .counted,
                nist: "CandidateSelection / VoteCounts of type total"),
            CodebookEntry(
                pattern: "constituency.ID.ROUND.CANDIDATE.share", column: "share", unit: "percent", base: "valid votes",
                kind: .computed),
            CodebookEntry(
                pattern: "constituency.ID.ROUND.majority.distance", column: "majority_distance", unit: "votes",
                kind: .computed),
            CodebookEntry(pattern: "constituency.ID.ROUND.lead", column: "lead", unit: "votes", kind: .computed),
        ] + neededVotes("constituency.ID.ROUND.changes")

    private static let countryEntries: [CodebookEntry] = [
        CodebookEntry(pattern: "turnout.TIER.ROUND.registered", column: "registered", unit: "electors", kind: .counted),
        CodebookEntry(
            pattern: "turnout.TIER.ROUND.cast", column: "cast", unit: "ballots", kind: .counted,
            nist: "Election / BallotCounts of the country / BallotsCast"),
        CodebookEntry(pattern: "turnout.TIER.ROUND.valid", column: "valid", unit: "ballots", kind: .counted),
        CodebookEntry(
            pattern: "turnout.TIER.ROUND.invalid", column: "invalid", unit: "ballots", kind: .counted,
            nist: "Election / BallotCounts of the country / BallotsRejected"),
        CodebookEntry(
            pattern: "turnout.TIER.ROUND.share", column: "turnout", unit: "percent", base: "registered electors",
            kind: .computed),
        CodebookEntry(
            pattern: "turnout.TIER.ROUND.invalid.share", column: "invalid_share", unit: "percent",
            base: "ballots cast", kind: .computed),
        CodebookEntry(
            pattern: "region.REGION.constituencies", column: "constituencies", unit: "constituencies", kind: .computed),
        CodebookEntry(
            pattern: "region.REGION.registered", column: "registered", unit: "electors", kind: .counted,
            nist: "GpUnit of the region / VotersRegistered"),
        CodebookEntry(
            pattern: "region.REGION.cast", column: "cast", unit: "ballots", kind: .counted,
            nist: "GpUnit of the region / VotersParticipated"),
        CodebookEntry(
            pattern: "region.REGION.turnout", column: "turnout", unit: "percent", base: "registered electors",
            kind: .computed),
        CodebookEntry(pattern: "region.REGION.GROUP.seats", column: "seats", unit: "seats", kind: .computed),
    ]

    /// The last of them is that of sourced figures.
    private static let otherEntries: [CodebookEntry] = [
        CodebookEntry(pattern: "change.GROUP.before", column: "before", unit: "seats", kind: .claimed),
        CodebookEntry(pattern: "change.GROUP.now", column: "now", unit: "seats", kind: .computed),
        CodebookEntry(pattern: "change.GROUP.change", column: "change", unit: "seats", kind: .computed),
        CodebookEntry(
            pattern: "claim.SOURCE.GROUP.TIER.ROUND.claimed", column: "claimed", unit: "seats", kind: .claimed),
        CodebookEntry(
            pattern: "claim.SOURCE.GROUP.TIER.ROUND.computed", column: "computed", unit: "seats", kind: .computed),
        CodebookEntry(pattern: "chamber.BODY.seats", column: "seats", unit: "seats", kind: .law),
        CodebookEntry(pattern: "chamber.BODY.TIER.seats", column: "tier_seats", unit: "seats", kind: .law),
        CodebookEntry(pattern: "stations.KIND", column: "stations", unit: "polling stations", kind: .counted),
        CodebookEntry(pattern: "fact.KEY", column: "value", unit: "as printed", kind: .sourced),
    ]
}
