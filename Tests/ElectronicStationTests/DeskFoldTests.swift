import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import LargeTests
import SmallStation
import Testing
import VoterRegister

import ElectronicStation

/// SplitMix64 (G. Steele, D. Lea and C. Flood, 2014).
private struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension DeskState {
    /// Everything in it, in an order that does not depend on a dictionary's.
    fileprivate var fingerprint: [String] {
        [
            "\(phase)", "\(prepared?.election ?? "")", "\(present.sorted())", "\(String(describing: selfTest))",
            "\(String(describing: slips))", "\(passwordEntered) \(isPaperOnly) \(height)",
            "\(String(describing: named))",
            "\(day?.list.checkIns ?? [])", "\(day?.openHomeRequests ?? [])", "\(visits)",
            "\(replacements.sorted { $0.key < $1.key })", "\(returned.sorted())",
            "\(counts.byForm.sorted { $0.key.rawValue < $1.key.rawValue })",
            "\(counts.byHour.sorted { $0.key < $1.key })",
            "\(counts.returned) \(counts.homeRequests) \(counts.replacements)",
            "\(interruptions)", "\(void.map(\.election))", "\(String(describing: account))",
            "\(String(describing: signed))",
        ]
    }
}

/// Random acts by random persons at random times: whatever is refused changes nothing, whatever is taken stands in the record, and
/// the record folds to the same state.
@Suite("Desk: random days") struct DeskFoldTests {
    private static let voters = 9

    private static func voter(_ random: inout Random) -> VoterNumber? {
        Int.random(in: 0..<12, using: &random) == 0
            ? nil : SmallStation.number(.random(in: 1...voters + 1, using: &random))
    }

    private static func act(_ random: inout Random, _ now: CivilTime, _ elections: inout Int) throws -> any DeskAct {
        let hour = now.minute / 60 + (Int.random(in: 0..<15, using: &random) == 0 ? 1 : 0)
        let decision = DeskDecision(
            number: "1", present: .random(in: 4...7, using: &random), inFavour: .random(in: 3...5, using: &random))
        let numbered = NumberedDecision(number: "2", date: now.date, reason: "because")
        switch Int.random(in: 0..<40, using: &random) {
        case 0: return VotingInterrupted(.power, reason: "dark")
        case 1, 2, 3: return VotingRestarted(decision, protocolText: "light")
        case 4: return HomeVisitSent(["m4", "m7"], voters: 1)
        case 5, 6: return HomeVoteRequested(hour: hour)
        case 7, 8: return SlipReturned(hour: hour)
        case 9...14:
            return SlipReplaced(
                Bool.random(using: &random) ? .challenge : .damaged, detail: Bool.random(using: &random) ? "torn" : nil,
                hour: hour)
        case 15: return StationClosed()
        case 16:
            let inBox = UInt32.random(in: 0...4, using: &random)
            return SlipsCounted(
                handedOut: .random(in: 0...9, using: &random), destroyedUnused: .random(in: 0...9, using: &random),
                inBox: inBox, unspentInBox: .random(in: 0...5, using: &random))
        case 17:
            return UrnCounted(ballots: .random(in: 0...6, using: &random), challenged: 1, statement: SmallStation.hash)
        case 18:
            let signatures = SmallStation.members.prefix(.random(in: 4...7, using: &random)).map {
                ProtocolHeader.Signature($0.person, $0.office)
            }
            let words = SlipAccount.Code.allCases.map { ($0.rawValue, "so") }
            return ClosingSigned(signatures, explanations: Dictionary(uniqueKeysWithValues: words))
        case 19 where Bool.random(using: &random): return ElectronicVotingPostponed(.central, numbered)
        case 19, 20:
            elections += 1
            return VotedAgain(
                .central, numbered,
                try SmallStation.prepared(voters: voters, slips: 7, election: "e-\(elections)", on: now.date))
        case 21: return MembersNamed(forRegister: ["m3"], forIssuing: ["m4", "m5"])
        case 22: return StationOpened(manifest: SmallStation.hash)
        case 23, 24: return SmallStation.preparations(slips: 7).randomElement(using: &random)?.act ?? StationClosed()
        default:
            return CheckedIn(
                Bool.random(using: &random) ? .paper : .electronic,
                Int.random(in: 0..<4, using: &random) == 0 ? .home : .station, hour: hour)
        }
    }

    private static func requireSound(_ state: DeskState, _ comment: Comment) {
        guard let day = state.day else { return }
        let list = day.list.checkIns
        #expect(state.counts.given == list.count, comment)
        #expect(Set(list.map(\.number)).count == list.count, comment)
        #expect(state.counts.given(.electronic) == day.list.count(.electronic), comment)
        #expect(state.counts.handedOut <= Int(state.slips?.counted ?? 0), comment)
        #expect(state.slipsLeft >= 0, comment)
        #expect(state.counts.byMember.values.reduce(0) { $0 + $1.values.reduce(0, +) } == list.count, comment)
        for (voter, reasons) in state.replacements {
            #expect(reasons.count { $0 == .challenge } <= 2 && day.checkIn(of: voter)?.form == .electronic, comment)
        }
        #expect(state.turnout.last?.tookPart == list.count, comment)
        if state.opening == nil { #expect(list.isEmpty, comment) }
    }

    @Test func randomDays() throws {
        let base = try SmallStation.image(SmallStation.entries(Self.voters))
        for seed in LargeTest.cases("randomDays()") {
            var random = Random(state: UInt64(seed))
            var scene = try DeskScene(base)
            try scene.open(voters: Self.voters, slips: 7)
            var (minute, elections) = (7 * 60, 0)
            for _ in 0..<200 {
                minute = min(1439, minute + .random(in: 0...9, using: &random))
                let now = CivilTime(SmallStation.day, minute: minute)
                let act = try Self.act(&random, now, &elections)
                let role: Role = act is VotedAgain ? .setupOfficer : .commissioner
                let person: PersonID = PersonID("m\(Int.random(in: 1...8, using: &random))")
                let chair: PersonID =
                    act is StationClosed || act is StationOpened || act is MembersNamed ? "m1" : person
                let (before, count) = (scene.state.fingerprint, scene.events.count)
                do {
                    try scene.take(act, by: chair, as: role, at: now, about: Self.voter(&random))
                } catch is DeskRefusal {
                    #expect(scene.state.fingerprint == before && scene.events.count == count, "\(seed) \(act)")
                }
                Self.requireSound(scene.state, "\(seed) \(act)")
            }
            var verifier = RecordVerifier()
            var again = DeskState(base)
            for event in scene.events {
                try verifier.add(event)
                try again.apply(event)
            }
            #expect(again.fingerprint == scene.state.fingerprint, "\(seed)")
        }
    }

    @Test func everyKindIsKnownOnce() {
        #expect(Set(DeskActs.all.map { $0.kind }).count == DeskActs.all.count)
        for act in DeskActs.all {
            #expect(act.kind.hasPrefix("desk.") && !act.roles.isEmpty)
            #expect((act.voters > 0) == (act.precision == .day), "a voter's act keeps the day alone: \(act.kind)")
        }
    }
}
