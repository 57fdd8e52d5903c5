public import ElectionModel

/// What a booth shows: the questions of its election in the order, and with the names, of the paper ballots.
///
/// The archive knows answers by an index; voters know candidates in the order of the law, which is another.
public struct BoothBallot: Sendable, Hashable {
    public struct Choice: Sendable, Hashable {
        /// Index of the answer in the archive, from 0; nil for a blank ballot.
        public var answer: Int?
        public var name: Multilingual
        /// Who nominated, where that stands on the paper ballot.
        public var detail: Multilingual?

        public init(answer: Int?, name: Multilingual, detail: Multilingual? = nil) {
            (self.answer, self.name, self.detail) = (answer, name, detail)
        }
    }

    public struct Contest: Sendable, Hashable {
        public var title: Multilingual
        /// In the order of the ballot. A voter chooses one.
        public var choices: [Choice]

        public init(title: Multilingual, choices: [Choice]) { (self.title, self.choices) = (title, choices) }
    }

    /// Identifier of the electronic election.
    public var election: String
    public var station: String
    /// The languages of the ballot in their order, from the law (2004: Kazakh and Russian).
    public var languages: [Language]
    /// One for each question of the election, in its order.
    public var contests: [Contest]
    /// Whether everything is invented.
    public var isSimulated: Bool

    public init(election: String, station: String, languages: [Language], contests: [Contest], isSimulated: Bool) {
        (self.election, self.station, self.languages) = (election, station, languages)
        (self.contests, self.isSimulated) = (contests, isSimulated)
    }
}
