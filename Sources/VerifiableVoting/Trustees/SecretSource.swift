package import PrimeOrderGroups

/// Where secret numbers come from: the operating system, always, save in tests that need the same numbers twice.
package struct SecretSource: Sendable {
    /// Fills a buffer with uniform bytes.
    private let fill: @Sendable (UnsafeMutableRawBufferPointer) -> Void

    package init(fill: @escaping @Sendable (UnsafeMutableRawBufferPointer) -> Void) { self.fill = fill }

    package static let system = SecretSource { SystemRandom.fill($0) }

    /// A uniform number modulo q, from 64 bytes that are wiped.
    package func scalar<Order: PrimeOrder>() -> SecretScalar<Order> {
        withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { buffer in
            fill(buffer)
            defer { buffer.baseAddress.map { wipe($0, buffer.count) } }
            return SecretScalar(uniform: UnsafeRawBufferPointer(buffer))
        }
    }

    /// Characters of Base58, each equally likely: bytes that would favour the first ones are thrown away.
    package func characters(_ count: Int) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(count)
        let limit = 256 - 256 % Base58.alphabet.count
        withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { buffer in
            while text.count < count {
                fill(buffer)
                let fitting = buffer.lazy.map(Int.init).filter { $0 < limit }
                text.append(
                    contentsOf: fitting.prefix(count - text.count).map { Base58.alphabet[$0 % Base58.alphabet.count] })
            }
            buffer.baseAddress.map { wipe($0, buffer.count) }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
