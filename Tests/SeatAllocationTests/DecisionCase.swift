import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

/// A small law as text. It is read by `Law.read` like any other, so that reading it is tested as well.
struct LawText {
    private var tiers: [String] = []
    private var seats = 0
    var extra = ""

    /// Adds a tier. The rule is given as fields; the articles of tier and rule are added.
    func tier(_ id: String, _ kind: String, seats: Int, college: String? = nil, _ rule: String) -> LawText {
        var result = self
        let college = college.map { "    college: \($0)\n" } ?? ""
        let fields = rule.split(separator: "\n").map { "      \($0)\n" }.joined()
        result.tiers.append(
            "  - id: \(id)\n    name: {en: \(id)}\n    seats: \(seats)\n    cites: art. 2\n\(college)    \(kind):\n"
                + "      cites: art. 3\n\(fields)")
        result.seats += seats
        return result
    }

    var text: String {
        "format: sailau-law/1\ntitle: {en: Test}\ncountry: KZ\nbody: test\nstatute: a test\n"
            + "in force: {from: 2000-01-01, until: 2010-01-01, cites: art. 1}\nkind: chamber\nseats: \(seats)\n\(extra)"
            + "tiers:\n\(tiers.joined())"
    }

    func read() throws -> Law {
        try Law.read(Array(text.utf8), file: "test.yaml")
    }

    /// One single-member tier called `seat`.
    static func majority(_ rule: String, college: String? = nil) -> LawText {
        LawText().tier("seat", "majority", seats: 1, college: college, rule)
    }

    /// A tier of lists called `list`, with the parts that every list rule has.
    static func lists(
        seats: Int, _ extra: String = "", allocation: String = "{quota: hare, cites: art. 5}",
        districts: String = "{kind: one for the whole country}",
        order: String = "{kind: strict order of the list, cites: art. 6}"
    ) -> LawText {
        LawText().lists(seats: seats, extra, allocation: allocation, districts: districts, order: order)
    }

    func lists(
        _ id: String = "list", seats: Int, _ extra: String = "", allocation: String = "{quota: hare, cites: art. 5}",
        districts: String = "{kind: one for the whole country}",
        order: String = "{kind: strict order of the list, cites: art. 6}"
    ) -> LawText {
        tier(
            id, "lists", seats: seats,
            "districts: \(districts)\nallocation: \(allocation)\norder: \(order)\n\(extra)")
    }
}

/// Votes as a test writes them.
func votes(
    _ votes: KeyValuePairs<String, UInt64>, in tier: String = "seat", _ district: String = "1", round: Int = 1,
    registered: UInt64? = nil, present: UInt64? = nil, cast: UInt64? = nil, invalid: UInt64? = nil
) -> Tally {
    Tally(
        tier: TierID(tier), district: DistrictID(district), round: round, registered: registered, present: present,
        cast: cast, invalid: invalid, votes: votes.map { Tally.ChoiceVotes(ChoiceID($0.key), $0.value) })
}

func listVotes(
    _ list: KeyValuePairs<String, UInt64>, in tier: String = "list", _ district: String = "country",
    registered: UInt64? = nil, cast: UInt64? = nil, invalid: UInt64? = nil
) -> Tally {
    votes(list, in: tier, district, registered: registered, cast: cast, invalid: invalid)
}

func candidate(
    _ id: String, _ district: String = "1", registered order: Int? = nil, born: String? = nil, list: String? = nil
) -> Choice {
    Choice(
        id: ChoiceID(id), kind: .candidate, name: Multilingual(id), district: DistrictID(district),
        registrationOrder: order, birthDate: born.flatMap { CalendarDate($0) }, connectedList: list.map { ChoiceID($0) }
    )
}

func againstAll(_ district: String = "1") -> Choice {
    Choice(id: "against", kind: .againstAll, name: Multilingual("against all"), district: DistrictID(district))
}

func list(
    _ id: String, bloc members: Int = 0, minority: Bool = false, alliance: String? = nil,
    registered order: Int? = nil, persons: [ListedPerson] = []
) -> Choice {
    Choice(
        id: ChoiceID(id), kind: .list, name: Multilingual(id), registrationOrder: order,
        blocMembers: (0..<members).map { PartyID("\(id)\($0)") }, isMinority: minority, alliance: alliance,
        persons: persons)
}

func persons(_ names: String..., preferences: [UInt64] = []) -> [ListedPerson] {
    names.enumerated().map { index, name in
        ListedPerson(
            id: ChoiceID(name), name: Multilingual(name),
            preferenceVotes: index < preferences.count ? preferences[index] : nil)
    }
}

func district(_ id: String, in tier: String = "list", seats: Int) -> District {
    District(id: DistrictID(id), tier: TierID(tier), name: Multilingual(id), seats: seats)
}

/// Decides twice, with and without taking the derivation down, and expects the same.
///
/// Every step of the derivation has to name an article, and no decision gives more seats than were to be given.
func decide(
    _ law: Law, _ tallies: [Tally], choices: [Choice] = [], districts: [District] = [],
    with decisions: Decisions = Decisions()
) -> Outcome {
    let election = Election(
        id: "test", name: Multilingual("Test"), law: "test", districts: districts, choices: choices)
    let explained = decideSeats(under: law, of: election, from: tallies, with: decisions)
    var silent = NoRecorder()
    let plain = decideSeats(under: law, of: election, from: tallies, with: decisions, recording: &silent)
    #expect(plain.seats == explained.seats)
    #expect(plain.contests == explained.contests)
    #expect(plain.lists == explained.lists)
    #expect(plain.ties == explained.ties)
    #expect(plain.derivation.steps.isEmpty)
    let uncited = explained.derivation.all.filter { $0.cites.isEmpty }
    #expect(uncited.isEmpty, "no article: \(uncited.map(\.code))")
    for tier in explained.lists {
        let holders = explained.holders(tier.tier.rawValue)
        let won = holders.count { if case .list = $0 { true } else { false } }
        #expect(won == tier.lists.reduce(0) { $0 + $1.seats })
        let people = holders.compactMap { if case .list(_, let person?) = $0 { person } else { nil } }
        #expect(Set(people).count == people.count, "somebody has two seats: \(people)")
    }
    return explained
}

func decide(
    _ text: LawText, _ tallies: [Tally], choices: [Choice] = [], districts: [District] = [],
    with decisions: Decisions = Decisions()
) throws -> Outcome {
    decide(try text.read(), tallies, choices: choices, districts: districts, with: decisions)
}

extension Outcome {
    /// The result of the only contest.
    var result: ContestOutcome.Result? { contests.count == 1 ? contests[0].result : nil }

    /// Seats by list of a tier, as `A3 B1`, lists without a seat left out.
    func lists(_ tier: String = "list") -> String {
        let outcome = lists.first { $0.tier == TierID(tier) }
        return outcome?.lists.filter { $0.seats > 0 }.map { "\($0.list)\($0.seats)" }.joined(separator: " ") ?? "none"
    }

    /// Who or what holds the seats of a tier, in order.
    func holders(_ tier: String) -> [Seat.Holder] {
        seats.filter { $0.tier == TierID(tier) }.map(\.holder)
    }

    var codes: [StepCode] { derivation.all.map(\.code) }

    func steps(_ code: StepCode) -> [Step] { derivation.all.filter { $0.code == code } }
}
