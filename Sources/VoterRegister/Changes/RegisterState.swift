import Counting
public import ElectionModel

/// Where the entries stand before any change: a register file, or in tests a list.
public protocol RegisterBase: Sendable {
    var stations: [StationID] { get }
    var status: ProvenanceKind { get }
    var count: Int { get }
    /// The entry at a place below `count`.
    func entry(at place: Int) throws(RegisterDamage) -> RegisterEntry
    func entry(_ number: VoterNumber) throws(RegisterDamage) -> RegisterEntry?
}

extension RegisterImage: RegisterBase {}

/// A register with its changes folded in. The register underneath is never touched: every change is kept, in order.
public struct RegisterState: Sendable {
    /// How a person stands after the last change.
    public struct Standing: Sendable, Hashable {
        public var entry: RegisterEntry
        public var isStruckOut: Bool
        /// The changes that made it so, as places in `changes`.
        public var changes: [Int]
    }

    /// A person who changed from one list to another, as both lists show it.
    public struct Transfer: Sendable, Hashable {
        public var number: VoterNumber
        public var from: StationID
        public var to: StationID
        /// The change's place in `changes`.
        public var change: Int

        public init(number: VoterNumber, from: StationID, to: StationID, change: Int) {
            (self.number, self.from, self.to, self.change) = (number, from, to, change)
        }
    }

    public let calendar: RegisterCalendar
    private let base: any RegisterBase
    private let known: Set<StationID>
    /// In the order in which they were decided.
    public private(set) var changes: [RegisterChange] = []
    private var touched: [VoterNumber: Standing] = [:]
    private var transfers: [Transfer] = []

    /// - Parameter stations: beside those of the register, such as ones on whose list nobody stood yet.
    public init(_ base: any RegisterBase, calendar: RegisterCalendar, stations: [StationID] = []) {
        (self.base, self.calendar) = (base, calendar)
        known = Set(base.stations + stations)
    }

    /// How a number stands now; nil where it never stood anywhere.
    public func standing(_ number: VoterNumber) throws(RegisterDamage) -> Standing? {
        if let standing = touched[number] { return standing }
        return try base.entry(number).map { Standing(entry: $0, isStruckOut: false, changes: []) }
    }

    /// Those who left a station's list for another one.
    public func departures(from station: StationID) -> [Transfer] { transfers.filter { $0.from == station } }

    /// Those who came to a station's list from another one.
    public func arrivals(at station: StationID) -> [Transfer] { transfers.filter { $0.to == station } }

    /// Everybody whom a change has touched and who stands on a station's list now, and the numbers that the register has on
    /// it and that do not stand there any more.
    public func difference(of station: StationID) throws(RegisterDamage) -> (here: [RegisterEntry], gone: [VoterNumber])
    {
        var here: [RegisterEntry] = []
        var gone: [VoterNumber] = []
        for (number, standing) in touched.sorted(by: { $0.key < $1.key }) {
            if !standing.isStruckOut, standing.entry.station == station {
                here.append(standing.entry)
            } else if try base.entry(number)?.station == station {
                gone.append(number)
            }
        }
        return (here, gone)
    }

    /// Decisions that took longer than the day on which they were asked for.
    public var lateDecisions: [Int] { changes.indices.filter { changes[$0].isLate } }

