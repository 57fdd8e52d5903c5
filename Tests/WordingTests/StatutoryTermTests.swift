import ElectionModel
import Testing
import Wording

/// Terms of the Constitutional Law on Elections No 2464 in the redaction of 14 April 2004, in its Russian and Kazakh
/// text, with the article where each stands. Lower case; a page may begin them with a capital.
@Suite("Terms of the statute")
struct StatutoryTermTests {
    static let terms: [(key: String, russian: String, kazakh: String, article: String)] = [
        ("heading.run-off", "повторное голосование", "қайта дауыс беру", "95"),
        ("heading.repeat election", "повторные выборы", "қайта сайлау", "96"),
        ("heading.constituency", "избирательный округ", "сайлау округі", "21"),
        (
            "heading.national constituency", "единый общенациональный избирательный округ",
            "біртұтас жалпыұлттық сайлау округі", "21(3)"
        ),
        ("heading.polling station", "избирательный участок", "сайлау учаскесі", "23"),
        ("heading.list", "партийный список", "партиялық тізім", "87(2-1)"),
        ("heading.bloc", "избирательный блок", "сайлау блогы", "87(2-2)"),
        ("heading.self-nominated", "самовыдвижение", "өзін-өзі ұсыну", "87(4)"),
        ("heading.protocol", "протокол", "хаттама", "43(8)"),
        ("heading.invalid", "недействительные бюллетени", "жарамсыз бюллетеньдер", "43(5)"),
        ("heading.ballots cancelled", "погашенные бюллетени", "жойылған бюллетеньдер", "43(4-1)5"),
        ("heading.remainder", "дробная часть (остаток)", "бөлшектенген бөлік (қалдық)", "97-1(3)"),
        ("heading.whole part", "целая часть", "тұтас бөлік", "97-1(2)"),
        ("heading.electors of the senate", "выборщики", "таңдаушылар", "7(1)"),
        ("heading.term", "срок полномочий", "өкілеттік мерзімі", "Constitution 50(5)"),
        (
            "base.ballots cast", "избиратели, принявшие участие в голосовании", "дауыс беруге қатысқан сайлаушылар",
            "43(4-1)1"
        ),
        ("page.results", "итоги выборов", "сайлау қорытындылары", "44"),
        ("publication.preliminary", "предварительные результаты выборов", "сайлаудың алдын ала қорытындылары", "44(5)"),
        ("publication.election day", "день голосования", "дауыс беру күні", "38"),
        ("threshold for.party", "политическая партия", "саяси партия", "87"),
        ("law phrase.mazhilis", "мажилис парламента", "парламент мәжілісі", "85"),
        ("law phrase.senate", "сенат парламента", "парламент сенаты", "69"),
    ]

    @Test("Terms are those of the statute", arguments: terms.indices)
    func term(_ index: Int) throws {
        let term = Self.terms[index]
        #expect(try Repository.wording(.russian).term(term.key).lowercased() == term.russian, "article \(term.article)")
        #expect(try Repository.wording(.kazakh).term(term.key).lowercased() == term.kazakh, "article \(term.article)")
    }

    @Test("Sentences use the words of articles 95 to 97-1")
    func sentences() throws {
        let catalogue = try Repository.catalogue()
        let uses = [
            ("steps.quotaComputed", "избирательное частное", "жеке саны"),
            ("steps.wholeQuotas", "целой части", "тұтас бөлік"),
            ("steps.wholeQuotas", "дробная часть (остаток)", "бөлшектенген бөлік (қалдық)"),
            ("steps.remainderSeat", "нераспределённый мандат", "бөлінбеген мандат"),
            ("steps.runOffCalled", "повторное голосование", "қайта дауыс беру"),
            ("steps.elected", "избранным считается", "сайланды"),
            ("steps.quorumReached", "заседание правомочно", "отырыс заңды"),
            ("steps.thresholdReached", "участвует в распределении мандатов", "мандаттарды бөлуге қатысады"),
        ]
        for (key, russian, kazakh) in uses {
            #expect(catalogue.literals(of: key, in: .russian)?.lowercased().contains(russian) == true, "\(key)")
            #expect(catalogue.literals(of: key, in: .kazakh)?.lowercased().contains(kazakh) == true, "\(key)")
        }
    }
}
