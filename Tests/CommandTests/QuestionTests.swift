import Foundation
import Testing

/// Explanations, margins and what-if, as a user asks for them.
@Suite struct QuestionTests {
    @Test func theMarginsOfAIST() throws {
        let json = try Program.run("margins", "kazakhstan-2004", "--published", "--json").json()
        let contests = json["contests"] as? [[String: Any]] ?? []
        let list = contests.first { $0["tier"] as? String == "list" }
        let margins = list?["margins"] as? [[String: Any]] ?? []
        func votes(_ kind: String) -> Int? {
            margins.first {
                $0["subject"] as? String == "aist" && $0["effect"] as? String == "list loses a seat"
                    && $0["kind"] as? String == kind
            }?["votes"] as? Int
        }
        #expect(votes("switched") == 3133)
        #expect(votes("removed") == 3369)
        #expect(votes("added") == 44_756)
    }

    @Test(arguments: [
        (["--base", "ballots cast"], ["otan": 7, "akzhol": 2, "asar": 1, "aist": 0]),
        (["--method", "d'hondt"], ["otan": 8, "akzhol": 1, "asar": 1, "aist": 0]),
        (["--threshold", "8%"], ["otan": 7, "akzhol": 2, "asar": 1, "aist": 0]),
        (["--threshold", "7.0658%"], ["otan": 7, "akzhol": 1, "asar": 1, "aist": 1]),
        (["--threshold", "7.07%"], ["otan": 7, "akzhol": 2, "asar": 1, "aist": 0]),
    ])
    func theSameVotesUnderAnotherLaw(_ question: [String], _ expected: [String: Int]) throws {
        let run = try Program.run("what-if", "kazakhstan-2004", question[0], question[1], "--published", "--json")
        let rows = try run.json()["rows"] as? [[String: Any]] ?? []
        #expect(rows.count == 1)
        let seats = rows.first?["seats"] as? [String: Int] ?? [:]
        for (list, count) in expected { #expect(seats[list] == count, "\(list)") }
    }

    @Test func theThresholdBreaksWhereAISTStands() throws {
        let run = try Program.run(
            "what-if", "kazakhstan-2004", "--threshold", "5%..10%", "--published", "--json")
        let rows = try run.json()["rows"] as? [[String: Any]] ?? []
        #expect(rows.count == 2)
        #expect((rows.first?["case"] as? String)?.contains("336177/4757773") == true)
    }

    @Test func anExplanationNamesFiguresAndArticles() throws {
        let run = try Program.run("explain", "kazakhstan-2004", "--list", "aist")
        #expect(run.output.contains("336\u{202f}177"))
        #expect(run.output.contains("art. 97-1(1)") || run.output.contains("art.\u{a0}97-1(1)"))
        #expect(!run.output.contains("Otan takes"))
        #expect(!run.output.contains("Candidate"), "constituencies have nothing to do with a list")
        let russian = try Program.run("explain", "kazakhstan-2004", "--constituency", "17", "--lang", "ru")
        #expect(russian.output.contains("ст."))
        #expect(russian.status == 0)
    }

    @Test func aSeatIsExplainedByItsPlace() throws {
        let list = try Program.run("explain", "kazakhstan-2004", "--seat", "list/national/1")
        #expect(list.status == 0)
        #expect(list.output.contains("Otan"))
        let single = try Program.run("explain", "kazakhstan-2004", "--seat", "constituencies/01/1")
        #expect(single.status == 0)
        #expect(single.output.contains("01-"))
    }
}
