/// Bytes of a register that stay where they are as long as this object lives: a mapped file, or memory of its own.
///
/// The only place of this module where memory is read without Swift's checks; every reading is checked here instead.
public final class UnsafeRegisterMemory: @unchecked Sendable {
    // Sendable, because nobody writes the bytes.
    private let bytes: UnsafeRawBufferPointer
    private let owner: (any Sendable)?
    private let isOwn: Bool
    /// Gives back the memory of what was looked at, where it can be had again.
    let release: @Sendable () -> Void

    /// - Parameters:
    ///   - bytes: valid and unchanged as long as `owner` lives.
    ///   - owner: is kept alive.
    ///   - release: gives back the memory of what was looked at; the bytes stay valid.
    public init(
        _ bytes: UnsafeRawBufferPointer, of owner: any Sendable, release: @escaping @Sendable () -> Void = {}
    ) {
        (self.bytes, self.owner, self.release, isOwn) = (bytes, owner, release, false)
    }

    /// A copy of bytes.
    public init(copying source: [UInt8]) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, source.count), alignment: 8)
        copy.copyBytes(from: source)
        (bytes, owner, isOwn) = (UnsafeRawBufferPointer(rebasing: copy[..<source.count]), nil, true)
        release = {}
    }

    deinit { if isOwn { UnsafeMutableRawBufferPointer(mutating: bytes).deallocate() } }

    var count: Int { bytes.count }

    /// The number with its low byte first that stands there.
    func number<Number: FixedWidthInteger>(at offset: Int, as _: Number.Type) -> Number {
        precondition(offset >= 0 && offset <= bytes.count - Number.bitWidth / 8, "a number stands within the bytes")
        return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }

    func bytes(_ range: Range<Int>) -> [UInt8] {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a range lies within the bytes")
        return Array(bytes[range])
    }

    subscript(offset: Int) -> UInt8 { bytes[offset] }

    /// How the bytes of a range stand to others: below 0 before, 0 where they begin with all of them, above 0 after.
    func compare(_ range: Range<Int>, toStart other: [UInt8]) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a range lies within the bytes")
        for (index, byte) in other.enumerated() {
            guard index < range.count else { return -1 }
            let own = bytes[range.lowerBound + index]
            if own != byte { return Int(own) - Int(byte) }
        }
        return 0
    }

    /// Whether a range contains some bytes.
    func contains(_ other: [UInt8], in range: Range<Int>) -> Bool {
        guard other.count <= range.count else { return false }
        return (range.lowerBound...range.upperBound - other.count).contains {
            compare($0..<range.upperBound, toStart: other) == 0
        }
    }
}
