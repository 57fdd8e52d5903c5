public import DataFormats
public import ElectionModel

/// A choice of a register with the tier whose ballot it stands on.
public struct RegisteredChoice: Sendable, Hashable {
    public var choice: Choice
    public var tier: TierID

    public init(_ choice: Choice, tier: TierID) {
        self.choice = choice
        self.tier = tier
    }
}

/// `candidates.csv`: who stands on the ballots, a row for each candidate, list and "against all", in ballot order.
///
/// The members of a bloc and the persons of a list stand elsewhere.
public enum CandidateFile {
    private static let columns = [
        "choice", "kind", "tier", "district", "name_en", "name_ru", "name_kk", "nominator", "registration_order",
        "birth_date", "sex", "connected_list", "status",
    ]

    /// - Throws: `Mistakes` naming every bad row by its line, choices that stand twice included.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> [Entry<RegisteredChoice>] {
        var choices: [Entry<RegisteredChoice>] = []
        var seen = SeenKeys<String>()
        try readTable(bytes, file: file, columns: columns) { row in
            let id = row.text("choice")
            let kind = row.value("kind", Choice.Kind.self)
            let tier = row.text("tier")
            let name = row.name()
            let order = row.smallCountIfPresent("registration_order")
            let birthDate = row.dateIfPresent("birth_date")
            let sex = row.valueIfPresent("sex", Sex.self)
            let status = row.value("status", ProvenanceKind.self)
            guard let id, let kind, let tier, let name, let status, seen.isNew(id, row, "choice") else { return }
            let choice = Choice(
                id: ChoiceID(id), kind: kind, name: name, nominator: row.textIfPresent("nominator").map { PartyID($0) },
                district: row.textIfPresent("district").map { DistrictID($0) },
                registrationOrder: order.map { Int($0) }, birthDate: birthDate, sex: sex,
                connectedList: row.textIfPresent("connected_list").map { ChoiceID($0) })
            choices.append(Entry(RegisteredChoice(choice, tier: TierID(tier)), status))
        }
        return choices
    }

    public static func write(_ choices: [Entry<RegisteredChoice>]) -> [UInt8] {
        var writer = CSVWriter(header: columns)
        for entry in choices {
            let choice = entry.value.choice
            writer.append(
                [choice.id.rawValue, choice.kind.rawValue, entry.value.tier.rawValue, choice.district?.rawValue ?? ""]
                    + fields(of: choice.name) + [
                        choice.nominator?.rawValue ?? "", choice.registrationOrder.map { String($0) } ?? "",
                        choice.birthDate?.description ?? "", choice.sex?.rawValue ?? "",
                        choice.connectedList?.rawValue ?? "", entry.provenance.rawValue,
                    ])
        }
        return writer.bytes
    }
}

/// A person at a place on a list.
public struct ListPlace: Sendable, Hashable {
    public var list: ChoiceID
    /// Counted from 1.
    public var position: Int
    /// Where the list has other persons in every district; nil for one list of the whole country.
    public var district: DistrictID?
    public var person: ListedPerson

    public init(list: ChoiceID, position: Int, district: DistrictID? = nil, person: ListedPerson) {
        self.list = list
        self.position = position
        self.district = district
        self.person = person
    }
}

/// `persons.csv`: the persons on the lists, a row each.
public enum PersonFile {
    private static let columns = [
        "list", "position", "person", "name_en", "name_ru", "name_kk", "district", "birth_date", "sex",
        "preference_votes", "status",
    ]

    /// - Throws: `Mistakes` naming every bad row by its line, places and persons that stand twice included.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> [Entry<ListPlace>] {
        var places: [Entry<ListPlace>] = []
        var seenPlaces = SeenKeys<[String]>()
        var seenPersons = SeenKeys<String>()
        try readTable(bytes, file: file, columns: columns) { row in
            let list = row.text("list")
            let position = row.smallCount("position")
            let id = row.text("person")
            let name = row.name()
            let district = row.textIfPresent("district")
            let birthDate = row.dateIfPresent("birth_date")
            let sex = row.valueIfPresent("sex", Sex.self)
            let preferences = row.countIfPresent("preference_votes")
            let status = row.value("status", ProvenanceKind.self)
            guard let list, let position, let id, let name, let status,
                seenPlaces.isNew([list, district ?? "", String(position)], row, "position"),
                seenPersons.isNew(id, row, "person")
            else { return }
            places.append(
                Entry(
                    ListPlace(
                        list: ChoiceID(list), position: Int(position), district: district.map { DistrictID($0) },
                        person: ListedPerson(
                            id: ChoiceID(id), name: name, preferenceVotes: preferences, birthDate: birthDate, sex: sex)),
                    status))
        }
        return places
    }

    public static func write(_ places: [Entry<ListPlace>]) -> [UInt8] {
        var writer = CSVWriter(header: columns)
        for entry in places {
            let place = entry.value
            writer.append(
                [place.list.rawValue, String(place.position), place.person.id.rawValue] + fields(of: place.person.name)
                    + [
                        place.district?.rawValue ?? "", place.person.birthDate?.description ?? "",
                        place.person.sex?.rawValue ?? "", place.person.preferenceVotes.map { String($0) } ?? "",
                        entry.provenance.rawValue,
                    ])
        }
        return writer.bytes
    }

    /// Puts persons on their lists, in the order of their positions.
    public static func place(_ places: [ListPlace], on choices: [Choice]) -> [Choice] {
        let byList = Dictionary(grouping: places, by: \.list)
        return choices.map { choice in
            guard choice.kind == .list, let own = byList[choice.id] else { return choice }
            var filled = choice
            filled.persons = own.sorted { $0.position < $1.position }.map(\.person)
            return filled
        }
    }
}

/// De-facto membership of a candidate who was not nominated by the party.
public struct Membership: Sendable, Hashable {
    public var candidate: ChoiceID
    public var party: PartyID

    public init(candidate: ChoiceID, party: PartyID) {
        self.candidate = candidate
        self.party = party
    }
}

/// `memberships.csv`: self-nominated candidates who belong to a party all the same, a row each.
public enum MembershipFile {
    private static let columns = ["candidate", "party", "status"]

    /// - Throws: `Mistakes` naming every bad row by its line.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> [Entry<Membership>] {
        var memberships: [Entry<Membership>] = []
        var seen = SeenKeys<String>()
        try readTable(bytes, file: file, columns: columns) { row in
            guard let candidate = row.text("candidate"), let party = row.text("party"),
                let status = row.value("status", ProvenanceKind.self), seen.isNew(candidate, row, "candidate")
            else { return }
            memberships.append(
                Entry(Membership(candidate: ChoiceID(candidate), party: PartyID(party)), status))
        }
        return memberships
    }

    public static func write(_ memberships: [Entry<Membership>]) -> [UInt8] {
        var writer = CSVWriter(header: columns)
        for entry in memberships {
            writer.append([entry.value.candidate.rawValue, entry.value.party.rawValue, entry.provenance.rawValue])
        }
        return writer.bytes
    }
}
