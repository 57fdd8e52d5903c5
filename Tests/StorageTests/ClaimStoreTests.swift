import ElectionModel
import Foundation
import SourceArchive
import Storage
import Testing

/// A page made by hand, with the claims of its text.
enum SmallPage {
    static func page(_ text: String, country: String = "Utopia", year: Int = 2004, seats: Int64 = 77) -> StoredPage {
        let source = SourcePage(name: "\(country.lowercased())-\(year).txt", bytes: Array(text.utf8))
        let election = ElectionKey(
            country: country, body: "Assembly", contest: .parliamentary,
            pollingDates: [CalendarDate(year: year, month: 9, day: 19)].compactMap { $0 }, year: year)
        let party = Participant(.party, "Party “A\nB”, \\ C")
        let values: [(Measure, ClaimValue)] = [
            (.seats, .whole(seats)), (.voteShare, .decimal(DecimalNumber(digits: 6061, places: 2))),
            (.turnout, .range(least: DecimalNumber(digits: 53, places: 0), most: nil)), (.seatsPrevious, .new),
            (.leader, .text("A, \"B\"\r\nC")), (.previousElection, .period(year: 1999, month: 10)),
            (.pollingDate, election.pollingDates.first.map { .date($0) } ?? .none), (.registered, .none),
        ]
        var claims: [Claim] = []
        for (number, (measure, value)) in values.enumerated() {
            let span = number..<(number + 2)
            claims.append(
                Claim(
                    key: FactKey(
                        measure, of: election, round: number % 2 == 0 ? nil : 1, tier: number == 0 ? .list : nil,
                        participant: number < 5 ? party : nil, detail: number == 1 ? "" : nil),
                    value: value, state: value == .none ? .notGiven : .printed,
                    printed: String(decoding: source.bytes[span], as: UTF8.self), span: span, context: [0..<1, 3..<9],
                    page: source.hash, rule: "test.rule", confidence: .medium,
                    inputs: claims.last.map { [$0.id] } ?? [],
                    reading: number == 2 ? Claim.Reading(passage: "row 5, b", number: 1, of: 2) : nil))
        }
        let imported = ImportedPage(
            page: source.hash, format: .parline, layout: "A1", election: election, claims: claims,
            coverage: [Coverage(0..<4, .label), Coverage(4..<9, .unread)],
            findings: [
                Finding(
                    "I01", .warning, place: ["line 3"],
                    figures: [Figure("text", .text("a\tb\\n")), Figure("n", .count(3)), Figure("m", .whole(-4))])
            ])
        let day = CalendarDate(year: 2026, month: 1, day: 15) ?? election.pollingDates[0]
        return StoredPage(source: source, added: day, readings: [imported])
    }
}

