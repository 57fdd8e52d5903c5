import CPostgreSQL

#if canImport(Glibc)
    import Glibc
#endif

/// One connection to a server, made again when it is lost. For one thread at a time.
final class PostgreSQLSession {
    private let file: ConnectionFile
    private var connection: OpaquePointer?
    private let warnings = ServerWarnings()
    /// How long a lost connection is looked for.
    private let patience: Duration

    init(_ file: ConnectionFile, patience: Duration = .seconds(60)) {
        (self.file, self.patience) = (file, patience)
    }

    deinit { disconnect() }

    // MARK: Connecting

    func disconnect() {
        if let connection { PQfinish(connection) }
        connection = nil
    }

    /// The connection, made where there is none.
    @discardableResult
    func connected() throws(PostgreSQLFailure) -> OpaquePointer {
        if let connection { return connection }
        var keys = file.parameters.map { strdup($0.key) } + [nil]
        var values = file.parameters.map { strdup($0.value) } + [nil]
        defer { for pointer in keys + values { free(pointer) } }
        let made = keys.withUnsafeMutableBufferPointer { keys in
            values.withUnsafeMutableBufferPointer { values in
                keys.withMemoryRebound(to: UnsafePointer<CChar>?.self) { keys in
                    values.withMemoryRebound(to: UnsafePointer<CChar>?.self) { values in
                        PQconnectdbParams(keys.baseAddress, values.baseAddress, 0)
                    }
                }
            }
        }
        guard let made else { throw PostgreSQLFailure(kind: .lost, code: "", message: "no memory") }
        guard PQstatus(made) == CONNECTION_OK else {
            let message = Self.text(PQerrorMessage(made))
            PQfinish(made)
            throw PostgreSQLFailure(kind: .lost, code: "", message: message)
        }
        connection = made
        warnings.listen(to: made)
        do {
            try requireDurability()
        } catch {
            disconnect()
            throw error
        }
        return made
    }

    /// Every commit waits for the disk, and for the standby where the server has one.
    private func requireDurability() throws(PostgreSQLFailure) {
        try run(
            "SELECT set_config('synchronous_commit', 'on', false) "
                + "WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')")
        let fsync = try run("SELECT current_setting('fsync')").first?.first ?? nil
        guard fsync != Array("off".utf8) else {
            throw PostgreSQLFailure(kind: .refused, code: Self.noFsync, message: "fsync = off")
        }
    }

    /// Our own code for a server that promises nothing about its disk.
    static let noFsync = "fsync"

    // MARK: Statements

