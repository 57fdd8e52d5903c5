public import Counting
public import ElectionModel
public import VerifiableVoting
import VoterRegister

/// Why a station's protocols are not made.
public enum StationCountFault: Error, Sendable, Hashable {
    /// The closing was not signed yet (article 43(8)).
    case notSigned(DeskPhase)
    /// The archive is of another election than the one that the station held.
    case otherElection(desk: String, archive: String)
    /// The announcement does not name the station among those of the election.
    case notAnnounced(StationID)
    /// The tally was not decrypted yet.
    case noResult
    /// No ballot, or more than one, asks about the candidates of a question.
    case ballots(question: String, found: Int)
    /// Votes were given on paper, and the protocol of a contest is missing among those that were handed in.
    case noPaper(tier: TierID, district: DistrictID)
    /// The archive has another number of the station's ballots than its record.
    case otherBallots(record: Int, archive: Int)
    /// Paper and slips are not summed up.
    case summary(SummaryRefusal, tier: TierID)
    /// A protocol is not what archive and paper give, is missing, or is there twice.
    case otherProtocol(tier: TierID, channel: Protocol.Channel)
    /// The same of the protocol of a group.
    case otherGroupProtocol(tier: TierID)
    /// The protocol of paper is marked as something else than the station's record: what is made up is never shown as counted.
    case otherProvenance(tier: TierID, paper: ProvenanceKind, record: ProvenanceKind)
}

/// What an electronic station's evening ends in (article 50-6): for each contest a protocol of the slips and, with the one of
/// paper, the summary of both, and everything that slips and protocols show.
public struct StationCount: Sendable {
    public var paper: [Protocol]
    public var electronic: [ProtocolDocument]
    /// None where no vote was given on paper, or its protocols were not handed in.
    public var summaries: [ProtocolDocument]
    /// Of a station that is counted with others: for each contest the electronic protocol of all of them together, which alone has
    /// figures by candidate; the members' own have the rest.
    public var group: [ProtocolDocument]
    public var findings: [Finding]

    /// - Parameters:
    ///   - announced: the election as the commission announced it, by whose candidates questions are told apart.
    ///   - result: the decrypted counts; nil before the decryption. Of a group of stations no member's votes are known: its
    ///     protocol shows what the member counted, and votes stay open.
    ///   - counted: how many ballots the archive has.
    ///   - ballots: what was on the ballots of paper.
    ///   - paper: the station's protocols of paper. Where votes were given on paper they must be there, each of them.
    ///   - isPaperPending: whether those of paper are still being counted: then there are no summaries yet.
    ///   - context: what the checks of the count hold protocols against.
    /// - Throws: `StationCountFault`.
    public init(
        desk: DeskState, announced: AnnouncedElection, result: ElectionResult?, counted: CountedBallots,
        ballots: [Ballot], paper: [Protocol], isPaperPending: Bool = false, round: Int = 1, signedAt: ClockTime? = nil,
        in context: CheckContext
    ) throws(StationCountFault) {
        guard let prepared = desk.prepared, desk.phase == .signed, let account = desk.account else {
            throw .notSigned(desk.phase)
        }
        guard prepared.election == announced.uuid else {
            throw .otherElection(desk: prepared.election, archive: announced.uuid)
        }
        guard announced.credentials(of: prepared.station.rawValue) != nil else {
            throw .notAnnounced(prepared.station)
        }
        guard let result else { throw .noResult }
        guard Int(account.ballots) == counted.ofStation else {
            throw .otherBallots(record: Int(account.ballots), archive: counted.ofStation)
        }
        self.paper = paper.filter { $0.station == prepared.station && $0.round == round && $0.channel == .paper }
        let isAlone = announced.stations.count == 1
        electronic = []
        for (question, counts) in zip(announced.questions, result.counts) {
            let ballot = try Self.ballot(question, ballots, round)
            let result = ElectronicResult(question, isAlone ? counts : nil, ballot)
            guard let document = desk.electronicDocument(of: result, signedAt: signedAt) else {
                throw .notSigned(desk.phase)
            }
            electronic.append(document)
        }
        group = try Self.ofGroup(announced, result, counted, ballots, round, prepared.provenance).map {
            ProtocolDocument($0)
        }
        summaries = isPaperPending && self.paper.isEmpty ? [] : try Self.summaries(electronic, self.paper, desk)
        // Of a group's member votes stay open, which every check of a count would call missing.
        let all = isAlone ? self.paper + electronic.map(\.counts) + summaries.map(\.counts) : self.paper
        findings =
            account.findings(at: prepared.station) + self.paper.flatMap(desk.findings(about:))
            + Counting.findings(about: all, in: context.ofStation(prepared.station, round: round))
    }

    private static func require(_ paper: Protocol, _ provenance: ProvenanceKind) throws(StationCountFault) {
        guard paper.provenance == provenance else {
            throw .otherProvenance(tier: paper.tier, paper: paper.provenance, record: provenance)
        }
    }

