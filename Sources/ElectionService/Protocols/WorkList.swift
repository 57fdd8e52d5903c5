import Accounts
import Counting
import ElectionConduct
import ElectionModel

/// Groups of protocols; one may be in several.
package enum WorkGroup: String, CaseIterable {
    /// The visitor has something to do.
    case own
    /// Nobody has begun, or only one person.
    case missing
    /// Missing when the count has to be over.
    case late
    /// Entries differ, ballots are undecided, it was sent back, or a recount is on.
    case inDispute = "in dispute"
    /// On its way to acceptance.
    case underWay = "under way"
    case accepted
    case all
}

/// The protocols of a commission's stations, by what is to be done about them. A function of the state and of who looks.
struct WorkList {
    struct Row {
        var key: LedgerKey
        var state: ProtocolCase.State.Kind
        var groups: Set<WorkGroup>
        /// When something was done last.
        var last: ClockTime?
    }

    private(set) var rows: [Row] = []

    /// - Parameter now: nil where nothing is late.
    init(_ state: ConductState, _ account: Account, of stations: [StationState], now: CivilTime? = nil) {
        for station in stations {
            for key in state.expected(of: station) {
                rows.append(Self.row(key, station, state, account, now))
            }
        }
    }

    func count(_ group: WorkGroup) -> Int { rows.count { $0.groups.contains(group) } }

    private static func row(
        _ key: LedgerKey, _ station: StationState, _ state: ConductState, _ account: Account, _ now: CivilTime?
    ) -> Row {
        let known = state.protocols.cases[key]
        let kind = known?.state.kind ?? .awaitingEntry
        var groups: Set<WorkGroup> = [.all]
        let isMissing = [.awaitingEntry, .enteredOnce].contains(kind)
        if isMissing { groups.insert(.missing) }
        if isMissing, let now, let limit = limit(station, key.contest.round, state), now > limit {
            groups.insert(.late)
        }
        if [.differing, .returned, .recountOrdered].contains(kind) || known.map(hasUndecided) ?? false {
            groups.insert(.inDispute)
        }
        if [.entered, .confirmed, .signed, .received].contains(kind) { groups.insert(.underWay) }
        if kind == .accepted { groups.insert(.accepted) }
        if isOwn(key, known, kind, state, account) { groups.insert(.own) }
        return Row(key: key, state: kind, groups: groups, last: known?.steps.last?.time ?? nil)
    }

    private static func hasUndecided(_ item: ProtocolCase) -> Bool {
        let last = Dictionary(item.disputes.map { ($0.number, $0) }, uniquingKeysWith: { _, last in last })
        return last.values.contains { $0.result(members: item.form.commissionMembers) == .undecided }
    }

    /// Whether the next step on the way is one of the visitor's.
    private static func isOwn(
        _ key: LedgerKey, _ known: ProtocolCase?, _ kind: ProtocolCase.State.Kind, _ state: ConductState,
        _ account: Account
    ) -> Bool {
        let person = PersonID(account.name.text)
        switch account.role {
        case .typist:
            return known.map { $0.task(for: person) != nil } ?? true
        case .coordinator: return [.entered, .returned].contains(kind)
        case .commissioner: return kind == .confirmed
        case .acceptor: return [.signed, .received].contains(kind) && state.receiver(of: key) == account.commission
        default: return false
        }
    }

    /// When the count has to be over, in UTC: twelve hours after the close (article 43(1)).
    private static func limit(_ station: StationState, _ round: Int, _ state: ConductState) -> CivilTime? {
        state.closingInUTC(station.station.id, round: round).map { $0.moved(byMinutes: 12 * 60) }
    }
}
