import DataFormats
import ElectoralLaw
import Testing

/// The published schemas say what the reading code says. That every law file validates against them is checked by
/// another implementation, in Scripts/check_schemas.py.
@Suite struct SchemaTests {
    @Test func theLawSchemaIsTheOneGenerated() throws {
        #expect(try RepositoryFiles.text("Laws/law.schema.json") == Law.schema().text(), "write it anew")
    }

    @Test func thePhraseSchemaIsTheOneGenerated() throws {
        #expect(
            try RepositoryFiles.text("Laws/phrases/phrases.schema.json") == PhraseCase.schema().text(), "write it anew")
    }
}
