import DataFormats
import ElectionModel
import ElectoralLaw
import SeatAllocation

/// Elections of the shape of 2004: 67 two-round constituencies and ten list seats over a threshold of 7 %.
struct WholeElections {
    private let decider: SeatDecider
    private let tallies: [[Tally]]

    init(_ cases: [Cases.WholeElection]) {
        guard let law = try? Law.read(Array(Self.lawText.utf8), file: "benchmark.yaml") else {
            fatalError("the law of the benchmark can't be read")
        }
        var choices: [Choice] = (0..<12).map {
            Choice(id: ChoiceID("list-\($0)"), kind: .list, name: Multilingual("\($0)"))
        }
        var districts: [District] = []
        for district in 0..<67 {
            let id = DistrictID("\(district)")
            districts.append(District(id: id, tier: "constituencies", name: Multilingual("\(district)")))
            for candidate in 0..<6 {
                choices.append(
                    Choice(
                        id: ChoiceID("c-\(district)-\(candidate)"), kind: .candidate,
                        name: Multilingual("\(candidate)"), district: id))
            }
        }
        let election = Election(
            id: "benchmark", name: Multilingual("Benchmark"), law: "benchmark", districts: districts, choices: choices)
        decider = SeatDecider(law: law, election: election)
        tallies = cases.map(Self.tallies)
    }

    private static func tallies(_ whole: Cases.WholeElection) -> [Tally] {
        var result = [
            Tally(
                tier: "list", district: "national",
                votes: whole.lists.enumerated().map { Tally.ChoiceVotes(ChoiceID("list-\($0)"), $1) },
                provenance: .simulated)
        ]
        for district in 0..<67 {
            let votes = whole.first[district]
            result.append(
                Tally(
                    tier: "constituencies", district: DistrictID("\(district)"),
                    votes: votes.enumerated().map { Tally.ChoiceVotes(ChoiceID("c-\(district)-\($0)"), $1) },
                    provenance: .simulated))
            let order = votes.indices.sorted { (votes[$1], $0) < (votes[$0], $1) }
            result.append(
                Tally(
                    tier: "constituencies", district: DistrictID("\(district)"), round: 2,
                    votes: (0..<2).map {
                        Tally.ChoiceVotes(ChoiceID("c-\(district)-\(order[$0])"), whole.second[district][$0])
                    }, provenance: .simulated))
        }
        return result
    }

    /// Decides one election and returns a sum that depends on every seat.
    func decide(_ index: Int) -> Int {
        var recorder = NoRecorder()
        let outcome = decider.decide(tallies[index], recording: &recorder)
        var result = 0
        for (position, contest) in outcome.contests.enumerated() {
            guard let winner = contest.winner else { continue }
            result += (position + 1) * (Int(winner.rawValue.utf8.last ?? 48) - 47)
        }
        for tier in outcome.lists {
            for (position, list) in tier.lists.enumerated() { result += (position + 1) * list.seats * 1000 }
        }
        return result
    }

    private static let lawText = """
        format: sailau-law/1
        title: {en: Benchmark}
        country: KZ
        body: benchmark
        statute: of the shape of 2004
        in force: {from: 2004-04-14, cites: shape}
        kind: chamber
        seats: 77
        tiers:
          - id: constituencies
            name: {en: Constituencies}
            seats: 67
            cites: shape
            majority:
              cites: shape
              elected: {when: more than 1/2 of valid votes, cites: shape}
              run-off:
                called when: more than two candidates stood and nobody is elected
                qualify: {top: 2, cites: shape}
                on withdrawal: next moves up
                elected: {most votes: yes, cites: shape}
                ties: repeat election
                cites: shape
              otherwise: repeat election
          - id: list
            name: {en: Lists}
            seats: 10
            cites: shape
            lists:
              cites: shape
              districts: {kind: one for the whole country}
              thresholds:
                - {for: every list, share: at least 7% of valid votes, cites: shape}
              allocation: {quota: hare, remaining seats: largest remainder, ties: earlier registered, cites: shape}
              order: {kind: strict order of the list, cites: shape}
        """
}
