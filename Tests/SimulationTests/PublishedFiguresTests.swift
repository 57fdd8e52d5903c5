import ElectionFiles
import ElectionModel
import Foundation
import Simulation
import Testing

/// The figures that a reconstruction aims at are those of the election folder.
@Suite struct PublishedFiguresTests {
    private func bytes(_ name: String) throws -> [UInt8] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try [UInt8](Data(contentsOf: root.appending(path: "Elections/kazakhstan-2004/\(name)")))
    }

    @Test func listVotesAndTotals() throws {
        let published = PublishedFigures.kazakhstan2004
        let tallies = try VotesFile.read(
            votes: bytes("votes.csv"), votesFile: "votes.csv", totals: bytes("totals.csv"), totalsFile: "totals.csv")
        let list = try #require(tallies.first)
        #expect(published.lists.map(\.id) == list.votes.map(\.choice))
        #expect(published.lists.map { UInt64($0.votes) } == list.votes.map(\.votes))
        #expect(UInt64(published.registered) == list.registered)
        #expect(UInt64(published.tookPart) == list.cast)
        #expect(UInt64(published.invalid) == list.invalid)
    }

    @Test func secondRoundAndCounts() throws {
        let published = PublishedFigures.kazakhstan2004
        let sources = try SourcedFigures.sources(bytes("sources.csv"), file: "sources.csv")
        let figures = try SourcedFigures.figures(bytes("figures.csv"), file: "figures.csv", sources: sources)
        func value(_ key: String) -> Int? { figures.first { $0.key == key }?.value.flatMap { Int($0) } }
        #expect(value("round2.registered") == published.secondRoundRegistered)
        #expect(value("round2.cast") == published.secondRoundTookPart)
        #expect(value("candidates") == published.candidates)
        #expect(value("women") == published.women)
        #expect(value("stations.electronic") == published.electronicStations)
    }
}
