import Counting
import ElectionModel
import ElectoralLaw
import Foundation
import SeatAllocation
import Testing
import Wording

@Suite("Sentences for findings")
struct FindingTests {
    @Test("Every code that can be found has texts")
    func codes() throws {
        let known = Set(try Repository.catalogue().findingCodes)
        let groups: [(letter: String, codes: ClosedRange<Int>)] = [
            ("T", 1...14), ("S", 1...2), ("S", 10...14), ("A", 1...17), ("B", 1...11), ("C", 1...16), ("D", 1...6),
            ("E", 1...9), ("G", 1...15), ("I", 1...3), ("K", 1...5),
        ]
        let expected = groups.flatMap { group in
            group.codes.map { "\(group.letter)\($0 < 10 ? "0" : "")\($0)" }
        }
        #expect(expected.filter { !known.contains($0) } == [])
        #expect(known.filter { !expected.contains($0) }.sorted() == [])
    }

    @Test("Every check of protocols has texts, and every figure that it compares a label", arguments: Language.allCases)
    func protocolChecks(_ language: Language) throws {
        let wording = try Repository.wording(language)
        for check in Check.table {
            let finding = Finding(
                check.code, check.severity, place: [], figures: check.figures.map { Figure($0, .count(1)) })
            #expect(wording.remedy(for: finding) != nil, "\(check.code)")
            let named = wording.catalogue.figureNames(of: "findings.\(check.code).text")
            #expect(named.filter { !check.figures.contains($0) } == [], "\(check.code)")
            for name in check.figures {
                #expect(wording.termIfPresent("figure.\(name)") != nil, "\(check.code) \(name)")
            }
        }
    }

    /// Input with everything wrong that the audit looks for.
    private func findings() throws -> [Finding] {
        let text = """
            format: sailau-law/1
            title: {en: Small law}
            country: XX
            body: council
            statute: A law for tests
            in force: {from: 2005-01-01, cites: art. 1}
            kind: chamber
            seats: 2
            tiers:
              - id: single
                name: {en: Single seats}
                seats: 2
                cites: art. 2
                plurality: {cites: art. 2}
            """
        let law = try Law.read([UInt8](text.utf8), file: "small.yaml")
        let a = Choice(id: "a", kind: .candidate, name: Multilingual("A"))
        let election = Election(
            id: "e", name: Multilingual("E"), law: "small",
            pollingDays: [try #require(CalendarDate("2004-09-19"))],
            districts: [District(id: "d", tier: "single", name: Multilingual("D"))], choices: [a, a])
        func tally(_ tier: TierID, _ district: DistrictID, invalid: UInt64? = nil, _ votes: (ChoiceID, UInt64)...)
            -> Tally
        {
            Tally(
                tier: tier, district: district, registered: 10, cast: 12, invalid: invalid,
                votes: votes.map { Tally.ChoiceVotes($0.0, $0.1) })
        }
        let tallies = [
            tally("single", "d", ("a", 9), ("a", 9), ("b", 1)), tally("single", "d", invalid: 1, ("a", 5)),
            tally("other", "d", ("a", 1)), tally("single", "x", ("a", 1)),
        ]
        let overAward = try SmallElection.all.flatMap { try $0.decide().findings }.filter { $0.code == "S01" }
        return auditInput(law: law, election: election, tallies: tallies) + overAward
    }

    @Test("Texts name only figures that the audit supplies", arguments: Language.allCases)
    func audit(_ language: Language) throws {
        let wording = try Repository.wording(language)
        let found = try findings()
        let codes = Set(found.map(\.code)).sorted()
        #expect(codes == ["S01"] + (1...11).map { "T\($0 < 10 ? "0" : "")\($0)" })
        for finding in found {
            for text in [
                wording.title(of: finding), wording.sentence(for: finding), wording.remedy(for: finding) ?? "",
            ] {
                #expect(!text.isEmpty && !text.contains { "{}[]~|".contains($0) }, "\(text)")
                #expect(!text.contains(wording.term("absent.not given")), "\(finding.code): \(text)")
            }
        }
    }

    @Test("The day of a law is written in the language")
    func day() throws {
        let finding = try #require(try findings().first { $0.code == "T11" })
        #expect(
            visible(try Repository.wording(.russian).sentence(for: finding))
                == "День голосования: 19_сентября 2004_года; эта редакция действует с даты: 1_января 2005_года.")
    }

    @Test("Figures that a text does not name follow it with their labels")
    func figures() throws {
        let finding = Finding(
            "A01", .error, place: ["17-003"], figures: [Figure("sum", .count(1203)), Figure("valid", .count(1204))])
        #expect(
            visible(try Repository.wording(.english).sentence(for: finding))
                == "The votes for candidates or lists do not add up to the valid ballots. (sum: 1'203; valid: 1'204)")
        #expect(
            visible(try Repository.wording(.kazakh).sentence(for: finding)).hasSuffix(
                "(қосынды: 1'203; жарамды: 1'204)"))
    }

    @Test("A place is written with names where there are any")
    func place() throws {
        let names = Names(
            district: { id, _ in id == "d" ? "Округ" : id.rawValue },
            tier: { id, _ in id == "t" ? "Часть" : id.rawValue })
        let finding = Finding("T02", .error, place: ["mazhilis", "t", "d", "2"])
        #expect(
            try Repository.wording(.russian, names: names).place(of: finding)
                == "Мажилис Парламента · Часть · Округ · 2")
    }

    @Test("An unknown code is shown as it is")
    func unknown() throws {
        let finding = Finding("Z99", .warning, place: [])
        #expect(try Repository.wording(.english).title(of: finding) == "Z99")
        #expect(try Repository.wording(.english).remedy(for: finding) == nil)
    }
}
