public import Counting
public import ElectionConduct
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
    /// Ballots with no choice; nil where they are known for a group of stations only.
    public var blank: UInt32?

    public init(tier: TierID, district: DistrictID, round: Int, votes: [Protocol.ChoiceCount], blank: UInt32?) {
        (self.tier, self.district, self.round) = (tier, district, round)
        (self.votes, self.blank) = (votes, blank)
    }
}

/// What a desk counted of its day, whoever reads its record: the desk itself, or somebody to whom it was handed over without the voters.
public protocol DeskFigures {
    var prepared: StationPrepared? { get }
    var counts: DeskCounts { get }
    /// The packet that was opened in the morning.
    var slips: SlipsReceived? { get }
    var slipsCounted: SlipsCounted? { get }
    var urnCounted: UrnCounted? { get }
}

extension DeskFigures {
    public var members: [CommissionMember] { prepared?.members ?? [] }

    /// Voters' slips that were counted against one another; nil until slips and urn were counted.
    public var account: SlipAccount? {
        guard let prepared, let slips, let slipsCounted, let urnCounted else { return nil }
        return SlipAccount(
            printed: prepared.slips, received: slips.counted, handedOut: slipsCounted.handedOut,
            destroyedUnused: slipsCounted.destroyedUnused, ballots: urnCounted.ballots,
            challenged: urnCounted.challenged, inBox: slipsCounted.inBox, unspentInBox: slipsCounted.unspentInBox,
            returned: UInt32(clamping: counts.returned), checkIns: UInt32(clamping: counts.given(.electronic)),
            replacements: UInt32(clamping: counts.replacements))
    }

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

    /// What the paper protocol says against the desk's record: as many ballots given as check-ins on paper.
    public func findings(about paper: Protocol) -> [Finding] {
        let checkIns = counts.given(.paper)
        guard let prepared, let given = paper.electorsGivenBallots, Int(given) != checkIns else { return [] }
        return [
            Finding(
                SlipAccount.Code.paper.rawValue, .error, place: [prepared.station.rawValue],
                figures: [
                    Figure("given", .count(UInt64(given))), Figure("checkIns", .count(UInt64(clamping: checkIns))),
                ])
        ]
    }
}

extension DeskState: DeskFigures {}

extension DeskState {
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
}
