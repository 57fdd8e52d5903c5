import DataFormats
import ElectionModel
import Observation
import Testing
import VerifiableVoting

/// Entries of the campaign and of the day, with their sources.
@Suite struct IncidentTests {
    static let header = IncidentTable.columns.joined(separator: ",") + "\n"
    static let evidence = Digest(of: "photograph").hexadecimal
    static let rows = """
        i1,2004-09-10,,Almaty,,pressure,head of a school,teachers,told to vote,report r7,observer,,C-1,
        i2,2004-09-11,,Almaty,,pressure,head of a school,teachers,told to vote,a newspaper,media,\(evidence),,i1
        i3,2004-09-15,,Astana,,poll,a newspaper,,poll of parties,the newspaper,media,,,
        i4,2004-09-13,,Astana,,poll,an institute,,poll of parties,the institute,document,,,
        i5,2004-09-19,14:05,School 3,17-3,policing,police,observer,asked to leave,report r8,observer,,C-2,
        i6,2004-09-19,13:00,School 3,17-3,journalists,chair,a journalist,not let in,the journalist,witness,,C-9,

        """

    static func read(_ rows: String = rows, stations: Set<String>? = nil) throws -> [Incident] {
        try IncidentTable.read(Array((header + rows).utf8), file: "i.csv", stations: stations)
    }

    @Test func countedAndJoined() throws {
        let from = try #require(CalendarDate("2004-09-14"))
        let through = try #require(CalendarDate("2004-09-19"))
        let summary = IncidentSummary(
            try Self.read(stations: ["17-3"]),
            complaints: [
                .init("C-1", station: nil, decision: "dismissed"), .init("C-2", station: "17-4", decision: nil),
            ], bans: [.init(from: from, through: through, cites: ["art. 28(9)"])])
        let pressure = try #require(summary.rows.first { $0.kind == .pressure })
        #expect(pressure.incidents == 1 && pressure.entries == 2 && pressure.corroborated == 1)
        #expect(pressure.withEvidence == 1 && pressure.withComplaint == 1)
        #expect(summary.rows.map(\.kind) == [.pressure, .policing, .journalists, .poll])
        // Each thing is counted once in all.
        #expect(summary.rows.reduce(0) { $0 + $1.entries } == summary.entries.count)
        #expect(summary.entries.map(\.id) == ["i1", "i2", "i4", "i3", "i6", "i5"])
        #expect(summary.pollsInBan.map(\.id) == ["i3"])
        #expect(summary.joined.map(\.number) == ["C-1", "C-9", "C-2"])
        #expect(summary.joined.map { $0.complaint?.decision } == ["dismissed", nil, nil])
        #expect(summary.joined.map { $0.complaint == nil } == [false, true, false])
        #expect(summary.joined.map(\.isOfOtherStation) == [false, false, true])
    }

    /// The first and the last day of the ban belong to it, the days beside them do not.
    @Test func edgesOfTheBan() throws {
        let ban = IncidentSummary.PollBan(
            from: try #require(CalendarDate("2004-09-14")), through: try #require(CalendarDate("2004-09-19")), cites: []
        )
        let held = try ["2004-09-13", "2004-09-14", "2004-09-19", "2004-09-20"].map {
            ban.holds(on: try #require(CalendarDate($0)))
        }
        #expect(held == [false, true, true, false])
    }

    @Test(arguments: [
        ("i1,2004-09-10,,Almaty,,pressure,,,x,a,observer,,,\n", Mistake.Code.standsTwice),
        ("i9,2004-09-10,,Almaty,,unfairness,,,x,a,observer,,,\n", .unknownValue),
        ("i9,2004-09-10,25:00,Almaty,,pressure,,,x,a,observer,,,\n", .unknownValue),
        ("i9,2004-09-31,,Almaty,,pressure,,,x,a,observer,,,\n", .notADay),
        ("i9,2004-09-10,,Almaty,,pressure,,,x,,observer,,,\n", .emptyField),
        ("i9,2004-09-10,,Almaty,17-9,pressure,,,x,a,observer,,,\n", .unknownValue),
        ("i9,2004-09-10,,Almaty,,pressure,,,x,a,observer,abc,,\n", .unknownValue),
        ("i9,2004-09-10,,Almaty,,pressure,,,x,a,observer,,,i10\n", .unknownValue),
        ("i9,2004-09-10,,Almaty,,pressure,,,x,a,rumour,,,\n", .unknownValue),
    ]) func badRows(row: String, code: Mistake.Code) throws {
        do {
            _ = try Self.read(Self.rows + row, stations: ["17-3"])
            Issue.record("\(row) was taken")
        } catch let mistakes as Mistakes {
            #expect(mistakes.list.map(\.fault.code) == [code] && mistakes.list[0].line == 8, "\(mistakes.list)")
        }
    }
}
