public import ElectionModel
public import ElectionRecord
import VoterRegister

/// What a desk's record says without the voters and without their register: enough to hold a station's protocols against it.
///
/// Who reads it knows that the record is whole and signed; that its acts were allowed the desk itself has tested.
public struct HandedOverDesk: DeskFigures, Sendable, Hashable {
    /// Of the election that counts: the last one, where voting was held again.
    public private(set) var prepared: StationPrepared?
    public private(set) var counts = DeskCounts()
    public private(set) var slips: SlipsReceived?
    public private(set) var slipsCounted: SlipsCounted?
    public private(set) var urnCounted: UrnCounted?
    public private(set) var isSigned = false

    public init() {}

    public var station: StationID { prepared?.station ?? "" }
    public var election: String { prepared?.election ?? "" }

    /// Takes the next event of the record. Throws `DeskRefusal` for one that is none of a desk.
    public mutating func add(_ sealed: SealedEvent) throws(DeskRefusal) {
        guard sealed.event.kind != RecordOpening.kind else { return }
        let (act, event) = try DeskActs.read(sealed)
        switch act {
        case let act as StationPrepared: begin(act)
        case let act as VotedAgain: begin(act.prepared)
        case let act as CheckedIn: counts.add(act.form, act.place, by: event.person, hour: act.hour)
        case let act as SlipReplaced: counts.add(act.reason)
        case is SlipReturned: counts.returned += 1
        case let act as SlipsReceived: slips = act
        case let act as UrnCounted: urnCounted = act
        case let act as SlipsCounted: slipsCounted = act
        case is ClosingSigned: isSigned = true
        default: break
        }
    }

    private mutating func begin(_ prepared: StationPrepared) {
        self = HandedOverDesk()
        self.prepared = prepared
    }
}