@Suite("Archive of sources in a file")
struct ClaimStoreTests {
    final class Folder {
        let path = FileManager.default.temporaryDirectory.appending(path: "sailau-\(UUID().uuidString)").path
        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(atPath: path) }
        func store(_ name: String = "archive.sqlite", creating: Bool = true) throws -> ClaimStore {
            try ClaimStore(path: "\(path)/\(name)", creating: creating)
        }
    }

    static let day: CalendarDate =
        CalendarDate(year: 2026, month: 1, day: 15) ?? { preconditionFailure("a day of the calendar") }()
    static let alias = AliasDecision(
        .confirm, AliasName(.party, "A", country: "utopia"), AliasName(.party, "B, \"b\"", country: "utopia"), who: "W",
        why: "Y\nZ", when: day)

    @Test func whatIsAddedIsRead() throws {
        let folder = try Folder()
        let page = SmallPage.page("Word for word.\n")
        let store = try folder.store()
        #expect(try store.add([page]) == [.new])
        #expect(try store.add([page]) == [.known])
        var again = page
        again.readings[0].layout = "B1"
        #expect(try store.add([again]) == [.readAgain])
        let reopened = try folder.store(creating: false)
        let entries = try reopened.entries()
        #expect(entries.map(\.name) == ["utopia-2004.txt"])
        #expect(entries[0].election == page.readings[0].election)
        #expect(try reopened.readings(of: entries) == [again.readings[0]])
        let stored = try #require(try reopened.page(page.source.hash))
        #expect(stored.source == page.source)
        #expect(stored.readings == [page.readings[0], again.readings[0]])
    }

    @Test func emptyPagesAndDecisions() throws {
        let folder = try Folder()
        let store = try folder.store()
        try store.add(Self.alias)
        let claim = try #require(SmallPage.page("Word for word.\n").readings[0].claims.first)
        let preference = PreferenceDecision(.prefer, claim.id, on: claim.page, who: "W", why: "Y", when: Self.day)
        try store.add(preference)
        #expect(try store.aliases().decisions == [Self.alias])
        #expect(try store.preferences().decisions == [preference])
        #expect(try store.entries().isEmpty)
    }

    /// Exporting, importing and exporting again gives the same bytes; edited files are refused with their line.
    @Test func exportIsStable() throws {
        let folder = try Folder()
        let store = try folder.store()
        let pages = [
            SmallPage.page("Word for word.\n"), SmallPage.page("Other words: 1\r\n", country: "Laputa", year: 1999),
        ]
        _ = try store.add(pages)
        try store.add(Self.alias)
        func files(_ store: ClaimStore) throws -> [ArchiveFiles.File] {
            let pages = try store.entries().compactMap { try store.page($0.hash) }
            return ArchiveFiles.files(
                of: ArchiveContent(pages: pages, aliases: try store.aliases(), preferences: try store.preferences()))
        }
        let first = try files(store)
        let content = try ArchiveFiles.read { path in first.first { $0.path == path }?.bytes }
        let copy = try folder.store("copy.sqlite")
        _ = try copy.add(content.pages.reversed())
        for decision in content.aliases.decisions { try copy.add(decision) }
        let second = try files(copy)
        #expect(second == first)
        let claims = try #require(first.first { $0.path.hasPrefix("claims/") })
        let edited = Array(String(decoding: claims.bytes, as: UTF8.self).replacing(",77,", with: ",7x,").utf8)
        #expect(edited != claims.bytes)
        #expect(throws: ArchiveFiles.Fault.self) {
            _ = try ArchiveFiles.read { path in path == claims.path ? edited : first.first { $0.path == path }?.bytes }
        }
        let moved = Array(String(decoding: claims.bytes, as: UTF8.self).replacing("Wo", with: "Xo").utf8)
        if moved != claims.bytes {
            #expect(throws: ArchiveFiles.Fault.self) {
                _ = try ArchiveFiles.read { path in path == claims.path ? moved : first.first { $0.path == path }?.bytes
                }
            }
        }
    }

    @Test func nothingIsChanged() throws {
        let folder = try Folder()
        let store = try folder.store()
        _ = try store.add([SmallPage.page("Word for word.\n")])
        try store.add(Self.alias)
        for table in ["page", "reading", "claim", "alias"] {
            let column = table == "claim" ? "number" : "id"
            for sql in ["DELETE FROM \(table)", "UPDATE \(table) SET \(column) = \(column) + 1"] {
                #expect(throws: ClaimStoreError.self, "\(sql)") { try store.run(sql) }
            }
        }
        #expect(try store.entries().count == 1)
        #expect(try store.readings(of: try store.entries())[0].claims.count == 8)
    }

    @Test func otherFilesAreRefused() throws {
        let folder = try Folder()
        #expect(throws: ClaimStoreError.missing(path: "\(folder.path)/archive.sqlite")) {
            _ = try folder.store(creating: false)
        }
        try Data("This is no database at all, but it is longer than a header of SQLite would be.".utf8)
            .write(to: URL(filePath: "\(folder.path)/text.sqlite"))
        #expect(throws: ClaimStoreError.notAnArchive(path: "\(folder.path)/text.sqlite")) {
            _ = try folder.store("text.sqlite")
        }
    }

    @Test func newerFilesAreRefused() throws {
        let folder = try Folder()
        _ = try folder.store()
        // The version stands in bytes 60 to 63 of an SQLite file.
        let path = "\(folder.path)/archive.sqlite"
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        bytes[63] = 9
        try Data(bytes).write(to: URL(filePath: path))
        #expect(throws: ClaimStoreError.newer(path: path, version: 9)) { _ = try folder.store() }
    }
}
