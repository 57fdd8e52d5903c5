import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import SmallElection
import Testing

@Suite struct TurnoutTests {
    /// Station s1 is five hours ahead of UTC: 07:05Z is 12:05 there.
    private static let noon = "2004-09-19T07:05Z"

    private static func report(_ hour: Int, _ tookPart: UInt32, _ station: StationID = "s1") -> TurnoutReported {
        TurnoutReported(station, round: 1, hour: hour, tookPart: tookPart)
    }

    @Test func reportsAddUpByHour() throws {
        var scene = try Scene()
        try scene.act(Self.report(10, 200), by: "m", as: .commissioner, at: Self.noon)
        try scene.act(Self.report(12, 350), by: "m", as: .commissioner, at: Self.noon)
        try scene.act(Self.report(12, 410, "s2"), by: "c", as: .coordinator, at: Self.noon)
        #expect(scene.state.turnout(round: 1).map(\.tookPart) == [200, 760])
        #expect(scene.state.turnout(round: 1).map(\.electors) == [1000, 2000])
        #expect(scene.state.turnout(round: 1) { $0.station.id == "s2" }.map(\.stations) == [1])
        // A wrong figure is reported anew; both stand in the record.
        try scene.act(Self.report(12, 340), by: "m", as: .commissioner, at: Self.noon)
        #expect(scene.state.turnout[StationRound("s1", round: 1)]?[12]?.tookPart == 340)
        #expect(scene.state.turnout(round: 2).isEmpty)
    }

    @Test func whatCanNotBe() throws {
        var scene = try Scene()
        try scene.act(Self.report(10, 200), by: "m", as: .commissioner, at: Self.noon)
        try scene.act(Self.report(12, 350), by: "m", as: .commissioner, at: Self.noon)
        func refusal(_ act: TurnoutReported, at time: String = Self.noon, as role: Role = .commissioner)
            -> ConductRefusal?
        {
            scene.refusal(act, as: role, at: time)
        }
        #expect(refusal(Self.report(11, 199)) == .turnoutFalls(hour: 10, tookPart: 200))
        #expect(refusal(Self.report(11, 351)) == .turnoutFalls(hour: 12, tookPart: 350))
        #expect(refusal(Self.report(10, 351)) == .turnoutFalls(hour: 12, tookPart: 350))
        #expect(refusal(Self.report(12, 1001)) == .turnoutAboveList(tookPart: 1001, electors: 1000))
        #expect(refusal(Self.report(13, 400))?.code == .turnoutNotNow, "an hour that has not passed")
        #expect(refusal(Self.report(12, 360), at: "2004-09-18T20:00Z")?.code == .turnoutNotNow)
        #expect(refusal(Self.report(12, 360), at: "2004-09-19T20:00Z")?.code == .turnoutNotNow, "the next day there")
        for hour in [-1, 0, 7, 21, 25, .max / 60] {
            #expect(refusal(Self.report(hour, 1), at: "2004-09-19T18:00Z")?.code == .turnoutHour, "\(hour)")
        }
        #expect(refusal(Self.report(20, 900), at: "2004-09-19T16:30Z") == nil, "the close, reported after it")
        #expect(refusal(Self.report(12, 350)) == .alreadyThere("s1 12"))
        #expect(refusal(Self.report(12, 1, "s9")) == .unknownStation("s9"))
        #expect(refusal(TurnoutReported("s1", round: 2, hour: 12, tookPart: 1)) == .roundNotCalled("c01"))
        #expect(refusal(Self.report(12, 351), as: .typist) == .notInRole(kind: "turnout.reported", role: .typist))
        // Any order of two reports of a station gives the same: the later hour is never the smaller figure.
        for first in stride(from: UInt32(0), through: 400, by: 100) {
            for second in stride(from: UInt32(0), through: 400, by: 100) {
                var forwards = try Scene()
                var backwards = forwards
                let (early, late) = (Self.report(9, first, "s2"), Self.report(12, second, "s2"))
                _ = forwards.refusal(early, as: .commissioner, at: Self.noon)
                _ = backwards.refusal(late, as: .commissioner, at: Self.noon)
                let isTaken = [
                    forwards.refusal(late, as: .commissioner, at: Self.noon) == nil,
                    backwards.refusal(early, as: .commissioner, at: Self.noon) == nil,
                ]
                #expect(isTaken == [first <= second, first <= second], "\(first) \(second)")
            }
        }
    }

    @Test func movedHoursCount() throws {
        var scene = try Scene()
        let decision = Scene.decision("district:c01", "2004-09-01")
        try scene.act(
            HoursMoved(["s1"], round: 1, opens: 360, closes: 1080, decision), by: "m", as: .commissioner,
            at: "2004-09-01")
        #expect(scene.refusal(Self.report(7, 10), as: .commissioner, at: "2004-09-19T02:10Z") == nil)
        #expect(scene.refusal(Self.report(19, 10), as: .commissioner, at: "2004-09-19T14:10Z")?.code == .turnoutHour)
        #expect(
            scene.refusal(Self.report(7, 10, "s2"), as: .commissioner, at: "2004-09-19T02:10Z")?.code == .turnoutHour)
    }

    @Test func photographsAreNamedByTheirHash() throws {
        var scene = try Scene()
        let key = LedgerKey("s1", ContestKey("constituencies", "c01", 1), .paper)
        let hash = String(repeating: "0a", count: 32)
        try scene.act(ProtocolPhotographed(key, photograph: hash), by: "t", as: .typist, at: Self.noon)
        #expect(scene.state.protocols.photographs[key]?.map(\.hash) == [hash])
        func refusal(_ act: ProtocolPhotographed) -> ConductRefusal? { scene.refusal(act, as: .typist, at: Self.noon) }
        #expect(refusal(ProtocolPhotographed(key, photograph: hash)) == .alreadyThere(hash))
        for name in [
            "", "../../etc/passwd", String(hash.dropLast()), hash.uppercased(), hash + "0", "x" + hash.dropFirst(),
        ] {
            #expect(refusal(ProtocolPhotographed(key, photograph: name))?.code == .noSuchPhotograph, "\(name)")
        }
        let other = LedgerKey("s3", ContestKey("constituencies", "c01", 1), .paper)
        #expect(refusal(ProtocolPhotographed(other, photograph: hash)) == .notOnBallot("s3"))
    }
}
