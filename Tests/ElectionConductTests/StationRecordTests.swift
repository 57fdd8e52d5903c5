import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import SmallElection
import Testing
import VerifiableVoting

@Suite struct StationRecordTests {
    private static func head(_ height: Int, _ byte: UInt8 = 1) -> RecordHead {
        RecordHead(height: height, hash: Digest(of: [byte]))
    }

    private static func scene() throws -> Scene {
        var scene = try Scene()
        for id: ChoiceID in ["k1", "k2"] { try scene.stand(id, in: "c01") }
        return scene
    }

    /// A station's record is taken over by its head, and again when it has grown; never another one.
    @Test func aRecordOnlyGrows() throws {
        var scene = try Self.scene()
        let key = try #require(SignerSecret().publicKey)
        let other = try #require(SignerSecret().publicKey)
        func record(_ head: RecordHead, _ key: SignerKey, checkIns: UInt32 = 10, station: StationID = "s1")
            -> StationRecordImported
        { StationRecordImported(station, round: 1, head: head, service: key, checkIns: checkIns) }
        func refusal(_ act: StationRecordImported) -> ConductRefusal? {
            scene.refusal(act, as: .commissioner, at: "2004-09-19T19:00Z")
        }
        #expect(refusal(record(Self.head(5), key, station: "s99")) == .unknownStation("s99"))
        #expect(refusal(record(Self.head(5), key, checkIns: .max)) != nil)
        try scene.act(record(Self.head(5), key), as: .commissioner, at: "2004-09-19T19:00Z")
        #expect(refusal(record(Self.head(5), key)) == .alreadyThere("s1 \(Self.head(5))"))
        #expect(refusal(record(Self.head(5, 2), key)) == .otherStationRecord("s1"))
        #expect(refusal(record(Self.head(4), key)) == .otherStationRecord("s1"))
        #expect(refusal(record(Self.head(9), other)) == .otherStationRecord("s1"))
        try scene.act(record(Self.head(9), key, checkIns: 30), as: .commissioner, at: "2004-09-19T20:00Z")
        #expect(scene.state.stationRecords.values.first?.map(\.checkIns) == [10, 30])
    }

    /// Articles 24(5) and 24(10): a move is asked for 30 days before, and decided before corrections stop.
    @Test func listsChangeInTimeOnBothSides() throws {
        var scene = try Self.scene()
        func change(
            _ kind: ListChanged.Change, _ from: StationID?, _ to: StationID?, asked: String
        ) throws -> ListChanged {
            ListChanged(
                kind, from: from, to: to,
                received: try #require(ClockTime(Scene.day(asked), hour: 10, minute: 0)), article: "art. 24(5)",
                reason: "asked in writing")
        }
        func refusal(_ act: ListChanged, at day: String) -> ConductRefusal? {
            do {
                // The number of the person stands beside the chain.
                try scene.act(act, as: .commissioner, at: day, persons: [PersonDescription(Multilingual("1"))])
                return nil
            } catch { return error as? ConductRefusal }
        }
        let early = "2004-08-20T06:00Z"
        #expect(try refusal(change(.moved, "s1", "s1", asked: "2004-08-10"), at: early) != nil)
        #expect(try refusal(change(.added, "s1", "s2", asked: "2004-08-10"), at: early) != nil)
        #expect(try refusal(change(.moved, "s1", "s99", asked: "2004-08-10"), at: early) == .unknownStation("s99"))
        guard
            case .tooLate("moves-requested", _)? = try refusal(
                change(.moved, "s1", "s2", asked: "2004-08-21"), at: "2004-08-21T06:00Z")
        else {
            Issue.record("a late move was taken")
            return
        }
        guard
            case .tooLate("list-corrections-stop", _)? = try refusal(
                change(.corrected, "s1", "s1", asked: "2004-09-19"), at: "2004-09-19T06:00Z")
        else {
            Issue.record("a late correction was taken")
            return
        }
    }

    @Test func theRegisterIsCommittedToOnce() throws {
        var scene = try Self.scene()
        let commitment = RegisterCommitted(voters: 4, stations: 4, root: Digest(of: [7]))
        try scene.act(commitment, as: .setupOfficer, at: "2004-09-18")
        #expect(scene.refusal(commitment, as: .setupOfficer, at: "2004-09-18") != nil)
        #expect(scene.state.registers.map(\.voters) == [4])
    }
}
