import Foundation
import Testing

/// What users do wrong: each gets a message that says what to do, and the documented result.
@Suite struct ArgumentTests {
    @Test(arguments: [
        (["seats", "atlantis-2004"], "There is no such file"),
        (["seats", "kazakhstan-2004", "--lang", "xx"], "Write en, ru or kk"),
        (["seats"], "Missing expected argument"),
        (["seats", "kazakhstan-2004", "--sede", "1"], "Unknown option"),
        (["explain", "kazakhstan-2004", "--list", "nobody"], "Write one of: otan"),
        (["explain", "kazakhstan-2004", "--constituency", "99"], "Write one of: 01"),
        (["explain", "kazakhstan-2004", "--seat", "9"], "tier/district/number"),
        (["margins", "kazakhstan-2004", "--constituency", "99"], "There is no such contest"),
        (["what-if", "kazakhstan-2004", "--threshold", "seven"], "Write 5%, 7.5% or 5%..10%"),
        (["what-if", "kazakhstan-2004", "--threshold", "200%"], "at most 100%"),
        (["reconstruct", "--stations", "10", "--out", "/tmp/never"], "can't be met"),
        (["what-if", "kazakhstan-2004", "--base", "everybody"], "Write one of: valid votes"),
        (["what-if", "kazakhstan-2004", "--method", "magic"], "Write one of: hare"),
        (["what-if", "kazakhstan-2004", "--seats", "0"], "Write 10 or 5..20"),
        (["reconstruct"], "either --out or --check"),
        (["reconstruct", "--check", "/nowhere"], "Run `sailau reconstruct`"),
        (["reconstruct", "--out", "/dev/null/folder"], "can't be made"),
        (["law", "check", "/nowhere.yaml"], "There is no such file"),
        (["publish", "kazakhstan-2004"], "--out"),
        (["registration", "atlantis-2004"], "There is no such file"),
        (["vacancies", "kazakhstan-2004"], "Name seats or persons with --vacate"),
        (["vacancies", "kazakhstan-2004", "--vacate", "nobody"], "nobody of that name holds one"),
        (["vacancies", "kazakhstan-2004", "--vacate", "list/national/1", "--on", "soon"], "is not a day"),
        (["vacancies", "kazakhstan-2004", "--published", "--vacate", "list/national/11"], "There is no such seat"),
        (["chamber", "simulated-senate", "--on", "2005-02-30"], "is not a day"),
        (["law", "schema", "--of", "ballots"], "invalid"),
        (["vote"], "Unexpected argument"),
    ])
    func aWrongUseSaysWhatToDo(_ arguments: [String], _ message: String) throws {
        let run = try Program.run(arguments)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    /// Messages of this program are in the language asked for; those of the library that reads arguments are English.
    @Test(arguments: [
        (["seats", "atlantis-2004"], "такого файла нет", "мұндай файл жоқ"),
        (["explain", "kazakhstan-2004", "--list", "nobody"], "такого списка нет", "мұндай тізім жоқ"),
        (["explain", "kazakhstan-2004", "--list", "aist", "--seat", "1"], "одно из", "біреуін беріңіз"),
        (["explain", "kazakhstan-2004", "--constituency", "99"], "такого округа нет", "мұндай округ жоқ"),
        (["explain", "kazakhstan-2004", "--seat", "9"], "такого мандата нет", "мұндай мандат жоқ"),
        (["margins", "kazakhstan-2004", "--constituency", "99"], "голосования по такому округу", "дауыс беру жоқ"),
        (["seats", "kazakhstan-2004", "--lot-sources", "a"], "не целое число", "бүтін сан емес"),
        (["what-if", "kazakhstan-2004", "--tier", "x"], "Такого уровня", "мұндай тізім деңгейі"),
        (["what-if", "kazakhstan-2004", "--threshold", "seven"], "не больше 100%", "ең көбі 100%"),
        (["what-if", "kazakhstan-2004", "--threshold", "1%..2%", "--seats", "1..2"], "один диапазон", "Бір аралық"),
        (["what-if", "kazakhstan-2004", "--base", "everybody"], "такого основания нет", "мұндай негіз жоқ"),
        (["what-if", "kazakhstan-2004", "--method", "magic"], "такого способа нет", "мұндай тәсіл жоқ"),
        (["what-if", "kazakhstan-2004", "--seats", "0"], "запишите 10", "деп жазыңыз"),
        (["reconstruct"], "либо --out, либо --check", "--out немесе --check"),
        (["reconstruct", "--stations", "10", "--out", "/tmp/never"], "недостижимы", "мүмкін емес"),
        (["reconstruct", "--check", "/nowhere"], "Такого файла нет", "Мұндай файл жоқ"),
        (["reconstruct", "--out", "/dev/null/folder"], "нельзя создать", "жасау мүмкін емес"),
        (["law", "check", "/nowhere.yaml"], "такого файла нет", "мұндай файл жоқ"),
        (["registration", "atlantis-2004"], "такого файла нет", "мұндай файл жоқ"),
        (["vacancies", "kazakhstan-2004"], "вакантных мандатов нет", "бос мандат жазылмаған"),
        (["vacancies", "kazakhstan-2004", "--vacate", "nobody"], "лица с таким именем", "мұндай атпен мандат иесі"),
        (["vacancies", "kazakhstan-2004", "--on", "soon"], "это не день", "бұл күн емес"),
        (["vacancies", "georgia-2016", "--vacate", "majoritarian/04/1"], "никто не занимает", "мандат иесіз"),
        (["chamber", "kazakhstan-1999", "--on", "2005-01-01"], "первый день срока", "мерзімінің бірінші күні"),
    ])
    func aWrongUseIsToldInTheLanguage(_ arguments: [String], _ russian: String, _ kazakh: String) throws {
        try checkLanguages(arguments, russian, kazakh)
    }

    @Test(arguments: [
        (["credentials"], "либо --voters, либо --derive", "Не --voters"),
        (["credentials", "--derive", "/nowhere"], "относится к одним выборам", "бір ғана сайлауға"),
        (["credentials", "--voters", "/nowhere", "--uuid", "short"], "от 14 до 64", "латын әрпі"),
        (["credentials", "--voters", "/nowhere", "--out", "/tmp/never"], "такого файла нет", "мұндай файл жоқ"),
        (["credentials", "--voters", "/dev", "--out", "/tmp/never"], "система отказывает", "рұқсат бермейді"),
        (["trustee", "key", "--group", "RSA", "--out", "/tmp/never"], "такой группы нет", "мұндай топ жоқ"),
        (
            [
                "trustee", "dkg", "certificate", "--index", "4", "--size", "3", "--threshold", "2", "--out",
                "/tmp/never",
            ],
            "участников 3", "қатысушылар саны 3"
        ),
        (
            [
                "trustee", "dkg", "certificate", "--index", "1", "--size", "3", "--threshold", "3", "--out",
                "/tmp/never",
            ],
            "порог должен быть", "шек 1-ден кем"
        ),
        (["manifest", "key", "--name", ".x", "--out", "/tmp/never"], "станет именем файла", "файлдың аты болады"),
        (["cast", "/nowhere.bel"], "Дайте --credential", "--credential және"),
        (["cast", "/nowhere.bel", "--ballot", "b", "--choice", "1"], "уже есть ответы", "жауаптары бар"),
        (["challenge", "/nowhere.bel", "--credential", "-"], "назовите файл", "файлды атаңыз"),
        (["decrypt", "/nowhere.bel", "--key", "/nowhere"], "без объявления выборов", "хабарландырусыз"),
        (
            ["decrypt", "/nowhere.bel", "--key", "k", "--without-anchors", "--waiver", "w"], "дайте либо его",
            "не осыны"
        ),
        (["verify", "/nowhere.bel"], "такого файла нет", "мұндай файл жоқ"),
    ])
    func aWrongUseOfBallotCommandsIsToldInTheLanguage(
        _ arguments: [String], _ russian: String, _ kazakh: String
    ) throws {
        try checkLanguages(["ballot"] + arguments, russian, kazakh)
    }

    private func checkLanguages(_ arguments: [String], _ russian: String, _ kazakh: String) throws {
        for (language, message) in [("ru", russian), ("kk", kazakh)] {
            for option in [["--lang", language], ["--lang=\(language)"]] {
                let run = try Program.run(arguments + option)
                #expect(run.status == 2)
                #expect(run.output.isEmpty)
                #expect(run.errors.contains(message), "\(run.errors)")
                #expect(!run.errors.contains("There is no") && !run.errors.contains("Write"), "\(run.errors)")
            }
        }
    }

    @Test func withoutTextsTheProgramSaysWhatToSet() throws {
        let folder = try TemporaryFolder()
        let run = try Program.run(["seats", "kazakhstan-2004", "--lang", "kk"], home: folder.path)
        #expect(run.status == 2)
        #expect(run.errors.contains("Set SAILAU_HOME"), "\(run.errors)")
        #expect(run.errors.contains("Texts/kk/terms.yaml:1: missingTextFile"), "\(run.errors)")
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(Program.root.path)/Texts/kk")
        #expect(run.errors.split(separator: "\n").count == 1 + files.count, "one line for each file")
    }

    @Test(arguments: [
        "seats", "explain", "margins", "what-if", "registration", "vacancies", "chamber", "publish", "reconstruct",
        "demo",
    ])
    func helpHasAnExample(_ verb: String) throws {
        let run = try Program.run([verb, "--help"])
        #expect(run.status == 0)
        #expect(run.output.contains("sailau \(verb)"), "\(run.output)")
        #expect(run.output.contains("Example"))
    }

    /// Not a list of what another format lacks.
    @Test func aFileOfAnotherFormatGetsOneMessage() throws {
        let run = try Program.run("law", "check", "Elections/kazakhstan-2004/election.yaml")
        #expect(run.status == 1)
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        #expect(run.errors.contains("election.yaml:1: format: `sailau-election/1` is not a version of `sailau-law`"))
    }

    @Test func aContradictionIsNamedByTheLineOfItsTier() throws {
        let folder = try TemporaryFolder()
        let text = try String(
            contentsOf: Program.root.appending(path: "Laws/kazakhstan/mazhilis-2004-04-14.yaml"), encoding: .utf8)
        let spoiled = text.replacing("share: at least 7% of valid votes", with: "share: at least 107% of valid votes")
        let line = try #require(
            spoiled.split(separator: "\n", omittingEmptySubsequences: false).firstIndex(of: "  - id: list"))
        try folder.write(spoiled, to: "law.yaml")
        let run = try Program.run("law", "check", "\(folder.path)/law.yaml")
        #expect(run.errors.contains("law.yaml:\(line + 1): tiers[1]: `list`: no list can have"), "\(run.errors)")
    }

