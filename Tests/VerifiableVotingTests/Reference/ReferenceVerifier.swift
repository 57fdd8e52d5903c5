import SlowArithmetic

/// A verifier of whole archives, written from the notes by definition and without anything of the module under test:
/// another reader of JSON and of archives, whole numbers by GMP in affine coordinates, no tables, no batches. It shares
/// with the verifier the names of the rules, and the order in which an archive is read: from its beginning.
final class ReferenceVerifier {
    private let edwards = ReferenceArithmetic<SlowEdwards>()
    private let belenios = ReferenceArithmetic<SlowBelenios>()

    func verdict(_ bytes: [UInt8]) -> ReferenceVerdict {
        do {
            let findings = try verify(bytes)
            return findings.isEmpty ? .valid : .findings(findings)
        } catch let refusal as Refusal {
            return .invalid(refusal.rule)
        } catch {
            return .invalid("\(error)")
        }
    }

    /// The findings. Throws a `Refusal`.
    private func verify(_ bytes: [UInt8]) throws -> Set<String> {
        var archive = ReferenceArchive(bytes)
        guard let setup = try archive.event() else { throw Refusal("archive-truncated") }
        let names = ["election", "trustees", "credentials", "credentials_certificate"]
        let expected = Node.members(
            zip(names, setup.data.dropLast()).map { ($0, .text($1.hash)) })
        try require(setup.data.last?.body == expected.compact, "record-order")
        let description = try ReferenceDescription(setup.data[0].body)
        switch description.group {
        case Array(SlowEdwards.name.utf8):
            return try ReferenceRun(description, setup, edwards).finish(&archive)
        case Array(SlowBelenios.name.utf8):
            return try ReferenceRun(description, setup, belenios).finish(&archive)
        default: throw Refusal("election-group")
        }
    }
}

/// One verification.
private struct ReferenceRun<G: SlowGroup> {
    typealias Ciphertext = ReferenceBallot<G>.Ciphertext

    private let arithmetic: ReferenceArithmetic<G>
    private let election: ReferenceElection<G>
    private let trustees: ReferenceTrustees<G>
    private let credentials: ReferenceCredentials<G>
    private var findings: Set<String> = []
    /// Ballots that count, by credential.
    private var counted: [[UInt8]: ReferenceBallot<G>] = [:]
    private var hashes: Set<String> = []
    private var alphas: Set<[UInt8]> = []
    private var tally: [[Ciphertext]] = []
    private var factors: [Int: [[G.Element]]] = [:]
    private var owners: Set<Int> = []

    init(
        _ description: ReferenceDescription, _ setup: ReferenceArchive.Event, _ arithmetic: ReferenceArithmetic<G>
    ) throws {
        self.arithmetic = arithmetic
        election = try ReferenceElection(description, arithmetic)
        trustees = try ReferenceTrustees(setup.data[1].body, arithmetic)
        try require(trustees.electionKey == election.key, "election-key")
        credentials = try ReferenceCredentials(setup.data[2].body, arithmetic)
    }

    func finish(_ archive: inout ReferenceArchive) throws -> Set<String> {
        var run = self
        while let event = try archive.event() {
            switch event.type {
            case "Ballot": try run.readBallot(event)
            case "EncryptedTally": try run.readTally(event)
            case "PartialDecryption": try run.readDecryption(event)
            case "Result": try run.readResult(event)
            default: break
            }
        }
        return run.findings
    }

    private mutating func readBallot(_ event: ReferenceArchive.Event) throws {
        var ballot = try ReferenceBallot<G>(event.data[0].body, arithmetic)
        try ballot.verify(election, isListed: credentials.weights[ballot.credential] != nil)
        try require(hashes.insert(event.data[0].hash).inserted, "ballot-duplicate")
        counted[ballot.credential] = ballot
        if !ballot.isCanonical { findings.insert("answer-not-canonical") }
        if ballot.hasNeutralAlpha { findings.insert("neutral-alpha") }
        for alpha in ballot.alphaTexts where alpha != Array(G.text(G.neutral).utf8) {
            if !alphas.insert(alpha).inserted { findings.insert("repeated-alpha") }
        }
    }

    private mutating func readTally(_ event: ReferenceArchive.Event) throws {
        guard let sized = try? Node(reading: event.data[1].body), let ballots = sized["num_tallied"]?.integer,
            ballots >= 0, let weight = Self.weight(sized["total_weight"]), let hash = sized["encrypted_tally"]?.string,
            ReferenceArchive.isHash(hash)
        else { throw Refusal("tally-format") }
        guard let rows = (try? Node(reading: event.data[0].body))?.items, rows.count == election.questions.count else {
            throw Refusal("tally-format")
        }
        var published: [[Ciphertext]] = []
        for (row, question) in zip(rows, election.questions) {
            let items = try row.items.or("tally-format")
            try require(items.count == question.ciphertexts, "tally-format")
            published.append(
                try items.map { item in
                    let alphaText = try (item["alpha"]?.string).or("tally-format")
                    let betaText = try (item["beta"]?.string).or("tally-format")
                    let alpha = try arithmetic.element(alphaText).or("element-text")
                    let beta = try arithmetic.element(betaText).or("element-text")
                    try require(arithmetic.isMember(alpha) && arithmetic.isMember(beta), "element-membership")
                    return Ciphertext(alpha: alpha, beta: beta)
                })
        }
        try require(hash == Array(event.data[0].hash.utf8), "tally-totals")
        try require(ballots == Int64(counted.count), "tally-totals")
        let voters = counted.keys.sorted { $0.lexicographicallyPrecedes($1) }
        let total = voters.reduce(UInt64(0)) { $0 + (credentials.weights[$1] ?? 0) }
        try require(weight == total, "tally-totals")
        var sums = election.questions.map {
            [Ciphertext](repeating: Ciphertext(alpha: G.neutral, beta: G.neutral), count: $0.ciphertexts)
        }
        for voter in voters {
            guard let ballot = counted[voter] else { continue }
            let weight = BigNumber(UInt(credentials.weights[voter] ?? 0))
            for (question, answer) in ballot.ciphertexts.enumerated() {
                for (choice, ciphertext) in answer.enumerated() {
                    let sum = sums[question][choice]
                    sums[question][choice] = Ciphertext(
                        alpha: G.product(sum.alpha, arithmetic.power(ciphertext.alpha, weight)),
                        beta: G.product(sum.beta, arithmetic.power(ciphertext.beta, weight)))
                }
            }
        }
        try require(sums == published, "tally-mismatch")
        tally = published
    }

