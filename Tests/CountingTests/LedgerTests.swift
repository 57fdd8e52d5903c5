import Counting
import ElectionModel
import Testing

@Suite struct LedgerTests {
    @Test func addsUpByTierRoundAndDistrict() throws {
        var ledger = Ledger()
        try ledger.accept(Forms.make(station: "2", votes: [5, 7], invalid: 1))
        try ledger.accept(Forms.make(station: "1", votes: [10, 20], invalid: 2))
        try ledger.accept(Forms.make(station: "1", votes: [3, 4], round: 2))
        try ledger.accept(Forms.make(station: "1", district: "a0", votes: [1, 1]))
        let tallies = ledger.tabulate()
        #expect(tallies.map(\.district) == ["a0", "a1", "a1"])
        #expect(tallies.map(\.round) == [1, 1, 2])
        #expect(tallies[1].votes.map(\.votes) == [15, 27])
        #expect(tallies[1].votes.map(\.choice) == ["x", "y"])
        #expect(tallies[1].cast == 45)
        #expect(tallies[1].invalid == 3)
        #expect(tallies[1].registered == 200)
        #expect(tallies[1].provenance == .simulated)
    }

    @Test func theOrderOfAcceptanceChangesNothing() throws {
        let protocols = [
            Forms.make(station: "1", votes: [10, 20]), Forms.make(station: "2", votes: [5, 7]),
            Forms.make(station: "3", district: "a2", votes: [1, 0]),
        ]
        #expect(try Ledger(protocols).tabulate() == Ledger(protocols.reversed()).tabulate())
    }

    @Test func aFigureThatOneProtocolLeavesOpenIsOpenInTheSum() throws {
        var open = Forms.make(station: "2", votes: [5, 7])
        open.invalid = nil
        let tally = try Ledger([Forms.make(station: "1", votes: [10, 20]), open]).tabulate()[0]
        #expect(tally.invalid == nil)
        #expect(tally.cast == 42)
    }

    @Test func refusesTheSameProtocolTwice() throws {
        let item = Forms.make(station: "1", votes: [10, 20])
        var ledger = try Ledger([item])
        #expect(throws: Ledger.Refusal.alreadyAccepted(LedgerKey(item))) { try ledger.accept(item) }
        #expect(ledger.protocols.count == 1)
        #expect(ledger[LedgerKey(item)] == item)
    }

    @Test func refusesUnfilledVotes() {
        var item = Forms.make(station: "1", votes: [10, 20])
        item.votes[1].votes = nil
        #expect(throws: Ledger.Refusal.unfilledVotes(LedgerKey(item), choice: "y")) { try Ledger([item]) }
    }

    @Test func aSummaryStandsForItsChannels() throws {
        var paper = Forms.make(station: "1", votes: [6, 12])
        var electronic = Forms.make(station: "1", votes: [4, 8])
        var summary = Forms.make(station: "1", votes: [10, 20])
        paper.channel = .paper
        electronic.channel = .electronic
        summary.channel = .summary
        #expect(try Ledger([paper, electronic, summary]).tabulate()[0].votes.map(\.votes) == [10, 20])
        #expect(try Ledger([paper, electronic]).tabulate()[0].votes.map(\.votes) == [10, 20])
    }

    @Test func aSumIsAsGoodAsItsWeakestPart() throws {
        var official = Forms.make(station: "1", votes: [6, 12])
        official.provenance = .official
        var derived = Forms.make(station: "2", votes: [6, 12])
        derived.provenance = .derived
        #expect(try Ledger([official, derived]).tabulate()[0].provenance == .derived)
        #expect(try Ledger([official]).tabulate()[0].provenance == .official)
    }
}

/// Protocols in which everything agrees.
enum Forms {
    static func make(
        station: StationID, tier: TierID = "constituencies", district: DistrictID = "a1",
        choices: [ChoiceID] = ["x", "y"], votes: [UInt32], invalid: UInt32 = 0, round: Int = 1
    ) -> Protocol {
        let tookPart = votes.reduce(0, +) + invalid
        return Protocol(
            station: station, tier: tier, district: district, round: round, electorsOnList: 100,
            electorsGivenBallots: tookPart, ballotsGivenByMember: [tookPart - tookPart / 2, tookPart / 2],
            tookPart: tookPart, votes: zip(choices, votes).map { Protocol.ChoiceCount($0, $1) }, invalid: invalid,
            ballotsReceived: 101, ballotsCancelled: 100 - tookPart, ballotsSpoiled: 1,
            mobileBoxes: [Protocol.MobileBox(requests: 4, ballotsFound: 3)], provenance: .simulated)
    }
}
