import PrimeOrderGroups

/// From the tally to the result: partial decryptions as they come, then their combination.
struct DecryptionStage<Suite: CipherSuite> {
    private let tally: EncryptedTally<Suite>
    private let election: Election<Suite>
    private let totalWeight: UInt64
    private(set) var factors: [Int: [[Suite.Element]]] = [:]
    private(set) var owners: Set<Int> = []
    private(set) var count = 0
    private(set) var result: ElectionResult?

    init(tally: EncryptedTally<Suite>, election: Election<Suite>, totalWeight: UInt64) {
        (self.tally, self.election, self.totalWeight) = (tally, election, totalWeight)
    }

    /// Takes a partial decryption. One that does not hold is a violation of a trustee without whom there is no result, and
    /// a finding of one of a group that may do without him.
    mutating func add(
        _ records: EventRecords, trustees: Trustees<Suite>
    ) throws(Violation) -> VerificationFinding? {
        let owned = try DecryptionOwner(bytes: records.data[1].body)
        guard owned.payload == records.data[0].digest else { throw Violation(.decryptionFormat, detail: "payload") }
        guard let key = trustees.key(ofOwner: owned.owner), owners.insert(owned.owner).inserted else {
            throw Violation(.decryptionOwner, detail: String(owned.owner))
        }
        count += 1
        let place = Place(trustee: owned.owner)
        do throws(Violation) {
            let decryption = try PartialDecryption<Suite>(
                bytes: records.data[0].body, questions: election.questions)
            try decryption.verify(of: tally, fingerprint: election.fingerprint, key: key)
            factors[owned.owner] = decryption.factors
            return nil
        } catch {
            guard
                trustees.groups.contains(where: { $0.owners.contains(owned.owner) && $0.threshold < $0.members.count }),
                error.rule == .decryptionProof
            else { throw error.at(place) }
            return VerificationFinding(
                .invalidDecryption, place.within(Place(offset: records.offset, event: records.event.height)))
        }
    }

    /// Combines what came and holds the published counts against it. Throws `decryptionMissing` or `resultMismatch`.
    mutating func finish(_ records: EventRecords, trustees: Trustees<Suite>) throws(Violation) {
        let published = try ElectionResult(bytes: records.data[0].body, questions: election.questions)
        let combined = try trustees.combine(factors, shape: tally.questions.map(\.count))
        for (question, ciphertexts) in tally.questions.enumerated() {
            for (choice, ciphertext) in ciphertexts.enumerated() {
                let count = published.counts[question][choice]
                let plain = Suite.Group.quotient(ciphertext.beta, combined[question][choice])
                guard count <= totalWeight,
                    Suite.Group.power(Suite.Group.generatorTable, Suite.Exponent(count)) == plain
                else {
                    throw Violation(
                        .resultMismatch, Place(question: question + 1, choice: choice + 1), detail: String(count))
                }
            }
        }
        result = published
    }
}
