public import Counting
public import ElectionModel

/// The kinds of acts as texts name them: the kind's text with spaces for points and hyphens.
public enum ActName: String, Sendable, Hashable, CaseIterable {
    case electionCalled = "election called"
    case constituenciesPublished = "constituencies published"
    case stationsEstablished = "stations established"
    case commissionFormed = "commission formed"
    case memberReplaced = "commission member replaced"
    case nominationReceived = "nomination received"
    case nominationRegistered = "nomination registered"
    case nominationRefused = "nomination refused"
    case nominationWithdrawn = "nomination withdrawn"
    case registrationCancelled = "registration cancelled"
    case nominatorCorrected = "nominator corrected"
    case listOrderDrawn = "list order drawn"
    case hoursMoved = "hours moved"
    case taskDone = "task done"
    case turnoutReported = "turnout reported"
    case protocolPhotographed = "protocol photographed"
    case protocolActed = "protocol acted"
    case votingPostponed = "voting postponed"
    case constituencyProtocol = "constituency protocol"
    case lotDrawn = "lot drawn"
    case runOffCalled = "run off called"
    case constituencyAnnulled = "constituency annulled"
    case complaintMade = "complaint made"
    case complaintDecided = "complaint decided"
    case copySubmitted = "copy submitted"
    case copyAnswered = "copy answered"
    case writtenActReceived = "written act received"
    case writtenActAnswered = "written act answered"
    case resultsAnnounced = "results announced"
    case stationRecord = "station record"
    case registerCommitted = "register committed"
    case registerChanged = "register changed"

    /// The name of a kind that stands in a record; nil for kinds that are no acts.
    public init?(kind: String) {
        self.init(rawValue: String(kind.map { $0 == "." || $0 == "-" ? " " : $0 }))
    }
}

/// What a text says about an act; figures that an act does not have are missing.
public struct ActSummary: Sendable, Hashable {
    public var name: ActName
    public var figures: [Figure]
    /// The step of a protocol; nil for other acts.
    public var step: ProtocolCase.Action.Kind?

    /// Nil for a kind that has no name, which no act of `Acts.all` is.
    public init?(_ act: any Act) {
        guard let name = ActName(kind: type(of: act).kind) else { return nil }
        self.name = name
        figures = Self.figures(of: act)
        step = (act as? ProtocolActed)?.action
    }

    private static func text(_ name: String, _ value: some CustomStringConvertible) -> Figure {
        Figure(name, .text(value.description))
    }

    private static func count(_ name: String, _ value: Int) -> Figure { Figure(name, .count(UInt64(max(0, value)))) }

    private static func figures(of act: any Act) -> [Figure] {
        switch act {
        case let act as ElectionCalled: [text("day", act.pollingDay)]
        case let act as ConstituenciesPublished: [count("count", act.constituencies.count)]
        case let act as StationsEstablished: [count("count", act.stations.count)]
        case let act as CommissionFormed: [count("count", act.commissions.count)]
        case let act as MemberReplaced:
            [text("commission", act.commission), text("old", act.leaves), text("new", act.comes.person)]
        case let act as NominationReceived:
            [
                text("choice", act.choice), text("district", act.district),
                text("nominator", act.nominator?.rawValue ?? "–"),
            ]
        case let act as NominationRegistered: [text("choice", act.choice)]
        case let act as NominationRefused: [text("choice", act.choice), text("article", act.article)]
        case let act as NominationWithdrawn: [text("choice", act.choice), text("reason", act.reason)]
        case let act as RegistrationCancelled: [text("choice", act.choice), text("article", act.article)]
        case let act as NominatorCorrected:
            [
                text("choice", act.choice), text("old", act.old?.rawValue ?? "–"),
                text("new", act.new?.rawValue ?? "–"),
                text("reason", act.reason),
            ]
        case let act as ListOrderDrawn: [text("choices", act.order.map(\.rawValue).joined(separator: ", "))]
        case let act as HoursMoved: [count("count", act.stations.count)]
        case let act as TaskDone: [text("task", act.task)]
        case let act as TurnoutReported:
            [text("station", act.station), count("hour", act.hour), count("count", Int(act.tookPart))]
        case let act as ProtocolPhotographed: [text("station", act.station), text("tier", act.tier)]
        case let act as ProtocolActed:
            [
                text("station", act.station), text("tier", act.tier), count("round", act.round),
                text("change", act.corrigendum.map(changes) ?? act.reason ?? ""),
            ]
        case let act as VotingPostponed: [count("count", act.stations.count), text("reason", act.reason)]
        case let act as ConstituencyProtocolSigned: [text("district", act.district), count("round", act.round)]
        case let act as LotDrawn:
            [text("district", act.district), text("choices", act.drawn.map(\.rawValue).joined(separator: ", "))]
        case let act as RunOffCalled:
            [
                text("district", act.district), text("day", act.pollingDay),
                text("choices", act.finalists.map(\.rawValue).joined(separator: ", ")),
            ]
        case let act as ConstituencyAnnulled: [text("district", act.district), text("article", act.article)]
        case let act as ComplaintMade: [text("complaint", act.id), text("article", act.article)]
        case let act as ComplaintDecided: [text("complaint", act.id), text("reason", act.reason)]
        case let act as CopySubmitted: [text("copy", act.id), text("station", act.station)]
        case let act as CopyAnswered: [text("copy", act.id), text("reason", act.reason)]
        case let act as WrittenActReceived:
            [text("act", act.id), text("station", act.station), text("organisation", act.organisation)]
        case let act as WrittenActAnswered: [text("act", act.id), text("reason", act.reason)]
        case let act as ResultsAnnounced:
            [text("tier", act.tier), count("round", act.round), count("count", act.elected.count)]
        case let act as StationRecordImported:
            [text("station", act.station), text("head", act.head), count("count", Int(act.checkIns))]
        case let act as RegisterCommitted: [count("count", Int(act.voters)), text("root", act.root)]
        case let act as ListChanged:
            [
                text("old", act.from?.rawValue ?? "–"), text("new", act.to?.rawValue ?? "–"),
                text("article", act.article),
            ]
        default: []
        }
    }

    private static func changes(_ corrigendum: Corrigendum) -> String {
        corrigendum.changes.map { change in
            "\(change.field): \(change.old.map { "\($0)" } ?? "–") → \(change.new.map { "\($0)" } ?? "–")"
        }.joined(separator: ", ") + " (\(corrigendum.decision.reason))"
    }
}
