import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectronicStation
import SmallStation
import Testing
import VoterRegister

/// What the closing says of the recorders of article 50-2(4).
extension DeskTests {
    private static let log = RecorderFigures(entries: 4, last: SmallStation.hash)

    private func closed(booths: Int) throws -> DeskScene {
        var scene = try open { $0.recording = Recording(key: RecorderSecret.random().publicKey, booths: booths) }
        let eight = SmallStation.at(20)
        try scene.take(StationClosed(), at: eight)
        try scene.take(SlipsCounted(handedOut: 0, destroyedUnused: 12, inBox: 0, unspentInBox: 0), at: eight)
        try scene.take(UrnCounted(ballots: 0, challenged: 0, statement: SmallStation.hash), at: eight)
        return scene
    }

    @Test func theClosingNamesEveryLog() throws {
        var scene = try closed(booths: 2)
        let eight = SmallStation.at(20)
        let signed = ClosingSigned(SmallStation.members.map { .init($0.person, $0.office) })
        let missing = refusal(scene) { try $0.take(signed, at: eight) }
        #expect(missing == .recordersNotCounted && missing?.article == "art. 50-2(4)")
        #expect(
            refusal(scene) { try $0.take(BoothRecordersCounted([Self.log]), at: eight) }
                == .otherBooths(given: 1, due: 2))
        #expect(refusal(scene) { try $0.take(BoothRecordersCounted([Self.log, nil]), at: eight) } == .noReason)
        let wrong = RecorderFigures(entries: 4, last: "ab")
        #expect(refusal(scene) { try $0.take(BoothRecordersCounted([Self.log, wrong]), at: eight) } == .noHash)
        try scene.take(BoothRecordersCounted([Self.log, nil], reason: "its disk burnt"), at: eight)
        // The desk's own log has not ended.
        #expect(refusal(scene) { try $0.take(signed, at: eight) } == .notRecorded)
        #expect(refusal(scene) { try $0.take(RecorderEnded(wrong), at: eight) } == .noHash)
        try scene.take(RecorderEnded(Self.log), at: eight)
        try scene.take(signed, at: eight)
        #expect(scene.state.phase == .signed && scene.state.recorderEnded?.log == Self.log)
        #expect(scene.state.boothRecorders?.logs == [Self.log, nil])
    }

    @Test func aStationWithoutRecorderSignsAsBefore() throws {
        var scene = try open()
        let eight = SmallStation.at(20)
        try scene.take(StationClosed(), at: eight)
        #expect(
            refusal(scene) { try $0.take(BoothRecordersCounted([Self.log]), at: eight) }
                == .otherBooths(given: 1, due: 0))
        let early = refusal(scene) { try $0.take(RecorderEnded(Self.log), by: "x", at: eight) }
        #expect(early == .notAMember("x"))
        try scene.take(SlipsCounted(handedOut: 0, destroyedUnused: 12, inBox: 0, unspentInBox: 0), at: eight)
        try scene.take(UrnCounted(ballots: 0, challenged: 0, statement: SmallStation.hash), at: eight)
        try scene.take(ClosingSigned(SmallStation.members.map { .init($0.person, $0.office) }), at: eight)
    }

    /// Acts about voters are no actions of a machine: no recorder keeps them.
    @Test func whatIsRecordedSaysNothingOfVoters() {
        let recorded = DeskActs.all.filter { $0.recorded != nil }
        #expect(recorded.allSatisfy { $0.voters == 0 })
        let names: [String: RecorderEntry.Action] = [
            "desk.opened": .stationOpened, "desk.closed": .votingEnded, "desk.signed": .stationClosed,
            "desk.interrupted": .equipmentFailed, "desk.postponed": .equipmentFailed,
            "desk.restarted": .programRestarted, "desk.paper-fallback": .programRestarted,
        ]
        #expect(Dictionary(uniqueKeysWithValues: recorded.map { ($0.kind, $0.recorded) }) == names)
    }

    @Test func aKeyThatIsNoneIsRefused() throws {
        var scene = try DeskScene(SmallStation.image(SmallStation.entries(12)))
        for change in [{ $0.key = "ab" }, { $0.booths = 1000 }] as [(inout Recording) -> Void] {
            var recording = Recording(key: RecorderSecret.random().publicKey, booths: 1)
            change(&recording)
            let prepared = try SmallStation.prepared(voters: 12, slips: 12) { $0.recording = recording }
            #expect(
                refusal(scene) { try $0.take(prepared, by: "setup", as: .setupOfficer, at: SmallStation.at(6)) }
                    == .unsound)
        }
        let right = Recording(key: RecorderSecret.random().publicKey, booths: 999)
        #expect(right.recorderKey != nil)
        try scene.take(
            SmallStation.prepared(voters: 12, slips: 12) { $0.recording = right }, by: "setup", as: .setupOfficer,
            at: SmallStation.at(6))
    }

    @Test func theMinuteOfAClock() {
        #expect(RecorderEntry.Minute(SmallStation.at(7, 5))?.description == "2004-09-19T07:05")
        #expect(RecorderEntry.Minute(CivilTime(SmallStation.day, minute: 1440)) == nil)
    }
}
