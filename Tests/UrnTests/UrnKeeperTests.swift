import ElectronicStation
import Foundation
import LostPower
import PrimeOrderGroups
import SmallUrn
import Storage
import Testing
import Urn
import VerifiableVoting

/// What the urn takes and what it refuses.
@Suite("Urn: the rules")
struct UrnKeeperTests {
    /// An urn on a disk in memory.
    struct Station {
        let small: SmallEdwardsUrn
        let disk: MemoryDisk
        let urn: UrnKeeper

        init(_ small: SmallEdwardsUrn, station: String = "Station A", opened: Bool = true, slips: Int? = nil)
            async throws
        {
            self.small = small
            disk = MemoryDisk()
            try await small.prepare("/u", station: station, slips: slips, in: disk)
            urn = try await UrnKeeper.open(folder: "/u", in: disk)
            if opened { try await urn.open() }
        }

        /// Commits and casts.
        @discardableResult
        func vote(_ voter: Int, answer: Int = 1) async throws -> (code: String, bytes: [UInt8]) {
            let ballot = try small.cast(voter, answer: answer)
            try await urn.commit(code: ballot.code, credential: small.credentials[voter])
            try await urn.cast(ballot.bytes)
            return ballot
        }

        @discardableResult
        func challenge(_ voter: Int) async throws -> (code: String, line: [UInt8]) {
            let ballot = try small.challenge(voter)
            try await urn.commit(code: ballot.code, credential: small.credentials[voter])
            try await urn.challenge(ballot.line)
            return ballot
        }

        func states() async -> [SlipState] {
            var states: [SlipState] = []
            for credential in small.credentials { states.append(await urn.use(of: credential)) }
            return states
        }

        /// The same disk after the machine was switched off and on.
        func reopened() async throws -> UrnKeeper { try await UrnKeeper.open(folder: "/u", in: MemoryDisk(disk.files)) }
    }

    /// A voter learns that the urn is closed before he has chosen, and after it what became of his slip all the same.
    @Test func anUnspentSlipOutsideTheVoting() async throws {
        let station = try await Station(SmallEdwardsUrn())
        let (small, urn) = (station.small, station.urn)
        try await station.vote(0)
        #expect(try await urn.state(of: small.credentials[1]) == .unspent)
        try await urn.close()
        await #expect(throws: UrnRefusal.notOpen) { try await urn.state(of: small.credentials[1]) }
        #expect(try await urn.state(of: small.credentials[0]) == .cast)
        #expect(try await urn.state(of: Array("nobody".utf8)) == .unknown)
        #expect(await urn.use(of: small.credentials[1]) == .unspent)
    }

    @Test func aDay() async throws {
        let station = try await Station(SmallEdwardsUrn())
        #expect(await station.states() == [.unspent, .unspent, .unspent, .unspent])
        let ballot = try await station.vote(0)
        let challenge = try await station.challenge(2)
        try await station.urn.commit(
            code: station.small.ballot(3).code, credential: station.small.credentials[3])
        #expect(await station.states() == [.cast, .unspent, .challenged, .unspent])
        let figures = UrnFigures(stage: .open, slips: 4, ballots: 1, challenges: 1, undecided: 1, cutOff: 0)
        #expect(try await station.urn.figures() == figures)
        let again = try await station.reopened()
        #expect(try await again.figures() == figures)
        // Repeated after a lost answer, before and after the closing.
        for urn in [station.urn, again] {
            try await urn.cast(ballot.bytes)
            try await urn.challenge(challenge.line)
            try await urn.close()
            try await urn.close()
            try await urn.cast(ballot.bytes)
            try await urn.challenge(challenge.line)
            #expect(try await urn.figures().ballots == 1)
        }
    }

