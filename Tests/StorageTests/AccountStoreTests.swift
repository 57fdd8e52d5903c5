import Accounts
import ElectionModel
import Foundation
import Storage
import Testing

@Suite("Accounts in SQLite files")
struct AccountStoreTests {
    private static func withFolder(_ work: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "accounts-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try work("\(folder)/a.sqlite")
    }

    private static func account(_ name: String, _ role: Role = .typist) throws -> Account {
        Account(
            name: try #require(AccountName(name)), role: role, commission: try #require(Commission("district:17")),
            password: try PasswordHash(Array("a long password".utf8), cost: .least), oneTime: OneTimeSecret())
    }

    private static func session(_ account: Account, begun: Int64 = 100) -> Session {
        Session(hash: SecretToken().hash, account: account.name, stage: .password, begun: begun, lastSeen: begun)
    }

    @Test func whatIsKeptIsRead() throws {
        try Self.withFolder { path in
            let store = try AccountStore(path: path, creating: true)
            let accounts = try Role.allCases.map { try Self.account("r" + $0.rawValue.filter { $0 != " " }, $0) }
            for account in accounts.reversed() { try store.add(account) }
            let again = try AccountStore(path: path, creating: false)
            #expect(try again.accounts() == accounts.sorted { $0.name.text < $1.name.text })
            #expect(throws: AccountStoreError.exists(path: path, account: accounts[0].name.text)) {
                try store.add(accounts[0])
            }
            let stranger = try Self.account("stranger")
            #expect(throws: AccountStoreError.unknown(path: path, account: "stranger")) { try store.replace(stranger) }
        }
    }

    /// Nobody else may read the hashes, nor the files that SQLite makes beside it.
    @Test func theFileIsPrivate() throws {
        try Self.withFolder { path in
            let store = try AccountStore(path: path, creating: true)
            try store.add(try Self.account("a"))
            for end in ["", "-wal", "-shm"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: path + end)
                #expect(attributes[.posixPermissions] as? Int == 0o600, "\(end)")
            }
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
            #expect(throws: AccountStoreError.openToOthers(path: path)) {
                try AccountStore(path: path, creating: false)
            }
        }
    }

    @Test func aStepServesOnceWhoeverAsksFirst() throws {
        try Self.withFolder { path in
            let store = try AccountStore(path: path, creating: true)
            let account = try Self.account("a")
            try store.add(account)
            let won = Wins()
            DispatchQueue.concurrentPerform(iterations: 8) { _ in
                if (try? store.useStep(50, of: account.name)) == true { won.add() }
            }
            #expect(won.count == 1)
            #expect(try !store.useStep(49, of: account.name))
            #expect(try store.useStep(51, of: account.name))
        }
    }

    @Test func sessionsBelongToOpenAccounts() throws {
        try Self.withFolder { path in
            let store = try AccountStore(path: path, creating: true)
            var account = try Self.account("a")
            try store.add(account)
            let (first, second) = (Self.session(account), Self.session(account, begun: 900))
            try store.begin(first)
            try store.begin(second)
            #expect(try store.session(first.hash)?.session == first)
            #expect(try store.session(first.hash)?.account == account)
            #expect(try store.session(SecretToken().hash) == nil)
            try store.fail(first.hash)
            try store.touch(first.hash, at: 150)
            #expect(try store.session(first.hash)?.session.failures == 1)
            #expect(try store.session(first.hash)?.session.lastSeen == 150)
            try store.endSessions(begunBefore: 500)
            #expect(try store.session(first.hash) == nil)
            #expect(try store.session(second.hash) != nil)
            account.isActive = false
            try store.replace(account)
            #expect(try store.session(second.hash) == nil)
        }
    }

    @Test func denialsComeLastFirst() throws {
        try Self.withFolder { path in
            let store = try AccountStore(path: path, creating: true)
            let denials = Denial.Reason.allCases.enumerated().map { number, reason in
                Denial(
                    time: Int64(number), request: "\(number)", reason: reason, route: "home", account: "a",
                    address: "::1")
            }
            for denial in denials { try store.deny(denial) }
            #expect(try store.denials(count: 100) == denials.reversed())
            #expect(try store.denials(count: 2) == Array(denials.reversed().prefix(2)))
        }
    }

    @Test func otherFilesAreRefused() throws {
        try Self.withFolder { path in
            #expect(throws: AccountStoreError.missing(path: path)) { try AccountStore(path: path, creating: false) }
            for bytes in [Data("no database".utf8), Data(repeating: 7, count: 5000)] {
                try bytes.write(to: URL(filePath: path))
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
                #expect(throws: AccountStoreError.notAccounts(path: path)) {
                    try AccountStore(path: path, creating: false)
                }
            }
            try FileManager.default.removeItem(atPath: path)
            _ = try SQLiteRecordStore(path: path, .new)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            #expect(throws: AccountStoreError.notAccounts(path: path)) { try AccountStore(path: path, creating: true) }
        }
    }
}

private final class Wins: @unchecked Sendable {
    private let lock = NSLock()
    private var number = 0
    var count: Int { lock.withLock { number } }
    func add() { lock.withLock { number += 1 } }
}
