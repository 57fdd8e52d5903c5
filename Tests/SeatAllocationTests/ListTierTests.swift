import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

/// How the seats of a list tier come to its lists and persons.
@Suite struct ListTierTests {
    private static let methods =
        Divisor.allCases.map { "{divisor: \($0.rawValue), cites: art. 5}" }
        + Quota.allCases.flatMap { quota in
            QuotaMethod.Remainders.allCases.filter { $0 != .nextTier }.map {
                "{quota: \(quota.rawValue), remaining seats: \($0.rawValue), "
                    + "too many seats: taken from the smallest remainders, cites: art. 5}"
            }
        }

    /// 140/140/190/530 with 10 seats: C has the largest remainder, A and B are tied for the last seat.
    @Test func aTieForTheLastSeat() throws {
        func outcome(_ ties: String, lots: [Decisions.Lot] = []) throws -> Outcome {
            try decide(
                .lists(seats: 10, allocation: "{quota: hare, ties: [\(ties)], cites: art. 5}"),
                [listVotes(["A": 140, "B": 140, "C": 190, "D": 530])],
                choices: [list("A", registered: 2), list("B", registered: 1), list("C"), list("D")],
                with: Decisions(lots: lots))
        }
        let open = try outcome("lot")
        #expect(open.lists() == "A1 B1 C2 D5")
        #expect(open.holders("list").count == 10 && open.holders("list").last == .open(.tie))
        let tie = try #require(open.ties.first)
        #expect(tie.among == ["A", "B"] && tie.number == 1 && tie.seatsEach == 1 && !tie.lawIsSilent)
        #expect(tie.drawings() == [["A"], ["B"]])
        for (drawn, seats) in [(ChoiceID("A"), "A2 B1 C2 D5"), ("B", "A1 B2 C2 D5")] {
            let lot = Decisions.Lot(tier: "list", district: "country", among: ["A", "B"], drawn: [drawn])
            let decided = try outcome("lot", lots: [lot])
            #expect(decided.lists() == seats && decided.ties.isEmpty)
        }
        #expect(try outcome("earlier registered").lists() == "A1 B2 C2 D5")
        #expect(try outcome("law is silent").ties.first?.lawIsSilent == true)
        let repeated = try outcome("repeat election")
        #expect(repeated.lists() == "A1 B1 C2 D5" && repeated.lists[0].unfilled == 1)
    }

    /// Equal remainders of unequal lists: some laws prefer the larger one.
    @Test func moreVotesBreakATie() throws {
        let tally = listVotes(["A": 150, "B": 250, "C": 600])
        func outcome(_ ties: String) throws -> String {
            try decide(.lists(seats: 10, allocation: "{quota: hare, ties: [\(ties)], cites: art. 5}"), [tally]).lists()
        }
        #expect(try outcome("more votes") == "A1 B3 C6")
        #expect(try outcome("lot") == "A1 B2 C6")
    }

    @Test(arguments: methods)
    func nobodyVoted(method: String) throws {
        let outcome = try decide(.lists(seats: 4, allocation: method), [listVotes(["A": 0, "B": 0])])
        #expect(outcome.holders("list") == Array(repeating: .open(.vacant), count: 4))
        #expect(outcome.lists[0].unfilled == 4 && outcome.ties.isEmpty)
        let noLists = try decide(.lists(seats: 4, allocation: method), [listVotes([:])])
        #expect(noLists.holders("list") == Array(repeating: .open(.vacant), count: 4))
        let noTally = try decide(.lists(seats: 4, allocation: method), [])
        #expect(noTally.holders("list") == Array(repeating: .open(.noTally), count: 4))
    }

    @Test(arguments: methods)
    func hugeVotes(method: String) throws {
        let huge: UInt64 = 1 << 62
        let outcome = try decide(.lists(seats: 9, allocation: method), [listVotes(["A": huge, "B": huge - 1])])
        let given = outcome.lists[0].lists.map(\.seats)
        #expect(given[0] > given[1] && given[0] + given[1] == 9)
    }

