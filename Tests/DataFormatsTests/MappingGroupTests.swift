import DataFormats
import Testing

@Suite("Groups of fields that are not known beforehand")
struct MappingGroupTests {
    @Test func tellsGroupsFromTexts() throws {
        let file = "text: one\ngroup:\n  inner: two\nlist: [three]\n"
        let kinds = try YAMLDocument.decode([UInt8](file.utf8), file: "f.yaml") { reader -> [Bool]? in
            _ = reader.text("text")
            _ = reader.mapping("group") { $0.text("inner") }
            _ = reader.texts("list")
            return ["text", "group", "list", "missing"].map(reader.isGroup)
        }
        #expect(kinds == [false, true, false, false])
    }
}
