import DataFormats
import ElectionModel
import Observation
import Testing
import VerifiableVoting

/// Reports as observers hand them in: what is read, and that nothing changed goes through.
@Suite struct SignedOffReportTests {
    static let form = """
        format: sailau-observation-form/1
        id: test
        stage: voting
        title: {en: Voting}
        items:
          - {id: arrived, kind: time, text: {en: Came}}
          - {id: overall, kind: rating, text: {en: Overall}, required: yes}
          - {id: urban, kind: fact, text: {en: Town}}
          - {id: booths, kind: number, text: {en: Booths}}
          - {id: pictures, kind: photograph, text: {en: Pictures}}
          - {id: remarks, kind: text, text: {en: Remarks}}

        """
    static let picture = Digest(of: "picture").hexadecimal

    static func line(
        form: String = "test", observer: String = "A-1", by: String = "A-1", at: String = "2004-09-19T14:20",
        answer: String = "very good", photographs: String? = nil
    ) -> String {
        let shown = photographs ?? #"[{"sha256":"\#(picture)","name":"box.jpg","bytes":7}]"#
        return
            #"{"format":"sailau-observer-report/1","report":"r1","form":"\#(form)","form_sha256":"\#(picture)","language":"kk","#
            + #""station":"17-3","observer":"\#(observer)","team":"T1","day":"2004-09-19","#
            + #""signed_off":{"by":"\#(by)","at":"\#(at)"},"answers":[{"item":"arrived","answer":"07:05"},"#
            + #"{"item":"overall","answer":"\#(answer)"},{"item":"urban","answer":"don't know"},"#
            + #"{"item":"pictures","answer":"\#(picture)"},{"item":"remarks","answer":"Тыныш\nкүн"}],"photographs":\#(shown)}"#
    }

    static func signed(_ line: String) -> [UInt8] {
        Array("\(line)\nsha256 \(Digest(of: line).hexadecimal)\n".utf8)
    }

    static func read(_ bytes: [UInt8]) throws -> SignedOffReport {
        try SignedOffReport.read(
            bytes, file: "a.report", form: try ObservationForm.read(Array(form.utf8), file: "form.yaml"))
    }

    @Test func read() throws {
        let bytes = Self.signed(Self.line())
        let read = try Self.read(bytes)
        #expect(read.report.station == "17-3" && read.report.team == "T1" && read.report.isSignedOff == true)
        #expect(read.report.answers["remarks"] == "Тыныш\nкүн" && read.report.answers.count == 5)
        #expect(read.signedOffAt == "2004-09-19T14:20" && read.photographs.map(\.name) == ["box.jpg"])
        #expect(try Self.read(bytes.dropLast()) == read)
    }

    /// Each byte that is changed, left out or put in is found.
    @Test func everyChangedByteIsFound() throws {
        let bytes = Self.signed(Self.line())
        for place in stride(from: 0, to: bytes.count - 1, by: 3) {
            var other = bytes
            other[place] ^= 1
            #expect(throws: Mistakes.self, "\(place)") { try Self.read(other) }
            other = bytes
            other.remove(at: place)
            #expect(throws: Mistakes.self, "\(place)") { try Self.read(other) }
        }
        #expect(throws: Mistakes.self) { try Self.read(bytes + Array("more\n".utf8)) }
        #expect(throws: Mistakes.self) { try Self.read([]) }
    }

    @Test(arguments: [
        (line(form: "other"), Mistake.Code.otherForm), (line(by: "A-2"), .signedByOther),
        (line(at: "yesterday"), .notSignedOff), (line(at: "2004-09-19T24:00"), .notSignedOff),
        (line(answer: "splendid"), .unknownValue), (line(observer: "", by: ""), .emptyField),
        (line(photographs: "[]"), .unknownValue),
        (line(photographs: #"[{"sha256":"ab","name":"x","bytes":1}]"#), .unknownValue),
        ("{}", .notAReport), ("not JSON", .notAReport),
    ]) func refusals(line: String, code: Mistake.Code) throws {
        do throws(Mistakes) {
            _ = try SignedOffReport.read(
                Self.signed(line), file: "a.report",
                form: try ObservationForm.read(Array(Self.form.utf8), file: "form.yaml"))
            Issue.record("\(code) was taken")
        } catch {
            #expect(error.list.contains { $0.fault.code == code }, "\(error.list)")
        }
    }

    /// The rules of the project, one broken by each report.
    @Test func rulesOfTheProject() throws {
        let form = try ObservationForm.read(Array(Self.form.utf8), file: "form.yaml")
        let rules = try ReportRules.read(
            Array(
                """
                format: sailau-report-rules/1
                id: all
                rules:
                  - {rule: signed off}
                  - {rule: accredited}
                  - {rule: deployed}
                  - {rule: complete}
                  - {rule: stayed, from: arrived, until: arrived, minutes: 1}
                """.utf8), file: "rules.yaml")
        #expect(rules.needsDeployment && rules.rules.count == 5)
        let deployment = try DeploymentTests.read()
        func report(_ id: String, _ change: (inout ObservationReport) -> Void = { _ in }) throws -> ObservationReport {
            var report = try Self.read(Self.signed(Self.line(observer: "A1", by: "A1"))).report
            report.id = id
            change(&report)
            return report
        }
        let reports = try [
            report("1") { $0.isSignedOff = nil }, report("2") { $0.day = CalendarDate("2004-09-30") },
            report("3") { $0.station = "18-1" }, report("4") { $0.answers["overall"] = nil }, report("5"),
        ]
        let selection = ReportSelection(reports, by: rules, form: form, deployment: deployment)
        #expect(selection.entered.isEmpty && selection.leftOut.map(\.rule) == [0, 1, 2, 3, 4])
        let shorter = ReportSelection(
            reports, by: ReportRules(id: "x", rules: Array(rules.rules.dropLast())), form: form, deployment: deployment)
        #expect(shorter.entered.map(\.id) == ["5"])
    }

    @Test(arguments: [
        "rules:\n  - {rule: honest}", "rules:\n  - {rule: stayed, from: a, until: b, minutes: 0}",
        "rules:\n  - {rule: stayed}", "rules: none",
    ]) func badRules(text: String) {
        #expect(throws: Mistakes.self) {
            try ReportRules.read(Array("format: sailau-report-rules/1\nid: x\n\(text)\n".utf8), file: "r.yaml")
        }
    }
}
