import Counting
import ElectionConduct
import ElectionModel
import SmallStation
import Testing
import VoterRegister

import ElectronicStation

@Suite("Desk: protocols of an electronic station") struct StationProtocolTests {
    private let choices: [ChoiceID] = ["a", "b", "c"]

    /// A station at which six of twelve voted with slips, one challenged, and two on paper.
    private func closed(
        ballots: UInt32 = 6, change: (inout DeskScene) throws -> Void = { _ in }
    ) throws -> DeskState {
        var scene = try DeskScene(SmallStation.image(SmallStation.entries(12)))
        try scene.open(voters: 12, slips: 13)
        for value in 1...8 {
            try scene.take(
                CheckedIn(value <= 6 ? .electronic : .paper, hour: 9), by: value % 2 == 0 ? "m4" : "m5",
                at: SmallStation.at(9), about: SmallStation.number(value))
        }
        try scene.take(
            SlipReplaced(.challenge, hour: 10), by: "m4", at: SmallStation.at(10), about: SmallStation.number(1))
        try change(&scene)
        let eight = SmallStation.at(20)
        try scene.take(StationClosed(), at: eight)
        try scene.take(SlipsCounted(handedOut: 7, destroyedUnused: 6, inBox: 7, unspentInBox: 0), at: eight)
        try scene.take(UrnCounted(ballots: ballots, challenged: 1, statement: SmallStation.hash), at: eight)
        let signatures = SmallStation.members.map { ProtocolHeader.Signature($0.person, $0.office) }
        let words = SlipAccount.Code.allCases.map { ($0.rawValue, "explained") }
        try scene.take(
            ClosingSigned(signatures, explanations: Dictionary(uniqueKeysWithValues: words)), at: eight)
        return scene.state
    }

    private func result(_ votes: [UInt32], blank: UInt32 = 0) -> ElectronicResult {
        ElectronicResult(
            tier: "list", district: "d", round: 1, votes: zip(choices, votes).map { .init($0, $1) }, blank: blank)
    }

    private var context: CheckContext {
        CheckContext(
            stations: [PollingStation(id: SmallStation.station, region: "r", district: "d", electors: 12)],
            ballots: [Ballot(tier: "list", district: "d", round: 1, choices: choices)])
    }

    private func paper(given: UInt32 = 2) -> Protocol {
        Protocol(
            station: SmallStation.station, tier: "list", district: "d", channel: .paper, electorsOnList: 12,
            electorsGivenBallots: given, ballotsGivenByMember: [1, 1], tookPart: 2,
            votes: zip(choices, [1, 1, 0]).map { .init($0, $1) }, invalid: 0, ballotsReceived: 13, ballotsCancelled: 11,
            mobileBoxes: [], provenance: .simulated)
    }

    @Test func theElectronicProtocolPassesTheChecks() throws {
        let state = try closed()
        let document = try #require(
            state.electronicDocument(
                of: result([3, 2, 0], blank: 1), signedAt: ClockTime(SmallStation.day, hour: 21, minute: 0)))
        let counts = document.counts
        #expect(counts.electorsGivenBallots == 6 && counts.tookPart == 6 && counts.ballotsSpoiled == 1)
        #expect(counts.ballotsGivenByMember == [3, 3] && counts.invalid == 1)
        let broken = check(document, in: context).filter { !$0.holds && $0.severity == .error }
        #expect(broken.isEmpty, "\(broken)")
    }

    /// T20: an urn with more ballots than voters were given slips shows in the protocol, too.
    @Test func aStuffedUrnShows() throws {
        let state = try closed(ballots: 8)
        let counts = try #require(state.electronicProtocol(of: result([5, 3, 0])))
        let codes = Set(findings(about: [counts], in: context).map(\.code))
        #expect(codes.contains("A05"), "\(codes)")
        #expect(state.account?.findings(at: "s").map(\.code).contains("L06") == true)
        // Figures by choice that the urn's ballots do not add up to.
        let other = try #require(try closed().electronicProtocol(of: result([3, 4, 0])))
        #expect(findings(about: [other], in: context).map(\.code).contains("A02"))
    }

    @Test func theSummaryIsTheSum() throws {
        let electronic = try #require(try closed().electronicProtocol(of: result([3, 2, 0], blank: 1)))
        let summary = try Protocol.summary(paper: paper(), electronic: electronic)
        #expect(summary.channel == .summary && summary.tookPart == 8 && summary.votes.map(\.votes) == [4, 3, 0])
        #expect(summary.electorsOnList == 12 && summary.electorsGivenBallots == 8)
        let all = [paper(), electronic, summary]
        let codes = findings(about: all, in: context).map(\.code)
        #expect(!codes.contains("A13") && !codes.contains("A02") && !codes.contains("A04"), "\(codes)")
        // A summary that was changed by hand is found by the checks of every count.
        var changed = summary
        changed.votes[0].votes = 5
        #expect(findings(about: [paper(), electronic, changed], in: context).map(\.code).contains("A13"))
        // The tally counts the summary once.
        let tally = try #require(Ledger.tabulate(all).first)
        #expect(tally.votes.map(\.votes) == [4, 3, 0])
    }

    @Test func whatIsNotSummedUp() throws {
        let electronic = try #require(try closed().electronicProtocol(of: result([3, 2, 0], blank: 1)))
        var other = paper()
        other.electorsOnList = 11
        #expect(throws: SummaryRefusal.otherList(paper: 11, electronic: 12)) {
            try Protocol.summary(paper: other, electronic: electronic)
        }
        other = paper()
        other.votes.swapAt(0, 1)
        #expect(throws: SummaryRefusal.otherChoices) { try Protocol.summary(paper: other, electronic: electronic) }
        other = paper()
        other.district = "e"
        #expect(throws: SummaryRefusal.notOfOneContest) { try Protocol.summary(paper: other, electronic: electronic) }
        other = paper()
        other.tookPart = .max
        #expect(throws: SummaryRefusal.tooLarge) { try Protocol.summary(paper: other, electronic: electronic) }
        other = paper()
        other.invalid = nil
        #expect(try Protocol.summary(paper: other, electronic: electronic).invalid == nil)
    }

    /// Electors issued paper and electors issued a slip are those checked in, nobody twice.
    @Test func paperAgainstTheRecord() throws {
        let state = try closed()
        #expect(state.findings(about: paper()).isEmpty)
        #expect(state.findings(about: paper(given: 3)).map(\.code) == ["L10"])
    }

    @Test func restartsAndDissentAreAttached() throws {
        let state = try closed { scene in
            try scene.take(VotingInterrupted(.power, reason: "dark"), by: "m3", at: SmallStation.at(11))
            try scene.take(
                VotingRestarted(DeskDecision(number: "1", present: 7, inFavour: 7), protocolText: "light"),
                at: SmallStation.at(11, 10))
        }
        let document = try #require(state.electronicDocument(of: result([6, 0, 0]), signedAt: nil))
        #expect(document.header.acts == [ProtocolAct(.equipment, pages: 1)] && document.header.signed == 7)
    }
}
