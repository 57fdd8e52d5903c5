import Counting
import DataFormats
import ElectionConduct
import ElectionFiles
import ElectionModel
import ElectoralLaw
import Foundation
import SeatAllocation
import Simulation
import Testing
import VerifiableVoting

/// The election of 2004 played from its calling to its final result.
@Suite(.serialized) struct NightTests {
    /// One playing for all tests: the state after each stage, with a hash of every act's bytes so far.
    struct Played: Sendable {
        var states: [NightStage: ConductState] = [:]
        var standings: [NightStage: ConductStanding] = [:]
        var acts: [Act] = []
        var digest: [UInt8] = []
        var setting: ConductSetting

        struct Act: Sendable {
            var stage: NightStage
            var bytes: [UInt8]
            var event: ActEvent
            var kind: String
        }
    }

    static let played = Result { try play(stations: 4500) }

    static func bytes(_ path: String) throws -> [UInt8] {
        let home = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return [UInt8](try Data(contentsOf: home.appending(path: path)))
    }

    static func folder() throws -> ElectionFolder {
        try ElectionFolder.read(
            "Elections/kazakhstan-2004", file: { try? bytes("Elections/kazakhstan-2004/\($0)") },
            lawFile: { try? bytes("Laws/\($0)") })
    }

    static func setting() throws -> ConductSetting {
        let folder = try NightTests.folder()
        let procedure = try NightTests.bytes("Laws/procedures/kazakhstan/mazhilis-2004-04-14.yaml")
        let law = try NightTests.bytes("Laws/kazakhstan/mazhilis-2004-04-14.yaml")
        let plan = try NightPlan.read(try NightTests.bytes("Elections/kazakhstan-2004/night.yaml"), file: "night.yaml")
        return ConductSetting(
            law: folder.law, procedure: try Procedure.read(procedure, file: "procedure"), election: folder.election,
            lawHash: Digest(of: law), procedureHash: Digest(of: procedure), electionHash: Digest(of: [4]),
            provenance: .reconstructed, offsets: plan.offsets)
    }

    static func play(stations: Int) throws -> Played {
        var parameters = ReconstructionParameters()
        parameters.stations = stations
        let made = try reconstruct(parameters: parameters, seed: 2004)
        var plan = try NightPlan.read(try NightTests.bytes("Elections/kazakhstan-2004/night.yaml"), file: "night.yaml")
        plan.seed = 2004
        let setting = try setting()
        let collected = Collected()
        var player = try NightPlayer(
            setting, plan: plan, reconstruction: made,
            misrecorded: try NightPlayer.misrecorded(in: made, plan, under: setting.law, of: setting.election)
        ) { collected.add($0) }
        var played = Played(setting: setting)
        for stage in NightStage.allCases {
            try player.play(stage)
            played.states[stage] = player.state
            played.standings[stage] = player.state.standing()
        }
        played.acts = collected.acts
        played.digest = collected.digest
        return played
    }

    /// Acts as they come, each by its canonical bytes.
    final class Collected {
        var acts: [Played.Act] = []
        var digest: [UInt8] = []

        func add(_ item: NightAct) {
            guard let bytes = try? item.bytes else { return }
            let persons = (try? item.personalBytes) ?? []
            acts.append(
                .init(
                    stage: item.stage, bytes: bytes,
                    event: ActEvent(
                        person: item.person, role: item.role, time: item.time, height: acts.count, personal: persons),
                    kind: type(of: item.act).kind))
            digest = Digest(of: digest + bytes + Array("\(item.time)\(item.person)".utf8)).bytes
        }
    }

