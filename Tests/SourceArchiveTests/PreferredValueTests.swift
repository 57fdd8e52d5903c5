import ElectionModel
import SourceArchive
import Testing

@Suite("Preferred values")
struct PreferredValueTests {
    private static let party = Participant(.party, "Harbour")

    /// Pages that state one figure each; page 2 of those with `citing` names the first as its source.
    private func value(
        _ figures: [Int64?], citing: Bool = false, preferences: PreferenceLog = PreferenceLog()
    ) throws -> PreferredValue {
        let comparison = try comparison(figures, citing: citing)
        let fact = try #require(comparison.fact("valid"))
        return PreferredValues(comparison, preferences).value(of: fact)
    }

    private func comparison(_ figures: [Int64?], citing: Bool = false) throws -> SourceComparison {
        let formats: [PageFormat] = [.parline, .wikipedia, .electionWatch, .electionGuide]
        let pages = figures.enumerated().map { number, figure in
            var page = PageBuilder("page \(number)", formats[number])
            if let figure { page.count(.valid, figure) } else { page.claim(.valid, .none, .notGiven) }
            if citing, number == 1 { page.claim(.citedSource, .text("IPU")) }
            return page
        }
        return try SourceComparison.of(pages)
    }

    @Test func independentSourcesAgree() throws {
        let agreed = try value([4_757_773, 4_757_773])
        #expect(agreed.basis == .agreed(voices: 2))
        #expect(agreed.values.map(\.claim.value) == [.whole(4_757_773)])
        #expect(agreed.values[0].sources.map(\.page) == [0, 1])
        #expect(agreed.against.isEmpty)
    }

    @Test func oneVoiceIsNoAgreement() throws {
        #expect(try value([4_757_773]).basis == .single)
        let repeated = try value([4_757_773, 4_757_773], citing: true)
        #expect(repeated.basis == .repeated)
        #expect(repeated.values[0].sources.map(\.page) == [0, 1])
    }

    @Test func contestedValuesAreAllShown() throws {
        let contested = try value([500, 600])
        #expect(contested.basis == .contested)
        #expect(contested.values.map(\.claim.value) == [.whole(500), .whole(600)])
        // Two pairs of independent sources against each other.
        #expect(try value([500, 600, 500, 600]).basis == .contested)
    }

    @Test func agreementStandsAgainstOneVoiceAndSaysSo() throws {
        let agreed = try value([500, 600, 500])
        #expect(agreed.basis == .agreed(voices: 2))
        #expect(agreed.values.map(\.claim.value) == [.whole(500)])
        #expect(agreed.against.map(\.claim.value) == [.whole(600)])
        // Pages that name each other are one voice, and their agreement outweighs nothing.
        #expect(try value([500, 500, 600], citing: true).basis == .contested)
    }

    @Test func aDecisionGoesFirstAndCanBeTakenBack() throws {
        let comparison = try comparison([500, 600, 500])
        let fact = try #require(comparison.fact("valid"))
        let day = try #require(CalendarDate("2026-01-16"))
        let claim = fact.statements[1].claim
        func decision(_ action: PreferenceDecision.Action) -> PreferenceDecision {
            PreferenceDecision(action, claim.id, on: claim.page, who: "A. Reader", why: "a test", when: day)
        }
        var log = PreferenceLog([decision(.prefer)])
        let decided = PreferredValues(comparison, log).value(of: fact)
        #expect(decided.basis == .decided(decision(.prefer)))
        #expect(decided.values.map(\.claim.value) == [.whole(600)])
        #expect(decided.values[0].sources.map(\.page) == [1])
        #expect(decided.against.map(\.claim.value) == [.whole(500)])
        log.add(decision(.withdraw))
        #expect(PreferredValues(comparison, log).value(of: fact).basis == .agreed(voices: 2))
    }

    /// An empty place is no zero, and both are no missing fact.
    @Test func emptyIsNotZero() throws {
        let empty = try value([nil])
        #expect(empty.basis == .notGiven)
        #expect(empty.values.map(\.claim.value) == [.none])
        let zero = try value([0])
        #expect(zero.basis == .single)
        #expect(zero.values.map(\.claim.value) == [.whole(0)])
        // Another page's figure fills a place that one leaves empty; the empty one is no source of it.
        let filled = try value([nil, 500])
        #expect(filled.basis == .single)
        #expect(filled.values[0].sources.map(\.page) == [1])
        let values = PreferredValues(try comparison([0]), PreferenceLog())
        #expect(values(FactName(.population)) == nil)
        #expect(values.first([FactName(.population), FactName(.valid)])?.basis == .single)
    }

