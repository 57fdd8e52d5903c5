import DataFormats
import ElectionModel
import ElectoralLaw
import MistakeWords
import Testing

/// A law file with every kind of tier, from which single lines are spoiled.
let soundLaw = """
    format: sailau-law/1
    title: {en: Test law, ru: Закон, kk: Заң}
    country: KZ
    body: test
    statute: A statute
    in force: {from: 2004-04-14, until: 2005-04-15, cites: art. 1}
    kind: chamber
    seats: 20
    term: {years: 5, cites: art. 2}
    tiers:
      - id: seats
        name: {en: Constituencies}
        seats: 8
        cites: art. 3
        majority:
          cites: art. 4
          elected: {when: more than 1/2 of valid votes, cites: art. 5}
          run-off:
            called when: nobody is elected
            qualify: {top: 2, share: at least 1/8 of registered electors, cites: art. 6}
            on withdrawal: next moves up
            elected: {most votes: yes, cites: art. 7}
            cites: art. 8
          otherwise: repeat election
          ties: [older candidate, lot]
      - id: list
        name: {en: Lists}
        seats: 10
        cites: art. 9
        lists:
          cites: art. 10
          districts: {kind: one for the whole country}
          thresholds:
            - {for: every list, share: at least 7% of valid votes, cites: art. 11}
          or wins: {seats: 1, tier: seats, cites: art. 12}
          if one passes: {then: takes all seats, cites: art. 13}
          allocation: {quota: hare, cites: art. 14}
          order: {kind: strict order of the list, cites: art. 15}
      - id: named
        name: {en: Appointed}
        seats: 2
        cites: art. 16
        appointed: {by: president, cites: art. 16}
    vacancies:
      - {tier: list, then: next on list, cites: art. 17}
    """

/// Everything that is wrong with a text; empty where it can be read.
func mistakes(_ text: String) -> [Mistake] {
    do throws(Mistakes) {
        _ = try Law.read(Array(text.utf8), file: "law.yaml")
        return []
    } catch {
        return error.list
    }
}

/// The mistakes of the sound law with one passage replaced.
func mistakes(_ old: String, _ new: String) -> [Mistake] {
    #expect(soundLaw.contains(old), "the law does not contain: \(old)")
    return mistakes(soundLaw.replacing(old, with: new, maxReplacements: 1))
}

/// The line on which a passage begins in the sound law.
func line(_ passage: String) -> Int? {
    soundLaw.firstRange(of: passage).map { range in
        soundLaw[..<range.lowerBound].count { $0 == "\n" } + 1
    }
}

@Suite struct LawReadingTests {
    @Test func theSoundLaw() throws {
        let law = try Law.read(Array(soundLaw.utf8), file: "law.yaml")
        #expect(law.title[.kazakh] == "Заң" && law.title[.english] == "Test law")
        #expect(law.inForce.from.description == "2004-04-14" && law.seats == 20 && law.kind == .chamber)
        #expect(law.tiers.map(\.seats) == [8, 10, 2] && law.tiers.map(\.isElected) == [true, true, false])
        guard case .majority(let majority) = law.tiers[0].rule, case .lists(let lists) = law.tiers[1].rule else {
            Issue.record("the tiers have other rules")
            return
        }
        #expect(majority.elected.share == Share(.moreThan, Fraction(1, 2), of: .validVotes))
        #expect(majority.elected.cites == ["art. 5"] && majority.ties == [.older, .lot])
        #expect(majority.runOff?.qualify.share == Share(.atLeast, Fraction(1, 8), of: .registeredElectors))
        #expect(lists.thresholds.map(\.share) == [Share(.atLeast, Fraction(7, 100), of: .validVotes)])
        #expect(lists.allocation.method == .quota(QuotaMethod(.hare)))
        #expect(lists.orWins?.tier == "seats" && law.vacancies.map(\.then) == [.nextOnList])
    }

    @Test func theDaysInForce() throws {
        let law = try Law.read(Array(soundLaw.utf8), file: "law.yaml")
        for (day, isInForce) in [
            ("2004-04-13", false), ("2004-04-14", true), ("2005-04-14", true), ("2005-04-15", false),
        ] {
            #expect(law.inForce.contains(try #require(CalendarDate(day))) == isInForce)
        }
    }

