import GRDB

extension DatabasePool {
    /// Opens a file in WAL mode in which every commit is synced before it returns.
    ///
    /// Opening a pool sets `synchronous` to NORMAL after whatever the configuration prepares: the log would be synced at checkpoints
    /// alone, and a loss of power would take commits that had returned (`RecordPowerLossTests`).
    static func synced(path: String, configuration: Configuration) throws -> DatabasePool {
        let pool = try DatabasePool(path: path, configuration: configuration)
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        return pool
    }
}
