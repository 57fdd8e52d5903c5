import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

/// Constituencies and lists together.
@Suite struct MixedSystemTests {
    private let sainteLague = "{divisor: sainte-laguë, ties: lot, cites: art. 5}"

    /// Five constituencies, all won by A unless told otherwise, and five list seats.
    private func mixed(_ extra: String, winners: [String] = ["A", "A", "A", "A", "A"]) throws -> Outcome {
        let law = LawText().tier("seat", "plurality", seats: 5, "").lists(seats: 5, extra, allocation: sainteLague)
        var choices = [list("A"), list("B"), list("C")]
        var tallies = [listVotes(["A": 31, "B": 40, "C": 29])]
        for (index, winner) in winners.enumerated() {
            choices.append(candidate("\(index)", "\(index)", list: winner == "-" ? nil : winner))
            choices.append(candidate("\(index)b", "\(index)", list: "B"))
            tallies.append(votes(["\(index)": 20, "\(index)b": 10], in: "seat", "\(index)"))
        }
        return try decide(law, tallies, choices: choices)
    }

    private func compensation(_ overhang: String) -> String {
        "compensation: {tiers: [seat], overhang: \(overhang), cites: art. 21}"
    }

    @Test func parallel() throws {
        #expect(try mixed("").lists() == "A2 B2 C1")
    }

    /// A has five constituencies and is entitled to three of ten seats.
    @Test(arguments: [
        ("body grows", "B4 C3", 2), ("levelled by added seats", "B6 C4", 5), ("others share the rest", "B3 C2", 0),
    ])
    func overhang(rule: String, seats: String, added: Int) throws {
        let outcome = try mixed(compensation(rule))
        #expect(outcome.lists() == seats)
        #expect(outcome.lists[0].added == added)
        #expect(outcome.seats.count == 10 + added)
        let step = try #require(outcome.steps(.overhang).first)
        #expect(step.figure("won") == .count(5) && step.figure("entitled") == .count(3))
    }

    @Test(arguments: ["body grows", "levelled by added seats", "others share the rest"])
    func noOverhang(rule: String) throws {
        let outcome = try mixed(compensation(rule), winners: ["A", "A", "B", "C", "A"])
        #expect(outcome.lists() == "B3 C2")
        #expect(outcome.lists[0].added == 0 && outcome.seats.count == 10)
        #expect(outcome.steps(.overhang).isEmpty)
    }

    /// Seats of independents, and of lists below the threshold, are taken out before shares are computed.
    @Test func seatsOutsideTheShares() throws {
        let independent = try mixed(compensation("body grows"), winners: ["-", "-", "-", "-", "-"])
        #expect(independent.lists() == "A2 B2 C1")
        #expect(independent.steps(.independentSeats).first?.figure("seats") == .count(5))
        let threshold = "\nthresholds: [{for: every list, share: at least 30% of valid votes, cites: art. 9}]"
        let failed = try mixed(compensation("body grows") + threshold, winners: ["C", "C", "C", "C", "C"])
        #expect(failed.lists() == "A2 B3")
        #expect(failed.steps(.independentSeats).first?.figure("seats") == .count(5))
    }

    /// Votes of losing candidates, and of winners beyond what they needed, count for their lists.
    @Test(arguments: [
        ("", "A2 B1", [UInt64]()),
        ("votes of losing candidates", "A1 B1 C1", [30, 20]),
        ("votes of losing candidates and the winner's surplus", "A2 B1", [19, 30, 20]),
    ])
    func transfer(votes kind: String, seats: String, transferred: [UInt64]) throws {
        let rule = kind.isEmpty ? "" : "transfer: {from: seat, votes: \(kind), cites: art. 22}"
        let law = LawText().tier("seat", "plurality", seats: 1, "")
            .lists(seats: 3, rule, allocation: "{divisor: d'hondt, cites: art. 5}")
        let choices = [
            candidate("a", list: "A"), candidate("b", list: "B"), candidate("c", list: "C"), list("A"), list("B"),
            list("C"),
        ]
        let tallies = [votes(["a": 50, "b": 30, "c": 20]), listVotes(["A": 100, "B": 80, "C": 39])]
        let outcome = try decide(law, tallies, choices: choices)
        #expect(outcome.lists() == seats)
        #expect(
            outcome.steps(.transferredVotes).map { $0.figure("votes") } == transferred.map { .count($0) })
        #expect(outcome.lists[0].lists.map(\.votes) == [100, 80, 39])
    }

    @Test func appointedSeats() throws {
        let law = LawText().tier("seat", "plurality", seats: 1, "").tier(
            "named", "appointed", seats: 2, "by: president")
        let decisions = Decisions(appointments: [.init(tier: "named", person: "p")])
        let outcome = try decide(law, [votes(["A": 2, "B": 1])], with: decisions)
        #expect(outcome.holders("named") == [.appointed("p"), .appointed(nil)])
        #expect(outcome.seats.count == 3)
    }

    /// Lists above the threshold of the first tier that no seat is left for: nothing becomes negative.
    @Test func moreConstituenciesThanTheBodyHas() throws {
        let law = LawText().tier("seat", "plurality", seats: 4, "").lists(
            seats: 1, "compensation: {tiers: [seat], overhang: others share the rest, cites: art. 21}",
            allocation: sainteLague)
        var choices = [list("A"), list("B"), list("C")]
        var tallies = [listVotes(["A": 1, "B": 1, "C": 98])]
        for index in 0..<4 {
            choices.append(candidate("\(index)", "\(index)", list: index < 2 ? "A" : "B"))
            tallies.append(votes(["\(index)": 20, "x\(index)": 10], in: "seat", "\(index)"))
        }
        let outcome = try decide(law, tallies, choices: choices)
        #expect(outcome.lists() == "C1" && outcome.lists[0].unfilled == 0 && outcome.seats.count == 5)
    }
}
