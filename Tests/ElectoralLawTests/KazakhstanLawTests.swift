import DataFormats
import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

/// Kazakhstan's other laws at work: the President with invented votes, the Mazhilis lists of 1999 with the published ones.
@Suite struct KazakhstanLawTests {
    @Test func everyLawIsReadAndIsNamedInThreeLanguages() throws {
        let files = try RepositoryFiles.yaml(under: "Laws/kazakhstan")
        #expect(files.count >= 4)
        for file in files {
            let law = try RepositoryFiles.law(file)
            #expect(law.title.russian != nil && law.title.kazakh != nil, "\(file)")
            for tier in law.tiers {
                #expect(tier.name.russian != nil && tier.name.kazakh != nil, "\(file): \(tier.id)")
                // Kazakh letters are those of the Kazakh alphabet, never Latin look-alikes.
                #expect(tier.name.kazakh?.contains { $0.isASCII && $0.isLetter } == false, "\(file): \(tier.id)")
            }
            #expect(law.title.kazakh?.contains { $0.isASCII && $0.isLetter } == false, "\(file)")
            #expect(!law.readings.isEmpty, "\(file)")
            for text in [law.title, law.statute] + law.tiers.map(\.name) + law.readings {
                #expect(Language.allCases.allSatisfy { text.written(for: $0) == $0 }, "\(file): \(text.english)")
            }
        }
    }

    /// Of each body one law is in force on a day.
    @Test func redactionsFollowEachOther() throws {
        let first = try RepositoryFiles.law("Laws/kazakhstan/mazhilis-1999-05-06.yaml")
        let second = try RepositoryFiles.law("Laws/kazakhstan/mazhilis-2004-04-14.yaml")
        #expect(first.inForce.until == second.inForce.from)
        let election = try #require(CalendarDate("2004-09-19"))
        #expect(!first.inForce.contains(election) && second.inForce.contains(election))
    }

    // MARK: President

    private func president(
        _ first: [UInt64], invalid: UInt64 = 0, second: [(Int, UInt64)]? = nil, with decisions: Decisions = Decisions()
    ) throws -> ContestOutcome.Result {
        let law = try RepositoryFiles.law("Laws/kazakhstan/president-2004-04-14.yaml")
        func tally(_ round: Int, _ votes: [(Int, UInt64)], _ invalid: UInt64) -> Tally {
            Tally(
                tier: "president", district: "country", round: round, registered: 8_000_000,
                cast: votes.reduce(invalid) { $0 + $1.1 }, invalid: invalid,
                votes: votes.map { Tally.ChoiceVotes(ChoiceID("candidate-\($0.0)"), $0.1) }, provenance: .simulated)
        }
        let tallies =
            [tally(1, first.enumerated().map { ($0 + 1, $1) }, invalid)] + (second.map { [tally(2, $0, 0)] } ?? [])
        let election = Election(
            id: "simulated-president", name: Multilingual("Simulated"), law: "kazakhstan/president-2004-04-14")
        let outcome = decideSeats(under: law, of: election, from: tallies, with: decisions)
        #expect(outcome.findings.isEmpty)
        return try #require(outcome.contests.first).result
    }

