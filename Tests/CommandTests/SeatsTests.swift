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

    @Test(arguments: [
        ("kazakhstan-1999", ["otan": 4, "communists": 2, "agrarian": 2, "civic": 2]),
        ("new-zealand-2011", [:]), ("poland-2019", [:]), ("czechia-2021", [:]), ("slovakia-2020", [:]),
        ("lithuania-2016", [:]), ("france-2024", [:]), ("georgia-2016", [:]),
    ])
    func everyElectionIsDecided(_ election: String, _ expected: [String: Int]) throws {
        let run = try Program.run("seats", election, "--json")
        #expect(run.status == 0, "\(run.errors)")
        let json = try run.json()
        for (list, count) in expected { #expect(seats(json, "lists", "list", list) == count) }
        #expect((json["seats"] as? [Any])?.isEmpty == false)
    }
}
