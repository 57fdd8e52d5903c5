import DataFormats
import ElectionModel
public import ElectoralLaw
public import Testing

@Suite struct PhraseTests {
    static let cases = (try? RepositoryFiles.phrases()) ?? []

    @Test func allFilesAreRead() throws {
        let cases = try RepositoryFiles.phrases()
        #expect(cases.count >= 100)
        var seen: Set<String> = []
        for phrase in cases {
            #expect(seen.insert(phrase.id).inserted, "\(phrase.id) stands twice")
        }
    }

    /// The outcome with the phrase, the outcome without it, and that it is the phrase that makes the difference.
    @Test(arguments: cases)
    func decides(_ phrase: PhraseCase) throws {
        let base = try RepositoryFiles.text("Laws/phrases/laws/\(phrase.law).yaml")
        let amended = try phrase.amended(base)
        let with = Statements.of(phrase, under: amended)
        let without = Statements.of(phrase, under: base)
        #expect(with == phrase.outcome, "\(phrase.id), with the phrase")
        #expect(without == phrase.outcomeWithout, "\(phrase.id), without it")
        #expect(with != without, "\(phrase.id) decides nothing")
    }

    @Test func theDocumentIsTheOneGenerated() throws {
        let generated = LawLanguageDocument.markdown(cases: try RepositoryFiles.phrases())
        let committed = try RepositoryFiles.text("Documentation/LawLanguage.md")
        #expect(committed == generated, "write it anew with `sailau law document`")
    }
}

extension PhraseCase: CustomTestStringConvertible {
    public var testDescription: String { id }
}