    @Test func aPresidentElectedAtOnce() throws {
        // 2,000,001 of 4,000,001 valid votes, though not half of the ballots cast.
        #expect(
            try president([2_000_001, 1_500_000, 500_000], invalid: 100_000) == .elected(["candidate-1"], round: 1))
        #expect(try president([2_000_000, 1_500_000, 500_000]) == .runOff(["candidate-1", "candidate-2"]))
    }

    @Test func aPresidentElectedAfterARunOff() throws {
        let first: [UInt64] = [1_900_000, 1_500_000, 600_000]
        #expect(try president(first, second: [(1, 1_700_000), (2, 1_700_001)]) == .elected(["candidate-2"], round: 2))
        // Article 64(1): a run-off that determines nobody leads to repeat elections.
        #expect(try president(first, second: [(1, 1_700_000), (2, 1_700_000)]) == .open(.repeatElection))
        let left = Decisions(withdrawals: [.init("candidate-1", beforeRound: 2)])
        #expect(try president(first, with: left) == .runOff(["candidate-2", "candidate-3"]))
        let alone = Decisions(withdrawals: [
            .init("candidate-1", beforeRound: 2), .init("candidate-3", beforeRound: 2),
        ])
        #expect(try president(first, with: alone) == .open(.repeatElection))
        #expect(
            try president(first, second: [(2, 900_000), (3, 800_000)], with: left)
                == .elected(["candidate-2"], round: 2))
    }

    /// Constitution, article 41(5): two candidates who tie vote again, other than for the Mazhilis.
    @Test func twoCandidatesForPresidentVoteAgain() throws {
        #expect(try president([1_000_000, 1_000_000]) == .runOff(["candidate-1", "candidate-2"]))
    }

    @Test(arguments: [(2_399, OpenReason.postponed), (2_400, .repeatElection)])
    func stationsDeclaredVoid(_ stations: Int, _ reason: OpenReason) throws {
        let decisions = Decisions(annulments: [
            .init(tier: "president", district: "country", act: "simulated", stations: .init(stations, of: 9_600))
        ])
        #expect(try president([2_000_000, 1_000_000], with: decisions) == .open(reason))
    }

    // MARK: Mazhilis, 1999

    /// Votes: D. Nohlen et al., Elections in Asia and the Pacific, by way of Wikipedia, "1999 Kazakh legislative election".
    private static let lists1999: [(ChoiceID, UInt64)] = [
        ("otan", 1_622_895), ("communist", 932_549), ("agrarian", 663_351), ("civic", 590_184), ("azamat", 240_132),
        ("congress", 148_776), ("alash", 144_945), ("revival", 103_328), ("labour", 72_721), ("against-all", 373_440),
    ]

    private func lists1999(under law: Law) -> Outcome {
        let choices = Self.lists1999.map {
            Choice(id: $0.0, kind: $0.0 == "against-all" ? .againstAll : .list, name: Multilingual($0.0.rawValue))
        }
        let tally = Tally(
            tier: "list", district: "country", registered: 8_411_757, cast: 5_253_864, invalid: 361_534,
            votes: Self.lists1999.map { Tally.ChoiceVotes($0.0, $0.1) })
        let election = Election(
            id: "kazakhstan-1999", name: Multilingual("1999"), law: "kazakhstan/mazhilis-1999-05-06", choices: choices)
        return decideSeats(under: law, of: election, from: [tally])
    }

    @Test func listSeatsOf1999() throws {
        let outcome = lists1999(under: try RepositoryFiles.law("Laws/kazakhstan/mazhilis-1999-05-06.yaml"))
        let lists = try #require(outcome.lists.first)
        #expect(lists.lists.filter { $0.seats > 0 }.map(\.list) == ["otan", "communist", "agrarian", "civic"])
        #expect(lists.lists.filter(\.passed).map(\.seats) == [4, 2, 2, 2])
        // The published items are nine short of those who took part; nothing else is to be said against them.
        #expect(outcome.findings.map(\.code) == ["T02"])
    }

    /// The seats of 1999 don't show which base the threshold had.
    @Test func eitherBaseGivesTheSeatsOf1999() throws {
        let text = try RepositoryFiles.text("Laws/kazakhstan/mazhilis-1999-05-06.yaml")
        for base in ["valid votes", "ballots cast", "votes for candidates or lists"] {
            let changed = text.replacing("at least 7% of ballots cast", with: "at least 7% of \(base)")
            let law = try Law.read(Array(changed.utf8), file: base)
            #expect(lists1999(under: law).lists.first?.lists.map(\.seats) == [4, 2, 2, 2, 0, 0, 0, 0, 0], "\(base)")
        }
    }

    // MARK: Registration and deposits, 2004

    /// Votes: resolution of the Central Election Commission of 27 September 2004, by way of Wikipedia.
    @Test func depositsOfTheListsOf2004() throws {
        let law = try RepositoryFiles.law("Laws/kazakhstan/mazhilis-2004-04-14.yaml")
        let votes: [(ChoiceID, UInt64)] = [
            ("otan", 2_883_706), ("akzhol", 572_672), ("asar", 541_239), ("aist", 336_177), ("komdvk", 163_824),
            ("cppk", 94_140), ("auyl", 82_523), ("dpk", 36_379), ("patriots", 26_287), ("rukhaniyat", 20_826),
        ]
        let tally = Tally(
            tier: "list", district: "country", registered: 8_662_188, cast: 4_893_204, invalid: 135_431,
            votes: votes.map { Tally.ChoiceVotes($0.0, $0.1) })
        let election = Election(id: "e", name: Multilingual("2004"), law: "kazakhstan/mazhilis-2004-04-14")
        let outcome = decideSeats(under: law, of: election, from: [tally])
        let returned = depositReturns(under: law, of: election, from: [tally], after: outcome)
            .filter { $0.isReturned == true }.map(\.choice)
        #expect(returned == ["otan", "akzhol", "asar", "aist"])
    }

    @Test func registrationOf2004() throws {
        let law = try RepositoryFiles.law("Laws/kazakhstan/mazhilis-2004-04-14.yaml")
        let regions = (1...16).map { RegionID("region-\($0)") }
        var applications = Applications()
        applications.regions = regions
        let enough = regions.map { Applications.RegionCount($0, 3_125) }
        applications.parties = [
            .init(party: "just-enough", members: enough),
            .init(party: "one-short", members: [.init(regions[0], 3_124)] + enough.dropFirst()),
            .init(party: "thin", members: [.init(regions[0], 60_000), .init(regions[1], 0)] + enough.dropFirst(2)),
        ]
        applications.blocs = [.init(bloc: "aist", parties: ["civic", "agrarian"])]
        let persons = (1...14).map { ChoiceID("person-\($0)") }
        applications.lists = [
            .init(nominator: "aist", persons: Array(persons.prefix(13)), seats: 10),
            .init(nominator: "otan", persons: persons, seats: 10),
        ]
        applications.nominations = [
            .init(person: "x", constituency: "1", nominator: "aist", memberOf: "civic"),
            .init(person: "y", constituency: "1"),
            .init(person: "person-2", constituency: "2"),
        ]
        applications.constituencies = [
            .init(constituency: "1", region: regions[0], electors: 107_500),
            .init(constituency: "2", region: regions[0], electors: 92_500),
            .init(constituency: "3", region: regions[1], electors: 150_001),
            .init(constituency: "4", region: regions[1], electors: 129_000),
        ]
        let findings = checkRegistration(applications, under: law)
        let errors = findings.filter { $0.severity == .error }.map { "\($0.code) \($0.place.joined(separator: " "))" }
        #expect(
            errors == [
                "G01 one-short", "G02 thin region-2", "G09 2 person-2", "G10 otan", "G14 region-2",
            ])
        // What passed is reported too: three parties, sixteen regions each, and so on.
        #expect(findings.filter { $0.code == "G02" }.count == 48)
        // A region that is not named is not one without members: neither passed nor failed.
        applications.parties = [.init(party: "unknown", members: Array(enough.dropFirst()))]
        let open = registrationChecks(applications, under: law).filter { $0.part == .parties && $0.result != .passed }
        #expect(
            open.map { [$0.code, $0.result.rawValue] + $0.place } == [
                ["G01", "not given", "unknown"], ["G02", "not given", "unknown", "region-1"],
            ])
    }
}
