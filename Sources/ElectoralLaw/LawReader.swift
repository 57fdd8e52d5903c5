public import DataFormats
import ElectionModel

extension Law {
    /// The version of the law language that this program reads.
    public static let format = "sailau-law/1"

    /// Reads a law file.
    ///
    /// - Parameter file: its name, for messages.
    /// - Throws: `Mistakes` with every mistake at once, each with its line and remedy: fields that don't exist, bases that
    ///   are missing, seats that don't add up, rules that can never apply.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> Law {
        try YAMLDocument.decode(bytes, file: file, body: decode)
    }

    /// The JSON Schema of law files, made from the code that reads them.
    public static func schema() -> JSON {
        SchemaDescription.describe(decode)
            .schema(title: "Sailau law file", identifier: "https://sailau.example/schemas/law-1.json")
    }

    static func decode(_ reader: MappingReader) -> Law? {
        guard reader.isFormat(Law.format, "The version of the law language: \(Law.format).") else { return nil }
        let title = reader.multilingual("title", "The name of the law in English, Russian and Kazakh.")
        let country = reader.text("country", "ISO 3166-1 code of two letters.")
        let body = reader.text("body", "The chamber or office, in one word.")
        let statute = reader.multilingual("statute", "The statute and its redaction, from which articles are cited.")
        let inForce = reader.mapping("in force", "The days on which this redaction is law.", Validity.decode)
        let kind = reader.choice("kind", Kind.self)
        let seats = reader.whole("seats", in: 1...100_000, "All seats of the body, however filled.")
        let term = reader.mappingIfPresent("term") { reader -> Term? in
            let years = reader.whole("years", in: 1...20)
            let cites = reader.cites()
            return years.map { Term(years: $0, cites: cites) }
        }
        let renewal = reader.mappingIfPresent("renewal", "Partial renewal of the elected seats.") {
            reader -> Renewal? in
            let part = reader.fraction("part", "The part of the elected seats filled at one election.")
            let years = reader.whole("every years", in: 1...20)
            let cites = reader.cites()
            guard let part, let years else { return nil }
            return Renewal(part: part, everyYears: years, cites: cites)
        }
        var unreadTiers = 0
        var tierPlaces: [Place] = []
        let tiers = reader.list("tiers", "The ways by which seats are filled.") { reader -> Tier? in
            let tier = Tier.decode(reader)
            if tier == nil { unreadTiers += 1 } else { tierPlaces.append(Place(reader)) }
            return tier
        }
        var vacancyPlaces: [Place] = []
        let vacancies = reader.list("vacancies", required: false, "Seats that become vacant.") {
            reader -> VacancyRule? in
            let rule = VacancyRule.decode(reader)
            if rule != nil { vacancyPlaces.append(Place(reader)) }
            return rule
        }
        let registration = reader.mappingIfPresent("registration", "What it takes to stand.", Registration.decode)
        let readings = reader.multilinguals("readings", "How this file reads what the statute leaves open.")
        guard let title, let country, let body, let statute, let inForce, let kind, let seats else { return nil }
        let law = Law(
            title: title, country: country, body: body, statute: statute, inForce: inForce, kind: kind, seats: seats,
            term: term, renewal: renewal, tiers: tiers, vacancies: vacancies, registration: registration,
            readings: readings)
        law.reportContradictions(
            to: reader, tierPlaces: tierPlaces, vacancyPlaces: vacancyPlaces, allTiersRead: unreadTiers == 0)
        return law
    }
}

extension MappingReader {
    /// The articles of the rule being read. Every rule has at least one.
    func cites() -> [Citation] {
        let mistakes = log.list.count
        let cites = texts("cites", required: true, "The articles of the statute that say so.")
        if description == nil, cites.isEmpty, log.list.count == mistakes {
            report("cites", .noArticle)
        }
        return cites
    }
}

extension Law.Validity {
    static func decode(_ reader: MappingReader) -> Law.Validity? {
        let from = reader.date("from", "The first day in force.")
        let until = reader.dateIfPresent("until", "The first day no longer in force.")
        let cites = reader.cites()
        guard let from else { return nil }
        if let until, until <= from {
            reader.report("until", .endsBeforeItBegins)
        }
        return Law.Validity(from: from, until: until, cites: cites)
    }
}

extension Tier {
    private static let rules = ["majority", "plurality", "lists", "appointed"]

    static func decode(_ reader: MappingReader) -> Tier? {
        let id = reader.text("id", "A short name, such as `constituencies`.")
        let name = reader.multilingual("name", "In English, Russian and Kazakh.")
        let seats = reader.whole(
            "seats", in: 0...100_000, "0 for a tier that only takes what the one before passes on.")
        let college = reader.mappingIfPresent("college", "Electors who are members of other bodies.", College.decode)
        let present = rules.filter(reader.has)
        if reader.description == nil, present.count != 1 {
            reader.report(
                present.dropFirst().first ?? "id", present.isEmpty ? .noRule : .twoRules,
                ["known": rules.joined(separator: ", ")])
        }
        let majority = reader.mappingIfPresent(
            "majority", "One seat, a share of a base, two ballots.", MajorityRule.decode)
        let plurality = reader.mappingIfPresent("plurality", "Most votes in one ballot.", PluralityRule.decode)
        let lists = reader.mappingIfPresent("lists", "Seats in proportion to votes.", ListRule.decode)
        let appointed = reader.mappingIfPresent("appointed") { reader -> Tier.Appointed? in
            let by = reader.text("by", "Who appoints.")
            let cites = reader.cites()
            return by.map { Tier.Appointed(by: $0, cites: cites) }
        }
        let cites = reader.cites()
        let rule =
            majority.map(Rule.majority) ?? plurality.map(Rule.plurality) ?? lists.map(Rule.lists)
            ?? appointed.map(Rule.appointed)
        guard let id, let name, let seats, let rule else { return nil }
        return Tier(id: TierID(id), name: name, seats: seats, rule: rule, college: college, cites: cites)
    }
}

extension College {
    static func decode(_ reader: MappingReader) -> College? {
        let members = reader.text("members", "Whose members the electors are.")
        let quorum = reader.shareIfPresent(
            "quorum", "How many must be present for a sitting; tested at the first ballot.")
        let validVote = reader.shareIfPresent(
            "valid vote", "How many of those present must vote; tested at the first ballot.")
        let tookPart = reader.shareIfPresent(
            "took part", "How many of all electors must vote; tested at the first ballot.")
        let cites = reader.cites()
        return members.map {
            College(members: $0, quorum: quorum, validVote: validVote, tookPart: tookPart, cites: cites)
        }
    }
}

extension VacancyRule {
    static func decode(_ reader: MappingReader) -> VacancyRule? {
        let tier = reader.text("tier")
        let then = reader.choice("then", Filling.self)
        let within = reader.wholeIfPresent("within months", in: 1...36)
        let notInLast = reader.wholeIfPresent("not in last months", in: 1...60)
        let cites = reader.cites()
        guard let tier, let then else { return nil }
        return VacancyRule(
            tier: TierID(tier), then: then, withinMonths: within, notInLastMonths: notInLast, cites: cites)
    }
}
