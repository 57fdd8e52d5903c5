import Accounts
import DataFormats
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectionService
import Foundation
import SmallElection
import SmallStation
import Storage
import Synchronization
import Testing
import VerifiableVoting
import VoterRegister
import Wording

/// The service on free ports with a certificate of its own, an account for each role, and a clock that tests set.
final class TestService: Sendable {
    let folder: String
    let ports: ElectionService.Ports
    let store: AccountStore
    let clock: TestClock
    let log: Collected
    /// The record, where the service has one.
    let keeper: ConductKeeper?
    /// The desk of an electronic station, where the service has one.
    let desk: DeskKeeper?
    private let following: Task<Void, Never>?
    private let secrets: [AccountName: OneTimeSecret]
    private let running: Task<Void, any Error>

    static let password = "a password of tests"
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Runs a test with a service of its own.
    static func with(
        files: [(path: String, bytes: [UInt8])] = [], shelf: PublicShelf? = nil, scene: Scene? = nil,
        station: RegisterImage? = nil, audits: AuditKeeper? = nil,
        _ change: (inout Office.Limits) -> Void = { _ in },
        _ work: (TestService) async throws -> Void
    ) async throws {
        var limits = Office.Limits()
        limits.requests.capacity = 100_000
        limits.attemptsByAddress.capacity = 100_000
        limits.attemptsByAccount.capacity = 100_000
        change(&limits)
        let service = try await TestService(
            shelf: shelf ?? PublicShelf(PublicFiles(files)), scene: scene, station: station, audits: audits,
            limits: limits)
        do { try await work(service) } catch {
            await service.end()
            throw error
        }
        await service.end()
    }

