import Crypto
import Foundation

/// The secret of time-based one-time passwords (RFC 6238), which an authenticator keeps, too.
public struct OneTimeSecret: Sendable, Hashable {
    public let bytes: [UInt8]

    /// 20 bytes from the operating system's randomness, as RFC 4226 advises.
    public init() { bytes = Sodium.random(20) }

    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// Seconds of a step.
    public static let period: Int64 = 30

    public static func step(at seconds: Int64) -> Int64 { seconds / period }

    /// The password of a step, in six digits unless a test asks for more.
    package func password(step: Int64, digits: Int = 6) -> String {
        let message = withUnsafeBytes(of: UInt64(bitPattern: step).bigEndian) { Data($0) }
        let code = Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: bytes)))
        // RFC 4226, 5.3: the last four bits say where the number stands.
        let place = Int(code[19] & 15)
        let number = code[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
        let limit = (0..<digits).reduce(1) { power, _ in 10 * power }
        let text = String(number % limit)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    /// The step whose password was sent: the present one, or one before or after it for clocks that differ; nil for any
    /// other password, and for one of a step that is not after `last`.
    public func acceptedStep(_ sent: String, at seconds: Int64, after last: Int64) -> Int64? {
        let digits = sent.filter { $0 != " " }
        guard digits.utf8.count == 6 else { return nil }
        let now = Self.step(at: seconds)
        return (now - 1...now + 1).first { step in
            guard step > last else { return false }
            let expected = Array(password(step: step).utf8)
            return zip(expected, digits.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
        }
    }

    /// The secret as authenticators take it (RFC 4648, Base32 without padding).
    public var base32: String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var result: [UInt8] = []
        var (bits, count) = (0, 0)
        for byte in bytes {
            bits = (bits << 8 | Int(byte)) & 0xFFFF
            count += 8
            while count >= 5 {
                count -= 5
                result.append(alphabet[bits >> count & 31])
            }
        }
        if count > 0 { result.append(alphabet[bits << (5 - count) & 31]) }
        return String(decoding: result, as: UTF8.self)
    }

    /// What an authenticator reads from a QR code.
    public func address(of name: AccountName, issuer: String) -> String {
        "otpauth://totp/\(issuer):\(name)?secret=\(base32)&issuer=\(issuer)"
    }
}