    @Test(arguments: [
        ("taken from the smallest remainders", "A1", 1), ("counted again with the Hare quota", "A1", 1),
        ("kept", "A2 B1 C1", 0), ("not provided", "A2 B1 C1", 0),
    ])
    func overAward(rule: String, seats: String, open: Int) throws {
        let law = LawText.lists(seats: 2, allocation: "{quota: imperiali, too many seats: \(rule), cites: art. 5}")
        let outcome = try decide(law, [listVotes(["A": 50, "B": 25, "C": 25])])
        #expect(outcome.lists() == seats)
        #expect(outcome.holders("list").count { $0 == .open(.tie) } == open)
        #expect(outcome.findings.map(\.code) == (rule == "not provided" ? ["S01"] : []))
    }

    /// A tie about seats that are taken back: whoever is drawn keeps a seat.
    @Test func whoKeepsASeat() throws {
        let law = LawText.lists(
            seats: 2,
            allocation:
                "{quota: imperiali, too many seats: taken from the smallest remainders, ties: lot, cites: art. 5}")
        let tally = listVotes(["A": 50, "B": 25, "C": 25])
        let tie = try #require(try decide(law, [tally]).ties.first)
        #expect(tie.places == .returnedSeats && tie.among == ["A", "B", "C"] && tie.number == 1)
        let lot = Decisions.Lot(tier: "list", district: "country", among: ["A", "B", "C"], drawn: ["C"])
        #expect(try decide(law, [tally], with: Decisions(lots: [lot])).lists() == "A1 C1")
    }

    /// Two equal largest lists: one of them takes both remaining seats.
    @Test func aTieForAllRemainingSeats() throws {
        let law = LawText.lists(
            seats: 2, allocation: "{quota: hare, remaining seats: largest list, ties: lot, cites: art. 5}")
        let tally = listVotes(["A": 40, "B": 40, "C": 20])
        let open = try decide(law, [tally])
        #expect(open.holders("list") == [.open(.tie), .open(.tie)] && open.lists[0].unfilled == 0)
        #expect(open.ties.first?.number == 1 && open.ties.first?.seatsEach == 2)
        let lot = Decisions.Lot(tier: "list", district: "country", among: ["A", "B"], drawn: ["B"])
        #expect(try decide(law, [tally], with: Decisions(lots: [lot])).lists() == "B2")
    }

    @Test func theBaseOfTheQuota() throws {
        let threshold = "thresholds: [{for: every list, share: at least 20% of valid votes, cites: art. 9}]"
        func seats(_ base: String) throws -> String {
            let allocation = "{quota: hare, quota of: \(base), remaining seats: largest list, cites: art. 5}"
            return try decide(
                .lists(seats: 10, threshold, allocation: allocation), [listVotes(["A": 570, "B": 245, "C": 185])]
            ).lists()
        }
        // 81.5 votes a seat leave one; 100 votes a seat leave three.
        #expect(try seats("votes of the lists taking part") == "A7 B3")
        #expect(try seats("valid votes") == "A8 B2")
    }

    // MARK: Linked lists and bonus

    private let linked = "linked lists: {within: {divisor: d'hondt, ties: lot, cites: art. 15}, cites: art. 15}"
    private let dHondt = "{divisor: d'hondt, ties: lot, cites: art. 5}"

    @Test func linkedLists() throws {
        let tally = listVotes(["A": 48, "B": 30, "C": 22])
        let choices = [list("A"), list("B", alliance: "X"), list("C", alliance: "X")]
        let outcome = try decide(.lists(seats: 3, linked, allocation: dHondt), [tally], choices: choices)
        #expect(outcome.lists() == "A1 B1 C1")
        #expect(outcome.steps(.linkedTotal).first?.figure("lists") == .choices(["B", "C"]))
        #expect(try decide(.lists(seats: 3, allocation: dHondt), [tally], choices: choices).lists() == "A2 B1")
        let apart = [list("A"), list("B", alliance: "X"), list("C", alliance: "Y")]
        #expect(try decide(.lists(seats: 3, linked, allocation: dHondt), [tally], choices: apart).lists() == "A2 B1")
    }

