import Counting
import ElectionModel
import Testing
import VoterRegister

@Suite struct CheckInTests {
    private let entries = SmallRegisters.entries(120, seed: 41, stations: 3)
    private let state: RegisterState
    private let day: CalendarDate

    init() throws {
        day = try #require(CalendarDate("2004-09-19"))
        let calendar = try SmallRegisters.calendar(day)
        state = RegisterState(try SmallRegisters.image(entries), calendar: calendar)
    }

    private func at(_ hour: Int, _ minute: Int = 0) -> CivilTime { CivilTime(day, minute: 60 * hour + minute) }

    private func desk(_ station: StationID = "s-1") -> StationDay {
        StationDay(station: station, register: state, issuers: ["m-1", "m-2"])
    }

    private func voters(_ station: StationID = "s-1") -> [VoterNumber] {
        entries.filter { $0.station == station }.map(\.number)
    }

    private func refusal(_ act: () throws -> Void) -> CheckInRefusal? {
        do {
            try act()
            return nil
        } catch { return error as? CheckInRefusal }
    }

    /// Articles 24(5), 24(10), 26(4), 38(1) and 41(6), as the file of the procedure has them.
    @Test func limitsComeFromTheProcedure() throws {
        let calendar = try SmallRegisters.calendar(day)
        let limits = [calendar.moves, calendar.corrections, calendar.homeRequests, calendar.voting]
        #expect(
            limits.map { "\($0.until) \($0.article)" } == [
                "2004-08-20 art. 24(5)", "2004-09-18 20:00 art. 24(10)", "2004-09-19 12:00 art. 41(6)",
                "2004-09-19 20:00 art. 38(1)",
            ])
        #expect("\(calendar.opens)" == "2004-09-19 07:00" && calendar.errorsArticle == "art. 26(4)")
    }

    @Test func oneVoterIsGivenOneVote() throws {
        for first in VotingForm.allCases {
            for second in VotingForm.allCases {
                for place in VotingPlace.allCases {
                    var desk = desk()
                    let voter = voters()[0]
                    try desk.requestHomeVote(voter, at: at(8))
                    try desk.checkIn(voter, form: first, by: "m-1", at: at(9, 30))
                    let given = CheckIn(number: voter, form: first, place: .station, member: "m-1", hour: 9)
                    #expect(
                        refusal { try desk.checkIn(voter, form: second, place: place, by: "m-2", at: at(10)) }
                            == .givenAlready(given))
                    #expect(desk.list.checkIns == [given])
                }
            }
        }
    }

    @Test func votingIsFromSevenToEight() {
        for (hour, minute, expected) in [
            (0, 0, false), (6, 59, false), (7, 0, true), (19, 59, true), (20, 0, true), (20, 1, false), (23, 59, false),
        ] {
            var desk = desk()
            let refusal = refusal { try desk.checkIn(voters()[0], form: .paper, by: "m-1", at: at(hour, minute)) }
            #expect((refusal == nil) == expected, "\(hour):\(minute)")
            if hour == 20, minute == 1 { #expect(refusal == .tooLate(state.calendar.voting, now: at(20, 1))) }
            if hour == 6 { #expect(refusal == .notOpenYet(at(7))) }
        }
        var desk = desk()
        let dayBefore = CivilTime(day.adding(days: -1), minute: 600)
        #expect(refusal { try desk.checkIn(voters()[0], form: .paper, by: "m-1", at: dayBefore) } == .notOpenYet(at(7)))
    }

    @Test func homeVotesAreAskedForUntilNoon() throws {
        for (hour, minute, isInTime) in [(0, 0, true), (11, 59, true), (12, 0, true), (12, 1, false), (19, 0, false)] {
            var desk = desk()
            let refusal = refusal { try desk.requestHomeVote(voters()[0], at: at(hour, minute)) }
            let expected: CheckInRefusal? =
                isInTime ? nil : .tooLate(state.calendar.homeRequests, now: at(hour, minute))
            #expect(refusal == expected)
        }
        var desk = desk()
        let list = voters()
        #expect(
            refusal { try desk.checkIn(list[0], form: .paper, place: .home, by: "m-1", at: at(9)) }
                == .noHomeRequest(list[0]))
        try desk.requestHomeVote(list[0], at: at(9))
        try desk.requestHomeVote(list[1], at: at(9))
        #expect(refusal { try desk.requestHomeVote(list[0], at: at(9)) } == .requestedAlready(list[0]))
        try desk.checkIn(list[0], form: .electronic, place: .home, by: "m-1", at: at(14))
        #expect(desk.openHomeRequests == [list[1]] && desk.homeRequestCount == 2)
        // Who asked and comes all the same is given his vote, and is not visited.
        try desk.checkIn(list[1], form: .paper, by: "m-2", at: at(15))
        #expect(desk.openHomeRequests.isEmpty)
        #expect(refusal { try desk.requestHomeVote(list[1], at: at(10)) } != nil)
    }

    @Test func onlyThoseOnTheListAndOnlyNamedMembers() throws {
        var state = state
        let before = CivilTime(day.adding(days: -40), minute: 600)
        let list = voters()
        func change(_ kind: RegisterChange.Kind) -> RegisterChange {
            RegisterChange(kind, by: "p", received: before, decided: before, article: "art. 24(5)", reason: "asked")
        }
        try state.apply(change(.moved(list[0], to: "s-2")))
        try state.apply(change(.struckOut(list[1])))
        var desk = StationDay(station: "s-1", register: state, issuers: ["m-1"])
        var other = StationDay(station: "s-2", register: state, issuers: ["m-1"])
        func attempt(_ number: VoterNumber, by member: PersonID = "m-1") -> CheckInRefusal? {
            refusal { try desk.checkIn(number, form: .paper, by: member, at: at(9)) }
        }
        #expect(attempt(list[0]) == .otherStation("s-2"))
        #expect(attempt(list[1]) == .struckOut(list[1]))
        #expect(attempt(voters("s-2")[0]) == .otherStation("s-2"))
        #expect(attempt(SmallRegisters.voterNumber(1)) == .notOnTheList(SmallRegisters.voterNumber(1)))
        #expect(attempt(list[2], by: "chair") == .mayNotIssue("chair"))
        #expect(attempt(list[2]) == nil)
        try other.checkIn(list[0], form: .paper, by: "m-1", at: at(9))
    }

    @Test(arguments: 1...10)
    func turnoutAndMembersAddUp(seed: UInt64) throws {
        var random = Random(seed)
        var desk = desk()
        var minutes: [Int] = []
        var members: [PersonID: Int] = [:]
        for voter in voters().shuffled(using: &random).dropFirst(5) {
            let minute = Int.random(in: 7 * 60...20 * 60, using: &random)
            let member: PersonID = Bool.random(using: &random) ? "m-1" : "m-2"
            try desk.checkIn(
                voter, form: VotingForm.allCases.randomElement(using: &random)!, by: member,
                at: CivilTime(day, minute: minute))
            minutes.append(minute)
            members[member, default: 0] += 1
        }
        let turnout = desk.list.turnout()
        #expect(turnout.map(\.hour) == Array(8...20))
        for (hour, count) in turnout {
            #expect(count == minutes.count { hour == 20 ? true : $0 < 60 * hour }, "until \(hour)")
        }
        #expect(Dictionary(uniqueKeysWithValues: desk.list.givenByMember.map { ($0.member, $0.given) }) == members)
        #expect(desk.list.count(.paper) + desk.list.count(.electronic) == minutes.count)
        // The list says nothing of the order in which people came.
        #expect(desk.list.checkIns.map(\.number) == desk.list.checkIns.map(\.number).sorted())
    }

    /// Planted repetitions among random lists are found, all of them and nobody else.
    @Test(arguments: 0...20)
    func everybodyCheckedInTwiceIsFound(seed: UInt64) {
        var random = Random(seed)
        var lists: [CheckInList] = []
        var places: [VoterNumber: [RepeatedCheckIn.Place]] = [:]
        for index in 0..<Int(seed) {
            let station = StationID("s-\(index)")
            var checkIns: [CheckIn] = []
            for _ in 0..<Int.random(in: 0...30, using: &random) {
                let checkIn = CheckIn(
                    number: SmallRegisters.voterNumber(UInt64.random(in: 0..<400, using: &random)), form: .paper,
                    place: .station, member: "m-1", hour: Int.random(in: 7...20, using: &random))
                checkIns.append(checkIn)
                places[checkIn.number, default: []].append(.init(station: station, checkIn: checkIn))
            }
            lists.append(CheckInList(station: station, checkIns: checkIns))
        }
        let expected = places.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
            .map { RepeatedCheckIn(number: $0.key, places: $0.value) }
        #expect(CheckInList.repeated(in: lists) == expected)
    }
}
