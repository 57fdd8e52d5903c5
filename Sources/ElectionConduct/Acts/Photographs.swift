public import Counting
public import ElectionModel
public import ElectionRecord

/// A photograph of the sheet, which is kept beside the record under the hash of its bytes.
public struct ProtocolPhotographed: Act {
    public static let kind = "protocol.photographed"
    public static let roles: [Role] = [.typist, .coordinator, .commissioner, .acceptor]

    public var station: StationID
    public var tier: TierID
    public var district: DistrictID
    public var round: Int
    public var channel: Protocol.Channel
    /// SHA-256 of the file, in hexadecimal digits.
    public var photograph: String

    public init(_ key: LedgerKey, photograph: String) {
        station = key.station
        tier = key.contest.tier
        district = key.contest.district
        round = key.contest.round
        channel = key.channel
        self.photograph = photograph
    }

    public var key: LedgerKey { LedgerKey(station, ContestKey(tier, district, round), channel) }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        try state.requireOnBallot(key)
        guard ProtocolPhotograph.isName(photograph) else { throw .noSuchPhotograph(String(photograph.prefix(64))) }
        guard state.protocols.photographs[key]?.contains(where: { $0.hash == photograph }) != true else {
            throw .alreadyThere(photograph)
        }
        state.protocols.add(
            ProtocolPhotograph(hash: photograph, person: event.person, time: event.time, height: event.height), of: key)
    }
}

/// A photograph with its place in the record.
public struct ProtocolPhotograph: Sendable, Hashable {
    /// SHA-256 of the file, in hexadecimal digits: its name, too.
    public var hash: String
    public var person: PersonID
    public var time: RecordTime
    public var height: Int

    /// Whether a text names a photograph: 64 hexadecimal digits, the letters small, so that each has one name only.
    public static func isName(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}

extension ConductState {
    /// Refuses a protocol that nobody votes on: of an unknown station, of another district, of a round not called.
    ///
    /// - Returns: the station.
    @discardableResult
    func requireOnBallot(_ key: LedgerKey) throws(ConductRefusal) -> StationState {
        guard let own = stations[key.station] else { throw .unknownStation(key.station) }
        let (tier, district) = (key.contest.tier, key.contest.district)
        guard setting.district(of: own.station, in: tier) == district else { throw .notOnBallot(key.station) }
        let round = key.contest.round
        guard round == 1 || (round == 2 && contests[ContestID(tier, district)]?.runOff != nil) else {
            throw .roundNotCalled(district)
        }
        return own
    }
}
