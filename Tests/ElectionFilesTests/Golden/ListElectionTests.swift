import DataFormats
import ElectionModel
import ElectoralLaw
import MistakeWords
import SeatAllocation
import Testing

/// Elections by lists alone: national seats exactly as declared.
@Suite struct ListElectionTests {
    @Test(arguments: [
        ("poland-2015", "sejm", 460), ("poland-2019", "sejm", 460), ("slovakia-2020", "list", 150),
        ("lithuania-2016", "list", 70),
    ])
    func officialSeatsOfEveryList(folder: String, tier: String, seats: Int) throws {
        let golden = try GoldenElection(folder)
        let outcome = golden.decide()
        #expect(outcome.findings.isEmpty)
        #expect(outcome.ties.isEmpty)
        #expect(outcome.seats.count == seats)
        let tier = TierID(tier)
        let official = golden.officialSeats(tier)
        #expect(official.values.reduce(0, +) == seats)
        #expect(outcome.seatsByList(tier) == official.filter { $0.value > 0 })
    }

    @Test(arguments: ["poland-2015", "poland-2019"])
    func everyDistrictOfPolandFillsItsSeats(folder: String) throws {
        let golden = try GoldenElection(folder)
        let districts = try #require(golden.decide().lists.first?.districts)
        #expect(districts.count == 41)
        for district in districts {
            #expect(district.seats == golden.election.districts.first { $0.id == district.district }?.seats)
        }
    }

    /// The bloc ZL had 7.546 % in 2015: above 5 %, below the 8 % of blocs. The German minority had less than 5 %.
    @Test func blocsNeedMoreAndMinoritiesNothing() throws {
        let outcome = try GoldenElection("poland-2015").decide()
        let lists = try #require(outcome.lists.first?.lists)
        let bloc = try #require(lists.first { $0.list == "zl" })
        let valid = lists.reduce(0) { $0 + $1.votes }
        #expect(Fraction(7, 100) < Fraction(bloc.votes, over: valid))
        #expect(!bloc.passed)
        let minority = try #require(lists.first { $0.list == "mn" })
        #expect(Fraction(minority.votes, over: valid) < Fraction(1, 100))
        #expect(minority.passed && minority.seats == 1)
    }

    /// The bloc PS-SPOLU had 6.9679 % in 2020. With the threshold of a party it would have taken part.
    @Test func theBlocOfSlovakiaMissedSevenPercent() throws {
        var golden = try GoldenElection("slovakia-2020")
        let bloc: ChoiceID = "progresivne-slovensko-spolu"
        #expect(golden.decide().lists.first?.seats(of: bloc) == 0)
        guard let index = golden.election.choices.firstIndex(where: { $0.id == bloc }) else {
            return #expect(Bool(false))
        }
        golden.election.choices[index].blocMembers = []
        let seats = try #require(golden.decide().lists.first?.seats(of: bloc))
        #expect(seats > 0)
    }

    /// Those who took part in Lithuania in 2016 are known to lie between two figures: both give the same house.
    @Test func bothBoundsOfTheTurnoutGiveTheSameHouse() throws {
        let lower = try GoldenElection("lithuania-2016")
        let upper = try GoldenElection("lithuania-2016", totals: "totals-upper.csv")
        #expect(try #require(lower.tallies[0].cast) < #require(upper.tallies[0].cast))
        #expect(lower.tallies[0].provenance == .official)
        #expect(upper.decide().seatsByList("list") == lower.decide().seatsByList("list"))
    }

    /// Without the 7 % of joint lists the Anti-corruption Coalition (6.06 %) would have had seats.
    @Test func theJointListOfLithuaniaMissedSevenPercent() throws {
        var golden = try GoldenElection("lithuania-2016")
        guard case .lists(var rule) = golden.law.tiers[0].rule else { return #expect(Bool(false)) }
        rule.thresholds.removeAll { $0.appliesTo == .bloc }
        rule.thresholds[0].appliesTo = .everyList
        golden.law.tiers[0].rule = .lists(rule)
        let seats = golden.decide().seatsByList("list")
        #expect(seats["antikorupcine-koalicija"] == 5)
        #expect(golden.officialSeats("list").filter { seats[$0.key] ?? 0 != $0.value }.count == 5)
    }

    /// Both scrutinies of Czechia in 2021: one seat is left for the second.
    @Test func czechiaInTwoScrutinies() throws {
        let golden = try GoldenElection("czechia-2021")
        let outcome = golden.decide()
        #expect(outcome.findings.isEmpty)
        #expect(outcome.ties.isEmpty)
        #expect(outcome.seats.count == 200)
        #expect(outcome.seatsByList("regions", "republic") == golden.officialSeats("regions"))
        #expect(outcome.seatsByList("republic") == ["spolu": 1])
        let regions = try #require(outcome.lists.first?.districts)
        #expect(regions.count == 14)
        let takenBack = outcome.derivation.all.filter { $0.code == .district }.filter { district in
            district.all.contains { $0.code == .seatsTakenBack }
        }
        #expect(
            takenBack.map { $0.figure("district") } == [
                .district("pardubicky-kraj"), .district("kraj-vysocina"), .district("olomoucky-kraj"),
            ])
    }

    /// A tier without seats of its own needs a tier that passes some on.
    @Test func aTierWithoutSeatsLivesOnWhatIsPassedOn() throws {
        let file = "Laws/czechia/chamber-of-deputies-2021-07-01.yaml"
        let text = try #require(repositoryFile(file).flatMap { String(validating: $0, as: UTF8.self) })
        let changed = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.hasSuffix("pass to the next tier") ? "        remaining seats: largest remainder" : $0
        }.joined(separator: "\n")
        #expect(changed != text)
        let mistakes = #expect(throws: Mistakes.self) { _ = try Law.read(Array(changed.utf8), file: file) }
        #expect(mistakes?.list.count == 1)
        #expect(mistakes?.list.first?.problem.contains("`republic` has no seats") == true)
    }
}
