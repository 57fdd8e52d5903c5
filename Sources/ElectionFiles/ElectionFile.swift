public import DataFormats
public import ElectionModel

/// What `Elections/NAME/election.yaml` says: the election with its parties and lists, the bodies it is about, and texts.
///
/// Votes, candidates and sourced figures stand in CSV files beside it.
public struct ElectionFile: Sendable, Hashable {
    public var election: Election
    /// The first word under which the body is shown, such as "Mazhilis".
    public var body: Multilingual
    public var headOfState: Sourced?
    public var headOfGovernment: Sourced?
    /// Why the election was held.
    public var purpose: Multilingual?
    public var background: Multilingual?
    /// What has to be known before any figure is read.
    public var notice: Multilingual?
    /// The other chambers of the parliament, by law file.
    public var otherChambers: [String]
    /// The seats in the body that make a majority of it.
    public var majorityLine: Int?
    /// The election before, by name, for comparison.
    public var previous: String?
    /// The first day on which those elected sit; nil where it is not given.
    public var termBegins: CalendarDate?

    /// A name with the source that gives it.
    public struct Sourced: Sendable, Hashable {
        public var name: Multilingual
        public var source: String
    }

    public static let format = "sailau-election/1"

    /// - Throws: `Mistakes`, all at once.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> ElectionFile {
        try YAMLDocument.decode(bytes, file: file, body: decode)
    }

    /// The JSON Schema of `election.yaml`, made from the code that reads it.
    public static func schema() -> JSON {
        SchemaDescription.describe(decode)
            .schema(title: "Sailau election file", identifier: "https://sailau.example/schemas/election-1.json")
    }

    private static func decode(_ reader: MappingReader) -> ElectionFile? {
        guard reader.isFormat(Self.format, "The version of this format: \(Self.format).") else { return nil }
        let id = reader.text("id", "The name of the folder.")
        let name = reader.multilingual("name", "In English, Russian and Kazakh.")
        let body = reader.multilingual("body", "The body elected.")
        let law = reader.text("law", "The law file under Laws/, without `.yaml`.")
        let days = reader.texts("polling days", required: true, "By round.")
        let headOfState = reader.mappingIfPresent("head of state", "With its source.", sourced)
        let headOfGovernment = reader.mappingIfPresent("head of government", "With its source.", sourced)
        let purpose = reader.multilingualIfPresent("purpose", "Why it was held.")
        let background = reader.multilingualIfPresent("background", "What led to it.")
        let notice = reader.multilingualIfPresent("notice", "What to know before reading a figure.")
        let chambers = reader.texts("other chambers", "Law files of the other chambers.")
        let line = reader.wholeIfPresent("majority line", in: 1...100_000, "Seats that make a majority.")
        let previous = reader.textIfPresent("previous", "The election before.")
        let termBegins = reader.dateIfPresent("term begins", "The first day on which those elected sit.")
        let regions = reader.list("regions", required: false, "Oblasts and cities.") { reader -> Region? in
            let id = reader.text("id")
            let name = reader.multilingual("name", "In three languages.")
            guard let id, let name else { return nil }
            return Region(id: RegionID(id), name: name)
        }
        let parties = reader.list("parties", required: false, "Parties, blocs and their members.", party)
        let lists = reader.list("lists", required: false, "Lists in ballot order.", list)
        let againstAll = reader.flag("against all", default: false, "“Against all” stands on every ballot.")
        var pollingDays: [CalendarDate] = []
        for day in days {
            if let date = CalendarDate(day) {
                pollingDays.append(date)
            } else {
                reader.report("polling days", .notADay, ["text": day])
            }
        }
        guard let id, let name, let body, let law else { return nil }
        let known = Set(parties.map(\.id))
        for list in lists {
            for member in list.blocMembers + [list.nominator].compactMap(\.self) where !known.contains(member) {
                reader.report("lists", .unknownParty, ["list": list.id.rawValue, "party": member.rawValue])
            }
        }
        let election = Election(
            id: ElectionID(id), name: name, law: law, pollingDays: pollingDays, regions: regions, parties: parties,
            choices: lists + (againstAll ? [Choice.againstAll] : []))
        return ElectionFile(
            election: election, body: body, headOfState: headOfState, headOfGovernment: headOfGovernment,
            purpose: purpose, background: background, notice: notice, otherChambers: chambers, majorityLine: line,
            previous: previous, termBegins: termBegins)
    }

    private static func sourced(_ reader: MappingReader) -> Sourced? {
        let name = reader.multilingual("name", "In three languages.")
        let source = reader.text("source", "A source of sources.csv.")
        guard let name, let source else { return nil }
        return Sourced(name: name, source: source)
    }

    private static func party(_ reader: MappingReader) -> Party? {
        let id = reader.text("id")
        let name = reader.multilingual("name", "The full official name.")
        let short = reader.multilingual("short name", "As in tables.")
        let colour = reader.textIfPresent("colour", "As #rrggbb.")
        let leader = reader.multilingualIfPresent("leader", "One person, or several with commas.")
        if let colour, !isColour(colour) {
            reader.report("colour", .notAColour, ["text": colour])
        }
        guard let id, let name, let short else { return nil }
        return Party(id: PartyID(id), name: name, shortName: short, colour: colour, leader: leader)
    }

    private static func isColour(_ text: String) -> Bool {
        text.utf8.count == 7 && text.hasPrefix("#") && text.dropFirst().allSatisfy(\.isHexDigit)
    }

    private static func list(_ reader: MappingReader) -> Choice? {
        let id = reader.text("id")
        let name = reader.multilingual("name", "As on the ballot.")
        let nominator = reader.text("nominator", "The party or bloc, by its id.")
        let order = reader.wholeIfPresent("registration order", in: 1...10_000, "1 for the list registered first.")
        let members = reader.texts("bloc of", "The member parties of a bloc.")
        let minority = reader.flag("minority", default: false)
        let alliance = reader.textIfPresent("alliance", "Linked lists share this name.")
        guard let id, let name, let nominator else { return nil }
        return Choice(
            id: ChoiceID(id), kind: .list, name: name, nominator: PartyID(nominator), registrationOrder: order,
            blocMembers: members.map { PartyID($0) }, isMinority: minority, alliance: alliance)
    }
}