    @Test func theMostExactValueSpeaksForItsGroup() throws {
        var rounded = PageBuilder("a", .parline)
        rounded.share(.voteShare, "60", tier: .list, of: Self.party)
        var exact = PageBuilder("b")
        exact.share(.voteShare, "60.61", tier: .list, of: Self.party)
        let comparison = try SourceComparison.of([rounded, exact])
        let value = PreferredValues(comparison, PreferenceLog()).first([
            FactName(.voteShare, tier: .list, participant: "harbour")
        ])
        #expect(value?.basis == .agreed(voices: 2))
        #expect(value?.values[0].claim.value == .decimal(DecimalNumber(digits: 6061, places: 2)))
    }

    @Test func ofTheThreePages() throws {
        let comparison = try SourceComparison.of(SeedClaims.all, others: [SeedClaims.before])
        let values = PreferredValues(comparison, PreferenceLog())
        func kind(_ name: String) throws -> PreferredValue.Kind {
            values.value(of: try #require(comparison.fact(name), "\(name)")).basis.kind
        }
        #expect(try kind("seats:otan") == .agreed)
        #expect(try kind("registered") == .contested)
        #expect(try kind("votes.list:otan") == .single)
        // The encyclopedia names both others as its sources.
        #expect(try kind("seats.list:asar") == .repeated)
        #expect(try kind("seats-previous:asar") == .definitions)
        #expect(try kind("polling-date.round1") == .agreed)
        #expect(try kind("polling-date.round2") == .contested)
        let faulty = values.value(of: try #require(comparison.fact("seats.constituency:aist")))
        #expect(faulty.isFaulty && faulty.basis == .single)
        // What was computed leads to the words that it was computed from.
        let before = values.value(of: try #require(comparison.fact("seats-previous:otan")))
        let computed = before.values.flatMap(\.sources).first { $0.claim.span == nil }
        #expect(computed?.printed.map(\.key.measure) == [.seats, .seatsChange])
    }

    @Test func valuesThatMayAllBeTrue() throws {
        var a = PageBuilder("a", .parline)
        a.claim(.leader, .text("Anna Berg"), of: Self.party)
        a.claim(.leader, .text("Carl Dorn"), of: Self.party)
        var b = PageBuilder("b")
        b.claim(.leader, .text("ANNA BERG"), of: Self.party)
        let values = PreferredValues(try SourceComparison.of([a, b]), PreferenceLog())
        let leaders = values.all(FactName(.leader, participant: "harbour"))
        #expect(leaders.map(\.claim.value) == [.text("Anna Berg"), .text("Carl Dorn")])
        #expect(leaders.map { $0.sources.map(\.page) } == [[0, 1], [0]])
    }

    /// A page that agrees with two others takes nothing from their agreement; pages in a circle are one voice.
    @Test func moreAgreementIsNeverLess() throws {
        func voices(_ cited: [[String]]) throws -> Int? {
            let formats: [PageFormat] = [.parline, .electionWatch, .wikipedia, .electionGuide]
            let pages = cited.enumerated().map { number, names in
                var page = PageBuilder("page \(number)", formats[number])
                page.count(.valid, 1000)
                for name in names { page.claim(.citedSource, .text(name)) }
                return page
            }
            return try SourceComparison.of(pages).fact("valid")?.groups.first?.voices
        }
        #expect(try voices([[], []]) == 2)
        #expect(try voices([[], [], ["IPU", "CNN"]]) == 2)
        #expect(try voices([[], [], ["IPU"], []]) == 3)
        #expect(try voices([["CNN"], ["IPU"]]) == 1)
        #expect(try voices([["CNN"], ["IPU"], ["IPU"]]) == 1)
        #expect(try voices([["CNN"], ["IPU"], ["IPU"], []]) == 2)
        #expect(try voices([["CNN"], ["Wikipedia"], ["IPU"]]) == 1)
    }

    @Test func whoAgreesWithAFaultyPageIsNotAtFault() throws {
        let comparison = try SourceComparison.of(SeedClaims.all, others: [SeedClaims.before])
        let fact = try #require(comparison.fact("polling-date.round1"))
        #expect(fact.verdict == .faultInsidePage)
        #expect(fact.witnesses.map(\.page) == [0, 2])
        #expect(fact.statements.filter { !fact.witnesses.contains($0) }.map(\.page) == [1])
    }
}

/// Pages call rows by names, and rows that are no names by their kind.
@Suite("The best form of a name")
struct NameFormTests {
    @Test(arguments: [
        (["Agrarian- Industrial Union of workers", "AIST Bloc"], "AIST Bloc"),
        (["Otan", "Republican Party “Otan”"], "Otan"),
        (["Party “Harbour", "Party “Harbour”"], "Party “Harbour”"),
        (["HARBOUR LEAGUE", "Harbour League"], "Harbour League"),
        (["Agrarian- Industrial Union"], "Agrarian- Industrial Union"),
        (["Socialist-Democratic Union", "Union"], "Socialist-Democratic Union"),
    ])
    func best(names: [String], best: String) {
        let resolved = ParticipantResolution.Resolved(id: "x", kind: .party, names: names)
        #expect(resolved.bestName == best)
    }
}
