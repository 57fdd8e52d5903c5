import Counting
import ElectionConduct
import ElectionFiles
import ElectionModel
import ElectionRecord
import SmallElection
import ElectionService
import Foundation
import Publication
import Synchronization
import Testing
import VerifiableVoting

/// The small election as it is counted in public: a scene, the shelf on which it is shown, and the photographs of its protocols.
final class CountedScene: Sendable {
    let shelf = PublicShelf()
    let count: PublicCount
    let folder: String
    /// The hash and name of its photograph.
    let photograph: String
    let clock = TestClock()
    private let running = Mutex<Task<Void, Never>?>(nil)

    /// Numbers that stand nowhere but in the votes of the first protocol and in their sum.
    static let secrets = ["613", "217", "830"]
    static let picture: [UInt8] = [0xff, 0xd8, 0xff, 0xe0] + Array("a photograph".utf8)

    static func scene() throws -> Scene {
        var scene = try Scene()
        for (id, district) in [("k1", "c01"), ("k2", "c01"), ("k3", "c02"), ("k4", "c02")] {
            try scene.stand(ChoiceID(id), in: DistrictID(district), for: id == "k1" || id == "k3" ? "red" : nil)
        }
        try scene.stand(lists: ["red", "blue"])
        return scene
    }

    static let paperOfAct: [UInt8] = [0xff, 0xd8, 0xff, 0xe0] + Array("an act with signatures".utf8)

    /// The scene with a protocol accepted, and a written act about it that tells a figure, while stations further west are still
    /// open.
    static func counted() throws -> Scene {
        var scene = try scene()
        try scene.accept(
            "s3", ContestID("constituencies", "c02"), votes: ["k3": 613, "k4": 217], at: "2004-09-19T14:00Z",
            photograph: Digest(of: picture).hexadecimal)
        let key = LedgerKey("s3", ContestKey("constituencies", "c02", 1), .paper)
        let time = ClockTime(Scene.day("2004-09-19"), hour: 20, minute: 40)
        try scene.act(
            WrittenActReceived(
                "c02/7", of: key, as: .proxy, of: "Candidate 17-03", text: "613 votes were read out, and 513 heard.",
                to: Commission(level: .district, unit: "c02"), handedOverAt: #require(time), .refused,
                reason: "no time at the count", file: Digest(of: paperOfAct).hexadecimal), by: "d2",
            as: .commissioner, at: "2004-09-19T14:00Z")
        return scene
    }

    static func folder(_ scene: Scene) throws -> ElectionFolder {
        func bytes(_ path: String) -> [UInt8]? { try? Scene.bytes(path) }
        var folder = try ElectionFolder.read(
            "kazakhstan-2004", file: { bytes("Elections/kazakhstan-2004/\($0)") }, lawFile: { bytes("Laws/\($0)") })
        folder.election = scene.state.setting.election
        (folder.tallies, folder.figures) = ([], [])
        return folder
    }

    static func site(
        _ scene: Scene, before: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }
    ) throws -> LiveSite {
        let tiles = try TilePlace.read(Scene.bytes("Pages/tiles.csv"), file: "tiles.csv")
        var election = CountedElection(try folder(scene))
        election.hasPhotographs = true
        return LiveSite(
            election, try TestService.texts(),
            SiteAssets(
                style: try Scene.bytes("Pages/style.css"), tiles: tiles, script: try Scene.bytes("Pages/live.js")),
            before: before)
    }

    static func moment(_ scene: Scene) -> ConductKeeper.Moment {
        let hash = Digest(of: Array("\(scene.state.height)".utf8))
        return ConductKeeper.Moment(state: scene.state, head: RecordHead(height: scene.state.height, hash: hash))
    }

    init(_ scene: Scene) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "photographs-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        photograph = Digest(of: Self.picture).hexadecimal
        try Data(Self.picture).write(to: URL(filePath: "\(folder)/\(photograph)"))
        let told = Told()
        count = PublicCount(
            try Self.site(scene), on: shelf, photographs: PhotographShelf(folder: folder), clock: clock.clock,
            renewed: { told.add($0) })
        self.told = told
        let count = count
        running.withLock { $0 = Task { await count.run() } }
    }

    private let told: Told

    private final class Told: Sendable {
        private let all = Mutex<[PublicCount.Renewal]>([])
        func add(_ renewal: PublicCount.Renewal) { all.withLock { $0.append(renewal) } }
        var list: [PublicCount.Renewal] { all.withLock { $0 } }
    }

    var renewed: [PublicCount.Renewal] { told.list }

    /// Shows a scene and waits until it is public.
    func show(_ scene: Scene) async throws {
        let before = told.list.count
        count.show(Self.moment(scene))
        try await wait { told.list.count > before && told.list.last?.height == scene.state.height }
    }

    /// Waits for something that happens by itself.
    func wait(for happens: () -> Bool) async throws {
        for _ in 0..<3000 {
            if happens() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("it did not happen within half a minute")
    }

    func end() {
        running.withLock { $0?.cancel() }
        try? FileManager.default.removeItem(atPath: folder)
    }
}