    /// Passage, what stands there instead, the field, and a part of the problem and of the remedy.
    @Test(arguments: [
        ("body: test", "bodi: test", "bodi", "no such field", "Did you mean `body`?"),
        ("statute: A statute", "statutes: A statute", "statutes", "no such field", "`statute`"),
        (
            "when: more than 1/2 of valid votes", "when: more than 1/2", "tiers[0].majority.elected.when",
            "names no base", "of valid votes"
        ),
        (
            "share: at least 7% of valid votes", "share: 7% of valid votes", "tiers[1].lists.thresholds[0].share",
            "does not say how to compare", "at least"
        ),
        (
            "share: at least 7% of valid votes", "share: at least 7% of valid vote",
            "tiers[1].lists.thresholds[0].share", "is not a base", "Did you mean `valid votes`?"
        ),
        (
            "share: at least 7% of valid votes", "share: at least 7.5% of valid votes",
            "tiers[1].lists.thresholds[0].share", "not an exact fraction", "n/d"
        ),
        (
            "quota: hare", "quota: hair", "tiers[1].lists.allocation.quota", "`hair` is not known",
            "Did you mean `hare`?"
        ),
        (
            "ties: [older candidate, lot]", "ties: [older, lot]", "tiers[0].majority.ties", "`older` is not known",
            "older candidate"
        ),
        ("term: {years: 5", "term: {years: five", "term.years", "`five` is not a whole number", "1 to 20"),
        ("term: {years: 5", "term: {years: 50", "term.years", "`50` is not a whole number", "1 to 20"),
        ("from: 2004-04-14", "from: 2004-02-30", "in force.from", "`2004-02-30` is not a day", "2004-09-19"),
        ("until: 2005-04-15", "until: 2004-04-14", "in force.until", "ends on or before its first day", "later day"),
        ("format: sailau-law/1", "format: sailau-law/2", "format", "not a version", "sailau-law/1"),
        (
            "most votes: yes", "most votes: perhaps", "tiers[0].majority.run-off.elected.most votes", "`perhaps`",
            "yes or no"
        ),
        (
            "most votes: yes, ", "", "tiers[0].majority.run-off.elected.most votes", "One condition is needed",
            "most votes: yes"
        ),
        ("kind: chamber", "kind: [chamber]", "kind", "is expected", "one line"),
        ("title: {en: Test law, ru: Закон, kk: Заң}", "title: [Test law]", "title", "group of fields", "Indent"),
        ("term: {years: 5, cites: art. 2}", "term: {years: 5}", "term.cites", "missing", "Add `cites:`"),
        ("term: {years: 5, cites: art. 2}", "term: {years: 5, cites: []}", "term.cites", "No article", "art. 9(1)"),
        (
            "quota: hare", "quota of: valid votes, divisor: d'hondt", "tiers[1].lists.allocation.quota of",
            "can never apply", "Leave it out"
        ),
        (
            "quota: hare", "quota: hare, divisor: d'hondt", "tiers[1].lists.allocation.quota",
            "by a quota or by divisors", "one of"
        ),
        ("quota: hare, ", "", "tiers[1].lists.allocation.quota", "by a quota or by divisors", "one of"),
        (
            "appointed: {by: president", "appointed: {who: president", "tiers[2].appointed.who", "no such field",
            "Known fields: by, cites"
        ),
        (
            "otherwise: repeat election", "otherwise: run-off", "tiers[0].majority.otherwise", "no run-off",
            "repeat election"
        ),
    ])
    func oneMistake(old: String, new: String, field: String, problem: String, remedy: String) throws {
        let found = mistakes(old, new)
        let mistake = try #require(found.first { $0.field == field || field.isEmpty }, "\(found)")
        #expect(mistake.file == "law.yaml")
        #expect(mistake.line == line(old), "\(mistake)")
        #expect(mistake.problem.contains(problem), "\(mistake)")
        #expect(mistake.remedy.contains(remedy), "\(mistake)")
        #expect(!mistake.sentence.contains("not given"), "a figure is missing")
        #expect(mistake.sentence.hasPrefix("law.yaml:\(mistake.line): \(field): "))
    }

