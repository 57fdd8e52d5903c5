import PrimeOrderGroups

/// Trustees who decrypt together: a single one, or a set of whom any `threshold` suffice.
public struct TrusteeGroup<Suite: CipherSuite>: Sendable {
    /// Numbers of the members among all trustees, from 1.
    public let owners: ClosedRange<Int>
    /// Members that a decryption takes.
    public let threshold: Int
    /// What the group contributes to the key of the election.
    public let key: Suite.Element
    /// Members' public keys in their order.
    public let members: [TrusteePublicKey<Suite>]
}

/// The trustees' record of an election, verified: the keys whose product is the key of the election.
///
/// Specification notes, section 4.7. Trustees are numbered from 1, the members of threshold sets one by one; their number
/// is the `owner` of a partial decryption.
public struct Trustees<Suite: CipherSuite>: Sendable {
    /// The record as it was read.
    public let bytes: [UInt8]
    public let groups: [TrusteeGroup<Suite>]
    /// Product of the groups' keys.
    public let electionKey: Suite.Element

    /// Most trustees, and bytes of the record, that are read.
    public static var most: Int { 1000 }
    static var mostBytes: Int { 1 << 24 }

    /// Reads and verifies a record. Throws the first rule that it breaks, with the trustee.
    public init(bytes: [UInt8]) throws(Violation) {
        guard bytes.count <= Self.mostBytes else { throw Violation(.trusteesFormat, detail: "\(bytes.count) bytes") }
        guard let items = try JSONTree.whole(bytes, breaking: .trusteesFormat).items, !items.isEmpty else {
            throw Violation(.trusteesFormat, detail: "an array is expected")
        }
        var groups: [TrusteeGroup<Suite>] = []
        var keys: Set<String> = []
        for item in items {
            let first = (groups.last?.owners.upperBound ?? 0) + 1
            let group = try Self.group(item, first: first)
            // A copy of another's key and proof is no trustee: its exponent is known to somebody else. Inside a set a
            // threshold of 1 gives all members the same key.
            let texts = group.members.map { Suite.Group.text($0.key) }
            if let index = texts.firstIndex(where: keys.contains) {
                throw Violation(.trusteeKey, Place(trustee: first + index), detail: "public_key: a key twice")
            }
            keys.formUnion(texts)
            groups.append(group)
        }
        electionKey = Suite.Group.product(groups.map(\.key))
        guard electionKey != Suite.Group.neutral else {
            throw Violation(.trusteeKey, detail: "the key of the election is neutral")
        }
        self.bytes = bytes
        self.groups = groups
    }

    private static func group(_ item: JSONTree, first: Int) throws(Violation) -> TrusteeGroup<Suite> {
        let place = Place(trustee: first)
        guard first <= most else { throw Violation(.trusteesFormat, place, detail: "more than \(most) trustees") }
        guard let pair = item.items, pair.count == 2, pair[1].members != nil else {
            throw Violation(.trusteesFormat, place, detail: "a kind and an object are expected")
        }
        switch pair[0].string {
        case "Single":
            do throws(Violation) {
                let member = try TrusteePublicKey<Suite>(pair[1], breaking: .trusteeKey)
                return TrusteeGroup(owners: first...first, threshold: 1, key: member.key, members: [member])
            } catch {
                throw error.at(place)
            }
        case "Pedersen":
            let set = try ThresholdParameters<Suite>(pair[1], first: first, most: most - first + 1)
            return TrusteeGroup(
                owners: first...(first + set.verificationKeys.count - 1), threshold: set.threshold, key: set.key,
                members: set.verificationKeys)
        default: throw Violation(.trusteesFormat, place, detail: "Single or Pedersen is expected")
        }
    }

    /// Trustees, members of threshold sets one by one.
    public var count: Int { groups.last?.owners.upperBound ?? 0 }

    private func member(_ owner: Int) -> TrusteePublicKey<Suite>? {
        guard let group = groups.first(where: { $0.owners.contains(owner) }) else { return nil }
        return group.members[owner - group.owners.lowerBound]
    }

    /// The public key of a trustee; nil for a number outside 1...count.
    public func key(ofOwner owner: Int) -> Suite.Element? { member(owner)?.key }

    /// The name in the record, which nobody vouches for.
    public func name(ofOwner owner: Int) -> String? { member(owner)?.name }

    /// The trustees with this public key: one, except where a threshold of 1 gives all members the same.
    public func owners(ofKey key: Suite.Element) -> [Int] {
        groups.flatMap { group in zip(group.owners, group.members).filter { $0.1.key == key }.map(\.0) }
    }
}

/// The parts of a trustees' record.
public enum TrusteeRecord: Sendable {
    /// The public key file of a single trustee.
    case single([UInt8])
    /// The parameters of a threshold set.
    case threshold([UInt8])
}

extension Trustees {
    /// Writes the record of these trustees in canonical form, without names, and verifies it. Throws as `init(bytes:)`.
    public init(_ records: [TrusteeRecord]) throws(Violation) {
        var text = CanonicalText()
        text.raw("[")
        var first = 1
        for record in records {
            if first > 1 { text.raw(",") }
            switch record {
            case .single(let bytes):
                let key: TrusteePublicKey<Suite>
                do throws(Violation) { key = try TrusteePublicKey(bytes: bytes) } catch {
                    throw error.at(Place(trustee: first))
                }
                text.raw("[\"Single\",")
                key.write(to: &text, signed: false)
                first += 1
            case .threshold(let bytes):
                let tree = try JSONTree.object(bytes, breaking: .trusteesFormat)
                let set = try ThresholdParameters<Suite>(tree, first: first, most: Self.most)
                text.raw("[\"Pedersen\",")
                set.write(to: &text)
                first += set.verificationKeys.count
            }
            text.raw("]")
        }
        text.raw("]")
        try self.init(bytes: text.bytes)
    }
}
