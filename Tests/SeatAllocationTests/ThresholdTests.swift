import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

/// Which lists take part.
@Suite struct ThresholdTests {
    private func thresholds(_ lines: String..., extra: String = "") -> String {
        "thresholds:\n" + lines.map { "  - {\($0), cites: art. 10}\n" }.joined() + extra
    }

    /// 70 of 1000 is exactly 7 %.
    @Test(arguments: [
        ("at least", UInt64(69), "B5 C5"), ("at least", 70, "A1 B5 C4"), ("at least", 71, "A1 B5 C4"),
        ("more than", 69, "B5 C5"), ("more than", 70, "B5 C5"), ("more than", 71, "A1 B5 C4"),
    ])
    func exactlySevenPercent(comparison: String, forA: UInt64, seats: String) throws {
        let law = LawText.lists(seats: 10, thresholds("for: every list, share: \(comparison) 7% of valid votes"))
        let outcome = try decide(law, [listVotes(["A": forA, "B": 570 - forA, "C": 430])])
        #expect(outcome.lists() == seats)
        let passed = outcome.lists[0].lists.filter(\.passed).map(\.list)
        #expect(passed.contains("A") == seats.contains("A"))
        let code: StepCode = seats.contains("A") ? .thresholdReached : .thresholdMissed
        let step = try #require(outcome.steps(code).first { $0.figure("list") == .choice("A") })
        #expect(step.figure("needed") == .count(comparison == "at least" ? 70 : 71))
        #expect(step.cites == ["art. 10"])
    }

    @Test func sevenOfAHundred() throws {
        let law = LawText.lists(seats: 10, thresholds("for: every list, share: at least 7% of valid votes"))
        #expect(try decide(law, [listVotes(["A": 7, "B": 50, "C": 43])]).lists() == "A1 B5 C4")
    }

    /// The party lists of 19 September 2004; the base decides AIST's seat.
    /// Source: Central Election Commission of Kazakhstan, final results of 23 September 2004.
    @Test(arguments: [
        ("valid votes", "Otan7 AkZhol1 Asar1 AIST1"), ("ballots cast", "Otan7 AkZhol2 Asar1"),
        ("registered electors", "Otan10"),
    ])
    func theBaseDecidesASeat(base: String, seats: String) throws {
        let law = LawText.lists(seats: 10, thresholds("for: every list, share: at least 7% of \(base)"))
        let tally = listVotes(
            [
                "Otan": 2_883_706, "AkZhol": 572_672, "Asar": 541_239, "AIST": 336_177, "DPK": 163_824,
                "CPK": 94_140, "PPK": 82_523, "Auyl": 36_379, "PPP": 26_287, "Rukhaniyat": 20_826,
            ], registered: 8_662_188, cast: 4_893_204, invalid: 135_431)
        #expect(try decide(law, [tally]).lists() == seats)
    }

    @Test func aMissingBaseLeavesAllSeatsOpen() throws {
        let law = LawText.lists(seats: 3, thresholds("for: every list, share: at least 7% of ballots cast"))
        let outcome = try decide(law, [listVotes(["A": 70, "B": 930])])
        #expect(outcome.holders("list") == Array(repeating: .open(.baseUnknown), count: 3))
        #expect(outcome.lists[0].unfilled == 3)
    }

    /// A bloc needs more than a party, a bloc of three more than one of two.
    @Test func blocs() throws {
        let law = LawText.lists(
            seats: 100,
            thresholds(
                "for: party, share: at least 5% of valid votes",
                "for: bloc, members at least: 2, share: at least 8% of valid votes",
                "for: bloc, members at least: 3, share: at least 11% of valid votes"))
        func passed(bloc members: Int, _ count: UInt64) throws -> Bool {
            let outcome = try decide(
                law, [listVotes(["A": count, "B": 1000 - count])], choices: [list("A", bloc: members), list("B")])
            return outcome.lists[0].lists[0].passed
        }
        #expect(try passed(bloc: 0, 50) && !passed(bloc: 0, 49))
        #expect(try passed(bloc: 1, 50))
        #expect(try passed(bloc: 2, 80) && !passed(bloc: 2, 79))
        #expect(try passed(bloc: 3, 110) && !passed(bloc: 3, 109))
        #expect(try passed(bloc: 4, 110) && !passed(bloc: 4, 109))
    }

