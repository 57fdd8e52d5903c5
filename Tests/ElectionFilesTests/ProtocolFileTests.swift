import DataFormats
import ElectionFiles
import ElectionModel
import Testing

@Suite struct ProtocolFileTests {
    static let ballots = [
        Ballot(tier: "t", district: "d", choices: ["a", "b", "c"]),
        Ballot(tier: "t", district: "d", round: 2, choices: ["c", "a"]),
    ]

    static let header =
        "station,tier,district,round,channel,electors_on_list,electors_given_ballots,ballots_given_by_member,took_part,"
        + "invalid,ballots_received,ballots_cancelled,ballots_spoiled,mobile_requests,mobile_ballots,votes,status\n"

    static func read(_ rows: String) throws -> [Protocol] {
        try ProtocolFile.read(Array((header + rows).utf8), file: "p.csv", ballots: ballots)
    }

    @Test func unfilledIsNotZero() throws {
        let items = try Self.read(
            "1,t,d,1,paper,,0,3 - 0,,0,,0,,,,1 - 0,official\n1,t,d,2,summary,5,4,,4,0,6,2,0,7 0,2 0,1 3,derived\n")
        #expect(items[0].electorsOnList == nil)
        #expect(items[0].electorsGivenBallots == 0)
        #expect(items[0].ballotsGivenByMember == [3, nil, 0])
        #expect(items[0].votes.map(\.votes) == [1, nil, 0])
        #expect(items[0].mobileBoxes.isEmpty)
        #expect(items[1].votes == [Protocol.ChoiceCount("c", 1), Protocol.ChoiceCount("a", 3)])
        #expect(
            items[1].mobileBoxes == [
                Protocol.MobileBox(requests: 7, ballotsFound: 2), Protocol.MobileBox(requests: 0, ballotsFound: 0),
            ])
        #expect(items[1].provenance == .derived)
        #expect(items[1].channel == .summary)
    }

    @Test func whatIsWrittenIsReadBack() throws {
        let items = try Self.read(
            "1,t,d,1,paper,,0,3 - 0,,0,,0,,,,1 - 0,official\n1,t,d,2,electronic,5,4,1,4,0,6,2,0,7 0,2 0,1 3,simulated\n"
        )
        let bytes = ProtocolFile.write(items)
        #expect(try ProtocolFile.read(bytes, file: "p.csv", ballots: Self.ballots) == items)
    }

    @Test func badRowsAreNamedByLine() {
        let rows = """
            1,t,d,1,paper,1,1,1,1,0,2,1,0,,,1 0 0,official
            2,t,d,1,paper,1,1,1,1,0,2,1,0,,,1 0,official
            3,t,e,1,paper,1,1,1,1,0,2,1,0,,,1 0 0,official
            4,t,d,1,paper,1,1,1,1,0,2,1,0,,,1  0 0,official
            5,t,d,1,paper,1,1,x,1.5,0,2,1,0,,,1 0 0,official
            6,t,d,1,paper,1,1,1,1,0,2,1,0,3 4,1,1 0 0,official
            7,t,d,9999999999,paper,1,1,1,1,0,2,1,0,,,-1 0 0,official
            8,t,d,1,fax,1,1,1,1,0,2,1,0,,,1234567890 0 0,rumour

            9,t,d,1,paper,1,1,1,1,0,2,1,0,,,,official
            """
        #expect(
            mistakes { try Self.read(rows) } == [
                "3 votes", "4 district", "5 votes", "6 ballots_given_by_member", "7 mobile_ballots",
                "8 round", "8 votes", "9 channel", "9 status", "9 votes", "11 votes",
            ])
    }

    @Test func namesTheFile() {
        #expect(ProtocolFile.name(tier: "list", round: 1) == "protocols-list-1.csv")
    }
}
