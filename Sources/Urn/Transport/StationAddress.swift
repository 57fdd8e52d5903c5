#if canImport(Glibc)
    import Glibc
#endif

/// Addresses that stay inside: the computer's own and those of a local network, in digits. Names would ask somebody outside.
package enum StationAddress {
    package static func isInside(_ text: String) -> Bool {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            let address = UInt32(bigEndian: four.s_addr)
            return insideFour.contains { address >> (32 - $0.bits) == $0.prefix >> (32 - $0.bits) }
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return false }
        let bytes = withUnsafeBytes(of: six) { Array($0) }
        let isLoopback = bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
        // fc00::/7 and fe80::/10 (RFC 4193, RFC 4291).
        return isLoopback || bytes[0] & 0xfe == 0xfc || (bytes[0] == 0xfe && bytes[1] & 0xc0 == 0x80)
    }

    /// 127/8, 10/8, 172.16/12, 192.168/16, 169.254/16 (RFC 1122, RFC 1918, RFC 3927).
    private static let insideFour: [(prefix: UInt32, bits: UInt32)] = [
        (0x7f00_0000, 8), (0x0a00_0000, 8), (0xac10_0000, 12), (0xc0a8_0000, 16), (0xa9fe_0000, 16),
    ]
}
