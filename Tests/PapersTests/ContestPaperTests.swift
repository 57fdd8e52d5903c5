import Counting
import ElectionConduct
import ElectionModel
import ElectoralLaw
import Foundation
import Papers
import PrintedPapers
import Testing
import Typesetting
import Wording

@Suite("Papers about contests: tables, ballots, posters") struct ContestPaperTests {
    private func printed(_ bytes: [UInt8]) throws -> (text: String, pages: Int) {
        let printed = try Printed(bytes)
        defer { printed.remove() }
        return (try printed.text(), try printed.pages())
    }

    // MARK: Tables

    @Test("A table of stations has every figure and sums that are the tally's", arguments: Language.allCases)
    func stationTable(_ language: Language) throws {
        var election = try SmallElection(provenance: .official)
        try election.take(election.counts("s1", SmallElection.contest, [211, 97, 305, 41]))
        let wording = try election.wording(language)
        let half = election.state.stationTable(SmallElection.contest, round: 1, at: SmallElection.head, wording)
        #expect(half.counted == 1 && half.all == 2)
        #expect(half.paper(wording).watermark == wording.term("papers.watermark.incomplete"))
        try election.take(election.counts("s2", SmallElection.contest, [12, 13, 14, 15]))
        let table = election.state.stationTable(SmallElection.contest, round: 1, at: SmallElection.head, wording)
        let tally = try #require(election.state.tally(of: SmallElection.contest, round: 1))
        #expect(table.columns.map(\.letter) == ["A", "B", "D", "E1", "E2", "E3", "E4", "F", "G", "H"])
        #expect(table.sums[0] == tally.registered && table.sums[2] == tally.cast && table.sums[7] == tally.invalid)
        #expect(table.sums[3...6].map { $0 } == tally.votes.map { $0.votes })
        #expect(table.paper(wording).watermark == nil)
        let text = try printed(try tablePaper(table, wording)).text
        let row = ["s1"] + table.rows[0].figures.map { plain(wording.number($0 ?? 0)) }
        #expect(text.contains(row.joined(separator: " ")))
        let sums = [wording.term("papers.table.sum")] + table.sums.map { plain(wording.number($0 ?? 0)) }
        #expect(text.contains(sums.joined(separator: " ")))
    }

    @Test("A table of the country adds up constituencies, candidates by who nominated them")
    func constituencyTable() throws {
        var election = try SmallElection()
        // In the order of the ballot: k3 (blue), k4 (self), k2 (self), k1 (red).
        try election.take(election.counts("s1", SmallElection.contest, [211, 97, 305, 41]))
        try election.take(election.counts("s1", SmallElection.lists, [400, 250]))
        let wording = try election.wording(.english)
        let table = election.state.constituencyTable(tier: "constituencies", round: 1, at: nil, wording)
        #expect(table.rows.map(\.name) == ["Western (1/2)"])
        #expect(table.columns.suffix(3).map(\.meaning) == ["Blue", "self-nominated", "Red"])
        #expect(table.sums.suffix(3) == [211, 402, 41])
        let lists = election.state.constituencyTable(tier: "list", round: 1, at: nil, wording)
        #expect(lists.rows.map(\.name) == ["Western (1/2)"])
        #expect(lists.sums.suffix(2) == [400, 250])
    }

    // MARK: Ballots

