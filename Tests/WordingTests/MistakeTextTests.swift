import DataFormats
import ElectionModel
import Foundation
import Simulation
import Testing
import VerifiableVoting
import Wording

@Suite("Texts about mistakes")
struct MistakeTextTests {
    private static let keys =
        Mistake.Code.allCases.flatMap { ["mistakes.\($0.rawValue).problem", "mistakes.\($0.rawValue).remedy"] }
        + InputFault.allCases.map { "terms.error.input.\($0.rawValue)" }
        + BallotRefusal.allCases.map { "terms.error.refusal.\($0.rawValue)" }
        + KeyGenerationMessage.allCases.map { "terms.error.member message.\($0.rawValue)" }
        + MessageFault.allCases.map { "terms.error.message fault.\($0.rawValue)" }
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

    /// A fault that is told without a figure of its text would leave a gap in the sentence.
    @Test("Every code of an argument is told somewhere, with the figures of its text")
    func toldWithItsFigures() throws {
        let catalogue = try Repository.catalogue()
        let folder = Repository.root.appending(path: "Sources/sailau")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var told: Set<InputFault> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let source = try String(contentsOf: file, encoding: .utf8)
            let names = source.matches(of: /\.(\w+)/).map { String($0.1) }
            told.formUnion(names.compactMap(InputFault.init))
            for call in source.matches(of: /BadInput\(\s*\.(?<code>\w+)/) {
                let fault = try #require(InputFault(rawValue: String(call.code)), "\(file.lastPathComponent)")
                let figures = Self.arguments(of: source[call.range.upperBound...]).matches(of: /"(\w+)":/).map {
                    String($0.1)
                }
                #expect(
                    figures.sorted() == catalogue.figureNames(of: "terms.error.input.\(fault.rawValue)"),
                    "\(file.lastPathComponent): \(fault.rawValue)")
            }
        }
        #expect(Set(InputFault.allCases).subtracting(told) == [])
    }

    /// What stands before the parenthesis that closes a call.
    private static func arguments(of source: Substring) -> Substring {
        var depth = 1
        let end = source.firstIndex { character in
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            return depth == 0
        }
        return source[..<(end ?? source.endIndex)]
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

    @Test("A refused message of a key generation is told by kind, and with its member where there is one")
    func refusals() throws {
        let russian = try Repository.wording(.russian)
        let count = [
            Figure("found", .text("2")), Figure("expected", .text("3")), Figure("message", .text("polynomial")),
        ]
        #expect(russian.sentence(for: .entries, count) == "Записей 2, а нужно 3: многочлен.")
        #expect(
            russian.sentence(for: .entries, count + [Figure("member", .text("1"))])
                == "Записей 2, а нужно 3: многочлен, участник 1.")
        let refused = [Figure("member", .text("4")), Figure("fault", .text("recipient"))]
        #expect(
            try Repository.wording(.english).sentence(for: .messageRefused, refused)
                == "The message of member 4 can't be accepted: it was written for another member.")
        #expect(
            try Repository.wording(.kazakh).sentence(for: .messageRefused, refused)
                == "4-қатысушының хабары қабылданбайды: басқа қатысушыға жазылған.")
    }
}
