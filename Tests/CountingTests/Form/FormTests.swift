import Counting
import ElectionModel
import Testing

@Suite struct FormTests {
    @Test func theFormOf2004HasTheFieldsOfArticle43() {
        let form = ProtocolForm.kazakhstan2004
        #expect(form.lines.map(\.letter) == ["A", "B", "C", "D", "E", "F", "G", "H", "M"])
        #expect(form.lines.filter(\.isInWords).map(\.letter) == ["A", "B", "C", "D", "E", "F", "G", "H"])
        #expect(form.commissionMembers == 7 && form.signaturesNeeded == 4)
        #expect(form.lines.allSatisfy { $0.cites.hasPrefix("art. 43(") })
    }

    @Test func linesThatMakeNoForm() {
        typealias Line = ProtocolForm.Line
        func make(_ lines: [Line], members: Int = 7, needed: Int = 4) throws(ProtocolForm.Fault) -> ProtocolForm {
            try ProtocolForm(
                id: "x", lines: lines, commissionMembers: members, signaturesNeeded: needed, cites: "1")
        }
        let votes = Line(.votes, letter: "E", cites: "1")
        #expect(throws: ProtocolForm.Fault.lineTwice(.votes)) {
            try make([votes, Line(.votes, letter: "F", cites: "1")])
        }
        #expect(throws: ProtocolForm.Fault.letterTwice("E")) {
            try make([votes, Line(.invalid, letter: "E", cites: "1")])
        }
        #expect(throws: ProtocolForm.Fault.noVotes) { try make([Line(.invalid, letter: "E", cites: "1")]) }
        for (members, needed) in [(0, 0), (7, 0), (7, 8)] {
            #expect(throws: ProtocolForm.Fault.badCommission(members: members)) {
                try make([votes], members: members, needed: needed)
            }
        }
        #expect(throws: Never.self) { try make([votes], members: 1, needed: 1) }
    }

    static let fields: [ProtocolField] = [
        .electorsOnList, .electorsGivenBallots, .ballotsGiven(member: 1), .ballotsGiven(member: 12), .tookPart,
        .votes(line: 1), .votes(line: 10), .invalid, .ballotsReceived, .ballotsCancelled, .ballotsSpoiled,
        .applications(box: 1), .ballotsFound(box: 2),
    ]

    @Test func fieldsAreReadAsTheyAreWritten() {
        #expect(
            Self.fields.map(\.description)
                == ["A", "B", "C1", "C12", "D", "E1", "E10", "F", "G", "H", "S", "R1", "M2"])
        #expect(Self.fields.map { ProtocolField($0.description) } == Self.fields)
        for text in ["", "a", "A1", "C", "C0", "C01", "C-1", "C+1", "E1x", "X", "Z1", "R", "M", "E٣"] {
            #expect(ProtocolField(text) == nil, "\(text)")
        }
    }

    @Test func fieldsStandInTheOrderOfTheForm() {
        #expect(
            Self.fields.reversed().sorted() == [
                .electorsOnList, .electorsGivenBallots, .ballotsGiven(member: 1), .ballotsGiven(member: 12), .tookPart,
                .votes(line: 1), .votes(line: 10), .invalid, .ballotsReceived, .ballotsCancelled, .ballotsSpoiled,
                .applications(box: 1), .ballotsFound(box: 2),
            ])
    }

    /// Every field takes a number of its own and gives it back, and changes no other.
    @Test func everyFieldIsOnePlace() {
        var item = Forms.make(station: "1", votes: [10, 20])
        item.ballotsSpoiled = nil
        let fields = item.fields(on: .kazakhstan2004)
        #expect(fields.map(\.description) == ["A", "B", "C1", "C2", "D", "E1", "E2", "F", "G", "H", "R1", "M1"])
        for (index, field) in fields.enumerated() { item[field] = UInt32(1000 + index) }
        for (index, field) in fields.enumerated() { #expect(item[field] == UInt32(1000 + index)) }
        item[.ballotsFound(box: 3)] = 5
        #expect(item.mobileBoxes.map(\.ballotsFound) == [1011, nil, 5])
        #expect(item.mobileBoxes.map(\.requests) == [1010, nil, nil])
        item[.votes(line: 9)] = 5
        #expect(item.votes.count == 2 && item[.votes(line: 9)] == nil)
    }

    @Test func moments() throws {
        let evening = try #require(ClockTime("2004-09-19T21:40"))
        #expect(evening.description == "2004-09-19T21:40" && evening.minuteOfDay == 1300)
        let morning = try #require(ClockTime("2004-09-20T00:05"))
        #expect(evening < morning && evening.minutes(to: morning) == 145 && morning.minutes(to: evening) == -145)
        for text in [
            "2004-09-19", "2004-09-19T24:00", "2004-09-19T21:60", "2004-02-30T10:00", "2004-09-19 21:40",
            "2004-09-19T-1:40",
        ] {
            #expect(ClockTime(text) == nil, "\(text)")
        }
    }
}

@Suite struct TurnoutTests {
    /// Article 43(4-1) counts the invalid ballots among those who took part, article 43(5) leaves them out.
    @Test func bothReadingsOfTookPart() {
        let item = Forms.make(station: "1", votes: [10, 20], invalid: 1)
        #expect(item.turnout(.ballotsFound) == Turnout(.ballotsFound, tookPart: 31, electors: 100))
        #expect(item.turnout(.withoutInvalid) == Turnout(.withoutInvalid, tookPart: 30, electors: 100))
        #expect(item.turnout(.withoutInvalid)?.share == Fraction(30, 100))
        #expect(TurnoutReading.allCases.map(\.cites) == ["art. 43(4-1)1)", "art. 43(5)"])
    }

    @Test func atallyHasBothReadings() throws {
        let tally = try Ledger([
            Forms.make(station: "1", votes: [10, 20], invalid: 1), Forms.make(station: "2", votes: [1, 2], invalid: 3),
        ]).tabulate()[0]
        #expect(tally.turnout(.ballotsFound) == Turnout(.ballotsFound, tookPart: 37, electors: 200))
        #expect(tally.turnout(.withoutInvalid) == Turnout(.withoutInvalid, tookPart: 33, electors: 200))
    }

    @Test func whatIsNotKnownIsNotShown() {
        var item = Forms.make(station: "1", votes: [10, 20], invalid: 1)
        item.invalid = nil
        #expect(item.turnout(.ballotsFound) != nil && item.turnout(.withoutInvalid) == nil)
        item.invalid = 32
        #expect(item.turnout(.withoutInvalid) == nil)
        item.tookPart = nil
        #expect(item.turnout(.ballotsFound) == nil)
        #expect(Turnout(.ballotsFound, tookPart: 1, electors: 0).share == nil)
        #expect(Turnout(.ballotsFound, tookPart: 1, electors: nil).share == nil)
    }
}
