import ElectionModel

extension SmallElection {
    /// Small elections that together record every step that a decision can record.
    static let all: [SmallElection] = singleSeats + secondBallots + listSeats + mixed

    private static let turnout =
        "turnout: {needs: at least 1/2 of registered electors, otherwise: repeat election, cites: art. 7}"
    private static let quorum = "{members: deputies, quorum: more than 1/2 of members of the college, cites: art. 8}"
    private static let validVote = "{members: deputies, valid vote: more than 1/2 of members present, cites: art. 8}"

    private static func uncontested(_ then: String) -> String { "uncontested: {then: \(then), cites: art. 9}" }

    static let singleSeats: [SmallElection] = [
        majority([("a", 60), ("b", 40)]),
        majority([("a", 60)], decisions: Decisions(annulments: [.init(tier: "single", district: "d", act: "Act 1")])),
        majority([("a", 60)], rules: uncontested("elected without a vote")),
        majority([("a", 60)], rules: uncontested("election postponed")),
        majority([("a", 60)], rules: uncontested("put to the vote")),
        majority([("a", 60), ("b", 40)], rules: turnout, registered: 150, cast: 100),
        majority([("a", 60), ("b", 40)], rules: turnout, registered: 250, cast: 100),
        majority([("a", 60), ("b", 40)], rules: turnout),
        majority([("a", 60), ("b", 40)], college: quorum, registered: 150, present: 100, cast: 100),
        majority([("a", 60), ("b", 40)], college: quorum, registered: 250, present: 100, cast: 100),
        majority([("a", 60), ("b", 40)], college: quorum, present: 100, cast: 100),
        majority([("a", 60), ("b", 40)], college: validVote, registered: 150, present: 110, cast: 100),
        majority([("a", 60), ("b", 40)], college: validVote, registered: 250, present: 210, cast: 100),
        majority([("a", 60), ("b", 40)], college: validVote, registered: 250, cast: 100),
        majority([("a", 60), ("b", 40)], elected: "{when: more than 1/2 of ballots cast, cites: art. 3}"),
        majority([("a", 40), ("b", 35), ("c", 25)]),
        majority(
            [("a", 60), ("b", 40)],
            elected: "{when: more than 1/2 of valid votes, and: at least 1/4 of registered electors, cites: art. 3}",
            registered: 500),
        majority(
            [("a", 40), ("none", 45), ("b", 5)], elected: "{when: more than 1/3 of valid votes, cites: art. 3}",
            rules: "against all: {prevents election: yes, cites: art. 3}",
            choices: [Choice(id: "none", kind: .againstAll, name: Multilingual("Against all"))]),
        majority([("a", 0), ("b", 0)]),
        plurality([("a", 60), ("b", 40)]),
        plurality([("a", 60), ("b", 40)], rules: "least: at least 2/3 of valid votes, "),
        plurality([("a", 50), ("b", 50)], rules: "ties: lot, "),
        plurality([("a", 50), ("b", 50)], rules: "ties: law is silent, "),
        plurality(
            [("a", 50), ("b", 50)], rules: "ties: lot, ",
            decisions: Decisions(lots: [.init(tier: "single", district: "d", among: ["a", "b"], drawn: ["b"])])),
        plurality([("a", 50), ("b", 50)], rules: "ties: repeat election, "),
    ]

    private static let three: [(ChoiceID, UInt64)] = [("a", 40), ("b", 35), ("c", 25)]
    private static let withdrawal = Decisions(withdrawals: [.init("b", beforeRound: 2)])

    static let secondBallots: [SmallElection] = [
        majority(
            [("a", 50), ("b", 50)], calledWhen: "more than two candidates stood and nobody is elected"),
        majority(
            [("a", 50), ("b", 50)], calledWhen: "more than two candidates stood and nobody is elected",
            otherwise: "seat stays vacant"),
        majority(
            three, qualify: "{top: 2, share: at least 1/8 of registered electors, cites: art. 4}", registered: 200),
        majority(three, onWithdrawal: "no replacement", decisions: withdrawal),
        majority(three, decisions: withdrawal),
        majority(three, second: [("a", 50), ("b", 45)]),
        majority(
            three, second: [("a", 50), ("b", 45)], wins: "{when: more than 2/3 of valid votes, cites: art. 5}"),
        majority(
            three, second: [("a", 50), ("b", 50)], runOff: "ties: older candidate, ",
            choices: [
                Choice(
                    id: "a", kind: .candidate, name: Multilingual("A"),
                    birthDate: CalendarDate(year: 1950, month: 1, day: 1)),
                Choice(
                    id: "b", kind: .candidate, name: Multilingual("B"),
                    birthDate: CalendarDate(year: 1940, month: 1, day: 1)),
            ]),
        majority(three, second: [("a", 50), ("c", 45)]),
    ]

    private static let seven = """
        thresholds:
          - {for: every list, share: at least 7% of valid votes, minorities exempt: yes, cites: art. 5}
        """
    private static let most = """
        thresholds:
          - {for: every list, share: at least 90% of valid votes, cites: art. 5}
        """
    private static let half = """
        thresholds:
          - {for: every list, share: at least 50% of valid votes, cites: art. 5}
        if one passes: {then: next list joins, cites: art. 5}
        """

