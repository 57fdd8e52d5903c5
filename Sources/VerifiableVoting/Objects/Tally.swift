import PrimeOrderGroups

/// Sums of ciphertexts, question by question (specification notes, section 4.8).
public struct EncryptedTally<Suite: CipherSuite>: Equatable, Sendable {
    public var questions: [[Ciphertext<Suite>]]

    /// The tally of no ballot.
    public init(_ questions: [Question]) {
        self.questions = questions.map { [Ciphertext](repeating: .neutral, count: $0.ciphertexts) }
    }

    public mutating func add(_ ciphertexts: [[Ciphertext<Suite>]], weight: UInt64 = 1) {
        combine(ciphertexts) { $0 + $1.weighted(weight) }
    }

    public mutating func subtract(_ ciphertexts: [[Ciphertext<Suite>]], weight: UInt64 = 1) {
        combine(ciphertexts) { $0 - $1.weighted(weight) }
    }

    private mutating func combine(
        _ ciphertexts: [[Ciphertext<Suite>]], _ step: (Ciphertext<Suite>, Ciphertext<Suite>) -> Ciphertext<Suite>
    ) {
        for question in questions.indices {
            for choice in questions[question].indices {
                questions[question][choice] = step(questions[question][choice], ciphertexts[question][choice])
            }
        }
    }

    /// Where a tally of the same shape differs first.
    func firstDifference(from other: EncryptedTally) -> Place? {
        for (question, (ours, theirs)) in zip(questions, other.questions).enumerated() {
            if let choice = ours.indices.first(where: { ours[$0] != theirs[$0] }) {
                return Place(question: question + 1, choice: choice + 1)
            }
        }
        return nil
    }

    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.list(questions) { text, ciphertexts in
                text.list(ciphertexts) { text, ciphertext in
                    text.raw("{\"alpha\":")
                    text.string(Suite.Group.text(ciphertext.alpha))
                    text.raw(",\"beta\":")
                    text.string(Suite.Group.text(ciphertext.beta))
                    text.raw("}")
                }
            }
        }
    }

    /// Reads a tally with the shape of the questions. Throws `tallyFormat`, `elementText` or `elementMembership`.
    public init(bytes: [UInt8], questions: [Question]) throws(Violation) {
        let tree = try JSONTree.whole(bytes, breaking: .tallyFormat)
        guard let items = tree.items, items.count == questions.count else { throw Violation(.tallyFormat) }
        var read: [[Ciphertext<Suite>]] = []
        for (index, (item, question)) in zip(items, questions).enumerated() {
            guard let choices = item.items, choices.count == question.ciphertexts else {
                throw Violation(.tallyFormat, Place(question: index + 1))
            }
            var ciphertexts: [Ciphertext<Suite>] = []
            for (position, choice) in choices.enumerated() {
                let place = Place(question: index + 1, choice: position + 1)
                guard let alphaText = choice["alpha"]?.string, let betaText = choice["beta"]?.string else {
                    throw Violation(.tallyFormat, place)
                }
                guard let alpha = Suite.Group.element(text: alphaText), let beta = Suite.Group.element(text: betaText)
                else { throw Violation(.elementText, place) }
                guard Suite.Group.isMember(alpha), Suite.Group.isMember(beta) else {
                    throw Violation(.elementMembership, place)
                }
                ciphertexts.append(Ciphertext(alpha: alpha, beta: beta))
            }
            read.append(ciphertexts)
        }
        self.questions = read
    }
}

/// The record beside a tally: how many ballots with which weight it sums.
public struct TallySize: Equatable, Sendable {
    public let ballots: UInt64
    public let totalWeight: UInt64
    public let tally: Digest

    public init(ballots: UInt64, totalWeight: UInt64, tally: Digest) {
        (self.ballots, self.totalWeight, self.tally) = (ballots, totalWeight, tally)
    }

    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"num_tallied\":")
            text.whole(ballots)
            text.raw(",\"total_weight\":")
            text.weight(totalWeight)
            text.raw(",\"encrypted_tally\":")
            text.string(tally.hexadecimal)
            text.raw("}")
        }
    }

    /// Throws `tallyFormat`.
    public init(bytes: [UInt8]) throws(Violation) {
        let tree = try JSONTree.object(bytes, breaking: .tallyFormat)
        guard let ballots = tree["num_tallied"]?.whole, ballots >= 0, let weight = tree["total_weight"]?.weight,
            let text = tree["encrypted_tally"]?.string, let digest = Digest(hexadecimal: text)
        else { throw Violation(.tallyFormat, detail: "num_tallied, total_weight, encrypted_tally") }
        self.init(ballots: UInt64(ballots), totalWeight: weight, tally: digest)
    }
}

extension JSONTree {
    /// A weight: a whole number or its decimal string, below 2^63.
    var weight: UInt64? {
        if let number = whole { return number >= 0 ? UInt64(number) : nil }
        guard let text = string, let value = UInt64(text), String(value) == text, value < 1 << 63 else { return nil }
        return value
    }
}

/// The counts of an election, question by question, blank first where it is offered.
public struct ElectionResult: Equatable, Sendable {
    public let counts: [[UInt64]]

    public init(counts: [[UInt64]]) { self.counts = counts }

    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"result\":")
            text.list(counts) { text, question in
                text.list(question) { text, count in text.weight(count) }
            }
            text.raw("}")
        }
    }

    /// Throws `resultFormat`.
    public init(bytes: [UInt8], questions: [Question]) throws(Violation) {
        let tree = try JSONTree.object(bytes, breaking: .resultFormat)
        guard let items = tree["result"]?.items, items.count == questions.count else { throw Violation(.resultFormat) }
        var counts: [[UInt64]] = []
        for (index, (item, question)) in zip(items, questions).enumerated() {
            let weights = item.items?.compactMap(\.weight)
            guard let weights, weights.count == question.ciphertexts, weights.count == item.items?.count else {
                throw Violation(.resultFormat, Place(question: index + 1))
            }
            counts.append(weights)
        }
        self.counts = counts
    }
}
