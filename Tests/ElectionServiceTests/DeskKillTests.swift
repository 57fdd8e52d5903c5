import ElectionModel
import ElectionRecord
import ElectronicStation
import Foundation
import LargeTests
import SmallStation
import Storage
import Testing
import VerifiableVoting
import VoterRegister

import ElectionService

#if canImport(Glibc)
    import Glibc
#endif

/// The desk is killed while three members check voters in: nothing acknowledged is lost, nobody is given a vote twice, and the next
/// start goes on where the record ends.
@Suite("Service: kills of check-in", .serialized)
struct DeskKillTests {
    struct Stalled: Error {}

    /// As many voters as the kills of a run can use up.
    private static let voters = 400 + 60 * LargeTest.size("killsOfCheckIn()")

    private static func begin(_ folder: String) async throws -> RegisterImage {
        let image = try SmallStation.image(SmallStation.entries(voters))
        let secret = SignerSecret()
        try WholeFile.writePrivate(secret.bytes, to: "\(folder)/service.key")
        let store = try SQLiteRecordStore(path: "\(folder)/desk.record", .new)
        let (seven, seconds) = (SmallStation.at(7), SmallStation.seconds(SmallStation.at(6, 30)))
        try await DeskKeeper.begin(store, station: SmallStation.station, secret: secret, at: seconds)
        let keeper = try await DeskKeeper(
            store: store, secret: secret, list: image,
            clock: OfficeClock(seconds: { SmallStation.seconds(seven) }, milliseconds: { 0 }))
        let entries = try RegisterSlice.entries(of: image, at: SmallStation.station)
        let slips = UInt32(voters)
        let prepared = try SmallStation.prepared(voters: voters, slips: slips) { $0.list.entries = entries.hexadecimal }
        try require(await keeper.added(prepared, by: "setup", as: .setupOfficer))
        for (_, act) in SmallStation.preparations(slips: slips) { try await add(act, keeper) }
        try await add(StationOpened(manifest: SmallStation.hash), keeper)
        return image
    }

    private static func add(_ act: some DeskAct, _ keeper: DeskKeeper) async throws {
        try require(await keeper.added(act, by: "m1", as: .commissioner))
    }

    private static func require(_ answer: DeskKeeper.Answer) throws {
        if case .done = answer { return }
        Issue.record("\(answer)")
        throw Stalled()
    }

    private static func start(_ folder: String, output: String) throws -> Process {
        let process = Process()
        process.executableURL = TestService.root.appending(path: ".build/release/DeskWriters")
        process.arguments = ["\(folder)/desk.record", "\(folder)/service.key", "\(voters)"]
        try Data().write(to: URL(filePath: output))
        let handle = try FileHandle(forWritingTo: URL(filePath: output))
        process.standardOutput = handle
        process.standardError = FileHandle.standardError
        try process.run()
        try handle.close()
        return process
    }

    /// The voters of whole lines; a line that was not finished was not acknowledged.
    private static func acknowledged(_ output: String) throws -> [VoterNumber] {
        try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast().compactMap { VoterNumber(String($0)) }
    }

    @Test func killsOfCheckIn() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "desk-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let image = try await Self.begin(folder)
        var known: Set<VoterNumber> = []
        for kill in 0..<LargeTest.size("killsOfCheckIn()") {
            let output = "\(folder)/acknowledged"
            let process = try Self.start(folder, output: output)
            let deadline = ContinuousClock.now + .seconds(120)
            while try Self.acknowledged(output).count < 1 + kill * 7 % 20 {
                guard ContinuousClock.now < deadline, process.isRunning else { throw Stalled() }
                usleep(500)
            }
            #if canImport(Glibc)
                Glibc.kill(process.processIdentifier, SIGKILL)
            #endif
            process.waitUntilExit()
            for number in try Self.acknowledged(output) {
                #expect(known.insert(number).inserted, "kill \(kill): \(number) was acknowledged twice")
            }
            try await Self.check(folder, image, known, "kill \(kill)")
        }
    }

    /// The record, by somebody who opens it now: valid, folded without a refusal, with everybody who was acknowledged.
    private static func check(
        _ folder: String, _ image: RegisterImage, _ known: Set<VoterNumber>, _ comment: Comment
    ) async throws {
        let store = try SQLiteRecordStore(path: "\(folder)/desk.record", .existing)
        var (verifier, state) = (RecordVerifier(), DeskState(image))
        while true {
            let events = try await store.events(from: verifier.head.map { $0.height + 1 } ?? 0, count: 2000)
            if events.isEmpty { break }
            for event in events {
                try verifier.add(event)
                try state.apply(event)
            }
        }
        let given = Set((state.day?.list.checkIns ?? []).map(\.number))
        #expect(known.isSubset(of: given), comment)
        #expect(given.count == state.counts.given, comment)
    }
}