    @Test func severalMistakesAreReportedAtOnceInTheOrderOfLines() {
        let text =
            soundLaw
            .replacing("country: KZ", with: "contry: KZ")
            .replacing("kind: chamber", with: "kind: chamer")
            .replacing("when: more than 1/2 of valid votes", with: "when: more than half of valid votes")
            .replacing("quota: hare", with: "quota: hair")
            .replacing("then: next on list, cites: art. 17", with: "then: next on list")
        let found = mistakes(text)
        #expect(
            found.map(\.field) == [
                "country", "contry", "kind", "tiers[0].majority.elected.when", "tiers[1].lists.allocation.quota",
                "vacancies[0].cites",
            ])
        #expect(found.map(\.line) == found.map(\.line).sorted())
        #expect(found.map(\.line).dropFirst() == [3, 7, 17, 37, 45])
    }

    @Test func textsAreInThreeLanguagesOrPlain() throws {
        let readings = """
            readings:
              - A plain one.
              - {en: English, ru: Русский, kk: Қазақша}
              - {en: Half, ru: Половина}
            """
        let text = soundLaw.replacing("statute: A statute", with: "statute: {en: A statute, kk: Заң}")
        let law = try Law.read(Array("\(text)\n\(readings)".utf8), file: "law.yaml")
        #expect(law.statute == Multilingual("A statute", kazakh: "Заң"))
        #expect(
            law.readings == [
                Multilingual("A plain one."), Multilingual("English", russian: "Русский", kazakh: "Қазақша"),
                Multilingual("Half", russian: "Половина"),
            ])
        #expect(law.readings.map { $0.written(for: .kazakh) } == [.english, .kazakh, .english])
        #expect(mistakes("statute: A statute", "statute: {ru: Закон}").map(\.field) == ["statute.en"])
        #expect(mistakes("statute: A statute", "statute: {en: A, uz: B}").map(\.field) == ["statute.uz"])
        let single = try Law.read(Array("\(soundLaw)\nreadings: Only one.".utf8), file: "law.yaml")
        #expect(single.readings == [Multilingual("Only one.")])
    }

    /// A mistake in one tier is no reason to complain of the seats or the references of the others.
    @Test func noMistakeFollowsFromAnother() {
        #expect(mistakes("when: more than 1/2 of valid votes", "when: more than 1/2").count == 1)
        #expect(mistakes("name: {en: Constituencies}", "name: [Constituencies]").count == 1)
        #expect(mistakes("quota: hare", "quota: hair").count == 1)
        #expect(mistakes("by: president, ", "").map(\.field) == ["tiers[2].appointed.by"])
        #expect(mistakes("years: 5, ", "").map(\.field) == ["term.years"])
        #expect(mistakes("{most votes: yes, cites", "{when: more than 1/2, cites").count == 1)
    }

    @Test func mistakesInTheFileItself() {
        func first(_ text: String) -> Mistake? { mistakes(text).first }
        #expect(first("")?.problem.contains("must begin with fields") == true)
        #expect(first("- a\n- b\n")?.problem.contains("must begin with fields") == true)
        #expect(first("a: 1\nb: [1, 2\nc: 3\n")?.problem.contains("not YAML") == true)
        #expect(first("a: 1\n\tb: 2\n")?.line == 2)
        let twice = mistakes("country: KZ", "country: KZ\ncountry: KG")
        #expect(twice.map(\.line) == [3], "\(twice)")
        #expect(twice.first?.problem.contains("`country` stands twice") == true)
        do throws(Mistakes) {
            _ = try Law.read([0x61, 0x3A, 0x20, 0xFF, 0xFE], file: "law.yaml")
            Issue.record("bytes that are not UTF-8 were read")
        } catch {
            #expect(error.list.map(\.problem) == ["The file is not UTF-8 text."])
        }
    }

    @Test func aFileThatIsNestedTooDeeply() {
        for depth in [60, 900, 20_000] {
            let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            #expect(mistakes("a: \(deep)").count == 1, "\(depth) levels")
        }
        let mappings = (0..<60).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(mistakes(mappings).first?.problem.contains("nested too deeply") == true)
    }

    /// Ten anchors, each ten times in the next, would be ten thousand million nodes.
    @Test func anchorsDoNotMultiply() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let uses = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(uses)]\n"
        }
        #expect(mistakes(text).first?.problem.contains("uses aliases") == true)
    }

    /// The published schema is made from the reading code: it knows every field of the sound law and no other.
    @Test func theSchemaKnowsTheFields() {
        let schema = Law.schema().text()
        #expect(schema == Law.schema().text())
        for field in ["format", "in force", "run-off", "called when", "or wins", "natural threshold", "too many seats"]
        {
            #expect(schema.contains("\"\(field)\": {"), "\(field)")
        }
        // Every rule has its articles.
        let groups = Law.schema().groups
        for name in ["term", "appointed", "majority", "run-off", "qualify", "lists", "allocation", "bonus"] {
            let fields = groups.filter { $0.name == name }.map(\.fields)
            #expect(!fields.isEmpty && fields.allSatisfy { $0.contains("cites") }, "\(name)")
        }
        #expect(schema.contains("\"enum\": [\n") && !schema.contains("\"bodi\""))
    }
}

extension JSON {
    /// The groups of fields that a schema describes, each with the names of its fields.
    fileprivate var groups: [(name: String, fields: [String])] {
        guard case .object(let members) = self else { return [] }
        var result: [(name: String, fields: [String])] = []
        for (name, value) in members {
            if case .object(let inner) = value,
                case .object(let properties)? = inner.first(where: { $0.0 == "properties" })?.1
            {
                result.append((name, properties.map(\.0)))
            }
            result += value.groups
        }
        return result
    }
}
