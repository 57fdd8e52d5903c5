import ElectronicStation
import LostPower
import PrimeOrderGroups
import SmallUrn
import Storage
import Testing
import Urn
import VerifiableVoting

/// T38: the power goes off after every operation and within every write. Nothing acknowledged is lost, nothing is doubled, and
/// nothing is half there.
@Suite("Urn: loss of power")
struct UrnPowerLossTests {
    /// A piece of a log at whose beginning everything before is durable.
    struct Piece {
        let before: [String: [UInt8]]
        let log: [MemoryDisk.Operation]
        /// Number of the operation of the whole log with which it begins.
        let start: Int
    }

    /// Cuts a log where nothing waits for a sync: what happens within a piece depends on no earlier one.
    static func pieces(_ log: [MemoryDisk.Operation], before: [String: [UInt8]] = [:]) -> [Piece] {
        var pieces: [Piece] = []
        var (files, snapshot, start) = (before, before, 0)
        var (unsynced, names) = (Set<String>(), false)
        for (index, operation) in log.enumerated() {
            MemoryDisk.apply(operation, to: &files)
            switch operation {
            case .write(let path, _, _), .truncate(let path, _): unsynced.insert(path)
            case .sync(let path): unsynced.remove(path)
            case .create, .link, .rename, .remove: names = true
            case .syncFolder: names = false
            }
            guard unsynced.isEmpty, !names else { continue }
            pieces.append(Piece(before: snapshot, log: Array(log[start...index]), start: start))
            (snapshot, start) = (files, index + 1)
        }
        return pieces
    }

    /// What the files hold, as the records' contents.
    static func contents(_ files: UrnFiles) throws -> [UrnFile: Set<[UInt8]>] {
        var contents: [UrnFile: Set<[UInt8]>] = [:]
        for file in UrnFile.allCases {
            let records = try files.slots(file).map { try files.record(file, slot: $0) }
            contents[file] = Set(records)
            #expect(contents[file]?.count == records.count, "a record is doubled")
        }
        return contents
    }

