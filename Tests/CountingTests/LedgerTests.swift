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

    @Test func totalsThatOthersMadeStandBesideTheSumsAndAreMarked() throws {
        var ledger = try Ledger([Forms.make(station: "1", votes: [10, 20])])
        let totals = Tally(
            tier: "seats", district: "b1", registered: 900, cast: 500, invalid: 7, votes: [.init("x", 493)])
        try ledger.accept(totals: totals)
        let tallies = ledger.tabulate()
        #expect(tallies.map(\.isImported) == [false, true])
        #expect(tallies[1].votes == totals.votes && tallies[1].registered == 900 && tallies[1].cast == 500)
        #expect(ledger.protocols.count == 1)
    }

    /// A contest is either added up here or taken over, never both.
    @Test func totalsAndProtocolsOfOneContestAreNotAddedUpTogether() throws {
        let item = Forms.make(station: "1", votes: [10, 20])
        let contest = ContestKey(item)
        let totals = Tally(
            tier: item.tier, district: item.district, round: item.round, votes: [.init("x", 10), .init("y", 20)])
        var ledger = try Ledger([item])
        #expect(throws: Ledger.Refusal.protocolsThere(contest)) { try ledger.accept(totals: totals) }
        #expect(ledger.importedTotals.isEmpty)
        var other = Ledger()
        try other.accept(totals: totals)
        #expect(throws: Ledger.Refusal.totalsThere(contest)) { try other.accept(item) }
        #expect(throws: Ledger.Refusal.totalsThere(contest)) { try other.accept(totals: totals) }
        #expect(other.tabulate().count == 1 && other.protocols.isEmpty)
    }

    static let decision = NumberedDecision(number: "12", reason: "a recount")

    @Test func areplacedProtocolIsKept() throws {
        let old = Forms.make(station: "1", votes: [10, 20])
        let new = Forms.make(station: "1", votes: [11, 20])
        var ledger = try Ledger([old, Forms.make(station: "2", votes: [1, 1])])
        try ledger.replace(with: new, by: Self.decision)
        #expect(ledger.protocols[0] == new && ledger[LedgerKey(new)] == new)
        #expect(ledger.tabulate()[0].votes.map(\.votes) == [12, 21])
        #expect(ledger.changes == [Ledger.Change(old: old, new: new, decision: Self.decision)])
        let fields = ledger.changes[0].fields()
        #expect(fields.map(\.field.description) == ["B", "C1", "D", "E1", "H"])
        #expect(fields[3].old == 10 && fields[3].new == 11)
    }

    @Test func anAnnulledProtocolIsOutOfTheSums() throws {
        let items = ["1", "2", "3"].map { Forms.make(station: StationID($0), votes: [10, 20]) }
        var ledger = try Ledger(items)
        try ledger.annul(LedgerKey(items[0]), by: Self.decision)
        #expect(ledger.protocols == [items[1], items[2]] && ledger.tabulate()[0].votes.map(\.votes) == [20, 40])
        #expect(ledger[LedgerKey(items[0])] == nil && ledger[LedgerKey(items[2])] == items[2])
        #expect(ledger.changes.map(\.old) == [items[0]] && ledger.changes[0].fields().isEmpty)
        try ledger.accept(items[0])
        #expect(ledger.protocols.count == 3)
    }

    @Test func achangeNeedsAProtocolAndADecision() throws {
        let item = Forms.make(station: "1", votes: [10, 20])
        let other = Forms.make(station: "2", votes: [10, 20])
        var open = item
        open.votes[1].votes = nil
        var ledger = try Ledger([item])
        let key = LedgerKey(item)
        #expect(throws: Ledger.Refusal.notAccepted(LedgerKey(other))) {
            try ledger.replace(with: other, by: Self.decision)
        }
        #expect(throws: Ledger.Refusal.notAccepted(LedgerKey(other))) {
            try ledger.annul(LedgerKey(other), by: Self.decision)
        }
        for empty in [NumberedDecision(number: " ", reason: "x"), NumberedDecision(number: "1", reason: "")] {
            #expect(throws: Ledger.Refusal.noDecision(key)) { try ledger.replace(with: item, by: empty) }
            #expect(throws: Ledger.Refusal.noDecision(key)) { try ledger.annul(key, by: empty) }
        }
        #expect(throws: Ledger.Refusal.unfilledVotes(key, choice: "y")) {
            try ledger.replace(with: open, by: Self.decision)
        }
        #expect(ledger.protocols == [item] && ledger.changes.isEmpty)
    }

    @Test func onlyWhatIsInForceIsAddedUp() throws {
        let states: [ProtocolCase.State.Kind] = [.received, .accepted, .annulled]
        for state in states {
            let ledger = try Ledger(inForce: [CaseSteps.made(in: state)])
            #expect(ledger.protocols == (state == .accepted ? [CaseSteps.counts] : []))
        }
        let twice = [try CaseSteps.made(in: .accepted), try CaseSteps.made(in: .accepted)]
        #expect(throws: Ledger.Refusal.alreadyAccepted(CaseSteps.key)) { try Ledger(inForce: twice) }
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
