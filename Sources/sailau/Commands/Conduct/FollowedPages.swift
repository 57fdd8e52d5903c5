import DataFormats
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectionService
import Publication
import Storage
import Synchronization
import Wording

/// `sailau conduct publish --follow`: a folder of pages that grows with its record.
struct FollowedPages {
    let record: String
    let out: String
    let json: Bool

    func run(_ wording: Wording) async throws {
        let folder = FollowedFolder(out)
        try Home.makeFolder(out)
        let keeper = try await ConductKeeper.open(record)
        let election = try Home.election(keeper.now.state.setting.election.id.rawValue)
        let failed = Mutex<FollowedFolder.Fault?>(nil)
        // A folder that can't be written to ends the program: whoever runs it begins again from what stands there.
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let count = PublicCount(
            try CountSite.site(election, before: { folder.bytes($0) }),
            renewed: { [json] renewal in Self.tell(renewal, json: json) },
            put: { update in
                do throws(FollowedFolder.Fault) {
                    try folder.put(update)
                } catch {
                    failed.withLock { $0 = error }
                    end.finish()
                }
            })
        count.show(keeper.now)
        let work = [Task { await keeper.run { count.show($0) } }, Task { await count.run() }]
        for await _ in ends {}
        for task in work { task.cancel() }
        if let fault = failed.withLock({ $0 }) { throw BadInput(.notWritten, ["file": fault.path]) }
    }

    private static func tell(_ renewal: PublicCount.Renewal, json: Bool) {
        let line = JSON.object([
            ("format", .string("sailau-renewal/1")), ("height", .count(renewal.height)),
            ("files", .count(renewal.filesWritten)), ("milliseconds", .count(renewal.milliseconds)),
        ]).line()
        if json { Terminal.print(line) } else { Terminal.progress(line) }
    }
}
