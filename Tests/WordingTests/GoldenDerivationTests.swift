import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing
import Wording

@Suite("The list derivation of 2004")
struct GoldenDerivationTests {
    static let lists: [(id: ChoiceID, votes: UInt64, name: Multilingual)] = [
        ("otan", 2_883_706, Multilingual("Otan", russian: "«Отан»", kazakh: "«Отан»")),
        ("ak-zhol", 572_672, Multilingual("Ak Zhol", russian: "«Ак жол»", kazakh: "«Ақ жол»")),
        ("asar", 541_239, Multilingual("Asar", russian: "«Асар»", kazakh: "«Асар»")),
        ("aist", 336_177, Multilingual("AIST", russian: "«АИСТ»", kazakh: "«АИСТ»")),
        (
            "communists-dck", 163_824,
            Multilingual("Communists and DCK", russian: "Коммунисты и ДВК", kazakh: "Коммунистер мен ҚДТ")
        ),
    ]

    /// The other five lists of 2004, all below the threshold.
    static let small: [UInt64] = [94_140, 82_523, 36_379, 26_287, 20_826]

    private func lines(_ language: Language) throws -> [String] {
        let law = try Law.read(
            try Repository.bytes("Laws/kazakhstan/mazhilis-2004-04-14.yaml"), file: "mazhilis-2004-04-14.yaml")
        let choices = Self.lists.map { Choice(id: $0.id, kind: .list, name: $0.name) }
        let election = Election(
            id: "kazakhstan-2004", name: Multilingual("2004"), law: "kazakhstan/mazhilis-2004-04-14", choices: choices)
        let votes =
            Self.lists.map { Tally.ChoiceVotes($0.id, $0.votes) }
            + Self.small.enumerated().map { Tally.ChoiceVotes(ChoiceID("list-\($0 + 6)"), $1) }
        let tally = Tally(tier: "list", district: "country", registered: 8_662_188, invalid: 135_431, votes: votes)
        let outcome = decideSeats(under: law, of: election, from: [tally])
        let wording = try Repository.wording(language, names: Names(of: election, under: law))
        return wording.lines(for: outcome.derivation).filter { !$0.text.contains("list-") }.map {
            let cites = $0.cites.isEmpty ? "" : " (\($0.cites.joined(separator: "; ")))"
            return visible(String(repeating: "  ", count: $0.depth) + $0.text + cites)
        }
    }

    @Test("The derivation reads as it was approved", arguments: Language.allCases)
    func golden(_ language: Language) throws {
        let path = "Tests/Golden/Wording/derivation-2004.\(language.rawValue).txt"
        let expected = String(decoding: try Repository.bytes(path), as: UTF8.self).split(separator: "\n").map(
            String.init)
        #expect(try lines(language) == expected)
        #expect(expected.count == 19)
    }

    @Test("The decisive comparison of the fourth list stands in one sentence")
    func decisiveComparison() throws {
        let line = try #require(try lines(.english).first { $0.contains("336'177") })
        #expect(line.contains("336'177 is at least 333'045"))
        #expect(line.contains("7_% of 4'757'773_valid votes"))
    }
}
