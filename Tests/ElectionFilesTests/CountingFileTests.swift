import Counting
import DataFormats
import ElectionFiles
import ElectionModel
import Foundation
import Testing

@Suite struct CountingFileTests {
    static func read(_ text: String) throws -> CountingFile {
        try CountingFile.read([UInt8](text.utf8), file: "counting.yaml")
    }

    @Test func limitsAndFormAreRead() throws {
        let file = try Self.read(
            """
            format: sailau-counting/1
            limits:
              - {limit: invalid share, value: 5%, source: calibrated}
              - {limit: invalid share, tier: list, value: 1/20, source: calibrated}
              - {limit: packet, value: 50, source: "art. 37"}
            form:
              id: other
              members: 5
              signatures: 3
              cites: "art. 1"
              lines:
                - {line: votes, letter: "10", in words: yes, cites: "art. 2"}
                - {line: ballots spoiled, letter: "9", required: no, label: {en: Spoiled, ru: Испорчено, kk: Бүлінген}, cites: "art. 3"}
            """)
        #expect(file.thresholds[.invalidShare] == Fraction(5, 100))
        #expect(file.thresholds[.invalidShare, "list"] == Fraction(1, 20))
        #expect(file.thresholds[.packet] == Fraction(50, 1) && file.thresholds[.highTurnout] == Fraction(99, 100))
        #expect(file.thresholds.settings.map(\.source) == ["calibrated", "calibrated", "art. 37"])
        #expect(file.form.lines.map(\.letter) == ["10", "9"] && file.form.lines.map(\.isInWords) == [true, false])
        #expect(file.form.lines[1].label?.russian == "Испорчено" && !file.form.lines[1].isRequired)
        #expect(file.form.printed(.votes(line: 2)) == "102" && file.form.commissionMembers == 5)
    }

    /// The election of 2004 says in its file what the program assumes where there is none.
    @Test func theFormOf2004StandsInItsFile() throws {
        let path = "\(#filePath.prefix(upTo: #filePath.range(of: "/Tests/")?.lowerBound ?? #filePath.endIndex))"
        let bytes = try Data(contentsOf: URL(filePath: "\(path)/Elections/kazakhstan-2004/counting.yaml"))
        let file = try CountingFile.read([UInt8](bytes), file: "counting.yaml")
        #expect(file.form == .kazakhstan2004)
        for threshold in Threshold.allCases where threshold != .invalidShare {
            #expect(file.thresholds[threshold] == threshold.standard)
        }
        #expect(file.thresholds[.invalidShare] == Fraction(8, 100))
    }

    @Test func whatIsNotSaidIsTheStandard() throws {
        #expect(try Self.read("format: sailau-counting/1\n") == .standard)
    }

    @Test(arguments: [
        ("limits: [{limit: invalid, value: 1, source: x}]", "limits[0].limit", 2),
        ("limits: [{limit: packet, value: many, source: x}]", "limits[0].value", 2),
        ("limits: [{limit: packet, value: 50}]", "limits[0].source", 2),
        (
            "form: {id: x, members: 7, signatures: 8, cites: a, lines: [{line: votes, letter: E, cites: a}]}",
            "form.signatures", 2
        ),
        (
            "form: {id: x, members: 7, signatures: 4, cites: a, lines: [{line: invalid, letter: E, cites: a}]}",
            "form.lines", 2
        ),
        (
            "form: {id: x, members: 7, signatures: 4, cites: a, lines: [{line: votes, letter: E, cites: a}, {line: votes, letter: F, cites: a}]}",
            "form.lines", 2
        ),
        (
            "form: {id: x, members: 7, signatures: 4, cites: a, lines: [{line: votes, letter: E, cites: a}, {line: invalid, letter: E, cites: a}]}",
            "form.lines", 2
        ),
    ])
    func mistakesAreNamedByLineAndField(_ text: String, _ field: String, _ line: Int) {
        do {
            _ = try Self.read("format: sailau-counting/1\n\(text)\n")
            Issue.record("accepted")
        } catch let mistakes as Mistakes {
            #expect(mistakes.list.map(\.field) == [field] && mistakes.list.map(\.line) == [line], "\(mistakes.list)")
        } catch {
            Issue.record("\(error)")
        }
    }
}