    @Test func theOrderOfThresholdsInTheFileDoesNotMatter() throws {
        let law = LawText.lists(
            seats: 100,
            thresholds(
                "for: every list, share: at least 2% of valid votes",
                "for: bloc, members at least: 3, share: at least 11% of valid votes",
                "for: bloc, share: at least 8% of valid votes"))
        func passed(bloc members: Int, _ count: UInt64) throws -> Bool {
            let outcome = try decide(
                law, [listVotes(["A": count, "B": 1000 - count])], choices: [list("A", bloc: members), list("B")])
            return outcome.lists[0].lists[0].passed
        }
        #expect(try passed(bloc: 0, 20) && !passed(bloc: 0, 19))
        #expect(try passed(bloc: 2, 80) && !passed(bloc: 2, 79))
        #expect(try passed(bloc: 5, 110) && !passed(bloc: 5, 109))
    }

    @Test func minorities() throws {
        func outcome(_ exempt: String) throws -> Outcome {
            let law = LawText.lists(
                seats: 20, thresholds("for: every list, share: at least 5% of valid votes, \(exempt)"))
            return try decide(
                law, [listVotes(["M": 40, "A": 920, "N": 40])],
                choices: [list("M", minority: true), list("A"), list("N")])
        }
        #expect(try outcome("minorities exempt: yes").lists() == "M1 A19")
        #expect(try outcome("minorities exempt: no").lists() == "A20")
    }

    /// A list below the threshold that has won a constituency takes part.
    @Test(arguments: [(1, "A6 B3 C1"), (2, "A6 B4")])
    func orWins(needed: Int, seats: String) throws {
        let law = LawText().tier("seat", "plurality", seats: 1, "").lists(
            seats: 10,
            thresholds(
                "for: every list, share: at least 15% of valid votes",
                extra: "or wins: {seats: \(needed), tier: seat, cites: art. 11}"))
        let tallies = [votes(["c": 10, "a": 9]), listVotes(["A": 56, "B": 34, "C": 10])]
        let choices = [candidate("c", list: "C"), candidate("a", list: "A"), list("A"), list("B"), list("C")]
        let outcome = try decide(law, tallies, choices: choices)
        #expect(outcome.lists() == seats)
        #expect(outcome.codes.contains(.thresholdBySeats) == (needed == 1))
    }

    private let two = [district("north", seats: 5), district("south", seats: 5)]

    @Test(arguments: [("country", "A2 B8"), ("district", "A1 B9")])
    func whereTheShareIsTaken(across: String, seats: String) throws {
        let law = LawText.lists(
            seats: 10, thresholds("for: every list, share: at least 15% of valid votes, across: \(across)"),
            districts: "{kind: several}")
        // 14 % in the south, 26 % in the north, 20 % of all.
        let tallies = [listVotes(["A": 26, "B": 74], "north"), listVotes(["A": 14, "B": 86], "south")]
        #expect(try decide(law, tallies, districts: two).lists() == seats)
    }

    @Test func seatsElsewhereOpenEveryDistrict() throws {
        let law = LawText().tier("seat", "plurality", seats: 1, "").lists(
            seats: 10,
            thresholds(
                "for: every list, share: at least 15% of valid votes, across: district",
                extra: "or wins: {seats: 1, tier: seat, cites: art. 11}"), districts: "{kind: several}")
        let tallies = [
            votes(["a": 10, "b": 9]), listVotes(["A": 14, "B": 86], "north"), listVotes(["A": 14, "B": 86], "south"),
        ]
        let choices = [candidate("a", list: "A"), candidate("b", list: "B"), list("A"), list("B")]
        #expect(try decide(law, tallies, choices: choices, districts: two).lists() == "A2 B8")
        let without = choices.filter { $0.kind == .list }
        #expect(try decide(law, tallies, choices: without, districts: two).lists() == "B10")
    }

    @Test(arguments: [
        ("if none passes: {then: seats stay vacant, cites: art. 12}", Seat.Holder.open(.vacant)),
        ("", .open(.vacant)),
        ("if none passes: {then: repeat election, cites: art. 12}", .open(.repeatElection)),
    ])
    func nobodyPasses(rule: String, holder: Seat.Holder) throws {
        let law = LawText.lists(
            seats: 3, thresholds("for: every list, share: at least 60% of valid votes", extra: rule))
        let outcome = try decide(law, [listVotes(["A": 40, "B": 35, "C": 25])])
        #expect(outcome.holders("list") == Array(repeating: holder, count: 3))
        #expect(outcome.codes.contains(.nonePasses) && outcome.lists[0].unfilled == 3)
    }

    @Test func allTakePartWhereNobodyPasses() throws {
        let rule = "if none passes: {then: all lists take part, cites: art. 12}"
        let law = LawText.lists(
            seats: 3, thresholds("for: every list, share: at least 60% of valid votes", extra: rule))
        #expect(try decide(law, [listVotes(["A": 40, "B": 35, "C": 25])]).lists() == "A1 B1 C1")
        // Nobody voted: there is nothing to divide.
        let nobody = try decide(law, [listVotes(["A": 0, "B": 0])])
        #expect(nobody.holders("list") == Array(repeating: .open(.vacant), count: 3))
    }

