import PrimeOrderGroups

/// What the members of a set do.
extension KeyGeneration {
    /// Step 3: the message of a member with his polynomial, from the randomness of the operating system.
    public func polynomial(seed: String) throws(KeyGenerationError) -> [UInt8] {
        try polynomial(seed: seed, random: .system)
    }

    package func polynomial(seed: String, random: SecretSource) throws(KeyGenerationError) -> [UInt8] {
        let coefficients: [Suite.Secret] = (0..<threshold).map { _ in random.scalar() }
        return try polynomial(seed: seed, coefficients: coefficients, random: random)
    }

    /// `changing` gives a test the secrets of a member who cheats: (recipient, secret) to what is sent.
    package func polynomial(
        seed: String, coefficients: [Suite.Secret], random: SecretSource,
        changing: (Int, Suite.Secret) -> Suite.Secret = { $1 }
    ) throws(KeyGenerationError) -> [UInt8] {
        let keys = try MemberKeys<Suite>(seed: seed)
        let index = try index(of: keys)
        let published = CommittedPolynomial(
            coefficients: coefficients, keys: keys, certificates: certificates, random: random)
        let own: String
        var secrets: [String] = []
        do throws(MessageFault) {
            let content = CanonicalText.of { text in
                text.raw("{\"polynomial\":")
                text.list(coefficients) { text, coefficient in text.scalar(coefficient.revealed()) }
                text.raw("}")
            }
            own = try keys.send(content, to: keys.encryption, random: random)
            for (recipient, certificate) in certificates.enumerated() {
                let secret = changing(recipient + 1, Self.evaluate(coefficients, at: recipient + 1))
                let content = CanonicalText.of { text in
                    text.raw("{\"secret\":")
                    text.scalar(secret.revealed())
                    text.raw("}")
                }
                secrets.append(try keys.send(content, to: certificate.encryption, random: random))
            }
        } catch {
            throw .message(member: index, error)
        }
        return CanonicalText.of { text in
            text.raw("{\"polynomial\":")
            text.string(own)
            text.raw(",\"secrets\":")
            text.list(secrets) { text, secret in text.string(secret) }
            text.raw(",\"coefexps\":")
            published.signed.write(to: &text)
            text.raw(",\"signature\":")
            published.signature.write(to: &text)
            text.raw("}")
        }
    }

    /// f(point), in constant time.
    private static func evaluate(_ coefficients: [Suite.Secret], at point: Int) -> Suite.Secret {
        let point = Suite.Exponent(UInt64(point))
        return coefficients.reversed().reduce(SecretScalar(.zero)) { $0 * point + $1 }
    }

    /// Step 5: checks the input of a member, sums his secrets to his private share and makes his output. Throws `secret`
    /// or `message` with the member who sent him something wrong.
    public func output(seed: String, input: [UInt8]) throws(KeyGenerationError) -> [UInt8] {
        try output(seed: seed, input: input, random: .system)
    }

    package func output(
        seed: String, input: [UInt8], random: SecretSource
    ) throws(KeyGenerationError) -> [UInt8] {
        let keys = try MemberKeys<Suite>(seed: seed)
        let index = try index(of: keys)
        let tree = try tree(input, .input, member: index)
        let polynomials = try polynomials(
            list("coefexps", of: tree, .input, member: index),
            signatures: list("signatures", of: tree, .input, member: index))
        try checkOwn(tree["polynomial"], polynomials[index - 1], keys, member: index)
        let share = try share(
            list("secrets", of: tree, .input, member: index), of: polynomials, keys, member: index)
        let key = TrusteePublicKey<Suite>(secret: share, signing: keys.signing, random: random)
        let content = CanonicalText.of { text in
            text.raw("{\"decryption_key\":")
            text.scalar(share.revealed())
            text.raw("}")
        }
        let privateKey: String
        do throws(MessageFault) { privateKey = try keys.send(content, to: keys.encryption, random: random) } catch {
            throw .message(member: index, error)
        }
        return CanonicalText.of { text in
            text.raw("{\"private_key\":")
            text.string(privateKey)
            text.raw(",\"public_key\":")
            key.write(to: &text, signed: true)
            text.raw("}")
        }
    }

    /// That the commitments published in the member's name are to the polynomial that he sent to himself.
    private func checkOwn(
        _ message: JSONTree?, _ published: CommittedPolynomial<Suite>, _ keys: MemberKeys<Suite>, member: Int
    ) throws(KeyGenerationError) {
        guard let text = message?.string else { throw .format(.input, member: member) }
        var commitments: [Suite.Element] = []
        do throws(MessageFault) {
            guard let items = try keys.receive(text, from: keys.verification)["polynomial"]?.items else {
                throw MessageFault.content
            }
            for item in items {
                commitments.append(Suite.Group.secretPower(Suite.Group.secretGeneratorTable, try item.secret()))
            }
        } catch {
            throw .message(member: member, error)
        }
        guard commitments == published.commitments else { throw .polynomial(member: member) }
    }

    /// The sum of the secrets, each held against its sender's commitments.
    private func share(
        _ messages: [JSONTree], of polynomials: [CommittedPolynomial<Suite>], _ keys: MemberKeys<Suite>, member: Int
    ) throws(KeyGenerationError) -> Suite.Secret {
        var share: Suite.Secret = SecretScalar(.zero)
        for (sender, message) in messages.enumerated() {
            guard let text = message.string else { throw .format(.input, member: member) }
            let secret: Suite.Secret
            do throws(MessageFault) {
                guard let tree = try keys.receive(text, from: certificates[sender].verification)["secret"] else {
                    throw MessageFault.content
                }
                secret = try tree.secret()
            } catch {
                throw .message(member: sender + 1, error)
            }
            let expected = Suite.evaluate(polynomials[sender].commitments, at: member)
            guard Suite.Group.secretPower(Suite.Group.secretGeneratorTable, secret) == expected else {
                throw .secret(member: sender + 1)
            }
            share = share + secret
        }
        return share
    }

    /// A member's private share from his `.dkey` file, which he encrypted for himself, with his seed. The caller finds
    /// the key among the election's trustees. Throws `seed` or `privateShare`.
    public static func privateKey(seed: String, message: [UInt8]) throws(KeyGenerationError) -> TrusteeKey<Suite> {
        let keys = try MemberKeys<Suite>(seed: seed)
        do throws(MessageFault) {
            guard String(validating: message, as: UTF8.self) != nil else { throw MessageFault.format }
            let text = String(decoding: message, as: UTF8.self)
            guard let tree = try keys.receive(text, from: keys.verification)["decryption_key"] else {
                throw MessageFault.content
            }
            return TrusteeKey(secret: try tree.secret())
        } catch {
            throw .privateShare(error)
        }
    }
}
