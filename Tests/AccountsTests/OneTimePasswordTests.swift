import Accounts
import Testing

@Suite("One-time passwords")
struct OneTimePasswordTests {
    private static let secret = OneTimeSecret(bytes: Array("12345678901234567890".utf8))

    /// RFC 6238, appendix B, for SHA-1.
    @Test(
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func vectorsOfRFC6238(seconds: Int64, password: String) {
        #expect(Self.secret.password(step: OneTimeSecret.step(at: seconds), digits: 8) == password)
    }

    /// RFC 4226, appendix D.
    @Test func vectorsOfRFC4226() {
        let passwords = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ]
        for (step, password) in passwords.enumerated() { #expect(Self.secret.password(step: Int64(step)) == password) }
    }

    @Test func theStepBeforeAndTheOneAfterAreAccepted() {
        let now: Int64 = 1_000_000 * 30 + 7
        for step in [-1, 0, 1] as [Int64] {
            let sent = Self.secret.password(step: 1_000_000 + step)
            #expect(Self.secret.acceptedStep(sent, at: now, after: 0) == 1_000_000 + step)
            #expect(Self.secret.acceptedStep(sent.prefix(3) + " " + sent.suffix(3), at: now, after: 0) != nil)
        }
        for step in [-3, -2, 2, 3] as [Int64] {
            #expect(Self.secret.acceptedStep(Self.secret.password(step: 1_000_000 + step), at: now, after: 0) == nil)
        }
    }

    @Test func noPasswordServesTwice() {
        let sent = Self.secret.password(step: 1_000_000)
        #expect(Self.secret.acceptedStep(sent, at: 30_000_000, after: 999_999) == 1_000_000)
        #expect(Self.secret.acceptedStep(sent, at: 30_000_000, after: 1_000_000) == nil)
        // Nor does an earlier one after a later one.
        #expect(Self.secret.acceptedStep(sent, at: 30_000_000, after: 1_000_001) == nil)
    }

    @Test(arguments: ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "-12345"]) func whatIsNoPassword(text: String) {
        #expect(Self.secret.acceptedStep(text, at: 30_000_000, after: 0) == nil)
    }

    @Test func authenticatorsReadTheAddress() throws {
        #expect(Self.secret.base32 == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        // RFC 4648, chapter 10, without padding.
        for (text, written) in [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")] {
            #expect(OneTimeSecret(bytes: Array(text.utf8)).base32 == written)
        }
        let name = try #require(AccountName("typist-1"))
        #expect(
            Self.secret.address(of: name, issuer: "Sailau")
                == "otpauth://totp/Sailau:typist-1?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Sailau")
    }
}
