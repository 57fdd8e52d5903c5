import Foundation
import Testing

/// Who may stand, by the files of an election's folder, as a user asks it.
@Suite struct RegistrationTests {
    private struct Check {
        var code: String
        var result: String
        var place: [String]
        var cites: [String]
        var status: String
        var figures: [String: Any]
    }

    /// The checks that a run printed as JSON.
    private func checks(_ run: Program) throws -> [Check] {
        let list = try run.json()["checks"] as? [[String: Any]] ?? []
        return list.map { check in
            Check(
                code: check["code"] as? String ?? "", result: check["result"] as? String ?? "",
                place: check["place"] as? [String] ?? [], cites: check["cites"] as? [String] ?? [],
                status: check["status"] as? String ?? "", figures: check["figures"] as? [String: Any] ?? [:])
        }
    }

    /// The simulated election with one passage of one of its files changed, and what then fails.
    private func failures(
        _ file: String, _ old: String, _ new: String
    ) throws -> (status: Int32, errors: String, failed: [Check]) {
        let folder = try TemporaryFolder()
        try folder.copyElection("simulated-mazhilis")
        try folder.edit(file, replacing: old, by: new)
        let run = try Program.run("registration", folder.path, "--json")
        return (run.status, run.errors, try checks(run).filter { $0.result == "failed" })
    }

    @Test func everyRuleIsHeldAgainstTheSimulatedElection() throws {
        let run = try Program.run("registration", "simulated-mazhilis", "--json")
        #expect(run.status == 0, "\(run.errors)")
        let checks = try checks(run)
        #expect(checks.allSatisfy { $0.result == "passed" && $0.status == "simulated" && !$0.cites.isEmpty })
        let codes = ["G01", "G02", "G03", "G04", "G05", "G06", "G07", "G08", "G09", "G10", "G14", "G15"]
        #expect(Set(checks.map(\.code)).sorted() == codes)
        #expect(checks.count { $0.code == "G02" } == 5 * 16)
        // Exactly 50,000 members are enough.
        let least = checks.first { $0.code == "G01" && $0.place == ["party-d"] }
        #expect(least?.figures["members"] as? Int == 50_000)
        #expect(checks.contains { $0.code == "G02" && $0.figures["members"] as? Int == 700 })
    }

    @Test func oneMemberShort() throws {
        let found = try failures("registration.yaml", "astana 4322", "astana 4321")
        #expect(found.status == 1)
        #expect(found.failed.map(\.code) == ["G01"])
        #expect(found.failed.map(\.place) == [["party-d"]])
        #expect(found.failed.first?.figures["members"] as? Int == 49_999)
        #expect(found.failed.first?.cites == ["Law on Political Parties of 15 July 2002 No 344-II art. 10"])
        #expect(found.errors.contains("1\u{A0}check of registration failed."))
    }

    @Test func oneMemberShortInOneRegion() throws {
        let found = try failures("registration.yaml", "karaganda 700", "karaganda 699")
        #expect(found.status == 1)
        #expect(found.failed.map(\.code) == ["G02"])
        #expect(found.failed.map(\.place) == [["party-e", "karaganda"]])
        #expect(found.failed.first?.figures["members"] as? Int == 699)
    }

    /// Fourteen persons for ten seats: longer than 13, and the deposit is short of one person's.
    @Test func aListThatIsTooLong() throws {
        let last = "list-a,13,list-a-13,\"Party A, person 13\""
        let found = try failures(
            "persons.csv", last, "list-a,14,list-a-14,Party A person 14,,,,,,,simulated\n\(last)")
        #expect(found.status == 1)
        #expect(found.failed.map(\.code) == ["G10", "G15"])
        #expect(found.failed.first?.figures["most"] as? Int == 13)
        #expect(found.failed.last?.figures["needed"] as? Int == 210_000)
    }

