import ElectionModel
import ElectoralLaw
import Observation
import SeatAllocation

/// SplitMix64 (Steele, Lea, Flood 2014).
struct Generator: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: Int) { state = UInt64(bitPattern: Int64(seed)) &* 0x9e37_79b9_7f4a_7c15 }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

/// Small laws as text, one for each rule that claims are made of.
enum SmallLaw: String, CaseIterable {
    case halfOfValid, halfOfCast, halfAndQuarterOfElectors, againstAllAhead, twoFifths, finalistsByShare, mostVotes
    case hare, hareOneTakesAll, hareNextJoins, hareOfCast, hareNoneAllTakePart, dHondt, sainteLague, modified

    var isOfLists: Bool {
        switch self {
        case .halfOfValid, .halfOfCast, .halfAndQuarterOfElectors, .againstAllAhead, .twoFifths, .finalistsByShare,
            .mostVotes:
            false
        default: true
        }
    }

    private var rule: String {
        switch self {
        case .halfOfValid: majority("more than 1/2 of valid votes")
        case .halfOfCast: majority("more than 1/2 of ballots cast")
        case .halfAndQuarterOfElectors:
            majority("more than 1/2 of valid votes", and: "at least 1/4 of registered electors")
        case .againstAllAhead:
            majority(
                "more than 1/2 of votes for candidates or lists",
                extra: "      against all: {prevents election: yes, cites: art. 3}\n")
        case .twoFifths: majority("more than 2/5 of valid votes")
        case .finalistsByShare:
            majority(
                "more than 1/2 of valid votes",
                qualify: "{top: 2, share: at least 1/8 of registered electors, cites: art. 7}")
        case .mostVotes:
            "    plurality:\n      votes per ballot: 1\n      ties: [lot]\n      cites: art. 3\n"
        case .hare: lists("", "{quota: hare, cites: art. 5}")
        case .hareOneTakesAll:
            lists("if one passes: {then: takes all seats, cites: art. 4}", "{quota: hare, cites: art. 5}")
        case .hareNextJoins:
            lists("if one passes: {then: next list joins, cites: art. 4}", "{quota: hare, cites: art. 5}")
        case .hareOfCast: lists("", "{quota: hare, cites: art. 5}", base: "ballots cast")
        case .hareNoneAllTakePart:
            lists(
                "if none passes: {then: all lists take part, cites: art. 4}", "{quota: hare, cites: art. 5}",
                share: "45%")
        case .dHondt: lists("", "{divisor: d'hondt, cites: art. 5}")
        case .sainteLague: lists("", "{divisor: sainte-laguë, cites: art. 5}")
        case .modified: lists("", "{divisor: modified sainte-laguë, cites: art. 5}")
        }
    }

    private func majority(
        _ when: String, and: String? = nil, extra: String = "", qualify: String = "{top: 2, cites: art. 7}"
    ) -> String {
        """
            majority:
              cites: art. 3
              elected: {when: \(when), \(and.map { "and: \($0), " } ?? "")cites: art. 4}
        \(extra)      run-off:
                called when: nobody is elected
                qualify: \(qualify)
                on withdrawal: next moves up
                elected: {most votes: yes, cites: art. 8}
                ties: law is silent
                cites: art. 9
              ties: [law is silent]
              otherwise: repeat election

        """
    }

    private func lists(_ extra: String, _ allocation: String, base: String = "valid votes", share: String = "12%")
        -> String
    {
        """
            lists:
              cites: art. 3
              districts: {kind: one for the whole country}
              thresholds:
                - {for: every list, share: at least \(share) of \(base), cites: art. 4}
              allocation: \(allocation)
              order: {kind: strict order of the list, cites: art. 6}
              \(extra)

        """
    }

    /// Each law as it was read once.
    private static let laws: [SmallLaw: Result<Law, any Error>] = Dictionary(
        uniqueKeysWithValues: allCases.map { kind in (kind, Result { try kind.readText() }) })

    func read() throws -> Law {
        guard let law = Self.laws[self] else { return try readText() }
        return try law.get()
    }

    private func readText() throws -> Law {
        let seats = isOfLists ? 7 : 1
        let text =
            "format: sailau-law/1\ntitle: {en: Test}\ncountry: KZ\nbody: test\nstatute: a test\n"
            + "in force: {from: 2000-01-01, until: 2010-01-01, cites: art. 1}\nkind: chamber\nseats: \(seats)\ntiers:\n"
            + "  - id: tier\n    name: {en: tier}\n    seats: \(seats)\n    cites: art. 2\n" + rule
        return try Law.read(Array(text.utf8), file: "test.yaml")
    }
}

/// A law with votes, as a claim builder is given them.
struct SmallContest {
    var law: Law
    var election: Election
    var first: Tally
    var second: Tally?

    static let ballot: [ChoiceID] = ["A", "B", "C", "D", "against"]

    init(_ kind: SmallLaw, votes: [UInt64], invalid: UInt64, second: [UInt64]? = nil) throws {
        law = try kind.read()
        let hasAgainstAll = kind == .againstAllAhead
        let names = Self.ballot.prefix(hasAgainstAll ? 5 : 4)
        var choices = names.map {
            Choice(
                id: $0, kind: kind.isOfLists ? .list : .candidate, name: Multilingual($0.rawValue),
                district: kind.isOfLists ? nil : "1")
        }
        if hasAgainstAll { choices[4].kind = .againstAll }
        election = Election(
            id: "test", name: Multilingual("Test"), law: "test",
            districts: kind.isOfLists ? [] : [District(id: "1", tier: "tier", name: Multilingual("1"))],
            choices: choices)
        let cast = votes.prefix(names.count).reduce(invalid, +)
        first = Tally(
            tier: "tier", district: kind.isOfLists ? "country" : "1", registered: max(cast, 400), cast: cast,
            invalid: invalid, votes: zip(names, votes).map { Tally.ChoiceVotes($0, $1) })
    }

    var tallies: [Tally] { [first] + (second.map { [$0] } ?? []) }

    var outcome: Outcome { decideSeats(under: law, of: election, from: tallies) }

    var claims: [ContestClaims] { auditClaims(of: outcome, under: law, of: election, from: tallies) }

    /// Who holds which seats, and who goes on.
    var decision: [String] {
        let outcome = outcome
        return outcome.seats.map { "\($0.holder)" } + outcome.contests.map { "\($0.finalists.sorted())" }
    }
}

extension Generator {
    mutating func votes(_ count: Int, upTo most: UInt64) -> [UInt64] {
        (0..<count).map { _ in UInt64.random(in: 0...most, using: &self) }
    }
}
