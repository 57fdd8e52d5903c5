import ElectionRecord
import Foundation
import Storage
import Testing
import VerifiableVoting

#if canImport(Glibc)
    import Glibc
#endif

/// Programs that add to a record until they are killed, and what has to be true of the record afterwards.
final class KilledWriters {
    struct Stalled: Error, CustomStringConvertible {
        var description: String
    }

    private let place: String
    private let key: String
    private let folder: String
    private var running: [(process: Process, output: String)] = []
    private var started = 0
    /// Numbers that were acknowledged, with the height.
    private(set) var acknowledged: [Int: Int] = [:]
    private var verifier = RecordVerifier()
    /// Numbers in the record, with the height.
    private var heights: [Int: Int] = [:]
    private var next = 0

    /// - Parameter place: a store that has its first event.
    init(place: String, service: SignerSecret, folder: String) throws {
        (self.place, self.folder) = (place, folder)
        key = "\(folder)/service.key"
        try WholeFile.writePrivate(service.bytes, to: key)
    }

    deinit { for (process, _) in running { Glibc.kill(process.processIdentifier, SIGKILL) } }

    func start(programs: Int = 2) throws {
        for _ in 0..<programs {
            let process = Process()
            process.executableURL = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: ".build/release/RecordWriters")
            started += 1
            process.arguments = [place, key, "\(started * 1_000_000)", "3"]
            let output = "\(folder)/acknowledged-\(started)"
            try Data().write(to: URL(filePath: output))
            let handle = try FileHandle(forWritingTo: URL(filePath: output))
            process.standardOutput = handle
            process.standardError = FileHandle.standardError
            try process.run()
            try handle.close()
            running.append((process, output))
        }
    }

    func kill() throws {
        for (process, output) in running {
            Glibc.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            try read(output)
            try FileManager.default.removeItem(atPath: output)
        }
        running = []
    }

    /// Waits until every program has had an event acknowledged: whoever opens a store of a server that is not reached is told so at
    /// once and ends, and only later is a server waited for. Throws `Stalled` after two minutes without.
    func awaitEachAtWork() throws {
        let deadline = ContinuousClock.now + .seconds(120)
        while try !running.allSatisfy({ try !WholeFile.read($0.output).isEmpty }) {
            guard ContinuousClock.now < deadline, running.allSatisfy(\.process.isRunning) else {
                throw Stalled(description: "a program has not begun")
            }
            usleep(2000)
        }
    }

    /// Waits until so many more events were acknowledged. Throws `Stalled` after two minutes without.
    func awaitAcknowledged(more count: Int) throws {
        try readAll()
        let wanted = acknowledged.count + count
        let deadline = ContinuousClock.now + .seconds(120)
        while acknowledged.count < wanted {
            guard ContinuousClock.now < deadline, running.allSatisfy(\.process.isRunning) else {
                throw Stalled(description: "\(acknowledged.count) of \(wanted) events were acknowledged")
            }
            usleep(2000)
            try readAll()
        }
    }

    func readAll() throws { for (_, output) in running { try read(output) } }

    private func read(_ output: String) throws {
        let text = try String(contentsOfFile: output, encoding: .utf8)
        // A line that was not finished was not acknowledged.
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let fields = line.split(separator: " ").compactMap { Int($0) }
            guard fields.count == 2 else { throw Stalled(description: "a line \"\(line)\"") }
            acknowledged[fields[0]] = fields[1]
        }
    }

    /// Reads on where the last check ended: every event valid, none doubled, every acknowledged one there.
    func check(_ store: any RecordStore, _ comment: Comment) async throws {
        let known = acknowledged
        while true {
            let events = try await store.events(from: next, count: 2000)
            if events.isEmpty { break }
            for event in events { try take(event, comment) }
        }
        let lost = known.filter { heights[$0.key] != $0.value }
        #expect(lost.isEmpty, comment)
    }

    private func take(_ event: SealedEvent, _ comment: Comment) throws {
        try verifier.add(event)
        next += 1
        guard let number = try JSONTree.read(event.payload)["number"]?.whole else { return }
        #expect(heights.updateValue(event.event.height, forKey: Int(number)) == nil, comment)
    }
}
