import ElectionModel
import SourceArchive
import Testing

/// The contradictions of the three pages of 2004, by the numbers of the list in the facts, section 4.
@Suite("Contradictions of the three pages of 2004")
struct SeedContradictionTests {
    @Test func allOfThemAndNoOther() throws {
        let comparison = try SourceComparison.of(SeedClaims.all)
        #expect(
            comparison.contradictionLines == [
                "conflict registered: 0=8411757 1=9000000 2=8662188",
                "conflict turnout: 1=53.. 2=56.49 <- sums-want",
                "fault-inside-page seats.constituency:aist: 1=11 <- sums-want",
                "conflict seats.constituency.round1:independents: 1=7 2=8 <- provisional",
                "conflict seats.constituency.round1:otan: 1=27 2=26 <- provisional",
                "conflict seats-previous:otan: 0=23 2=21 <- change-miscalculated",
                "conflict constituencies: 0=40 1=67 <- sums-want",
                "fault-inside-page polling-date.round1: 0=2004-09-19 1=2004-09-19 2=2004-09-19",
                "conflict polling-date.round2: 0=2004-10-03 1=2004-10-02 2=2004-10-03 <- weekday",
            ])
    }

    @Test func causesFromTheElectionBefore() throws {
        let comparison = try SourceComparison.of(SeedClaims.all, others: [SeedClaims.before])
        let registered = try #require(comparison.fact("registered")?.hypotheses.first)
        #expect(registered.kind == .staleYear)
        #expect(registered.blamed == [0])
        let changes = try #require(comparison.fact("seats-change")?.hypotheses.first)
        #expect(changes.kind == .unlistedLosers)
        #expect(changes.arithmetic == ["14 − 11 − 1 = 2", "23 − 21 = 2"])
        let otan = try #require(comparison.fact("seats-previous:otan")?.hypotheses.first)
        #expect(otan.arithmetic == ["42 − 23 = 19 ≠ 21", "1999: 23"])
    }

    @Test func ambiguousRowsAreSettled() throws {
        let passages = try SourceComparison.of(SeedClaims.all).passages
        #expect(passages.map(\.chosen) == [1, 0])
        #expect(passages.map(\.count) == [2, 2])
    }

    /// Without its own sentence about the list seats, the page can't tell which of the two rows has which seat.
    @Test func ambiguousRowsAreSettledByAnotherPage() throws {
        var parline = PageBuilder("p", .parline)
        var other = PageBuilder("o")
        for (page, isOther) in [(0, false), (1, true)] {
            _ = page
            for (row, name) in ["Reds", "Blues"].enumerated() {
                let party = Participant(.party, name)
                if isOther {
                    other.count(.seats, row == 1 ? 1 : 0, tier: .list, of: party)
                    other.count(.seats, row == 0 ? 1 : 0, tier: .constituency, of: party)
                } else {
                    parline.count(.seats, 1, of: party)
                    for (number, tier) in [FactKey.Tier.list, .constituency].enumerated() {
                        parline.claim(
                            .seats, .whole(1), tier: tier, of: party,
                            reading: Claim.Reading(passage: "row.\(row)", number: number, of: 2))
                    }
                }
            }
        }
        parline.count(.seats, 1, tier: .list)
        parline.count(.seats, 1, tier: .constituency)
        let alone = try SourceComparison.of([parline]).passages
        #expect(alone.map(\.chosen) == [nil, nil])
        let both = try SourceComparison.of([parline, other])
        #expect(both.passages.map(\.chosen) == [1, 0])
        #expect(both.passages.map(\.settledBy) == [[1], [1]])
        #expect(both.fact("seats.list:blues")?.verdict == .agree)
    }

    @Test func whatIsNoContradiction() throws {
        let comparison = try SourceComparison.of(SeedClaims.all)
        #expect(comparison.fact("vote-share.list:otan")?.verdict == .agreeWithinRounding)
        #expect(comparison.fact("seats:otan")?.verdict == .agree)
        #expect(comparison.fact("seats-total")?.verdict == .agree)
        #expect(comparison.fact("population")?.verdict == .agreeApproximately)
        #expect(comparison.fact("seats-previous:asar")?.verdict == .differentDefinition)
        #expect(comparison.fact("seats-previous:asar")?.hypotheses.first?.kind == .newcomer)
        #expect(comparison.fact("parties")?.verdict == .differentDefinition)
        #expect(comparison.fact("parties")?.hypotheses.first?.arithmetic == ["8 + 4 = 12"])
        for single in ["voting", "alignment", "observers", "women", "candidates"] {
            #expect(comparison.fact(single)?.verdict == .singleSource, "\(single)")
        }
    }

    @Test func namesThatWaitForAPerson() throws {
        let comparison = try SourceComparison.of(SeedClaims.all)
        let open = comparison.aliasesOpen.map { [$0.first.name, $0.second.name].sorted() }
        #expect(open.contains(["Democratic Party Adilet", "Democratic Party of Kazakhstan"]))
        #expect(
            open.contains { pair in
                pair.contains("Agrarian and Civic Union of Workers Bloc")
                    && pair.contains { $0.contains("Industrial") || $0.contains("AIST") }
            })
        let used = comparison.aliasesUsed.map { [$0.first.name, $0.second.name].sorted() }
        #expect(
            used.contains(["Otan", "Republican Party “Otan”"])
                || used.contains(["Republican Party Otan (Fatherland)", "Republican Party “Otan”"]))
        let all = comparison.participants
        let democratic = all.id(of: Participant(.party, "Democratic Party of Kazakhstan"))
        #expect(democratic != all.id(of: Participant(.party, "Democratic Party of Kazakhstan “Ak Zhol”")))
        #expect(
            all.id(of: Participant(.party, "Ak Zhol")) == all.id(of: Participant(.party, "Aq Jol Democratic Party")))
    }

    /// With the two names confirmed nothing new contradicts, and what was single now agrees.
    @Test func confirmedNamesBringAgreement() throws {
        var book = AliasBook()
        let day = try #require(CalendarDate("2026-01-15"))
        func name(_ text: String) -> AliasName { AliasName(.party, text, country: "kazahstan") }
        book.add(
            AliasDecision(
                .confirm, name("Democratic Party of Kazakhstan"), name("Democratic Party Adilet"), who: "A. Reader",
                why: "a later name", when: day))
        book.add(
            AliasDecision(
                .confirm, name("AIST Bloc"), name("Agrarian and Civic Union of Workers Bloc"), who: "A. Reader",
                why: "the same bloc", when: day))
        let before = try SourceComparison.of(SeedClaims.all)
        let after = try SourceComparison.of(SeedClaims.all, book: book)
        #expect(after.contradictions.count == before.contradictions.count)
        #expect(after.facts(.agree).count > before.facts(.agree).count)
        let aist = try #require(after.contradictions.first { $0.name.description == "seats.constituency:aist" })
        #expect(aist.hypotheses.first?.arithmetic.contains("1 + 10 = 11") == true)
        #expect(after.aliasesUsed.contains { $0.standing == .confirmed })
    }

    @Test func oneVoiceWhereAPageCitesTheOther() throws {
        let comparison = try SourceComparison.of(SeedClaims.all)
        #expect(comparison.citations == [[], [], [0, 1]])
        // The encyclopedia names both others, and these don't name each other: two voices, as without it.
        #expect(comparison.fact("seats:otan")?.groups.map(\.voices) == [2])
        #expect(comparison.fact("seats.list:asar")?.groups.map(\.voices) == [1])
        let two = try SourceComparison.of(Array(SeedClaims.all.prefix(2)))
        #expect(two.fact("seats:otan")?.groups.map(\.voices) == [2])
    }
}