    static let listSeats: [SmallElection] = [
        lists(
            [("a", 600), ("b", 340), ("c", 60), ("m", 5)], seats: 10, rules: seven, choices: [list("m", minority: true)]
        ),
        lists(
            [("a", 60), ("b", 40)], seats: 10,
            rules: most + "\nif none passes: {then: all lists take part, cites: art. 5}"),
        lists([("a", 60), ("b", 40)], seats: 10, rules: half),
        lists([("a", 61), ("b", 39)], seats: 3, allocation: "quota: hare, remaining seats: highest average"),
        lists([("a", 61), ("b", 39)], seats: 7, allocation: "quota: hare, remaining seats: largest list"),
        lists([("a", 61), ("b", 39)], seats: 7, allocation: "quota: hare, remaining seats: one each in turn by votes"),
        lists([("a", 50), ("b", 25), ("c", 25)], seats: 2, allocation: "quota: imperiali"),
        lists([("a", 50), ("b", 25), ("c", 25)], seats: 2, allocation: "quota: imperiali, too many seats: kept"),
        lists(
            [("a", 50), ("b", 26), ("c", 24)], seats: 2,
            allocation: "quota: imperiali rounded down, too many seats: taken from the smallest remainders, ties: lot"),
        lists(
            [("a", 50), ("b", 27), ("c", 23)], seats: 2,
            allocation: "quota: imperiali, too many seats: counted again with the Hare quota"),
        lists([("a", 61), ("b", 39)], seats: 7, allocation: "divisor: huntington-hill"),
        lists([("a", 61), ("b", 39)], seats: 7, allocation: "divisor: modified sainte-laguë"),
        lists(
            [("a", 60), ("b", 30), ("c", 10)], seats: 2, rules: "natural threshold: {quotas: 3/4, cites: art. 5}"),
        lists(
            [("a", 60), ("b", 40)], seats: 10, rules: "exhausted list: {then: seats stay vacant, cites: art. 5}",
            choices: [list("a", persons: 2)]),
        lists([("a", 0), ("b", 0)], seats: 10),
        lists([("a", 60), ("b", 40)], seats: 10, rules: "bonus: {seats: 3, kind: added to its share, cites: art. 5}"),
        lists(
            [("a", 60), ("b", 40)], seats: 10,
            rules: "bonus: {seats: 3, kind: added to its share, condition: at least 70% of valid votes, cites: art. 5}"),
        lists(
            [("a", 60), ("b", 40), ("c", 20)], seats: 10,
            rules: "linked lists: {within: {divisor: d'hondt, cites: art. 5}, cites: art. 5}",
            choices: [list("a", alliance: "union"), list("b"), list("c", alliance: "union")]),
    ]

    private static func listTally(_ tier: TierID, _ district: DistrictID, _ votes: [(ChoiceID, UInt64)]) -> Tally {
        Tally(tier: tier, district: district, votes: votes.map { Tally.ChoiceVotes($0.0, $0.1) })
    }

    private static let singleTier = """
        - id: single
          name: {en: Single seats}
          seats: 4
          cites: art. 2
          plurality: {cites: art. 2}
        """
    private static let singleDistricts = (1...4).map {
        District(id: DistrictID("d\($0)"), tier: "single", name: Multilingual("D\($0)"))
    }
    private static let candidates =
        (1...4).map {
            Choice(
                id: ChoiceID("c\($0)"), kind: .candidate, name: Multilingual("C\($0)"), district: DistrictID("d\($0)"),
                connectedList: $0 == 4 ? nil : "a")
        }
        + (1...4).map {
            Choice(
                id: ChoiceID("o\($0)"), kind: .candidate, name: Multilingual("O\($0)"), district: DistrictID("d\($0)"),
                connectedList: "b")
        }

    /// Four constituencies of which list a wins three, and list seats under other rules.
    private static func connected(_ votes: [(ChoiceID, UInt64)], rules: String) -> SmallElection {
        SmallElection(
            tiers: singleTier + "\n" + tier("lists", seats: 4, allocation: "divisor: sainte-laguë", rules: rules),
            seats: 8, districts: singleDistricts, choices: candidates + [list("a"), list("b")],
            tallies: (1...4).map {
                listTally("single", DistrictID("d\($0)"), [(ChoiceID("c\($0)"), 9), (ChoiceID("o\($0)"), 6)])
            }
                + [listTally("lists", "land", votes)])
    }

    static let mixed: [SmallElection] = [
        connected(
            [("a", 20), ("b", 80)],
            rules: "compensation: {tiers: [single], overhang: levelled by added seats, cites: art. 6}"),
        connected(
            [("a", 60), ("b", 40)], rules: "transfer: {from: single, votes: votes of losing candidates, cites: art. 6}"),
        connected(
            [("a", 1), ("b", 99)], rules: seven + "\nor wins: {seats: 1, tier: single, cites: art. 6}"),
        SmallElection(
            tiers: tier(
                "lists", seats: 6, allocation: "quota: hare",
                districts: "{kind: several, seats by votes: {quota: hare, cites: art. 7}}"),
            seats: 6,
            tallies: [
                listTally("lists", "east", [("a", 60), ("b", 40)]), listTally("lists", "west", [("a", 30), ("b", 40)]),
            ]),
        SmallElection(
            tiers: tier("lower", seats: 3, allocation: "quota: hare, remaining seats: pass to the next tier") + "\n"
                + tier("upper", seats: 2, allocation: "quota: hare"),
            seats: 5, tallies: [listTally("lower", "land", [("a", 61), ("b", 39)])]),
        SmallElection(
            tiers: """
                - id: named
                  name: {en: Appointed}
                  seats: 1
                  cites: art. 8
                  appointed: {by: President of the Republic, cites: art. 8}
                """),
    ]
}
