import ElectionModel
import SourceArchive
import Testing

@Suite("Names across scripts")
struct NameTests {
    @Test(
        arguments: [
            ["Ак жол", "Ақ жол", "Ak Zhol", "Aq Jol"], ["Отан", "Otan", "OTAN"],
            ["Туякбай", "Тұяқбай", "Tuyakbai", "Tuyakbay"], ["Мажилис", "Мәжіліс", "Mazhilis", "Majilis"],
            ["Назарбаева", "Nazarbayeva", "Nazarbaeva"], ["Ауыл", "Auyl"], ["Жармахан", "Zharmakhan", "Jarmahan"],
            ["Ермегияев", "Yermegiyayev"],
        ])
    func soundTheSame(names: [String]) {
        #expect(Set(names.map { SoundKey.text(of: $0) }).count == 1, "\(names.map { SoundKey.text(of: $0) })")
    }

    @Test(arguments: [("Otan", "Auyl"), ("Asar", "Astana"), ("Korea", "Democratic Korea"), ("Ak Zhol", "Ak Bota")])
    func soundDifferent(first: String, second: String) {
        #expect(SoundKey.text(of: first) != SoundKey.text(of: second))
    }

    @Test func partsOfNames() {
        let long = NameParts("Democratic Party of Kazakhstan “Ak Zhol”", country: "Kazakhstan")
        #expect(long.distinctive == ["ak", "jol"])
        #expect(long.ideas == ["democratic"])
        let short = NameParts("Democratic Party of Kazakhstan", country: "Republic of Kazakhstan")
        #expect(short.distinctive == [])
        #expect(short.ideas == ["democratic"])
        let russian = NameParts("Демократическая партия Казахстана «Ак жол»", country: "Казахстан")
        #expect(russian.distinctive == ["ak", "jol"])
        #expect(russian.ideas == ["democratic"])
        #expect(
            NameParts("Republican Party Otan (Fatherland)", country: "KAZAKHSTAN").glosses == [
                SoundKey.text(of: "Fatherland")
            ])
        #expect(NameParts("Bloc AIST", country: "Kazakhstan").abbreviations == ["aist"])
    }

    @Test func countries() {
        #expect(CountryName.key("Republic of Kazakhstan") == CountryName.key("KAZAKHSTAN"))
        #expect(CountryName.key("Korea (Republic of)") != CountryName.key("Democratic People's Republic of Korea"))
        #expect(CountryName.key("The Gambia") == CountryName.key("Gambia, The"))
    }

    @Test func distances() {
        #expect(SoundKey.distance("peruashev", "periashev", most: 2) == 1)
        #expect(SoundKey.distance("abcd", "abdc", most: 2) == 1)
        #expect(SoundKey.distance("otan", "asar", most: 2) == nil)
    }

    @Test func decisionsAreReversible() throws {
        let day = try #require(CalendarDate("2026-01-15"))
        let (a, b) = (AliasName(.party, "A", country: "x"), AliasName(.party, "B", country: "x"))
        var book = AliasBook()
        book.add(AliasDecision(.confirm, a, b, who: "w", why: "y", when: day))
        #expect(book.standing(of: b, and: a) == true)
        book.add(AliasDecision(.withdraw, b, a, who: "w", why: "z", when: day))
        #expect(book.standing(of: a, and: b) == nil)
        book.add(AliasDecision(.reject, a, b, who: "w", why: "z", when: day))
        #expect(book.standing(of: a, and: b) == false)
        #expect(book.decisions.count == 3)
    }

    /// A rejected pair is not joined, however alike the names are.
    @Test func rejectedNamesStayApart() throws {
        let day = try #require(CalendarDate("2026-01-15"))
        var first = PageBuilder("1", .electionWatch)
        first.count(.seats, 3, of: Participant(.party, "Unity “Birlik”"))
        var second = PageBuilder("2")
        second.count(.seats, 5, of: Participant(.party, "Birlik"))
        #expect(try SourceComparison.of([first, second]).contradictions.count == 1)
        let rejected = AliasBook([
            AliasDecision(
                .reject, AliasName(.party, "Birlik", country: "kazahstan"),
                AliasName(.party, "Unity “Birlik”", country: "kazahstan"), who: "w", why: "two parties", when: day)
        ])
        #expect(try SourceComparison.of([first, second], book: rejected).contradictions.isEmpty)
    }

    /// Two names of one table that share their own words leave open which of them a third name is.
    @Test func severalOfOneNameAreNotJoined() throws {
        var first = PageBuilder("1", .electionWatch)
        first.count(.seats, 3, of: Participant(.party, "Communist Party Zaman"))
        first.count(.seats, 4, of: Participant(.party, "Liberal Party Zaman"))
        var second = PageBuilder("2")
        second.count(.seats, 4, of: Participant(.party, "Zaman"))
        let comparison = try SourceComparison.of([first, second])
        #expect(comparison.aliasesUsed.isEmpty)
        #expect(comparison.aliasesOpen.count == 2)
        #expect(comparison.contradictions.isEmpty)
    }
}
