import PrimeOrderGroups
import VerifiableVoting

/// The smallest elections that have everything: what mutations change and attacks are forged from.
enum TinyElections {
    /// One question with two answers, one trustee, no weights, two ballots: what the corpus of bad archives is made of.
    static func one<G: Group>(_: G.Type = Edwards25519.self, seed: UInt64 = 1) -> ForgedElection<G> {
        ForgedElection(
            questions: [Question(question: "Yes?", answers: ["yes", "no"], minimum: 1, maximum: 1)],
            weights: [nil, nil, nil], members: 0, seed: seed)
    }

    /// Two questions, one with blank; weights; a single trustee and a set of whom two of three decrypt.
    static func two<G: Group>(_: G.Type = Edwards25519.self, seed: UInt64 = 2) -> ForgedElection<G> {
        ForgedElection(
            questions: [
                Question(question: "Who?", answers: ["one", "other"], minimum: 1, maximum: 1),
                Question(question: "What?", answers: ["this", "that"], blank: true, minimum: 1, maximum: 2),
            ], weights: [1, 2, 3, 5], members: 3, seed: seed)
    }

    /// Voter and choices of the ballots of each; in the second, the last ballot replaces the first.
    static let votesOfOne: [(voter: Int, choices: [[Int]])] = [(0, [[1, 0]]), (1, [[0, 1]])]
    static let votesOfTwo: [(voter: Int, choices: [[Int]])] = [
        (0, [[1, 0], [1, 0, 0]]), (1, [[0, 1], [0, 1, 1]]), (2, [[1, 0], [0, 0, 1]]), (0, [[0, 1], [0, 1, 0]]),
    ]
}

extension ForgedElection {
    mutating func ballots(_ votes: [(voter: Int, choices: [[Int]])]) -> [Node] {
        var ballots: [Node] = []
        for vote in votes { ballots.append(ballot(vote.choices, voter: vote.voter)) }
        return ballots
    }
}
