import Accounts
import ElectionModel
import Foundation
import GRDB
import VerifiableVoting

/// The tables of accounts.
enum AccountStoreSchema {
    /// `SaAc` as a number.
    private static let applicationID: Int64 = 0x5361_4163
    private static let version: Int64 = 1

    static func prepare(_ database: Database, path: String, isNew: Bool) throws {
        let application = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let version = try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        if application == applicationID {
            guard version <= Self.version else { throw AccountStoreError.newer(path: path, version: version) }
            return
        }
        guard isNew else { throw AccountStoreError.notAccounts(path: path) }
        for statement in statements { try database.execute(sql: statement) }
    }

    private static let statements = [
        "CREATE TABLE account (name TEXT PRIMARY KEY, role TEXT NOT NULL, commission TEXT NOT NULL, "
            + "password TEXT NOT NULL, secret BLOB NOT NULL, last_step INTEGER NOT NULL, active INTEGER NOT NULL)",
        "CREATE TABLE session (hash BLOB PRIMARY KEY, account TEXT NOT NULL REFERENCES account (name), "
            + "stage TEXT NOT NULL, begun INTEGER NOT NULL, last_seen INTEGER NOT NULL, failures INTEGER NOT NULL)",
        "CREATE INDEX session_by_account ON session (account)",
        "CREATE TABLE denial (number INTEGER PRIMARY KEY, time INTEGER NOT NULL, request TEXT NOT NULL, "
            + "reason TEXT NOT NULL, route TEXT NOT NULL, account TEXT NOT NULL, address TEXT NOT NULL)",
        "PRAGMA application_id = \(applicationID)",
        "PRAGMA user_version = \(version)",
    ]
}

/// Rows as values and back. A row that this program did not write is `damaged`.
enum AccountRows {
    static func arguments(_ account: Account) -> StatementArguments {
        [
            account.name.text, account.role.rawValue, account.commission.description, account.password.text,
            Data(account.oneTime.bytes), account.lastStep, account.isActive,
        ]
    }

    static func account(_ row: Row, _ path: String) throws -> Account {
        guard let name = String.fromDatabaseValue(row["name"]).flatMap({ AccountName($0) }),
            let role = String.fromDatabaseValue(row["role"]).flatMap({ Role(rawValue: $0) }),
            let commission = String.fromDatabaseValue(row["commission"]).flatMap({ Commission($0) }),
            let password = String.fromDatabaseValue(row["password"]),
            let secret = Data.fromDatabaseValue(row["secret"]),
            let lastStep = Int64.fromDatabaseValue(row["last_step"]), let active = Bool.fromDatabaseValue(row["active"])
        else { throw AccountStoreError.damaged(path: path) }
        return Account(
            name: name, role: role, commission: commission, password: PasswordHash(kept: password),
            oneTime: OneTimeSecret(bytes: [UInt8](secret)), lastStep: lastStep, isActive: active)
    }

    static func arguments(_ session: Session) -> StatementArguments {
        [
            Data(session.hash.bytes), session.account.text, session.stage.rawValue, session.begun, session.lastSeen,
            session.failures,
        ]
    }

    static func session(_ row: Row, _ path: String) throws -> Session {
        guard let hash = Data.fromDatabaseValue(row["hash"]), hash.count == 32,
            let account = String.fromDatabaseValue(row["account"]).flatMap({ AccountName($0) }),
            let stage = String.fromDatabaseValue(row["stage"]).flatMap({ Session.Stage(rawValue: $0) }),
            let begun = Int64.fromDatabaseValue(row["begun"]), let lastSeen = Int64.fromDatabaseValue(row["last_seen"]),
            let failures = Int.fromDatabaseValue(row["failures"])
        else { throw AccountStoreError.damaged(path: path) }
        return Session(
            hash: Digest(bytes: [UInt8](hash)), account: account, stage: stage, begun: begun, lastSeen: lastSeen,
            failures: failures)
    }

    static func denial(_ row: Row, _ path: String) throws -> Denial {
        guard let time = Int64.fromDatabaseValue(row["time"]), let request = String.fromDatabaseValue(row["request"]),
            let reason = String.fromDatabaseValue(row["reason"]).flatMap({ Denial.Reason(rawValue: $0) }),
            let route = String.fromDatabaseValue(row["route"]),
            let account = String.fromDatabaseValue(row["account"]),
            let address = String.fromDatabaseValue(row["address"])
        else { throw AccountStoreError.damaged(path: path) }
        return Denial(
            time: time, request: request, reason: reason, route: route, account: account, address: address)
    }
}
