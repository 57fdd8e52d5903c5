import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A PostgreSQL server of the tests' own: in a temporary folder, on a Unix socket, with passwords and with fsync.
///
/// It ends with the process that started it, however that ends, and takes its folder along.
public final class PostgreSQLServer: @unchecked Sendable {
    /// Where initdb and postgres are; nil where no server is installed.
    public static let programs: String? = {
        let folders =
            ["/usr/lib/postgresql/15/bin"]
            + (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return folders.first { folder in
            ["initdb", "postgres", "pg_basebackup", "pg_isready", "psql"].allSatisfy {
                FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)")
            }
        }
    }()

    public static var isInstalled: Bool { programs != nil }
    public static let reason = "PostgreSQL 15 is not installed (apt-get install postgresql)"

    /// One server for all tests that don't harm it.
    public static let shared = Result { try PostgreSQLServer() }

    public let folder: String
    private let password: String
    private var guardian: Process?
    private var line: Pipe?

    /// A new server.
    public convenience init(standbys: String = "") throws {
        try self.init(prepared: { server in
            try server.ownFile("password", server.password + "\n")
            try server.run([
                "initdb", "--pgdata=\(server.data)", "--username=sailau", "--auth=scram-sha-256",
                "--pwfile=\(server.folder)/password", "--encoding=UTF8", "--locale=C", "--no-instructions",
            ])
            try server.ownFile("data/postgresql.auto.conf", "synchronous_standby_names = '\(standbys)'\n")
        })
    }

    /// A standby of another server, which streams everything from it.
    public convenience init(standbyOf primary: PostgreSQLServer) throws {
        try self.init(password: primary.password) { server in
            try server.run([
                "pg_basebackup", "--host=\(primary.folder)", "--username=sailau", "--pgdata=\(server.data)",
                "--write-recovery-conf", "--checkpoint=fast",
            ])
            // It waits for nobody once it is promoted. What comes last holds.
            let path = "\(server.data)/postgresql.auto.conf"
            let settings = try String(contentsOfFile: path, encoding: .utf8)
            try server.ownFile("data/postgresql.auto.conf", settings + "synchronous_standby_names = ''\n")
        }
    }

    private init(password: String = UUID().uuidString, prepared: (PostgreSQLServer) throws -> Void) throws {
        guard Self.isInstalled else { throw Failure(text: Self.reason) }
        // Short, for the path of a socket has a limit, and where the server's own user may go.
        var template = Array("/tmp/sailau-postgresql-XXXXXX\0".utf8CString)
        guard let made = mkdtemp(&template) else { throw Failure(text: "no temporary folder") }
        folder = String(cString: made)
        self.password = password
        chmod(folder, 0o755)
        if Self.isRoot, let user = getpwnam("postgres") { chown(folder, user.pointee.pw_uid, user.pointee.pw_gid) }
        try ownFile("passwords", "*:*:*:sailau:\(password)\n")
        try prepared(self)
        try start()
    }

    private static var isRoot: Bool { geteuid() == 0 }
    private var data: String { "\(folder)/data" }

    public struct Failure: Error, CustomStringConvertible {
        public let text: String
        public var description: String { text }
    }

    // MARK: Running

    /// A server refuses to run as root.
    private static let asItself = isRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : []

