import LargeTests
import RenderedElections
import SourceArchive
import Testing

@Suite("Random elections in every format")
struct RenderingPropertyTests {
    /// A page says what it was made of: all of it, except that a row may be kept in several readings of which one is true.
    @Test(arguments: Rendering.allCases)
    func anyFlatteningGivesTheSameClaims(rendering: Rendering) throws {
        for seed in 1...UInt64(LargeTest.size("anyFlatteningGivesTheSameClaims(rendering:)")) {
            let election = RandomElection(seed: seed)
            let (lines, truths) = rendering.page(election)
            let bytes = Array(lines.joined(separator: "\n").utf8)
            let page = try PageImport.read(SourcePage(name: "\(seed)", bytes: bytes))
            let measures = Set(truths.map(\.measure))
            let (missing, surplus) = Truth.compare(page, truths)
            let wrong = surplus.filter { measures.contains($0.measure) && !$0.participant.isEmpty }
            #expect(missing.isEmpty && wrong.isEmpty, "seed \(seed): \(missing.prefix(3)) \(wrong.prefix(3))")
            #expect(Truth.broken(page, of: bytes) == [], "seed \(seed)")
            let open = Set(page.claims.compactMap { $0.reading?.passage }).count
            #expect(rendering == .glued || open == 0, "seed \(seed): \(open) rows are left open")
            if !missing.isEmpty || !wrong.isEmpty { return }
        }
    }

    @Test func theSameFactsInOtherWordsGiveEqualClaims() throws {
        let election = RandomElection(seed: 77)
        var all: [Rendering: Set<String>] = [:]
        for rendering in [Rendering.pipes, .leadingPipes, .spaces, .oneLine, .cellLines] {
            let bytes = Array(rendering.page(election).lines.joined(separator: "\n").utf8)
            all[rendering] = Set(
                try PageImport.read(SourcePage(name: "", bytes: bytes)).claims.map { Truth($0).description })
        }
        #expect(Set(all.values).count == 1)
    }

    /// A value is placed where it belongs, or its row stays open with the truth among its readings.
    @Test func lostPlacesAreFoundOrKeptOpen() throws {
        var open = 0
        var rows = 0
        for seed in 1...UInt64(LargeTest.size("lostPlacesAreFoundOrKeptOpen()")) {
            let table = LostPlaces(seed: seed)
            let bytes = Array(table.lines.joined(separator: "\n").utf8)
            let page = try PageImport.read(SourcePage(name: "\(seed)", bytes: bytes))
            let (missing, surplus) = Truth.compare(page, table.truths)
            let wrong = surplus.filter { !$0.participant.isEmpty }
            #expect(missing.isEmpty && wrong.isEmpty, "seed \(seed): \(missing.prefix(3)) \(wrong.prefix(3))")
            open += Set(page.claims.filter { $0.reading != nil }.compactMap(\.key.participant)).count
            rows += Set(page.claims.compactMap(\.key.participant)).count
            if !missing.isEmpty || !wrong.isEmpty { return }
        }
        // Arithmetic leaves few open; to keep all open would be no answer.
        #expect(open * 5 < rows)
    }
}