    @discardableResult
    func run(_ sql: String, _ parameters: PostgreSQLValue...) throws(PostgreSQLFailure) -> PostgreSQLRows {
        let connection = try connected()
        let types = parameters.map { Oid($0.type) }
        let binaries = parameters.map(\.binary)
        let lengths = binaries.map { Int32($0?.count ?? 0) }
        let formats = [Int32](repeating: 1, count: parameters.count)
        let result = Self.withPointers(binaries) { values in
            PQexecParams(connection, sql, Int32(parameters.count), types, values, lengths, formats, 1)
        }
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK: return Self.rows(result)
        default: throw failure(result)
        }
    }

    /// Several statements without parameters, such as those of a migration.
    func script(_ sql: String) throws(PostgreSQLFailure) {
        let result = PQexec(try connected(), sql)
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK: return
        default: throw failure(result)
        }
    }

    private func failure(_ result: OpaquePointer?) -> PostgreSQLFailure {
        let code = Self.text(PQresultErrorField(result, Int32(UInt8(ascii: "C"))))
        let message = Self.text(PQresultErrorMessage(result))
        guard PQstatus(connection) == CONNECTION_OK else {
            return PostgreSQLFailure(kind: .lost, code: code, message: message)
        }
        return PostgreSQLFailure(kind: PostgreSQLFailure.kind(ofCode: code), code: code, message: message)
    }

    private static func rows(_ result: OpaquePointer?) -> PostgreSQLRows {
        let (count, columns) = (PQntuples(result), PQnfields(result))
        let rows = (0..<count).map { row in
            (0..<columns).map { column -> [UInt8]? in
                guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else {
                    return nil
                }
                return Array(UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column))))
            }
        }
        return PostgreSQLRows(rows: rows, changed: Int(text(PQcmdTuples(result))) ?? 0)
    }

    private static func withPointers<Value>(
        _ binaries: [[UInt8]?], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Value
    ) -> Value {
        // One block for all values: a pointer to each stays valid as long as the block.
        let block = binaries.reduce(into: [UInt8]()) { $0 += ($1 ?? []) } + [0]
        return block.withUnsafeBytes { block in
            var place = 0
            let pointers = binaries.map { bytes -> UnsafePointer<CChar>? in
                defer { place += bytes?.count ?? 0 }
                guard bytes != nil else { return nil }
                return block.baseAddress.map { ($0 + place).assumingMemoryBound(to: CChar.self) }
            }
            return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
        }
    }

    fileprivate static func text(_ pointer: UnsafePointer<CChar>?) -> String {
        guard let pointer else { return "" }
        var text = String(cString: pointer)
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    // MARK: Transactions

    enum Isolation: String {
        case serialisable = "ISOLATION LEVEL SERIALIZABLE"
        /// One state of the record, whatever is added meanwhile.
        case oneState = "ISOLATION LEVEL REPEATABLE READ READ ONLY"
    }

    /// Does work in one transaction. Where it throws, nothing was changed, unless a `lost` commit says that nobody knows.
    func transaction<Value>(_ isolation: Isolation, _ work: () throws -> Value) throws -> Value {
        try run("BEGIN \(isolation.rawValue)")
        let value: Value
        do {
            value = try work()
        } catch {
            // Where this fails too, the connection is gone, and with it the transaction.
            do { try run("ROLLBACK") } catch { disconnect() }
            throw error
        }
        warnings.clear()
        try run("COMMIT")
        // A wait for the standby that was cancelled is a success with a warning.
        if isolation == .serialisable, let warning = warnings.first {
            throw PostgreSQLFailure(kind: .unconfirmed, code: "", message: warning)
        }
        return value
    }

    /// Does work, again where another transaction was in the way or the connection was lost, for as long as the session's
    /// patience lasts.
    func persistently<Value>(_ work: () throws -> Value) throws -> Value {
        // A clock that nobody can set back.
        let deadline = ContinuousClock.now + patience
        var pause: UInt32 = 1
        while true {
            do {
                return try work()
            } catch let failure as PostgreSQLFailure where failure.isTransient && ContinuousClock.now < deadline {
                if failure.kind == .lost { disconnect() }
                // Different writers wait for different times.
                usleep(1000 * pause + UInt32.random(in: 0..<1000 * pause))
                pause = min(2 * pause, 128)
            }
        }
    }

    // MARK: Notifications

    /// Waits for a notification; whether one came.
    func awaitNotification(milliseconds: Int32) throws(PostgreSQLFailure) -> Bool {
        let connection = try connected()
        var descriptor = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
        _ = poll(&descriptor, 1, milliseconds)
        guard PQconsumeInput(connection) == 1, PQstatus(connection) == CONNECTION_OK else {
            throw PostgreSQLFailure(kind: .lost, code: "", message: Self.text(PQerrorMessage(connection)))
        }
        var came = false
        while let notification = PQnotifies(connection) {
            PQfreemem(notification)
            came = true
        }
        return came
    }
}

/// Warnings that the server sent with an answer.
private final class ServerWarnings {
    private(set) var first: String?

    func clear() { first = nil }

    func listen(to connection: OpaquePointer) {
        PQsetNoticeReceiver(
            connection,
            { context, notice in
                guard let context, let severity = PQresultErrorField(notice, Int32(UInt8(ascii: "V"))),
                    String(cString: severity) == "WARNING"
                else { return }
                let warnings = Unmanaged<ServerWarnings>.fromOpaque(context).takeUnretainedValue()
                warnings.first = warnings.first ?? PostgreSQLSession.text(PQresultErrorMessage(notice))
            }, Unmanaged.passUnretained(self).toOpaque())
    }
}
