import ElectionModel
import Testing
import Wording

@Suite("Citations")
struct CitationTests {
    @Test(
        "An article in three languages",
        arguments: [
            ("art. 97-1", "art._97-1", "ст._97-1", "97-1-бап"),
            ("art. 97-1(1)", "art._97-1(1)", "ст._97-1, п._1", "97-1-бап, 1-тармақ"),
            ("art. 43(4-1)", "art._43(4-1)", "ст._43, п._4-1", "43-бап, 4-1-тармақ"),
            ("art. 97(2)1", "art._97(2)1", "ст._97, п._2, подп._1)", "97-бап, 2-тармақ, 1) тармақша"),
            ("art. 97-1(1)-(3)", "art._97-1(1)–(3)", "ст._97-1, пп._1–3", "97-1-бап, 1–3-тармақтар"),
            ("art. L126", "art._L126", "ст._L126", "L126-бап"),
            ("art. L126 1°", "art._L126 1°", "ст._L126, 1°", "L126-бап, 1°"),
            ("art. 196 § 1", "art._196 §_1", "ст._196, §_1", "196-бап, §_1"),
            ("s 191(4)(a)", "s_191(4)(a)", "разд._191(4)(a)", "191(4)(a)-бөлім"),
            (
                "Constitution art. 51(3)", "Constitution art._51(3)", "Конституция, ст._51, п._3",
                "Конституция, 51-бап, 3-тармақ"
            ),
            (
                "law No 545 of 14 April 2004", "law No_545 of 14_April 2004",
                "Конституционный закон от 14_апреля 2004_года №_545",
                "2004_жылғы 14_сәуірдегі №_545 Конституциялық заң"
            ),
        ])
    func article(_ citation: String, _ english: String, _ russian: String, _ kazakh: String) throws {
        #expect(visible(try Repository.wording(.english).citation(citation)) == english)
        #expect(visible(try Repository.wording(.russian).citation(citation)) == russian)
        #expect(visible(try Repository.wording(.kazakh).citation(citation)) == kazakh)
    }

    @Test(
        "What does not follow the rule is written as it is",
        arguments: [
            "§ 6(1)", "art. ", "art. 5(", "art. 5(1)(2)", "art. 5(1)-(2)3", "art. 5a", "start. 5", "art. 5-", "",
        ])
    func verbatim(_ citation: String) throws {
        #expect(try Repository.wording(.russian).citation(citation) == citation)
    }
}
