import Accounts
import DataFormats
import ElectionModel
import ElectionService
import Foundation
import Storage
import Synchronization
import Testing
import Wording

/// The service on free ports with a certificate of its own, an account for each role, and a clock that tests set.
final class TestService: Sendable {
    let folder: String
    let ports: ElectionService.Ports
    let store: AccountStore
    let clock: TestClock
    let log: Collected
    private let secrets: [AccountName: OneTimeSecret]
    private let running: Task<Void, any Error>

    static let password = "a password of tests"
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Runs a test with a service of its own.
    static func with(
        files: [(path: String, bytes: [UInt8])] = [], _ change: (inout Office.Limits) -> Void = { _ in },
        _ work: (TestService) async throws -> Void
    ) async throws {
        var limits = Office.Limits()
        limits.requests.capacity = 100_000
        limits.attemptsByAddress.capacity = 100_000
        limits.attemptsByAccount.capacity = 100_000
        change(&limits)
        let service = try await TestService(files: files, limits: limits)
        do { try await work(service) } catch {
            await service.end()
            throw error
        }
        await service.end()
    }

    private init(files: [(path: String, bytes: [UInt8])], limits: Office.Limits) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "service-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Self.makeCertificate(in: folder)
        store = try AccountStore(path: "\(folder)/accounts.sqlite", creating: true)
        secrets = try Self.addAccounts(to: store)
        let (clock, log) = (TestClock(), Collected())
        (self.clock, self.log) = (clock, log)
        let office = try Office(
            store: store, texts: try Self.texts(), style: Array("body {}".utf8), stations: Self.stations,
            clock: clock.clock, limits: limits, cost: .least, head: { "7:abc" })
        var settings = ServiceSettings(
            certificate: "\(folder)/certificate.pem", key: "\(folder)/key.pem", accounts: "\(folder)/accounts.sqlite")
        (settings.port, settings.monitoringPort) = (0, 0)
        let service = try ElectionService(
            settings, office: office, files: PublicFiles(files), log: ServiceLog { log.add($0) },
            fault: { log.fault })
        let (stream, continuation) = AsyncStream.makeStream(of: ElectionService.Ports.self)
        running = Task {
            defer { continuation.finish() }
            try await service.run { continuation.yield($0) }
        }
        var opened: ElectionService.Ports?
        for await ports in stream {
            opened = ports
            break
        }
        ports = try #require(opened)
    }

    private func end() async {
        running.cancel()
        _ = try? await running.value
        try? FileManager.default.removeItem(atPath: folder)
    }

    static func texts() throws -> TextCatalogue {
        let files = try TextFile.all.map { language, kind in
            let path = root.appending(path: TextFile.path(language, kind))
            return TextFile(language, kind, bytes: [UInt8](try Data(contentsOf: path)))
        }
        return try TextCatalogue(files, languages: Language.allCases)
    }

    /// Two constituencies in two regions with two stations each.
    static let stations = ["1-1", "1-2", "2-1", "2-2"].map { id in
        ServedStation(
            id: StationID(id), district: DistrictID(String(id.prefix(1))), territory: "T" + id.suffix(1),
            region: RegionID("R" + id.prefix(1)))
    }

    /// An account for each role, in the commission of constituency 1; and a typist for each level.
    private static func addAccounts(to store: AccountStore) throws -> [AccountName: OneTimeSecret] {
        var secrets: [AccountName: OneTimeSecret] = [:]
        let ofRoles = Role.allCases.map { (name(of: $0), $0, "district:1") }
        let ofLevels = [
            ("l-central", "central"), ("l-oblast", "oblast:R2"), ("l-territorial", "territorial:T2"),
            ("l-district", "district:2"), ("l-precinct", "precinct:2-1"), ("l-nowhere", "precinct:9-9"),
        ]
        for (text, role, commission) in ofRoles + ofLevels.map({ ($0, Role.typist, $1) }) {
            let (name, secret) = (try #require(AccountName(text)), OneTimeSecret())
            try store.add(
                Account(
                    name: name, role: role, commission: try #require(Commission(commission)),
                    password: try PasswordHash(Array(password.utf8), cost: .least), oneTime: secret))
            secrets[name] = secret
        }
        return secrets
    }

    static func name(of role: Role) -> String { "r-" + role.rawValue.filter { $0 != " " } }

    private static func makeCertificate(in folder: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", "\(folder)/key.pem",
            "-out", "\(folder)/certificate.pem",
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(folder)/key.pem")
    }

    // MARK: Using it

    func client() throws -> HTTPSClient {
        try HTTPSClient(port: ports.service, certificate: "\(folder)/certificate.pem")
    }

    /// The token of the form on a page.
    static func formToken(_ answer: HTTPSClient.Answer) throws -> String {
        let match = try #require(answer.text.firstMatch(of: /name="form" value="([0-9a-f]{64})"/), "\(answer.text)")
        return String(match.1)
    }

    /// The one-time password of this moment; the clock goes on first, because each serves once.
    func code(_ account: String) throws -> String {
        clock.pass(seconds: 60)
        let secret = try #require(AccountName(account).flatMap { secrets[$0] })
        return secret.password(step: OneTimeSecret.step(at: clock.seconds))
    }

    func enterPassword(_ account: String, _ client: HTTPSClient) async throws -> HTTPSClient.Answer {
        let form = try await client.get("/office/en/sign-in")
        return try await client.post(
            "/office/en/sign-in",
            ["form": try Self.formToken(form), "account": account, "password": Self.password])
    }

    /// A browser that has signed in.
    func signedIn(_ account: String) async throws -> HTTPSClient {
        let client = try client()
        #expect(try await enterPassword(account, client).location == "/office/en/second-factor")
        let form = try await client.get("/office/en/second-factor")
        let answer = try await client.post(
            "/office/en/second-factor", ["form": try Self.formToken(form), "code": try code(account)])
        #expect(answer.location == "/office/en/home", "\(account): \(answer.status)")
        return client
    }

    func denials() throws -> [Denial] { try store.denials(count: 100_000) }
}

final class TestClock: Sendable {
    private let state = Mutex<(seconds: Int64, milliseconds: Int64)>((1_095_573_600, 0))
    var seconds: Int64 { state.withLock { $0.seconds } }
    var clock: OfficeClock {
        OfficeClock(
            seconds: { self.state.withLock { $0.seconds } }, milliseconds: { self.state.withLock { $0.milliseconds } })
    }

    func pass(seconds: Int64) {
        state.withLock {
            $0.seconds += seconds
            $0.milliseconds += 1000 * max(0, seconds)
        }
    }
}

/// Lines of the log, and what `/health` is to find.
final class Collected: Sendable {
    private let state = Mutex<(lines: [String], fault: String?)>(([], nil))
    func add(_ line: String) { state.withLock { $0.lines.append(line) } }
    var lines: [String] { state.withLock { $0.lines } }
    var fault: String? {
        get { state.withLock { $0.fault } }
        set { state.withLock { $0.fault = newValue } }
    }
}
