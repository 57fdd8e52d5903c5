import PrimeOrderGroups
import Testing

/// Secret choices, and the end of secret numbers. That neither takes a time of its own is shown by
/// Scripts/check_constant_time.sh.
@Suite struct SecretScalarTests {
    typealias Order = Edwards25519Order

    @Test func bitsFromWords() {
        #expect(SecretBit(0).mask == 0)
        for shift in 0..<UInt64(64) {
            #expect(SecretBit(1 << shift).mask == .max)
            #expect(SecretBit(.max << shift).mask == .max)
            #expect(SecretBit(.max >> shift).mask == .max)
        }
    }

    @Test func logicOfBits() {
        for a in UInt64(0)...1 {
            #expect(SecretBit(a).value == a)
            #expect(SecretBit(a).negated.value == 1 - a)
            for b in UInt64(0)...1 {
                #expect((SecretBit(a) & SecretBit(b)).value == a & b)
                #expect((SecretBit(a) | SecretBit(b)).value == a | b)
            }
        }
    }

    @Test func selection() {
        var numbers = SeededNumbers(seed: 12)
        for _ in 0..<100 {
            let (a, b) = (numbers.scalar(Order.self), numbers.scalar(Order.self))
            let (secretA, secretB) = (SecretScalar(a), SecretScalar(b))
            #expect(SecretScalar.select(SecretBit(1), secretA, secretB).revealed() == a)
            #expect(SecretScalar.select(SecretBit(0), secretA, secretB).revealed() == b)
            #expect((secretA * SecretBit(1)).revealed() == a)
            #expect((secretA * SecretBit(0)).revealed().isZero)
            let (p, q) = (EdwardsPoint.power(a), EdwardsPoint.power(b))
            #expect(Edwards25519.secretSelect(SecretBit(1), p, q) == p)
            #expect(Edwards25519.secretSelect(SecretBit(0), p, q) == q)
        }
    }

    /// The memory of a secret is looked at after its end; it is ours, so that looking is allowed.
    @Test func memoryIsWipedWithTheLastReference() {
        let memory = UnsafeMutablePointer<Limbs256>.allocate(capacity: 1)
        defer { memory.deallocate() }
        let number = (-Scalar<Order>.one).limbs
        do {
            let secret = SecretScalar<Order>(limbs: number, keptIn: memory)
            let second = secret
            withExtendedLifetime((secret, second)) {
                #expect(secret.revealed() == -Scalar<Order>.one)
                #expect(memory.pointee == number)
            }
        }
        #expect(memory.pointee == .zero)
    }

    @Test func wipingLeavesTheNeighboursAlone() {
        var bytes = [UInt8](repeating: 7, count: 100)
        bytes.withUnsafeMutableBytes { buffer in
            if let start = buffer.baseAddress { wipe(start + 10, 50) }
        }
        #expect(
            bytes == [UInt8](repeating: 7, count: 10) + [UInt8](repeating: 0, count: 50)
                + [UInt8](repeating: 7, count: 40))
    }

    @Test func systemRandomBytes() {
        for count in [0, 1, 255, 256, 257, 1_000] { #expect(SystemRandom.bytes(count).count == count) }
        // 2^-128 for each of these to fail where the source is right.
        #expect(SystemRandom.bytes(16) != SystemRandom.bytes(16))
        let long = SystemRandom.bytes(768)
        for piece in 0..<3 { #expect(long[piece * 256..<piece * 256 + 256].contains { $0 != 0 }) }
    }
}

extension EdwardsPoint {
    fileprivate static func power(_ exponent: Scalar<Edwards25519Order>) -> EdwardsPoint {
        Edwards25519.power(Edwards25519.generatorTable, exponent)
    }
}
