public import PrimeOrderGroups

/// Why choices are no answer to the questions of an election.
public enum ChoiceError: Error, Equatable, Sendable {
    case answers(found: Int, expected: Int)
    case choices(question: Int, found: Int, expected: Int)
    case notZeroOrOne(question: Int, choice: Int, found: Int)
    case sum(question: Int, found: Int, minimum: Int, maximum: Int)
    case blankWithChoices(question: Int)
}

/// Makes ballots of one election. Tables of the election's key are made once.
public struct BallotMaker<Suite: CipherSuite>: Sendable {
    public let election: Election<Suite>
    let keyTable: Suite.Group.SecretTable

    public init(_ election: Election<Suite>) {
        self.election = election
        keyTable = Suite.Group.secretTable(election.publicKey)
    }

    /// Encrypts choices and proves them: for each question a 0 or 1 for each ciphertext, blank first where it is offered.
    ///
    /// What comes out cannot be cast until it is signed by `cast`. Throws where the choices answer no question so; takes
    /// the same time for all that do.
    public func prepare(
        _ choices: [[Int]], credential secret: Suite.Secret, station: BallotRandomness.StationSecret = .none
    ) throws(ChoiceError) -> PreparedBallot<Suite> {
        try check(choices)
        let element = Suite.Group.secretPower(Suite.Group.secretGeneratorTable, secret)
        let credential = Array(Suite.Group.text(element).utf8)
        let randomness = BallotRandomness(station: station, credential: credential, choices: choices)
        return prepare(choices, credential: credential, secret: secret, randomness)
    }

    /// With randomness of the caller's: for vectors in tests.
    package func prepare(
        _ choices: [[Int]], credential: [UInt8], secret: Suite.Secret, _ randomness: BallotRandomness
    ) -> PreparedBallot<Suite> {
        var randomness = randomness
        let voter = election.voter(credential: credential)
        var answers: [AnswerText<Suite.Group.Order>] = []
        var openings: [[(randomness: Suite.Secret, choice: Int)]] = []
        for (question, choice) in zip(election.questions, choices) {
            let (answer, numbers) = self.answer(question, choice, voter: voter, &randomness)
            answers.append(answer)
            openings.append(zip(numbers, choice).map { ($0, $1) })
        }
        return PreparedBallot(
            election: election, credential: credential, answers: answers, openings: openings, secret: secret,
            nonce: randomness.next())
    }

    private func check(_ choices: [[Int]]) throws(ChoiceError) {
        guard choices.count == election.questions.count else {
            throw .answers(found: choices.count, expected: election.questions.count)
        }
        for (index, (choice, question)) in zip(choices, election.questions).enumerated() {
            let number = index + 1
            guard choice.count == question.ciphertexts else {
                throw .choices(question: number, found: choice.count, expected: question.ciphertexts)
            }
            if let wrong = choice.firstIndex(where: { $0 != 0 && $0 != 1 }) {
                throw .notZeroOrOne(question: number, choice: wrong + 1, found: choice[wrong])
            }
            let sum = (question.blank ? choice.dropFirst() : choice[...]).reduce(0, +)
            if question.blank && choice[0] == 1 {
                guard sum == 0 else { throw .blankWithChoices(question: number) }
            } else if sum < question.minimum || sum > question.maximum {
                throw .sum(question: number, found: sum, minimum: question.minimum, maximum: question.maximum)
            }
        }
    }

