import DataFormats
import ElectionModel
import Simulation
import Testing
import Wording

@Suite("Texts about mistakes")
struct MistakeTextTests {
    private static let keys =
        Mistake.Code.allCases.flatMap { ["mistakes.\($0.rawValue).problem", "mistakes.\($0.rawValue).remedy"] }
        + InputFault.allCases.map { "terms.error.input.\($0.rawValue)" }
        + Mistake.Wanted.allCases.map { "terms.error.wanted.\($0.rawValue)" }
        + Constraint.Name.allCases.map { "terms.constraint.\($0.rawValue)" }

    @Test("Every code of a mistake, of an argument and of a constraint has its text, with the same figures everywhere")
    func complete() throws {
        let files = try Repository.textFiles()
        let english = try TextCatalogue(files, languages: [.english])
        #expect(Set(Self.keys).count == Self.keys.count && Self.keys.count > 290)
        for language in Language.allCases {
            let catalogue = try TextCatalogue(files, languages: [language])
            for key in Self.keys {
                #expect(catalogue.literals(of: key, in: language)?.isEmpty == false, "\(language.rawValue) \(key)")
                #expect(catalogue.figureNames(of: key) == english.figureNames(of: key), "\(language.rawValue) \(key)")
            }
        }
    }

    private func found(replacing old: String, with new: String, in kind: TextFile.Kind) throws -> [Mistake] {
        let files = try Repository.textFiles().map { file in
            guard file.language == .russian, file.kind == kind else { return file }
            let text = String(decoding: file.bytes, as: UTF8.self)
            try #require(text.contains(old))
            return TextFile(.russian, kind, bytes: [UInt8](text.replacing(old, with: new).utf8))
        }
        do throws(Mistakes) {
            _ = try TextCatalogue(files)
            return []
        } catch {
            return error.list
        }
    }

    @Test("A code without a text, and a text with other figures, are reported")
    func incomplete() throws {
        let renamed = try found(replacing: "\nnotADay:", with: "\nnotDay:", in: .mistakes)
        #expect(renamed.map(\.field) == ["notADay", "notDay"])
        #expect(renamed.map(\.fault.code) == [.missingField, .unknownField])
        let changed = try found(replacing: "--list {text}:", with: "--list:", in: .errors)
        #expect(changed.map(\.field) == ["input.noList"])
        #expect(changed.map(\.fault.code) == [.figuresDiffer])
        let removed = try found(replacing: "  noSeat:", with: "  noSaet:", in: .errors)
        #expect(removed.contains { $0.field == "input.noSaet" && $0.fault.code == .unknownEnumerationValue })
        #expect(removed.contains { $0.field == "input.noSeat" && $0.fault.code == .missingText })
    }

    @Test("A mistake is one line with file, line, field, problem and remedy in the language")
    func sentence() throws {
        let day = Mistake(file: "f.csv", line: 7, field: "date", .notADay, ["text": "19.09"])
        #expect(
            try Repository.wording(.english).sentence(for: day)
                == "f.csv:7: date: `19.09` is not a day. Write a day such as 2004-09-19.")
        #expect(
            try Repository.wording(.russian).sentence(for: day)
                == "f.csv:7: date: `19.09` – не день. Запишите день, например 2004-09-19.")
        #expect(
            try Repository.wording(.kazakh).sentence(for: day)
                == "f.csv:7: date: `19.09` күн емес. Күнді 2004-09-19 түрінде жазыңыз.")
        let file = Mistake(file: "f.yaml", line: 1, field: "", .notUTF8)
        #expect(try Repository.wording(.english).sentence(for: file).hasPrefix("f.yaml:1: The file is not UTF-8"))
    }

    @Test("What a field has to hold is written with its limits, and a guess only where there is one")
    func wanted() throws {
        let russian = try Repository.wording(.russian)
        let seats = Mistake.Fault(
            .missingField, ["name": "seats", "wanted": "whole", "least": "1", "greatest": "9", "text": nil])
        #expect(russian.remedy(for: seats) == "Добавьте `seats:`; ожидается целое число от 1 до 9.")
        let guessed = Mistake.Fault(.unknownField, ["guess": "body", "known": "body, seats"])
        #expect(russian.remedy(for: guessed) == "Может быть, `body`? Известные поля: body, seats.")
        let plain = Mistake.Fault(.unknownField, ["guess": nil, "known": "body, seats"])
        #expect(russian.remedy(for: plain) == "Известные поля: body, seats.")
    }
}
