import CMemcheck
import PrimeOrderGroups

/// A copy of a value of plain bytes that memcheck takes for unknown.
func poisoned<Value>(_ value: Value) -> Value {
    var copy = value
    withUnsafeMutableBytes(of: &copy) { memcheck_poison($0.baseAddress, $0.count) }
    return copy
}

/// A copy of a value of plain bytes that memcheck takes for known.
func known<Value>(_ value: Value) -> Value {
    var copy = value
    withUnsafeMutableBytes(of: &copy) { memcheck_unpoison($0.baseAddress, $0.count) }
    return copy
}

/// Every operation that the module offers for secrets, on poisoned numbers; each result is compared with the public
/// operation's on the number itself.
struct SecretOperations {
    typealias G = Edwards25519
    typealias S = Scalar<Edwards25519Order>

    private(set) var done = 0
    private(set) var failures = 0

    /// A result must depend on the poison: otherwise nothing was shown. Then it must be right.
    private mutating func expect<Value>(
        _ name: String, _ result: Value, _ isRight: (Value) -> Bool
    ) {
        done += 1
        let poisonedBytes = withUnsafeBytes(of: result) { memcheck_poisoned_bytes($0.baseAddress, $0.count) }
        let clear = known(result)
        if poisonedBytes == 0 {
            failures += 1
            print("\(name): the result does not depend on the secret")
        }
        if !isRight(clear) {
            failures += 1
            print("\(name): the result is wrong")
        }
    }

    mutating func run() {
        // Tables and points are public; they are made before any secret is.
        let base = G.power(G.generatorTable, S(reducingBigEndian: SystemRandom.bytes(64)))
        let other = G.product(base, G.generator)
        let table = G.secretTable(base)
        let random = (0..<3).map { _ in S(reducingBigEndian: SystemRandom.bytes(64)) }
        let numbers = [S.zero, .one, -S.one] + random
        for (index, number) in numbers.enumerated() {
            let secret = SecretScalar(poisoned(number))
            expect("power of the generator's table", G.secretPower(G.secretGeneratorTable, secret)) {
                $0 == G.power(G.generator, number)
            }
            expect("power of a table", G.secretPower(table, secret)) { $0 == G.power(base, number) }
            expect("power of an element", G.secretPower(base, secret)) { $0 == G.power(base, number) }
            arithmetic(number, secret, numbers[(index + 1) % numbers.count])
        }
        for bit in [UInt64(0), 1, 1 << 63] { choices(bit, base, other) }
        uniformBytes()
    }

    private mutating func arithmetic(_ a: S, _ secretA: SecretScalar<Edwards25519Order>, _ b: S) {
        let secretB = SecretScalar(poisoned(b))
        expect("sum", (secretA + secretB).revealed()) { $0 == a + b }
        expect("difference", (secretA - secretB).revealed()) { $0 == a - b }
        expect("product", (secretA * secretB).revealed()) { $0 == a * b }
        expect("sum with a public number", (secretA + b).revealed()) { $0 == a + b }
        expect("product with a public number", (secretA * b).revealed()) { $0 == a * b }
    }

    private mutating func choices(_ word: UInt64, _ a: EdwardsPoint, _ b: EdwardsPoint) {
        let isSet = word != 0
        let bit = SecretBit(poisoned(word))
        expect("bit", bit.value) { $0 == (isSet ? 1 : 0) }
        expect("negated bit", bit.negated.value) { $0 == (isSet ? 0 : 1) }
        let second = SecretBit(poisoned(1))
        expect("both bits", (bit & second).value) { $0 == (isSet ? 1 : 0) }
        expect("either bit", (bit | second.negated).value) { $0 == (isSet ? 1 : 0) }
        expect("selected element", G.secretSelect(bit, a, b)) { $0 == (isSet ? a : b) }
        let (x, y) = (S(reducingBigEndian: SystemRandom.bytes(64)), S(reducingBigEndian: SystemRandom.bytes(64)))
        expect("selected number", SecretScalar.select(bit, SecretScalar(x), SecretScalar(y)).revealed()) {
            $0 == (isSet ? x : y)
        }
        expect("number times a bit", (SecretScalar(x) * bit).revealed()) { $0 == (isSet ? x : .zero) }
    }

    private mutating func uniformBytes() {
        var bytes = SystemRandom.bytes(64)
        let expected = S(reducingBigEndian: bytes)
        let secret = bytes.withUnsafeMutableBytes { buffer in
            memcheck_poison(buffer.baseAddress, buffer.count)
            return SecretScalar<Edwards25519Order>(uniform: UnsafeRawBufferPointer(buffer))
        }
        expect("number from uniform bytes", secret.revealed()) { $0 == expected }
    }
}
