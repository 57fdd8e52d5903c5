import PrimeOrderGroups

/// The distributed key generation of a threshold set (T. P. Pedersen, A threshold cryptosystem without a trusted party,
/// Eurocrypt 1991), in the messages of the notes, section 4.7.
///
/// 1. Every member makes a seed and a certificate. 2. Everybody checks all certificates: `init(certificates:)`. 3. Every
/// member makes a polynomial. 4. The server checks them and hands every member his input. 5. Every member checks his input
/// and makes his output. 6. The server checks the outputs and puts the parameters of the set together. Every message is
/// JSON in canonical form; a step that stops names the member whose message it cannot accept.
public struct KeyGeneration<Suite: CipherSuite>: Sendable {
    public let certificates: [TrusteeCertificate<Suite>]
    /// Members that a decryption will take.
    public let threshold: Int
    public var size: Int { certificates.count }

    /// Step 2: reads and checks the certificates of all members in their order. The threshold is the one that all of them
    /// name: a member compares it, and the identifiers of the certificates, with what was agreed.
    public init(certificates: [[UInt8]]) throws(KeyGenerationError) {
        guard (1...Trustees<Suite>.most).contains(certificates.count) else {
            throw .count(
                .certificate, member: nil, expected: certificates.isEmpty ? 1 : Trustees<Suite>.most,
                found: certificates.count)
        }
        do throws(Violation) {
            var trees: [JSONTree] = []
            for (index, bytes) in certificates.enumerated() {
                do throws(Violation) {
                    trees.append(try JSONTree.object(bytes, breaking: .trusteeCertificate))
                } catch {
                    throw error.at(Place(trustee: index + 1))
                }
            }
            let claimed: TrusteeCertificate<Suite>.Context
            do throws(Violation) { claimed = try TrusteeCertificate<Suite>.claimedContext(trees[0]) } catch {
                throw error.at(Place(trustee: 1))
            }
            guard 0 < claimed.threshold, claimed.threshold <= trees.count else {
                throw Violation(
                    .trusteeThreshold, Place(trustee: 1), detail: "\(claimed.threshold) of \(trees.count)")
            }
            self.certificates = try TrusteeCertificate.verify(trees, threshold: claimed.threshold, first: 1)
            threshold = claimed.threshold
        } catch {
            throw .rule(error)
        }
    }

    /// Step 1: a new seed, from the randomness of the operating system. It is all that a member keeps, and secret.
    public static func seed() -> String { seed(random: .system) }

    package static func seed(random: SecretSource) -> String {
        random.characters(MemberKeys<Suite>.seedLength)
    }

    /// Step 1: the certificate of a member for a place in a set. Throws `seed`, `threshold` or `index`.
    public static func certificate(
        seed: String, index: Int, size: Int, threshold: Int
    ) throws(KeyGenerationError) -> [UInt8] {
        guard 0 < threshold, threshold < size, size <= Trustees<Suite>.most else {
            throw .threshold(threshold, members: size)
        }
        guard 0 < index, index <= size else { throw .index(index, members: size) }
        return try uncheckedCertificate(seed: seed, index: index, size: size, threshold: threshold, random: .system)
    }

    /// A certificate for any place, for tests: sets of which all members are needed are read but not made.
    package static func uncheckedCertificate(
        seed: String, index: Int, size: Int, threshold: Int, random: SecretSource = .system
    ) throws(KeyGenerationError) -> [UInt8] {
        let context = TrusteeCertificate<Suite>.Context(
            group: Suite.Group.name, size: size, threshold: threshold, index: index)
        return TrusteeCertificate(keys: try MemberKeys(seed: seed), context: context, random: random).signed.bytes
    }

    /// The place of the member with this seed, from 1. Throws `seed`, or `stranger` where he is no member.
    public func index(ofSeed seed: String) throws(KeyGenerationError) -> Int { try index(of: MemberKeys(seed: seed)) }

    /// The place of the member with these keys.
    func index(of keys: MemberKeys<Suite>) throws(KeyGenerationError) -> Int {
        let found = certificates.firstIndex {
            $0.verification == keys.verification && $0.encryption == keys.encryption
        }
        guard let found else { throw .stranger }
        return found + 1
    }

    /// Reads one message of a member.
    func tree(_ bytes: [UInt8], _ message: KeyGenerationMessage, member: Int) throws(KeyGenerationError) -> JSONTree {
        guard let tree = try? JSONTree.read(bytes), tree.members != nil else { throw .format(message, member: member) }
        return tree
    }

    /// A list in a message, with one entry for each member.
    func list(
        _ name: String, of tree: JSONTree, _ message: KeyGenerationMessage, member: Int
    ) throws(KeyGenerationError) -> [JSONTree] {
        guard let items = tree[name]?.items else { throw .format(message, member: member) }
        guard items.count == size else { throw .count(message, member: member, expected: size, found: items.count) }
        return items
    }

    /// One message from each member.
    func oneEach(_ messages: [[UInt8]], _ message: KeyGenerationMessage) throws(KeyGenerationError) {
        guard messages.count == size else {
            throw .count(message, member: nil, expected: size, found: messages.count)
        }
    }

    /// Checks what all members publish of their polynomials.
    func polynomials(
        _ trees: [JSONTree], signatures: [JSONTree]
    ) throws(KeyGenerationError) -> [CommittedPolynomial<Suite>] {
        do throws(Violation) {
            return try CommittedPolynomial.verify(
                trees, signatures: signatures, certificates: certificates, first: 1)
        } catch {
            throw .rule(error)
        }
    }
}
