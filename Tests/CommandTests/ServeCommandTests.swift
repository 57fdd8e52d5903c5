import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// `sailau accounts` and `sailau serve` as an administrator runs them.
@Suite("sailau accounts and sailau serve", .serialized)
struct ServeCommandTests {
    private static func add(_ name: String, _ folder: TemporaryFolder, also: [String] = []) throws -> Program {
        try Program.run(
            [
                "accounts", "add", name, "--accounts", "\(folder.path)/a.sqlite", "--role", "typist", "--commission",
                "district:17", "--out", "\(folder.path)/\(name).txt",
            ] + also)
    }

    @Test func secretsGoIntoAPrivateFile() throws {
        let folder = try TemporaryFolder()
        let added = try Self.add("t1", folder, also: ["--json"])
        #expect(added.status == 0, "\(added.errors)")
        #expect(try added.json()["role"] as? String == "typist")
        let card = String(decoding: folder.bytes("t1.txt") ?? Data(), as: UTF8.self)
        let password = try #require(card.firstMatch(of: /Password: (\S{23})\n/))
        #expect(card.contains("otpauth://totp/Sailau:t1?secret="))
        #expect(!added.output.contains(password.1) && !added.errors.contains(password.1))
        for name in ["t1.txt", "a.sqlite"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
        // Nothing that is there is overwritten, and an account has one card.
        #expect(try Self.add("t1", folder).status == 2)
        try FileManager.default.removeItem(atPath: "\(folder.path)/t1.txt")
        #expect(try Self.add("t1", folder).status == 2)
    }

    @Test func accountsAreChangedAndListed() throws {
        let folder = try TemporaryFolder()
        let file = ["--accounts", "\(folder.path)/a.sqlite"]
        for name in ["t2", "t1"] { #expect(try Self.add(name, folder).status == 0) }
        #expect(
            try Program.run(["accounts", "role", "t2", "--role", "auditor", "--commission", "central"] + file).status
                == 0)
        #expect(try Program.run(["accounts", "close", "t1"] + file).status == 0)
        let listed = try Program.run(["accounts", "list"] + file)
        #expect(listed.output == "t1  typist  district:17  closed\nt2  auditor  central  open\n", "\(listed.output)")
        #expect(try Program.run(["accounts", "reset", "t1", "--out", "\(folder.path)/new.txt"] + file).status == 0)
        #expect(folder.bytes("new.txt") != folder.bytes("t1.txt"))
        #expect(try Program.run(["accounts", "list", "--lang", "kk"] + file).output.contains("тексеруші"))
    }

    @Test func passwordsOfOnesOwn() throws {
        let folder = try TemporaryFolder()
        for (text, mode, status) in [
            ("a password of mine\n", 0o600, 0), ("short\n", 0o600, 2), ("a password of mine\n", 0o644, 2),
        ] {
            try folder.write(text, to: "password")
            let path = "\(folder.path)/password"
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            let added = try Self.add("t\(mode)-\(text.count)", folder, also: ["--password-file", path])
            #expect(added.status == Int32(status), "\(added.errors)")
        }
    }

    @Test(arguments: [
        ["add", "T1", "--role", "typist", "--commission", "central", "--out", "x"],
        ["add", "t1", "--role", "king", "--commission", "central", "--out", "x"],
        ["add", "t1", "--role", "typist", "--commission", "17", "--out", "x"], ["close", "t1"], ["role", "t1"],
        ["list"],
    ]) func wrongArgumentsAreBadInput(arguments: [String]) throws {
        let folder = try TemporaryFolder()
        for language in ["en", "ru", "kk"] {
            let refused = try Program.run(
                ["accounts"] + arguments + ["--accounts", "\(folder.path)/none.sqlite", "--lang", language])
            #expect(refused.status == 2 && !refused.errors.isEmpty)
            #expect(folder.names().isEmpty)
        }
    }

    // MARK: Serving

    /// A folder with a certificate, an account and a configuration.
    private static func prepared(election: String? = nil) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
            "\(folder.path)/key.pem", "-out", "\(folder.path)/certificate.pem",
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(folder.path)/key.pem")
        #expect(try add("admin", folder).status == 0)
        try folder.write(
            "format: sailau-service/1\ncertificate: certificate.pem\nkey: key.pem\naccounts: a.sqlite\nport: 0\n"
                + "monitoring port: 0\n" + (election.map { "election: \($0)\n" } ?? ""), to: "service.yaml")
        return folder
    }

