import Foundation
import Testing

/// How chambers are composed and how vacated seats are filled, as a user asks it.
@Suite struct ChamberTests {
    private func objects(_ value: Any?) -> [[String: Any]] { value as? [[String: Any]] ?? [] }

    @Test func theSenateIsHalfRenewedAndPartlyAppointed() throws {
        let run = try Program.run("chamber", "simulated-senate", "--json")
        #expect(run.status == 0, "\(run.errors)")
        let json = try run.json()
        #expect(json["seats"] as? Int == 39)
        let tiers = objects(json["tiers"])
        #expect(tiers.map { $0["way"] as? String } == ["elected indirectly", "appointed"])
        #expect(tiers.map { $0["seats"] as? Int } == [32, 7])
        #expect(tiers.first?["at_one_election"] as? Int == 16)
        let seats = objects(json["composition"])
        #expect(seats.count == 39)
        #expect(seats.count { $0["term_ends"] as? String == "2007-12-20" } == 16)
        #expect(seats.count { $0["term_ends"] as? String == "2010-12-20" } == 16 + 7)
        #expect(seats.allSatisfy { $0["status"] as? String == "simulated" })
        #expect(objects(json["missing"]).isEmpty)
    }

    /// When the earlier half's term is over, its seats are missing until the next election.
    @Test func aTermThatIsOver() throws {
        let json = try Program.run("chamber", "simulated-senate", "--on", "2008-01-01", "--json").json()
        #expect(objects(json["missing"]).map { $0["seats"] as? Int } == [16])
        #expect(objects(json["composition"]).count == 16 + 7)
    }

    @Test func theMazhilisIsElectedDirectly() throws {
        let json = try Program.run("chamber", "kazakhstan-2004", "--json").json()
        #expect(json["seats"] as? Int == 77)
        #expect(objects(json["tiers"]).map { $0["way"] as? String } == ["elected directly", "elected directly"])
        let seats = objects(json["composition"])
        #expect(seats.count == 77)
        // The day on which the house first met is not among the facts, so no term is made up.
        #expect(seats.allSatisfy { $0["term_begins"] is NSNull && $0["term_ends"] is NSNull })
        // Whoever is named in it was made up, whatever the votes are.
        #expect(seats.allSatisfy { $0["status"] as? String == "reconstructed" })
        let asked = try Program.run("chamber", "kazakhstan-2004", "--on", "2005-01-01")
        #expect(asked.status == 2)
        #expect(asked.errors.contains("Add `term begins:`"))
    }

    @Test(arguments: [
        ("en", "elected indirectly", "1/2 of the elected seats"),
        ("ru", "на основе косвенного избирательного права", "1/2 избираемых мест"),
        ("kk", "жанама сайлау құқығы негізінде", "орындардың үлесі 1/2"),
    ])
    func theSenateInThreeLanguages(_ language: String, _ way: String, _ renewal: String) throws {
        let run = try Program.run("chamber", "simulated-senate", "--lang", language)
        #expect(run.status == 0)
        #expect(run.output.contains(way) && run.output.contains(renewal), "\(run.output)")
    }

    // MARK: Vacancies

    @Test func theNextOnTheListOrAByElection() throws {
        let run = try Program.run(
            "vacancies", "simulated-mazhilis", "--vacate", "list/national/10", "c-05-1", "list/national/10", "--on",
            "2005-11-30", "--json")
        #expect(run.status == 0, "\(run.errors)")
        let json = try run.json()
        let fillings = objects(json["fillings"])
        #expect(fillings.map { $0["filled_by"] as? String } == ["next on list", "by-election", "next on list"])
        #expect(fillings.map { $0["person"] as? String } == ["list-bloc-2", nil, "list-bloc-3"])
        #expect(fillings[1]["called_by"] as? String == "2006-02-28")
        #expect(
            fillings.map { $0["cites"] as? [String] } == [
                ["art. 97-1(5)"], ["art. 85(4)", "art. 99(2)"], ["art. 97-1(5)"],
            ])
        let open = objects(json["seats"]).filter { ($0["holder"] as? [String: Any])?["open"] != nil }
        #expect(open.map { $0["district"] as? String } == ["05"])
    }

    @Test func noByElectionInTheLastYear() throws {
        func filling(_ day: String) throws -> [String: Any]? {
            let run = try Program.run(
                "vacancies", "simulated-mazhilis", "--vacate", "constituencies/05/1", "--on", day, "--json")
            return objects(try run.json()["fillings"]).first
        }
        #expect(try filling("2008-10-31")?["filled_by"] as? String == "by-election")
        let late = try filling("2008-11-01")
        #expect(late?["filled_by"] is NSNull)
        #expect(late?["reason"] as? String == "term about to end")
    }

    @Test func aListThatIsUsedUpAndAnAppointedSeat() throws {
        let seats = Array(repeating: "list/national/10", count: 10)
        let run = try Program.run(["vacancies", "simulated-mazhilis", "--vacate"] + seats + ["--json"])
        let fillings = objects(try run.json()["fillings"])
        #expect(fillings.count == 10)
        #expect(fillings.last?["reason"] as? String == "list exhausted")
        let senate = try Program.run("vacancies", "simulated-senate", "--vacate", "appointed-3", "--json")
        #expect(objects(try senate.json()["fillings"]).first?["filled_by"] as? String == "appointment")
    }

    /// Persons of the lists of 2004 were not found; who follows is not given, and a reconstruction is called one.
    @Test func whoFollowsIsNotMadeUp() throws {
        let published = try Program.run(
            "vacancies", "kazakhstan-2004", "--published", "--vacate", "list/national/10", "--lang", "ru")
        #expect(published.output.contains("лица, включённые в список, не указаны"), "\(published.output)")
        let made = try Program.run("vacancies", "kazakhstan-2004", "--vacate", "list/national/10", "--json")
        #expect(objects(try made.json()["fillings"]).first?["status"] as? String == "reconstructed")
        // Without the first day of the term nobody can say whether the last year has begun.
        let run = try Program.run("vacancies", "kazakhstan-2004", "--vacate", "constituencies/17/1", "--lang", "kk")
        #expect(run.output.contains("соңғы 12\u{A0}айында"), "\(run.output)")
    }

    @Test func vacanciesThatAreRecorded() throws {
        let folder = try TemporaryFolder()
        try folder.copyElection("simulated-senate")
        try folder.edit(
            "decisions.csv", replacing: "appointment,appointed,,,appointed-7,,,,simulated,sailau\n",
            by: "vacancy,,,,s-01-1,,2005-02-01,,simulated,sailau\nvacancy,,,,nobody,,2005-02-01,,simulated,sailau\n")
        let run = try Program.run("vacancies", folder.path)
        #expect(run.status == 1)
        #expect(run.output.contains("to be called by 1\u{A0}April 2005"), "\(run.output)")
        #expect(run.errors.contains("nobody holds no seat."), "\(run.errors)")
    }
}
