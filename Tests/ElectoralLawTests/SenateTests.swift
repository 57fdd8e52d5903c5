import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

/// Kazakhstan's Senate by its law of 2004, with invented votes of invented electors.
@Suite struct SenateTests {
    private static let regions = [
        "astana", "almaty-city", "akmola", "aktobe", "almaty", "atyrau", "east-kazakhstan", "zhambyl",
        "west-kazakhstan",
        "karaganda", "kyzylorda", "kostanay", "mangystau", "pavlodar", "north-kazakhstan", "south-kazakhstan",
    ]

    private func law() throws -> Law { try RepositoryFiles.law("Laws/kazakhstan/senate-2004-04-14.yaml") }

    private func election() -> Election {
        Election(
            id: "simulated-senate", name: Multilingual("Simulated election of the Senate"),
            law: "kazakhstan/senate-2004-04-14",
            districts: Self.regions.map {
                District(id: DistrictID($0), tier: "colleges", name: Multilingual($0))
            })
    }

    private func vote(
        _ region: String, ballot: Int = 1, of electors: UInt64, present: UInt64, cast: UInt64, invalid: UInt64 = 0,
        _ votes: [UInt64], year: Int = 0
    ) -> Tally {
        let names = ["a", "b", "c", "d"]
        return Tally(
            tier: "colleges", district: DistrictID(region), round: ballot, registered: electors, present: present,
            cast: cast, invalid: invalid,
            votes: votes.enumerated().map { Tally.ChoiceVotes(ChoiceID("\(region)-\(year)-\(names[$0])"), $1) },
            provenance: .simulated)
    }

    private func result(_ tallies: Tally..., with decisions: Decisions = Decisions()) throws -> ContestOutcome.Result {
        let outcome = decideSeats(under: try law(), of: election(), from: tallies, with: decisions)
        return try #require(outcome.contest(tallies[0].district, in: "colleges")).result
    }

    @Test func theLawAddsUp() throws {
        let law = try law()
        #expect(law.seats == 39)
        let colleges = try #require(law.tier("colleges"))
        #expect(law.seatsAtStake(in: colleges) == 16)
        #expect(law.seatsAtStake(in: try #require(law.tier("appointed"))) == 7)
    }

