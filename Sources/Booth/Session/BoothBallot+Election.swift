import ElectionModel
public import ElectronicStation
public import VerifiableVoting

/// Why a ballot can't be shown for an election.
public enum BoothBallotFault: Error, Sendable, Hashable {
    case election(ballot: String, election: String)
    case contests(found: Int, questions: Int)
    /// Every answer of the question is shown once and nothing else, blank only where the election offers it. From 1.
    case choices(contest: Int)
    /// None of the names under which an answer is shown is the election's, so that a voter would choose another. From 1.
    case name(contest: Int, choice: Int)
    /// The question does not let a voter choose exactly one. From 1.
    case oneOfMany(contest: Int)
    case noLanguage
}

extension BoothBallot {
    /// Tests that it shows the election, the whole election and nothing but the election.
    public func check(against election: ElectionDescription) throws(BoothBallotFault) {
        guard self.election == election.uuid else { throw .election(ballot: self.election, election: election.uuid) }
        guard !languages.isEmpty, Set(languages).count == languages.count else { throw .noLanguage }
        guard contests.count == election.questions.count else {
            throw .contests(found: contests.count, questions: election.questions.count)
        }
        for (index, (contest, question)) in zip(contests, election.questions).enumerated() {
            guard question.minimum <= 1, question.maximum >= 1 else { throw .oneOfMany(contest: index + 1) }
            let shown = contest.choices.compactMap(\.answer)
            let blanks = contest.choices.count - shown.count
            guard shown.sorted() == Array(question.answers.indices), blanks == (question.blank ? 1 : 0) else {
                throw .choices(contest: index + 1)
            }
            for (place, choice) in contest.choices.enumerated() {
                guard let answer = choice.answer else { continue }
                guard Language.allCases.contains(where: { choice.name[$0] == question.answers[answer] }) else {
                    throw .name(contest: index + 1, choice: place + 1)
                }
            }
        }
    }

    /// What is encrypted for a choice in each contest, by its place on the ballot: blank first where it is offered.
    package func plaintext(_ choices: [Int], _ questions: [Question]) -> [[Int]] {
        zip(zip(contests, choices), questions).map { chosen, question in
            let answer = chosen.0.choices[chosen.1].answer
            var bits = [Int](repeating: 0, count: question.ciphertexts)
            bits[answer.map { $0 + (question.blank ? 1 : 0) } ?? 0] = 1
            return bits
        }
    }
}
