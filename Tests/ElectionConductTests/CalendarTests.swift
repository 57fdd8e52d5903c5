import ElectionConduct
import ElectionModel
import SmallElection
import ElectoralLaw
import Testing

/// The calendar of 2004 by the procedure's file.
@Suite struct CalendarTests {
    /// Nomination ended on 10 August 2004 and the results were due on 26 September; both days are published.
    @Test(arguments: [
        ("nomination-begins", "2004-07-19 00:00"), ("nomination-ends", "2004-08-10"),
        ("registration-ends", "2004-08-19"), ("moves-requested", "2004-08-20"), ("lists-displayed", "2004-09-04"),
        ("place-of-sitting", "2004-09-09"), ("hours-moved", "2004-09-12"), ("observers-accredited", "2004-09-14"),
        ("equipment-installed", "2004-09-16"), ("accounts-close", "2004-09-18 18:00"),
        ("list-corrections-stop", "2004-09-18 20:00"), ("campaign-ends", "2004-09-18 00:00"),
        ("home-requests-end", "2004-09-19 12:00"), ("count-ends", "2004-09-20 08:00"),
        ("preliminary-results", "2004-09-22 08:00"), ("constituency-protocols-sent", "2004-09-21"),
        ("preliminary-table", "2004-09-24"), ("results-established", "2004-09-26"),
        ("results-published", "2004-09-29"), ("run-off-held", "2004-11-19"),
        ("constituencies-published", "2004-07-18"),
    ])
    func limitsOf2004(id: String, time: String) throws {
        let scene = try Scene()
        let entry = try #require(scene.state.calendar.entry(id, round: 1))
        #expect("\(entry.time)" == time)
        #expect(!entry.deadline.cites.isEmpty)
    }

    @Test func entriesComeInTheOrderOfTime() throws {
        let times = try Scene().state.calendar.entries.map(\.time)
        #expect(times == times.sorted())
        #expect(times.count == 25, "all but the one that is counted from an act")
    }

    @Test func movedHoursMoveTheCountAndTheEmbargo() throws {
        var scene = try Scene()
        // Clocks in the west stand five hours ahead of UTC, in the east seven: the west closes last.
        #expect(scene.state.embargoEnds(round: 1).map { "\($0)" } == "2004-09-19 15:00")
        try scene.act(
            HoursMoved(
                ["s3"], round: 1, opens: 360, closes: 1320, Scene.decision("territorial:town-east", "2004-09-01")),
            at: "2004-09-01")
        #expect(scene.state.calendar.entry("count-ends", round: 1).map { "\($0.time)" } == "2004-09-20 10:00")
        #expect(scene.state.embargoEnds(round: 1).map { "\($0)" } == "2004-09-19 15:00")
        #expect(
            scene.refusal(
                HoursMoved(["s1"], round: 1, opens: 300, closes: 1200, Scene.decision("central", "2004-09-01")),
                at: "2004-09-01") == .hoursOutside(opens: 300, closes: 1200, earliest: 360, latest: 1320))
        #expect(
            scene.refusal(
                HoursMoved(["s1"], round: 1, opens: 360, closes: 1200, Scene.decision("central", "2004-09-13")),
                at: "2004-09-13")
                == .tooLate(deadline: "hours-moved", until: CivilTime(Scene.day("2004-09-12"), minute: 1440)))
    }

    /// The record keeps UTC; a limit falls by the clocks of the station, five hours ahead in the west.
    @Test(arguments: [("2004-09-20T02:55Z", false), ("2004-09-20T03:05Z", true)])
    func aCountIsLateByTheClocksOfItsStation(signed: String, isLate: Bool) throws {
        var scene = try Scene()
        for id: ChoiceID in ["k1", "k2"] { try scene.stand(id, in: "c01") }
        try scene.accept("s1", Scene.singles, votes: ["k1": 300, "k2": 200], at: signed)
        let report = try #require(
            scene.state.watch(at: CivilTime(Scene.day("2004-09-21"), minute: 0)).first {
                $0.entry.deadline.id == "count-ends"
            })
        #expect(report.done.map(\.isLate) == [isLate])
    }

    @Test func theWatchSaysByHowManyDaysSomethingIsLate() throws {
        var scene = try Scene()
        func status(_ id: String, _ now: String) -> DeadlineReport? {
            scene.state.watch(at: CivilTime(Scene.day(now), minute: 720)).first { $0.entry.deadline.id == id }
        }
        #expect(status("lists-displayed", "2004-09-01")?.status == .ahead)
        #expect(status("lists-displayed", "2004-09-05")?.status == .overdue)
        #expect(status("campaign-ends", "2004-09-17")?.status == .ahead)
        #expect(status("campaign-ends", "2004-09-18")?.status == .passed)
        try scene.act(TaskDone("register.displayed"), at: "2004-09-06")
        let report = try #require(status("lists-displayed", "2004-09-07"))
        #expect(report.status == .late)
        #expect(report.done.map(\.daysLate) == [2])
        #expect(scene.refusal(TaskDone("nothing"), at: "2004-09-06") == .unknownDeadline("nothing"))
        // What another kind of act does is no task.
        #expect(scene.refusal(TaskDone("run-off.called"), at: "2004-09-06") == .unknownDeadline("run-off.called"))
    }
}
