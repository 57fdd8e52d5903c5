import PrimeOrderGroups
import Testing
import VerifiableVoting

/// Whole key generations: every subset of sufficient size has the key, no smaller one does.
@Suite struct KeyGenerationTests {
    typealias Suite = Forger.Suite
    typealias Group = Edwards25519

    static let sizes = (2...5).flatMap { size in (1..<size).map { (size: size, threshold: $0) } }

    static func subsets(of size: Int) -> [[Int]] {
        (0..<1 << size).map { mask in (1...size).filter { mask >> ($0 - 1) & 1 == 1 } }
    }

    /// One question with two ciphertexts.
    static func alphas() -> [EdwardsPoint] { (0..<2).map { _ in Group.power(Group.generator, Forger.random()) } }

    /// The secret behind the key of a set, by adding up what only its members know.
    static func secret(of set: MadeSet) throws -> Forger.Number {
        var secret = Forger.Number.zero
        for (index, forger) in set.forgers.enumerated() {
            let text = try Document(set.polynomials[index])["polynomial"].string
            let message = try Document(try #require(forger.decrypt(text)))["message"].string
            let polynomial = try Document(Document(message)["message"].string)["polynomial"]
            secret += try #require(Forger.Number(decimal: polynomial[0].string))
        }
        return secret
    }

    @Test(arguments: sizes) func everySufficientSubsetDecrypts(size: Int, threshold: Int) throws {
        let set = try MadeSet(size: size, threshold: threshold)
        let trustees = try Trustees<Suite>([.threshold(set.parameters)])
        #expect(trustees.count == size)
        #expect(trustees.groups.map(\.threshold) == [threshold])
        let secret = try Self.secret(of: set)
        #expect(trustees.electionKey == Group.power(Group.generator, secret))
        #expect(set.shares.map(\.publicKey) == (1...size).map { trustees.key(ofOwner: $0) })
        let alphas = Self.alphas()
        let expected = [alphas.map { Group.power($0, secret) }]
        for subset in Self.subsets(of: size) {
            var factors: [Int: [[EdwardsPoint]]] = [:]
            for owner in subset {
                factors[owner] = [alphas.map { Group.secretPower($0, set.shares[owner - 1].secret) }]
            }
            if subset.count >= threshold {
                #expect(try trustees.combine(factors, shape: [2]) == expected)
            } else {
                let missing = (1...size).first { !subset.contains($0) }
                #expect(
                    throws: Violation(
                        .decryptionMissing, Place(trustee: missing), detail: "\(subset.count) of \(threshold)")
                ) { try trustees.combine(factors, shape: [2]) }
            }
        }
    }

    /// With one factor less than needed, interpolation gives something else than the key: the threshold holds.
    @Test func fewerSharesDoNotGiveTheKey() throws {
        let set = try MadeSet(size: 4, threshold: 3)
        let pair = try MadeSet(size: 4, threshold: 2)
        let secret = try Self.secret(of: set)
        let alphas = Self.alphas()
        // A set of the same size that needs two takes the factors of two members and interpolates them.
        let interpolating = try Trustees<Suite>([.threshold(pair.parameters)])
        for subset in Self.subsets(of: 4) where subset.count == 2 {
            var factors: [Int: [[EdwardsPoint]]] = [:]
            for owner in subset {
                factors[owner] = [alphas.map { Group.secretPower($0, set.shares[owner - 1].secret) }]
            }
            #expect(try interpolating.combine(factors, shape: [2]) != [alphas.map { Group.power($0, secret) }])
        }
    }

    @Test func mixturesOfSinglesAndSetsDecrypt() throws {
        let (first, second) = (try MadeSet(size: 3, threshold: 2), try MadeSet(size: 4, threshold: 3))
        let singles = [TrusteeKey<Suite>(), TrusteeKey<Suite>()]
        let trustees = try Trustees<Suite>([
            .threshold(first.parameters), .single(singles[0].publicBytes()), .threshold(second.parameters),
            .single(singles[1].publicBytes()),
        ])
        #expect(trustees.groups.map(\.owners) == [1...3, 4...4, 5...8, 9...9])
        #expect(try Trustees<Suite>(bytes: trustees.bytes).electionKey == trustees.electionKey)
        let keys = first.shares + [singles[0]] + second.shares + [singles[1]]
        #expect(keys.map(\.publicKey) == (1...9).map { trustees.key(ofOwner: $0) })
        let secret = try [Self.secret(of: first), Self.secret(of: second)].reduce(
            singles[0].secret.revealed() + singles[1].secret.revealed(), +)
        #expect(trustees.electionKey == Group.power(Group.generator, secret))
        let alphas = Self.alphas()
        let expected = alphas.map { [Group.power($0, secret)] }
        var all: [Int: [[EdwardsPoint]]] = [:]
        for (index, key) in keys.enumerated() { all[index + 1] = alphas.map { [Group.secretPower($0, key.secret)] } }
        func combine(without absent: [Int]) throws -> [[EdwardsPoint]] {
            try trustees.combine(all.filter { !absent.contains($0.key) }, shape: [1, 1])
        }
        for absent in [[], [1], [2], [3], [5], [8], [1, 6], [3, 7]] {
            #expect(try combine(without: absent) == expected)
        }
        for (absent, named) in [([4], 4), ([9], 9), ([1, 3], 1), ([6, 8], 6)] {
            let violation = #expect(throws: Violation.self) { try combine(without: absent) }
            #expect(violation?.rule == .decryptionMissing)
            #expect(violation?.place == Place(trustee: named))
        }
    }

