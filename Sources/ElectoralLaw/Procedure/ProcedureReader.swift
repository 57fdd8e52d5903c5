public import DataFormats
import ElectionModel

extension Procedure {
    /// The version of the format that this program reads.
    public static let format = "sailau-procedure/1"

    /// Reads a file of procedure.
    ///
    /// - Parameter file: its name, for messages.
    /// - Throws: `Mistakes` with every mistake at once, each with its line and remedy.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> Procedure {
        try YAMLDocument.decode(bytes, file: file, body: decode)
    }

    /// The JSON Schema of these files, made from the code that reads them.
    public static func schema() -> JSON {
        SchemaDescription.describe(decode)
            .schema(title: "Sailau procedure file", identifier: "https://sailau.example/schemas/procedure-1.json")
    }

    static func decode(_ reader: MappingReader) -> Procedure? {
        guard reader.isFormat(Procedure.format, "The version of the format: \(Procedure.format).") else { return nil }
        let title = reader.multilingual("title", "In English, Russian and Kazakh.")
        let law = reader.text("law", "The file of the law, without its extension.")
        let commissions = reader.list("commissions", "The commissions, by level.", CommissionRule.decode)
        let deadlines = reader.list("calendar", "What begins and ends when.", Deadline.decode)
        let ballots = reader.mapping("ballots", "What is printed, and in which order.", BallotRule.decode)
        let voting = reader.mapping("voting", "The hours.", VotingRule.decode)
        let chains = reader.list("protocols", "The way of the protocols.", ProtocolChain.decode)
        let complaints = reader.list(
            "complaints", required: false, "To whom, within how many days.", ComplaintRule.decode)
        let electronic = reader.mappingIfPresent(
            "electronic", "Electronic voting, where the statute knows it.", ElectronicRule.decode)
        let readings = reader.multilinguals("readings", "How this file reads what the statute leaves open.")
        guard let title, let law, let ballots, let voting else { return nil }
        return Procedure(
            title: title, law: law, deadlines: deadlines, commissions: commissions, ballots: ballots, voting: voting,
            chains: chains, complaints: complaints, electronic: electronic, readings: readings)
    }
}

extension Procedure.Deadline {
    static func decode(_ reader: MappingReader) -> Self? {
        let id = reader.text("id", "A short name, such as `nomination-ends`.")
        let name = reader.multilingual("name", "What begins or ends.")
        let kind = reader.choice("kind", Kind.self, "Whether it may not be before, or must not be later.")
        let anchor = reader.choice("from", Anchor.self, "What the distance is counted from.")
        let event = reader.textIfPresent("event", "The kind of event, where it is counted from one.")
        let offset = reader.offset("distance", "Such as `40 days before` or `same day`.")
        let time = reader.clockIfPresent("at", "The time of day; the end of the day where it is missing.")
        let rounds = reader.choiceIfPresent("rounds", Rounds.self, "Every ballot where it is missing.")
        let metBy = reader.textIfPresent("met by", "The kind of event that meets it.")
        let cites = reader.cites()
        if anchor == .event, event == nil { reader.report("from", .missingField, ["name": "event", "wanted": "text"]) }
        guard let id, let name, let kind, let anchor, let offset else { return nil }
        return Self(
            id: id, name: name, kind: kind, anchor: anchor, event: event, offset: offset, time: time,
            rounds: rounds ?? .every, metBy: metBy, cites: cites)
    }
}

extension Procedure.CommissionRule {
    static func decode(_ reader: MappingReader) -> Self? {
        let level = reader.choice("level", Commission.Level.self)
        let name = reader.multilingual("name")
        let members = reader.whole("members", in: 1...1000)
        let chosenBy = reader.multilingual("chosen by")
        let one = reader.flag("one a party", default: false, "At most one member of each party.")
        let term = reader.wholeIfPresent("term years", in: 1...20)
        let quorum = reader.fraction("quorum", "The least part of all members with which a sitting is valid.")
        let decides = reader.fraction("decides", "A decision needs more than this part of all members.")
        let cites = reader.cites()
        guard let level, let name, let members, let chosenBy, let quorum, let decides else { return nil }
        return Self(
            level: level, name: name, members: members, chosenBy: chosenBy, onePerParty: one, termYears: term,
            quorum: quorum, decides: decides, cites: cites)
    }
}

extension Procedure.BallotRule {
    static func decode(_ reader: MappingReader) -> Self? {
        let reserve = reader.fraction("reserve", "Printed beyond the electors, as a part of them.")
        let languages = reader.texts("languages", required: true, "Codes such as kk and ru.")
        let candidates = reader.choice("candidates", Order.self, "The order of candidates.")
        let lists = reader.choice("lists", Order.self, "The order of lists.")
        let cites = reader.cites()
        guard let reserve, let candidates, let lists else { return nil }
        return Self(reserve: reserve, languages: languages, candidates: candidates, lists: lists, cites: cites)
    }
}

extension Procedure.VotingRule {
    static func decode(_ reader: MappingReader) -> Self? {
        let opens = reader.clock("opens")
        let closes = reader.clock("closes")
        let earliest = reader.clock("not before", "Hours may be moved so far.")
        let latest = reader.clock("not after", "Hours may be moved so far.")
        let home = reader.clock("home requests until")
        let count = reader.whole("count hours", in: 1...100, "The longest count without a break.")
        let cites = reader.cites()
        guard let opens, let closes, let earliest, let latest, let home, let count else { return nil }
        if earliest > opens || latest < closes || opens >= closes {
            reader.report("closes", .notWanted, ["name": "closes", "text": "", "wanted": "clock"])
        }
        return Self(
            opens: opens, closes: closes, earliest: earliest, latest: latest, homeRequestsUntil: home,
            countHours: count, cites: cites)
    }
}

extension Procedure.ProtocolChain {
    static func decode(_ reader: MappingReader) -> Self? {
        let tier = reader.text("tier")
        let channel = reader.choice("channel", Channel.self)
        let levels = reader.choices(
            "to", Commission.Level.self, required: true, "The commissions in the order in which they get it.")
        let cites = reader.cites()
        guard let tier, let channel else { return nil }
        return Self(tier: TierID(tier), channel: channel, levels: levels, cites: cites)
    }
}

extension Procedure.ElectronicRule {
    static func decode(_ reader: MappingReader) -> Self? {
        let groups = reader.flag(
            "groups stations", default: false, "Whether small stations may be counted together.")
        let recorder = reader.textIfPresent(
            "recorder", "The article that demands a recorder of voting data; left out where none does.")
        return Self(groupsStations: groups, recorder: recorder, cites: reader.cites())
    }
}

extension Procedure.ComplaintRule {
    static func decode(_ reader: MappingReader) -> Self? {
        let subject = reader.choice("about", Subject.self)
        let addressee = reader.choice("to", Addressee.self)
        let complain = reader.wholeIfPresent("days to complain", in: 1...365)
        let decide = reader.wholeIfPresent("days to decide", in: 0...365, "0 for the same day.")
        let atOnce = reader.wholeIfPresent("at once within days", in: 1...365, "Before the poll, and on the day.")
        let cites = reader.cites()
        guard let subject, let addressee else { return nil }
        return Self(
            subject: subject, addressee: addressee, daysToComplain: complain, daysToDecide: decide,
            atOnceWithinDays: atOnce, cites: cites)
    }
}
