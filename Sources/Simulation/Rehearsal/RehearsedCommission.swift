public import VerifiableVoting

/// The keys of a rehearsal: of the commission, of the members who sign closings, and of the trustees of each region, who decrypt
/// the tallies of all its stations. All of them are made and kept in one program, which no election may do.
public struct RehearsedCommission<Suite: CipherSuite>: Sendable {
    public static var trustees: Int { 3 }
    public static var threshold: Int { 2 }
    static var members: Int { 7 }
    static var signatures: Int { 5 }

    let commission = SignerSecret()
    /// The private keys of the members, in their order: invented ones, for what is tried out.
    public let memberSecrets: [SignerSecret]

    public init() { memberSecrets = (0..<Self.members).map { _ in SignerSecret() } }

    public var key: SignerKey? { commission.publicKey }

    /// Announces elections. Throws `manifestFormat`.
    public func manifest(name: String, _ elections: [AnnouncedElection]) throws -> SignedManifest {
        guard let key else { throw Violation(.manifestFormat, detail: "commission") }
        let members = memberSecrets.enumerated().compactMap { index, secret in
            secret.publicKey.map { Signer(name: "Member \(index + 1)", key: $0) }
        }
        var signed = SignedManifest(
            try Manifest(
                name: name, elections: elections, commission: key, members: members,
                closingSignatures: Self.signatures))
        signed.sign(with: commission)
        return signed
    }

    /// Signed by as many members as a closing needs.
    public func sign<Content: SignedContent>(_ content: Content) -> Signed<Content> {
        var signed = Signed(content)
        for secret in memberSecrets.prefix(Self.signatures) { signed.sign(with: secret) }
        return signed
    }
}

/// Trustees of a region after their ceremony.
public struct RehearsedTrustees<Suite: CipherSuite>: Sendable {
    /// Their record, for every election of the region.
    let record: Trustees<Suite>
    let keys: [TrusteeKey<Suite>]

    /// Plays the whole key generation, every member's part. Throws `KeyGenerationError`, and a `Violation` that never comes.
    public init(count: Int, threshold: Int) throws {
        typealias Generation = KeyGeneration<Suite>
        let seeds = (0..<count).map { _ in Generation.seed() }
        let certificates = try seeds.enumerated().map { index, seed in
            try Generation.certificate(seed: seed, index: index + 1, size: count, threshold: threshold)
        }
        let generation = try Generation(certificates: certificates)
        let polynomials = try seeds.map { try generation.polynomial(seed: $0) }
        let inputs = try generation.inputs(polynomials: polynomials)
        let outputs = try zip(seeds, inputs).map { try generation.output(seed: $0, input: $1) }
        let made = try generation.parameters(polynomials: polynomials, outputs: outputs)
        keys = try zip(seeds, made.privateKeys).map { try Generation.privateKey(seed: $0, message: $1) }
        record = try Trustees<Suite>([.threshold(made.parameters)])
    }
}
