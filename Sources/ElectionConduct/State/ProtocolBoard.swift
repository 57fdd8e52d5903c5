public import Counting
public import ElectionModel

/// Every protocol on its way, and the order in which protocols were accepted.
public struct ProtocolBoard: Sendable, Equatable {
    public internal(set) var cases: [LedgerKey: ProtocolCase] = [:]
    /// In the order of their first acceptance.
    public internal(set) var acceptedOrder: [LedgerKey] = []

    public init() {}

    /// The counts in force, in the order of first acceptance.
    public var accepted: [Protocol] { acceptedOrder.compactMap { cases[$0]?.documentInForce?.counts } }

    /// The counts in force, ready to be added up.
    public var ledger: Ledger {
        var ledger = Ledger()
        for item in accepted {
            // Keys are unique here, and a protocol with an unfilled line of votes is never accepted (A15).
            do { try ledger.accept(item) } catch { assertionFailure("\(error)") }
        }
        return ledger
    }

    /// The counts in force of one station in one round.
    func accepted(of station: StationID, round: Int) -> [Protocol] {
        (byStation[station] ?? []).filter { $0.contest.round == round }.compactMap {
            cases[$0]?.documentInForce?.counts
        }
    }

    /// The protocols of each station in the order of their acceptance.
    var byStation: [StationID: [LedgerKey]] = [:]

    mutating func noteAcceptance(of key: LedgerKey) {
        guard byStation[key.station]?.contains(key) != true else { return }
        acceptedOrder.append(key)
        byStation[key.station, default: []].append(key)
    }

    /// Whether somebody has begun to type a protocol of a contest in one round.
    func hasCase(of contest: ContestID, round: Int) -> Bool {
        cases.keys.contains { $0.contest == ContestKey(contest.tier, contest.district, round) }
    }

    public enum Standing: Sendable, Hashable {
        case accepted
        case underRecount
        case missing
    }

    private static let channels: [Protocol.Channel] = [.summary, .electronic, .paper]

    /// Whether a station's counts of a contest may be relied on. A summary stands for the channels it adds up; without one
    /// every channel that was begun has to be in.
    public func standing(of station: StationID, _ contest: ContestID, round: Int) -> Standing {
        let own = Self.channels.compactMap { channel in
            cases[LedgerKey(station, ContestKey(contest.tier, contest.district, round), channel)]
        }
        let deciding = own.first.map { $0.key.channel == .summary ? [$0] : own } ?? []
        if deciding.contains(where: { $0.state.kind == .recountOrdered }) { return .underRecount }
        guard !deciding.isEmpty, deciding.allSatisfy({ $0.versionInForce != nil }) else { return .missing }
        return deciding.allSatisfy(\.isSettled) ? .accepted : .underRecount
    }
}
