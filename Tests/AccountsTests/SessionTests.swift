import Accounts
import ElectionModel
import Testing

@Suite("Sessions, limits and units")
struct SessionTests {
    private static func session(_ stage: Session.Stage, begun: Int64 = 1000, seen: Int64 = 1000, failures: Int = 0)
        throws
        -> Session
    {
        Session(
            hash: SecretToken().hash, account: try #require(AccountName("a")), stage: stage, begun: begun,
            lastSeen: seen, failures: failures)
    }

    @Test func sessionsEnd() throws {
        let limits = Session.Limits(idle: 100, absolute: 1000, secondFactor: 50, failures: 3)
        let complete = try Self.session(.complete, seen: 1900)
        #expect(complete.holds(at: 2000, limits))
        #expect(!complete.holds(at: 2001, limits), "both limits")
        #expect(!(try Self.session(.complete, seen: 1000)).holds(at: 1101, limits), "idle")
        #expect(!(try Self.session(.complete, seen: 2050)).holds(at: 2051, limits), "absolute")
        #expect(try Self.session(.password).holds(at: 1050, limits))
        #expect(!(try Self.session(.password)).holds(at: 1051, limits))
        #expect(try Self.session(.password, failures: 2).holds(at: 1001, limits))
        #expect(!(try Self.session(.password, failures: 3)).holds(at: 1001, limits))
    }

    /// Otherwise setting the clock back by an hour would give every session an hour more.
    @Test func aClockThatIsSetBackEndsSessions() throws {
        let session = try Self.session(.complete, begun: 10_000, seen: 10_500)
        #expect(session.holds(at: 10_440, Session.Limits()), "a correction of some seconds does not")
        #expect(!session.holds(at: 10_439, Session.Limits()))
        #expect(!(try Self.session(.password, begun: 10_000, seen: 9_000)).holds(at: 9_100, Session.Limits()))
    }

    @Test func bucketsFill() {
        let limit = RateLimit(capacity: 3, interval: 10)
        #expect((0..<5).map { _ in limit.admits("a", at: 1000) } == [true, true, true, false, false])
        #expect(limit.admits("b", at: 1000), "each key its own")
        #expect(!limit.admits("a", at: 1009))
        #expect(limit.admits("a", at: 1010) && !limit.admits("a", at: 1010))
        #expect((0..<4).map { _ in limit.admits("a", at: 5000) } == [true, true, true, false], "never more than full")
    }

    @Test func aFloodOfKeysTakesNoMoreMemory() {
        let limit = RateLimit(capacity: 2, interval: 1_000_000, mostKeys: 100)
        for key in 0..<100_000 { #expect(limit.admits("\(key)", at: 0)) }
        #expect(limit.count <= 100)
    }

    @Test func commissionsAreWrittenAndRead() throws {
        for text in ["central", "oblast:KZ-AKM", "territorial:Семей", "district:17", "precinct:17-003"] {
            #expect(try #require(Commission(text)).description == text)
        }
        for text in ["", "central:", "central:1", "oblast", "oblast:", "region:1", "precinct:1 2", "precinct:1\n"] {
            #expect(Commission(text) == nil, "\(text)")
        }
    }

    @Test func commissionsCoverTheirStations() throws {
        let station = ServedStation(
            id: StationID("17-003"), district: DistrictID("17"), territory: "T1", region: RegionID("KZ-AKM"))
        for text in ["central", "oblast:KZ-AKM", "territorial:T1", "district:17", "precinct:17-003"] {
            #expect(try #require(Commission(text)).covers(station), "\(text)")
        }
        // The same word at another level is another unit.
        for text in ["oblast:17", "territorial:T2", "district:1", "district:17-003", "precinct:17", "precinct:T1"] {
            #expect(try !#require(Commission(text)).covers(station), "\(text)")
        }
    }

    @Test func namesOfAccounts() {
        for text in ["a", "typist-1", "p7", "a.b_c"] { #expect(AccountName(text)?.text == text) }
        for text in ["", "A", "1a", "-a", "a b", "é", "a\n", String(repeating: "a", count: 41)] {
            #expect(AccountName(text) == nil, "\(text)")
        }
    }
}
