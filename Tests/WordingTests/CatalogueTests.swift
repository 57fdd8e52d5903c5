import DataFormats
import ElectionModel
import ElectoralLaw
import MistakeWords
import SeatAllocation
import Testing
import Wording

@Suite("The catalogue of texts")
struct CatalogueTests {
    /// The mistakes of the real catalogue after one change in one file.
    private func mistakes(
        in language: Language, _ kind: TextFile.Kind, replacing old: String, with new: String
    ) throws -> [String] {
        let files = try Repository.textFiles().map { file in
            guard file.language == language, file.kind == kind else { return file }
            let text = String(decoding: file.bytes, as: UTF8.self)
            try #require(text.contains(old))
            return TextFile(language, kind, bytes: [UInt8](text.replacing(old, with: new, maxReplacements: 1).utf8))
        }
        do {
            _ = try TextCatalogue(files)
            return []
        } catch {
            return error.list.map { "\($0.file) \($0.field): \($0.problem)" }
        }
    }

    @Test("Every code, every value of every enumeration and every key has a text in three languages")
    func complete() throws {
        let catalogue = try Repository.catalogue()
        let keys = Set(catalogue.keys)
        for code in StepCode.allCases { #expect(keys.contains("steps.\(code.rawValue)")) }
        for key in catalogue.keys {
            for language in Language.allCases {
                #expect(catalogue.literals(of: key, in: language) != nil, "\(language.rawValue) \(key)")
            }
        }
        #expect(keys.count > 700)
    }

    @Test("A step without a text is reported")
    func missingStep() throws {
        let found = try mistakes(in: .russian, .steps, replacing: "\nseatVacant:", with: "\nseatVacent:")
        #expect(found.contains("Texts/ru/steps.yaml seatVacant: This field is missing."))
        #expect(found.contains("Texts/ru/steps.yaml seatVacent: There is no such field here."))
    }

    @Test("A term that one language lacks is reported there, and where its group stands")
    func missingTerm() throws {
        let found = try mistakes(in: .kazakh, .terms, replacing: "  turnout: ", with: "  turnaut: ")
        #expect(found.contains("Texts/kk/terms.yaml heading.turnout: The text is missing here."))
        #expect(found.contains("Texts/en/terms.yaml heading.turnaut: The text is missing here."))
        #expect(found.contains("Texts/ru/terms.yaml heading.turnaut: The text is missing here."))
    }

    @Test("A value that no enumeration has is reported")
    func unknownValue() throws {
        let found = try mistakes(in: .english, .terms, replacing: "  base unknown: ", with: "  bass unknown: ")
        #expect(found.contains("Texts/en/terms.yaml open reason.bass unknown: The enumeration has no such value."))
        #expect(found.contains("Texts/en/terms.yaml open reason.base unknown: The text is missing here."))
    }

    @Test("A text that names other figures is reported")
    func otherFigures() throws {
        let found = try mistakes(
            in: .kazakh, .steps, replacing: "Кедергіден тек бір тізім өтті: {list}.",
            with: "Кедергіден тек бір тізім өтті.")
        #expect(found == ["Texts/kk/steps.yaml onePasses: The figures differ from those of the other languages."])
    }

    @Test("A wrong number of plural forms is reported")
    func pluralForms() throws {
        let found = try mistakes(
            in: .russian, .steps, replacing: "{votes|голос|голоса|голосов} – не менее",
            with: "{votes|голос|голоса} – не менее")
        #expect(found == ["Texts/ru/steps.yaml elected: `{votes}` has 2 forms."])
    }

    @Test("A form that is no group is reported")
    func unknownForm() throws {
        let found = try mistakes(in: .english, .steps, replacing: "{rule.tie rule}", with: "{rule.tie rules}")
        #expect(found == ["Texts/en/steps.yaml tieBroken: `tie rules` is neither a form nor a group of terms.yaml."])
    }

    @Test(
        "Braces and brackets have to fit",
        arguments: [
            ("{list}", "{list", "A `{` is not closed."), ("{list}", "list}", "A `}` closes nothing."),
            ("{list}", "[{list}", "A `[` is not closed."), ("{list}", "{}", "`{}` names no figure."),
        ])
    func braces(_ old: String, _ new: String, _ problem: String) throws {
        let found = try mistakes(
            in: .english, .steps, replacing: "list reaches the threshold: \(old).", with: "list: \(new)")
        #expect(found.contains { $0 == "Texts/en/steps.yaml onePasses: \(problem)" }, "\(found)")
    }

    @Test("All mistakes are reported at once, with file and line")
    func positions() throws {
        let files = try Repository.textFiles().map { file in
            guard file.kind == .findings, file.language != .english else { return file }
            return TextFile(
                file.language, .findings, bytes: [UInt8]("# first line\nT01:\n  title: x\n  text: y\n".utf8))
        }
        do {
            _ = try TextCatalogue(files)
            Issue.record("Incomplete files were accepted.")
        } catch {
            #expect(
                error.list.contains { $0.file == "Texts/ru/findings.yaml" && $0.line == 2 && $0.field == "T01.remedy" })
            #expect(error.list.contains { $0.file == "Texts/kk/findings.yaml" && $0.field == "A01.title" })
        }
    }

    @Test("One language can be read alone")
    func oneLanguage() throws {
        let files = try Repository.textFiles().filter { $0.language == .kazakh }
        let catalogue = try TextCatalogue(files, languages: [.kazakh])
        #expect(catalogue.keys == (try Repository.catalogue().keys))
        #expect(catalogue.requiredFigureNames(of: "steps.district") == ["district"])
        #expect(catalogue.figureNames(of: "steps.district") == ["district", "seats"])
        #expect(Wording(catalogue, in: .kazakh).sentence(for: Step(.seatVacant)) == "Мандат бос қалады.")
        #expect(catalogue.literals(of: "steps.seatVacant", in: .english) == nil)
    }

    @Test("A file that is missing is reported")
    func missingFile() throws {
        let files = try Repository.textFiles().filter { $0.language != .kazakh || $0.kind != .findings }
        do {
            _ = try TextCatalogue(files)
            Issue.record("A missing file was accepted.")
        } catch {
            #expect(error.list.contains { $0.file == "Texts/kk/findings.yaml" && $0.problem == "The file is missing." })
        }
    }
}
