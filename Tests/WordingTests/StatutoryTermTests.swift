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
        ("statute.central commission", "центральная избирательная комиссия", "орталық сайлау комиссиясы", "11"),
        (
            "statute.territorial commission", "территориальная избирательная комиссия", "аумақтық сайлау комиссиясы",
            "13"
        ),
        ("statute.constituency commission", "окружная избирательная комиссия", "округтік сайлау комиссиясы", "15"),
        ("statute.station commission", "участковая избирательная комиссия", "учаскелік сайлау комиссиясы", "17"),
        ("statute.higher commission", "вышестоящая избирательная комиссия", "жоғары тұрған сайлау комиссиясы", "43(9)"),
        ("statute.chair", "председатель избирательной комиссии", "сайлау комиссиясының төрағасы", "43(8)"),
        ("statute.secretary", "секретарь избирательной комиссии", "сайлау комиссиясының хатшысы", "43(8)"),
        ("statute.member", "член избирательной комиссии", "сайлау комиссиясының мүшесі", "19"),
        (
            "statute.single-member constituency", "одномандатный территориальный избирательный округ",
            "бір мандатты аумақтық сайлау округі", "21(4)"
        ),
        ("statute.premises", "помещение для голосования", "дауыс беруге арналған үй-жай", "39"),
        ("statute.list of electors", "список избирателей", "сайлаушылар тізімі", "24"),
        (
            "statute.electors given ballots", "избиратели, получившие бюллетени", "бюллетеньдер алған сайлаушылар",
            "43(4)2)"
        ),
        ("statute.candidate for deputy", "кандидат в депутаты", "депутаттыққа кандидат", "87"),
        ("statute.registration", "регистрация", "тіркеу", "89"),
        ("statute.nomination", "выдвижение", "ұсыну", "87"),
        ("statute.deposit", "избирательный взнос", "сайлау жарнасы", "88"),
        ("statute.minimum wage", "минимальная заработная плата", "ең төменгі жалақы", "88"),
        ("statute.fund", "избирательный фонд", "сайлау қоры", "34"),
        ("statute.proxy", "доверенное лицо", "сенім білдірілген адам", "31"),
        ("statute.observer", "наблюдатель", "байқаушы", "20-1"),
        ("statute.campaigning", "предвыборная агитация", "сайлау алдындағы үгіт", "27"),
        ("statute.ballot", "избирательный бюллетень", "сайлау бюллетені", "37"),
        ("statute.electronic ballot", "электронный избирательный бюллетень", "электрондық сайлау бюллетені", "50-4"),
        ("statute.unused ballots", "неиспользованные бюллетени", "пайдаланылмаған бюллетеньдер", "43(4)"),
        (
            "statute.unofficial ballot", "бюллетень неустановленного образца", "белгіленбеген үлгідегі бюллетень",
            "43(5)1)"
        ),
        ("statute.ballot box", "урна для голосования", "дауыс беруге арналған жәшік", "40(4)"),
        ("statute.mobile box", "переносная избирательная урна", "тасымалданатын сайлау жәшігі", "43(3-1)"),
        ("statute.booth", "кабина для тайного голосования", "жасырын дауыс беруге арналған кабина", "39(1)"),
        ("statute.application", "письменное заявление", "жазбаша өтініш", "43(3-1)"),
        ("statute.secret ballot", "тайное голосование", "жасырын дауыс беру", "8"),
        ("statute.count", "подсчет голосов", "дауыстарды санау", "43"),
        ("statute.recount", "повторный подсчет голосов", "дауыстарды қайта санау", "43(7-1); 43(9)"),
        ("statute.certified copy", "заверенная копия", "куәландырылған көшірме", "20-1(6)10); 43(8)"),
        ("statute.summary sheet", "сводная ведомость", "жиынтық тізімдеме", "43(8-2)"),
        ("statute.station results", "результаты", "нәтижелер", "43(8-1)"),
        ("statute.seven per cent", "семипроцентный барьер", "жеті проценттік кедергі", "97-1(1)"),
        ("statute.first quota", "первое избирательное частное (квота)", "алғашқы сайлау жеке саны (квота)", "97-1(1)"),
        ("statute.remaining seats", "нераспределенные мандаты", "бөлінбеген мандаттар", "97-1(3)"),
        (
            "statute.earlier registered list", "список, зарегистрированный раньше", "бұрын тіркелген партиялық тізім",
            "97-1(3)"
        ),
        ("statute.mandate", "депутатский мандат", "депутаттық мандат", "97-1(2)"),
        ("statute.complaint", "жалоба", "шағым", "20(6)"),
        ("statute.electronic system", "электронная избирательная система", "электрондық сайлау жүйесі", "50-1"),
        ("statute.electronic protocol", "электронный протокол", "электрондық хаттама", "50-6(2)"),
        ("statute.digital signature", "электронная цифровая подпись", "электрондық цифрлық қолтаңба", "50-6(2)"),
        ("statute.regular election", "очередные выборы", "кезекті сайлау", "51; 85(1)1)"),
        ("statute.extraordinary election", "внеочередные выборы", "кезектен тыс сайлау", "85(1)2)"),
        (
            "statute.by-election", "выборы депутатов вместо выбывших", "шығып қалғандардың орнына депутаттар сайлауы",
            "85(1)3); 99"
        ),
        ("statute.convocation", "созыв", "сайланым", "C 51(1)"),
        ("statute.city", "город республиканского значения", "республикалық маңызы бар қала", "13(1)"),
        ("statute.capital", "столица республики", "республика астанасы", "13(1)"),
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
