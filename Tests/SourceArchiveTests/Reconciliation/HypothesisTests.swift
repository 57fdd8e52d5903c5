import ElectionModel
import SourceArchive
import Testing

@Suite("Explanations with their arithmetic")
struct HypothesisTests {
    /// A table with a sum, of which one figure is wrong, beside a table that is right.
    private func explained(
        _ wrong: Int64, for right: Int64, others: [Int64] = [54_847, 8_842], format: PageFormat = .wikipedia
    ) throws -> ComparedFact {
        var pages: [PageBuilder] = []
        for (name, value) in [("a", wrong), ("b", right)] {
            var page = PageBuilder(name, name == "a" ? format : .parline)
            for (row, votes) in ([value] + others).enumerated() {
                page.count(.votes, votes, tier: .list, of: Participant(.party, "Name\(["x", "y", "z"][row])"))
            }
            page.count(.votes, right + others.reduce(0, +), tier: .list)
            pages.append(page)
        }
        return try #require(try SourceComparison.of(pages).fact("votes.list:namex"))
    }

    @Test(
        arguments: [
            (2374, 2347, .digitsSwapped), (44_881_520, 4_881_520, .digitDoubled), (10, 105, .digitDropped),
            (46_303, 46_363, .digitMisread), (18_167, 18_617, .digitsSwapped),
        ] as [(Int64, Int64, Hypothesis.Kind)])
    func slips(wrong: Int64, right: Int64, kind: Hypothesis.Kind) throws {
        let fact = try explained(wrong, for: right)
        let best = try #require(fact.hypotheses.first { $0.blamed == [0] })
        #expect(best.kind == kind || fact.hypotheses.contains { $0.kind == kind && $0.blamed == [0] })
        #expect(fact.hypotheses.contains { $0.arithmetic.contains { $0.contains("\(right + 54_847 + 8_842)") } })
    }

    @Test func invalidIncluded() throws {
        var a = PageBuilder("a", .parline)
        a.count(.valid, 4_893_204)
        var b = PageBuilder("b")
        b.count(.valid, 4_757_773)
        b.count(.invalid, 135_431)
        let fact = try #require(try SourceComparison.of([a, b]).fact("valid"))
        #expect(fact.verdict == .differentDefinition)
        #expect(fact.hypotheses.first?.kind == .invalidIncluded)
        #expect(fact.hypotheses.first?.arithmetic == ["4757773 + 135431 = 4893204"])
    }

    @Test func lostRow() throws {
        var a = PageBuilder("a", .parline)
        var b = PageBuilder("b")
        for (name, votes) in [("Reds", 500), ("Blues", 300), ("Whites", 200)] as [(String, Int64)] {
            if name != "Blues" { a.count(.votes, votes, of: Participant(.party, name)) }
            b.count(.votes, votes, of: Participant(.party, name))
        }
        a.count(.votes, 1000)
        b.count(.votes, 1000)
        let comparison = try SourceComparison.of([a, b])
        #expect(comparison.contradictions.isEmpty)
        let best = try #require(comparison.fact("votes")?.hypotheses.first)
        #expect(best.kind == .lostRow)
        #expect(best.arithmetic.last == "700 + 300 = 1000")
    }

    @Test func columnSlip() throws {
        var a = PageBuilder("a", .parline)
        var b = PageBuilder("b")
        for (page, constituency) in [(0, 11), (1, 10)] as [(Int, Int64)] {
            for (name, list, rest) in [("Reds", 1, constituency), ("Blues", 2, 5)] as [(String, Int64, Int64)] {
                let party = Participant(.party, name)
                let all: Int64 = name == "Reds" ? 11 : 7
                if page == 0 {
                    a.count(.seats, all, of: party)
                    a.count(.seats, list, tier: .list, of: party)
                    a.count(.seats, rest, tier: .constituency, of: party)
                } else {
                    b.count(.seats, list, tier: .list, of: party)
                    b.count(.seats, rest, tier: .constituency, of: party)
                }
            }
        }
        let fact = try #require(try SourceComparison.of([a, b]).contradictions.first)
        #expect(fact.hypotheses.contains { $0.kind == .columnSlip && $0.blamed == [0] })
    }

    /// Two pages that repeat one wrong figure count as one voice.
    @Test func sharedAncestor() throws {
        let other = OtherElection(
            label: "1999", year: 1999, figures: [FactName(.registered): .whole(8_411_757)], seats: [])
        var pages: [PageBuilder] = []
        for (name, format, value) in [
            ("a", .parline, 8_411_757), ("b", .electionWatch, 8_411_757), ("c", .wikipedia, 8_662_188),
        ] as [(String, PageFormat, Int64)] {
            var page = PageBuilder(name, format)
            page.count(.registered, value)
            pages.append(page)
        }
        let fact = try #require(try SourceComparison.of(pages, others: [other]).fact("registered"))
        #expect(fact.verdict == .conflict)
        #expect(fact.hypotheses.map(\.kind) == [.staleYear, .sharedAncestor])
        #expect(fact.hypotheses.allSatisfy { $0.blamed.contains(0) })
    }

    @Test func pageBeforeTheVoteHasNothingToContradict() throws {
        var a = PageBuilder("a", .electionWatch)
        a.claim(.expectation, .text("Otan, Asar, Ak Zhol"), .prose)
        var b = PageBuilder("b")
        b.claim(.expectation, .text("Otan, Ak Zhol, Asar"), .prose)
        #expect(try SourceComparison.of([a, b]).contradictions.isEmpty)
    }
}
