import Counting
import ElectionModel
import LargeTests
import Simulation
import Testing
import Wording

@Suite("Typing errors that the checks catch")
struct TypingErrorTests {
    private static func study(_ errors: Int) throws -> TypingErrorStudy {
        let made = try reconstruct(seed: 2004)
        let context = CheckContext(stations: made.stations, ballots: made.ballots)
        return TypingErrorStudy(over: made.protocols, in: context, errors: errors, seed: 2004)
    }

    @Test func errorsAreMadeCountedAndAlwaysTheSame() throws {
        let size = LargeTest.size("errorsAreMadeCountedAndAlwaysTheSame()")
        let study = try Self.study(size)
        #expect(study.rows.map(\.made).reduce(0, +) == size)
        #expect(study.rows.allSatisfy { $0.byErrors + $0.byWarnings <= $0.made && $0.byNone >= 0 })
        // Any single digit is caught by the check number, and by the words where the form has any.
        for row in study.rows where row.kind != .addedDigit {
            #expect(row.byCode["B09"] == row.made)
        }
        // Nothing adds up any less when two lines are swapped: only the swap detector and like comparisons see it.
        let swapped = try #require(study.rows.last)
        #expect(swapped.kind == .swappedLines && swapped.byErrors == 0 && swapped.byCode["A17"] == nil)
        let page = String(decoding: try Repository.bytes("Documentation/TypingErrors.md"), as: UTF8.self)
        let made = TypingErrorsDocument.markdown(study, try Repository.wording(.english))
        if study.errors == 100_000 {
            #expect(page == made)
        } else {
            // The smaller study has the same words, and the same checks catch something in the larger one.
            let checks = made.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { $0.prefix(6) }
            for check in checks { #expect(page.contains(check), "\(check)") }
            #expect(made == TypingErrorsDocument.markdown(try Self.study(size), try Repository.wording(.english)))
        }
    }
}