    /// Folds a change in. Throws where it is outside its time or contradicts what stands; nothing is changed then.
    public mutating func apply(_ change: RegisterChange) throws(ChangeRefusal) {
        try requireForm(change)
        let standing: Standing?
        do { standing = try self.standing(change.number) } catch { throw .damaged(error) }
        let index = changes.count
        let new: RegisterEntry
        var isStruckOut = false
        switch change.kind {
        case .added(let entry):
            if let standing, !standing.isStruckOut { throw .standsAlready(entry.number, standing.entry.station) }
            new = entry
        case .corrected(let entry):
            let old = try require(standing, change.number)
            guard entry != old else { throw .nothingChanges }
            new = entry
        case .moved(_, let station):
            let old = try require(standing, change.number)
            guard old.station != station else { throw .sameStation(station) }
            var moved = old
            moved.station = station
            new = moved
        case .struckOut:
            new = try require(standing, change.number)
            isStruckOut = true
        }
        guard known.contains(new.station) else { throw .unknownStation(new.station) }
        if let old = standing, !old.isStruckOut, old.entry.station != new.station {
            transfers.append(Transfer(number: new.number, from: old.entry.station, to: new.station, change: index))
        }
        touched[new.number] = Standing(
            entry: new, isStruckOut: isStruckOut, changes: (standing?.changes ?? []) + [index])
        changes.append(change)
    }

    /// Writes the register as it stands after all changes, as a register file: what is committed to again, and cut into slices,
    /// once corrections have stopped. Who was struck out is not in it; the changes tell of him.
    ///
    /// - Throws: `RegisterDamage`; what `sink` throws.
    public func write(to sink: @escaping ByteSink) throws {
        var builder = try RegisterBuilder(status: base.status, expected: base.count + touched.count, sink)
        var isWritten: Set<VoterNumber> = []
        for place in 0..<base.count {
            let entry = try base.entry(at: place)
            guard let standing = touched[entry.number] else {
                try builder.add(entry)
                continue
            }
            isWritten.insert(entry.number)
            if !standing.isStruckOut { try builder.add(standing.entry) }
        }
        for (number, standing) in touched.sorted(by: { $0.key < $1.key })
        where !standing.isStruckOut && !isWritten.contains(number) {
            try builder.add(standing.entry)
        }
        guard try builder.finish(progress: { _, _ in }).twiceCount == 0 else { throw RegisterDamage.section("numbers") }
    }

    private func requireForm(_ change: RegisterChange) throws(ChangeRefusal) {
        guard change.reason.contains(where: { !$0.isWhitespace }) else { throw .withoutReason }
        guard change.article.contains(where: { !$0.isWhitespace }) else { throw .withoutArticle }
        guard change.received <= change.decided else { throw .decidedBefore(change.received) }
        if let last = changes.last?.decided, change.decided < last { throw .outOfOrder(last) }
        // A move is asked for in time, and decided while lists are still corrected.
        if case .moved = change.kind { try calendar.admit(.move, at: change.received) }
        try calendar.admit(.correction, at: change.decided)
    }

    private func require(_ standing: Standing?, _ number: VoterNumber) throws(ChangeRefusal) -> RegisterEntry {
        guard let standing else { throw .unknownNumber(number) }
        guard !standing.isStruckOut else { throw .struckOut(number) }
        return standing.entry
    }
}

/// An error in a list that somebody reported: it is decided on the same day (article 26(4)).
public struct ListComplaint: Sendable, Hashable {
    public enum Decision: Sendable, Hashable {
        /// By a change, its place in `RegisterState.changes`.
        case corrected(change: Int)
        case refused(reason: String)
    }

    public var station: StationID
    public var received: CivilTime
    public var text: String
    public private(set) var decision: Decision?
    public private(set) var decided: CivilTime?

    public init(station: StationID, received: CivilTime, text: String) {
        (self.station, self.received, self.text) = (station, received, text)
    }

    /// Throws `decidedBefore` for a decision before the complaint, or for a second one; `withoutReason`.
    public mutating func decide(_ decision: Decision, at time: CivilTime) throws(ChangeRefusal) {
        guard time >= received else { throw .decidedBefore(received) }
        if let decided { throw .decidedBefore(decided) }
        if case .refused(let reason) = decision, !reason.contains(where: { !$0.isWhitespace }) { throw .withoutReason }
        (self.decision, decided) = (decision, time)
    }

    /// Whether its day has ended without a decision, or had when it was decided.
    public func isOverdue(at now: CivilTime) -> Bool { (decided ?? now).date > received.date }
}
