import Foundation
import PrimeOrderGroups
import Testing
import VerifiableVoting

/// The trustees of the samples, with every file of their key generation.
@Suite struct TrusteeSampleTests {
    typealias Suite = Samples.Suite
    static let single = "v3.3.0-Ed25519"
    static let threshold = "v3.3.0-Ed25519-threshold"

    static func file(_ sample: String, _ path: String) throws -> [UInt8] {
        try #require(try Samples.lines(sample, path).first)
    }

    static func trustees(_ sample: String) throws -> Trustees<Suite> {
        try Trustees(bytes: file(sample, "trustees.json"))
    }

    /// A member's file, named by the identifier of his certificate.
    static func member(_ index: Int, _ kind: String) throws -> [UInt8] {
        let identifier = String(decoding: try file(threshold, "\(index).trustee"), as: UTF8.self)
        return try file(threshold, "\(identifier).\(kind)")
    }

    static func seed(_ index: Int) throws -> String { String(decoding: try member(index, "key"), as: UTF8.self) }

    static func generation() throws -> KeyGeneration<Suite> {
        try KeyGeneration(certificates: Samples.lines(threshold, "certs.jsons"))
    }

    /// Public and private key file of a single trustee.
    static func keyFiles(_ sample: String, _ folder: String) throws -> (publicKey: [UInt8], privateKey: [UInt8]) {
        let names = try FileManager.default.contentsOfDirectory(
            atPath: Samples.folder.appending(path: "\(sample)/\(folder)").path)
        let publicName = try #require(names.first { $0.hasSuffix(".pubkey") })
        let privateName = try #require(names.first { $0.hasSuffix(".privkey") })
        return (try file(sample, "\(folder)/\(publicName)"), try file(sample, "\(folder)/\(privateName)"))
    }

    @Test(arguments: Samples.names) func verifiedTrusteesGiveTheKeyOfTheElection(sample: String) throws {
        let trustees = try Self.trustees(sample)
        #expect(trustees.electionKey == (try Samples.election(sample)).publicKey)
        let isThreshold = sample == Self.threshold
        #expect(trustees.count == (isThreshold ? 4 : 3))
        #expect(trustees.groups.map(\.owners) == (isThreshold ? [1...1, 2...4] : [1...1, 2...2, 3...3]))
        #expect(trustees.groups.map(\.threshold) == (isThreshold ? [1, 2] : [1, 1, 1]))
        for owner in 1...trustees.count {
            let key = try #require(trustees.key(ofOwner: owner))
            #expect(trustees.owners(ofKey: key) == [owner])
            #expect(trustees.name(ofOwner: owner) == nil)
        }
        #expect(trustees.key(ofOwner: 0) == nil)
        #expect(trustees.key(ofOwner: trustees.count + 1) == nil)
    }

    @Test func keyFilesOfSingleTrusteesAreReadAndWritten() throws {
        let files = try ["t1", "t2", "t3"].map { try Self.keyFiles(Self.single, $0) }
        let trustees = try Self.trustees(Self.single)
        for file in files {
            let key = try TrusteeKey<Suite>(privateKey: file.privateKey)
            #expect(key.privateBytes == file.privateKey)
            #expect(trustees.owners(ofKey: key.publicKey).count == 1)
            #expect(try TrusteePublicKey<Suite>(bytes: file.publicKey).key == key.publicKey)
            #expect(try TrusteePublicKey<Suite>(bytes: key.publicBytes()).key == key.publicKey)
        }
        let order = files.sorted { first, second in
            func owner(_ file: [UInt8]) -> Int {
                (try? TrusteePublicKey<Suite>(bytes: file)).flatMap { trustees.owners(ofKey: $0.key).first } ?? 0
            }
            return owner(first.publicKey) < owner(second.publicKey)
        }
        #expect(try Trustees<Suite>(order.map { .single($0.publicKey) }).bytes == trustees.bytes)
    }

    @Test func mixedRecordIsWrittenByteForByte() throws {
        let single = try Self.keyFiles(Self.threshold, "t0").publicKey
        let parameters = try Self.file(Self.threshold, "threshold.json")
        let record = try Trustees<Suite>([.single(single), .threshold(parameters)])
        #expect(record.bytes == (try Self.file(Self.threshold, "trustees.json")))
    }

