import PrimeOrderGroups

/// The public keys of a member of a threshold set, signed by him for one place in one set (specification notes, 4.7).
public struct TrusteeCertificate<Suite: CipherSuite>: Sendable {
    /// Which place in which set.
    public struct Context: Equatable, Sendable {
        public let group: String
        /// Members of the set.
        public let size: Int
        /// Members needed for a decryption.
        public let threshold: Int
        /// Place among the members, from 1.
        public let index: Int
    }

    public let context: Context
    /// Key of the member's signatures.
    public let verification: Suite.Element
    /// Key of the messages to him.
    public let encryption: Suite.Element
    let signed: SignedMessage<Suite>

    /// The name of the member's files: SHA-256 of the certificate's message in hexadecimal.
    public var identifier: String { Digest(of: signed.message).hexadecimal }

    /// The identifier of a certificate's bytes. Throws `trusteeCertificate` for what is none.
    public static func identifier(of bytes: [UInt8]) throws(Violation) -> String {
        let tree = try JSONTree.object(bytes, breaking: .trusteeCertificate)
        return Digest(of: try SignedMessage<Suite>(tree, breaking: .trusteeCertificate).message).hexadecimal
    }

    /// Reads and verifies a certificate for a place. Throws `trusteeCertificate`, `trusteeSignature`, `elementText`,
    /// `elementMembership` or `scalarText`.
    init(_ tree: JSONTree, expected: Context) throws(Violation) {
        signed = try SignedMessage(tree, breaking: .trusteeCertificate)
        let content = try JSONTree.object(Array(signed.message.utf8), breaking: .trusteeCertificate)
        context = try Self.context(content)
        if let difference = context.difference(from: expected) {
            throw Violation(.trusteeCertificate, detail: difference)
        }
        verification = try Suite.key(content["verification"], "verification", breaking: .trusteeCertificate)
        encryption = try Suite.key(content["encryption"], "encryption", breaking: .trusteeCertificate)
        guard signed.isSigned(by: verification) else { throw Violation(.trusteeSignature, detail: "certificate") }
    }

    init(keys: MemberKeys<Suite>, context: Context, random: SecretSource) {
        let message = CanonicalText.of { text in
            text.raw("{\"context\":{\"group\":")
            text.string(context.group)
            text.raw(",\"size\":")
            text.whole(context.size)
            text.raw(",\"threshold\":")
            text.whole(context.threshold)
            text.raw(",\"index\":")
            text.whole(context.index)
            text.raw("},\"verification\":")
            text.element(keys.verification, of: Suite.self)
            text.raw(",\"encryption\":")
            text.element(keys.encryption, of: Suite.self)
            text.raw("}")
        }
        self.context = context
        (verification, encryption) = (keys.verification, keys.encryption)
        signed = SignedMessage(signing: String(decoding: message, as: UTF8.self), with: keys.signing, random: random)
    }

    /// The context that a certificate names, before anything of it is believed.
    static func claimedContext(_ tree: JSONTree) throws(Violation) -> Context {
        let signed = try SignedMessage<Suite>(tree, breaking: .trusteeCertificate)
        return try context(JSONTree.object(Array(signed.message.utf8), breaking: .trusteeCertificate))
    }

    private static func context(_ content: JSONTree) throws(Violation) -> Context {
        let tree = content["context"]
        guard let group = tree?["group"]?.string, let size = tree?["size"]?.whole,
            let threshold = tree?["threshold"]?.whole, let index = tree?["index"]?.whole
        else { throw Violation(.trusteeCertificate, detail: "context") }
        return Context(group: group, size: Int(size), threshold: Int(threshold), index: Int(index))
    }

    /// Verifies the certificates of a whole set, in the order of its members, of whom the first is trustee `first`.
    static func verify(_ trees: [JSONTree], threshold: Int, first: Int) throws(Violation) -> [TrusteeCertificate] {
        var certificates: [TrusteeCertificate] = []
        var keys: Set<String> = []
        for (index, tree) in trees.enumerated() {
            let place = Place(trustee: first + index)
            let expected = Context(
                group: Suite.Group.name, size: trees.count, threshold: threshold, index: index + 1)
            do throws(Violation) {
                let certificate = try TrusteeCertificate(tree, expected: expected)
                // One person in two places would make the threshold smaller than it looks.
                for key in [certificate.verification, certificate.encryption] {
                    guard keys.insert(Suite.Group.text(key)).inserted else {
                        throw Violation(.trusteeCertificate, detail: "a key twice")
                    }
                }
                certificates.append(certificate)
            } catch {
                throw error.at(place)
            }
        }
        return certificates
    }
}

extension TrusteeCertificate.Context {
    /// The first thing in which a context is not the expected one, in the terms of the format; nil for the same.
    fileprivate func difference(from expected: Self) -> String? {
        if group != expected.group { return "group \(group)" }
        if size != expected.size { return "size \(size)" }
        if threshold != expected.threshold { return "threshold \(threshold)" }
        if index != expected.index { return "index \(index)" }
        return nil
    }
}
