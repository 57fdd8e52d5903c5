import ElectionModel
import Foundation
import RenderedElections
import SourceArchive
import Testing

/// The three pages from which the project began. They are not in the repository; `SAILAU_SEEDS` names their folder, or they stand in
/// `../shared/seeds`. Their figures are those of the twins, so the twins' truth is theirs.
enum Seeds {
    static let folder: URL? = {
        let home = PageFolder.home.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["SAILAU_SEEDS"].map { URL(fileURLWithPath: $0) }
        let folder = named ?? home.deletingLastPathComponent().appendingPathComponent("shared/seeds")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    static func pages() throws -> [SourcePage] {
        guard let folder else { return [] }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".txt") }
            .sorted()
        return try names.map { name in
            try SourcePage(name: name, received: [UInt8](Data(contentsOf: folder.appendingPathComponent(name))))
        }
    }
}

@Suite(
    "The three seeds", .enabled(if: Seeds.folder != nil, "No ../shared/seeds here, and SAILAU_SEEDS names no folder"))
struct SeedTests {
    @Test func everyFigureIsAClaim() throws {
        let formats: [PageFormat: String] = [
            .parline: "parline", .electionWatch: "election-watch", .wikipedia: "wikipedia",
        ]
        var seen: Set<PageFormat> = []
        for source in try Seeds.pages() {
            let page = try PageImport.read(source)
            seen.insert(page.format)
            let truths = try PageFolder.truths("twins", try #require(formats[page.format]))
            let (missing, surplus) = Truth.compare(page, truths)
            #expect(missing.isEmpty && surplus.isEmpty, "\(page.format)")
        }
        #expect(seen.count == 3)
    }

    @Test func noDigitIsUnexplained() throws {
        for source in try Seeds.pages() {
            let page = try PageImport.read(source)
            #expect(Truth.broken(page, of: source.bytes) == [])
            #expect(!page.coverage.contains { $0.use == .unread })
            #expect(!page.findings.contains { $0.code == "I01" })
        }
    }

    /// "1 1" of two parties under Total, Proportional, Majority: which of the two has the list seat the table can't say.
    @Test func parlineRowsWithLostPlacesStayOpen() throws {
        for source in try Seeds.pages() {
            let page = try PageImport.read(source)
            guard page.format == .parline else { continue }
            let open = page.claims.filter { $0.reading != nil }
            #expect(Set(open.compactMap { $0.reading?.passage }).count == 1)
            #expect(Set(open.compactMap { $0.key.participant?.name }).count == 2)
            #expect(Set(open.compactMap { $0.key.tier }) == [.list, .constituency])
        }
    }

    @Test func wordsWithoutFiguresAreKept() throws {
        let wanted: [PageFormat: Set<Measure>] = [
            .parline: [
                .alignment, .expectation, .observers, .incident, .media, .journalists, .pressure, .policing,
                .announcement, .rule,
                .economy, .voting, .purpose,
            ],
            .electionWatch: [.office, .leader, .rule, .media, .voting, .incident, .alignment],
            .wikipedia: [.economy, .journalists, .pressure, .rule],
        ]
        for source in try Seeds.pages() {
            let page = try PageImport.read(source)
            let told = Set(page.claims.map(\.key.measure))
            #expect(told.isSuperset(of: wanted[page.format] ?? []), "\(page.format)")
        }
    }
}
