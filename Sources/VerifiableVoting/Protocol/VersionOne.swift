import Crypto
public import PrimeOrderGroups

/// Version 1 of the protocol, as releases 1.20 to 3.x speak it (specification notes, section 4).
public enum VersionOne<Group: PrimeOrderGroups.Group>: CipherSuite {
    public static var version: Int64 { 1 }

    /// int(hex SHA-256(prefix commitments)) mod q, section 4.1.
    public static func challenge(_ statement: ProofStatement, commitmentTexts: [UInt8]) -> Scalar<Group.Order> {
        var hash = SHA256()
        func add(_ text: StaticString) {
            text.withUTF8Buffer { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        }
        func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { hash.update(bufferPointer: $0) } }
        func add(_ text: String) {
            var text = text
            text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        }
        switch statement {
        case .trusteeKey(let group, let key):
            add("pok|")
            add(group)
            add("|")
            add(key)
        case .message(let message):
            add("sigmsg|")
            add(message)
        case .ballot(let ballotHash):
            add("sig|")
            add(ballotHash)
        case .decryption(let fingerprint, let key):
            add("decrypt|")
            add(fingerprint)
            add("|")
            add(key)
        case .choice(let voter, let ciphertext):
            add("prove|")
            add(voter)
            add("|")
            ciphertext.withUnsafeBytes { hash.update(bufferPointer: $0) }
        case .sum(let voter, let answer, let sum):
            add("prove|")
            add(voter)
            add("|")
            add(answer)
            add("|")
            add(sum)
        case .sumOrBlank(let voter, let answer):
            add("bproof1|")
            add(voter)
            add("|")
            add(answer)
        case .blank(let voter, let answer):
            add("bproof0|")
            add(voter)
            add("|")
            add(answer)
        }
        add("|")
        add(commitmentTexts)
        return hash.finalize().withUnsafeBytes { Scalar(reducingBigEndian: $0) }
    }

    /// Section 4.4: two hashes, 512 bits, modulo q.
    public static func credentialExponent(uuid: String, privateCredential: String) -> SecretScalar<Group.Order> {
        var bytes = ["0", "1"].flatMap { Digest(of: "derive_credential|\(uuid)|\($0)|\(privateCredential)").bytes }
        defer { bytes.withUnsafeMutableBytes { buffer in buffer.baseAddress.map { wipe($0, buffer.count) } } }
        return bytes.withUnsafeBytes { SecretScalar(uniform: $0) }
    }

    /// Section 4.7.
    public static func signingKey(seed: String) -> SecretScalar<Group.Order> { key("sk|" + seed) }
    public static func encryptionKey(seed: String) -> SecretScalar<Group.Order> { key("dk|" + seed) }

    private static func key(_ text: String) -> SecretScalar<Group.Order> {
        SecretScalar(Scalar(reducingBigEndian: Digest(of: text).bytes))
    }
}