    /// A tie within linked lists leaves one seat open.
    @Test func aTieWithinLinkedLists() throws {
        let choices = [list("A"), list("B", alliance: "X"), list("C", alliance: "X")]
        let outcome = try decide(
            .lists(seats: 2, linked, allocation: dHondt), [listVotes(["A": 48, "B": 26, "C": 26])], choices: choices)
        #expect(outcome.holders("list") == [.list("A", person: nil), .open(.tie)])
        #expect(outcome.ties.map(\.among) == [["B", "C"]])
    }

    @Test(arguments: [
        ("", "A4 B4 C2"),
        ("bonus: {seats: 2, kind: added to its share, cites: art. 16}", "A5 B3 C2"),
        ("bonus: {seats: 6, kind: guaranteed in all, cites: art. 16}", "A6 B2 C2"),
        ("bonus: {seats: 3, kind: guaranteed in all, cites: art. 16}", "A4 B4 C2"),
        (
            "bonus: {seats: 2, kind: added to its share, condition: at least 40% of valid votes, cites: art. 16}",
            "A5 B3 C2"
        ),
        (
            "bonus: {seats: 2, kind: added to its share, condition: more than 40% of valid votes, cites: art. 16}",
            "A4 B4 C2"
        ),
        (
            "bonus: {seats: 2, kind: added to its share, condition: at least 40% of ballots cast, cites: art. 16}",
            "A4 B4 C2"
        ),
    ])
    func bonus(rule: String, seats: String) throws {
        let tally = listVotes(["A": 40, "B": 36, "C": 24], cast: 101, invalid: 1)
        #expect(try decide(.lists(seats: 10, rule), [tally]).lists() == seats)
    }

    @Test func aBonusWhoseBaseIsMissing() throws {
        let rule =
            "bonus: {seats: 2, kind: added to its share, condition: at least 40% of ballots cast, cites: art. 16}"
        let outcome = try decide(.lists(seats: 10, rule), [listVotes(["A": 40, "B": 36, "C": 24])])
        #expect(outcome.holders("list") == Array(repeating: .open(.baseUnknown), count: 10))
    }

    /// Two lists tied for the first place: the bonus is tied, not given to nobody.
    @Test(arguments: [
        ("added to its share", 2, "A3 B3 C2", 2, "A3 B5 C2"), ("guaranteed in all", 6, "none", 10, "A3 B6 C1"),
    ])
    func aTiedBonus(kind: String, bonus: Int, certain: String, open: Int, drawn: String) throws {
        let law = LawText.lists(
            seats: 10, "bonus: {seats: \(bonus), kind: \(kind), cites: art. 16}",
            allocation: "{quota: hare, ties: lot, cites: art. 5}")
        let tally = listVotes(["A": 40, "B": 40, "C": 20])
        let outcome = try decide(law, [tally])
        #expect(outcome.lists() == (certain == "none" ? "" : certain))
        #expect(outcome.holders("list").count { $0 == .open(.tie) } == open)
        #expect(outcome.ties.map(\.among) == [["A", "B"]] && outcome.ties.map(\.places) == [.bonus])
        let lot = Decisions.Lot(tier: "list", district: "country", among: ["A", "B"], drawn: ["B"])
        #expect(try decide(law, [tally], with: Decisions(lots: [lot])).lists() == drawn)
        // Where both have the guaranteed seats anyway, nothing is tied.
        let little = LawText.lists(seats: 10, "bonus: {seats: 3, kind: guaranteed in all, cites: art. 16}")
        #expect(try decide(little, [tally]).lists() == "A4 B4 C2")
    }

    // MARK: Persons

    private func seated(
        _ order: String, preferences: [UInt64] = [], seats: Int = 2, extra: String = "", votes: UInt64 = 100,
        with decisions: Decisions = Decisions()
    ) throws -> [Seat.Holder] {
        let law = LawText.lists(seats: seats, extra, order: order)
        let choice = list("A", persons: persons("a", "b", "c", preferences: preferences))
        return try decide(law, [listVotes(["A": votes])], choices: [choice], with: decisions).holders("list")
    }

