import Foundation
import Testing

@Suite struct SeatsTests {
    private func seats(_ json: [String: Any], _ list: String, _ key: String, _ name: String) -> Int? {
        (json[list] as? [[String: Any]])?.first { $0[key] as? String == name }?["seats"] as? Int
    }

    @Test func theHouseOf2004FromProtocols() throws {
        let run = try Program.run("seats", "kazakhstan-2004", "--json")
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        let json = try run.json()
        let lists = [("otan", 7), ("akzhol", 1), ("asar", 1), ("aist", 1), ("komdvk", 0), ("dpk", 0)]
        for (list, expected) in lists { #expect(seats(json, "lists", "list", list) == expected, "\(list)") }
        let groups = [("otan", 42), ("aist", 11), ("asar", 4), ("akzhol", 1), ("dpk", 1), ("independents", 18)]
        for (group, expected) in groups { #expect(seats(json, "groups", "group", group) == expected, "\(group)") }
        #expect((json["seats"] as? [Any])?.count == 77)
        let claims = json["claims"] as? [[String: Any]] ?? []
        #expect(claims.count == 17)
        #expect(claims.allSatisfy { $0["agrees"] as? Bool == true })
        #expect(json["reconstructed"] as? Bool == true)
    }

    /// Without the reconstruction nothing is known of the constituencies, and nothing is pretended.
    @Test func publishedVotesAloneLeaveConstituenciesOpen() throws {
        let json = try Program.run("seats", "kazakhstan-2004", "--published", "--json").json()
        #expect(json["reconstructed"] as? Bool == false)
        #expect(seats(json, "lists", "list", "otan") == 7)
        #expect(seats(json, "groups", "group", "otan") == 7)
    }

    @Test(arguments: ["en", "ru", "kk"])
    func everyLanguage(_ language: String) throws {
        let run = try Program.run("seats", "kazakhstan-2004", "--lang", language)
        #expect(run.status == 0)
        #expect(run.output.contains(["en": "Otan", "ru": "Отан", "kk": "Отан"][language] ?? "?"))
        #expect(!run.output.contains("\u{1b}"), "no colour where nobody looks")
        #expect(!run.output.contains("{"))
    }

    /// List seats by list, and the result of the command: 1 where the input itself has errors, which it then names.
    @Test(arguments: [
        ("kazakhstan-1999", ["otan": 4, "communists": 2, "agrarian": 2, "civic": 2], 1),
        ("new-zealand-2011", ["national-party": 17, "labour-party": 12, "green-party": 14], 0),
        ("poland-2019", ["pis": 235, "ko": 134, "sld": 49], 0),
        ("czechia-2021", [:], 0),
        ("slovakia-2020", ["olano": 53, "smer": 38], 0),
        ("lithuania-2016", ["ts-lkd": 20, "lvzs": 19], 0),
        ("france-2024", [:], 1),
        ("georgia-2016", ["41": 47, "5": 30, "8": 0], 0),
    ])
    func everyElectionIsDecided(_ election: String, _ expected: [String: Int], _ status: Int32) throws {
        let run = try Program.run("seats", election, "--json")
        #expect(run.status == status, "\(run.errors)")
        let json = try run.json()
        for (list, count) in expected { #expect(seats(json, "lists", "list", list) == count, "\(list)") }
        #expect((json["seats"] as? [Any])?.isEmpty == false)
        let findings = json["findings"] as? [[String: Any]] ?? []
        #expect(findings.contains { $0["severity"] as? String == "error" } == (status == 1))
    }

    /// The other bodies of 2004 with simulated votes: 16 colleges with run-offs the same day beside 7 appointed senators,
    /// and a president elected after a run-off from second place.
    @Test func theSenateAndThePresident() throws {
        let senate = try Program.run("seats", "simulated-senate", "--json")
        #expect(senate.status == 0)
        let holders = (try senate.json()["seats"] as? [[String: Any]] ?? []).compactMap {
            $0["holder"] as? [String: Any]
        }
        #expect(holders.count { $0["candidate"] != nil } == 16)
        #expect(holders.count { $0.keys.contains("appointed") } == 7)
        #expect(holders.compactMap { $0["candidate"] as? String }.contains("s-03-2"))
        let president = try Program.run("seats", "simulated-president", "--json")
        let seat = (try president.json()["seats"] as? [[String: Any]])?.first?["holder"] as? [String: Any]
        #expect(seat?["candidate"] as? String == "p-2")
        let run = try Program.run("seats", "simulated-president")
        #expect(run.output.contains("simulated"))
    }

    @Test func votesBeyondTheRegisterMakeTheResultFail() throws {
        let folder = try TemporaryFolder()
        try folder.copyElection("kazakhstan-2004")
        try folder.edit("votes.csv", replacing: "akzhol,572672", by: "akzhol,9572672")
        let run = try Program.run("seats", folder.path, "--published")
        #expect(run.status == 1)
        #expect(run.output.contains("T02"))
        #expect(run.errors.contains("may not be relied on"))
    }

    @Test func tiesAreListedWithEveryDrawingAndDrawnFromSources() throws {
        let folder = try TemporaryFolder()
        try folder.copyElection("kazakhstan-2004")
        // Two lists with equal remainders; neither has an order of registration, so only a lot can decide.
        try folder.edit("votes.csv", replacing: "akzhol,572672", by: "akzhol,700000")
        try folder.edit("votes.csv", replacing: "asar,541239", by: "asar,700000")
        try folder.edit("votes.csv", replacing: "aist,336177", by: "aist,100")
        try folder.edit("totals.csv", replacing: ",4893204,135431,", by: ",,135431,")
        let open = try Program.run("seats", folder.path, "--published", "--json")
        let ties = try open.json()["ties"] as? [[String: Any]] ?? []
        #expect(ties.count == 1)
        let drawings = try open.json()["drawings"] as? [Any] ?? []
        #expect(drawings.count == ties.first?["drawings"] as? Int)
        let drawn = try Program.run("seats", folder.path, "--published", "--json", "--lot-sources", "9319/2,5,8")
        #expect((try drawn.json()["ties"] as? [Any])?.isEmpty == true)
        let again = try Program.run("seats", folder.path, "--published", "--json", "--lot-sources", "9319/2,5,8")
        #expect(drawn.output == again.output)
    }
}