    @Test func aQuorumOfMoreThanHalf() throws {
        #expect(try result(vote("akmola", of: 200, present: 100, cast: 100, [80, 20])) == .open(.noQuorum))
        #expect(
            try result(vote("akmola", of: 200, present: 101, cast: 101, [81, 20]))
                == .elected(["akmola-0-a"], round: 1))
    }

    @Test func moreThanHalfOfThosePresentVote() throws {
        #expect(try result(vote("akmola", of: 100, present: 100, cast: 50, [40, 10])) == .open(.noQuorum))
    }

    /// Constitution, article 51(5): 60 of 110 present are enough for article 77(3), but not half of 200 electors.
    @Test func theStricterOfTwoTextsDecides() throws {
        #expect(try result(vote("akmola", of: 200, present: 110, cast: 60, [50, 10])) == .open(.noQuorum))
    }

    /// Article 43(5): 50 of 95 valid votes elect, though they are less than half of 104 ballots.
    @Test func invalidBallotsAreOutsideTheBase() throws {
        #expect(
            try result(vote("akmola", of: 150, present: 110, cast: 104, invalid: 9, [50, 45]))
                == .elected(["akmola-0-a"], round: 1))
        #expect(
            try result(vote("akmola", of: 150, present: 110, cast: 100, [50, 30, 20]))
                == .runOff(["akmola-0-a", "akmola-0-b"]))
    }

    @Test func theRunOffIsWonByMostVotes() throws {
        let first = vote("akmola", of: 150, present: 110, cast: 100, [45, 35, 20])
        #expect(
            try result(first, vote("akmola", ballot: 2, of: 150, present: 108, cast: 90, invalid: 20, [30, 40]))
                == .elected(["akmola-0-b"], round: 2))
        #expect(
            try result(first, vote("akmola", ballot: 2, of: 150, present: 108, cast: 90, [45, 45]))
                == .open(.repeatElection))
    }

    @Test func theThirdMovesUpAndTwoWhoFailMeanARepeatElection() throws {
        let first = vote("akmola", of: 150, present: 110, cast: 100, [45, 35, 20])
        #expect(
            try result(first, with: Decisions(withdrawals: [.init("akmola-0-b", beforeRound: 2)]))
                == .runOff(["akmola-0-a", "akmola-0-c"]))
        #expect(try result(vote("akmola", of: 150, present: 110, cast: 100, [50, 50])) == .open(.repeatElection))
        // Without a valid vote nobody has more than half of them.
        #expect(
            try result(vote("akmola", of: 150, present: 110, cast: 100, invalid: 100, [0, 0])) == .open(.repeatElection)
        )
    }

    @Test func aTieForSecondPlaceIsLeftOpen() throws {
        let tally = vote("akmola", of: 150, present: 110, cast: 100, [40, 30, 30])
        let outcome = decideSeats(under: try law(), of: election(), from: [tally])
        #expect(outcome.contest("akmola", in: "colleges")?.result == .open(.tie))
        let tie = try #require(outcome.ties.first)
        #expect(tie.among == ["akmola-0-b", "akmola-0-c"])
        #expect(tie.places == .finalists)
        #expect(tie.lawIsSilent)
    }

    /// Sixteen colleges: every third region needs a second ballot on the same day, won from the second place.
    private func renewal(_ year: Int, appointed: Bool) throws -> Outcome {
        var tallies: [Tally] = []
        for (index, region) in Self.regions.enumerated() {
            let electors = UInt64(120 + 10 * index)
            let cast = electors - 20
            if index % 3 == 0 {
                let (first, second) = (cast * 2 / 5, cast * 7 / 20)
                tallies.append(
                    vote(
                        region, of: electors, present: electors - 10, cast: cast,
                        [first, second, cast - first - second], year: year))
                tallies.append(
                    vote(
                        region, ballot: 2, of: electors, present: electors - 10, cast: cast, invalid: 5,
                        [cast - 5 - (cast / 2 + 1), cast / 2 + 1], year: year))
            } else {
                tallies.append(
                    vote(
                        region, of: electors, present: electors - 10, cast: cast, invalid: 4,
                        [cast - 34, 30], year: year))
            }
        }
        let appointments =
            appointed
            ? (1...7).map { Decisions.Appointment(tier: "appointed", person: ChoiceID("appointed-\(year)-\($0)")) } : []
        return decideSeats(
            under: try law(), of: election(), from: tallies, with: Decisions(appointments: appointments))
    }

    @Test func oneRenewalElectsSixteen() throws {
        let outcome = try renewal(1999, appointed: true)
        #expect(outcome.findings.isEmpty)
        let elected = outcome.contests.compactMap(\.winner)
        #expect(elected.count == 16)
        #expect(Set(elected).count == 16)
        #expect(outcome.contests.filter { $0.finalists.count == 2 }.count == 6)
        #expect(outcome.contest("astana", in: "colleges")?.result == .elected(["astana-1999-b"], round: 2))
        #expect(outcome.seats.count == 23)
    }

    @Test func twoRenewalsAndSevenAppointedMakeThirtyNine() throws {
        let law = try law()
        let first = Renewal(termBegins: try day("1999-12-01"), outcome: try renewal(1999, appointed: true))
        let second = Renewal(termBegins: try day("2002-12-01"), outcome: try renewal(2002, appointed: false))
        let third = Renewal(termBegins: try day("2005-12-01"), outcome: try renewal(2005, appointed: true))

        let senate = composeChamber(under: law, from: [second, first], on: try day("2004-09-19"))
        #expect(senate.seats(in: "colleges").count == 32)
        #expect(senate.seats(in: "appointed").count == 7)
        #expect(senate.seats.count == 39)
        #expect(senate.missing.isEmpty)
        for region in Self.regions {
            let own = senate.seats.filter { $0.seat.district == DistrictID(region) }
            #expect(own.map { $0.termBegins.year } == [1999, 2002])
            #expect(own.map { $0.termEnds?.year } == [2005, 2008])
        }

        // The third renewal replaces those of the first, and brings appointments of its own.
        let later = composeChamber(under: law, from: [first, second, third], on: try day("2006-01-15"))
        #expect(later.seats.count == 39)
        #expect(Set(later.seats(in: "colleges").map { $0.termBegins.year }) == [2002, 2005])
        #expect(later.seats(in: "appointed").allSatisfy { $0.termBegins.year == 2005 })

        // Before the second renewal, and where the third is late, half is missing.
        let early = composeChamber(under: law, from: [first, second], on: try day("2001-01-01"))
        #expect(early.missing == [.init(tier: "colleges", seats: 16)])
        let late = composeChamber(under: law, from: [first, second], on: try day("2005-12-01"))
        #expect(late.seats(in: "colleges").map { $0.termBegins.year } == Array(repeating: 2002, count: 16))
        #expect(late.missing == [.init(tier: "colleges", seats: 16)])
    }

    @Test func aVacatedSeatHasAByElectionUntilTheLastYear() throws {
        let law = try law()
        let outcome = try renewal(2002, appointed: true)
        func filling(_ person: ChoiceID, _ date: String) throws -> VacancyFilling.Result? {
            fillVacancies(
                under: law, of: election(), after: outcome, from: [],
                with: Decisions(vacancies: [.init(person: person, date: try day(date))]),
                termBegan: try day("2002-12-01")
            ).fillings.first?.result
        }
        #expect(try filling("akmola-2002-a", "2004-12-31") == .byElection(by: try day("2005-02-28")))
        #expect(try filling("akmola-2002-a", "2007-12-01") == .vacant(.termEnds))
        #expect(try filling("appointed-2002-3", "2007-12-01") == .appointment)
    }

    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }
}
