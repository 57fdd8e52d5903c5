import ElectronicStation
import LargeTests
import LostPower
import PrimeOrderGroups
import SmallUrn
import Storage
import Testing
import Urn
import VerifiableVoting

/// Random days against a simple model: requests in any order, repeated, out of place, with failing disks and restarts.
@Suite("Urn: random days")
struct UrnModelTests {
    /// What a slip's voter did, and what the urn has to remember of it.
    private struct Slip {
        var committed: String?
        var cast: [UInt8]?
        var challenged: [UInt8]?

        var state: SlipState { cast != nil ? .cast : challenged != nil ? .challenged : .unspent }
    }

    /// Two ballots and two challenges of each voter, made once: making them is what takes time.
    private struct Voter {
        let credential: [UInt8]
        let casts: [(code: String, bytes: [UInt8])]
        let challenges: [(code: String, line: [UInt8])]
    }

    private final class Day {
        var random: Generator
        let disk: MemoryDisk
        var urn: UrnKeeper
        var slips: [Slip]
        let voters: [Voter]
        var failures = 0

        init(disk: MemoryDisk, urn: UrnKeeper, voters: [Voter], seed: UInt64) {
            (self.disk, self.urn, self.voters) = (disk, urn, voters)
            slips = voters.map { _ in Slip() }
            random = Generator(seed: seed)
        }

        /// One thing that happens, and what the model says of the answer.
        func step() async throws {
            let voter = Int.random(in: 0..<voters.count, using: &random)
            let which = Int.random(in: 0..<2, using: &random)
            let person = voters[voter]
            let kind = Int.random(in: 0..<12, using: &random)
            guard kind > 0 else {
                urn = try await UrnKeeper.open(folder: "/u", in: disk)
                return
            }
            // Now and then the disk is full in the middle of a write.
            let fails = Int.random(in: 0..<10, using: &random) == 0
            if fails {
                disk.fail(with: .full(path: "/u/urn"), writing: Int.random(in: 0...4096, using: &random))
            }
            let before = slips[voter]
            let operations = disk.attempts
            let (request, expected) = request(kind, person, which, before)
            let answer = await request.answered(by: urn)
            if fails && disk.attempts > operations {
                failures += 1
                // Refused, or what failed was the erasing of a commitment behind one that stands: the urn is opened anew.
                let isFailure = if case .refused(.failure) = answer { true } else { false }
                #expect(isFailure, "\(answer)")
                try await settle(voter, request, before)
                return
            }
            disk.forgive()
            #expect(answer == expected)
            if answer == .done { note(voter, request) }
        }

        private func request(_ kind: Int, _ person: Voter, _ which: Int, _ slip: Slip) -> (UrnRequest, UrnAnswer) {
            switch kind {
            case 1...4:
                let code = which == 0 ? person.casts[kind % 2].code : person.challenges[kind % 2].code
                return (
                    .commit(code: code, credential: person.credential),
                    slip.state == .unspent ? .done : .refused(.slip(slip.state))
                )
            case 5...8:
                let ballot = person.casts[which]
                return (.cast(ballot.bytes), answer(slip, ballot.code, done: slip.cast == ballot.bytes))
            case 9...10:
                let ballot = person.challenges[which]
                return (.challenge(ballot.line), answer(slip, ballot.code, done: slip.challenged == ballot.line))
            default: return (.state(credential: person.credential), .state(slip.state))
            }
        }

        private func answer(_ slip: Slip, _ code: String, done: Bool) -> UrnAnswer {
            if done { return .done }
            if slip.state != .unspent { return .refused(.slip(slip.state)) }
            return slip.committed == code ? .done : .refused(.notCommitted)
        }

        private func note(_ voter: Int, _ request: UrnRequest) {
            switch request {
            case .state: break
            case .commit(let code, _): slips[voter].committed = code
            case .cast(let ballot): slips[voter].cast = ballot
            case .challenge(let line): slips[voter].challenged = line
            }
        }

        /// After a failure nobody knows whether it was kept, and the booth asks. A full disk keeps nothing but a commitment
        /// whose forerunner could not be erased.
        private func settle(_ voter: Int, _ request: UrnRequest, _ before: Slip) async throws {
            urn = try await UrnKeeper.open(folder: "/u", in: disk)
            #expect(await urn.use(of: voters[voter].credential) == before.state)
            if case .commit(let code, _) = request, before.state == .unspent {
                #expect(await request.answered(by: urn) == .done)
                slips[voter].committed = code
            }
        }
    }

    @Test func daysFollowTheModel() async throws {
        let small = try await SmallEdwardsUrn()
        var voters: [Voter] = []
        for voter in 0..<4 {
            voters.append(
                Voter(
                    credential: small.credentials[voter],
                    casts: [try small.cast(voter), try small.cast(voter, answer: 2)],
                    challenges: [try small.challenge(voter), try small.challenge(voter, answer: 0)]))
        }
        var failures = 0
        for seed in LargeTest.cases("daysFollowTheModel()") {
            let disk = MemoryDisk()
            try await small.prepare("/u", in: disk)
            let urn = try await UrnKeeper.open(folder: "/u", in: disk)
            try await urn.open()
            let day = Day(disk: disk, urn: urn, voters: voters, seed: UInt64(seed))
            for _ in 0..<60 { try await day.step() }
            let figures = try await UrnKeeper.open(folder: "/u", in: disk).figures()
            #expect(figures.ballots == day.slips.count { $0.cast != nil })
            #expect(figures.challenges == day.slips.count { $0.challenged != nil })
            #expect(figures.undecided == day.slips.count { $0.state == .unspent && $0.committed != nil })
            failures += day.failures
        }
        #expect(failures > 0)
    }
}

/// SplitMix64.
struct Generator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