    /// What a port answers to one request.
    static func ask(_ command: [String], _ path: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let request = "GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        try input.fileHandleForWriting.write(contentsOf: Data(request.utf8))
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
        return String(decoding: answer, as: UTF8.self)
    }

    @Test func servingUntilItIsTold() throws {
        let folder = try Self.prepared(election: "georgia-2016")
        let published = "\(folder.path)/site"
        #expect(try Program.run("publish", "georgia-2016", "--out", published).status == 0)
        let process = Process()
        process.executableURL = Program.root.appending(path: ".build/release/sailau")
        process.arguments = ["serve", "--config", "\(folder.path)/service.yaml"]
        process.environment = ["SAILAU_HOME": Program.root.path, "LANG": "C.UTF-8"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer { kill(process.processIdentifier, SIGKILL) }
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let ports = try #require(line.firstMatch(of: /^{"service":(\d+),"monitoring":(\d+)}\n$/), "\(line)")
        let tls = [
            "openssl", "s_client", "-quiet", "-verify_return_error", "-CAfile", "\(folder.path)/certificate.pem",
            "-servername", "localhost", "-connect", "127.0.0.1:\(ports.1)",
        ]
        let style = try #require(
            FileManager.default.contentsOfDirectory(atPath: published).first {
                $0.hasPrefix("style-") && $0.hasSuffix(".css")
            })
        for path in ["/en/index.html", "/\(style)"] {
            let answer = try Self.ask(tls, path)
            #expect(answer.hasPrefix("HTTP/1.1 200 OK"), "\(answer.prefix(200))")
            let body = answer.split(separator: "\r\n\r\n", maxSplits: 1)[1]
            #expect(Data(body.utf8) == FileManager.default.contents(atPath: published + path), "\(path)")
        }
        #expect(try Self.ask(tls, "/office/en/sign-in").contains("<h1>Sign in</h1>"))
        let plain = ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/\(ports.2); head -c 60 >&3; cat <&3"]
        #expect(try Self.ask(plain, "/health").hasPrefix("HTTP/1.1 200"))
        kill(process.processIdentifier, SIGTERM)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    }

    @Test func whatKeepsItFromServing() throws {
        let folder = try Self.prepared()
        let config = "\(folder.path)/service.yaml"
        func refused(_ change: () throws -> Void, _ word: String) throws {
            let before = try #require(folder.bytes("service.yaml"))
            try change()
            let program = try Program.run("serve", "--config", config)
            #expect(program.status == 2 && program.errors.contains(word), "\(program.errors)")
            try before.write(to: URL(filePath: config))
        }
        try refused(
            { try folder.edit("service.yaml", replacing: "port: 0\nm", by: "port: 99999\nm") }, "service.yaml:5")
        try refused({ try folder.edit("service.yaml", replacing: "a.sqlite", by: "none.sqlite") }, "none.sqlite")
        try refused({ try folder.edit("service.yaml", replacing: "key: key.pem", by: "key: admin.txt") }, "admin.txt")
        try refused({ try folder.edit("service.yaml", replacing: "e: certificate.pem", by: "e: no.pem") }, "no.pem")
        let other = try Self.prepared()
        try refused(
            { try folder.edit("service.yaml", replacing: "key: key.pem", by: "key: \(other.path)/key.pem") },
            "not the key of")
        try refused(
            {
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o644], ofItemAtPath: "\(folder.path)/key.pem")
            }, "chmod 600")
        #expect(try Program.run("serve").status == 2)
        #expect(try Program.run("serve", "--config", "\(folder.path)/none.yaml").status == 2)
    }

    @Test func theTableIsPrinted() throws {
        let printed = try Program.run("serve", "--routes")
        #expect(printed.status == 0 && printed.output.hasPrefix("| method | path | public | administrator |"))
        let page = try String(contentsOf: Program.root.appending(path: "Documentation/Service.md"), encoding: .utf8)
        #expect(page.contains(printed.output))
    }
}
