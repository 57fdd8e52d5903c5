import SlowArithmetic

/// A ballot by the notes, section 4.6: read, held against the election, proof by proof.
struct ReferenceBallot<G: SlowGroup> {
    struct Ciphertext: Equatable {
        let alpha, beta: G.Element
    }

    struct Answer {
        var texts: [(alpha: [UInt8], beta: [UInt8])] = []
        var individual: [[ReferenceProof]] = []
        var overall: [ReferenceProof] = []
        var blank: [ReferenceProof]?
    }

    let credential: [UInt8]
    private(set) var ciphertexts: [[Ciphertext]] = []
    let isCanonical: Bool
    private let tree: Node
    private let answers: [Answer]
    private let signature: ReferenceProof
    private let bytes: [UInt8]
    private let arithmetic: ReferenceArithmetic<G>

    var hasNeutralAlpha: Bool { ciphertexts.joined().contains { $0.alpha == G.neutral } }
    var alphaTexts: [[UInt8]] { answers.flatMap { $0.texts.map(\.alpha) } }

    /// Reads the outer record strictly and the answers leniently, as the notes tell.
    init(_ bytes: [UInt8], _ arithmetic: ReferenceArithmetic<G>) throws {
        (self.bytes, self.arithmetic) = (bytes, arithmetic)
        guard let tree = try? Node(reading: bytes), let members = tree.members else {
            throw Refusal("ballot-format")
        }
        let names = Self.names("election_uuid", "election_hash", "credential", "answers", "signature")
        try require(members.map(\.name) == names && tree.compact == bytes, "ballot-canonical")
        guard tree["election_uuid"]?.string != nil, tree["election_hash"]?.string != nil,
            let credential = tree["credential"]?.string, let list = tree["answers"]?.items,
            let signature = tree["signature"], signature.members?.map(\.name) == Self.names("hash", "proof"),
            signature["hash"]?.string != nil,
            signature["proof"]?.members?.map(\.name) == Self.names("challenge", "response")
        else { throw Refusal("ballot-format") }
        answers = try list.map { try Self.answer($0, arithmetic) }
        self.signature = try arithmetic.proof(signature["proof"], "ballot-format")
        (self.credential, self.tree) = (credential, tree)
        isCanonical = zip(list, answers).allSatisfy { $0.compact == Self.canonical($1).compact }
    }

    private static func names(_ names: String...) -> [[UInt8]] { names.map { Array($0.utf8) } }

    private static func answer(_ node: Node, _ arithmetic: ReferenceArithmetic<G>) throws -> Answer {
        guard let choices = node["choices"]?.items, let individual = node["individual_proofs"]?.items,
            let overall = node["overall_proof"]
        else { throw Refusal("ballot-format") }
        func proofs(_ node: Node) throws -> [ReferenceProof] {
            try node.items.or("ballot-format").map { try arithmetic.proof($0, "ballot-format") }
        }
        var answer = Answer()
        for choice in choices {
            answer.texts.append(
                (try (choice["alpha"]?.string).or("ballot-format"), try (choice["beta"]?.string).or("ballot-format")))
        }
        for pair in individual {
            answer.individual.append(try proofs(pair))
            try require(answer.individual.last?.count == 2, "proof-count")
        }
        answer.overall = try proofs(overall)
        answer.blank = try node["blank_proof"].map(proofs)
        return answer
    }

    /// The only spelling that is no finding.
    private static func canonical(_ answer: Answer) -> Node {
        func node(_ proof: ReferenceProof) -> Node {
            .members([("challenge", .text(proof.challenge.decimal)), ("response", .text(proof.response.decimal))])
        }
        var members: [(String, Node)] = [
            (
                "choices",
                .array(answer.texts.map { .members([("alpha", .bytes($0.alpha)), ("beta", .bytes($0.beta))]) })
            ),
            ("individual_proofs", .array(answer.individual.map { .array($0.map(node)) })),
            ("overall_proof", .array(answer.overall.map(node))),
        ]
        if let blank = answer.blank { members.append(("blank_proof", .array(blank.map(node)))) }
        return .members(members)
    }

