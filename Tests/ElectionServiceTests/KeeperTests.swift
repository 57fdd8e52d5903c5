import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectionService
import ElectoralLaw
import Foundation
import SmallElection
import Testing
import VerifiableVoting

/// What many people do at once, on stores that fail.
@Suite("Record: many at once, and stores that fail") struct KeeperTests {
    private static let service = SignerSecret()
    private static let clock = OfficeClock(seconds: { 1_095_573_600 }, milliseconds: { 0 })

    private static func keeper(
        _ store: FaultyStore, secret: SignerSecret? = service, of scene: Scene? = nil
    ) async throws -> ConductKeeper {
        if try await store.head() == nil {
            _ = try await store.append(try (try scene ?? Scene()).record(service), after: nil)
        }
        return try await ConductKeeper(
            store: store, secret: secret, clock: clock, patience: 600, setting: { _ in try Scene.setting() })
    }

    private static func complaint(_ number: Int) -> ComplaintMade {
        ComplaintMade("\(number)", about: .result, to: .commission, commission: .central, article: "49")
    }

    /// Adds from a thread that may wait.
    private static func add(
        _ act: some Act, _ keeper: ConductKeeper, personal: [[UInt8]] = [], by person: PersonID = "c1"
    ) async -> ConductKeeper.Answer {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    returning: keeper.add(act, by: .init(person: person, role: .coordinator), personal: personal))
            }
        }
    }

    private static func running(_ keepers: [ConductKeeper], _ work: () async throws -> Void) async throws {
        let tasks = keepers.map { keeper in Task { await keeper.run() } }
        do { try await work() } catch {
            tasks.forEach { $0.cancel() }
            throw error
        }
        for task in tasks {
            task.cancel()
            await task.value
        }
    }

    private static func outcomes(_ answers: [ConductKeeper.Answer]) -> (done: Int, refused: Int, unavailable: Int) {
        var counts = (done: 0, refused: 0, unavailable: 0)
        for answer in answers {
            switch answer {
            case .done: counts.done += 1
            case .refused, .overtaken: counts.refused += 1
            case .unavailable: counts.unavailable += 1
            }
        }
        return counts
    }

    /// The state of a record read anew, every signature verified.
    private static func folded(_ store: FaultyStore) async throws -> ConductState {
        try await keeper(store, secret: nil).now.state
    }

    private static func many(_ numbers: Range<Int>, _ keepers: [ConductKeeper]) async -> [ConductKeeper.Answer] {
        await withTaskGroup(of: ConductKeeper.Answer.self) { group in
            for number in numbers {
                group.addTask { await add(complaint(number), keepers[number % keepers.count]) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test func whatIsDoneAtOnceIsWrittenTogether() async throws {
        let store = FaultyStore()
        await store.setDelay(milliseconds: 20)
        let keeper = try await Self.keeper(store)
        let before = await store.appends
        try await Self.running([keeper]) {
            let answers = await Self.many(0..<200, [keeper])
            #expect(Self.outcomes(answers) == (200, 0, 0))
        }
        #expect(keeper.now.state.complaints.count == 200)
        #expect(await store.appends - before < 100, "far fewer writes than acts")
        #expect(try await Self.folded(store) == keeper.now.state)
    }

    /// Two services on one record: each is overtaken by the other again and again.
    @Test func overtakenByAnotherWriter() async throws {
        let store = FaultyStore()
        let keepers = [try await Self.keeper(store), try await Self.keeper(store)]
        try await Self.running(keepers) {
            #expect(Self.outcomes(await Self.many(0..<100, keepers)) == (100, 0, 0))
            // The same complaint by two persons: one is done, the other finds it there.
            async let left = Self.add(Self.complaint(500), keepers[0])
            async let right = Self.add(Self.complaint(500), keepers[1], by: "c2")
            #expect(Self.outcomes([await left, await right]) == (1, 1, 0))
        }
        let state = try await Self.folded(store)
        #expect(state.complaints.count == 101 && Set(state.complaintOrder).count == 101)
    }

    /// The answer is lost after the events were written; asked again, the store knows them.
    @Test func anAnswerThatGotLost() async throws {
        let store = FaultyStore()
        let keeper = try await Self.keeper(store)
        try await Self.running([keeper]) {
            await store.fail([.afterWriting])
            #expect(Self.outcomes([await Self.add(Self.complaint(1), keeper)]) == (1, 0, 0))
            // Lost twice: the person is told that nothing is known, and finds it done later.
            await store.fail([.afterWriting, .afterWriting])
            #expect(Self.outcomes([await Self.add(Self.complaint(2), keeper)]) == (0, 0, 1))
            #expect(Self.outcomes([await Self.add(Self.complaint(2), keeper)]) == (0, 1, 0))
            // Not written at all: done once it is sent again.
            await store.fail([.beforeWriting, .beforeWriting])
            #expect(Self.outcomes([await Self.add(Self.complaint(3), keeper)]) == (0, 0, 1))
            #expect(Self.outcomes([await Self.add(Self.complaint(3), keeper)]) == (1, 0, 0))
        }
        let state = try await Self.folded(store)
        #expect(state.complaintOrder == ["1", "2", "3"])
        #expect(state == keeper.now.state)
    }

    @Test func nothingDoneIsLostOnAStoreThatFailsAtRandom() async throws {
        let store = FaultyStore()
        let keeper = try await Self.keeper(store)
        var done: Set<String> = []
        await store.failAtRandom(seed: 7)
        try await Self.running([keeper]) {
            for round in 0..<10 {
                let numbers = round * 20..<(round + 1) * 20
                await withTaskGroup(of: (Int, Bool).self) { group in
                    for number in numbers {
                        group.addTask {
                            if case .done = await Self.add(Self.complaint(number), keeper) {
                                (number, true)
                            } else {
                                (number, false)
                            }
                        }
                    }
                    for await (number, isDone) in group where isDone { done.insert("\(number)") }
                }
            }
        }
        let state = try await Self.folded(store)
        #expect(done.isSubset(of: state.complaints.keys))
        #expect(Set(state.complaintOrder).count == state.complaintOrder.count)
        #expect(!done.isEmpty)
    }

    /// What no record can hold is refused by itself, and leaves what others do alone.
    @Test func whatNobodyCouldReadIsNotWritten() async throws {
        let store = FaultyStore()
        let keeper = try await Self.keeper(store)
        try await Self.running([keeper]) {
            async let bad = Self.add(Self.complaint(1), keeper, personal: [Array("two\nlines".utf8)])
            async let good = Self.many(2..<20, [keeper])
            #expect(Self.outcomes([await bad]) == (0, 1, 0))
            #expect(Self.outcomes(await good) == (18, 0, 0))
        }
        #expect(try await Self.folded(store).complaints["1"] == nil)
    }

    @Test func whoOnlyShowsAddsNothing() async throws {
        let store = FaultyStore()
        let writer = try await Self.keeper(store)
        let reader = try await Self.keeper(store, secret: nil)
        try await Self.running([writer, reader]) {
            #expect(Self.outcomes([await Self.add(Self.complaint(1), reader)]) == (0, 0, 1))
            #expect(Self.outcomes([await Self.add(Self.complaint(1), writer)]) == (1, 0, 0))
            for _ in 0..<100 where reader.now.head != writer.now.head { try await Task.sleep(for: .milliseconds(20)) }
            #expect(reader.now.state == writer.now.state)
        }
        #expect(
            Self.outcomes([await Self.add(Self.complaint(2), writer)]) == (0, 0, 1), "ended: nobody is left waiting")
    }

    @Test func anotherServicesRecord() async throws {
        let store = FaultyStore()
        _ = try await Self.keeper(store)
        await #expect { try await Self.keeper(store, secret: SignerSecret()) } throws: { error in
            error as? ConductKeeper.Fault == Self.service.publicKey.map { .otherService($0) }
        }
        await #expect {
            try await ConductKeeper(store: FaultyStore(), secret: nil, setting: { _ in try Scene.setting() })
        } throws: { error in
            error as? ConductKeeper.Fault == .empty
        }
    }
}
