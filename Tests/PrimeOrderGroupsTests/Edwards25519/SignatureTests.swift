import Crypto
import PrimeOrderGroups
import SlowArithmetic
import Testing

/// The test vectors of RFC 8032, with its section 5.1 written out over our points and scalars.
@Suite struct SignatureTests {
    typealias G = Edwards25519
    typealias S = Scalar<G.Order>

    /// A number of 32 or 64 bytes, the least significant first, modulo q.
    static func scalar(littleEndian bytes: some Collection<UInt8>) -> S { S(reducingBigEndian: bytes.reversed()) }

    static func hash(_ parts: [UInt8]...) -> [UInt8] {
        var hash = SHA512()
        for part in parts { hash.update(data: part) }
        return [UInt8](hash.finalize())
    }

    @Test(arguments: SignatureVector.all) func vector(_ vector: SignatureVector) throws {
        let publicKey = Hexadecimal.bytes(vector.publicKey)
        let message = Hexadecimal.bytes(vector.message)
        let signature = Hexadecimal.bytes(vector.signature)
        let digest = Self.hash(Hexadecimal.bytes(vector.secretKey))

        // Section 5.1.5: three bits cleared below, the top bit cleared, the one below it set.
        var clamped = [UInt8](digest.prefix(32))
        clamped[0] &= 0xf8
        clamped[31] = clamped[31] & 0x7f | 0x40
        let secret = BigNumber(bigEndian: clamped.reversed())
        #expect(G.generator.multiplied(byWhole: secret.limbs).encoding == publicKey)
        let a = Self.scalar(littleEndian: clamped)
        #expect(G.power(G.generatorTable, a).encoding == publicKey)
        #expect(G.secretPower(G.secretGeneratorTable, SecretScalar(a)).encoding == publicKey)

        // Section 5.1.6: the nonce and the signature are determined.
        let nonce = Self.scalar(littleEndian: Self.hash([UInt8](digest.suffix(32)), message))
        let commitment = G.secretPower(G.secretGeneratorTable, SecretScalar(nonce)).encoding
        let k = Self.scalar(littleEndian: Self.hash(commitment, publicKey, message))
        let response = SecretScalar(nonce) + SecretScalar(a) * k
        #expect(commitment + response.revealed().limbs.littleEndianBytes == signature)

        // Section 5.1.7: S B = R + k A.
        let key = try #require(EdwardsPoint(encoding: publicKey))
        let r = try #require(EdwardsPoint(encoding: [UInt8](signature.prefix(32))))
        let s = Self.scalar(littleEndian: signature.suffix(32))
        #expect(s.limbs.littleEndianBytes == [UInt8](signature.suffix(32)))
        #expect(G.power(G.generator, s) == G.product(r, G.power(key, k)))
        #expect(G.product(ofPowers: [(G.generator, s), (key, -k), (r, -S.one)]).isNeutral)
        #expect(G.power(G.generator, s + .one) != G.product(r, G.power(key, k)))
    }
}
