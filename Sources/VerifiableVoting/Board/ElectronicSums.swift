/// The votes of all electronic stations together, choice by choice, beside what was published of them.
public struct ElectronicSums: Equatable, Sendable {
    /// A choice of the announcement: the question, and whom a vote is counted for; empty for the blank choice.
    public struct Choice: Hashable, Sendable {
        public let question: String
        public let candidate: String

        public init(question: String, candidate: String) { (self.question, self.candidate) = (question, candidate) }
    }

    public struct Row: Equatable, Sendable {
        public let choice: Choice
        /// From the verified results.
        public let votes: UInt64
        /// Nil where nothing was published of this choice.
        public let published: UInt64?

        public init(choice: Choice, votes: UInt64, published: UInt64?) {
            (self.choice, self.votes, self.published) = (choice, votes, published)
        }

        public var isDifferent: Bool { published != votes }
    }

    /// In the order of the announcement, then what was published besides.
    public let rows: [Row]
    /// Elections whose results are in the sums, of those that should be: all but reserves that were not called and void ones.
    public let decrypted: Int
    public let expected: Int
    /// Whether a published column was given.
    public let isCompared: Bool

    public var differences: [Row] { isCompared ? rows.filter(\.isDifferent) : [] }

    /// - Parameters:
    ///   - elections: each with its verified counts; nil for one without a valid result.
    ///   - published: the column, nil where none is given.
    public init(
        _ elections: [(announced: AnnouncedElection, counts: [[UInt64]]?)], published: [(Choice, UInt64)]? = nil
    ) {
        var order: [Choice] = []
        var sums: [Choice: UInt64] = [:]
        for (announced, counts) in elections {
            for (index, question) in announced.questions.enumerated() {
                let blank = question.blank ? [Choice(question: question.question, candidate: "")] : []
                let choices =
                    blank + question.answers.map { Choice(question: question.question, candidate: $0.candidate) }
                for (place, choice) in choices.enumerated() {
                    if sums[choice] == nil { order.append(choice) }
                    sums[choice, default: 0] += counts.map { $0[index][place] } ?? 0
                }
            }
        }
        var column: [Choice: UInt64] = [:]
        for (choice, votes) in published ?? [] {
            if sums[choice] == nil, column[choice] == nil { order.append(choice) }
            column[choice, default: 0] += votes
        }
        rows = order.map { Row(choice: $0, votes: sums[$0] ?? 0, published: column[$0]) }
        decrypted = elections.count { $0.counts != nil }
        expected = elections.count
        isCompared = published != nil
    }
}