    @Test func electronicStationsComeFirstAndAreNotTheCountry() throws {
        let lists = try #require(
            try Self.played.get().standings[.electronicStations]?.tiers.first { $0.tier == "list" })
        #expect(lists.isElectronicOnly)
        let valid = lists.lines.reduce(0) { $0 + $1.votes }
        let leading = lists.lines.prefix(5).map { line in
            (line.choice.rawValue, (line.votes * 1000 * 2 + valid) / (2 * valid))
        }
        #expect(leading.map(\.0) == ["otan", "asar", "akzhol", "aist", "komdvk"])
        #expect(leading.map(\.1) == [427, 195, 161, 84, 62])
    }

    /// 27/9/2/7 on 23 September, 26/9/2/8 after the correction of one winner's nomination, for whatever reason.
    @Test(arguments: [(NightStage.provisional, [27, 9, 2, 7]), (.correction, [26, 9, 2, 8])])
    func theProvisionalHouse(stage: NightStage, seats: [Int]) throws {
        let standing = try #require(try Self.played.get().states[stage]?.standingOfFirstRound())
        #expect(standing == seats)
    }

    @Test func theFinalHouseIsThePublishedOne() throws {
        let state = try #require(try Self.played.get().states[.final])
        var seats: [String: Int] = [:]
        let nominators = Dictionary(uniqueKeysWithValues: state.register.choices.map { ($0.id, $0.nominator) })
        for seat in state.outcome.seats {
            switch seat.holder {
            case .candidate(let choice), .list(let choice, _):
                seats[nominators[choice]??.rawValue ?? "self", default: 0] += 1
            case .appointed, .open: Issue.record("an open seat in \(seat.district)")
            }
        }
        #expect(seats == ["otan": 42, "aist": 11, "asar": 4, "akzhol": 1, "dpk": 1, "self": 18])
        #expect(state.announcements.map(\.results.stage) == [.preliminary, .preliminary, .established, .established])
    }

    @Test func theListDecisionIsOneDayLate() throws {
        let state = try #require(try Self.played.get().states[.final])
        let now = CivilTime(try #require(CalendarDate("2004-10-10")), minute: 0)
        let report = try #require(
            state.watch(at: now).first { $0.entry.deadline.id == "results-established" && $0.entry.round == 1 })
        #expect(report.status == .late)
        #expect("\(report.entry.time)" == "2004-09-26")
        #expect(report.done.map(\.daysLate) == [1])
        #expect(report.done.map { "\($0.time.date)" } == ["2004-09-27"])
    }

    @Test func foldingTheActsAgainGivesAnEqualState() throws {
        let played = try Self.played.get()
        var state = ConductState(played.setting)
        for act in played.acts {
            try state.apply(try Acts.read(act.kind, act.bytes), act.event)
        }
        #expect(state == played.states[.final])
        // Not everything is equal to everything.
        #expect(state != played.states[.lists])
    }

    @Test func plantedErrorsAreFoundAndCorrected() throws {
        let played = try Self.played.get()
        let state = try #require(played.states[.final])
        var differing = 0
        var corrected = 0
        for item in state.protocols.cases.values {
            if item.typists.count > 2 { differing += 1 }
            if item.versions.contains(where: { if case .corrigendum = $0.origin { true } else { false } }) {
                corrected += 1
            }
        }
        #expect(corrected == 12)
        // 15 of a thousand entries, two entries a protocol.
        let expected = state.protocols.cases.count * 30 / 1000
        #expect((expected * 8 / 10...expected * 12 / 10).contains(differing))
        // What was typed in the end is what the stations had counted.
        let counted = Dictionary(
            uniqueKeysWithValues: state.protocols.accepted.map { (LedgerKey($0), $0.votes.map(\.votes)) })
        #expect(counted.count == state.protocols.cases.count)
    }

    @Test func theSameSeedGivesTheSameActs() throws {
        let (first, second) = (try Self.played.get(), try Self.play(stations: 4500))
        #expect(first.digest == second.digest)
        #expect(!first.digest.isEmpty)
    }
}

extension ConductState {
    /// Seats won in the first round by Otan, AIST, Asar and the self-nominated.
    fileprivate func standingOfFirstRound() -> [Int] {
        let nominators = Dictionary(uniqueKeysWithValues: register.choices.map { ($0.id, $0.nominator) })
        var seats: [String: Int] = [:]
        for contest in outcome.contests {
            guard case .elected(let winners, round: 1) = contest.result, let winner = winners.first else { continue }
            seats[nominators[winner]??.rawValue ?? "self", default: 0] += 1
        }
        return ["otan", "aist", "asar", "self"].map { seats[$0] ?? 0 }
    }
}
