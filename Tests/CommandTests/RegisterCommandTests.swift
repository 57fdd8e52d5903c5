import Foundation
import Testing

/// The way of a small register through the commands, and what they refuse.
@Suite struct VoterRegisterCommandTests {
    private static let rows = """
        number,name_kk,name_ru,name_latin,birth_date,address,station,status
        990000000017,Қамір Нұржан,Камир Нуржан,Kamir Nurzhan,1956-02-29,Жаңа көше 1,01-001,simulated
        990000000018,Шыға Өтеш,Шыга Утеш,Shygha Otesh,1970-01-01,Жаңа көше 2,01-001,simulated
        990000000019,ҚАМІР Нұржан,Камир Нуржан,,1956-02-29,Жаңа көше 3,01-002,simulated

        """

    @Test func aRegisterFromTableToProof() throws {
        let folder = try TemporaryFolder()
        func path(_ name: String) -> String { "\(folder.path)/\(name)" }
        try Self.rows.write(toFile: path("voters.csv"), atomically: true, encoding: .utf8)
        let imported = try Program.run(["register", "import", path("voters.csv"), "--out", path("voters.register")])
        #expect(imported.status == 0 && imported.output.contains("990000000017 (01-001), 990000000019 (01-002)"))
        let found = try Program.run(["register", "find", path("voters.register"), "--name", "kaмир нур", "--json"])
        #expect(found.status == 0 && found.output.contains("990000000017") && !found.output.contains("990000000018"))
        let number = try Program.run(["register", "find", path("voters.register"), "--number", "*990000000018*"])
        #expect(number.status == 0 && number.output.contains("Shygha Otesh"))
        let key = try Program.run(["ballot", "manifest", "key", "--name", "Commission", "--out", folder.path])
        #expect(key.status == 0)
        let committed = try Program.run([
            "register", "commit", path("voters.register"), "--election", "test", "--key", path("Commission.signkey"),
            "--out", path("voters.commitment"), "--secrets", path("voters.secrets"), "--act", path("commitment.json"),
            "--json",
        ])
        #expect(committed.status == 0, "\(committed.errors)")
        // The act for the record of the election says the same.
        let act = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path("commitment.json"))))
                as? [String: Any])
        #expect(try act["root"] as? String == committed.json()["root"] as? String && act["stations"] as? Int == 2)
        let proof = ["register", "prove", path("voters.register"), "--secrets", path("voters.secrets")]
        let right = try Program.run(
            proof + ["--number", "990000000017", "--birth-date", "1956-02-29", "--out", path("own.proof")])
        #expect(right.status == 0)
        // Wrong number and wrong date are told alike.
        let wrongDate = try Program.run(
            proof + ["--number", "990000000017", "--birth-date", "1956-02-28", "--out", path("x")])
        let wrongNumber = try Program.run(
            proof + ["--number", "990000000016", "--birth-date", "1956-02-29", "--out", path("x")])
        #expect(wrongDate.status == 1 && wrongDate.errors == wrongNumber.errors && wrongNumber.status == 1)
        let verified = try Program.run([
            "register", "verify", path("own.proof"), "--commitment", path("voters.commitment"), "--commission-key",
            path("Commission.signpub"),
        ])
        #expect(verified.status == 0 && verified.output.contains("01-001"))
        let sliced = try Program.run([
            "register", "slice", path("voters.register"), "--station", "01-001", "--commitment",
            path("voters.commitment"), "--key", path("Commission.signkey"), "--out", path("stations"),
        ])
        #expect(sliced.status == 0, "\(sliced.errors)")
        let slice = try Program.run([
            "register", "verify", path("stations/01-001.slice"), "--register", path("stations/01-001.register"),
        ])
        #expect(slice.status == 0)
        let other = try Program.run([
            "register", "verify", path("stations/01-001.slice"), "--register", path("voters.register"),
        ])
        #expect(other.status == 1 && other.errors.contains("register-entries"))
    }

    @Test(arguments: ["en", "ru", "kk"])
    func faultsAreNamedAndNothingIsWritten(language: String) throws {
        let folder = try TemporaryFolder()
        let bad = Self.rows.replacingOccurrences(of: "1970-01-01", with: "1970-02-30")
            .replacingOccurrences(of: "Камир Нуржан,Kamir", with: "Kамир Нуржан,Kamir")
        try bad.write(toFile: "\(folder.path)/voters.csv", atomically: true, encoding: .utf8)
        let result = try Program.run([
            "register", "import", "\(folder.path)/voters.csv", "--out", "\(folder.path)/x", "--lang", language,
        ])
        #expect(result.status == 1)
        #expect(result.output.contains("voters.csv:2: name_ru") && result.output.contains("voters.csv:3: birth_date"))
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/x"))
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/x.part"))
    }
}