    @Test("Names stand by the Kazakh alphabet, in both languages, with a square and without a number")
    func ballot() throws {
        let election = try SmallElection(provenance: .official)
        let item = try #require(election.state.ballotPaper(of: SmallElection.contest, round: 1, at: SmallElection.head))
        #expect(
            item.lines.map { $0.name[.kazakh] } == [
                "Ахметов Айдар", "Әбенов Ғалым", "Қасымов Бақыт", "Ұлықбеков Ерлан",
            ])
        let bytes = try ballotPaper(item, try [.kazakh, .russian, .english].map { try election.wording($0) })
        let (text, pages) = try printed(bytes)
        #expect(pages == 1)
        for part in ["Ахметов Айдар / Ахметов", "Қызылдар / Красные", "САЙЛАУ БЮЛЛЕТЕНІ", "ИЗБИРАТЕЛЬНЫЙ БЮЛЛЕТЕНЬ"] {
            #expect(text.contains(part))
        }
        let places = ["Ахметов Айдар", "Әбенов Ғалым", "Қасымов Бақыт", "Ұлықбеков Ерлан"].map {
            text.range(of: $0)?.lowerBound
        }
        #expect(!places.contains(nil) && places.compactMap(\.self) == places.compactMap(\.self).sorted())
        // The only numbers are those of the day: nothing tells two sheets apart, and no place of a record.
        let digits = text.split { !$0.isNumber }.map(String.init)
        #expect(Set(digits) == ["19", "2004"])
        let later = try #require(election.state.ballotPaper(of: SmallElection.contest, round: 1, at: nil))
        #expect(try ballotPaper(later, try [.kazakh, .russian].map { try election.wording($0) }) == bytes)
    }

    @Test("Lists stand as the lot drew them")
    func lists() throws {
        let election = try SmallElection()
        let item = try #require(election.state.ballotPaper(of: SmallElection.lists, round: 1, at: nil))
        #expect(item.lines.map { $0.name.english } == ["Red", "Blue"])
        #expect(election.state.ballotPaper(of: SmallElection.contest, round: 2, at: nil) == nil)
    }

    @Test("Where the law has it, the line against all is the last one")
    func againstAll() throws {
        let election = try SmallElection(law: "mazhilis-1999-05-06")
        let item = try #require(election.state.ballotPaper(of: SmallElection.contest, round: 1, at: nil))
        #expect(item.lines.last?.kind == .againstAll && item.lines.count == 5)
        let text = try printed(try ballotPaper(item, [try election.wording(.kazakh)])).text
        #expect(text.contains("Барлық кандидатқа қарсы / Против всех кандидатов"))
        let now = try SmallElection()
        let without = try #require(now.state.ballotPaper(of: SmallElection.contest, round: 1, at: nil))
        #expect(without.lines.allSatisfy { $0.kind == .candidate })
    }

    @Test("As many as electors and a thousandth, rounded up", arguments: [(500, 1), (1000, 2), (1001, 3), (1, 1)])
    func number(_ electors: UInt32, _ reserve: UInt64) throws {
        let election = try SmallElection(electors: electors)
        let order = election.state.ballotOrder(of: SmallElection.contest, round: 1)
        #expect(order.electors == 2 * UInt64(electors) && order.reserve == reserve)
        let rule = election.state.setting.procedure.ballots
        let wording = try election.wording(.russian)
        let text = try printed(
            try printingPaper(
                [order], reserve: rule.reserve, cites: rule.cites, election.state.paperSource(at: nil), wording)
        ).text
        #expect(text.contains(plain(wording.number(order.total))))
        #expect(text.contains("0,1 %"))
    }

    @Test("A run-off has its finalists alone, in the order of the alphabet")
    func runOff() throws {
        var election = try SmallElection()
        try election.take(election.counts("s1", SmallElection.contest, [211, 97, 305, 41]))
        try election.take(election.counts("s2", SmallElection.contest, [12, 13, 14, 15]))
        let tally = try #require(election.state.tally(of: SmallElection.contest, round: 1))
        try election.act(
            ConstituencyProtocolSigned(tally, stations: 2, SmallElection.decision("district:c01", "2004-09-21")),
            as: .commissioner, at: "2004-09-21T09:00Z")
        // Most votes first: k2 (Қасымов) has 319, k3 (Ахметов) 223.
        try election.act(
            RunOffCalled(
                "constituencies", "c01", finalists: ["k2", "k3"], pollingDay: SmallElection.day("2004-10-03"),
                SmallElection.decision("district:c01", "2004-09-22")), as: .commissioner, at: "2004-09-22")
        let item = try #require(election.state.ballotPaper(of: SmallElection.contest, round: 2, at: nil))
        #expect(item.lines.map { $0.name[.kazakh] } == ["Ахметов Айдар", "Қасымов Бақыт"])
        #expect(item.pollingDay == SmallElection.day("2004-10-03"))
        #expect(election.state.ballotOrder(of: SmallElection.contest, round: 2).lines == 2)
    }

    @Test("A sample says that it is one, and made-up votes are marked on ballots too")
    func samples() throws {
        let election = try SmallElection()
        let wordings = try [Language.kazakh, .russian].map { try election.wording($0) }
        let item = try #require(
            election.state.ballotPaper(of: SmallElection.contest, round: 1, isSample: true, at: nil))
        #expect(item.paper(wordings)?.watermark == "ҮЛГІ · ОБРАЗЕЦ · ҮЛГІЛЕНГЕН")
        #expect(item.paper([try election.wording(.english)]) == nil)
    }

    // MARK: Posters

    @Test(
        "A poster shows who stands in the order of the ballot, lists with their persons", arguments: Language.allCases)
    func poster(_ language: Language) throws {
        let election = try SmallElection()
        let wording = try election.wording(language)
        let item = try #require(election.state.posterPaper(of: SmallElection.contest, round: 1, at: SmallElection.head))
        #expect(item.choices.map(\.id) == ["k3", "k4", "k2", "k1"])
        let text = try printed(try posterPaper(item, wording)).text
        for choice in item.choices { #expect(text.contains(choice.name[language])) }
        #expect(text.contains("1961") && text.contains("07:00") && text.contains("20:00"))
        #expect(text.contains(wording.term("papers.table.self-nominated")))
        let lists = try #require(election.state.posterPaper(of: SmallElection.lists, round: 1, at: nil))
        #expect(
            try printed(try posterPaper(lists, wording)).text.contains(
                language == .kazakh ? "3. Тұлға list-blue-3" : "3. P list-blue-3"))
    }
}
