import ElectionModel
import ElectoralLaw
import SeatAllocation

/// One small election with its law, made to record certain steps.
struct SmallElection {
    var tiers: String
    var seats = 1
    var districts: [District] = []
    var choices: [Choice] = []
    var tallies: [Tally] = []
    var decisions = Decisions()

    func decide() throws -> Outcome {
        let text = """
            format: sailau-law/1
            title: {en: Small law}
            country: XX
            body: council
            statute: A law for tests
            in force: {from: 2000-01-01, cites: art. 1}
            kind: chamber
            seats: \(seats)
            tiers:
            \(tiers)
            """
        let law = try Law.read([UInt8](text.utf8), file: "small.yaml")
        let election = Election(
            id: "small", name: Multilingual("Small"), law: "small", districts: districts, choices: choices)
        return decideSeats(under: law, of: election, from: tallies, with: decisions)
    }

    // MARK: One seat

    static func majority(
        _ votes: [(ChoiceID, UInt64)], second: [(ChoiceID, UInt64)]? = nil,
        elected: String = "{when: more than 1/2 of valid votes, cites: art. 3}", rules: String = "",
        calledWhen: String = "nobody is elected", qualify: String = "{top: 2, cites: art. 4}",
        onWithdrawal: String = "next moves up", wins: String = "{most votes: yes, cites: art. 5}",
        runOff: String = "", otherwise: String = "repeat election", college: String = "",
        registered: UInt64? = nil, present: UInt64? = nil, cast: UInt64? = nil, choices: [Choice] = [],
        decisions: Decisions = Decisions()
    ) -> SmallElection {
        let tiers = """
            - id: single
              name: {en: Single seats}
              seats: 1
              cites: art. 2
            \(college.isEmpty ? "" : "  college: \(college)")
              majority:
                cites: art. 2
                elected: \(elected)
                run-off: {called when: \(calledWhen), qualify: \(qualify), on withdrawal: \(onWithdrawal), elected: \(wins), \(runOff)cites: art. 6}
                otherwise: \(otherwise)
            \(rules.isEmpty ? "" : "    \(rules)")
            """
        func tally(_ votes: [(ChoiceID, UInt64)], _ round: Int) -> Tally {
            Tally(
                tier: "single", district: "d", round: round, registered: registered, present: present, cast: cast,
                votes: votes.map { Tally.ChoiceVotes($0.0, $0.1) })
        }
        return SmallElection(
            tiers: tiers, choices: choices, tallies: [tally(votes, 1)] + (second.map { [tally($0, 2)] } ?? []),
            decisions: decisions)
    }

    static func plurality(_ votes: [(ChoiceID, UInt64)], rules: String = "", decisions: Decisions = Decisions())
        -> SmallElection
    {
        SmallElection(
            tiers: """
                - id: single
                  name: {en: Single seats}
                  seats: 1
                  cites: art. 2
                  plurality: {\(rules)cites: art. 2}
                """,
            tallies: [
                Tally(tier: "single", district: "d", votes: votes.map { Tally.ChoiceVotes($0.0, $0.1) })
            ], decisions: decisions)
    }

    // MARK: Lists

    static func tier(
        _ id: String, seats: Int, allocation: String, rules: String = "", order: String = "strict order of the list",
        districts: String = "{kind: one for the whole country}"
    ) -> String {
        """
        - id: \(id)
          name: {en: Lists}
          seats: \(seats)
          cites: art. 2
          lists:
            cites: art. 2
            districts: \(districts)
            allocation: {\(allocation), cites: art. 3}
            order: {kind: \(order), cites: art. 4}
        \(rules.isEmpty ? "" : rules.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
        """
    }

    static func lists(
        _ votes: [(ChoiceID, UInt64)], seats: Int, allocation: String = "quota: hare", rules: String = "",
        choices: [Choice] = [], decisions: Decisions = Decisions()
    ) -> SmallElection {
        SmallElection(
            tiers: tier("lists", seats: seats, allocation: allocation, rules: rules), seats: seats, choices: choices,
            tallies: [
                Tally(tier: "lists", district: "land", votes: votes.map { Tally.ChoiceVotes($0.0, $0.1) })
            ], decisions: decisions)
    }
}

func list(_ id: ChoiceID, minority: Bool = false, alliance: String? = nil, persons: Int = 0) -> Choice {
    Choice(
        id: id, kind: .list, name: Multilingual(id.rawValue), isMinority: minority, alliance: alliance,
        persons: (0..<persons).map {
            ListedPerson(id: ChoiceID("\(id)-\($0)"), name: Multilingual("\(id) \($0)"))
        })
}