    /// The largest constituency of a region less its smallest may be 15 % of their average.
    @Test func aConstituencyThatIsTooLarge() throws {
        let rows = try String(
            contentsOf: Program.root.appending(path: "Elections/simulated-mazhilis/totals.csv"), encoding: .utf8)
        let row = try #require(rows.split(separator: "\n").first { $0.hasPrefix("constituencies,17,1,") }).split(
            separator: ",", omittingEmptySubsequences: false)
        let electors = try #require(Int(row[3]))
        let found = try failures(
            "totals.csv", "constituencies,17,1,\(electors),", "constituencies,17,1,\(electors * 5 / 4),")
        #expect(found.status == 1)
        #expect(found.failed.map(\.code) == ["G14"])
        #expect(found.failed.map(\.place) == [["almaty-oblast"]])
        #expect(found.failed.first?.cites == ["art. 21(2)"])
    }

    @Test func aStrangerANomineeTwiceAndAShortDeposit() throws {
        let stranger = try failures(
            "registration.yaml", "{who: c-03-1, in: \"03\", by: party-a, member of: party-a}",
            "{who: c-03-1, in: \"03\", by: party-a, member of: party-b}")
        #expect(stranger.failed.map(\.code) == ["G06"])
        let twice = try failures(
            "registration.yaml", "{who: c-03-2, in: \"03\"}", "{who: c-01-3, in: \"03\"}")
        #expect(twice.failed.map(\.code) == ["G08"])
        let deposit = try failures(
            "registration.yaml", "{for candidate: c-03-1, paid: 15000}", "{for candidate: c-03-1, paid: 14999}")
        #expect(deposit.failed.map(\.code) == ["G15"])
        let bloc = try failures("registration.yaml", "of: [party-c, party-d]", "of: [party-c]")
        #expect(bloc.failed.map(\.code).contains("G03"))
    }

    /// What is not published is neither zero nor made up: of 2004 the folder knows parties, blocs and lists.
    @Test func whatIsNotGivenIsSaid() throws {
        let run = try Program.run("registration", "kazakhstan-2004", "--published", "--json")
        #expect(run.status == 0, "\(run.errors)")
        let checks = try checks(run)
        let members = checks.filter { $0.code == "G01" }
        #expect(members.count == 12)
        #expect(members.allSatisfy { $0.result == "not given" && $0.figures["members"] == nil })
        #expect(checks.filter { $0.code == "G03" }.map(\.result) == ["passed", "passed"])
        #expect(checks.filter { $0.code == "G10" }.allSatisfy { $0.result == "not given" })
        #expect(checks.filter { $0.result != "not given" }.allSatisfy { $0.status == "official" })
        let filled = try self.checks(try Program.run("registration", "kazakhstan-2004", "--json"))
        let lengths = filled.filter { $0.code == "G10" }
        #expect(lengths.count == 10)
        #expect(lengths.allSatisfy { $0.result == "passed" && $0.status == "reconstructed" })
    }

    @Test func depositsComeBackByTheVotes() throws {
        let json = try Program.run("registration", "kazakhstan-2004", "--published", "--json").json()
        let deposits = json["deposits"] as? [[String: Any]] ?? []
        let returned = deposits.filter { $0["returned"] as? Bool == true }.compactMap { $0["choice"] as? String }
        #expect(returned == ["otan", "akzhol", "asar", "aist"])
        #expect(deposits.count == 10)
    }

    @Test(arguments: [
        ("en", "Members of the party", "775 of 775 checks passed", "simulated"),
        ("ru", "Число членов партии", "Пройдено проверок: 775 из 775", "смоделированный"),
        ("kk", "Партия мүшелерінің саны", "Оң нәтижелі тексерулер: 775 (барлығы – 775)", "үлгіленген"),
    ])
    func inThreeLanguages(_ language: String, _ rule: String, _ summary: String, _ kind: String) throws {
        let run = try Program.run("registration", "simulated-mazhilis", "--lang", language)
        #expect(run.status == 0)
        for text in [rule, summary, kind] { #expect(run.output.contains(text), "\(run.output)") }
    }

    @Test func allMistakesOfTheFileComeAtOnceWithTheirLines() throws {
        let folder = try TemporaryFolder()
        try folder.copyElection("simulated-mazhilis")
        try folder.write(
            """
            format: sailau-registration/1
            kind: simulated
            source: nobody
            parties:
              - {id: party-a, members: "astana 700, almatty 900, akmola"}
              - {id: party-z, members: "astana 700, astana 800"}
            lists:
              - {by: party-a, persons: [p, p], seets: 10}
            deposits:
              - {paid: 5}
              - {for candidate: stranger, paid: 5}
            """, to: "registration.yaml")
        let run = try Program.run("registration", folder.path)
        #expect(run.status == 2)
        for text in [
            ":3: source: `nobody` is not in sources.csv.", ":5: parties[0].members: There is no region `almatty`",
            "Did you mean `almaty`?", ":5: parties[0].members: `akmola` has no number.",
            ":6: parties[1].id: There is no party `party-z`", ":6: parties[1].members: `astana` stands twice.",
            ":8: lists[0].persons: `p` stands twice.", ":8: lists[0].seets: There is no such field here.",
            ":10: deposits[0].paid: Nobody", ":11: deposits[1].for candidate: `stranger` was not put forward.",
        ] {
            #expect(run.errors.contains(text), "\(text)\n\(run.errors)")
        }
        #expect(run.errors.split(separator: "\n").count == 9, "\(run.errors)")
    }
}
