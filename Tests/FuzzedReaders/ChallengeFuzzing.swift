import PrimeOrderGroups
import VerifiableVoting

/// Challenge files of the fixed election.
enum ChallengeFuzzing {
    typealias Suite1 = VersionOne<Edwards25519>

    /// A file is refused by a violation, or every line of it is canonical, answers the questions, and hangs from the root.
    static func check(_ bytes: [UInt8]) async throws {
        let statement: ChallengeStatement
        do {
            statement = try await verifier.value.verify(MemoryArchive(bytes))
        } catch is Violation {
            return try readLines(bytes)
        } catch { throw BrokenPromise("a file in memory throws \(error)") }
        var tree = MerkleTree()
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        try BrokenPromise.unless(lines.count == statement.ballots.count + 1, "lines and ballots differ")
        for (line, opened) in zip(lines, statement.ballots) {
            let challenged = ChallengedBallot<Edwards25519.Order>(line: Array(line))
            try BrokenPromise.unless(challenged?.line == Array(line), "a challenge has two spellings")
            try BrokenPromise.unless(challenged?.code == opened.code, "a challenge has two codes")
            for (choices, question) in zip(opened.choices, FixedElection<Suite1>.questions) {
                let sum = choices.dropFirst(question.blank ? 1 : 0).reduce(0, +)
                let isBlank = question.blank && choices[0] == 1
                try BrokenPromise.unless(
                    choices.allSatisfy((0...1).contains)
                        && (isBlank ? sum == 0 : (question.minimum...question.maximum).contains(sum)),
                    "a challenge opens to no answer: \(opened.choices)")
            }
            tree.append(Array(line))
        }
        try BrokenPromise.unless(tree.root == statement.root, "another root")
    }

    /// Opened once: every input is held against the same beginning of an archive.
    private static let verifier = Task {
        try await ChallengeVerifier(MemoryArchive(FixedElection<Suite1>.shared.get().archive()))
    }

    /// Lines that read at all write back the same bytes, in both groups.
    private static func readLines(_ bytes: [UInt8]) throws {
        for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(8) {
            if let read = ChallengedBallot<Edwards25519.Order>(line: Array(line)) {
                try BrokenPromise.unless(read.line == Array(line), "a challenge has two spellings")
            }
            if let read = ChallengedBallot<Belenios2048.Order>(line: Array(line)) {
                try BrokenPromise.unless(read.line == Array(line), "a challenge has two spellings")
            }
        }
    }

    static func seeds() throws -> [(name: String, bytes: [UInt8])] {
        let end = [UInt8(ascii: "\n")]
        let fixed = try FixedElection<Suite1>.shared.get()
        let large = try FixedElection<VersionOne<Belenios2048>>().challenge
        return [
            ("one", fixed.challenge + end), ("twice", fixed.challenge + end + fixed.challenge + end), ("none", []),
            ("no-end", fixed.challenge), ("large", large + end),
        ]
    }
}