    private func holders(_ names: ChoiceID...) -> [Seat.Holder] { names.map { .list("A", person: $0) } }

    @Test func theOrderOfTheList() throws {
        let strict = "{kind: strict order of the list, cites: art. 6}"
        let open = "{kind: preference votes alone, cites: art. 6}"
        func threshold(_ comparison: String) -> String {
            "{kind: 'preference votes above a threshold, then order of the list', "
                + "preference: {comparison: \(comparison), of list votes: 1/10}, cites: art. 6}"
        }
        #expect(try seated(strict, preferences: [5, 20, 10], seats: 3) == holders("a", "b", "c"))
        #expect(try seated(open, preferences: [5, 20, 10], seats: 3) == holders("b", "c", "a"))
        #expect(try seated(threshold("at least"), preferences: [5, 20, 10], seats: 3) == holders("b", "c", "a"))
        #expect(try seated(threshold("more than"), preferences: [5, 20, 10], seats: 3) == holders("b", "a", "c"))
        #expect(try seated(threshold("at least"), preferences: [5, 20, 9], seats: 3) == holders("b", "a", "c"))
        // The order of the list decides between equal ones.
        #expect(try seated(open, preferences: [10, 20, 10], seats: 3) == holders("b", "a", "c"))
        let withdrawn = Decisions(withdrawals: [.init("a", beforeRound: 1)])
        #expect(try seated(strict, with: withdrawn) == holders("b", "c"))
    }

    @Test func aListThatRunsOut() throws {
        func outcome(_ rule: String) throws -> Outcome {
            try decide(
                .lists(seats: 5, rule), [listVotes(["A": 60, "B": 40])],
                choices: [list("A", persons: persons("a", "b")), list("B")])
        }
        let vacant = try outcome("exhausted list: {then: seats stay vacant, cites: art. 17}")
        #expect(vacant.lists() == "A2 B2" && vacant.lists[0].unfilled == 1)
        #expect(vacant.holders("list").count { $0 == .open(.vacant) } == 1)
        #expect(vacant.codes.contains(.listExhausted))
        let others = try outcome("exhausted list: {then: seats go to the other lists, cites: art. 17}")
        #expect(others.lists() == "A2 B3" && others.lists[0].unfilled == 0)
    }

    /// Whoever has won a constituency leaves the list, which may then run out.
    @Test func constituencyWinners() throws {
        func outcome(_ rule: String, persons names: [ListedPerson]) throws -> [Seat.Holder] {
            let law = LawText().tier("seat", "plurality", seats: 1, "").lists(seats: 5, rule)
            let choices = [candidate("p", list: "A"), list("A", persons: names), list("B")]
            return try decide(law, [votes(["p": 2, "q": 1]), listVotes(["A": 40, "B": 60])], choices: choices)
                .holders("list")
        }
        let other = (0..<3).map { _ in Seat.Holder.list("B", person: nil) }
        let leave = "constituency winners: {then: leave the list, cites: art. 18}"
        #expect(try outcome(leave, persons: persons("p", "r", "s")) == holders("r", "s") + other)
        #expect(try outcome("", persons: persons("p", "r", "s")) == holders("p", "r") + other)
        #expect(try outcome(leave, persons: persons("p", "r")) == holders("r") + other + [.open(.vacant)])
        let exhausted = leave + "\nexhausted list: {then: seats go to the other lists, cites: art. 17}"
        #expect(try outcome(exhausted, persons: persons("p", "r")) == holders("r") + other + [other[0]])
    }

    // MARK: Districts

    private let several = "{kind: several}"

    @Test func districtsWithTheirSeats() throws {
        let tallies = [listVotes(["A": 60, "B": 40], "north"), listVotes(["A": 30, "B": 70], "south")]
        let districts = [district("north", seats: 2), district("south", seats: 3)]
        let outcome = try decide(
            .lists(seats: 5, allocation: dHondt, districts: several), tallies, districts: districts)
        #expect(outcome.lists() == "A2 B3")
        #expect(outcome.lists[0].districts.map(\.seats) == [2, 3])
        #expect(outcome.seats.map(\.number) == [1, 2, 1, 2, 3])
    }