    @discardableResult
    private func run(_ command: [String]) throws -> String {
        guard let programs = Self.programs else { throw Failure(text: Self.reason) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = Self.asItself + ["\(programs)/\(command[0])"] + command.dropFirst()
        process.environment = ["PGPASSFILE": "\(folder)/passwords", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
        let log = "\(folder)-\(UUID().uuidString)"
        try Data().write(to: URL(filePath: log))
        defer { try? FileManager.default.removeItem(atPath: log) }
        let handle = try FileHandle(forWritingTo: URL(filePath: log))
        process.standardOutput = handle
        process.standardError = handle
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try handle.close()
        let text = try String(contentsOfFile: log, encoding: .utf8)
        guard process.terminationStatus == 0 else { throw Failure(text: "\(command): \(text)") }
        return text
    }

    /// A file of the server's user that nobody else may read.
    private func ownFile(_ name: String, _ text: String) throws {
        let path = "\(folder)/\(name)"
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        chmod(path, 0o600)
        if Self.isRoot, let user = getpwnam("postgres") { chown(path, user.pointee.pw_uid, user.pointee.pw_gid) }
    }

    /// Starts the server and returns once it answers.
    public func start(fsync: Bool = true) throws {
        guard let programs = Self.programs else { throw Failure(text: Self.reason) }
        // `stop` ends the server; the end of the pipe, which comes with the end of the tests, removes its folder, too.
        let script = """
            exec 3<&0
            "$1/postgres" -D "$2/data" -c unix_socket_directories="$2" -c listen_addresses= -c max_connections=200 \
                -c shared_buffers=32MB -c fsync="$3" < /dev/null >> "$2/log" 2>&1 3<&- &
            server=$!
            read -r word <&3 || word=end
            kill -QUIT $server 2> /dev/null
            wait $server
            if [ "$word" = end ]; then rm -rf "$2"; fi
            """
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            let process = Process()
            let pipe = Pipe()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments =
                Self.asItself + ["/bin/bash", "-c", script, "server", programs, folder, fsync ? "on" : "off"]
            process.standardInput = pipe
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            (guardian, line) = (process, pipe)
            for _ in 0..<100 {
                if (try? run(["pg_isready", "--host=\(folder)", "--quiet"])) != nil { return }
                usleep(50_000)
            }
            // Backends of a killed server may still hold its memory.
            try stop()
            guard ContinuousClock.now < deadline else {
                throw Failure(text: (try? String(contentsOfFile: "\(folder)/log", encoding: .utf8)) ?? "no log")
            }
        }
    }

    /// Ends the server at once; its data stays.
    public func stop() throws {
        try? line?.fileHandleForWriting.write(contentsOf: Data("stop\n".utf8))
        try? line?.fileHandleForWriting.close()
        guardian?.waitUntilExit()
        (guardian, line) = (nil, nil)
    }

    /// Ends the server, if it still runs, and removes its folder.
    public func end() {
        try? line?.fileHandleForWriting.close()
        guardian?.waitUntilExit()
        (guardian, line) = (nil, nil)
        try? FileManager.default.removeItem(atPath: folder)
    }

    deinit { end() }

    /// The number of the server's first process; nil where it does not run.
    private var process: Int32? {
        (try? String(contentsOfFile: "\(data)/postmaster.pid", encoding: .utf8))
            .flatMap { $0.split(separator: "\n").first }.flatMap { Int32($0) }
    }

    /// Kills the whole server, as a failing machine does.
    public func kill() throws {
        if let process { Glibc.kill(process, SIGKILL) }
        try stop()
    }

    /// Kills the process of a client's connection; the server then restarts itself. Whether there was one.
    public func killConnection() -> Bool {
        guard let process,
            let children = try? String(contentsOfFile: "/proc/\(process)/task/\(process)/children", encoding: .utf8)
        else { return false }
        for child in children.split(separator: " ").compactMap({ Int32($0) }) {
            let title = (try? String(contentsOfFile: "/proc/\(child)/cmdline", encoding: .utf8)) ?? ""
            if title.hasPrefix("postgres: sailau") {
                Glibc.kill(child, SIGKILL)
                return true
            }
        }
        return false
    }

    /// Makes a standby the primary.
    public func promote() throws { try sql("SELECT pg_promote(true, 60)") }

    /// Runs statements and returns what psql prints, rows alone.
    @discardableResult
    public func sql(_ statements: String) throws -> String {
        try run([
            "psql", "--host=\(folder)", "--username=sailau", "--dbname=postgres", "--no-psqlrc", "--quiet",
            "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", "--command=\(statements)",
        ])
    }

    /// Changes a setting of the running server.
    public func set(_ setting: String) throws {
        try sql("ALTER SYSTEM SET \(setting)")
        try sql("SELECT pg_reload_conf()")
    }

    /// Waits until a query gives a row. Throws `Failure` after a minute without.
    public func awaitRow(_ query: String) throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while try sql(query).trimmingCharacters(in: .whitespacesAndNewlines).isEmpty {
            guard ContinuousClock.now < deadline else { throw Failure(text: "no row for a minute: \(query)") }
            usleep(20_000)
        }
    }

    /// Commits that wait for a standby, and who ends their wait.
    public static let waitingCommits = "FROM pg_stat_activity WHERE wait_event = 'SyncRep'"

    /// Waits until commits wait for a standby that is not there. A changed setting reaches the processes of a server one after the
    /// other: a commit right after it may still go by. Throws `Failure` after a minute.
    public func awaitWaitingCommits() throws {
        let deadline = ContinuousClock.now + .seconds(60)
        var number = 0
        while ContinuousClock.now < deadline {
            number += 1
            let statement = "CREATE TABLE waiting_\(number) ()"
            let done = DispatchSemaphore(value: 0)
            let server = self
            Thread.detachNewThread {
                _ = try? server.sql(statement)
                done.signal()
            }
            // Either it has come back, or it is seen to wait.
            while done.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
                guard try sql("SELECT pid \(Self.waitingCommits)").contains(where: \.isNumber) else { continue }
                try cancelWaitingCommit()
                done.wait()
                return
            }
        }
        throw Failure(text: "no commit waits for a standby")
    }

    /// Waits for a commit that waits for a standby and ends its wait; comes back when that wait is over, so that no second
    /// cancellation meets the statement after it. Throws `Failure` after a minute.
    public func cancelWaitingCommit() throws {
        try awaitRow("SELECT pid \(Self.waitingCommits)")
        let cancelled = try sql(
            """
            SELECT CASE WHEN pg_cancel_backend(pid) THEN format('pid = %s AND query_start = %L', pid, query_start) END
            \(Self.waitingCommits)
            """)
        for wait in cancelled.split(separator: "\n") {
            try awaitRow("SELECT 1 WHERE NOT EXISTS (SELECT \(Self.waitingCommits) AND \(wait))")
        }
    }

    // MARK: Connection files

    /// Writes a connection file for a new record of these servers and returns its path.
    public static func connectionFile(
        _ servers: [PostgreSQLServer], in folder: String, record: String = newRecord(), also: [String] = []
    ) throws -> String {
        let passwords = "\(folder)/passwords-\(record)"
        try "*:*:*:sailau:\(servers.first?.password ?? "")\n".write(
            toFile: passwords, atomically: false, encoding: .utf8)
        chmod(passwords, 0o600)
        let path = "\(folder)/\(record).connection"
        let lines =
            [
                "sailau-connection 1", "# a test", "host = \(servers.map(\.folder).joined(separator: ","))",
                "dbname = postgres", "user = sailau", "passfile = passwords-\(record)", "record = \(record)",
            ] + also
        try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: false, encoding: .utf8)
        return path
    }

    /// A name that no other record has.
    public static func newRecord() -> String {
        "r" + UUID().uuidString.lowercased().filter { $0 != "-" }
    }
}
