import ElectionModel
import ElectoralLaw

/// A law of three tiers to take rules from: two ballots, plurality, and lists.
enum MarginTestLaws {
    static func read(_ text: String) throws -> Law {
        try Law.read(Array(text.utf8), file: "test.yaml")
    }

    static func house() throws -> Law {
        try read(
            """
            format: sailau-law/1
            title: {en: Test}
            country: KZ
            body: house
            statute: Made for tests
            in force: {from: 2004-01-01, cites: art. 1}
            kind: chamber
            seats: 12
            tiers:
              - id: constituencies
                name: {en: Constituencies}
                seats: 1
                cites: art. 2
                majority:
                  cites: art. 2
                  elected: {when: more than 1/2 of valid votes, cites: art. 2}
                  run-off:
                    called when: nobody is elected
                    qualify: {top: 2, cites: art. 3}
                    on withdrawal: next moves up
                    elected: {most votes: yes, cites: art. 3}
                    ties: repeat election
                    timing: within two months
                    cites: art. 3
                  otherwise: repeat election
                  ties: law is silent
              - id: wards
                name: {en: Wards}
                seats: 1
                cites: art. 4
                plurality: {votes per ballot: 1, ties: lot, cites: art. 4}
              - id: list
                name: {en: Lists}
                seats: 10
                cites: art. 5
                lists:
                  cites: art. 5
                  districts: {kind: one for the whole country}
                  thresholds:
                    - {for: every list, share: at least 7% of valid votes, cites: art. 5}
                  allocation:
                    quota: hare
                    quota of: votes of the lists taking part
                    remaining seats: largest remainder
                    ties: earlier registered
                    cites: art. 6
                  order: {kind: strict order of the list, cites: art. 7}
            """)
    }

    /// The law with its list tier alone, changed as needed.
    static func lists(seats: Int, _ change: (inout ListRule) -> Void = { _ in }) throws -> Law {
        var law = try house()
        law.tiers = law.tiers.filter { $0.id == "list" }
        law.seats = seats
        law.tiers[0].seats = seats
        if case .lists(var rule) = law.tiers[0].rule {
            change(&rule)
            law.tiers[0].rule = .lists(rule)
        }
        return law
    }

    /// The law with its constituency tier alone, changed as needed.
    static func majority(_ change: (inout MajorityRule) -> Void = { _ in }) throws -> Law {
        var law = try house()
        law.tiers = law.tiers.filter { $0.id == "constituencies" }
        law.seats = 1
        if case .majority(var rule) = law.tiers[0].rule {
            change(&rule)
            law.tiers[0].rule = .majority(rule)
        }
        return law
    }

    static func election(_ choices: [Choice], _ law: Law) -> Election {
        Election(
            id: "test", name: Multilingual("Test"), law: "test",
            districts: law.tiers.map { District(id: "d", tier: $0.id, name: Multilingual("D"), seats: $0.seats) },
            choices: choices)
    }
}

/// The list votes of 19 September 2004: CEC resolution 27.09.2004 No 142/206; turnout and invalid from the final results.
enum Mazhilis2004 {
    static let lists: [(id: ChoiceID, votes: UInt64)] = [
        ("otan", 2_883_706), ("ak-zhol", 572_672), ("asar", 541_239), ("aist", 336_177), ("communists-dck", 163_824),
        ("cppk", 94_140), ("auyl", 82_523), ("democratic", 36_379), ("patriots", 26_287), ("rukhaniyat", 20_826),
    ]
    static let tally = Tally(
        tier: "list", district: "d", registered: 8_662_188, cast: 4_893_204, invalid: 135_431,
        votes: lists.map { Tally.ChoiceVotes($0.id, $0.votes) })
    static var choices: [Choice] {
        lists.enumerated().map {
            Choice(id: $1.id, kind: .list, name: Multilingual($1.id.rawValue), registrationOrder: $0 + 1)
        }
    }
    static let votes = lists.map(\.votes)
}

/// Every row of `count` whole numbers whose sum is at most `total`.
func rows(of count: Int, upTo total: UInt64) -> [[UInt64]] {
    guard count > 0 else { return [[]] }
    return (0...total).flatMap { first in rows(of: count - 1, upTo: total - first).map { [first] + $0 } }
}

/// A small generator with a fixed course (SplitMix64), so that a failing case can be found again.
struct CaseGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(below bound: UInt64) -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return (value ^ (value >> 31)) % bound
    }
}
