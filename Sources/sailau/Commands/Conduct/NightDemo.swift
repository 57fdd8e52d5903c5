import DataFormats
import ElectionConduct
import ElectionFiles
import ElectionModel
import ElectionRecord
import ElectoralLaw
import Foundation
import Simulation
import Storage
import VerifiableVoting
import Wording

/// `sailau demo --night`: the election played into a record, with what is known after each stage.
struct NightDemo {
    let out: String
    let seed: UInt64
    let stations: Int
    let language: Language
    let json: Bool
    /// Whether pages are written after each stage.
    let pages: Bool

    func run() async throws {
        let name = "kazakhstan-2004"
        let election = try Home.election(name)
        let made = try ReconstructCommand.make(stations: stations, seed: seed)
        let folder = try made.completing(election)
        let wording = try Home.wording(language, folder.election, folder.law)
        var plan = try NightPlan.read(
            try Home.needed("Elections/\(name)/night.yaml"), file: "Elections/\(name)/night.yaml")
        plan.seed = seed
        var setting = try ConductSetting.load(name)
        setting.provenance = .reconstructed
        setting.offsets = plan.offsets
        let writer = try NightRecord(path: try recordPath(), setting: setting)
        var player = try NightPlayer(
            setting, plan: plan, reconstruction: made,
            misrecorded: try NightPlayer.misrecorded(
                in: made, plan, under: setting.law, of: election.election)
        ) { try writer.add($0) }
        var report = StandingReport(wording: wording, names: Names(of: folder.election, under: folder.law))
        for stage in NightStage.allCases {
            Terminal.progress(wording.term("conduct.stage.\(stage.rawValue)"))
            try player.play(stage)
            try await writer.flush()
            report.add(wording.term("conduct.stage.\(stage.rawValue)"), player.state)
            if pages, let place = NightStage.allCases.firstIndex(of: stage), stage != .calling {
                let figures = try CountSite.figures(
                    player.state, folder: election, hiding: player.state.embargoedRounds())
                _ = try CountSite.write(
                    figures, to: "\(out)/pages/\(place)-\(stage.rawValue.replacing(" ", with: "-"))")
            }
        }
        let head = writer.head.map { "\($0)" } ?? "-"
        if json {
            Terminal.print(
                report.json([
                    ("record", .string(writer.path)), ("events", .count(writer.events)), ("head", .string(head)),
                ]).text())
        } else {
            let figures = [
                Figure("place", .text(writer.path)), Figure("events", .count(UInt64(writer.events))),
                Figure("head", .text(head)),
            ]
            Terminal.print(report.text(last: wording.term("conduct.line.written", figures)))
        }
    }

    /// A record is never written over: a played one of the same name is put aside first.
    private func recordPath() throws -> String {
        try Home.makeFolder(out)
        let path = "\(out)/night.record"
        for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.removeItem(atPath: path + suffix)
        }
        return path
    }
}

/// Takes the acts of a played election into a record, some thousand at a time.
final class NightRecord {
    let path: String
    private let store: SQLiteRecordStore
    private let secret: SignerSecret
    private var waiting: [EventDraft] = []
    private(set) var head: RecordHead?
    private(set) var events = 0

    init(path: String, setting: ConductSetting) throws {
        self.path = path
        store = try SQLiteRecordStore(path: path, .new)
        // A played record proves nothing to anybody: its key is made for it and forgotten.
        secret = SignerSecret()
        guard let key = secret.publicKey else {
            throw RecordViolation(.signature, height: nil, detail: "the service's key does not sign")
        }
        let opening = RecordOpening(
            election: setting.election.id.rawValue, service: key, precisions: Acts.precisions)
        waiting.append(opening.draft(author: "service", role: Role.administrator.rawValue, time: .none))
    }

    func add(_ item: NightAct) throws {
        waiting.append(
            EventDraft(
                kind: item.kind, author: item.person.rawValue, role: item.role.rawValue, time: item.time,
                payload: try item.bytes, personal: try item.personalBytes.map { PersonalPayload($0) }))
    }

    /// Seals what has come, some thousand events at a time.
    func flush() async throws {
        var rest = waiting[...]
        waiting = []
        while !rest.isEmpty {
            let sealed = try SealedEvent.seal(Array(rest.prefix(Self.batch)), after: head, by: secret)
            head = try await store.append(sealed, after: head)
            events += sealed.count
            rest = rest.dropFirst(Self.batch)
        }
    }

    private static let batch = 2000
}