    @Test func certificatesComeFromTheSeeds() throws {
        let generation = try Self.generation()
        #expect(generation.threshold == 2)
        #expect(generation.size == 3)
        for index in 1...3 {
            let certificate = generation.certificates[index - 1]
            let name = String(decoding: try Self.file(Self.threshold, "\(index).trustee"), as: UTF8.self)
            #expect(certificate.identifier == name)
            #expect(try Self.member(index, "cert") == Samples.lines(Self.threshold, "certs.jsons")[index - 1])
            let forger = Forger(seed: try Self.seed(index))
            #expect(forger.verification == certificate.verification)
            #expect(forger.encryption == certificate.encryption)
            // A certificate made anew differs only in its signature.
            let made = try KeyGeneration<Suite>.certificate(
                seed: Self.seed(index), index: index, size: 3, threshold: 2)
            #expect(try Document(made)["message"] == Document(Self.member(index, "cert"))["message"])
        }
    }

    @Test func serverGivesTheSameInputsAndParameters() throws {
        let generation = try Self.generation()
        let polynomials = try Samples.lines(Self.threshold, "polynomials.jsons")
        #expect(try generation.inputs(polynomials: polynomials) == (1...3).map { try Self.member($0, "vinput") })
        let made = try generation.parameters(
            polynomials: polynomials, outputs: (1...3).map { try Self.member($0, "voutput") })
        #expect(made.parameters == (try Self.file(Self.threshold, "threshold.json")))
        #expect(made.privateKeys == (try (1...3).map { try Self.member($0, "dkey") }))
    }

    @Test func membersAcceptTheirInputsAndFindTheirShares() throws {
        let generation = try Self.generation()
        let trustees = try Self.trustees(Self.threshold)
        for index in 1...3 {
            let output = try Document(generation.output(seed: Self.seed(index), input: Self.member(index, "vinput")))
            let expected = try Document(Self.member(index, "voutput"))["public_key", "public_key"]
            #expect(output["public_key", "public_key"] == expected)
            for message in [try Self.member(index, "dkey"), Array(output["private_key"].string.utf8)] {
                let share = try KeyGeneration<Suite>.privateKey(seed: Self.seed(index), message: message)
                #expect(trustees.owners(ofKey: share.publicKey) == [index + 1])
            }
        }
    }

    typealias Matrix = [[EdwardsPoint]]

    static func tally() throws -> (alphas: Matrix, betas: Matrix) {
        let questions = try Document(file(threshold, "encrypted_tally.jsons")).items.map(\.items)
        func elements(_ name: Document.Step) throws -> Matrix {
            try questions.map { try $0.map { try #require(Edwards25519.element(text: $0[name].string)) } }
        }
        return (try elements("alpha"), try elements("beta"))
    }

    /// The factors of a trustee, from his private key.
    static func factors(owner: Int) throws -> Matrix {
        let key =
            if owner == 1 {
                try TrusteeKey<Suite>(privateKey: keyFiles(threshold, "t0").privateKey)
            } else {
                try KeyGeneration<Suite>.privateKey(seed: seed(owner - 1), message: member(owner - 1, "dkey"))
            }
        return try tally().alphas.map { $0.map { Edwards25519.secretPower($0, key.secret) } }
    }

    /// The published result comes out of the published tally by the single trustee and any two of the three members.
    @Test(arguments: [[2, 3], [2, 4], [3, 4], [2, 3, 4]]) func anyTwoOfThreeDecrypt(members: [Int]) throws {
        var factors: [Int: Matrix] = [:]
        for owner in [1] + members { factors[owner] = try Self.factors(owner: owner) }
        let betas = try Self.tally().betas
        let combined = try Self.trustees(Self.threshold).combine(factors, shape: betas.map(\.count))
        let result = try Document(Self.file(Self.threshold, "result.json"))["result"]
        let powers = zip(betas, combined).map { zip($0, $1).map { Edwards25519.quotient($0, $1) } }
        let counts = try result.items.map { question in
            try question.items.map { count in
                guard case .whole(let votes) = count else { throw Document.Unreadable() }
                return Edwards25519.power(Edwards25519.generator, Scalar(UInt64(votes)))
            }
        }
        #expect(powers == counts)
    }

    @Test(arguments: [1, 2, 4]) func ourFactorsAreThePublishedOnes(owner: Int) throws {
        let published = try Document(Self.file(Self.threshold, "pd\(owner).jsons"))["decryption_factors"]
        let ours = try Self.factors(owner: owner).map { $0.map(Edwards25519.text) }
        #expect(published.items.map { $0.items.map(\.string) } == ours)
    }
}