    /// Verifies everything that needs no other ballot. `isListed`: the credential stands in the election's list.
    mutating func verify(_ election: ReferenceElection<G>, isListed: Bool) throws {
        try require(isListed, "ballot-credential")
        try require(tree["election_uuid"]?.string == election.uuid, "ballot-election")
        try require(tree["election_hash"]?.string == Array(election.fingerprint.utf8), "ballot-election")
        var unsigned = tree
        unsigned["signature"] = nil
        let hash = ReferenceHash.base64(unsigned.compact)
        try require(tree["signature"]?["hash"]?.string == Array(hash.utf8), "ballot-hash")
        try require(answers.count == election.questions.count, "answer-count")
        for (answer, question) in zip(answers, election.questions) {
            try require(answer.texts.count == question.ciphertexts, "choice-count")
            try require(
                answer.individual.count == question.ciphertexts
                    && answer.overall.count == question.maximum - question.minimum + 1 + (question.blank ? 1 : 0)
                    && answer.blank?.count == (question.blank ? 2 : nil), "proof-count")
        }
        ciphertexts = try answers.map { answer in
            try answer.texts.map {
                Ciphertext(
                    alpha: try arithmetic.element($0.alpha).or("element-text"),
                    beta: try arithmetic.element($0.beta).or("element-text"))
            }
        }
        let key = try arithmetic.element(credential).or("element-text")
        try require(key != G.neutral, "ballot-credential")
        try require(arithmetic.holds(signature, key: key, "sig|\(hash)|"), "ballot-signature")
        for (index, question) in election.questions.enumerated() {
            for ciphertext in ciphertexts[index] {
                try require(
                    arithmetic.isMember(ciphertext.alpha) && arithmetic.isMember(ciphertext.beta), "element-membership")
            }
            try verify(answers[index], ciphertexts[index], question, election)
        }
    }

    private func verify(
        _ answer: Answer, _ ciphertexts: [Ciphertext], _ question: ReferenceElection<G>.Question,
        _ election: ReferenceElection<G>
    ) throws {
        let voter = "\(election.fingerprint)|\(String(decoding: credential, as: UTF8.self))"
        func text(_ ciphertext: Ciphertext) -> String { "\(G.text(ciphertext.alpha)),\(G.text(ciphertext.beta))" }
        for (ciphertext, proofs) in zip(ciphertexts, answer.individual) {
            try holds(
                proofs, [(ciphertext, 0), (ciphertext, 1)], "prove|\(voter)|\(text(ciphertext))|", election,
                "individual-proof")
        }
        let whole = voter + "|" + ciphertexts.map(text).joined(separator: ",")
        let counted = question.blank ? Array(ciphertexts.dropFirst()) : ciphertexts
        let sum = counted.reduce(Ciphertext(alpha: G.neutral, beta: G.neutral)) {
            Ciphertext(alpha: G.product($0.alpha, $1.alpha), beta: G.product($0.beta, $1.beta))
        }
        let bounds = (question.minimum...question.maximum).map { (sum, $0) }
        guard question.blank else {
            try holds(answer.overall, bounds, "prove|\(whole)|\(text(sum))|", election, "overall-proof")
            return
        }
        try holds(answer.overall, [(ciphertexts[0], 1)] + bounds, "bproof1|\(whole)|", election, "overall-proof")
        try holds(
            answer.blank ?? [], [(ciphertexts[0], 0), (sum, 0)], "bproof0|\(whole)|", election, "blank-proof")
    }

    /// A_j = g^s a^c, B_j = y^s (b/g^M)^c, and H(prefix, all of them) = sum of the challenges.
    private func holds(
        _ proofs: [ReferenceProof], _ branches: [(Ciphertext, Int)], _ prefix: String,
        _ election: ReferenceElection<G>, _ rule: String
    ) throws {
        var commitments: [G.Element] = []
        var sum = arithmetic.zero
        for (proof, (ciphertext, plaintext)) in zip(proofs, branches) {
            let plain = G.inverse(arithmetic.generatorPower(arithmetic.modulo(plaintext)))
            commitments.append(
                G.product(
                    arithmetic.generatorPower(proof.response), arithmetic.power(ciphertext.alpha, proof.challenge)))
            commitments.append(
                G.product(
                    arithmetic.power(election.key, proof.response),
                    arithmetic.power(G.product(ciphertext.beta, plain), proof.challenge)))
            sum = (sum + proof.challenge) % arithmetic.q
        }
        try require(arithmetic.hash(prefix, commitments) == sum, rule)
    }
}