    /// A number below 2^63, or its decimal text.
    private static func weight(_ node: Node?) -> UInt64? {
        if let number = node?.integer { return number < 0 ? nil : UInt64(number) }
        guard let digits = node?.string, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            digits.count == 1 || digits.first != 0x30
        else { return nil }
        return UInt64(String(decoding: digits, as: UTF8.self)).flatMap { $0 < 1 << 63 ? $0 : nil }
    }

    private mutating func readDecryption(_ event: ReferenceArchive.Event) throws {
        guard let owned = try? Node(reading: event.data[1].body), let owner = owned["owner"]?.integer,
            (1...Int64(Int32.max)).contains(owner), let payload = owned["payload"]?.string,
            ReferenceArchive.isHash(payload)
        else { throw Refusal("decryption-format") }
        try require(payload == Array(event.data[0].hash.utf8), "decryption-format")
        let keys = trustees.keys
        try require(owner <= keys.count && owners.insert(Int(owner)).inserted, "decryption-owner")
        let key = keys[Int(owner) - 1]
        guard let tree = try? Node(reading: event.data[0].body), let factorRows = tree["decryption_factors"]?.items,
            let proofRows = tree["decryption_proofs"]?.items, factorRows.count == tally.count,
            proofRows.count == tally.count
        else { throw Refusal("decryption-format") }
        var read: [[G.Element]] = []
        var proofs: [[ReferenceProof]] = []
        for (row, answer) in tally.enumerated() {
            guard let factorItems = factorRows[row].items, let proofItems = proofRows[row].items,
                factorItems.count == answer.count, proofItems.count == answer.count
            else { throw Refusal("decryption-format") }
            read.append([])
            proofs.append([])
            for (factor, proof) in zip(factorItems, proofItems) {
                let element = try factor.string.flatMap { arithmetic.element($0) }.or("element-text")
                try require(arithmetic.isMember(element), "element-membership")
                read[row].append(element)
                proofs[row].append(try arithmetic.proof(proof, "decryption-format"))
            }
        }
        let prefix = "decrypt|\(election.fingerprint)|\(G.text(key))|"
        for (row, answer) in tally.enumerated() {
            for (choice, ciphertext) in answer.enumerated() {
                let proof = proofs[row][choice]
                let commitments = [
                    G.product(arithmetic.generatorPower(proof.response), arithmetic.power(key, proof.challenge)),
                    G.product(
                        arithmetic.power(ciphertext.alpha, proof.response),
                        arithmetic.power(read[row][choice], proof.challenge)),
                ]
                guard arithmetic.hash(prefix, commitments) == proof.challenge else {
                    // One of a set that can do without him is a finding; the result will tell whether it could.
                    try require(canDoWithout(Int(owner)), "decryption-proof")
                    findings.insert("invalid-decryption")
                    return
                }
            }
        }
        factors[Int(owner)] = read
    }

    private func canDoWithout(_ owner: Int) -> Bool {
        var first = 1
        for item in trustees.items {
            if owner < first + item.keys.count { return item.threshold < item.keys.count }
            first += item.keys.count
        }
        return false
    }

    private func readResult(_ event: ReferenceArchive.Event) throws {
        guard let rows = (try? Node(reading: event.data[0].body))?["result"]?.items, rows.count == tally.count else {
            throw Refusal("result-format")
        }
        var counts: [[UInt64]] = []
        for (row, answer) in zip(rows, tally) {
            let numbers = try row.items.or("result-format").map { try Self.weight($0).or("result-format") }
            try require(numbers.count == answer.count, "result-format")
            counts.append(numbers)
        }
        let total = counted.keys.reduce(UInt64(0)) { $0 + (credentials.weights[$1] ?? 0) }
        // Whether enough trustees decrypted is asked before any count is looked at.
        let combined = try tally.indices.map { question in
            try tally[question].indices.map { try trustees.combine(factors, question: question, choice: $0) }
        }
        for (question, answer) in tally.enumerated() {
            for (choice, ciphertext) in answer.enumerated() {
                let count = counts[question][choice]
                let plain = G.product(ciphertext.beta, G.inverse(combined[question][choice]))
                try require(
                    count <= total && arithmetic.generatorPower(BigNumber(UInt(count))) == plain, "result-mismatch")
            }
        }
    }
}
