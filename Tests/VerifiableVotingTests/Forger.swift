import Crypto
import Foundation
import PrimeOrderGroups
import VerifiableVoting

/// What a dishonest trustee can do: sign and encrypt whatever he likes with keys that he knows. Written from the notes,
/// section 4.7, apart from the library's own code.
struct Forger {
    typealias Suite = VersionOne<Edwards25519>
    typealias Group = Edwards25519
    typealias Number = Scalar<Edwards25519.Order>

    let seed: String
    let signing: Number
    let decryption: Number

    init(seed: String) {
        self.seed = seed
        signing = Number(reducingBigEndian: Array(SHA256.hash(data: Data("sk|\(seed)".utf8))))
        decryption = Number(reducingBigEndian: Array(SHA256.hash(data: Data("dk|\(seed)".utf8))))
    }

    var verification: Group.Element { Group.power(Group.generator, signing) }
    var encryption: Group.Element { Group.power(Group.generator, decryption) }

    static func random() -> Number { Number(reducingBigEndian: SystemRandom.bytes(64)) }
    static func decimal(_ number: Number) -> String {
        var bytes: [UInt8] = []
        number.appendDecimal(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A proof of knowing `secret`, bound to any statement.
    static func prove(_ secret: Number, _ statement: ProofStatement) -> Document {
        let nonce = random()
        let commitment = Group.text(Group.power(Group.generator, nonce))
        let challenge = Suite.challenge(statement, commitmentTexts: Array(commitment.utf8))
        return .object([
            .init(name: "challenge", value: .string(decimal(challenge))),
            .init(name: "response", value: .string(decimal(nonce - secret * challenge))),
        ])
    }

    func sign(_ message: String) -> Document { Self.prove(signing, .message(message)) }

    func signed(_ message: String) -> Document {
        .object([.init(name: "message", value: .string(message)), .init(name: "signature", value: sign(message))])
    }

    /// A certificate for any context; its keys may be replaced by others.
    func certificate(
        group: String = "Ed25519", size: Int, threshold: Int, index: Int, verification: String? = nil,
        encryption: String? = nil
    ) -> Document {
        signed(
            """
            {"context":{"group":"\(group)","size":\(size),"threshold":\(threshold),"index":\(index)},\
            "verification":"\(verification ?? Group.text(self.verification))",\
            "encryption":"\(encryption ?? Group.text(self.encryption))"}
            """)
    }

    static func publicKey(_ secret: Number, signedBy signer: Forger? = nil) -> Document {
        let key = Group.text(Group.power(Group.generator, secret))
        var members = [
            Document.Member(
                name: "pok", value: prove(secret, .trusteeKey(group: "Ed25519", key: Array(key.utf8)))),
            Document.Member(name: "public_key", value: .string(key)),
        ]
        if let signer { members.append(.init(name: "signature", value: signer.sign(key))) }
        return .object(members)
    }

    /// A message encrypted for one recipient that may say it is for another.
    func send(_ content: String, to recipient: Group.Element, saying claimed: Group.Element? = nil) throws -> String {
        let channel = Document.object([
            .init(name: "recipient", value: .string(Group.text(claimed ?? recipient))),
            .init(name: "message", value: .string(content)),
        ])
        return try Self.encrypt(signed(channel.text).text, for: recipient)
    }

    static func encrypt(_ plain: String, for recipient: Group.Element) throws -> String {
        let (r, s) = (random(), random())
        let alpha = Group.power(Group.generator, r)
        let shared = Group.power(Group.generator, s)
        let key = SymmetricKey(data: SHA256.hash(data: Data("key|\(Group.text(shared))".utf8)))
        let nonce = try AES.GCM.Nonce(data: Array(SHA256.hash(data: Data("iv|\(Group.text(alpha))".utf8))))
        let box = try AES.GCM.seal(Data(plain.utf8), using: key, nonce: nonce)
        let data = (box.ciphertext + box.tag).map { String(format: "%02x", $0) }.joined()
        let beta = Group.product(Group.power(recipient, r), shared)
        return """
            {"algorithm":"AES-GCM","alpha":"\(Group.text(alpha))","beta":"\(Group.text(beta))","data":"\(data)"}
            """
    }

    /// The plain text of a message to the forger; nil where the cipher refuses it.
    func decrypt(_ text: String) -> String? {
        guard let message = try? Document(text), let alpha = Group.element(text: message["alpha"].string),
            let beta = Group.element(text: message["beta"].string)
        else { return nil }
        let shared = Group.quotient(beta, Group.power(alpha, decryption))
        let digits = Array(message["data"].string)
        let data = stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
        let key = SymmetricKey(data: SHA256.hash(data: Data("key|\(Group.text(shared))".utf8)))
        guard let nonce = try? AES.GCM.Nonce(data: Array(SHA256.hash(data: Data("iv|\(Group.text(alpha))".utf8)))),
            let box = try? AES.GCM.SealedBox(nonce: nonce, ciphertext: data.dropLast(16), tag: data.suffix(16)),
            let plain = try? AES.GCM.open(box, using: key)
        else { return nil }
        return String(decoding: plain, as: UTF8.self)
    }

    /// The seven points of small order that are not neutral, in the protocol's text form.
    static let smallOrder: [String] = {
        let eighth = [
            "7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7",
            "05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826",
        ]
        let signed = [String(repeating: "0", count: 64)] + eighth
        return ["7f" + String(repeating: "f", count: 60) + "ec"] + signed
            + signed.map { text in
                let first = UInt8(text.prefix(2), radix: 16) ?? 0
                return String(format: "%02x", first | 0x80) + text.dropFirst(2)
            }
    }()

    /// The text of an element with a component of small order added.
    static func shifted(_ text: String, by small: String) -> String {
        guard let element = Group.element(text: text), let component = Group.element(text: small) else {
            fatalError("an element is expected")
        }
        return Group.text(Group.product(element, component))
    }
}

/// A threshold set with all that its members know, made by the library's key generation.
struct MadeSet {
    let seeds: [String]
    let generation: KeyGeneration<Forger.Suite>
    let polynomials: [[UInt8]]
    let inputs: [[UInt8]]
    let outputs: [[UInt8]]
    let parameters: [UInt8]
    let shares: [TrusteeKey<Forger.Suite>]

    var forgers: [Forger] { seeds.map(Forger.init) }

    /// `constants` replaces the members' constant coefficients.
    init(size: Int, threshold: Int, constants: [Int: Forger.Number] = [:]) throws {
        let seeds = (0..<size).map { _ in KeyGeneration<Forger.Suite>.seed() }
        let certificates = try (1...size).map { index in
            try KeyGeneration<Forger.Suite>.uncheckedCertificate(
                seed: seeds[index - 1], index: index, size: size, threshold: threshold)
        }
        let generation = try KeyGeneration<Forger.Suite>(certificates: certificates)
        let polynomials = try seeds.enumerated().map { index, seed in
            guard let constant = constants[index + 1] else { return try generation.polynomial(seed: seed) }
            let others = (1..<threshold).map { _ in SecretScalar(Forger.random()) }
            return try generation.polynomial(
                seed: seed, coefficients: [SecretScalar(constant)] + others, random: .system)
        }
        let inputs = try generation.inputs(polynomials: polynomials)
        let outputs = try zip(seeds, inputs).map { try generation.output(seed: $0, input: $1) }
        let made = try generation.parameters(polynomials: polynomials, outputs: outputs)
        shares = try zip(seeds, made.privateKeys).map {
            try KeyGeneration<Forger.Suite>.privateKey(seed: $0, message: $1)
        }
        (self.seeds, self.generation, self.polynomials) = (seeds, generation, polynomials)
        (self.inputs, self.outputs, parameters) = (inputs, outputs, made.parameters)
    }
}
