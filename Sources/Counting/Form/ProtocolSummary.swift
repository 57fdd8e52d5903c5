public import ElectionModel

/// Why two protocols of a station are not summed up.
public enum SummaryRefusal: Error, Sendable, Hashable {
    /// Of different stations, contests or rounds, or not one on paper and one electronic.
    case notOfOneContest
    /// The same choices do not stand in the same order.
    case otherChoices
    /// The lists of electors differ: both channels share one list.
    case otherList(paper: UInt32?, electronic: UInt32?)
    /// A sum is larger than any protocol holds.
    case tooLarge
}

extension Protocol {
    /// The summary protocol of a contest: paper and electronic together. Both have one list of electors; what one leaves open is open
    /// in the sum.
    public static func summary(paper: Protocol, electronic: Protocol) throws(SummaryRefusal) -> Protocol {
        guard paper.channel == .paper, electronic.channel == .electronic, paper.station == electronic.station,
            paper.tier == electronic.tier, paper.district == electronic.district, paper.round == electronic.round
        else { throw .notOfOneContest }
        guard paper.votes.map(\.choice) == electronic.votes.map(\.choice) else { throw .otherChoices }
        guard paper.electorsOnList == electronic.electorsOnList else {
            throw .otherList(paper: paper.electorsOnList, electronic: electronic.electorsOnList)
        }
        func sum(_ one: UInt32?, _ other: UInt32?) throws(SummaryRefusal) -> UInt32? {
            guard let one, let other else { return nil }
            let (sum, isTooLarge) = one.addingReportingOverflow(other)
            guard !isTooLarge else { throw .tooLarge }
            return sum
        }
        var summary = electronic
        summary.channel = .summary
        summary.electorsGivenBallots = try sum(paper.electorsGivenBallots, electronic.electorsGivenBallots)
        // Members are in the order of their protocols, which need not be one; each line stays as its protocol has it.
        summary.ballotsGivenByMember =
            paper.ballotsGivenByMember.isEmpty || electronic.ballotsGivenByMember.isEmpty
            ? [] : paper.ballotsGivenByMember + electronic.ballotsGivenByMember
        summary.tookPart = try sum(paper.tookPart, electronic.tookPart)
        for line in summary.votes.indices {
            summary.votes[line].votes = try sum(paper.votes[line].votes, electronic.votes[line].votes)
        }
        summary.invalid = try sum(paper.invalid, electronic.invalid)
        summary.ballotsReceived = try sum(paper.ballotsReceived, electronic.ballotsReceived)
        summary.ballotsCancelled = try sum(paper.ballotsCancelled, electronic.ballotsCancelled)
        // The form of 2004 keeps spoiled ballots of paper with the cancelled ones.
        summary.ballotsSpoiled = try sum(paper.ballotsSpoiled ?? 0, electronic.ballotsSpoiled)
        summary.mobileBoxes = paper.mobileBoxes + electronic.mobileBoxes
        // Whatever is made up makes the sum made up.
        if paper.provenance != .official { summary.provenance = paper.provenance }
        return summary
    }
}
