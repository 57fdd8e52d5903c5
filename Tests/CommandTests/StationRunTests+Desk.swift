import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// The desk's folder as a station sets it up by commands: certificate, accounts, the list of voters, the recorder's key.
struct DeskFolder {
    let path: String

    init(at path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        func place(_ name: String) -> String { "\(path)/\(name)" }
        func run(_ words: [String]) throws {
            let done = try Program.run(words)
            try #require(done.status == 0, "\(words): \(done.errors)")
        }
        try TemporaryFolder.openssl([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj",
            "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", place("key.pem"), "-out",
            place("certificate.pem"),
        ])
        chmod(place("key.pem"), 0o600)
        for name in (1...7).map({ "m\($0)" }) {
            try run([
                "accounts", "add", name, "--accounts", place("accounts.sqlite"), "--role", "commissioner",
                "--commission",
                "precinct:01-001", "--out", place("\(name).txt"),
            ])
        }
        try run(["ballot", "manifest", "key", "--name", "Service", "--out", path])
        try run(["recorder", "key", "--name", "Oblast", "--out", path])
        var rows = "number,name_kk,name_ru,name_latin,birth_date,address,station,status\n"
        for number in 10...29 {
            rows +=
                "9900000000\(number),Шыға Өтеш,Шыга Утеш,Shygha Otesh,1970-01-\(number),Жаңа көше 1,01-001,simulated\n"
        }
        try rows.write(toFile: place("voters.csv"), atomically: true, encoding: .utf8)
        _ = try Program.run(["register", "import", place("voters.csv"), "--out", place("voters.register")])
        try "correct-horse-battery\n".write(toFile: place("start.password"), atomically: true, encoding: .utf8)
        chmod(place("start.password"), 0o600)
        try """
        format: sailau-service/1
        certificate: certificate.pem
        key: key.pem
        accounts: accounts.sqlite
        record key: Service.signkey
        port: 0
        monitoring port: 0

        """.write(toFile: place("service.yaml"), atomically: true, encoding: .utf8)
        let members = (1...7).map { number in
            let office = number == 1 ? "chair" : number == 2 ? "secretary" : "member"
            return "  - {account: m\(number), office: \(office), party: p\(number)}"
        }
        try """
        format: sailau-desk/1
        station: 01-001
        election: stationAAAAAAA
        procedure: kazakhstan/mazhilis-2004-04-14
        polling day: 2004-09-19
        minutes ahead: 360
        slips: 4
        start password: start.password
        register: \(String(repeating: "ab", count: 32))
        recorder: {key: Oblast.recordpub, booths: 2}
        single machine: yes
        members:
        \(members.joined(separator: "\n"))

        """.write(toFile: place("desk.yaml"), atomically: true, encoding: .utf8)
    }
}

extension TemporaryFolder {
    static func openssl(_ words: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + words
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(words)")
    }
}

extension StationRunTests {
    /// Desk, urn and two booths: four programs, each of its own user, and the desk answers over TLS under its pinned certificate.
    @Test func aDeskRunsBesideThem() throws {
        let station = try Station()
        let desk = try DeskFolder(at: "\(station.path)/desk")
        // The desk has a user of its own where there are users.
        let user = Self.isRoot ? ", user: proxy" : ""
        if Self.isRoot { try Station.run("/usr/bin/env", "chown", "-R", "proxy:", desk.path) }
        try station.write {
            "format: sailau-station/1\ndesk: {folder: desk\(user)}\n"
                + $0.split(separator: "\n").dropFirst().joined(separator: "\n") + "\n"
        }
        for round in 1...2 {
            let running = try Running(station)
            try running.ready()
            #expect(running.children.count == 4, "\(running.said)")
            let port = try #require(running.ports["desk"] as? Int, "\(running.ports)")
            let page = try ServeCommandTests.ask(
                [
                    "openssl", "s_client", "-quiet", "-verify_return_error", "-CAfile", "\(desk.path)/certificate.pem",
                    "-servername", "localhost", "-connect", "127.0.0.1:\(port)",
                ], "/office/en/sign-in")
            #expect(page.hasPrefix("HTTP/1.1 200") && page.contains("<h1>Sign in</h1>"), "\(page.prefix(200))")
            kill(running.process.processIdentifier, SIGTERM)
            running.process.waitUntilExit()
            #expect(running.process.terminationStatus == 0, "\(running.said)")
            #expect(try Self.waitUntil { Self.left(of: station).isEmpty })
            // The record was begun once and is gone on with.
            let verified = try Program.run("record", "verify", "\(desk.path)/desk.record", "--json")
            #expect(verified.status == 0, "round \(round): \(verified.errors)")
            let recorder = try Program.run(
                "recorder", "verify", "\(desk.path)/desk.recorder")
            #expect(recorder.status == 0, "round \(round): \(recorder.errors)")
        }
        // Only one hour moved is a mistake, with its line.
        let settings = try String(contentsOfFile: "\(desk.path)/desk.yaml", encoding: .utf8)
        try FileManager.default.removeItem(atPath: "\(desk.path)/desk.record")
        try (settings + "opens: 06:00\n").write(
            toFile: "\(desk.path)/desk.yaml", atomically: true, encoding: .utf8)
        let refused = try Program.run("station", "desk", "--data", desk.path)
        #expect(refused.status == 2 && refused.errors.contains("closes"), "\(refused.errors)")
    }
}
