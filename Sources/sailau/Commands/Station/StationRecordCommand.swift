import ArgumentParser
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectronicStation
import VerifiableVoting
import Wording

/// The end of a station's own record as the act with which the election's record takes it over.
struct StationRecordCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Verify a station's record, and print the act that takes it over.",
        discussion: """
            One line: the payload of `station.record` for the record of the election, with the head where the station's record ends,
            the key that signs it, and how many were given a vote in the election that counts. In the office the same is typed
            on the page of the station.

            Example:
              sailau station record desk.record > station.json
              sailau record append day.record --service keys/Service.signkey --kind station.record --author p1 \\
                --role commissioner --payload station.json
            """)

    @OptionGroup var input: RecordPlace
    @Option(help: "The ballot: 1, or 2 for a run-off.") var round = 1
    @OptionGroup var options: RecordOptions

    func validate() throws {
        guard (1...2).contains(round) else { throw ValidationError("--round \(round): give 1 or 2") }
    }

    func perform() async throws {
        let record = try input.path()
        var verifier = RecordVerifier()
        var station: StationID?
        var checkIns = 0
        do {
            try await RecordInput.read(record) { event in
                try verifier.add(event)
                guard event.event.kind != RecordOpening.kind else { return }
                switch try DeskActs.read(event).act {
                case let act as StationPrepared: station = act.station
                // Those who voted in an election that is void vote again.
                case is VotedAgain: checkIns = 0
                case is CheckedIn: checkIns += 1
                default: break
                }
            }
        } catch let refusal as DeskRefusal {
            throw CheckFailed(message: try options.wording().sentence(for: refusal))
        }
        guard let opening = verifier.opening, let head = verifier.head, let station else {
            throw RecordViolation(.opening, height: 0, detail: record)
        }
        let act = StationRecordImported(
            station, round: round, head: head, service: opening.service, checkIns: UInt32(clamping: checkIns))
        Terminal.print(String(decoding: try CanonicalEncoder.encode(act), as: UTF8.self))
    }
}