    @Test func oneListPasses() throws {
        func outcome(_ rule: String, forC: UInt64 = 5) throws -> Outcome {
            let law = LawText.lists(
                seats: 10, thresholds("for: every list, share: at least 7% of valid votes", extra: rule))
            return try decide(law, [listVotes(["A": 880, "B": 60, "C": forC, "D": 1])])
        }
        let all = try outcome("if one passes: {then: takes all seats, cites: art. 13}")
        #expect(all.lists() == "A10" && all.codes.contains(.onePasses))
        #expect(try outcome("").lists() == "A10")
        let next = try outcome("if one passes: {then: next list joins, cites: art. 13}")
        #expect(next.lists() == "A9 B1")
        #expect(next.steps(.nextListJoins).first?.figure("list") == .choice("B"))
        #expect(next.steps(.nextListJoins).first?.cites == ["art. 13"])
    }

    /// Two lists tied for joining the only one that passed: nothing may choose one silently.
    @Test func theNextListIsTied() throws {
        func outcome(_ ties: String, lots: [Decisions.Lot] = []) throws -> Outcome {
            let law = LawText.lists(
                seats: 10,
                thresholds(
                    "for: every list, share: at least 7% of valid votes",
                    extra: "if one passes: {then: next list joins, cites: art. 13}"),
                allocation: "{quota: hare, ties: [\(ties)], cites: art. 5}")
            return try decide(
                law, [listVotes(["A": 880, "B": 60, "C": 60])],
                choices: [list("A", registered: 3), list("B", registered: 2), list("C", registered: 1)],
                with: Decisions(lots: lots))
        }
        let open = try outcome("lot")
        #expect(open.holders("list") == Array(repeating: .open(.tie), count: 10))
        let tie = try #require(open.ties.first)
        #expect(tie.among == ["B", "C"] && tie.number == 1 && tie.places == .admission && !tie.lawIsSilent)
        #expect(try outcome("earlier registered").lists() == "A9 C1")
        let lot = Decisions.Lot(tier: "list", district: "country", among: ["B", "C"], drawn: ["B"])
        #expect(try outcome("lot", lots: [lot]).lists() == "A9 B1")
        #expect(try outcome("repeat election").holders("list").first == .open(.repeatElection))
    }

    /// A withdrawn list takes no seats; its votes remain valid votes.
    @Test func aWithdrawnList() throws {
        let withdrawn = Decisions(withdrawals: [.init("B", beforeRound: 1)])
        let tally = listVotes(["A": 400, "B": 400, "C": 150, "D": 50])
        let law = LawText.lists(seats: 10, thresholds("for: every list, share: at least 7% of valid votes"))
        #expect(try decide(law, [tally]).lists() == "A4 B4 C2")
        #expect(try decide(law, [tally], with: withdrawn).lists() == "A7 C3")
        #expect(try decide(.lists(seats: 10), [tally], with: withdrawn).lists() == "A7 C2 D1")
        let none = LawText.lists(
            seats: 10,
            thresholds(
                "for: every list, share: at least 70% of valid votes",
                extra: "if none passes: {then: all lists take part, cites: art. 12}"))
        #expect(try decide(none, [tally], with: withdrawn).lists() == "A7 C2 D1")
    }

    /// An exempt list without a single vote takes no part, so that one list is still the only one.
    @Test func aListWithoutVotes() throws {
        let law = LawText.lists(
            seats: 10,
            thresholds(
                "for: every list, share: at least 7% of valid votes, minorities exempt: yes",
                extra: "if one passes: {then: next list joins, cites: art. 13}"))
        let outcome = try decide(
            law, [listVotes(["A": 900, "B": 50, "M": 0])], choices: [list("A"), list("B"), list("M", minority: true)])
        #expect(outcome.lists() == "A9 B1")
    }

    @Test(arguments: [("3/4", "A3 B2"), ("1/2", "A3 B1 C1")])
    func naturalThreshold(quotas: String, seats: String) throws {
        // Five seats for 100 votes: the quota is 20, C has 11 and B 26.
        let law = LawText.lists(seats: 5, "natural threshold: {quotas: \(quotas), cites: art. 14}")
        let outcome = try decide(law, [listVotes(["A": 63, "B": 26, "C": 11])])
        #expect(outcome.lists() == seats)
        #expect(outcome.codes.contains(.naturalThresholdMissed) == (quotas == "3/4"))
    }
}
