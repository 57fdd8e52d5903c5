public import Counting
import ElectionConduct
public import ElectionModel
import ElectionRecord
public import VoterRegister

/// What a contest's electronic election gave: the sum that the trustees decrypted, for the station or for its group.
public struct ElectronicResult: Sendable, Hashable {
    public var tier: TierID
    public var district: DistrictID
    public var round: Int
    /// In the order of the ballot.
    public var votes: [Protocol.ChoiceCount]
    /// Ballots with no choice.
    public var blank: UInt32

    public init(tier: TierID, district: DistrictID, round: Int, votes: [Protocol.ChoiceCount], blank: UInt32) {
        (self.tier, self.district, self.round) = (tier, district, round)
        (self.votes, self.blank) = (votes, blank)
    }
}

extension DeskState {
    /// The electronic protocol of a contest (article 50-6(2)): a protocol like any other, so that the checks of `Counting` and the
    /// way to the seats are the same. Slips stand where ballots stand on paper; replaced ones are the spoiled ones.
    ///
    /// - Returns: nil before the closing was counted.
    public func electronicProtocol(of result: ElectronicResult) -> Protocol? {
        guard let prepared, let account else { return nil }
        func count(_ value: some BinaryInteger) -> UInt32 { UInt32(clamping: value) }
        return Protocol(
            station: prepared.station, tier: result.tier, district: result.district, round: result.round,
            channel: .electronic, electorsOnList: count(prepared.list.voters), electorsGivenBallots: account.checkIns,
            ballotsGivenByMember: givenByMember(.electronic), tookPart: account.ballots, votes: result.votes,
            invalid: result.blank, ballotsReceived: account.received, ballotsCancelled: account.destroyedUnused,
            ballotsSpoiled: account.replacements, provenance: prepared.provenance)
    }

    /// What each member who issues has given, in the order of the commission (article 43(4)).
    public func givenByMember(_ form: VotingForm) -> [UInt32?] {
        let issuers = Set(counts.byMember.keys)
        return members.map(\.person).filter(issuers.contains).map { person in
            UInt32(clamping: counts.byMember[person]?[form] ?? 0)
        }
    }

    /// The same with its heading: who signed the closing, and the protocols of restarts (article 50-5(6)).
    public func electronicDocument(of result: ElectronicResult, signedAt: ClockTime?) -> ProtocolDocument? {
        guard let counts = electronicProtocol(of: result), let signed else { return nil }
        let restarts = interruptions.count { $0.restart != nil }
        let dissents = signed.signatures.count(where: \.dissents)
        let acts =
            (restarts > 0 ? [ProtocolAct(.equipment, pages: UInt32(clamping: restarts))] : [])
            + (dissents > 0 ? [ProtocolAct(.dissent, pages: UInt32(clamping: dissents))] : [])
        return ProtocolDocument(
            counts,
            header: ProtocolHeader(
                copyNumber: 1, signatures: signed.signatures, isStamped: true, signedAt: signedAt, pages: 1, acts: acts)
        )
    }

    /// What the paper protocol says against the desk's record: as many ballots given as check-ins on paper.
    public func findings(about paper: Protocol) -> [Finding] {
        let checkIns = counts.given(.paper)
        guard let given = paper.electorsGivenBallots, Int(given) != checkIns else { return [] }
        return [
            Finding(
                SlipAccount.Code.paper.rawValue, .error, place: [station.rawValue],
                figures: [
                    Figure("given", .count(UInt64(given))), Figure("checkIns", .count(UInt64(clamping: checkIns))),
                ])
        ]
    }
}

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
