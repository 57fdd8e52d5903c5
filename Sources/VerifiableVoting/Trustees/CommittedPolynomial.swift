import PrimeOrderGroups

/// What a member of a threshold set publishes of his polynomial: g to each coefficient, signed twice.
///
/// Specification notes, section 4.7, step 3. The second signature binds the commitments to all certificates.
struct CommittedPolynomial<Suite: CipherSuite>: Sendable {
    /// `coefexps`
    let signed: SignedMessage<Suite>
    let commitments: [Suite.Element]
    /// Signature of `certs_sig|` and the certificates with the commitments.
    let signature: Proof<Suite.Group.Order>

    /// Reads and verifies the polynomial of the member with `certificate`, one of `certificates`. Throws
    /// `trusteeCoefficients`, `trusteeSignature`, `elementText`, `elementMembership` or `scalarText`.
    init(
        _ tree: JSONTree, signature: JSONTree, member certificate: TrusteeCertificate<Suite>,
        of certificates: [TrusteeCertificate<Suite>]
    ) throws(Violation) {
        signed = try SignedMessage(tree, breaking: .trusteeCoefficients)
        self.signature = try Proof(signature, breaking: .trusteeCoefficients)
        guard signed.isSigned(by: certificate.verification) else {
            throw Violation(.trusteeSignature, detail: "coefexps")
        }
        let content = try JSONTree.object(Array(signed.message.utf8), breaking: .trusteeCoefficients)
        guard let items = content["coefexps"]?.items, items.count == certificate.context.threshold else {
            throw Violation(
                .trusteeCoefficients, detail: "coefexps: \(content["coefexps"]?.items?.count ?? 0)")
        }
        commitments = try Suite.members(items, "coefexps", breaking: .trusteeCoefficients)
        let statement = Self.statement(certificates, commitments)
        guard Suite.verify(self.signature, of: certificate.verification, .message(statement)) else {
            throw Violation(.trusteeSignature, detail: "certs_sig")
        }
    }

    init(
        coefficients: [Suite.Secret], keys: MemberKeys<Suite>, certificates: [TrusteeCertificate<Suite>],
        random: SecretSource
    ) {
        let commitments = coefficients.map { Suite.Group.secretPower(Suite.Group.secretGeneratorTable, $0) }
        self.commitments = commitments
        let message = CanonicalText.of { text in
            text.raw("{\"coefexps\":")
            text.list(commitments) { text, element in text.element(element, of: Suite.self) }
            text.raw("}")
        }
        signed = SignedMessage(signing: String(decoding: message, as: UTF8.self), with: keys.signing, random: random)
        signature = Suite.prove(
            keys.signing, nonce: random.scalar(), .message(Self.statement(certificates, commitments)))
    }

    private static func statement(
        _ certificates: [TrusteeCertificate<Suite>], _ commitments: [Suite.Element]
    ) -> String {
        let bytes = CanonicalText.of { text in
            text.raw("certs_sig|{\"certs\":")
            text.list(certificates) { text, certificate in certificate.signed.write(to: &text) }
            text.raw(",\"coefexps\":")
            text.list(commitments) { text, element in text.element(element, of: Suite.self) }
            text.raw("}")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Verifies the polynomials of all members, of whom the first is trustee `first`.
    static func verify(
        _ trees: [JSONTree], signatures: [JSONTree], certificates: [TrusteeCertificate<Suite>], first: Int
    ) throws(Violation) -> [CommittedPolynomial] {
        guard trees.count == certificates.count, signatures.count == certificates.count else {
            throw Violation(
                .trusteeCoefficients, Place(trustee: first),
                detail: "coefexps \(trees.count), signatures \(signatures.count), certs \(certificates.count)")
        }
        var polynomials: [CommittedPolynomial] = []
        for (index, certificate) in certificates.enumerated() {
            do throws(Violation) {
                polynomials.append(
                    try CommittedPolynomial(
                        trees[index], signature: signatures[index], member: certificate, of: certificates))
            } catch {
                throw error.at(Place(trustee: first + index))
            }
        }
        return polynomials
    }

    /// The commitments to the sum of the polynomials: the group's key comes first.
    static func sum(_ polynomials: [CommittedPolynomial]) -> [Suite.Element] {
        guard let first = polynomials.first else { return [] }
        return polynomials.dropFirst().reduce(first.commitments) { sum, polynomial in
            zip(sum, polynomial.commitments).map { Suite.Group.product($0, $1) }
        }
    }
}