    /// The electronic protocols of a group, under the names of its stations; none of a station that is counted alone.
    private static func ofGroup(
        _ announced: AnnouncedElection, _ result: ElectionResult, _ counted: CountedBallots, _ ballots: [Ballot],
        _ round: Int, _ provenance: ProvenanceKind
    ) throws(StationCountFault) -> [Protocol] {
        guard announced.stations.count > 1 else { return [] }
        let name = StationID(announced.stations.map(\.name).joined(separator: "+"))
        var protocols: [Protocol] = []
        for (question, counts) in zip(announced.questions, result.counts) {
            let ballot = try ballot(question, ballots, round)
            let contest = ElectronicResult(question, counts, ballot)
            protocols.append(
                Protocol(
                    station: name, tier: ballot.tier, district: ballot.district, round: round,
                    channel: .electronic, tookPart: UInt32(clamping: counted.all), votes: contest.votes,
                    invalid: contest.blank, provenance: provenance))
        }
        return protocols
    }

    /// All protocols of the station, in the order in which they are made.
    public var protocols: [Protocol] { paper + electronic.map(\.counts) + summaries.map(\.counts) }

    private static func summaries(
        _ electronic: [ProtocolDocument], _ paper: [Protocol], _ desk: DeskState
    ) throws(StationCountFault) -> [ProtocolDocument] {
        var summaries: [ProtocolDocument] = []
        for document in electronic {
            let counts = document.counts
            guard let own = paper.first(where: { $0.tier == counts.tier && $0.district == counts.district }) else {
                guard desk.counts.given(.paper) == 0 else {
                    throw .noPaper(tier: counts.tier, district: counts.district)
                }
                continue
            }
            try require(own, counts.provenance)
            do {
                summaries.append(
                    ProtocolDocument(try .summary(paper: own, electronic: counts), header: document.header))
            } catch {
                throw .summary(error, tier: counts.tier)
            }
        }
        return summaries
    }

    /// Tests protocols that somebody else made: each electronic one against the decrypted counts and the desk's record, each summary
    /// against the sum, those of a group against its counts, and that there is none too few and none besides. Throws
    /// `StationCountFault`.
    public static func check(
        _ protocols: [Protocol], announced: AnnouncedElection, result: ElectionResult, counted: CountedBallots,
        desk: HandedOverDesk, ballots: [Ballot]
    ) throws(StationCountFault) {
        guard let round = protocols.first?.round, let prepared = desk.prepared else { throw .noResult }
        let recorded = Int(desk.urnCounted?.ballots ?? 0)
        guard recorded == counted.ofStation else {
            throw .otherBallots(record: recorded, archive: counted.ofStation)
        }
        var left = protocols
        for (question, counts) in zip(announced.questions, result.counts) {
            let ballot = try ballot(question, ballots, round)
            func take(_ channel: Protocol.Channel) -> Protocol? {
                let place = left.firstIndex {
                    $0.station == desk.station && $0.tier == ballot.tier && $0.district == ballot.district
                        && $0.round == round
                        && $0.channel == channel
                }
                return place.map { left.remove(at: $0) }
            }
            let expected = ElectronicResult(question, announced.stations.count == 1 ? counts : nil, ballot)
            guard let electronic = take(.electronic), electronic == desk.electronicProtocol(of: expected) else {
                throw .otherProtocol(tier: ballot.tier, channel: .electronic)
            }
            guard let paper = take(.paper) else {
                guard desk.counts.given(.paper) == 0 else {
                    throw .noPaper(tier: ballot.tier, district: ballot.district)
                }
                continue
            }
            try require(paper, prepared.provenance)
            let sum: Protocol
            do {
                sum = try .summary(paper: paper, electronic: electronic)
            } catch { throw .summary(error, tier: ballot.tier) }
            guard take(.summary) == sum else { throw .otherProtocol(tier: ballot.tier, channel: .summary) }
        }
        for expected in try ofGroup(announced, result, counted, ballots, round, prepared.provenance) {
            guard let place = left.firstIndex(of: expected) else { throw .otherGroupProtocol(tier: expected.tier) }
            left.remove(at: place)
        }
        if let other = left.first { throw .otherProtocol(tier: other.tier, channel: other.channel) }
    }

    /// The ballot of paper that asks about the same candidates.
    private static func ballot(
        _ question: AnnouncedQuestion, _ ballots: [Ballot], _ round: Int
    ) throws(StationCountFault) -> Ballot {
        let candidates = Set(question.answers.map { ChoiceID($0.candidate) })
        let same = ballots.filter { $0.round == round && Set($0.choices) == candidates }
        guard same.count == 1 else { throw .ballots(question: question.question, found: same.count) }
        return same[0]
    }
}

extension ElectronicResult {
    /// - Parameter counts: as decrypted, the blank choice first where the question has one; nil where the station's are not known.
    init(_ question: AnnouncedQuestion, _ counts: [UInt64]?, _ ballot: Ballot) {
        func count(_ place: Int) -> UInt32? {
            counts.flatMap { $0.indices.contains(place) ? UInt32(clamping: $0[place]) : nil }
        }
        let first = question.blank ? 1 : 0
        var votes: [ChoiceID: UInt32?] = [:]
        for (place, answer) in question.answers.enumerated() {
            votes[ChoiceID(answer.candidate)] = count(first + place)
        }
        self.init(
            tier: ballot.tier, district: ballot.district, round: ballot.round,
            votes: ballot.choices.map { Protocol.ChoiceCount($0, votes[$0] ?? nil) },
            blank: counts == nil ? nil : question.blank ? count(0) : 0)
    }
}