    @Test func aLawWithMistakesFailsTheCheckWithEveryLine() throws {
        let folder = try TemporaryFolder()
        let law = """
            format: sailau-law/1
            title: {en: A law}
            country: KZ
            body: house
            statute: none
            in force: {from: 2004-04-14, cites: art. 1}
            kind: chamber
            seats: 12
            tiers:
              - id: list
                name: {en: Lists}
                seats: 10
                cites: art. 1
                lists:
                  cites: art. 1
                  districts: {kind: one for the whole country}
                  thresholds:
                    - {for: every list, share: at least 7%, cites: art. 1}
                  allocation: {quotta: hare, cites: art. 1}
                  order: {kind: strict order of the list, cites: art. 1}
            """
        try folder.write(law, to: "law.yaml")
        let run = try Program.run("law", "check", "\(folder.path)/law.yaml")
        #expect(run.status == 1)
        #expect(run.errors.contains("law.yaml:18:") && run.errors.contains("names no base"), "\(run.errors)")
        #expect(run.errors.contains("law.yaml:19:") && run.errors.contains("Did you mean `quota`?"), "\(run.errors)")
        let russian = try Program.run("law", "check", "--lang", "ru", "\(folder.path)/law.yaml")
        #expect(russian.errors.contains("Может быть, `quota`?"), "\(russian.errors)")
        let kazakh = try Program.run("law", "check", "--lang", "kk", "\(folder.path)/law.yaml")
        #expect(kazakh.errors.contains("Мүмкін, `quota`?"), "\(kazakh.errors)")
        #expect(!kazakh.errors.contains("Known fields"))
        let json = try Program.run("law", "check", "--json", "\(folder.path)/law.yaml")
        #expect(json.status == 1)
        let mistakes = (try json.json()["mistakes"]) as? [[String: Any]] ?? []
        #expect(mistakes.count >= 2)
        #expect(mistakes.contains { $0["code"] as? String == "noBase" && $0["line"] as? Int == 18 })
    }

    @Test(arguments: [
        ("en", "Elections of deputies of the Mazhilis of the Parliament, 77 seats, 2 tiers: no mistakes"),
        ("ru", "Выборы депутатов Мажилиса Парламента, 77 мандатов, 2 уровня: ошибок нет"),
        ("kk", "Парламент Мәжілісі депутаттарының сайлауы, 77 мандат, 2 деңгей: қателер жоқ"),
    ])
    func aSoundLawIsToldInTheLanguage(_ language: String, _ words: String) throws {
        let run = try Program.run("law", "check", "--lang", language, "Laws/kazakhstan/mazhilis-2004-04-14.yaml")
        #expect(run.status == 0)
        #expect(run.output.replacing("\u{A0}", with: " ").contains(words), "\(run.output)")
    }
}
