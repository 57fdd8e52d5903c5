import Foundation
import RenderedElections
import SourceArchive
import Testing

@Suite("Pages against their truth files")
struct PageTruthTests {
    @Test("Pages of invented elections, each layout", arguments: PageFolder.names("variations"))
    func variation(name: String) throws { try check("variations", name) }

    @Test("The twins of the three seeds", arguments: PageFolder.names("twins"))
    func twin(name: String) throws { try check("twins", name) }

    @Test func thereAreEnoughPages() {
        #expect(PageFolder.names("variations").count >= 60)
        #expect(PageFolder.names("twins").count == 3)
    }

    private func check(_ folder: String, _ name: String) throws {
        let source = try PageFolder.page(folder, name)
        let page = try PageImport.read(source)
        let (missing, surplus) = Truth.compare(page, try PageFolder.truths(folder, name))
        #expect(missing.isEmpty && surplus.isEmpty)
        #expect(Truth.broken(page, of: source.bytes) == [])
        #expect(!page.coverage.contains { $0.use == .unread })
    }
}
