import DataFormats
import ElectionConduct
import ElectionFiles
import ElectionModel
import ElectionRecord
import ElectoralLaw
import Publication
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
    /// The last stage that is played; the election can be gone on with from there.
    var last = NightStage.final
    /// The key of the service that goes on with it; nil for a record that nobody goes on with.
    var service: SignerSecret?
    /// Seconds of the election in one second; nil for as fast as it goes.
    var pace: UInt32?

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
        let writer = try NightRecord(
            path: try recordPath(), setting: setting, secret: service ?? SignerSecret())
        var player = try NightPlayer(
            setting, plan: plan, reconstruction: made,
            misrecorded: try NightPlayer.misrecorded(
                in: made, plan, under: setting.law, of: election.election)
        ) { try writer.add($0) }
        var report = StandingReport(wording: wording, names: Names(of: folder.election, under: folder.law))
        for stage in NightStage.allCases.prefix(through: NightStage.allCases.firstIndex(of: last) ?? 0) {
            Terminal.progress(wording.term("conduct.stage.\(stage.rawValue)"))
            try player.play(stage)
            try await writer.flush(pace: pace)
            report.add(wording.term("conduct.stage.\(stage.rawValue)"), player.state)
            if pages, let place = NightStage.allCases.firstIndex(of: stage), stage != .calling {
                guard let head = writer.head else { continue }
                // Each stage in a folder of its own, as it would stand there with nothing before it.
                var site = try CountSite.site(election)
                let update = site.show(player.state, head, hiding: player.state.embargoedRounds())
                _ = try PublishCommand.write(
                    update.written, to: "\(out)/pages/\(place)-\(stage.rawValue.replacing(" ", with: "-"))")
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

    /// - Parameter secret: a played record proves nothing to anybody; its key is forgotten where nobody goes on with it.
    init(path: String, setting: ConductSetting, secret: SignerSecret) throws {
        self.path = path
        store = try SQLiteRecordStore(path: path, .new)
        self.secret = secret
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

    /// Seals what has come, some thousand events at a time, or minute by minute of the election at a pace.
    ///
    /// - Parameter pace: seconds of the election that pass in one; a pause of more than five seconds is cut short.
    func flush(pace: UInt32? = nil) async throws {
        var rest = waiting[...]
        waiting = []
        // One protocol after the other is played on its way, so that times go forth and back: the clock only goes forth.
        var clock = rest.first?.time ?? .none
        while let first = rest.first {
            clock = first.time.seconds(since: clock) > 0 ? first.time : clock
            let count = pace == nil ? rest.count : rest.prefix { $0.time.seconds(since: clock) <= 0 }.count
            let part = Array(rest.prefix(min(max(1, count), Self.batch)))
            let sealed = try SealedEvent.seal(part, after: head, by: secret)
            head = try await store.append(sealed, after: head)
            events += sealed.count
            rest = rest.dropFirst(part.count)
            if let pace, let next = rest.first {
                let passed = Double(max(0, next.time.seconds(since: clock))) / Double(pace)
                try await Task.sleep(for: .seconds(min(passed, 5)))
            }
        }
    }

    private static let batch = 2000
}

extension RecordTime {
    /// Seconds from another moment to this one; 0 where one of them has no day.
    fileprivate func seconds(since other: RecordTime) -> Int {
        guard let date, let before = other.date else { return 0 }
        return (date.dayNumber - before.dayNumber) * 86_400 + secondOfDay - other.secondOfDay
    }
}