    @Test func factorsOfStrangersAndOfOtherShapesAreRefused() throws {
        let trustees = try Trustees<Suite>([.single(TrusteeKey<Suite>().publicBytes())])
        let factor = Group.generator
        for (factors, rule) in [
            ([1: [[factor]], 2: [[factor]]], Rule.decryptionOwner), ([0: [[factor]]], .decryptionOwner),
            ([1: [[factor, factor]]], .decryptionFormat), ([1: [[factor], [factor]]], .decryptionFormat),
            ([1: []], .decryptionFormat), ([:], .decryptionMissing),
        ] as [([Int: [[EdwardsPoint]]], Rule)] {
            let violation = #expect(throws: Violation.self) { try trustees.combine(factors, shape: [1]) }
            #expect(violation?.rule == rule)
        }
    }

    /// A set of which all are needed is read, but not made.
    @Test func allOfAllIsReadButNotMade() throws {
        let set = try MadeSet(size: 3, threshold: 3)
        #expect(try Trustees<Suite>([.threshold(set.parameters)]).groups.map(\.threshold) == [3])
        for (threshold, size) in [(3, 3), (0, 3), (-1, 3), (4, 3), (1, 1), (2, 1001)] {
            #expect(throws: KeyGenerationError.threshold(threshold, members: size)) {
                try KeyGeneration<Suite>.certificate(
                    seed: set.seeds[0], index: 1, size: size, threshold: threshold)
            }
        }
        for index in [0, 4, -1] {
            #expect(throws: KeyGenerationError.index(index, members: 3)) {
                try KeyGeneration<Suite>.certificate(seed: set.seeds[0], index: index, size: 3, threshold: 2)
            }
        }
    }

    /// A member may draw zero for a coefficient: a neutral commitment is no fault.
    @Test func neutralCommitmentsAreAllowed() throws {
        let set = try MadeSet(size: 3, threshold: 2, constants: [2: .zero])
        let trustees = try Trustees<Suite>([.threshold(set.parameters)])
        let message = try Document(set.parameters)["coefexps", 1, "message"].string
        #expect(try Document(message)["coefexps", 0] == .string(Group.text(Group.neutral)))
        #expect(trustees.electionKey == Group.power(Group.generator, try Self.secret(of: set)))
    }

    @Test func seedsHaveEveryCharacterEquallyOften() throws {
        // Bytes 0, 1, ..., 255 in turn: those from 232 on are thrown away, and each of 58 characters comes four times.
        let counter = Counter()
        let text = SecretSource { buffer in counter.fill(buffer) }.characters(232)
        let counts = Dictionary(grouping: text, by: { $0 }).mapValues(\.count)
        #expect(counts.count == 58)
        #expect(counts.values.allSatisfy { $0 == 4 })
        let seeds = (0..<100).map { _ in KeyGeneration<Suite>.seed() }
        #expect(Set(seeds).count == 100)
        let alphabet = Set("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
        #expect(seeds.allSatisfy { $0.count == 22 && alphabet.isSuperset(of: $0) })
    }

    @Test func sameRandomnessGivesTheSameBytes() throws {
        func run() throws -> [[UInt8]] {
            let counter = Counter()
            let random = SecretSource { buffer in counter.fill(buffer) }
            let seeds = (0..<3).map { _ in KeyGeneration<Suite>.seed(random: random) }
            let certificates = try seeds.enumerated().map {
                try KeyGeneration<Suite>.uncheckedCertificate(
                    seed: $1, index: $0 + 1, size: 3, threshold: 2, random: random)
            }
            let generation = try KeyGeneration<Suite>(certificates: certificates)
            let polynomials = try seeds.map { try generation.polynomial(seed: $0, random: random) }
            let inputs = try generation.inputs(polynomials: polynomials)
            let outputs = try zip(seeds, inputs).map { try generation.output(seed: $0, input: $1, random: random) }
            let made = try generation.parameters(polynomials: polynomials, outputs: outputs)
            let single = TrusteeKey<Suite>(random: random)
            return [made.parameters] + made.privateKeys + [single.privateBytes, single.publicBytes(random: random)]
        }
        #expect(try run() == run())
    }

    /// Bytes that count up, for tests of what is made from random bytes; used from one task.
    final class Counter: @unchecked Sendable {
        private var next: UInt8 = 0
        func fill(_ buffer: UnsafeMutableRawBufferPointer) {
            for index in buffer.indices {
                buffer[index] = next
                next &+= 1
            }
        }
    }
}
