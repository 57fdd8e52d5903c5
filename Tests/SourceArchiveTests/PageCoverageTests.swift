import ElectionModel
import SourceArchive
import Testing

@Suite("What was read of a page")
struct PageCoverageTests {
    /// Nothing with a digit is left unexplained, and no figure is counted twice or lost.
    private func check(_ source: SourcePage) throws {
        let page = try PageImport.read(source)
        let coverage = PageCoverage(page, in: source.bytes)
        #expect(coverage.unexplained.isEmpty, "\(source.name)")
        #expect(coverage.sum(.unread) == (0, 0))
        // Every digit of the page lies in a part.
        let inParts = coverage.parts.flatMap { source.bytes[$0.span] }.count { (48...57).contains($0) }
        #expect(inParts == source.bytes.count { (48...57).contains($0) })
        for (part, next) in zip(coverage.parts, coverage.parts.dropFirst()) {
            #expect(part.span.upperBound <= next.span.lowerBound)
            #expect(part.line <= next.line)
        }
        // What is claimed is where the claims are.
        let claimed = coverage.parts.filter { $0.kind == .claim }.map(\.span)
        for span in page.claims.compactMap(\.span) where !span.isEmpty {
            #expect(claimed.contains { $0.lowerBound <= span.lowerBound && span.upperBound <= $0.upperBound })
        }
        #expect(coverage.sum(.claim).figures > 20)
        for part in coverage.parts {
            #expect(part.line == 1 + source.bytes[..<part.span.lowerBound].count { $0 == 10 })
        }
    }

    @Test(arguments: ["election-watch", "parline", "wikipedia"])
    func ofTheTwins(name: String) throws { try check(try PageFolder.page("twins", name)) }

    @Test(.enabled(if: Seeds.folder != nil, "No ../shared/seeds here, and SAILAU_SEEDS names no folder"))
    func ofTheSeeds() throws {
        let pages = try Seeds.pages()
        #expect(pages.count == 3)
        for page in pages { try check(page) }
    }

    /// The pages of all formats: what no rule reads is shown as such, and every digit is in some part.
    @Test func ofTheVariations() throws {
        for name in PageFolder.names("variations") {
            let source = try PageFolder.page("variations", name)
            guard let page = try? PageImport.read(source) else { continue }
            let coverage = PageCoverage(page, in: source.bytes)
            let unread = page.coverage.filter { $0.use == .unread }
            #expect(coverage.unexplained.map(\.span) == unread.map(\.span), "\(name)")
        }
    }

    @Test func aFigureThatNothingExplainsIsShown() throws {
        let source = try PageFolder.page("twins", "wikipedia")
        var page = try PageImport.read(source)
        let claim = try #require(page.claims.first { $0.printed == "2,883,706" })
        page.claims.removeAll { $0.span == claim.span }
        let coverage = PageCoverage(page, in: source.bytes)
        #expect(coverage.unexplained.map(\.span) == [claim.span])
        #expect(coverage.unexplained.map(\.figures) == [1])
        // A part that a rule calls unread is shown as well.
        page.coverage.append(Coverage(try #require(claim.span), .unread))
        #expect(PageCoverage(page, in: source.bytes).unexplained.map(\.span) == [claim.span])
    }

    @Test func figuresAreCountedByRuns() {
        let text = Array("1,250,675 and 45.21, 3. 2004-10-03 8’842 1'000".utf8)
        let coverage = PageCoverage(
            ImportedPage(
                page: PageHash("x"), format: .clea, layout: "", election: Self.election, claims: [], coverage: [],
                findings: []), in: text)
        // Of the typographic apostrophe the last byte is no digit: its two sides are two runs.
        #expect(coverage.unexplained.map(\.figures) == [9])
    }

    private static let election = ElectionKey(
        country: "Ardonia", body: nil, contest: .parliamentary, pollingDates: [], year: 2004)
}

@Suite("Announcements")
struct AnnouncementTests {
    @Test func earlyAndLastFigures() throws {
        let source = try PageFolder.page("twins", "parline")
        let found = Announcement.all(in: try PageImport.read(source), place: 1, bytes: source.bytes)
        #expect(found.map(\.day.description) == ["2004-09-23", "2004-10-05"])
        #expect(found.map(\.stage) == [.provisional, .final])
        func figures(_ number: Int) -> [String] {
            found[number].figures.map {
                "\($0.key.participant?.name ?? "") \($0.key.measure.rawValue) \($0.value.shown)"
            }
        }
        #expect(figures(0).contains("Otan vote-share 60"))
        #expect(figures(0).contains("Otan seats 27"))
        #expect(!figures(0).contains("Otan seats 42"))
        #expect(figures(1).contains("Otan seats 42"))
        #expect(!figures(1).contains("Otan seats 27"))
    }
}
