import PrimeOrderGroups
import VerifiableVoting

/// Files of signed lines and of keys.
enum DocumentsFuzzing {
    /// What is read is written back byte by byte; signatures hold or break a rule.
    static func check(_ bytes: [UInt8]) throws {
        if let manifest: SignedManifest = read({ () throws(Violation) in try SignedManifest(bytes: bytes) }) {
            try same(manifest.bytes, bytes, "manifest")
            if let signer = read({ () throws(Violation) in try manifest.signer(given: nil) }) {
                try BrokenPromise.unless(signer.key == manifest.manifest.commission, "another signer")
            }
            try same(SignedManifest(manifest.manifest).manifest.bytes, manifest.document.content, "manifest's line")
        }
        if let closing: SignedClosing = read({ () throws(Violation) in try SignedClosing(bytes: bytes) }) {
            try same(closing.bytes, bytes, "closing")
            _ = read { () throws(Violation) in try closing.signers(of: nil) }
        }
        if let waiver: SignedWaiver = read({ () throws(Violation) in try SignedWaiver(bytes: bytes) }) {
            try same(waiver.bytes, bytes, "waiver")
        }
        if let signer: Signer = read({ () throws(Violation) in try Signer(bytes: bytes) }) {
            try same(signer.bytes, bytes, "signer")
        }
        if let secret: SignerSecret = read({ () throws(Violation) in try SignerSecret(bytes: bytes) }) {
            let again = try SignerSecret(bytes: secret.bytes)
            try BrokenPromise.unless(again.publicKey == secret.publicKey && secret.publicKey != nil, "another key")
        }
    }

    private static func read<Value>(_ body: () throws(Violation) -> Value) -> Value? {
        do throws(Violation) { return try body() } catch { return nil }
    }

    private static func same(_ written: [UInt8], _ bytes: [UInt8], _ kind: String) throws {
        try BrokenPromise.unless(written == bytes, "a \(kind) has two spellings")
    }

    static func seeds() async throws -> [(name: String, bytes: [UInt8])] {
        let fixed = try FixedElection<VersionOne<Edwards25519>>.shared.get()
        let secrets = try (1...3).map { try secret(UInt8($0)) }
        let keys = secrets.compactMap(\.publicKey)
        let announced = try await AnnouncedElection(
            MemoryArchive(fixed.archive()),
            terms: .init(stations: [("One", 1), ("Two", 3)], revoting: false, leastBallots: 2))
        var manifest = SignedManifest(
            try Manifest(
                name: "fuzzing", elections: [announced], commission: keys[0],
                members: keys.map { Signer(name: "Әлия", key: $0) }, closingSignatures: 2))
        manifest.sign(with: secrets[0])
        let closing = Closing(
            uuid: announced.uuid, endBallots: announced.setup, ballots: 3, counted: 2, challenged: 0,
            challenges: MerkleTree().root)
        var signed = SignedClosing(closing)
        var waiver = SignedWaiver(
            Waiver(uuid: announced.uuid, endBallots: announced.setup, counted: 2, reason: "few"))
        for secret in secrets.suffix(2) {
            signed.sign(with: secret)
            waiver.sign(with: secret)
        }
        return [
            ("manifest", manifest.bytes), ("closing", signed.bytes), ("waiver", waiver.bytes),
            ("key", Signer(name: "Q", key: keys[1]).bytes), ("secret", secrets[2].bytes),
        ]
    }

    private static func secret(_ byte: UInt8) throws -> SignerSecret {
        let digits = String(repeating: "0\(byte)", count: 32)
        return try SignerSecret(
            bytes: Array("{\"format\":\"sailau-signer-secret\",\"version\":1,\"secret\":\"\(digits)\"}".utf8))
    }
}
