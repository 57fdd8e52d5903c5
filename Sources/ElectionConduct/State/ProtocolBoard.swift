public import Counting
public import ElectionModel

/// Every protocol on its way, and the order in which protocols were accepted.
public struct ProtocolBoard: Sendable, Equatable {
    public internal(set) var cases: [LedgerKey: ProtocolCase] = [:]
    /// In the order of their first acceptance.
    public internal(set) var acceptedOrder: [LedgerKey] = []
    /// Photographs of the sheets in the order in which they came.
    public private(set) var photographs: [LedgerKey: [ProtocolPhotograph]] = [:]

    public init() {}

    /// The counts in force, in the order of first acceptance.
    public var accepted: [Protocol] { inForce.compactMap(\.self) }

    /// The counts in force of `acceptedOrder`; nil where none of the protocol are. A case holds the whole way of a protocol, and
    /// twenty thousand of them are too many to look into after each act.
    private var inForce: [Protocol?] = []
    /// Places in `acceptedOrder`.
    private var places: [LedgerKey: Int] = [:]

    /// Protocols that were corrected, in the order of first acceptance.
    public var corrected: [ProtocolCase] {
        withCorrigendum.compactMap { places[$0] }.sorted().compactMap { cases[acceptedOrder[$0]] }
    }

    private var withCorrigendum: Set<LedgerKey> = []

    /// The counts in force of one station in one round.
    func accepted(of station: StationID, round: Int) -> [Protocol] {
        (byStation[station] ?? []).filter { $0.contest.round == round }.compactMap {
            cases[$0]?.documentInForce?.counts
        }
    }

    /// The counts in force of one contest, in the order of first acceptance.
    func accepted(in contest: ContestKey) -> [Protocol] {
        (byContest[contest] ?? []).compactMap { cases[$0]?.documentInForce?.counts }
    }

    /// The protocols of each contest in the order of their acceptance.
    private var byContest: [ContestKey: [LedgerKey]] = [:]
    /// The protocols of each station in the order of their acceptance.
    var byStation: [StationID: [LedgerKey]] = [:]

    /// Every protocol of a station that somebody has begun to type, in the order of their first step.
    public func cases(of station: StationID) -> [ProtocolCase] { (begun[station] ?? []).compactMap { cases[$0] } }

    private var begun: [StationID: [LedgerKey]] = [:]

    /// The event of the record by which the protocols of a station last changed.
    public private(set) var changedAt: [StationID: Int] = [:]

    /// The protocols of which a photograph was handed in, by its hash.
    public func photographed(_ hash: String) -> [LedgerKey] { byPhotograph[hash] ?? [] }

    private var byPhotograph: [String: [LedgerKey]] = [:]

    mutating func add(_ photograph: ProtocolPhotograph, of key: LedgerKey) {
        photographs[key, default: []].append(photograph)
        byPhotograph[photograph.hash, default: []].append(key)
        touch(key.station, at: photograph.height)
    }

    /// Notes that something was said about the protocols of a station.
    mutating func touch(_ station: StationID, at height: Int) { changedAt[station] = height }

    /// Puts a protocol in its place after a step.
    mutating func put(_ item: ProtocolCase, at height: Int) {
        let key = item.key
        if cases.updateValue(item, forKey: key) == nil { begun[key.station, default: []].append(key) }
        changedAt[key.station] = height
        if item.versionInForce != nil { noteAcceptance(of: key) }
        if let place = places[key] { inForce[place] = item.documentInForce?.counts }
        let stage = StageOfProtocol(item)
        if let place = stages[key.station]?.firstIndex(where: { $0.contest == key.contest && $0.channel == key.channel }
        ) {
            stages[key.station]?[place] = stage
        } else {
            stages[key.station, default: []].append(stage)
        }
        if case .corrigendum = item.versions.last?.origin { withCorrigendum.insert(key) }
    }

    private mutating func noteAcceptance(of key: LedgerKey) {
        guard places[key] == nil else { return }
        places[key] = acceptedOrder.count
        acceptedOrder.append(key)
        inForce.append(nil)
        byStation[key.station, default: []].append(key)
        byContest[key.contest, default: []].append(key)
    }

    /// As much of a case as it takes to say how far its station has come.
    private struct StageOfProtocol: Equatable {
        var contest: ContestKey
        var channel: Protocol.Channel
        var isRecounted: Bool
        var isInForce: Bool
        var isSettled: Bool

        init(_ item: ProtocolCase) {
            contest = item.key.contest
            channel = item.key.channel
            isRecounted = item.state.kind == .recountOrdered
            isInForce = item.versionInForce != nil
            isSettled = item.isSettled
        }
    }

    private var stages: [StationID: [StageOfProtocol]] = [:]

    /// Whether somebody has begun to type a protocol of a contest in one round.
    func hasCase(of contest: ContestID, round: Int) -> Bool {
        cases.keys.contains { $0.contest == ContestKey(contest.tier, contest.district, round) }
    }

    public enum Standing: Sendable, Hashable {
        case accepted
        case underRecount
        case missing
    }

    /// Whether a station's counts of a contest may be relied on. A summary stands for the channels it adds up; without one
    /// every channel that was begun has to be in.
    public func standing(of station: StationID, _ contest: ContestID, round: Int) -> Standing {
        let key = ContestKey(contest.tier, contest.district, round)
        guard let all = stages[station] else { return .missing }
        let hasSummary = all.contains { $0.contest == key && $0.channel == .summary }
        var (isAny, isRecounted, isInForce, isSettled) = (false, false, true, true)
        for own in all where own.contest == key && (own.channel == .summary || !hasSummary) {
            isAny = true
            isRecounted = isRecounted || own.isRecounted
            isInForce = isInForce && own.isInForce
            isSettled = isSettled && own.isSettled
        }
        if isRecounted { return .underRecount }
        guard isAny, isInForce else { return .missing }
        return isSettled ? .accepted : .underRecount
    }
}
