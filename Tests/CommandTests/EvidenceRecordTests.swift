import Foundation
import Testing

/// Bundles of evidence that take complaints and written acts from the record of the election.
@Suite(.serialized) struct EvidenceRecordTests {
    /// A record of the same stations with a complaint and a written act, each entered by `record append`.
    private static func record(in folder: TemporaryFolder) throws -> String {
        let key = try Program.run("ballot", "manifest", "key", "--name", "Service", "--out", "\(folder.path)/keys")
        #expect(key.status == 0, "\(key.errors)")
        let service = "\(folder.path)/keys/Service.signkey"
        let night = try Program.run(
            "demo", "--night", "--stations", "5000", "--seed", "7", "--until", "nominations", "--no-pages", "--service",
            service, "--out", "\(folder.path)/night")
        #expect(night.status == 0, "\(night.errors)")
        let record = "\(folder.path)/night/night.record"
        try folder.write("Aigul Serik", to: "name.txt")
        for (kind, role, payload) in [
            (
                "complaint.made", "commissioner",
                #"{"about":"decision","addressee":"court","article":"20(6)","commission":"central","evidence":[],"id":"C-1","station":"01-001"}"#
            ),
            (
                "complaint.decided", "commissioner",
                #"{"effect":"recount","id":"C-1","number":"7","reason":"as the court says"}"#
            ),
            (
                "written-act.received", "commissioner",
                #"{"capacity":"observer of an association","channel":"paper","commission":"precinct:01-001","district":"national","handedOverAt":"2004-09-19T21:40","id":"01-001/1","organisation":"An association","reason":"no time","receipt":"refused","round":1,"station":"01-001","text":"The box left without an observer.","tier":"list"}"#
            ),
        ] {
            let added = try Program.run(
                [
                    "record", "append", record, "--service", service, "--kind", kind, "--author", "precinct:01-001/1",
                    "--role", role, "--payload", "-", "--personal", "\(folder.path)/name.txt",
                ], input: payload + "\n")
            #expect(added.status == 0, "\(added.errors)")
        }
        return record
    }

    @Test("Complaints and written acts are taken from the record, and nobody enters them again")
    func fromTheRecord() throws {
        let demo = try EvidenceBundleCommandTests.demo.get()
        let folder = try TemporaryFolder()
        let inputs = "\(folder.path)/inputs"
        try FileManager.default.copyItem(atPath: demo.path(0), toPath: inputs)
        for name in ["evidence.json", "evidence.head"] {
            try FileManager.default.removeItem(atPath: "\(inputs)/\(name)")
        }
        let record = try Self.record(in: folder)
        func make() throws -> Program { try Program.run("evidence", "make", inputs, "--out", "\(folder.path)/bundle") }
        func export(_ options: String...) throws {
            let exported = try Program.run(["record", "export", record, "--out", "\(inputs)/record.txt"] + options)
            #expect(exported.status == 0, "\(exported.errors)")
        }
        // A bundle goes from hand to hand: no names in it.
        try export()
        let named = try make()
        #expect(named.status == 2 && named.errors.contains("record.txt") && named.errors.contains("--public"))
        try export("--public")
        try folder.write("complaint,station,article,decision\nC-1,01-001,20(6),open\n", to: "inputs/complaints.csv")
        let twice = try make()
        #expect(twice.status == 2 && twice.errors.contains("C-1"), "\(twice.errors)")
        try FileManager.default.removeItem(atPath: "\(inputs)/complaints.csv")
        let header =
            "entry,date,time,place,station,kind,who,affected,what,source,source_kind,evidence,complaint,same_as\n"
        try folder.write(
            header + "i1,2004-09-19,21:00,School,01-001,written act,,,a box,report 1,observer,,,01-001/1\n"
                + "i2,2004-09-18,,Astana,,pressure,,,told to vote,report 2,observer,,,\n", to: "inputs/incidents.csv")
        let made = try make()
        #expect(made.status == 0, "\(made.errors)")

        let verified = try Program.run("evidence", "verify", "\(folder.path)/bundle", "--json")
        #expect(verified.status == 0, "\(verified.errors)")
        let parts = try verified.json()["parts"] as? [String: [String: Int]] ?? [:]
        #expect(parts["written acts"]?["differs"] == 1 && parts["complaints"]?["differs"] == 1)
        // The entry tells of the act that the record has.
        #expect(parts["incidents"]?["differs"] == 0)
        let shown = try Program.run("evidence", "show", "\(folder.path)/bundle", "--station", "01-001", "--json").json()
        let lines = try #require(shown["lines"] as? [[String: Any]])
        for (part, field) in [("written acts", "01-001/1: refused"), ("complaints", "C-1: 20(6)")] {
            let line = try #require(lines.first { $0["part"] as? String == part })
            #expect((line["differs"] as? [[String: Any]])?.first?["field"] as? String == field)
        }
        for (language, words) in [
            ("en", "the commission refused it"), ("ru", "комиссия его не приняла"), ("kk", "комиссия қабылдамады"),
        ] {
            let text = try Program.run(
                "evidence", "show", "\(folder.path)/bundle", "--station", "01-001", "--lang", language)
            #expect(text.output.contains(words), "\(text.output)")
        }
        #expect(!String(decoding: folder.bytes("bundle/record.txt") ?? Data(), as: UTF8.self).contains("Serik"))
        // The record is part of what is signed: another one gives another text.
        let whole = try #require(folder.bytes("bundle/record.txt"))
        let changed = String(decoding: whole, as: UTF8.self).replacingOccurrences(
            of: "\"refused\"", with: "\"attached\"")
        try folder.write(changed, to: "inputs/record.txt")
        let broken = try Program.run("evidence", "make", inputs, "--out", "\(folder.path)/other")
        #expect(broken.status == 1, "\(broken.errors)")

        // Incidents alone read the same table, with the act as an entry of its own.
        let report = try Program.run(
            "observe", "incidents", "\(inputs)/incidents.csv", "--election", "kazakhstan-2004", "--record", record,
            "--json"
        ).json()
        #expect(report["entries"] as? Int == 3)
        let acts = (report["kinds"] as? [[String: Any]])?.first { $0["kind"] as? String == "written act" }
        #expect(acts?["incidents"] as? Int == 1 && acts?["entries"] as? Int == 2 && acts?["corroborated"] as? Int == 0)
    }
}
