public import DataFormats
import ElectionModel

extension PhraseCase {
    /// The version of files of phrases that this program reads.
    public static let format = "sailau-phrases/1"

    /// Reads the cases of one file, in its order.
    ///
    /// - Throws: `Mistakes`, all at once.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> [PhraseCase] {
        try YAMLDocument.decode(bytes, file: file, body: decodeFile)
    }

    /// The JSON Schema of files of phrases, made from the code that reads them.
    public static func schema() -> JSON {
        SchemaDescription.describe(decodeFile)
            .schema(title: "Sailau phrase file", identifier: "https://sailau.example/schemas/phrases-1.json")
    }

    private static func decodeFile(_ reader: MappingReader) -> [PhraseCase]? {
        guard reader.isFormat(Self.format, "The version of this format: \(Self.format).") else { return nil }
        let group = reader.text("group", "What the phrases of this file are about.")
        return reader.list("cases", "Phrases, each with votes and outcomes.") { decode($0, group: group ?? "") }
    }

    private static func decode(_ reader: MappingReader, group: String) -> PhraseCase? {
        let id = reader.text("id", "A short name, unique among all cases.")
        let title = reader.text("title", "The phrase in plain words.")
        let law = reader.text("law", "The law without the phrase, in Laws/phrases/laws/.")
        let amendments = reader.list("phrase", "The words that put the phrase into the law.") { reader -> Amendment? in
            let insteadOf = reader.text("instead of", "Words that stand in the law once.")
            let write = reader.text("write", "The words of the phrase.")
            guard let insteadOf, let write else { return nil }
            return Amendment(insteadOf: insteadOf, write: write)
        }
        let note = reader.textIfPresent("note", "A law that has it, or why it matters.")
        let days = [
            reader.dateIfPresent("polling day"), reader.dateIfPresent("second polling day", "Of the run-off."),
        ].compactMap(\.self)
        let districts = reader.list("districts", required: false, "Where seats are filled.", district)
        let choices = reader.list("choices", required: false, "All who stand; left out where names say enough.", choice)
        let tallies = reader.list("votes", required: false, "One entry for each district and ballot.", datedTally)
        let decisions = decisions(reader)
        let termBegan = reader.dateIfPresent("term began", "For vacancies.")
        let composedOn = reader.dateIfPresent("composed on", "The day for which the body is put together.")
        let deposits = reader.flag("deposits", default: false, "Ask who gets the deposit back.")
        let applications = reader.mappingIfPresent("applications", "What is handed in.") { reader in
            let regions = reader.texts("regions", "Those in which parties need members.")
            var applications = Applications.decode(reader, register: nil)
            applications.regions = regions.map { RegionID($0) }
            return applications
        }
        let outcome = reader.texts("outcome", required: true, "With the phrase.")
        let without = reader.texts("without it", required: true, "Under the law as it stands.")
        guard let id, let title, let law else { return nil }
        let question: Question =
            if let composedOn {
                .composition(on: composedOn)
            } else if applications != nil {
                .registration
            } else if deposits {
                .deposits
            } else {
                decisions.vacancies.isEmpty ? .seats : .vacancies(termBegan: termBegan)
            }
        let election = Election(
            id: ElectionID(id), name: Multilingual(title), law: law, pollingDays: days,
            districts: districts, choices: choices)
        return PhraseCase(
            id: id, title: title, group: group, law: law, amendments: amendments, note: note, question: question,
            election: election, tallies: tallies, decisions: decisions, applications: applications ?? Applications(),
            outcome: outcome, outcomeWithout: without)
    }

    private static func district(_ reader: MappingReader) -> District? {
        let id = reader.text("id")
        let tier = reader.textIfPresent("tier", "`seats` by default.") ?? "seats"
        let seats = reader.wholeIfPresent("seats", in: 1...1000) ?? 1
        return id.map { District(id: DistrictID($0), tier: TierID(tier), name: Multilingual($0), seats: seats) }
    }

    private static func choice(_ reader: MappingReader) -> Choice? {
        let id = reader.text("id")
        let kind = reader.choiceIfPresent("kind", Choice.Kind.self, "`candidate` by default.") ?? .candidate
        let district = reader.textIfPresent("district")
        let order = reader.wholeIfPresent("registered", in: 1...1000, "Place in the order of registration.")
        let born = reader.dateIfPresent("born")
        let members = reader.texts("bloc of")
        let minority = reader.flag("minority", default: false)
        let alliance = reader.textIfPresent("linked as")
        let persons = namedCounts(reader, "persons", "In order, with preference votes where there are any.")
        let connected = reader.textIfPresent("of list")
        return id.map { id in
            Choice(
                id: ChoiceID(id), kind: kind, name: Multilingual(id), district: district.map { DistrictID($0) },
                registrationOrder: order, birthDate: born, blocMembers: members.map { PartyID($0) },
                isMinority: minority, alliance: alliance,
                persons: persons.map {
                    ListedPerson(id: ChoiceID($0.name), name: Multilingual($0.name), preferenceVotes: $0.count)
                }, connectedList: connected.map { ChoiceID($0) })
        }
    }

    private static func datedTally(_ reader: MappingReader) -> DatedTally? {
        let tier = reader.textIfPresent("tier", "`seats` by default.") ?? "seats"
        let district = reader.textIfPresent("district", "The tier's name by default.") ?? tier
        let round = reader.wholeIfPresent("ballot", in: 1...2, "The first by default.") ?? 1
        let termBegins = reader.dateIfPresent("term begins", "Where several elections make up a body.")
        func figure(_ name: String) -> UInt64? {
            reader.wholeIfPresent(name, in: 0...9_007_199_254_740_993).map { UInt64($0) }
        }
        let (registered, present, cast) = (figure("registered"), figure("present"), figure("cast"))
        let invalid = figure("invalid")
        let votes = namedCounts(reader, "for", "Such as `A 50, B 40`.").map {
            Tally.ChoiceVotes(ChoiceID($0.name), $0.count ?? 0)
        }
        let tally = Tally(
            tier: TierID(tier), district: DistrictID(district), round: round, registered: registered, present: present,
            cast: cast, invalid: invalid, votes: votes, provenance: .simulated)
        return DatedTally(tally: tally, termBegins: termBegins)
    }

    private static func decisions(_ reader: MappingReader) -> Decisions {
        var decisions = Decisions()
        decisions.withdrawals = reader.list("withdrawn", required: false) { reader in
            let who = reader.text("who")
            let round = reader.wholeIfPresent("before ballot", in: 1...2) ?? 1
            return who.map { Decisions.Withdrawal(ChoiceID($0), beforeRound: round) }
        }
        decisions.lots = reader.list("lots", required: false, "Drawn by hand.") { reader in
            let tier = reader.textIfPresent("tier") ?? "seats"
            let district = reader.textIfPresent("district") ?? tier
            return Decisions.Lot(
                tier: TierID(tier), district: DistrictID(district),
                among: reader.texts("among", required: true).map { ChoiceID($0) },
                drawn: reader.texts("drawn", required: true).map { ChoiceID($0) })
        }
        decisions.annulments = reader.list("annulled", required: false) { reader -> Decisions.Annulment? in
            let tier = reader.textIfPresent("tier") ?? "seats"
            let district = reader.textIfPresent("district") ?? tier
            let act = reader.text("act", "By which it was declared void.")
            let stations = reader.wholeIfPresent("stations", in: 1...100_000, "All of them where left out.")
            let all = reader.wholeIfPresent("of stations", in: 1...100_000)
            return act.map { act in
                Decisions.Annulment(
                    tier: TierID(tier), district: DistrictID(district), act: act,
                    stations: stations.map { Decisions.Annulment.Stations($0, of: all ?? $0) })
            }
        }
        decisions.appointments = reader.list("appointed", required: false) { reader in
            let tier = reader.textIfPresent("tier") ?? "seats"
            return reader.text("who").map { Decisions.Appointment(tier: TierID(tier), person: ChoiceID($0)) }
        }
        decisions.vacancies = reader.list("vacated", required: false, "During the term.") { reader in
            let who = reader.text("who")
            let day = reader.date("on")
            guard let who, let day else { return nil }
            return Decisions.Vacancy(person: ChoiceID(who), date: day)
        }
        return decisions
    }
}

/// Reads `A 50, B 40, C`: names, each with a whole number where one follows.
func namedCounts(_ reader: MappingReader, _ name: String, _ explanation: String = "") -> [(
    name: String, count: UInt64?
)] {
    guard let text = reader.textIfPresent(name, explanation) else { return [] }
    var result: [(name: String, count: UInt64?)] = []
    for part in text.split(separator: ",") {
        let words = part.split(separator: " ").map(String.init)
        let count = words.count > 1 ? words.last.flatMap { UInt64($0) } : nil
        let label = (count == nil ? words : words.dropLast()).joined(separator: " ")
        if label.isEmpty { reader.report(name, .missingName) }
        result.append((label, count))
    }
    return result
}
