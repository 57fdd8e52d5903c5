public import ElectionModel
public import ElectionRecord
import VoterRegister

/// What a desk's record says without the voters and without their register: enough to hold a station's protocols against it.
///
/// Who reads it knows that the record is whole and signed; that its acts were allowed the desk itself has tested.
public struct HandedOverDesk: Sendable, Hashable {
    /// Of the election that counts: the last one, where voting was held again.
    public private(set) var station: StationID = ""
    public private(set) var election = ""
    public private(set) var electors = 0
    /// Check-ins.
    public private(set) var paper = 0
    public private(set) var electronic = 0
    public private(set) var urn: UrnCounted?
    public private(set) var slips: SlipsCounted?
    public private(set) var isSigned = false

    public init() {}

    /// Takes the next event of the record. Throws `DeskRefusal` for one that is none of a desk.
    public mutating func add(_ sealed: SealedEvent) throws(DeskRefusal) {
        guard sealed.event.kind != RecordOpening.kind else { return }
        switch try DeskActs.read(sealed).act {
        case let act as StationPrepared: begin(act)
        case let act as VotedAgain: begin(act.prepared)
        case let act as CheckedIn:
            if act.form == .paper { paper += 1 } else { electronic += 1 }
        case let act as UrnCounted: urn = act
        case let act as SlipsCounted: slips = act
        case is ClosingSigned: isSigned = true
        default: break
        }
    }

    private mutating func begin(_ prepared: StationPrepared) {
        self = HandedOverDesk()
        (station, election, electors) = (prepared.station, prepared.election, prepared.list.voters)
    }

    /// Whether an electronic protocol has the numbers of voters and slips that the record has.
    func agrees(_ item: Protocol) -> Bool {
        item.station == station && item.electorsOnList == UInt32(clamping: electors)
            && item.electorsGivenBallots == UInt32(clamping: electronic) && item.tookPart == urn?.ballots
            && item.ballotsCancelled == slips?.destroyedUnused
    }

    /// What the paper protocol says against the record.
    public func findings(about paper: Protocol) -> [Finding] {
        SlipAccount.findings(about: paper, checkIns: self.paper, at: station)
    }
}