    @Test func seatsOfDistrictsByVotes() throws {
        let tallies = [listVotes(["A": 210, "B": 90], "north"), listVotes(["A": 40, "B": 60], "south")]
        let districts = [district("north", seats: 2), district("south", seats: 2)]
        let byVotes = "{kind: several, seats by votes: {quota: hare, cites: art. 19}}"
        let outcome = try decide(
            .lists(seats: 4, allocation: dHondt, districts: byVotes), tallies, districts: districts)
        #expect(outcome.lists[0].districts.map(\.seats) == [3, 1])
        #expect(outcome.lists() == "A2 B2")
        let fixed = try decide(
            .lists(seats: 4, allocation: dHondt, districts: several), tallies, districts: districts)
        #expect(fixed.lists[0].districts.map(\.seats) == [2, 2])
        #expect(fixed.lists() == "A3 B1")
    }

    /// The seats of a district that has not reported stay open; the others don't take them.
    @Test func aDistrictWithoutVotes() throws {
        let districts = [district("north", seats: 2), district("south", seats: 3)]
        let law = LawText.lists(seats: 5, allocation: dHondt, districts: several)
        let outcome = try decide(law, [listVotes(["A": 60, "B": 40], "north")], districts: districts)
        #expect(outcome.lists() == "A1 B1")
        #expect(outcome.holders("list").count { $0 == .open(.noTally) } == 3)
        let byVotes = LawText.lists(
            seats: 5, allocation: dHondt, districts: "{kind: several, seats by votes: {quota: hare, cites: art. 19}}")
        let unknown = try decide(byVotes, [listVotes(["A": 60, "B": 40], "north")], districts: districts)
        #expect(unknown.holders("list") == Array(repeating: .open(.noTally), count: 5))
    }

    /// One list of persons for several districts: nobody is seated twice.
    @Test func personsOverSeveralDistricts() throws {
        let tallies = [listVotes(["A": 60], "north"), listVotes(["A": 30], "south")]
        let districts = [district("north", seats: 1), district("south", seats: 2)]
        let outcome = try decide(
            .lists(seats: 3, districts: several), tallies, choices: [list("A", persons: persons("a", "b"))],
            districts: districts)
        #expect(outcome.holders("list") == holders("a", "b") + [.open(.vacant)])
    }

    @Test func aTallyThatStandsTwiceCountsOnce() throws {
        let tally = listVotes(["A": 60, "B": 40])
        let outcome = try decide(.lists(seats: 5), [tally, tally])
        #expect(outcome.lists() == "A3 B2" && outcome.holders("list").count == 5)
        #expect(outcome.findings.map(\.code) == ["T06"])
    }

    @Test func halfOfTheSeatsAreRenewed() throws {
        var law = LawText.lists(seats: 4)
        law.extra = "renewal: {part: 1/2, every years: 3, cites: art. 20}\n"
        #expect(try decide(law, [listVotes(["A": 60, "B": 40])]).lists() == "A1 B1")
    }

    // MARK: Tiers that follow

    /// Seats and votes that whole quotas leave in the districts go to the country.
    @Test func remainingSeatsPassToTheNextTier() throws {
        let law = LawText()
            .lists(
                "region", seats: 6, allocation: "{quota: hare, remaining seats: pass to the next tier, cites: art. 5}",
                districts: several
            )
            .lists("country", seats: 2)
        let tallies = [
            listVotes(["A": 50, "B": 40, "C": 10], in: "region", "north"),
            listVotes(["A": 20, "B": 35, "C": 45], in: "region", "south"),
        ]
        let districts = [district("north", in: "region", seats: 3), district("south", in: "region", seats: 3)]
        let outcome = try decide(law, tallies, districts: districts)
        #expect(outcome.lists("region") == "A1 B2 C1")
        // Whole votes left: A 16 + 20, B 6 + 1, C 10 + 11; four seats at a quota of 16.
        #expect(outcome.lists[1].lists.map(\.votes) == [36, 7, 21])
        #expect(outcome.lists("country") == "A2 B1 C1")
        #expect(outcome.seats.count == 8)
    }
}
