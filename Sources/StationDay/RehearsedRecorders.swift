import ElectionModel
import ElectronicStation
import Storage
import VerifiableVoting

/// The recorders of a rehearsed station (article 50-2(4)): the desk's own and one for each booth, in files of their own, sealed to a
/// key that stands for the oblast commission's.
struct RehearsedRecorders: Sendable {
    /// At the station, and carried to voters at home.
    static let booths = 2

    let secret = RecorderSecret.random()
    private let folder: String
    private let station: StationID
    private var open: [StationRecorder] = []

    /// Throws what making a log throws.
    init(station: StationID, in folder: String) throws {
        (self.folder, self.station) = (folder, station)
        try begin()
    }

    var recording: Recording { Recording(key: secret.publicKey, booths: Self.booths) }

    private mutating func begin() throws {
        open = try (0...Self.booths).map { number in
            try StationRecorder(
                path: path(number), station: station.rawValue, key: secret.publicKey,
                sealedUntil: RehearsedMembers.pollingDay.adding(years: 1))
        }
    }

    /// The power goes off and comes back.
    mutating func restart() throws {
        open = []
        try begin()
    }

    /// Of the desk for 0, otherwise of a booth.
    func path(_ number: Int) -> String { "\(folder)/\(number == 0 ? "desk" : "booth-\(number)").recorder" }

    private func entry(_ action: RecorderEntry.Action, _ number: Int, at time: CivilTime) throws -> RecorderEntry {
        guard let minute = RecorderEntry.Minute(time) else { throw StationDayFault.noMinute }
        return RecorderEntry(action, booth: number, at: minute)
    }

    func record(_ action: RecorderEntry.Action, booth number: Int = 0, at time: CivilTime) throws {
        try open[number].append(entry(action, number, at: time))
    }

    /// Ends the desk's log with the closing of the station.
    func endDesk(at time: CivilTime) throws -> RecorderFigures { try open[0].end(entry(.stationClosed, 0, at: time)) }

    func endBooths() throws -> [RecorderFigures] { try open.dropFirst().map { try $0.end() } }
}
