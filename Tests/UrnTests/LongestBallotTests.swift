import PrimeOrderGroups
import SmallUrn
import Testing
import VerifiableVoting

/// Ballots and challenges never exceed what an urn sets aside, and come close to it.
@Suite("Urn: the longest ballot")
struct LongestBallotTests {
    static let questions = [
        Question(question: "One", answers: ["a", "b", "c"], minimum: 0, maximum: 2),
        Question(question: "Two", answers: ["d", "e"], blank: true, minimum: 1, maximum: 1),
    ]

    @Test func ofEdwards25519() async throws { try await check(VersionOne<Edwards25519>.self, ballots: 200) }
    @Test func ofBelenios2048() async throws { try await check(VersionOne<Belenios2048>.self, ballots: 10) }

    private func check<Suite: CipherSuite>(_ suite: Suite.Type, ballots: Int) async throws {
        let small = try await SmallUrn<Suite>(questions: Self.questions)
        let election = small.maker.election
        let (ballot, challenge) = (election.longestBallot, election.longestChallenge)
        var (longest, longestLine) = (0, 0)
        for number in 0..<ballots {
            longest = max(longest, try small.cast(number % 4, answer: number % 3).bytes.count)
            longestLine = max(longestLine, try small.challenge(number % 4, answer: number % 3).line.count)
        }
        #expect(longest <= ballot && longestLine <= challenge)
        // Few texts are shorter than the longest, by a digit or two.
        #expect(longest > ballot * 97 / 100 && longestLine > challenge * 97 / 100)
    }
}
