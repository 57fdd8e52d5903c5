import Counting
import ElectionConduct
import ElectionModel
import ElectoralLaw
import Papers
import PrintedPapers
import Testing
import Typesetting
import Wording

extension SmallElection {
    /// Corrects the invalid ballots of an accepted protocol from 10 to 12, as a decision says.
    mutating func correct(_ key: LedgerKey) throws {
        var act = ProtocolActed(key, .correct)
        act.corrigendum = Corrigendum(
            [Corrigendum.Change(.invalid, from: 10, to: 12), Corrigendum.Change(.ballotsSpoiled, from: nil, to: nil)]
                .filter { $0.old != $0.new },
            decision: NumberedDecision(
                number: "9-к", date: Self.day("2004-09-20"), reason: "две стопки подсчитаны неверно"))
        try self.act(act, by: "c", as: .coordinator, at: "2004-09-20T09:00Z")
    }
}

@Suite("Papers about decisions: findings, corrigenda, minutes") struct DecisionPaperTests {
    private func text(_ bytes: [UInt8]) throws -> String {
        let printed = try Printed(bytes)
        defer { printed.remove() }
        return try printed.text()
    }

    @Test(
        "A finding stands with its code, figures, advice, and who answered with what reason",
        arguments: Language.allCases)
    func findings(_ language: Language) throws {
        var election = try SmallElection()
        // One candidate has all valid votes: a warning that can be what happened.
        let counts = election.counts("s1", SmallElection.contest, [600, 0, 0, 0])
        try election.take(counts, to: .confirm)
        let wording = try election.wording(language)
        let item = try #require(election.state.findingsPaper(LedgerKey(counts), at: SmallElection.head))
        let standing = item.lines.filter(\.stands)
        #expect(standing.contains { $0.finding.code == "C08" })
        let printed = try text(try findingsPaper(item, wording))
        for line in standing {
            #expect(printed.contains(line.finding.code))
            #expect(printed.contains(plain(wording.title(of: line.finding))))
            if line.finding.severity > .information { #expect(printed.contains("c: кворум саналған")) }
        }
    }

    @Test("A finding without an answer is shown as open, and no finding as none")
    func openFindings() throws {
        var election = try SmallElection()
        let odd = election.counts("s1", SmallElection.contest, [600, 0, 0, 0])
        try election.take(odd, to: .enterSecond)
        let wording = try election.wording(.english)
        let open = try #require(election.state.findingsPaper(LedgerKey(odd), at: nil))
        #expect(try text(try findingsPaper(open, wording)).contains("Nobody has answered for it."))
        let untouched = LedgerKey(election.counts("s2", SmallElection.contest, [1, 2, 3, 4]))
        #expect(election.state.findingsPaper(untouched, at: nil) == nil)
    }

    @Test(
        "A corrigendum has old and new figure, reason, decision and person; a draft until accepted",
        arguments: Language.allCases)
    func corrigendum(_ language: Language) throws {
        var election = try SmallElection(provenance: .official)
        let counts = election.counts("s1", SmallElection.contest, [211, 97, 305, 41])
        let key = LedgerKey(counts)
        try election.take(counts)
        #expect(election.state.corrigendumPapers(key, at: nil).isEmpty)
        try election.correct(key)
        let wording = try election.wording(language)
        let items = election.state.corrigendumPapers(key, at: SmallElection.head)
        #expect(items.count == 1)
        let item = try #require(items.first)
        let printed = try text(try corrigendumPaper(item, wording))
        for part in ["9-к", "две стопки подсчитаны неверно", "precinct", counts.checkNumber()] where part != "precinct"
        {
            #expect(printed.contains(part))
        }
        #expect(printed.contains("10 \(plain(wording.inWords(10) ?? "?"))"))
        #expect(printed.contains("12 \(plain(wording.inWords(12) ?? "?"))"))
        #expect(item.person == "c")
        #expect(item.paper(wording).watermark == wording.term("papers.watermark.draft"))
    }

    @Test("Minutes name the decision, who was present, who was in favour, and dissent", arguments: Language.allCases)
    func minutes(_ language: Language) throws {
        let election = try SmallElection()
        let act = ListOrderDrawn(
            "list", order: ["list-red", "list-blue"],
            SmallElection.decision("central", "2004-08-20", inFavour: 5, dissents: ["central/5"]))
        let wording = try election.wording(language)
        let item = try #require(election.state.minutesPaper(act, height: 77, at: SmallElection.head))
        let printed = try text(try minutesPaper(item, wording))
        let rule = try #require(election.state.setting.procedure.commission(.central))
        #expect(printed.contains(rule.name[language]))
        for part in ["17-b", "77", "central/5", plain(wording.date(SmallElection.day("2004-08-20")))] {
            #expect(printed.contains(part))
        }
        #expect(printed.contains("\(wording.term("papers.minutes.present")) 7"))
        #expect(printed.contains("\(wording.term("papers.minutes.in favour")) 5"))
        #expect(printed.contains(wording.term("papers.signatures.dissent")))
        for member in 1...7 { #expect(printed.contains("central/\(member)")) }
    }

    @Test("An act that nobody decided has no minutes")
    func noDecision() throws {
        let election = try SmallElection()
        let act = NominationWithdrawn("k1", reason: "own wish")
        #expect(election.state.minutesPaper(act, height: 3, at: nil) == nil)
    }
}
