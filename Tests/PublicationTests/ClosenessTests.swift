import DataFormats
import ElectionFiles
import ElectionModel
import Foundation
import Publication
import SeatAllocation
import Testing

@Suite("How close each decision was")
struct ClosenessTests {
    /// What the published votes of 2004 give for the bloc AIST, which stood just above the threshold.
    private static let aist = ["switched": "3133", "removed": "3369", "added": "44756"]

    @Test("the bloc's seat in 2004, on the page in every language", arguments: Language.allCases)
    func page(_ language: Language) throws {
        let files = try SiteTests.site(Fixture.figures(simulated: false))
        let page = try #require(files.first { $0.path == "\(language.rawValue)/lists.html" })
        let elements = try PageReader(page.bytes).elements
        for (kind, votes) in Self.aist {
            let shown = elements.filter { $0.value("data-figure") == "list.aist.loses.\(kind)" }
            #expect(shown.map { $0.value("value") } == [votes], "\(kind)")
            #expect(shown.first?.text.filter(\.isNumber) == votes)
        }
        let ways = elements.filter { $0.value("class") == "way" }.map(\.text)
        let name = try #require(try Fixture.folder("kazakhstan-2004").election.choices.first { $0.id == "aist" }).name
        #expect(ways.contains { $0.hasSuffix(": \(name[language])") })
    }

    @Test("the bloc's seat in 2004, in the file with its direction")
    func file() throws {
        let exported = try ExportsFixture.Exported(Fixture.figures(simulated: false))
        let rows = try exported.rows("lists.csv").filter {
            $0["record"] == "margin" && $0["list"] == "aist" && $0["effect"] == "list loses a seat"
        }
        #expect(rows.count == 3)
        for row in rows {
            #expect(row["value"] == Self.aist[row["change"] ?? ""])
            #expect(row["certainty"] == "exact" && row["at_least"] == "" && row["at_most"] == "")
            #expect((row["from"] == "aist") == (row["change"] != "added"))
            #expect((row["to"] ?? "").isEmpty == (row["change"] == "removed"))
        }
    }

    /// The numbers are tried: so many votes change what the law decides, and one fewer does not.
    @Test("as many votes as shown change the decision of a ballot, and one fewer does not")
    func tried() throws {
        let folder = try Fixture.simulatedFolder()
        let figures = try Fixture.figures()
        func isChanged(_ place: Int, _ needed: Figures.NeededVotes, _ votes: UInt64) -> Bool {
            var tallies = folder.tallies
            for line in tallies[place].votes.indices {
                if tallies[place].votes[line].choice == needed.from { tallies[place].votes[line].votes -= votes }
                if tallies[place].votes[line].choice == needed.to { tallies[place].votes[line].votes += votes }
            }
            tallies[place].cast = tallies[place].valid + (tallies[place].invalid ?? 0)
            let district = tallies[place].district
            let after = decideSeats(under: folder.law, of: folder.election, from: tallies)
            let before = figures.outcome.contests.first { $0.district == district }
            let now = after.contests.first { $0.district == district }
            return before?.result != now?.result || before?.finalists != now?.finalists
        }
        var tried = 0
        for constituency in figures.constituencies.prefix(9) {
            for ballot in constituency.ballots {
                let place = try #require(
                    folder.tallies.firstIndex { $0.district == constituency.id && $0.round == ballot.round })
                #expect(ballot.changes.map(\.kind) == MarginKind.allCases)
                for needed in ballot.changes {
                    guard case .exact(let votes) = needed.needed else { continue }
                    #expect(needed.votes.whole == Int64(votes))
                    #expect(isChanged(place, needed, votes), "\(needed.votes.key)")
                    #expect(!isChanged(place, needed, votes - 1), "\(needed.votes.key)")
                    tried += 1
                }
            }
        }
        #expect(tried >= 27)
    }

    @Test("what is not exact is no number, neither in files nor on pages")
    func bounds() throws {
        let folder = try Fixture.folder("poland-2015")
        let outcome = decideSeats(
            under: folder.law, of: folder.election, from: folder.tallies, with: folder.decisions)
        let figures = Figures(FiguresInput(folder: folder, outcome: outcome))
        let all = figures.lists.flatMap(\.rows).flatMap { $0.loses + $0.gains }
        let bounded = all.filter { if case .bounds = $0.needed { true } else { false } }
        #expect(!bounded.isEmpty && bounded.count < all.count)
        for needed in all {
            if case .exact(let votes) = needed.needed {
                #expect(needed.votes.value == .whole(Int64(votes)))
            } else {
                #expect(needed.votes.value == .notApplicable)
            }
        }
        // Numbers say in which of the districts they are.
        let districts = Set(figures.election.districts.map(\.id))
        #expect(all.allSatisfy { $0.votes.whole == nil || $0.district.map(districts.contains) == true })
        let rows = try ExportsFixture.Exported(figures).rows("lists.csv").filter { $0["certainty"] == "bounds" }
        #expect(rows.count == bounded.count)
        #expect(rows.allSatisfy { $0["value"] == "" && $0["at_least"]?.isEmpty == false })
        let page = try #require(try SiteTests.site(figures).first { $0.path == "en/lists.html" })
        let elements = try PageReader(page.bytes).elements
        for needed in bounded {
            let shown = try #require(elements.first { $0.value("data-figure") == needed.votes.key })
            #expect(shown.value("value") == "")
            #expect(shown.text.hasPrefix("at least "))
        }
    }
}
