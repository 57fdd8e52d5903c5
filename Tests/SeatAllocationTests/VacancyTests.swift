import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

@Suite struct VacancyTests {
    private static let text = """
        format: sailau-law/1
        title: {en: Three seats on open lists}
        country: XX
        body: council
        statute: Invented
        in force: {from: 2000-01-01, cites: example}
        kind: chamber
        seats: 3
        term: {years: 4, cites: example}
        tiers:
          - id: list
            name: {en: Lists}
            seats: 3
            cites: example
            lists:
              districts: {kind: one for the whole country}
              allocation: {quota: hare, cites: example}
              order: {kind: ORDER, cites: example}
              cites: example
        vacancies: [{tier: list, then: next on list, cites: art. 9}]
        """

    private func after(_ order: String, votes: [UInt64] = [2, 1], _ decisions: Decisions) throws -> SeatsAfterVacancies
    {
        let law = try Law.read(Array(Self.text.replacing("ORDER", with: order).utf8), file: "law")
        func person(_ id: ChoiceID, _ votes: UInt64) -> ListedPerson {
            ListedPerson(id: id, name: Multilingual(id.rawValue), preferenceVotes: votes)
        }
        let lists = [
            Choice(
                id: "A", kind: .list, name: Multilingual("A"),
                persons: [person("a1", 1), person("a2", 9), person("a3", 5), person("a4", 7)]),
            Choice(id: "B", kind: .list, name: Multilingual("B"), persons: [person("b1", 0), person("b2", 3)]),
        ]
        let election = Election(id: "e", name: Multilingual("e"), law: "law", choices: lists)
        // Reported by two areas, decided as one district.
        let tallies = ["north", "south"].map { area in
            Tally(
                tier: "list", district: DistrictID(area),
                votes: [.init("A", 10 * votes[0]), .init("B", 10 * votes[1])], provenance: .simulated)
        }
        let outcome = decideSeats(under: law, of: election, from: tallies, with: decisions)
        return fillVacancies(
            under: law, of: election, after: outcome, from: tallies, with: decisions,
            termBegan: CalendarDate("2004-01-01"))
    }

    private func left(_ persons: ChoiceID..., withdrawn: [ChoiceID] = []) throws -> Decisions {
        let day = try #require(CalendarDate("2005-01-01"))
        return Decisions(
            withdrawals: withdrawn.map { .init($0, beforeRound: 1) },
            vacancies: persons.map { .init(person: $0, date: day) })
    }

    private func holders(_ result: SeatsAfterVacancies) -> [ChoiceID?] { result.seats.map(\.person) }

    @Test func theNextOfTheListInItsOrder() throws {
        let result = try after("strict order of the list", try left("a1"))
        #expect(holders(result) == ["a3", "a2", "b1"])
        #expect(result.fillings.map(\.result) == [.nextOnList("a3")])
        #expect(result.fillings.map(\.cites) == [["art. 9"]])
    }

    @Test func theNextByPreferenceVotes() throws {
        #expect(holders(try after("preference votes alone", try left("a2"))) == ["a3", "a4", "b2"])
    }

    /// The share is taken of the list's 40 votes in both areas together.
    @Test func aPreferenceThresholdIsTakenOfTheWholeList() throws {
        let order =
            "\"preference votes above a threshold, then order of the list\", "
            + "preference: {comparison: at least, of list votes: 9/40}"
        let result = try after(order, try left("a2"))
        // Only a2 has 9 of 40 votes; after it comes the list, so that a3 is next after a2 and a1.
        #expect(holders(result) == ["a3", "a1", "b1"])
    }

    @Test func nobodyTakesASeatTwice() throws {
        let result = try after("strict order of the list", try left("a1", "a2", "a3", "a4"))
        #expect(
            result.fillings.map(\.result) == [
                .nextOnList("a3"), .nextOnList("a4"), .vacant(.listExhausted), .vacant(.listExhausted),
            ])
        #expect(holders(result) == [nil, nil, "b1"])
    }

    @Test func whoWithdrewIsPassedOver() throws {
        #expect(
            holders(try after("strict order of the list", try left("a1", withdrawn: ["a3"]))) == ["a4", "a2", "b1"])
    }

    @Test func aPersonWithoutASeatIsReported() throws {
        let result = try after("strict order of the list", try left("b2"))
        #expect(result.fillings.isEmpty)
        #expect(result.unknown.map(\.person) == ["b2"])
        #expect(holders(result) == ["a1", "a2", "b1"])
    }
}
