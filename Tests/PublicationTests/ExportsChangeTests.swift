import ElectionFiles
import ElectionModel
import Foundation
import Publication
import SeatAllocation
import Simulation
import Testing

/// One protocol is changed, and what follows from it shows in every export.
@Suite("Exports: one protocol is changed")
struct ExportsChangeTests {
    /// Moves votes from one choice to another in the first protocol that has enough of them.
    private static func move(
        _ votes: Int64, from: ChoiceID, to: ChoiceID, tier: TierID, round: Int = 1, in made: inout Reconstruction
    ) throws {
        let count = UInt32(votes)
        let index = try #require(
            made.protocols.firstIndex { item in
                item.tier == tier && item.round == round
                    && item.votes.contains { $0.choice == from && ($0.votes ?? 0) >= count }
                    && item.votes.contains { $0.choice == to }
            })
        for line in made.protocols[index].votes.indices {
            let choice = made.protocols[index].votes[line].choice
            let votes = made.protocols[index].votes[line].votes ?? 0
            if choice == from { made.protocols[index].votes[line].votes = votes - count }
            if choice == to { made.protocols[index].votes[line].votes = votes + count }
        }
    }

    /// Moves votes a hundred at a time, from as many protocols as it takes.
    private static func moveWidely(
        _ votes: Int64, from: ChoiceID, to: ChoiceID, tier: TierID, in made: inout Reconstruction
    ) throws {
        for start in stride(from: 0, to: votes, by: 100) {
            try move(min(100, votes - start), from: from, to: to, tier: tier, in: &made)
        }
    }

    private static func candidates(_ exported: ExportsFixture.Exported, _ constituency: DistrictID) throws -> [[String:
        String]]
    {
        try exported.rows("constituencies-wide.csv").filter {
            $0["record"] == "candidate" && $0["constituency"] == constituency.rawValue && $0["round"] == "1"
        }
    }

    private static func state(_ exported: ExportsFixture.Exported, _ candidate: ChoiceID) throws -> String? {
        try ReportXML.read(exported.bytes("nist-election-results.xml")).all("Election")[0]
            .all("Candidate", own: candidate.rawValue).first?["PostElectionStatus"]
    }

    @Test("a majority is lost")
    func majority() throws {
        let before = try ExportsFixture.kazakhstan.get()
        let decided = before.figures.constituencies.filter {
            $0.decidedInRound.whole == 1 && $0.ballots[0].rows.count > 2
        }
        let closest = try #require(
            decided.min { left, right in
                let ours = left.ballots[0].distanceToMajority.whole ?? .max
                return ours < (right.ballots[0].distanceToMajority.whole ?? .max)
            })
        let winner = closest.ballots[0].rows[0].candidate
        let distance = try #require(closest.ballots[0].distanceToMajority.whole)
        var made = try ExportsFixture.reconstruction.get()
        try Self.move(
            distance + 1, from: winner, to: closest.ballots[0].rows[1].candidate, tier: "constituencies", in: &made)
        let after = try ExportsFixture.Exported(ExportsFixture.figures(made))
        let key = "constituency.\(closest.id).decided"
        func decision(_ exported: ExportsFixture.Exported) throws -> String? {
            try exported.rows("constituencies.csv").first { $0["key"] == key }?["value"]
        }
        #expect(try decision(before) == "1")
        #expect(try decision(after)?.isEmpty == true)
        #expect(try Self.state(before, winner) == "winner")
        #expect(try Self.state(after, winner) == "advanced-to-runoff")
        #expect(try Self.candidates(before, closest.id).contains { $0["elected"] == "true" })
        #expect(try !Self.candidates(after, closest.id).contains { $0["elected"] == "true" })
        #expect(before.bytes("house.json") != after.bytes("house.json"))
        #expect(before.bytes("election.json") != after.bytes("election.json"))
        #expect(before.bytes("nist-election-results.json") != after.bytes("nist-election-results.json"))
    }

    /// Second and third are first brought within two votes of each other.
    @Test("another candidate goes on to the second ballot")
    func finalist() throws {
        var made = try ExportsFixture.reconstruction.get()
        let runOffs = try ExportsFixture.kazakhstan.get().figures.constituencies.filter {
            !$0.finalists.isEmpty && $0.ballots[0].rows.count > 2
        }
        func gap(_ constituency: Figures.Constituency) -> Int64 {
            let rows = constituency.ballots[0].rows
            return (rows[1].votes.whole ?? 0) - (rows[2].votes.whole ?? 0)
        }
        let closest = try #require(runOffs.min { gap($0) < gap($1) })
        let rows = closest.ballots[0].rows
        let (second, third) = (rows[1].candidate, rows[2].candidate)
        try Self.moveWidely((gap(closest) - 1) / 2, from: second, to: third, tier: "constituencies", in: &made)
        let before = try ExportsFixture.Exported(ExportsFixture.figures(made))
        try Self.move(2, from: second, to: third, tier: "constituencies", in: &made)
        let after = try ExportsFixture.Exported(ExportsFixture.figures(made))
        func finalists(_ exported: ExportsFixture.Exported) throws -> Set<String> {
            Set(
                try Self.candidates(exported, closest.id).filter { $0["finalist"] == "true" }.compactMap {
                    $0["candidate"]
                })
        }
        #expect(try finalists(before) == [rows[0].candidate.rawValue, rows[1].candidate.rawValue])
        #expect(try finalists(after) == [rows[0].candidate.rawValue, rows[2].candidate.rawValue])
        #expect(try Self.state(before, rows[1].candidate) == "advanced-to-runoff")
        #expect(try Self.state(after, rows[1].candidate) == "defeated")
        #expect(try Self.state(after, rows[2].candidate) == "advanced-to-runoff")
    }

    /// The votes of 2004 are too far apart for a single station, so the bloc is first put exactly at the threshold.
    @Test("a list loses its seat")
    func listSeat() throws {
        var made = try ExportsFixture.reconstruction.get()
        let published = try ExportsFixture.figures(made, countsLists: true)
        let bloc = try #require(published.lists[0].rows.first { $0.list == "aist" })
        let surplus = try #require(bloc.distanceToThreshold.whole)
        #expect(surplus == 3_132)
        try Self.moveWidely(surplus, from: "aist", to: "otan", tier: "list", in: &made)
        let before = try ExportsFixture.Exported(ExportsFixture.figures(made, countsLists: true))
        try Self.move(1, from: "aist", to: "otan", tier: "list", in: &made)
        let after = try ExportsFixture.Exported(ExportsFixture.figures(made, countsLists: true))
        func seats(_ exported: ExportsFixture.Exported) throws -> [String?] {
            let tidy = try exported.rows("lists.csv").first { $0["key"] == "list.aist.seats" }
            let wide = try exported.rows("lists-wide.csv").first { $0["list"] == "aist" }
            let report = try ReportXML.read(exported.bytes("nist-election-results.xml"))
            let selection = report.object("sel.contest.list.aist")
            let rows = try exported.json("lists.json")["rows"] as? [[String: Any]]
            let row = rows?.first { $0["list"] as? String == "aist" }
            let figure = (row?["figures"] as? [String: [String: Any]])?["list_seats"]
            return [
                tidy?["value"], wide?["list_seats"],
                selection?.all("VoteCounts").first { $0["Type"] == "seats" }?["Count"],
                (figure?["value"] as? Int).map(String.init),
            ]
        }
        #expect(try seats(before) == ["1", "1", "1", "1"])
        #expect(try seats(after) == ["0", "0", "0", "0"])
    }
}
