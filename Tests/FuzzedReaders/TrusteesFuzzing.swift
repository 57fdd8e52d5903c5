import PrimeOrderGroups
import VerifiableVoting

/// Records of trustees, and what the server of a key generation may send a member.
///
/// The first byte says what the rest is: `t` a record of trustees; `c` certificates of a set, `p` the polynomials of the fixed
/// set's members, each in parts; `i` the input and `k` the private share of its first member.
enum TrusteesFuzzing {
    typealias Suite1 = VersionOne<Edwards25519>

    static func check(_ bytes: [UInt8]) throws {
        let content = Array(bytes.dropFirst())
        switch bytes.first.map({ Character(Unicode.Scalar($0)) }) {
        case "c": _ = read { () throws(KeyGenerationError) in try KeyGeneration<Suite1>(certificates: content.parts) }
        case "p":
            let set = try FixedSet.shared.get()
            guard
                let inputs = read({ () throws(KeyGenerationError) in
                    try set.generation.inputs(polynomials: content.parts)
                })
            else { return }
            try BrokenPromise.unless(inputs.count == set.generation.size, "not an input for each member")
        case "i":
            let set = try FixedSet.shared.get()
            _ = read { () throws(KeyGenerationError) in
                try set.generation.output(seed: set.seeds[0], input: content)
            }
        case "k":
            let set = try FixedSet.shared.get()
            _ = read { () throws(KeyGenerationError) in
                try KeyGeneration<Suite1>.privateKey(seed: set.seeds[0], message: content)
            }
        default:
            try record(content, Suite1.self)
            try record(content, VersionOne<Belenios2048>.self)
        }
    }

    /// A record that verifies reads again to the same keys, and so does what is written of it.
    private static func record<Suite: CipherSuite>(_ bytes: [UInt8], _: Suite.Type) throws {
        let trustees: Trustees<Suite>
        do throws(Violation) { trustees = try Trustees(bytes: bytes) } catch { return }
        let again = try Trustees<Suite>(bytes: trustees.bytes)
        try BrokenPromise.unless(keys(again) == keys(trustees), "a record reads to other keys")
        guard let items = try JSONTree.read(bytes).items else { throw BrokenPromise("a record that is no list") }
        let records = try items.map { item in
            guard let pair = item.items, pair.count == 2 else { throw BrokenPromise("a record without a kind") }
            let part = Array(bytes[pair[1].range])
            return pair[0].string == "Single" ? TrusteeRecord.single(part) : .threshold(part)
        }
        let written = try Trustees<Suite>(records)
        try BrokenPromise.unless(keys(written) == keys(trustees), "a record writes other keys")
        let twice = try Trustees<Suite>(records: written)
        try BrokenPromise.unless(twice.bytes == written.bytes, "the canonical record is not written back")
    }

    private static func keys<Suite: CipherSuite>(_ trustees: Trustees<Suite>) -> [String] {
        (1...trustees.count).compactMap { trustees.key(ofOwner: $0).map { Suite.Group.text($0) } }
            + [Suite.Group.text(trustees.electionKey)] + trustees.groups.map { "\($0.threshold) \($0.owners)" }
    }

    private static func read<Value>(_ body: () throws(KeyGenerationError) -> Value) -> Value? {
        do throws(KeyGenerationError) { return try body() } catch { return nil }
    }

    static func seeds() throws -> [(name: String, bytes: [UInt8])] {
        let set = try FixedSet.shared.get()
        let fixed = try FixedElection<Suite1>.shared.get()
        let single = TrusteeRecord.single(fixed.trusteeKey.publicBytes(random: .repeating(seed: 3)))
        let both = try Trustees<Suite1>([single, .threshold(set.parameters)])
        let large = try FixedElection<VersionOne<Belenios2048>>()
        func input(_ kind: Character, _ content: [UInt8]) -> [UInt8] { Array(String(kind).utf8) + content }
        return [
            ("single", input("t", fixed.trustees)), ("both", input("t", both.bytes)),
            ("large", input("t", large.trustees)),
            ("certificates", input("c", [UInt8](parts: set.certificates))),
            ("polynomials", input("p", [UInt8](parts: set.polynomials))), ("input", input("i", set.input)),
            ("share", input("k", set.privateKey)),
        ]
    }
}

extension Trustees {
    /// Writes a canonical record once more from its own parts.
    fileprivate init(records trustees: Trustees) throws {
        let items = try JSONTree.read(trustees.bytes).items ?? []
        try self.init(
            items.compactMap { item in
                guard let pair = item.items, pair.count == 2 else { return nil }
                let part = Array(trustees.bytes[pair[1].range])
                return pair[0].string == "Single" ? .single(part) : .threshold(part)
            })
    }
}

/// A set of three members of whom two decrypt, the same in every process.
struct FixedSet: Sendable {
    typealias Suite1 = TrusteesFuzzing.Suite1

    static let shared = Result { try FixedSet() }

    let seeds: [String]
    let certificates: [[UInt8]]
    let generation: KeyGeneration<Suite1>
    let polynomials: [[UInt8]]
    /// What the first member is sent, and his private share.
    let input: [UInt8]
    let privateKey: [UInt8]
    let parameters: [UInt8]

    init() throws {
        let random = SecretSource.repeating(seed: 2)
        let seeds = (0..<3).map { _ in KeyGeneration<Suite1>.seed(random: random) }
        certificates = try seeds.enumerated().map { index, seed in
            try KeyGeneration<Suite1>.uncheckedCertificate(
                seed: seed, index: index + 1, size: 3, threshold: 2, random: random)
        }
        let generation = try KeyGeneration<Suite1>(certificates: certificates)
        polynomials = try seeds.map { try generation.polynomial(seed: $0, random: random) }
        let inputs = try generation.inputs(polynomials: polynomials)
        let outputs = try zip(seeds, inputs).map { try generation.output(seed: $0, input: $1, random: random) }
        let made = try generation.parameters(polynomials: polynomials, outputs: outputs)
        (self.seeds, self.generation, input) = (seeds, generation, inputs[0])
        (privateKey, parameters) = (made.privateKeys[0], made.parameters)
    }
}
