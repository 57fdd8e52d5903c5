import ElectionModel
import Testing
import VoterRegister
import Wording

/// Every fault of a register says where, what was expected and what stands there, in every language.
@Suite struct RegisterWordingTests {
    private func wording(_ language: Language) throws -> Wording {
        Wording(try Repository.catalogue(), in: language)
    }

    @Test(arguments: Language.allCases) func everyFaultSaysWhereAndWhatToDo(language: Language) throws {
        let wording = try wording(language)
        var sentences: Set<String> = []
        for code in RegisterFault.Code.allCases {
            let detail = code == .numberTwice ? "990000000017 41" : "DETAIL"
            let text = wording.sentence(
                for: RegisterFault(code, line: 77, field: "FIELD", detail: detail), file: "f.csv")
            #expect(text.hasPrefix("f.csv:77: FIELD: ") && text.hasSuffix("."), "\(text)")
            #expect(!text.contains("{") && !text.contains("["), "\(text)")
            if code == .numberTwice { #expect(text.contains("990000000017") && text.contains("41")) }
            sentences.insert(text)
        }
        #expect(sentences.count == RegisterFault.Code.allCases.count)
        // Where nothing stands there, nothing is shown of it.
        let empty = wording.sentence(for: RegisterFault(.emptyField, line: 77, field: "FIELD"), file: "f.csv")
        #expect(!empty.contains(": ."), "\(empty)")
    }

    @Test(arguments: Language.allCases) func damageAndRefusalsHaveWords(language: Language) throws {
        let wording = try wording(language)
        let damages: [RegisterDamage] = [.notARegister, .newer(version: 9), .section("words"), .entry(12)]
        let texts = damages.map { wording.sentence(for: $0, file: "x.register") }
        #expect(Set(texts).count == 4 && texts.allSatisfy { $0.contains("x.register") })
        #expect(texts[1].contains("9") && texts[2].contains("words") && texts[3].contains("12"))
        for refusal in SearchRefusal.allCases { #expect(wording.sentence(for: refusal).hasSuffix(".")) }
    }

    @Test func faultsLeftOutAreCounted() throws {
        let row = "x,,,,,,,simulated\n"
        let table = RegisterTable.columns.joined(separator: ",") + "\n" + String(repeating: row, count: 200)
        var pieces = [Array(table.utf8)]
        do {
            _ = try RegisterImport.run(from: { pieces.popLast() }, to: { _ in })
            Issue.record("a bad register is refused")
        } catch let faults as RegisterFaults {
            let lines = try wording(.english).sentences(for: faults, file: "f.csv").split(separator: "\n")
            #expect(lines.count == RegisterFaults.most + 1 && lines.last?.hasSuffix("are not shown.") == true)
        }
    }
}