    @Test func notBeforeTheOpeningNorAfterTheClosing() async throws {
        let station = try await Station(SmallEdwardsUrn(), opened: false)
        let (small, urn) = (station.small, station.urn)
        #expect(try await urn.figures().isEmpty)
        let ballot = try small.cast(0)
        await #expect(throws: UrnRefusal.notOpen) {
            try await urn.commit(code: ballot.code, credential: small.credentials[0])
        }
        await #expect(throws: UrnRefusal.notOpen) { try await urn.cast(ballot.bytes) }
        await #expect(throws: UrnFailure.files(.stage(from: .prepared, to: .closed))) { try await urn.close() }
        try await urn.open()
        try await urn.commit(code: ballot.code, credential: small.credentials[0])
        try await urn.close()
        await #expect(throws: UrnRefusal.notOpen) { try await urn.cast(ballot.bytes) }
        await #expect(throws: UrnRefusal.notOpen) {
            try await urn.commit(code: small.ballot(1).code, credential: small.credentials[1])
        }
        await #expect(throws: UrnRefusal.notOpen) { try await station.reopened().challenge(small.challenge(0).line) }
        await #expect(throws: UrnFailure.self) { try await urn.open() }
    }

    /// T20: nothing lies in the urn when the voting begins.
    @Test func aStuffedUrnIsNotOpened() async throws {
        let station = try await Station(SmallEdwardsUrn(), opened: false)
        let files = try UrnFiles(folder: "/u", in: station.disk)
        _ = try files.add(try station.small.cast(0).bytes, to: .ballots)
        await #expect(throws: UrnFailure.changed(.ballots, onDisk: 1, acknowledged: 0)) { try await station.urn.open() }
        let again = try await station.reopened()
        #expect(try await !again.figures().isEmpty)
        await #expect(throws: UrnFailure.notEmpty(try await again.figures())) { try await again.open() }
    }

    @Test func spentAndUnknownSlipsAreRefused() async throws {
        let station = try await Station(SmallEdwardsUrn(stations: [("Station A", 2), ("Station B", 2)]))
        let (small, urn) = (station.small, station.urn)
        try await station.vote(0)
        try await station.challenge(1)
        for (voter, state) in [(0, SlipState.cast), (1, .challenged), (2, .unknown)] {
            let (ballot, challenge) = (try small.cast(voter, answer: 2), try small.challenge(voter))
            await #expect(throws: UrnRefusal.slip(state)) {
                try await urn.commit(code: ballot.code, credential: small.credentials[voter])
            }
            await #expect(throws: UrnRefusal.slip(state)) { try await urn.cast(ballot.bytes) }
            await #expect(throws: UrnRefusal.slip(state)) { try await urn.challenge(challenge.line) }
        }
        #expect(await urn.use(of: Array("nobody".utf8)) == .unknown)
        await #expect(throws: UrnRefusal.slip(.unknown)) {
            try await urn.commit(code: small.ballot(0).code, credential: [])
        }
        // T20: two slips are spent; more ballots than slips never fit.
        #expect(try await urn.figures().ballots == 1)
    }

    /// T21: only the code that was shown last can be cast or challenged, and it is made from the bytes.
    @Test func onlyWhatWasCommittedTo() async throws {
        let station = try await Station(SmallEdwardsUrn())
        let (small, urn) = (station.small, station.urn)
        let (first, second, challenge) = (try small.cast(0), try small.cast(0), try small.challenge(0))
        await #expect(throws: UrnRefusal.notCommitted) { try await urn.cast(first.bytes) }
        await #expect(throws: UrnRefusal.notCommitted) { try await urn.challenge(challenge.line) }
        for code in [first.code, second.code, second.code] {
            try await urn.commit(code: code, credential: small.credentials[0])
        }
        await #expect(throws: UrnRefusal.notCommitted) { try await urn.cast(first.bytes) }
        await #expect(throws: UrnRefusal.notCommitted) { try await urn.challenge(challenge.line) }
        #expect(try await urn.figures().undecided == 1)
        // One of a slip's commitments is left in the files.
        #expect(try UrnFiles(folder: "/u", in: station.disk).count(.commitments) == 1)
        try await urn.cast(second.bytes)
    }

    /// T16: two voters are never shown the same code.
    @Test func aCodeBelongsToOneSlip() async throws {
        let station = try await Station(SmallEdwardsUrn())
        let (small, urn) = (station.small, station.urn)
        let ballot = try small.cast(0)
        try await urn.commit(code: ballot.code, credential: small.credentials[0])
        let refusal = UrnRefusal.ballot("ballot-duplicate")
        await #expect(throws: refusal) { try await urn.commit(code: ballot.code, credential: small.credentials[1]) }
        try await urn.cast(ballot.bytes)
        await #expect(throws: refusal) { try await urn.commit(code: ballot.code, credential: small.credentials[1]) }
        await #expect(throws: refusal) {
            try await station.reopened().commit(code: ballot.code, credential: small.credentials[1])
        }
        await #expect(throws: UrnRefusal.ballot("ballot-hash")) {
            try await urn.commit(code: "short", credential: small.credentials[1])
        }
    }

    /// T15: a copy of somebody's ballot, under one's own credential or not, and a damaged one.
    @Test func copiesAndDamagedBallotsAreRefused() async throws {
        let station = try await Station(SmallEdwardsUrn())
        let (small, urn) = (station.small, station.urn)
        let ballot = try await station.vote(0)
        let own = String(decoding: small.credentials[1], as: UTF8.self)
        let text = String(decoding: ballot.bytes, as: UTF8.self)
        let copied = text.replacing(String(decoding: small.credentials[0], as: UTF8.self), with: own)
        // Its code, made from the changed bytes, is no code of the copy's: the booth commits to what it will.
        let code = try #require(madeCode(copied))
        try await urn.commit(code: code, credential: small.credentials[1])
        await #expect(throws: UrnRefusal.ballot("ballot-hash")) { try await urn.cast(Array(copied.utf8)) }
        let signed = copied.replacing("\"hash\":\"\(ballot.code)\"", with: "\"hash\":\"\(code)\"")
        await #expect(throws: UrnRefusal.ballot("ballot-signature")) { try await urn.cast(Array(signed.utf8)) }
        await #expect(throws: UrnRefusal.ballot("ballot-format")) { try await urn.cast([]) }
        await #expect(throws: UrnRefusal.ballot("ballot-canonical")) { try await urn.cast(Array("{}".utf8)) }
        await #expect(throws: UrnRefusal.ballot("challenge-format")) { try await urn.challenge(Array("{}".utf8)) }
        #expect(await urn.use(of: small.credentials[1]) == .unspent)
        try await station.vote(1)
    }

    private func madeCode(_ ballot: String) -> String? {
        guard let end = ballot.range(of: ",\"signature\"") else { return nil }
        return Digest(of: String(ballot[..<end.lowerBound]) + "}").base64
    }

    /// T22: a ballot of another election, with the same slips' numbers or not.
    @Test func ballotsOfAnotherElectionAreRefused() async throws {
        let (station, other) = (try await Station(SmallEdwardsUrn()), try await SmallEdwardsUrn())
        let stranger = try other.cast(0)
        await #expect(throws: UrnRefusal.slip(.unknown)) { try await station.urn.cast(stranger.bytes) }
        // The same credential in it, and a commitment of this station.
        let text = String(decoding: stranger.bytes, as: UTF8.self).replacing(
            String(decoding: other.credentials[0], as: UTF8.self),
            with: String(decoding: station.small.credentials[0], as: UTF8.self))
        let code = try #require(madeCode(text))
        try await station.urn.commit(code: code, credential: station.small.credentials[0])
        await #expect(throws: UrnRefusal.ballot("ballot-election")) { try await station.urn.cast(Array(text.utf8)) }
    }

    /// T24: a challenge whose opening does not fit both parts of its ciphertexts.
    @Test func challengesAreVerifiedWhole() async throws {
        let station = try await Station(SmallEdwardsUrn())
        let (small, urn) = (station.small, station.urn)
        let honest = try small.challenge(0)
        try await urn.commit(code: honest.code, credential: small.credentials[0])
        let text = String(decoding: honest.line, as: UTF8.self)
        let start = try #require(text.range(of: "\"r\":\"")).upperBound
        let digit = text[start]
        let randomness = text.replacingCharacters(
            in: start..<text.index(after: start), with: digit == "1" ? "2" : "1")
        await #expect(throws: UrnRefusal.ballot("challenge-randomness")) {
            try await urn.challenge(Array(randomness.utf8))
        }
        let choice = text.replacing("\"m\":1", with: "\"m\":0")
        await #expect(throws: UrnRefusal.ballot("challenge-choice")) { try await urn.challenge(Array(choice.utf8)) }
        try await urn.challenge(honest.line)
        await #expect(throws: UrnRefusal.slip(.challenged)) { try await urn.challenge(Array(choice.utf8)) }
    }

    /// T17: randomness that a challenge made public opens every ballot that repeats it.
    @Test func randomnessOfAChallengeIsNotUsedAgain() async throws {
        let station = try await Station(SmallEdwardsUrn())
        let (small, urn) = (station.small, station.urn)
        func prepared(_ voter: Int) -> PreparedBallot<VersionOne<Edwards25519>> {
            // A device whose source always gives the same.
            small.maker.prepare(
                [[0, 1, 0]], credential: small.credentials[voter],
                secret: small.voters[voter].exponent(uuid: small.uuid, suite: VersionOne<Edwards25519>.self),
                BallotRandomness(
                    system: [UInt8](repeating: 7, count: 64), station: .none, credential: [], choices: []))
        }
        let opened = prepared(0)
        let cast = prepared(1)
        let (openedCode, castCode) = (opened.code, cast.code)
        try await urn.commit(code: openedCode, credential: small.credentials[0])
        try await urn.challenge(opened.challenge().line)
        try await urn.commit(code: castCode, credential: small.credentials[1])
        let bytes = cast.cast()
        await #expect(throws: UrnRefusal.ballot("repeated-alpha")) { try await urn.cast(bytes) }
        await #expect(throws: UrnRefusal.ballot("repeated-alpha")) { try await station.reopened().cast(bytes) }
    }

    @Test func aFullUrnAndAFullDisk() async throws {
        let station = try await Station(SmallEdwardsUrn(), slips: 1)
        let (small, urn) = (station.small, station.urn)
        let ballot = try small.cast(0)
        try await urn.commit(code: ballot.code, credential: small.credentials[0])
        station.disk.fail(with: .full(path: "/u/urn.ballots"), writing: 500)
        await #expect(throws: UrnRefusal.failure("disk full")) { try await urn.cast(ballot.bytes) }
        #expect(await urn.use(of: small.credentials[0]) == .unspent)
        try await urn.cast(ballot.bytes)
        let second = try small.cast(1)
        try await urn.commit(code: second.code, credential: small.credentials[1])
        await #expect(throws: UrnRefusal.failure("no slot")) { try await urn.cast(second.bytes) }
    }

    @Test func onlyAnnouncedStationsHaveUrns() async throws {
        let small = try await SmallEdwardsUrn()
        await #expect(throws: Violation(.manifestStation, detail: "Station X")) {
            try await small.prepare("/u", station: "Station X", in: MemoryDisk())
        }
        await #expect(throws: UrnFailure.credentials(2..<5, of: 0..<4)) {
            try await small.prepare("/u", part: 2..<5, in: MemoryDisk())
        }
        await #expect(throws: UrnFailure.credentials(0..<5, of: 0..<4)) {
            try await small.prepare("/u", slips: 5, in: MemoryDisk())
        }
        let revoting = try await SmallEdwardsUrn(revoting: true)
        await #expect(throws: UrnFailure.manifest(Violation(.manifestRevote, detail: small.uuid))) {
            try await revoting.prepare("/u", in: MemoryDisk())
        }
        // Another setup of the same name in the place of the urn's.
        let disk = MemoryDisk()
        try await small.prepare("/u", in: disk)
        try disk.perform(.remove("/u/urn.setup"))
        try disk.perform(.write("/u/urn.setup", offset: 0, revoting.setup))
        await #expect(throws: UrnFailure.files(.setup)) { try await UrnKeeper.open(folder: "/u", in: disk) }
    }
}
