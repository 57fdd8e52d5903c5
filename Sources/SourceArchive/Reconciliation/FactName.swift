public import ElectionModel

/// The name under which facts of one election are compared, after differences of layout are taken out: a list's votes are
/// not of a round, and the electors of the first round are the electors.
///
/// Written as `seats.constituency.round1@12:otan#detail`; the parts that a fact lacks are left out.
public struct FactName: Sendable, Hashable, Comparable, CustomStringConvertible {
    public var measure: Measure
    public var tier: FactKey.Tier?
    public var round: Int?
    public var constituency: String?
    /// Who stands in the row, after names have been found to mean the same.
    public var participant: ParticipantID?
    public var detail: String?

    public init(
        _ measure: Measure, tier: FactKey.Tier? = nil, round: Int? = nil, constituency: String? = nil,
        participant: ParticipantID? = nil, detail: String? = nil
    ) {
        self.measure = measure
        self.tier = tier
        self.round = round
        self.constituency = constituency
        self.participant = participant
        self.detail = detail
    }

    public var description: String {
        var text = measure.rawValue
        if let tier { text += ".\(tier.rawValue)" }
        if let round { text += ".round\(round)" }
        if let constituency { text += "@\(constituency)" }
        if let participant { text += ":\(participant)" }
        if let detail { text += "#\(detail)" }
        return text
    }

    /// By measure in the order of the vocabulary, then from the whole to the parts.
    public static func < (left: Self, right: Self) -> Bool {
        if left.measure != right.measure { return (places[left.measure] ?? 0) < (places[right.measure] ?? 0) }
        if left.constituency != right.constituency { return left.constituency ?? "" < right.constituency ?? "" }
        if left.participant != right.participant {
            return left.participant?.rawValue ?? "" < right.participant?.rawValue ?? ""
        }
        if left.tier != right.tier { return left.tier?.rawValue ?? "" < right.tier?.rawValue ?? "" }
        if left.round != right.round { return left.round ?? 0 < right.round ?? 0 }
        return left.detail ?? "" < right.detail ?? ""
    }

    private static let places = Dictionary(
        Measure.allCases.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })

    /// The same fact of somebody else, or of the whole.
    package func of(_ participant: ParticipantID?) -> FactName {
        var result = self
        result.participant = participant
        return result
    }
}

/// Names who stands in a row, in one election and one comparison: `otan`, `independents`.
public typealias ParticipantID = Identifier<Participant>

extension FactName {
    /// The name of what a claim is about.
    ///
    /// - Parameters:
    ///   - participant: whom the claim's participant was found to be.
    ///   - oneBallot: whether the page's figures on ballots of lists stand for the vote as a whole, since it has no others.
    init(of key: FactKey, participant: ParticipantID?, oneBallot: Bool = true) {
        self.init(
            key.measure, tier: key.tier, round: key.round, constituency: key.constituency.map { SoundKey.plain($0) },
            participant: participant, detail: key.detail.map { SoundKey.plain($0) })
        switch measure {
        case .registered where round ?? 1 == 1:
            // One register serves every ballot of the first day.
            (tier, round) = (nil, nil)
        case .cast, .turnout, .valid, .validShare, .invalid, .invalidShare, .blank, .votes, .voteShare:
            // Lists have one round, that of the first day.
            if tier == .list { round = nil }
            if tier == .constituency, round == nil { round = 1 }
            if tier == nil, round == 1 { round = nil }
            if tier == .list, oneBallot, measure != .votes, measure != .voteShare { tier = nil }
        case .seats, .seatsChange, .seatsPrevious:
            if tier == .list { round = nil }
            if round != nil, tier == nil { tier = .constituency }
            if measure == .seats, participant == nil, tier == nil, round == nil, constituency == nil {
                measure = .seatsTotal
            }
        case .seatsTotal where tier != nil: measure = .seats
        case .chamberSeats:
            let body = key.election.body.map { SoundKey.text(of: $0) }
            if let detail, SoundKey.text(of: detail) == body, tier == nil {
                measure = .seatsTotal
                self.detail = nil
            }
        case .pollingDate where detail == "from" || detail == "to": detail = nil
        case .constituenciesDecided where round == nil: round = 1
        default: break
        }
    }

    /// Whether values of this fact can be set against each other. Sentences about conduct, media, pressure and the like are
    /// kept beside each other and never called contradictions.
    var isComparable: Bool {
        if measure.holdsSeveral { return false }
        return switch measure {
        case .office, .electionType, .party: false
        default: true
        }
    }
}

extension FactName {
    /// What a claim is about, with its participant as a comparison has found it.
    public init(_ claim: Claim, _ participants: ParticipantResolution) {
        self.init(of: claim.key, participant: claim.key.participant.flatMap { participants.id(of: $0) })
    }
}