    private func answer(
        _ question: Question, _ choice: [Int], voter: [UInt8], _ randomness: inout BallotRandomness
    ) -> (AnswerText<Suite.Group.Order>, [Suite.Secret]) {
        let bits = choice.map { SecretBit(UInt64($0)) }
        var numbers: [Suite.Secret] = []
        var elements: [Suite.Element] = []
        for bit in bits {
            let number: Suite.Secret = randomness.next()
            numbers.append(number)
            elements.append(Suite.Group.secretPower(Suite.Group.secretGeneratorTable, number))
            let plaintext = Suite.Group.secretSelect(bit, Suite.Group.generator, Suite.Group.neutral)
            elements.append(Suite.Group.product(Suite.Group.secretPower(keyTable, number), plaintext))
        }
        var answer = AnswerText<Suite.Group.Order>()
        answer.setCiphertexts(Suite.texts(elements))
        let prover = OneOfManyProver<Suite>(keyTable: keyTable)
        for index in choice.indices {
            let text = answer.ciphertexts[answer.alphas[index].lowerBound..<answer.betas[index].upperBound]
            let value = Suite.Secret(bits[index])
            let branches = [0, 1].map { claimed in
                SecretBranch<Suite>(
                    randomness: numbers[index], difference: value + Suite.Exponent(signed: -claimed),
                    isTrue: claimed == 1 ? bits[index] : bits[index].negated)
            }
            answer.individualProofs += prover.prove(branches, .choice(voter: voter, ciphertext: text), &randomness)
        }
        proveSum(question, bits, numbers, elements, voter: voter, prover, &answer, &randomness)
        return (answer, numbers)
    }

    private func proveSum(
        _ question: Question, _ bits: [SecretBit], _ numbers: [Suite.Secret], _ elements: [Suite.Element],
        voter: [UInt8],
        _ prover: OneOfManyProver<Suite>, _ answer: inout AnswerText<Suite.Group.Order>,
        _ randomness: inout BallotRandomness
    ) {
        let first = question.blank ? 1 : 0
        let zero = Suite.Secret(Suite.Exponent.zero)
        let number = numbers[first...].reduce(zero, +)
        let value = bits[first...].reduce(zero) { $0 + Suite.Secret($1) }
        let isBlank = question.blank ? bits[0] : SecretBit(0)
        var branches = (question.minimum...question.maximum).map { claimed in
            let exponent = Suite.Exponent(signed: claimed)
            return SecretBranch<Suite>(
                randomness: number, difference: value + -exponent, isTrue: value.equals(exponent) & isBlank.negated)
        }
        guard question.blank else {
            let sum = stride(from: 0, to: elements.count, by: 2).reduce(Ciphertext<Suite>.neutral) {
                $0 + Ciphertext(alpha: elements[$1], beta: elements[$1 + 1])
            }
            let sumText = Suite.texts([sum.alpha, sum.beta])
            answer.overallProof = prover.prove(
                branches, .sum(voter: voter, answer: answer.ciphertexts, sum: sumText), &randomness)
            return
        }
        let blank = Suite.Secret(bits[0])
        branches.insert(
            SecretBranch(randomness: numbers[0], difference: blank + Suite.Exponent(signed: -1), isTrue: isBlank), at: 0
        )
        answer.overallProof = prover.prove(
            branches, .sumOrBlank(voter: voter, answer: answer.ciphertexts), &randomness)
        let blankBranches = [
            SecretBranch<Suite>(randomness: numbers[0], difference: blank, isTrue: isBlank.negated),
            SecretBranch<Suite>(randomness: number, difference: value, isTrue: isBlank),
        ]
        answer.blankProof = prover.prove(
            blankBranches, .blank(voter: voter, answer: answer.ciphertexts), &randomness)
    }
}

extension CipherSuite {
    /// Canonical texts joined by commas.
    static func texts(_ elements: [Element]) -> [UInt8] {
        var bytes: [UInt8] = []
        Group.appendTexts(elements, to: &bytes)
        return bytes
    }
}

extension AnswerText {
    /// Takes alpha,beta,alpha,beta,... as they stand in the statement.
    mutating func setCiphertexts(_ texts: [UInt8]) {
        var starts = [0]
        for (index, byte) in texts.enumerated() where byte == UInt8(ascii: ",") { starts.append(index + 1) }
        starts.append(texts.count + 1)
        ciphertexts = texts
        alphas = stride(from: 0, to: starts.count - 1, by: 2).map { starts[$0]..<starts[$0 + 1] - 1 }
        betas = stride(from: 1, to: starts.count - 1, by: 2).map { starts[$0]..<starts[$0 + 1] - 1 }
    }
}