    /// Every byte at which a write can end, and every sector that can be missing or torn: before and after each operation
    /// the files hold what was acknowledged, with or without what was being done.
    @Test func ofTheFiles() throws {
        let disk = MemoryDisk()
        try UrnFiles.create(folder: "/u", UrnFilesTests.identity, setup: [1], in: disk)
        let before = disk.files
        let first = disk.log.count
        let files = try UrnFiles(folder: "/u", in: disk)
        // After how many operations what was acknowledged.
        var acknowledged: [(operations: Int, contents: [UrnFile: Set<[UInt8]>], stage: UrnStage)] = []
        func note() throws {
            acknowledged.append((disk.log.count - first, try Self.contents(files), files.stage))
        }
        try note()
        try files.advance(to: .open)
        try note()
        let commitment = try files.add([1, 1], to: .commitments)
        try note()
        _ = try files.add([1, 2], to: .commitments)
        try note()
        try files.erase(commitment, of: .commitments)
        try note()
        _ = try files.add(UrnFilesTests.content(1) + [UInt8](repeating: 65, count: 900), to: .ballots)
        try note()
        _ = try files.add(UrnFilesTests.content(2), to: .challenges)
        try note()
        try files.advance(to: .closed)
        try note()
        var (states, torn) = (0, 0)
        for piece in Self.pieces(Array(disk.log[first...]), before: before) {
            for count in 0...piece.log.count {
                let done = piece.start + count
                let last = try #require(acknowledged.lastIndex { $0.operations <= done })
                let allowed = acknowledged[last...min(last + 1, acknowledged.count - 1)]
                try PowerLoss(before: piece.before, log: piece.log).states(after: count) { state, text in
                    states += 1
                    let disk = MemoryDisk(state)
                    let files = try UrnFiles(folder: "/u", in: disk)
                    let found = try Self.contents(files)
                    #expect(
                        allowed.contains { $0.contents == found && $0.stage == files.stage }, "\(text) of \(done)")
                    guard files.repaired.values.contains(1) else { return }
                    torn += 1
                    // What was cut off is gone from the disk too.
                    #expect(try UrnFiles(folder: "/u", in: disk).repaired.values.allSatisfy { $0 == 0 })
                }
            }
        }
        #expect(states > 20_000 && torn > 1000, "\(states), \(torn)")
    }

    /// An urn is made whole, or not at all and then made again.
    @Test func ofTheMaking() throws {
        let disk = MemoryDisk()
        try UrnFiles.create(folder: "/u", UrnFilesTests.identity, setup: [1], in: disk)
        var made = 0
        for piece in Self.pieces(disk.log) {
            for count in 0...piece.log.count {
                try PowerLoss(before: piece.before, log: piece.log).states(after: count, step: 509) { state, text in
                    let disk = MemoryDisk(state)
                    if disk.exists("/u/urn.state") {
                        made += 1
                    } else {
                        try UrnFiles.create(folder: "/u", UrnFilesTests.identity, setup: [1], in: disk)
                    }
                    let files = try UrnFiles(folder: "/u", in: disk)
                    #expect(files.stage == .prepared && UrnFile.allCases.allSatisfy { files.count($0) == 0 }, "\(text)")
                }
            }
        }
        #expect(made > 0)
    }

    /// A writer that does not sync would be caught.
    @Test func aWriterWithoutSyncWouldBeCaught() throws {
        let disk = MemoryDisk()
        try UrnFiles.create(folder: "/u", UrnFilesTests.identity, setup: [1], in: disk)
        try UrnFiles(folder: "/u", in: disk).advance(to: .open)
        let before = disk.files
        let first = disk.log.count
        _ = try UrnFiles(folder: "/u", in: disk).add([1], to: .ballots)
        let lazy = disk.log[first...].filter { if case .sync = $0 { false } else { true } }
        var lost = false
        try PowerLoss(before: before, log: lazy).states(after: lazy.count) { state, _ in
            if try UrnFiles(folder: "/u", in: MemoryDisk(state)).count(.ballots) == 0 { lost = true }
        }
        #expect(lost)
    }

    /// With real ballots: after each loss the booth asks again, and the day goes on.
    @Test func ofTheUrn() async throws {
        let small = try await SmallEdwardsUrn()
        let disk = MemoryDisk()
        try await small.prepare("/u", in: disk)
        let urn = try await UrnKeeper.open(folder: "/u", in: disk)
        try await urn.open()
        let before = disk.files
        let first = disk.log.count
        var requests: [(request: UrnRequest, done: Int)] = []
        func ask(_ request: UrnRequest) async throws {
            #expect(await request.answered(by: urn) == .done)
            requests.append((request, disk.log.count - first))
        }
        let (early, late, challenge) = (try small.cast(0), try small.cast(0), try small.challenge(1))
        try await ask(.commit(code: early.code, credential: small.credentials[0]))
        try await ask(.commit(code: late.code, credential: small.credentials[0]))
        try await ask(.cast(late.bytes))
        try await ask(.commit(code: challenge.code, credential: small.credentials[1]))
        try await ask(.challenge(challenge.line))
        var states: [(files: [String: [UInt8]], done: Int, text: String)] = []
        for piece in Self.pieces(Array(disk.log[first...]), before: before) {
            for count in 0...piece.log.count {
                PowerLoss(before: piece.before, log: piece.log).states(after: count, step: 401) {
                    states.append(($0, piece.start + count, $1))
                }
            }
        }
        #expect(states.count > 300)
        for state in states {
            let again = try await UrnKeeper.open(folder: "/u", in: MemoryDisk(state.files))
            // Everything acknowledged is answered alike, but for commitments that were superseded or spent since.
            for (index, asked) in requests.enumerated() where asked.done <= state.done {
                guard !asked.request.isCommitment else { continue }
                #expect(await asked.request.answered(by: again) == .done, "\(state.text): request \(index)")
            }
            // The request that the power interrupted, and all that follow.
            for (index, asked) in requests.enumerated() where asked.done > state.done {
                let answer = await asked.request.answered(by: again)
                let isSpent = answer == .refused(.slip(.cast)) || answer == .refused(.slip(.challenged))
                #expect(answer == .done || (asked.request.isCommitment && isSpent), "\(state.text): request \(index)")
            }
            let figures = try await again.figures()
            #expect([figures.ballots, figures.challenges, figures.undecided] == [1, 1, 0], "\(state.text)")
        }
    }
}

extension UrnRequest {
    func answered(by urn: UrnKeeper) async -> UrnAnswer {
        do {
            switch self {
            case .state(let credential): return .state(try await urn.state(of: credential))
            case .commit(let code, let credential): try await urn.commit(code: code, credential: credential)
            case .cast(let ballot): try await urn.cast(ballot)
            case .challenge(let line): try await urn.challenge(line)
            }
            return .done
        } catch {
            return .refused(error)
        }
    }

    var isCommitment: Bool { if case .commit = self { true } else { false } }
}
