/// One connection, with its own queue for the calls that block.
actor PostgreSQLConnection {
    private let executor: QueueExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private let session: PostgreSQLSession

    init(_ file: ConnectionFile) {
        executor = QueueExecutor("PostgreSQL")
        session = PostgreSQLSession(file)
    }

    func run<Value: Sendable>(_ work: @Sendable (PostgreSQLSession) throws -> Value) throws -> Value {
        try work(session)
    }
}

/// A few connections; whoever needs one takes an idle one or waits for it.
actor PostgreSQLPool {
    private var idle: [PostgreSQLConnection]
    private var waiting: [CheckedContinuation<PostgreSQLConnection, Never>] = []

    init(_ file: ConnectionFile, count: Int) {
        idle = (0..<count).map { _ in PostgreSQLConnection(file) }
    }

    private func take() async -> PostgreSQLConnection {
        if let connection = idle.popLast() { return connection }
        return await withCheckedContinuation { waiting.append($0) }
    }

    private func give(_ connection: PostgreSQLConnection) {
        if waiting.isEmpty { idle.append(connection) } else { waiting.removeFirst().resume(returning: connection) }
    }

    nonisolated func run<Value: Sendable>(
        _ work: @escaping @Sendable (PostgreSQLSession) throws -> Value
    ) async throws -> Value {
        let connection = await take()
        let result: Result<Value, any Error>
        do { result = .success(try await connection.run(work)) } catch { result = .failure(error) }
        await give(connection)
        return try result.get()
    }
}
