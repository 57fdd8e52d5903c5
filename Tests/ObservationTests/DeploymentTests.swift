import DataFormats
import ElectionModel
import Observation
import Testing

/// Accreditation, teams of two, and who is where when.
@Suite struct DeploymentTests {
    static let tables: [Deployment.File: String] = [
        .observers: """
        accreditation,name,organisation,from,through
        A1,Placeholder 1,Group,2004-09-01,2004-09-20
        A2,Placeholder 2,Group,2004-09-01,2004-09-20
        A3,Placeholder 3,Group,2004-09-01,2004-10-05
        A4,Placeholder 4,Group,2004-09-01,2004-10-05

        """,
        .teams: "team,first,second\nT1,A1,A2\nT2,A3,A4\n",
        .visits: """
        team,station,day,from,until
        T1,17-3,2004-09-19,06:45,09:00
        T1,17-4,2004-09-19,09:00,11:30
        T2,17-4,2004-09-19,10:00,12:00

        """,
    ]

    static func read(
        _ change: [Deployment.File: String] = [:], stations: Set<String>? = nil
    ) throws -> Deployment {
        let all = tables.merging(change) { $1 }
        return try Deployment.read("teams", stations: stations) { all[$0].map { Array($0.utf8) } }
    }

    @Test func whoIsWhere() throws {
        let deployment = try Self.read(stations: ["17-3", "17-4"])
        let day = try #require(CalendarDate("2004-09-19"))
        #expect(deployment.team(of: "A2") == "T1" && deployment.team(of: "A9") == nil)
        #expect(deployment.isAccredited("A1", on: day) && !deployment.isAccredited("A9", on: day))
        #expect(!deployment.isAccredited("A1", on: try #require(CalendarDate("2004-10-03"))))
        #expect(deployment.isDeployed("A2", to: "17-4", on: day) && !deployment.isDeployed("A3", to: "17-3", on: day))
        #expect(deployment.stationsOfSeveralTeams == ["17-4"])
    }

    @Test(arguments: [
        (Deployment.File.observers, "A1,Other,Group,2004-09-01,2004-09-02\n", 6, Mistake.Code.standsTwice),
        (.observers, "A5,Other,Group,2004-09-03,2004-09-02\n", 6, .endsTooEarly),
        (.observers, "A5,Other,Group,2004-02-30,2004-09-02\n", 6, .notADay),
        (.teams, "T3,A1,A1\n", 4, .teamOfOne), (.teams, "T3,A1,A9\n", 4, .unknownValue),
        (.teams, "T3,A1,A4\n", 4, .inTwoTeams), (.teams, "T1,A1,A4\n", 4, .standsTwice),
        (.visits, "T1,17-5,2004-09-19,08:00,10:00\n", 5, .elsewhereAtThatTime),
        (.visits, "T1,17-5,2004-10-03,08:00,10:00\n", 5, .notAccredited),
        (.visits, "T9,17-5,2004-09-19,08:00,10:00\n", 5, .unknownValue),
        (.visits, "T1,nowhere,2004-09-19,18:00,20:00\n", 5, .unknownValue),
        (.visits, "T1,17-5,2004-09-19,20:00,18:00\n", 5, .endsTooEarly),
        (.visits, "T1,17-5,2004-09-19,8:00,10:00\n", 5, .unknownValue),
    ]) func badRows(file: Deployment.File, row: String, line: Int, code: Mistake.Code) throws {
        do {
            _ = try Self.read(
                [file: (Self.tables[file] ?? "") + row], stations: ["17-3", "17-4", "17-5"])
            Issue.record("\(row) was taken")
        } catch let mistakes as Mistakes {
            let found = try #require(mistakes.list.first { $0.fault.code == code }, "\(mistakes.list)")
            #expect(found.file == "teams/\(file.rawValue)" && found.line == line)
        }
    }

    @Test func allMistakesAtOnce() throws {
        do {
            _ = try Self.read([.observers: "accreditation,name\n", .teams: "team,first,second\nT1,A1,A1\n"])
            Issue.record("taken")
        } catch let mistakes as Mistakes {
            #expect(Set(mistakes.list.map(\.file)) == ["teams/observers.csv", "teams/teams.csv", "teams/visits.csv"])
        }
    }
}
