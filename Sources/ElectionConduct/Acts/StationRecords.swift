public import Counting
public import ElectionModel
public import ElectionRecord
import ElectoralLaw
public import VerifiableVoting

/// The record of an electronic station, which keeps its own chain, as the centre takes it over: by the head where it ends. Whoever has
/// the station's record can hold it against this; whoever changes it later can not.
public struct StationRecordImported: Act {
    public static let kind = "station.record"
    public static let roles: [Role] = [.commissioner, .setupOfficer]

    public var station: StationID
    public var round: Int
    /// `height:hash`, as `RecordHead` writes it.
    public var head: String
    /// The key that signs the station's record.
    public var service: String
    /// Voters who were given a vote, by the record.
    public var checkIns: UInt32

    public init(_ station: StationID, round: Int, head: RecordHead, service: SignerKey, checkIns: UInt32) {
        (self.station, self.round, self.checkIns) = (station, round, checkIns)
        (self.head, self.service) = (head.description, service.hexadecimal)
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        guard let own = state.stations[station] else { throw .unknownStation(station) }
        try state.requireVoting(own, round: round)
        guard let head = RecordHead(head), SignerKey(hexadecimal: service) != nil else {
            throw .payload(kind: Self.kind, detail: "head and key")
        }
        guard checkIns <= own.station.electors else {
            throw .turnoutAboveList(tookPart: checkIns, electors: own.station.electors)
        }
        let key = StationRound(station, round: round)
        if let known = state.stationRecords[key]?.last {
            // A record only grows, and its service keeps its key.
            guard known.service == service else { throw .otherStationRecord(station) }
            guard let last = RecordHead(known.head), head.height > last.height else {
                throw head.description == known.head
                    ? .alreadyThere("\(station) \(known.head)") : .otherStationRecord(station)
            }
        }
        state.stationRecords[key, default: []].append(self)
    }
}

/// The commitment to the register of voters, published before the vote: counts and the root of its tree.
public struct RegisterCommitted: Act {
    public static let kind = "register.committed"
    public static let roles: [Role] = [.setupOfficer]
    public static let precision = RecordTime.Precision.day

    public var voters: UInt32
    public var stations: UInt32
    /// In hexadecimal.
    public var root: String

    public init(voters: UInt32, stations: UInt32, root: Digest) {
        (self.voters, self.stations, self.root) = (voters, stations, root.hexadecimal)
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        guard Digest(hexadecimal: root) != nil else { throw .payload(kind: Self.kind, detail: "root") }
        guard state.registers.last?.root != root else { throw .alreadyThere(String(root.prefix(16))) }
        state.registers.append(self)
    }
}

/// A list of voters is changed by a decision, with both sides: the station that somebody leaves and the one to which he comes. The
/// number stands beside the chain.
public struct ListChanged: Act {
    public static let kind = "register.changed"
    public static let roles: [Role] = [.setupOfficer, .commissioner]

    public enum Change: String, Codable, Sendable, Hashable, CaseIterable {
        case added, corrected, moved
        case struckOut = "struck out"
    }

    public var change: Change
    /// The list on which the person stood; nil for one who was on none.
    public var from: StationID?
    /// The list on which the person stands now; nil for one who was struck out.
    public var to: StationID?
    /// When it was asked for, by the clock of the place.
    public var received: ClockTime
    public var article: String
    public var reason: String

    public init(
        _ change: Change, from: StationID?, to: StationID?, received: ClockTime, article: String, reason: String
    ) {
        (self.change, self.from, self.to) = (change, from, to)
        (self.received, self.article, self.reason) = (received, article, reason)
    }

    /// Whether the sides are those of the change.
    private var isSound: Bool {
        switch change {
        case .added: from == nil && to != nil
        case .corrected: from != nil && to != nil
        case .moved: from != nil && to != nil && from != to
        case .struckOut: from != nil && to == nil
        }
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        guard isSound, event.personal.count == 1 else { throw .payload(kind: Self.kind, detail: "sides") }
        for case let station? in [from, to] where state.stations[station] == nil { throw .unknownStation(station) }
        guard article.contains(where: { !$0.isWhitespace }) else { throw .noArticle }
        guard reason.contains(where: { !$0.isWhitespace }) else { throw .payload(kind: Self.kind, detail: "reason") }
        // A move is asked for in time, and everything is decided before corrections stop.
        if change == .moved, let limit = state.calendar.entry("moves-requested", round: 1),
            CivilTime(received.date, minute: received.minuteOfDay) > limit.time
        {
            throw .tooLate(deadline: "moves-requested", until: limit.time)
        }
        try state.requireInTime("list-corrections-stop", round: 1, event)
        state.listChanges.append(self)
    }
}

extension ConductState {
    /// Changes that concern a station's list, on either side.
    public func listChanges(of station: StationID) -> [ListChanged] {
        listChanges.filter { $0.from == station || $0.to == station }
    }
}
