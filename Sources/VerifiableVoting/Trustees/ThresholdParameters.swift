import PrimeOrderGroups

/// A set of trustees of whom any `threshold` decrypt together, verified (specification notes, section 4.7).
struct ThresholdParameters<Suite: CipherSuite>: Sendable {
    let certificates: [TrusteeCertificate<Suite>]
    let polynomials: [CommittedPolynomial<Suite>]
    let threshold: Int
    /// Members' public keys in their order.
    let verificationKeys: [TrusteePublicKey<Suite>]
    /// The set's own key.
    let key: Suite.Element

    /// Reads and verifies a set whose first member is trustee `first`. Throws the first rule that it breaks, with the
    /// trustee: the one of a member where the rule is about one, else the first.
    init(_ tree: JSONTree, first: Int, most: Int) throws(Violation) {
        let place = Place(trustee: first)
        guard let certificateTrees = tree["certs"]?.items, let coefficientTrees = tree["coefexps"]?.items,
            let signatureTrees = tree["signatures"]?.items, let keyTrees = tree["verification_keys"]?.items,
            let threshold = tree["threshold"]?.whole
        else {
            throw Violation(
                .trusteesFormat, place, detail: "threshold, certs, coefexps, signatures, verification_keys")
        }
        guard certificateTrees.count <= most else {
            throw Violation(.trusteesFormat, place, detail: "certs: \(certificateTrees.count)")
        }
        guard 0 < threshold, threshold <= certificateTrees.count else {
            throw Violation(.trusteeThreshold, place, detail: "\(threshold) of \(certificateTrees.count)")
        }
        let certificates = try TrusteeCertificate<Suite>.verify(
            certificateTrees, threshold: Int(threshold), first: first)
        let polynomials = try CommittedPolynomial<Suite>.verify(
            coefficientTrees, signatures: signatureTrees, certificates: certificates, first: first)
        guard keyTrees.count == certificates.count else {
            throw Violation(.verificationKey, place, detail: "verification_keys: \(keyTrees.count)")
        }
        try self.init(
            certificates: certificates, polynomials: polynomials, threshold: Int(threshold), keys: keyTrees,
            first: first)
    }

    /// Verifies the members' keys against what they published before.
    init(
        certificates: [TrusteeCertificate<Suite>], polynomials: [CommittedPolynomial<Suite>], threshold: Int,
        keys: [JSONTree], first: Int
    ) throws(Violation) {
        let commitments = CommittedPolynomial.sum(polynomials)
        guard let key = commitments.first, key != Suite.Group.neutral else {
            throw Violation(.trusteeCoefficients, Place(trustee: first), detail: "the key of the set is neutral")
        }
        var verificationKeys: [TrusteePublicKey<Suite>] = []
        for (index, (tree, certificate)) in zip(keys, certificates).enumerated() {
            do throws(Violation) {
                let key = try TrusteePublicKey<Suite>(tree, breaking: .verificationKey)
                guard key.key == Suite.evaluate(commitments, at: index + 1) else {
                    throw Violation(.verificationKey, detail: "public_key")
                }
                guard key.isSigned(by: certificate.verification) else {
                    throw Violation(.trusteeSignature, detail: "verification key")
                }
                verificationKeys.append(key)
            } catch {
                throw error.at(Place(trustee: first + index))
            }
        }
        (self.certificates, self.polynomials, self.threshold) = (certificates, polynomials, threshold)
        (self.verificationKeys, self.key) = (verificationKeys, key)
    }

    func write(to text: inout CanonicalText) {
        text.raw("{\"threshold\":")
        text.whole(threshold)
        text.raw(",\"certs\":")
        text.list(certificates) { text, certificate in certificate.signed.write(to: &text) }
        text.raw(",\"coefexps\":")
        text.list(polynomials) { text, polynomial in polynomial.signed.write(to: &text) }
        text.raw(",\"signatures\":")
        text.list(polynomials) { text, polynomial in polynomial.signature.write(to: &text) }
        text.raw(",\"verification_keys\":")
        text.list(verificationKeys) { text, key in key.write(to: &text, signed: true) }
        text.raw("}")
    }
}
