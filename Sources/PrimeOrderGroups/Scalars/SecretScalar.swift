#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A secret whole number modulo the order of a group: a key, the randomness of a ciphertext, the nonce of a proof.
///
/// Every operation takes constant time and gives another secret; what becomes public (a response, a combination that the
/// protocol publishes) is taken out by `revealed()`, which the caller writes where the protocol says so. The memory is
/// wiped when the last reference goes; copies that the compiler kept in registers or on the stack are not in our hands.
public final class SecretScalar<Order: PrimeOrder>: @unchecked Sendable {
    private let storage: UnsafeMutablePointer<Limbs256>
    private let ownsStorage: Bool

    package init(limbs: Limbs256) {
        storage = .allocate(capacity: 1)
        storage.initialize(to: limbs)
        ownsStorage = true
    }

    /// Keeps the number in memory that the caller frees after this object is gone: so a test sees that it was wiped.
    package init(limbs: Limbs256, keptIn storage: UnsafeMutablePointer<Limbs256>) {
        storage.initialize(to: limbs)
        self.storage = storage
        ownsStorage = false
    }

    /// A number that the protocol calls secret, from its public type; the argument's own memory is the caller's to wipe.
    public convenience init(_ scalar: Scalar<Order>) { self.init(limbs: scalar.limbs) }

    /// 64 uniform bytes, reduced modulo q: the bias is below 2^-256.
    public convenience init(uniform bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count == 64, "a secret scalar takes 64 uniform bytes")
        self.init(limbs: Scalar<Order>(reducingBigEndian: bytes).limbs)
    }

    deinit {
        wipe(UnsafeMutableRawPointer(storage), MemoryLayout<Limbs256>.size)
        if ownsStorage { storage.deallocate() }
    }

    package var limbs: Limbs256 { storage.pointee }

    /// The number itself, for the places where the protocol publishes or stores it.
    public func revealed() -> Scalar<Order> { Scalar(reduced: limbs) }

    public static func + (a: SecretScalar, b: SecretScalar) -> SecretScalar {
        SecretScalar(a.revealed() + b.revealed())
    }
    public static func - (a: SecretScalar, b: SecretScalar) -> SecretScalar {
        SecretScalar(a.revealed() - b.revealed())
    }
    public static func * (a: SecretScalar, b: SecretScalar) -> SecretScalar {
        SecretScalar(a.revealed() * b.revealed())
    }
    public static func * (a: SecretScalar, b: Scalar<Order>) -> SecretScalar { SecretScalar(a.revealed() * b) }
    public static func + (a: SecretScalar, b: Scalar<Order>) -> SecretScalar { SecretScalar(a.revealed() + b) }

    /// 1 or 0.
    public convenience init(_ bit: SecretBit) { self.init(limbs: Limbs256(bit.value, 0, 0, 0)) }

    /// Whether the number equals a public one, as a secret, in constant time.
    public func equals(_ other: Scalar<Order>) -> SecretBit {
        let (a, b) = (limbs, other.limbs)
        return SecretBit((a.l0 ^ b.l0) | (a.l1 ^ b.l1) | (a.l2 ^ b.l2) | (a.l3 ^ b.l3)).negated
    }

    /// `a` where the secret bit is 1, `b` where it is 0, in constant time.
    public static func select(_ bit: SecretBit, _ a: SecretScalar, _ b: SecretScalar) -> SecretScalar {
        SecretScalar(limbs: Limbs256.select(bit.mask, a.limbs, b.limbs))
    }

    /// The number where the secret bit is 1, zero where it is 0, in constant time.
    public static func * (a: SecretScalar, bit: SecretBit) -> SecretScalar {
        SecretScalar(limbs: Limbs256.select(bit.mask, a.limbs, .zero))
    }
}

/// A secret choice, 0 or 1, held as a mask so that no branch can hang on it.
public struct SecretBit: Sendable {
    /// All ones for 1, zero for 0.
    package let mask: UInt64

    /// Any value but 0 counts as 1; no branch.
    public init(_ value: UInt64) { mask = 0 &- ((value | (0 &- value)) &>> 63) }

    package init(mask: UInt64) { self.mask = mask }

    public var negated: SecretBit { SecretBit(mask: ~mask) }
    public static func & (a: SecretBit, b: SecretBit) -> SecretBit { SecretBit(mask: a.mask & b.mask) }
    public static func | (a: SecretBit, b: SecretBit) -> SecretBit { SecretBit(mask: a.mask | b.mask) }

    /// 1 or 0, for the places where the protocol uses the choice as a number.
    package var value: UInt64 { mask & 1 }
}

/// Overwrites memory in a way that the compiler does not remove.
package func wipe(_ pointer: UnsafeMutableRawPointer, _ count: Int) {
    explicit_bzero(pointer, count)
}
