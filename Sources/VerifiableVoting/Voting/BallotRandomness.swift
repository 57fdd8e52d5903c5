import Crypto
public import PrimeOrderGroups

/// The secret numbers of one ballot, drawn from a seed that is used for it alone and never published.
///
/// The seed mixes 64 bytes of the system with what a repeated system state would not repeat: a station's secret, a counter
/// that the station keeps durably, the credential and the choices, by HKDF over SHA-512. It is the key of ChaCha20, whose
/// stream gives 512 bits for each number, reduced modulo q.
public final class BallotRandomness {
    private let key: SymmetricKey
    private var stream: [UInt8] = []
    private var position = 0
    private var streams: UInt64 = 0

    /// What a station adds to the system's randomness.
    public struct StationSecret: Sendable {
        public var secret: [UInt8]
        /// Never the same twice for one secret.
        public var counter: UInt64

        public init(secret: [UInt8], counter: UInt64) { (self.secret, self.counter) = (secret, counter) }
        public static var none: StationSecret { StationSecret(secret: [], counter: 0) }

        /// A new secret as text: 64 hexadecimal digits, of 32 bytes of the operating system's randomness.
        public static func newSecret() -> [UInt8] { Array(Hexadecimal.text(SystemRandom.bytes(32)).utf8) }
    }

    /// `system`: 64 bytes of system randomness; the rest is public or known to the station.
    package init(system: [UInt8], station: StationSecret, credential: [UInt8], choices: [[Int]]) {
        precondition(system.count == 64, "a ballot's seed takes 64 system bytes")
        var context = Array("sailau-ballot-randomness-1|\(station.counter)|".utf8)
        context += credential
        for choice in choices.joined() { context.append(contentsOf: "|\(choice)".utf8) }
        key = HKDF<SHA512>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: system), salt: station.secret, info: context, outputByteCount: 32)
        context.withUnsafeMutableBytes { buffer in buffer.baseAddress.map { wipe($0, buffer.count) } }
    }

    /// Draws the seed's 64 bytes from the operating system, which ends the program where it has none.
    public convenience init(station: StationSecret = .none, credential: [UInt8], choices: [[Int]]) {
        var system = SystemRandom.bytes(64)
        self.init(system: system, station: station, credential: credential, choices: choices)
        system.withUnsafeMutableBytes { buffer in buffer.baseAddress.map { wipe($0, buffer.count) } }
    }

    deinit { wipeStream() }

    /// The next number.
    func next<Order>(_: Order.Type = Order.self) -> SecretScalar<Order> {
        if position == stream.count { refill() }
        defer { position += 64 }
        return stream.withUnsafeBytes {
            SecretScalar(uniform: UnsafeRawBufferPointer(rebasing: $0[position..<position + 64]))
        }
    }

    private func refill() {
        wipeStream()
        streams += 1
        let nonce = withUnsafeBytes(of: streams.bigEndian) { [0, 0, 0, 0] + Array($0) }
        // The stream is the encryption of zeros; the tag is not used.
        guard let nonce = try? ChaChaPoly.Nonce(data: nonce),
            let box = try? ChaChaPoly.seal([UInt8](repeating: 0, count: 64 * 128), using: key, nonce: nonce)
        else { fatalError("ChaCha20 gave no stream") }
        stream = Array(box.ciphertext)
        position = 0
    }

    private func wipeStream() {
        stream.withUnsafeMutableBytes { buffer in buffer.baseAddress.map { wipe($0, buffer.count) } }
    }
}

extension SecretScalar {
    /// A number from the operating system's randomness.
    public static func random() -> SecretScalar {
        withUnsafeTemporaryAllocation(byteCount: 64, alignment: 16) { buffer in
            SystemRandom.fill(buffer)
            defer { buffer.baseAddress.map { wipe($0, 64) } }
            return SecretScalar(uniform: UnsafeRawBufferPointer(buffer))
        }
    }
}
