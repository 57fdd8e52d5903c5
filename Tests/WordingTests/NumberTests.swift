import ElectionModel
import SeatAllocation
import Testing
import Wording

@Suite("Numbers, days and lists")
struct NumberTests {
    @Test(
        "Plural forms by the rules of the CLDR",
        arguments: [
            (0, "0_votes", "0_голосов"), (1, "1_vote", "1_голос"), (2, "2_votes", "2_голоса"),
            (5, "5_votes", "5_голосов"), (11, "11_votes", "11_голосов"), (12, "12_votes", "12_голосов"),
            (21, "21_votes", "21_голос"), (22, "22_votes", "22_голоса"), (25, "25_votes", "25_голосов"),
            (101, "101_votes", "101_голос"), (111, "111_votes", "111_голосов"), (1000, "1'000_votes", "1'000_голосов"),
            (1001, "1'001_votes", "1'001_голос"), (1011, "1'011_votes", "1'011_голосов"),
        ])
    func plurals(_ number: UInt64, _ english: String, _ russian: String) throws {
        func start(_ language: Language) throws -> String {
            let step = Step(
                .listTotal,
                [Figure("list", .choice("L")), Figure("votes", .count(number)), Figure("seats", .count(number))])
            return visible(try Repository.wording(language).sentence(for: step))
        }
        #expect(try start(.english).contains(" \(english)."))
        let mandates = ["мандат", "мандата", "мандатов"]
        let forms = ["голос", "голоса", "голосов"]
        let form = try #require(forms.firstIndex(of: String(russian.split(separator: "_")[1])))
        #expect(try start(.russian).contains(" \(russian.split(separator: "_")[0])_\(mandates[form]) "))
        #expect(try start(.kazakh).contains(" \(russian.split(separator: "_")[0])_дауыс,"))
    }

    static let categories: [(UInt128, PluralCategory)] = [
        (1, .one), (3, .few), (14, .many), (21, .one), (100, .many), (104, .few),
    ]

    @Test("Categories", arguments: categories)
    func russianCategories(_ number: UInt128, _ category: PluralCategory) {
        #expect(Language.russian.pluralCategory(of: number) == category)
        #expect(Language.kazakh.pluralCategory(of: number) == (number == 1 ? .one : .other))
    }

    @Test("Groups of three, set apart by a narrow no-break space")
    func groups() throws {
        for language in Language.allCases {
            let wording = try Repository.wording(language)
            #expect(wording.number(4_757_773) == "4\u{202F}757\u{202F}773")
            #expect(visible(wording.number(999)) == "999")
            #expect(visible(wording.number(1000)) == "1'000")
            #expect(visible(wording.number(UInt64.max)) == "18'446'744'073'709'551'615")
            #expect(visible(wording.number(-1234)) == "−1'234")
        }
    }

    @Test("Percentages have the decimal mark of the language and round half away from zero")
    func percentages() throws {
        let english = try Repository.wording(.english)
        let russian = try Repository.wording(.russian)
        let kazakh = try Repository.wording(.kazakh)
        #expect(visible(english.percent(336_177, of: 4_757_773, digits: 3)) == "7.066_%")
        #expect(visible(russian.percent(336_177, of: 4_757_773, digits: 3)) == "7,066_%")
        #expect(visible(kazakh.percent(2_883_706, of: 4_757_773)) == "60,61_%")
        #expect(visible(english.percent(1, of: 8, digits: 0)) == "13_%")
        #expect(visible(english.percent(Fraction(-1, 3))) == "−33.33_%")
        #expect(english.percent(0, of: 0) == "not applicable")
    }

    @Test("A fraction loses nothing")
    func fractions() throws {
        let russian = try Repository.wording(.russian)
        #expect(visible(russian.fraction(Fraction(4_333_794, 10))) == "433'379,4")
        #expect(visible(russian.fraction(Fraction(10, 5))) == "2")
        #expect(visible(russian.fraction(Fraction(28_837_060, 4_333_794))) == "28'837'060/4'333'794 (≈_6,6540)")
        #expect(visible(russian.exact(Fraction(1000, 3))) == "1'000/3")
    }

    @Test("Shares of law")
    func shares() throws {
        let seven = Share(.atLeast, Fraction(7, 100), of: .validVotes)
        let half = Share(.moreThan, Fraction(1, 2), of: .registeredElectors)
        let third = Share(.moreThan, Fraction(2, 3), of: .membersPresent)
        let english = try Repository.wording(.english)
        let russian = try Repository.wording(.russian)
        let kazakh = try Repository.wording(.kazakh)
        #expect(visible(english.phrase(for: seven)) == "at least 7_% of valid votes")
        #expect(visible(english.phrase(for: half, outOf: 1)) == "more than 50_% of 1_registered elector")
        #expect(visible(russian.phrase(for: seven, outOf: 21)) == "не менее 7_% от 21_действительного голоса")
        #expect(visible(russian.phrase(for: third)) == "более 2/3 от числа присутствующих выборщиков")
        #expect(visible(kazakh.phrase(for: seven, outOf: 4_757_773)) == "4'757'773_жарамды дауыстың кемінде 7_проценті")
        #expect(visible(kazakh.phrase(for: third)) == "қатысып отырған таңдаушылардың 2/3_бөлігінен астамы")
    }

    @Test("Days")
    func days() throws {
        let day = try #require(CalendarDate(year: 2004, month: 9, day: 19))
        #expect(visible(try Repository.wording(.english).date(day)) == "19_September 2004")
        #expect(visible(try Repository.wording(.russian).date(day)) == "19_сентября 2004_года")
        #expect(visible(try Repository.wording(.kazakh).date(day)) == "2004_жылғы 19_қыркүйек")
    }

    @Test("Lists of names")
    func lists() throws {
        let english = try Repository.wording(.english)
        #expect(english.list([]) == "none")
        #expect(english.list(["A"]) == "A")
        #expect(english.list(["A", "B"]) == "A and B")
        #expect(english.list(["A", "B", "C"]) == "A, B and C")
        #expect(try Repository.wording(.russian).list(["А", "Б", "В", "Г"]) == "А, Б, В и Г")
        #expect(try Repository.wording(.kazakh).list(["А", "Ә", "Б"]) == "А, Ә және Б")
    }

    @Test("Constituencies and ballots")
    func constituencies() throws {
        #expect(visible(try Repository.wording(.english).constituency(17)) == "Constituency No_17")
        #expect(visible(try Repository.wording(.russian).constituency(17)) == "Избирательный округ №_17")
        #expect(visible(try Repository.wording(.kazakh).constituency(17)) == "№_17 сайлау округі")
        #expect(try Repository.wording(.russian).round(2) == "Повторное голосование")
        #expect(visible(try Repository.wording(.english).round(3)) == "Ballot No_3")
    }
}
