import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing
import Wording

@Suite("Sentences for steps")
struct StepTests {
    static func recordedSteps() throws -> [Step] {
        try SmallElection.all.flatMap { try $0.decide().derivation.all }
    }

    @Test("The small elections record every code that can be recorded")
    func coverage() throws {
        let recorded = Set(try Self.recordedSteps().map(\.code))
        let missing = StepCode.allCases.filter { !recorded.contains($0) }
        #expect(missing.map(\.rawValue) == [])
    }

    @Test("A text names only figures that the step carries", arguments: Language.allCases)
    func figures(_ language: Language) throws {
        let wording = try Repository.wording(language)
        for step in try Self.recordedSteps() {
            let needed = wording.catalogue.requiredFigureNames(of: "steps.\(step.code.rawValue)")
            let supplied = Set(step.figures.map(\.name))
            #expect(needed.filter { !supplied.contains($0) } == [], "\(step.code.rawValue)")
        }
    }

    @Test("Every recorded step becomes a whole sentence", arguments: Language.allCases)
    func sentences(_ language: Language) throws {
        let wording = try Repository.wording(language)
        for step in try Self.recordedSteps() {
            let text = wording.sentence(for: step)
            #expect(text.hasSuffix(".") && !text.contains { "{}[]~|".contains($0) }, "\(step.code.rawValue): \(text)")
            #expect(!text.contains(wording.term("absent.not given")), "\(step.code.rawValue): \(text)")
            #expect(!text.contains("..") && !text.contains("  ") && !text.contains(" ."), "\(text)")
        }
    }

    @Test("Values of law are written in the language, not as the law file has them")
    func translatedValues() throws {
        let wording = try Repository.wording(.russian)
        let texts = try Self.recordedSteps().map { wording.sentence(for: $0) }
        for raw in ["older candidate", "hare", "huntington-hill", "all lists take part", "places in the second ballot"]
        {
            #expect(!texts.contains { $0.contains(raw) }, "\(raw)")
        }
        #expect(texts.contains { $0.contains("преимущество у старшего по возрасту") })
    }

    @Test("Depth follows the tree, articles are in the language")
    func lines() throws {
        let step = Step(
            .tier, cites: ["art. 97-1"], [Figure("tier", .text("list")), Figure("seats", .count(10))],
            steps: [Step(.seatVacant, cites: ["art. 97-1(5)"])])
        let lines = try Repository.wording(.kazakh).lines(for: step)
        #expect(lines.map(\.depth) == [0, 1])
        #expect(lines.map(\.cites) == [["97-1-бап"], ["97-1-бап, 5-тармақ"]])
    }

    @Test("A missing figure is called missing, not left as a placeholder")
    func missingFigure() throws {
        let text = try Repository.wording(.english).sentence(for: Step(.onePasses))
        #expect(text == "Only one list reaches the threshold: not given.")
    }
}