    private init(
        shelf: PublicShelf, scene: Scene?, station: RegisterImage?, audits: AuditKeeper?, limits: Office.Limits
    ) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "service-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: "\(folder)/photographs", withIntermediateDirectories: false)
        try Self.makeCertificate(in: folder)
        store = try AccountStore(path: "\(folder)/accounts.sqlite", creating: true)
        secrets =
            station == nil
            ? try Self.addAccounts(to: store, ofScene: scene != nil) : try Self.addStationAccounts(to: store)
        let (clock, log) = (TestClock(), Collected())
        (self.clock, self.log) = (clock, log)
        let path = "\(folder)/day.record"
        let keeper = try await scene.asyncMap { try await Self.keeper($0, path, clock) }
        self.keeper = keeper
        let deskPath = "\(folder)/desk.record"
        let desk = try await station.asyncMap { try await Self.desk($0, deskPath, clock) }
        self.desk = desk
        following = keeper.map { keeper in Task { await keeper.run() } }
        let office = try Office(
            store: store, texts: try Self.texts(),
            assets: Office.Assets(style: Array("body {}".utf8), script: Array("\"use strict\";".utf8)),
            stations: Self.stations, clock: clock.clock, limits: limits, cost: .least, record: keeper,
            desk: desk, ownEntries: station.map { OwnEntryDesk($0) },
            photographs: PhotographShelf(folder: "\(folder)/photographs"), audits: audits)
        var settings = ServiceSettings(
            certificate: "\(folder)/certificate.pem", key: "\(folder)/key.pem", accounts: "\(folder)/accounts.sqlite")
        (settings.port, settings.monitoringPort) = (0, 0)
        let service = try ElectionService(
            settings, office: office, shelf: shelf, log: ServiceLog { log.add($0) },
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
        following?.cancel()
        await following?.value
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A record of a small election in a file, with its keeper.
    private static func keeper(_ scene: Scene, _ path: String, _ clock: TestClock) async throws -> ConductKeeper {
        let secret = SignerSecret()
        let record = try SQLiteRecordStore(path: path, .new)
        _ = try await record.append(try scene.record(secret), after: nil)
        return try await ConductKeeper(
            store: record, secret: secret, clock: clock.clock, patience: 600, setting: { _ in try Scene.setting() })
    }

    /// The desk of a station whose record has just begun, half an hour before voting.
    private static func desk(_ list: RegisterImage, _ path: String, _ clock: TestClock) async throws -> DeskKeeper {
        clock.set(SmallStation.seconds(SmallStation.at(6, 0)))
        let (secret, store) = (SignerSecret(), try SQLiteRecordStore(path: path, .new))
        try await DeskKeeper.begin(store, station: SmallStation.station, secret: secret, at: clock.seconds)
        return try await DeskKeeper(store: store, secret: secret, list: list, clock: clock.clock)
    }

    /// The seven members of the small station, and an account for each role in its commission.
    private static func addStationAccounts(to store: AccountStore) throws -> [AccountName: OneTimeSecret] {
        var secrets: [AccountName: OneTimeSecret] = [:]
        let own = "precinct:\(SmallStation.station)"
        let members = SmallStation.members.map { ($0.person.rawValue, Role.commissioner, own) }
        let others = [("other", Role.commissioner, "precinct:st-2"), ("centre", .commissioner, "central")]
        for (text, role, commission) in members + Role.allCases.map({ (name(of: $0), $0, own) }) + others {
            let (name, secret) = (try #require(AccountName(text)), OneTimeSecret())
            try store.add(
                Account(
                    name: name, role: role, commission: try #require(Commission(commission)),
                    password: try PasswordHash(Array(password.utf8), cost: .least), oneTime: secret))
            secrets[name] = secret
        }
        return secrets
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
    /// - Parameter ofScene: with the units of `Scene`, and some persons at its stations more.
    private static func addAccounts(
        to store: AccountStore, ofScene: Bool
    ) throws -> [AccountName: OneTimeSecret] {
        var secrets: [AccountName: OneTimeSecret] = [:]
        let ofRoles = Role.allCases.map { (name(of: $0), $0, ofScene ? "district:c01" : "district:1") }
        let ofLevels =
            ofScene
            ? [
                ("l-central", "central"), ("l-oblast", "oblast:east"), ("l-territorial", "territorial:town-east"),
                ("l-district", "district:c02"), ("l-precinct", "precinct:s3"), ("l-nowhere", "precinct:s9"),
            ]
            : [
                ("l-central", "central"), ("l-oblast", "oblast:R2"), ("l-territorial", "territorial:T2"),
                ("l-district", "district:2"), ("l-precinct", "precinct:2-1"), ("l-nowhere", "precinct:9-9"),
            ]
        // An audit board.
        let auditors = ["r-auditor-2", "r-auditor-3"].map { ($0, Role.auditor, ofScene ? "central" : "district:1") }
        for (text, role, commission) in ofRoles + auditors + ofLevels.map({ ($0, Role.typist, $1) })
            + (ofScene ? ofStations : [])
        {
            let (name, secret) = (try #require(AccountName(text)), OneTimeSecret())
            try store.add(
                Account(
                    name: name, role: role, commission: try #require(Commission(commission)),
                    password: try PasswordHash(Array(password.utf8), cost: .least), oneTime: secret))
            secrets[name] = secret
        }
        return secrets
    }

    private static let ofStations: [(String, Role, String)] = [
        ("t1", .typist, "precinct:s1"), ("t2", .typist, "precinct:s1"), ("t3", .typist, "precinct:s1"),
        ("c1", .coordinator, "precinct:s1"), ("c2", .coordinator, "precinct:s1"), ("m1", .commissioner, "precinct:s1"),
        ("a1", .acceptor, "district:c01"), ("a2", .acceptor, "district:c01"),
        ("a3", .acceptor, "territorial:town-west"),
        ("t9", .typist, "precinct:s3"), ("c9", .coordinator, "precinct:s3"), ("a9", .acceptor, "district:c02"),
        ("z1", .commissioner, "central"), ("d1", .commissioner, "district:c01"), ("d2", .commissioner, "district:c02"),
        ("w1", .commissioner, "territorial:town-west"), ("z2", .observer, "central"), ("z3", .setupOfficer, "central"),
    ]

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

    /// Sets the clock on the wall.
    func set(_ seconds: Int64) {
        pass(seconds: seconds - self.seconds)
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

extension Optional where Wrapped: Sendable {
    func asyncMap<Value>(_ work: (Wrapped) async throws -> Value) async throws -> Value? {
        guard let self else { return nil }
        return try await work(self)
    }
}
