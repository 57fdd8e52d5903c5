import DataFormats
import ElectronicStation
import Testing

/// What a computer of a station runs, and how soon again.
@Suite struct StationPlanTests {
    private static func read(_ text: String) throws -> StationPlan {
        try StationPlan.read(Array(text.utf8), file: "/srv/station/station.yaml")
    }

    private static let whole = """
        format: sailau-station/1
        procedure: kazakhstan/mazhilis-2004-04-14
        desk: {folder: desk, user: d}
        urn: {folder: urn, keys: /keys/urn, user: u}
        booths:
          - {archive: a.bel, ballot: b.json, secret: one/station.secret, keys: one-keys, port: 8445, printer: [tee, /dev/lp],
             recorder: logs/one.recorder, recorder key: Oblast.recordpub, number: 7}
          - {archive: a.bel, ballot: b.json, secret: s, keys: two-keys, port: 8446, urn: "192.168.7.2:7411", challenges: no}

        """

    @Test func pathsAreThoseOfTheFile() throws {
        let plan = try Self.read(Self.whole)
        #expect(plan.desk?.folder == "/srv/station/desk" && plan.desk?.user == "d")
        #expect(plan.urn?.keys == "/keys/urn" && plan.urn?.address == "127.0.0.1" && plan.urn?.port == 7411)
        #expect(plan.booths.map(\.folder) == ["/srv/station/one", "/srv/station"])
        #expect(plan.booths.map(\.offersChallenge) == [true, false])
        #expect(plan.booths[0].printer == ["tee", "/dev/lp"] && plan.booths[1].urn == "192.168.7.2:7411")
        #expect(plan.procedure == "kazakhstan/mazhilis-2004-04-14" && plan.booths.map(\.number) == [7, nil])
        #expect(plan.booths[0].recorder?.file == "/srv/station/logs/one.recorder")
        #expect(plan.booths[0].recorder?.key == "/srv/station/Oblast.recordpub" && plan.booths[1].recorder == nil)
        #expect(plan.parts[2].folders == ["/srv/station/one", "/srv/station/one-keys", "/srv/station/logs"])
        #expect(plan.parts.map(\.part) == [.desk, .urn, .booth(1), .booth(2)])
        #expect(plan.parts[1].folders == ["/srv/station/urn", "/keys/urn"])
    }

    @Test func eachPartCanBeLeftOut() throws {
        let desk = try Self.read("format: sailau-station/1\ndesk: {folder: desk}\n")
        #expect(desk.parts.map(\.part) == [.desk] && desk.urn == nil && desk.booths.isEmpty)
        #expect(try Self.read("format: sailau-station/1\n").parts.isEmpty)
    }

    @Test(arguments: [
        ("sailau-station/1", "sailau-station/2"), ("folder: desk", "fold: desk"), ("port: 8445", "port: 70000"),
        ("keys: one-keys, ", ""), ("challenges: no", "challenges: perhaps"), ("recorder: logs/one.recorder, ", ""),
        ("number: 7", "number: 0"), ("user: u", "user: u, more: 1"),
    ]) func mistakesAreNamed(old: String, new: String) throws {
        #expect(throws: Mistakes.self) { try Self.read(Self.whole.replacing(old, with: new)) }
    }

    @Test func aFailingProgramIsStartedEverLessOften() {
        var pace = RestartPace()
        #expect((0..<7).map { _ in pace.ended(after: 0) } == [1, 2, 4, 8, 16, 30, 30])
        #expect(pace.ended(after: RestartPace.steady - 1) == 30)
        #expect(pace.ended(after: RestartPace.steady) == 1)
        #expect(pace.ended(after: 5) == 2)
    }
}
