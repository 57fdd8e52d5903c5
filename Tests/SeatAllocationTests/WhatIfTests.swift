import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

@Suite("What if")
struct WhatIfTests {
    private func law() throws -> Law { try MarginTestLaws.lists(seats: 10) }

    private func points(_ law: Law) -> ListBreakPoints {
        ListBreakPoints(
            in: "list", under: law, of: MarginTestLaws.election(Mazhilis2004.choices, law),
            from: [Mazhilis2004.tally])
    }

    private func seats(_ result: ListResult?) -> [Int] {
        Array((result?.seats.map(\.seats) ?? []).prefix(4))
    }

    @Test("2004 with ballots cast as base, and by D'Hondt")
    func mazhilis2004() throws {
        let law = try law()
        let election = MarginTestLaws.election(Mazhilis2004.choices, law)
        func asked(_ change: LawChange) -> WhatIf? {
            whatIf([change], under: law, of: election, from: [Mazhilis2004.tally])
        }
        let cast = try #require(asked(.thresholdBase(.ballotsCast, in: "list")))
        #expect(cast.outcome.lists[0].lists.map(\.seats).prefix(4) == [7, 2, 1, 0])
        #expect(cast.lists.map(\.list) == ["ak-zhol", "aist"])
        #expect(cast.lists.map(\.before) == [1, 1])
        #expect(cast.lists.map(\.after) == [2, 0])
        let highest = try #require(asked(.method(.divisor(.dHondt), in: "list")))
        #expect(highest.outcome.lists[0].lists.map(\.seats).prefix(4) == [8, 1, 1, 0])
        #expect(asked(.threshold(Fraction(7, 100), in: "list"))?.lists == [])
        #expect(asked(.threshold(Fraction(7, 100), in: "elsewhere")) == nil)
        #expect(asked(.majorityBase(.ballotsCast, in: "list")) == nil)
    }

    @Test("2004: where between 5 % and 10 % the threshold changes the seats")
    func thresholds() throws {
        let law = try law()
        let ranges = points(law).thresholds(from: Fraction(1, 20), to: Fraction(1, 10))
        #expect(ranges.map { seats($0.result) } == [[7, 1, 1, 1], [7, 2, 1, 0]])
        let edge = Fraction(336_177, 4_757_773)
        #expect(ranges.map(\.to) == [edge, Fraction(1, 10)])
        #expect(ranges.map(\.from) == [Fraction(1, 20), edge])
        #expect(ranges.map(\.includesTo) == [true, true])
        #expect(ranges.map(\.includesFrom) == [true, false])
        #expect(ranges.first?.excludedAbove == ["aist"])
        let cast = points(law).thresholds(
            from: Fraction(1, 20), to: Fraction(1, 10), changes: [.thresholdBase(.ballotsCast, in: "list")])
        #expect(cast.first?.to == Fraction(336_177, 4_893_204))
        #expect(cast.first?.to.rounded(scale: 100_000) == 6_870)
        let more = points(law).thresholds(
            from: Fraction(1, 20), to: Fraction(1, 10), changes: [.thresholdComparison(.moreThan, in: "list")])
        #expect(more.map(\.includesTo) == [false, true])
        #expect(more.map(\.includesFrom) == [true, true])
    }

    @Test("Ranges of thresholds agree with trying many", arguments: [ElectionModel.Comparison.atLeast, .moreThan])
    func manyThresholds(_ comparison: ElectionModel.Comparison) throws {
        let law = try MarginTestLaws.lists(seats: 5) { $0.thresholds[0].share.comparison = comparison }
        let lists = (0..<4).map { Choice(id: ChoiceID("l\($0)"), kind: .list, name: Multilingual("L")) }
        let election = MarginTestLaws.election(lists, law)
        let tally = Tally(
            tier: "list", district: "d", votes: zip(lists, [9, 6, 3, 2]).map { Tally.ChoiceVotes($0.id, $1) })
        let ranges = ListBreakPoints(in: "list", under: law, of: election, from: [tally])
            .thresholds(from: .zero, to: Fraction(1, 2))
        #expect(ranges.count > 2)
        for step in 0...60 {
            let threshold = Fraction(step, over: 120)
            let asked = whatIf([.threshold(threshold, in: "list")], under: law, of: election, from: [tally])
            let within = ranges.filter {
                ($0.from < threshold || ($0.includesFrom && $0.from == threshold))
                    && (threshold < $0.to || ($0.includesTo && $0.to == threshold))
            }
            #expect(within.count == 1)
            #expect(within.first?.result.seats.map(\.seats) == asked?.outcome.lists[0].lists.map(\.seats))
        }
    }

    @Test("2004 by every method and every base")
    func methodsAndBases() throws {
        let points = points(try law())
        let methods = points.methods()
        #expect(methods.count == Quota.allCases.count + Divisor.allCases.count)
        #expect(
            seats(methods.first { $0.choice == .quota(QuotaMethod(.hare, overAward: .smallestRemainder)) }?.result) == [
                7, 1, 1, 1,
            ])
        #expect(seats(methods.first { $0.choice == .divisor(.dHondt) }?.result) == [8, 1, 1, 0])
        let bases = points.bases()
        #expect(bases.map(\.choice) == [.validVotes, .votesForChoices, .ballotsCast, .registeredElectors])
        #expect(bases.map { seats($0.result) } == [[7, 1, 1, 1], [7, 1, 1, 1], [7, 2, 1, 0], [10, 0, 0, 0]])
    }

    @Test("The Alabama paradox is named")
    func alabama() throws {
        // Hare quotas of 5/3/1: with 4 seats 2.22/1.33/0.44, so 2 + 1 + 1; with 5 seats 2.78/1.67/0.56, so 3 + 2 + 0.
        let law = try MarginTestLaws.lists(seats: 4) { $0.thresholds = [] }
        let lists = ["a", "b", "c"].map { Choice(id: ChoiceID($0), kind: .list, name: Multilingual($0)) }
        let tally = Tally(
            tier: "list", district: "d", votes: zip(lists, [5, 3, 1]).map { Tally.ChoiceVotes($0.id, $1) })
        let points = ListBreakPoints(
            in: "list", under: law, of: MarginTestLaws.election(lists, law), from: [tally])
        let sizes = points.seats(from: 4, to: 5)
        #expect(sizes.map { $0.result.seats.map(\.seats) } == [[2, 1, 1], [3, 2, 0]])
        #expect(sizes.last?.losing == ["c"])
        #expect(sizes.last?.gaining == ["a", "b"])
        #expect(sizes.first?.losing == [])
        let highest = points.seats(from: 1, to: 40, changes: [.method(.divisor(.sainteLague), in: "list")])
        #expect(highest.count == 40)
        #expect(highest.allSatisfy { $0.losing.isEmpty })
    }

    @Test("Another base of the majority")
    func majorityBase() throws {
        let law = try MarginTestLaws.majority()
        let names = ["a", "b"].map { Choice(id: ChoiceID($0), kind: .candidate, name: Multilingual($0), district: "d") }
        let tally = Tally(
            tier: "constituencies", district: "d", cast: 110, votes: [.init("a", 52), .init("b", 48)])
        let asked = whatIf(
            [.majorityBase(.ballotsCast, in: "constituencies")], under: law,
            of: MarginTestLaws.election(names, law), from: [tally])
        #expect(asked?.contests.map(\.before) == [.elected(["a"], round: 1)])
        #expect(asked?.contests.map(\.after) == [.runOff(["a", "b"])])
    }
}
