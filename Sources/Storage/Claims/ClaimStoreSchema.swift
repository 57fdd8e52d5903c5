import GRDB
import SourceArchive

/// The tables of an archive of sources. Nothing in them is ever changed or deleted: triggers refuse it.
///
/// Version 1 of the file; `PRAGMA user_version` holds the version, `application_id` says that the file is ours.
enum ClaimStoreSchema {
    /// `SaAr` as a number.
    static let applicationID: Int64 = 0x5361_4172
    static let version: Int64 = 1

    static let tables = ["page", "reading", "claim", "alias", "preference"]

    /// The statements that make version 1 of an empty file.
    static var statements: [String] {
        let readings = ReadingRecord.columns.dropFirst().map { "\"\($0)\" TEXT NOT NULL" }.joined(separator: ", ")
        let claims = ClaimRecord.columns.dropFirst().map { "\"\($0)\" TEXT NOT NULL" }.joined(separator: ", ")
        func decisions(_ columns: [String]) -> String {
            columns.map { "\"\($0)\" TEXT NOT NULL" }.joined(separator: ", ")
        }
        var statements = [
            "CREATE TABLE page (id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, added TEXT NOT NULL, "
                + "bytes BLOB NOT NULL)",
            "CREATE TABLE reading (id INTEGER PRIMARY KEY, page_id INTEGER NOT NULL REFERENCES page(id), \(readings))",
            "CREATE INDEX reading_of_page ON reading(page_id)",
            "CREATE TABLE claim (reading_id INTEGER NOT NULL REFERENCES reading(id), number INTEGER NOT NULL, \(claims), "
                + "PRIMARY KEY (reading_id, number)) WITHOUT ROWID",
            "CREATE TABLE alias (id INTEGER PRIMARY KEY, \(decisions(DecisionRecords.aliasColumns)))",
            "CREATE TABLE preference (id INTEGER PRIMARY KEY, \(decisions(DecisionRecords.preferenceColumns)))",
        ]
        for table in tables {
            for action in ["UPDATE", "DELETE"] {
                statements.append(
                    "CREATE TRIGGER \(table)_no_\(action.lowercased()) BEFORE \(action) ON \(table) BEGIN "
                        + "SELECT RAISE(ABORT, 'nothing is changed in an archive'); END")
            }
        }
        statements.append("PRAGMA application_id = \(applicationID)")
        statements.append("PRAGMA user_version = \(version)")
        return statements
    }

    /// Makes the tables of an empty file, or refuses one that is not ours or newer than this program.
    static func prepare(_ database: Database, path: String) throws {
        let version = try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let application = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let tables = try Int64.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        if tables == 0, version == 0 {
            for statement in statements { try database.execute(sql: statement) }
            return
        }
        guard application == applicationID else { throw ClaimStoreError.notAnArchive(path: path) }
        guard version <= Self.version else { throw ClaimStoreError.newer(path: path, version: version) }
    }
}
