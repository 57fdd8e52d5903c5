public import Accounts
import Foundation
import GRDB
public import VerifiableVoting

#if canImport(Glibc)
    import Glibc
#endif

/// Accounts, sessions and denied requests of the service in one SQLite file (mode 0600). No data of an election.
public final class AccountStore: Sendable {
    private let pool: DatabasePool
    private let path: String

    /// Opens a file, or makes it where there is none. Throws `AccountStoreError`.
    ///
    /// - Parameter creating: makes the file where there is none.
    public init(path: String, creating: Bool) throws(AccountStoreError) {
        self.path = path
        let exists = access(path, F_OK) == 0
        guard creating || exists else { throw .missing(path: path) }
        pool = try Self.attempt(path) {
            if exists {
                guard try !WholeFile.isOpenToOthers(path) else { throw AccountStoreError.openToOthers(path: path) }
            } else {
                // Made before SQLite opens it, so that it is never open to others.
                try WholeFile.writePrivate([], to: path)
            }
            var configuration = Configuration()
            configuration.busyMode = .timeout(10)
            configuration.foreignKeysEnabled = true
            configuration.prepareDatabase { database in
                try database.execute(sql: "PRAGMA secure_delete = ON")
            }
            let pool = try DatabasePool.synced(path: path, configuration: configuration)
            try pool.write { try AccountStoreSchema.prepare($0, path: path, isNew: !exists) }
            return pool
        }
    }

    // MARK: Accounts

    /// Throws `exists` for a name that is taken.
    public func add(_ account: Account) throws(AccountStoreError) {
        try write { database in
            guard try Self.account(account.name, database, self.path) == nil else {
                throw AccountStoreError.exists(path: self.path, account: account.name.text)
            }
            try database.execute(
                sql: "INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?)", arguments: AccountRows.arguments(account))
        }
    }

    /// Replaces what is known of an account and ends its sessions. Throws `unknown`.
    public func replace(_ account: Account) throws(AccountStoreError) {
        try write { database in
            try database.execute(
                sql: "UPDATE account SET name = ?, role = ?, commission = ?, password = ?, secret = ?, last_step = ?, "
                    + "active = ? WHERE name = ?",
                arguments: AccountRows.arguments(account) + [account.name.text])
            guard database.changesCount == 1 else {
                throw AccountStoreError.unknown(path: self.path, account: account.name.text)
            }
            try database.execute(sql: "DELETE FROM session WHERE account = ?", arguments: [account.name.text])
        }
    }

    public func account(_ name: AccountName) throws(AccountStoreError) -> Account? {
        try read { try Self.account(name, $0, self.path) }
    }

    /// In the order of their names.
    public func accounts() throws(AccountStoreError) -> [Account] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM account ORDER BY name").map {
                try AccountRows.account($0, self.path)
            }
        }
    }

    /// Marks a time step as used; false where it, or a later one, was used meanwhile.
    public func useStep(_ step: Int64, of name: AccountName) throws(AccountStoreError) -> Bool {
        try write { database in
            try database.execute(
                sql: "UPDATE account SET last_step = ? WHERE name = ? AND last_step < ?",
                arguments: [step, name.text, step])
            return database.changesCount == 1
        }
    }

    private static func account(_ name: AccountName, _ database: Database, _ path: String) throws -> Account? {
        try Row.fetchOne(database, sql: "SELECT * FROM account WHERE name = ?", arguments: [name.text]).map {
            try AccountRows.account($0, path)
        }
    }

    // MARK: Sessions

    public func begin(_ session: Session) throws(AccountStoreError) {
        try write { database in
            try database.execute(
                sql: "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?)", arguments: AccountRows.arguments(session))
        }
    }

    /// The session of a token's hash with its account; nil where there is none, or the account is closed.
    public func session(_ hash: Digest) throws(AccountStoreError) -> (session: Session, account: Account)? {
        try read { database in
            guard
                let row = try Row.fetchOne(
                    database, sql: "SELECT * FROM session WHERE hash = ?", arguments: [Data(hash.bytes)])
            else { return nil }
            let session = try AccountRows.session(row, self.path)
            guard let account = try Self.account(session.account, database, self.path), account.isActive else {
                return nil
            }
            return (session, account)
        }
    }

    public func touch(_ hash: Digest, at now: Int64) throws(AccountStoreError) {
        try write { database in
            try database.execute(
                sql: "UPDATE session SET last_seen = ? WHERE hash = ?", arguments: [now, Data(hash.bytes)])
        }
    }

    /// Counts a wrong one-time password.
    public func fail(_ hash: Digest) throws(AccountStoreError) {
        try write { database in
            try database.execute(
                sql: "UPDATE session SET failures = failures + 1 WHERE hash = ?", arguments: [Data(hash.bytes)])
        }
    }

    public func end(_ hash: Digest) throws(AccountStoreError) {
        try write { database in
            try database.execute(sql: "DELETE FROM session WHERE hash = ?", arguments: [Data(hash.bytes)])
        }
    }

    /// Removes sessions that began before a moment.
    public func endSessions(begunBefore moment: Int64) throws(AccountStoreError) {
        try write { try $0.execute(sql: "DELETE FROM session WHERE begun < ?", arguments: [moment]) }
    }

    // MARK: Denied requests

    public func deny(_ denial: Denial) throws(AccountStoreError) {
        try write { database in
            try database.execute(
                sql: "INSERT INTO denial (time, request, reason, route, account, address) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [
                    denial.time, denial.request, denial.reason.rawValue, denial.route, denial.account, denial.address,
                ])
        }
    }

    /// The last ones first.
    public func denials(count: Int) throws(AccountStoreError) -> [Denial] {
        try read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM denial ORDER BY number DESC LIMIT ?", arguments: [count]
            ).map { try AccountRows.denial($0, self.path) }
        }
    }

    // MARK: Access

    private func read<Value>(_ work: (Database) throws -> Value) throws(AccountStoreError) -> Value {
        try Self.attempt(path) { try self.pool.read(work) }
    }

    private func write<Value>(_ work: (Database) throws -> Value) throws(AccountStoreError) -> Value {
        try Self.attempt(path) { try self.pool.write(work) }
    }

    private static func attempt<Value>(_ path: String, _ work: () throws -> Value) throws(AccountStoreError) -> Value {
        do {
            return try work()
        } catch let error as AccountStoreError {
            throw error
        } catch let error as StorageError {
            if case .full = error { throw .full(path: path) }
            throw .missing(path: path)
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_NOTADB: throw .notAccounts(path: path)
            case .SQLITE_CORRUPT: throw .damaged(path: path)
            case .SQLITE_FULL, .SQLITE_IOERR: throw .full(path: path)
            case .SQLITE_BUSY, .SQLITE_LOCKED: throw .locked(path: path)
            case .SQLITE_CANTOPEN: throw .missing(path: path)
            default: throw .refused(path: path, code: error.extendedResultCode.rawValue)
            }
        } catch {
            throw .refused(path: path, code: 0)
        }
    }
}
