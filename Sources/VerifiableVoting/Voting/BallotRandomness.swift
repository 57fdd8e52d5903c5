import Crypto
public import PrimeOrderGroups

/// The secret numbers of one ballot, drawn from a seed that is used for it alone and never published.
///
/// The seed mixes 64 bytes of the system with what a repeated system state would not repeat: a station's secret, a counter
/// that the station keeps durably, the credential and the choices. Numbers are 512 bits reduced modulo q.
public struct BallotRandomness: Sendable {
    private let seed: SymmetricKey
    private var drawn: UInt64 = 0

    /// What a station adds to the system's randomness.
    public struct StationSecret: Sendable {
        public var secret: [UInt8]
        /// Never the same twice for one secret.
        public var counter: UInt64

        public init(secret: [UInt8], counter: UInt64) { (self.secret, self.counter) = (secret, counter) }
        public static var none: StationSecret { StationSecret(secret: [], counter: 0) }
    }

    /// `system`: 64 bytes of system randomness; the rest is public or known to the station.
    package init(system: [UInt8], station: StationSecret, credential: [UInt8], choices: [[Int]]) {
        precondition(system.count == 64, "a ballot's seed takes 64 system bytes")
        var context = Array("sailau-ballot-randomness-1|\(station.counter)|".utf8)
        context += credential
        for choice in choices.joined() { context.append(contentsOf: "|\(choice)".utf8) }
        seed = HKDF<SHA512>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: system), salt: station.secret, info: context, outputByteCount: 64)
        context.withUnsafeMutableBytes { buffer in buffer.baseAddress.map { wipe($0, buffer.count) } }
    }

    /// Draws the seed's 64 bytes from the operating system, which ends the program where it has none.
    public init(station: StationSecret = .none, credential: [UInt8], choices: [[Int]]) {
        var system = SystemRandom.bytes(64)
        self.init(system: system, station: station, credential: credential, choices: choices)
        system.withUnsafeMutableBytes { buffer in buffer.baseAddress.map { wipe($0, buffer.count) } }
    }

    /// The next number.
    mutating func next<Order>(_: Order.Type = Order.self) -> SecretScalar<Order> {
        drawn += 1
        let info = withUnsafeBytes(of: drawn.bigEndian) { Array("scalar".utf8) + $0 }
        return HKDF<SHA512>.expand(pseudoRandomKey: seed, info: info, outputByteCount: 64)
            .withUnsafeBytes { SecretScalar(uniform: $0) }
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
