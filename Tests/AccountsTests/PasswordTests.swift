import Accounts
import Testing
import VerifiableVoting

@Suite("Passwords and tokens")
struct PasswordTests {
    private static let password = Array("correct horse battery".utf8)

    @Test func aHashMatchesItsPasswordAlone() throws {
        let hash = try PasswordHash(Self.password, cost: .least)
        #expect(hash.text.hasPrefix("$argon2id$v=19$m=8,t=1,p=1$"))
        #expect(hash.matches(Self.password))
        for other in ["", "correct horse batterY", "correct horse battery ", "Correct horse battery"] {
            #expect(!hash.matches(Array(other.utf8)))
        }
        #expect(try PasswordHash(Self.password, cost: .least) != hash, "a salt of its own each time")
        #expect(
            try PasswordHash(Array("құпиясөз құпиясөз".utf8), cost: .least).matches(Array("құпиясөз құпиясөз".utf8)))
    }

    /// The cost that is documented.
    @Test func theUsualCost() throws {
        #expect(try PasswordHash(Self.password).text.hasPrefix("$argon2id$v=19$m=65536,t=3,p=1$"))
    }

    /// A hash of the reference implementation (phc-winner-argon2, test.c): version 19, 2 passes, 64 MiB, "somesalt".
    @Test func aHashOfTheReferenceImplementation() {
        let hash = PasswordHash(
            kept: "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")
        #expect(hash.matches(Array("password".utf8)))
        #expect(!hash.matches(Array("passwore".utf8)))
    }

    @Test func sizes() throws {
        #expect(throws: PasswordHash.Fault.tooShort) { try PasswordHash(Array("12345678901".utf8), cost: .least) }
        #expect(throws: PasswordHash.Fault.tooLong) {
            try PasswordHash([UInt8](repeating: 97, count: 1025), cost: .least)
        }
        #expect(!PasswordHash(kept: "").matches(Self.password))
        #expect(!PasswordHash(kept: String(repeating: "$", count: 4000)).matches(Self.password))
    }

    @Test func madeUpPasswordsAreLongEnoughAndDiffer() {
        let made = Set((0..<100).map { _ in NewPassword.make() })
        #expect(made.count == 100)
        #expect(made.allSatisfy { $0.utf8.count == 23 && $0.utf8.count >= PasswordHash.shortest })
    }

    @Test func tokens() throws {
        let (token, other) = (SecretToken(), SecretToken())
        #expect(token != other && token.hash != other.hash && token.text.utf8.count == 64)
        #expect(SecretToken(token.text) == token)
        for text in ["", "0", String(repeating: "g", count: 64), token.text + "0", token.text.uppercased() + "A"] {
            #expect(SecretToken(text) == nil)
        }
        #expect(token.matchesForm(token.formToken))
        #expect(!token.matchesForm(other.formToken) && !token.matchesForm("") && !token.matchesForm(token.text))
        #expect(token.formToken != token.hash.hexadecimal, "what stands in a page is not what the store looks for")
    }
}
