import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

/// What is noticed about votes and register before anything is decided.
@Suite struct AuditTests {
    private func audit(
        _ tallies: [Tally], day: String = "2004-09-19", choices: [Choice] = [], districts: [District] = [],
        law text: LawText? = nil
    ) throws -> [Finding] {
        let law = try (text ?? LawText().tier("seat", "plurality", seats: 2, "").lists(seats: 3)).read()
        let election = Election(
            id: "test", name: Multilingual("Test"), law: "test/law",
            pollingDays: [try #require(CalendarDate(day))], districts: districts, choices: choices)
        let findings = auditInput(law: law, election: election, tallies: tallies)
        // The decision carries the same findings, and is made all the same.
        let outcome = decideSeats(under: law, of: election, from: tallies)
        #expect(Array(outcome.findings.prefix(findings.count)) == findings)
        #expect(findings.allSatisfy { $0.severity == .error })
        return findings
    }

    private func codes(
        _ tallies: Tally..., day: String = "2004-09-19", choices: [Choice] = [], districts: [District] = []
    ) throws -> [String] {
        try audit(tallies, day: day, choices: choices, districts: districts).map(\.code)
    }

    @Test func nothingIsFoundInSoundVotes() throws {
        let choices = [candidate("A"), candidate("B"), list("L")]
        let districts = [district("1", in: "seat", seats: 2), district("country", seats: 3)]
        let first = votes(["A": 60, "B": 35], registered: 100, cast: 100, invalid: 5)
        let second = votes(["A": 60, "B": 35], round: 2, registered: 95)
        #expect(try codes(first, second, listVotes(["L": 10]), choices: choices, districts: districts) == [])
    }

    @Test func votesAboveBallotsCast() throws {
        let findings = try audit([votes(["A": 60, "B": 40], cast: 99)])
        #expect(findings.map(\.code) == ["T01"])
        #expect(findings[0].place == ["seat", "1", "1"])
        #expect(findings[0].figures == [Figure("valid", .count(100)), Figure("cast", .count(99))])
        #expect(try codes(votes(["A": 60, "B": 40], cast: 100)) == [])
    }

    @Test(arguments: [(UInt64(4), "T02"), (5, ""), (6, "T02")])
    func validAndInvalidDifferFromCast(invalid: UInt64, expected: String) throws {
        #expect(try codes(votes(["A": 60, "B": 35], cast: 100, invalid: invalid)).joined() == expected)
    }

    @Test func castAboveRegistered() throws {
        let findings = try audit([votes(["A": 60, "B": 35], registered: 99, cast: 100)])
        #expect(findings.map(\.code) == ["T03"])
        #expect(findings[0].figures == [Figure("cast", .count(100)), Figure("registered", .count(99))])
        #expect(try codes(votes(["A": 60, "B": 35], registered: 99, invalid: 5)) == ["T03"])
        #expect(try codes(votes(["A": 60, "B": 35], registered: 94)) == ["T03"])
        #expect(try codes(votes(["A": 60, "B": 35], registered: 95)) == [])
    }

    @Test func choicesTwiceAndUnknown() throws {
        let twice = try audit([votes(["A": 60, "A": 35])])
        #expect(twice.map(\.code) == ["T04"] && twice[0].figures == [Figure("choice", .choice("A"))])
        let unknown = try audit([votes(["A": 60, "X": 35])], choices: [candidate("A")])
        #expect(unknown.map(\.code) == ["T05"] && unknown[0].figures == [Figure("choice", .choice("X"))])
        let register = try audit([], choices: [candidate("A"), candidate("B"), candidate("A", "2")])
        #expect(register.map(\.code) == ["T09"] && register[0].place == ["A"])
    }

    @Test func contestsTwiceAndUnknown() throws {
        let tally = votes(["A": 60, "B": 35])
        #expect(try codes(tally, tally) == ["T06"])
        #expect(try codes(tally, votes(["A": 60, "B": 35], "2")) == [])
        #expect(try codes(tally, votes(["A": 60, "B": 35], round: 2)) == [])
        let districts = [district("1", in: "seat", seats: 2)]
        let unknown = try audit([tally, votes(["A": 60], "9")], districts: districts)
        #expect(unknown.map(\.code) == ["T07"] && unknown[0].figures == [Figure("district", .district("9"))])
        #expect(try codes(votes(["A": 60], in: "lists")) == ["T08"])
    }

    @Test func seatsOfDistricts() throws {
        let districts = [district("1", in: "seat", seats: 1), district("2", in: "seat", seats: 2)]
        let findings = try audit([], districts: districts)
        #expect(findings.map(\.code) == ["T10"] && findings[0].place == ["seat"])
        #expect(findings[0].figures == [Figure("sum", .count(3)), Figure("seats", .count(2))])
        // Half of four seats are filled at one election.
        var half = LawText().tier("seat", "plurality", seats: 4, "")
        half.extra = "renewal: {part: 1/2, every years: 3, cites: art. 20}\n"
        #expect(try audit([], districts: Array(districts.prefix(1)), law: half).map(\.code) == ["T10"])
        #expect(try audit([], districts: Array(districts.suffix(1)), law: half) == [])
        // Votes decide the seats of these districts.
        let byVotes = LawText.lists(
            seats: 3, districts: "{kind: several, seats by votes: {quota: hare, cites: art. 19}}")
        #expect(try audit([], districts: [district("1", seats: 1), district("2", seats: 1)], law: byVotes) == [])
    }

    @Test(arguments: [("1999-12-31", "T11"), ("2000-01-01", ""), ("2009-12-31", ""), ("2010-01-01", "T11")])
    func theLawOfTheDay(day: String, expected: String) throws {
        #expect(try codes(day: day).joined() == expected)
    }
}
