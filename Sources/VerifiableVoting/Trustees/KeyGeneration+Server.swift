import PrimeOrderGroups

/// What the server of a key generation does: it learns no secret, and checks what can be checked without one.
extension KeyGeneration {
    /// Step 4: the inputs of all members, from the polynomials of all, both in their order.
    public func inputs(polynomials: [[UInt8]]) throws(KeyGenerationError) -> [[UInt8]] {
        try oneEach(polynomials, .polynomial)
        let messages = try polynomials.enumerated().map { (index, bytes) throws(KeyGenerationError) in
            try PolynomialMessage(bytes, generation: self, member: index + 1)
        }
        let published = try self.polynomials(
            messages.map(\.coefficients), signatures: messages.map(\.signature))
        return messages.indices.map { recipient in
            CanonicalText.of { text in
                text.raw("{\"polynomial\":")
                text.string(messages[recipient].own)
                text.raw(",\"secrets\":")
                text.list(messages) { text, message in text.string(message.secrets[recipient]) }
                text.raw(",\"coefexps\":")
                text.list(published) { text, polynomial in polynomial.signed.write(to: &text) }
                text.raw(",\"signatures\":")
                text.list(published) { text, polynomial in polynomial.signature.write(to: &text) }
                text.raw("}")
            }
        }
    }

    /// Step 6: the parameters of the set, verified as any reader will verify them, and the members' `.dkey` files, from
    /// the polynomials of step 3 and the outputs of step 5.
    public func parameters(
        polynomials: [[UInt8]], outputs: [[UInt8]]
    ) throws(KeyGenerationError) -> (parameters: [UInt8], privateKeys: [[UInt8]]) {
        try oneEach(polynomials, .polynomial)
        try oneEach(outputs, .output)
        let messages = try polynomials.enumerated().map { (index, bytes) throws(KeyGenerationError) in
            try PolynomialMessage(bytes, generation: self, member: index + 1)
        }
        let published = try self.polynomials(
            messages.map(\.coefficients), signatures: messages.map(\.signature))
        var keys: [JSONTree] = []
        var privateKeys: [[UInt8]] = []
        for (index, bytes) in outputs.enumerated() {
            let tree = try tree(bytes, .output, member: index + 1)
            guard let privateKey = tree["private_key"]?.string, let key = tree["public_key"] else {
                throw .format(.output, member: index + 1)
            }
            do throws(MessageFault) { _ = try EncryptedMessage<Suite>(text: privateKey) } catch {
                throw .message(member: index + 1, error)
            }
            keys.append(key)
            privateKeys.append(Array(privateKey.utf8))
        }
        do throws(Violation) {
            let set = try ThresholdParameters(
                certificates: certificates, polynomials: published, threshold: threshold, keys: keys, first: 1)
            return (CanonicalText.of { set.write(to: &$0) }, privateKeys)
        } catch {
            throw .rule(error)
        }
    }
}

/// A member's message of step 3, as far as others than the recipients can read it.
private struct PolynomialMessage<Suite: CipherSuite> {
    let own: String
    let secrets: [String]
    let coefficients: JSONTree
    let signature: JSONTree

    init(_ bytes: [UInt8], generation: KeyGeneration<Suite>, member: Int) throws(KeyGenerationError) {
        let tree = try generation.tree(bytes, .polynomial, member: member)
        let items = try generation.list("secrets", of: tree, .polynomial, member: member)
        guard let own = tree["polynomial"]?.string, let coefficients = tree["coefexps"],
            let signature = tree["signature"]
        else { throw .format(.polynomial, member: member) }
        secrets = items.compactMap(\.string)
        guard secrets.count == items.count else { throw .format(.polynomial, member: member) }
        for text in [own] + secrets {
            do throws(MessageFault) { _ = try EncryptedMessage<Suite>(text: text) } catch {
                throw .message(member: member, error)
            }
        }
        (self.own, self.coefficients, self.signature) = (own, coefficients, signature)
    }
}
