import DataFormats
import ElectionModel
import Foundation
import Observation
import Testing
import VerifiableVoting

@Suite struct FormTests {
    /// Every form of the project reads, in three languages.
    @Test func formsOfTheProject() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Forms")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        #expect(names.sorted() == ["counting.yaml", "opening.yaml", "tabulation.yaml", "voting.yaml"])
        for name in names.sorted() {
            let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
            let form = try ObservationForm.read(bytes, file: name)
            #expect(form.items.contains { $0.kind == .rating && $0.isRequired })
            #expect(form.items.contains { $0.kind == .photograph })
            #expect("\(form.stage.rawValue).yaml" == name && form.digest == Digest(of: bytes))
            for rules in try FileManager.default.contentsOfDirectory(atPath: folder.path + "/Rules") {
                let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent("Rules/\(rules)")))
                for case .stayed(let from, let until, _) in try ReportRules.read(bytes, file: rules).rules {
                    #expect(form[item: from]?.kind == .time && form[item: until]?.kind == .time, "\(name) \(rules)")
                }
            }
            for text in form.items.map(\.text) + [form.title] {
                #expect(text.russian != nil && text.kazakh != nil, "\(name): \(text.english)")
            }
        }
    }

    static let form = """
        format: sailau-observation-form/1
        id: test
        stage: voting
        title: {en: Voting}
        items:
          - {id: overall, kind: rating, text: {en: Overall}, required: yes}
          - {id: secrecy, kind: question, text: {en: Secret}}
          - {id: pressure, kind: question, text: {en: Pressure}, yes is good: no}
          - {id: booths, kind: number, text: {en: Booths}}

        """
    static let rows = """
        report,station,observer,item,answer
        1,a,A,overall,very good
        1,a,A,secrecy,yes
        1,a,A,pressure,no
        2,a,B,overall,bad
        2,a,B,secrecy,don't know
        3,b,C,overall,good
        3,b,C,booths,4
        4,c,C,secrecy,no

        """

    static func read(_ text: String = rows) throws -> (ObservationForm, [ObservationReport]) {
        let form = try ObservationForm.read(Array(Self.form.utf8), file: "form.yaml")
        return (form, try ObservationReportTable.read(Array(text.utf8), file: "r.csv", form: form))
    }

    @Test func denominatorsAndRules() throws {
        let (form, reports) = try Self.read()
        #expect(reports.count == 4)
        let selection = ReportSelection(reports, by: .complete, form: form)
        let complete = ObservationSummary(form, selection, frame: 100)
        #expect(selection.entered.count == 3 && selection.leftOutCount == 1 && selection.count(leftOutBy: 0) == 1)
        #expect(selection.leftOut.map(\.report.id) == ["4"])
        #expect(complete.stations == 2 && complete.stationsSeenTwice == 1 && complete.disagreeing == ["a"])
        #expect(complete.rows.map(\.good) == [2, 1, 1] && complete.rows.map(\.answered) == [3, 1, 1])
        #expect(complete.rows.map(\.unknown) == [0, 1, 0] && complete.rows[0].byAnswer == [1, 1, 1, 0])
        #expect(complete.rows[1].interval == nil)
        #expect(complete.numbers.map(\.answered) == [1] && complete.numbers[0].median == 4)
        let first = ObservationSummary(form, ReportSelection(reports, by: .firstOfStation, form: form))
        #expect(first.selection.entered.count == 2 && first.selection.leftOutCount == 2)
        #expect(first.selection.count(leftOutBy: 1) == 1 && first.rows[0].good == 2 && first.rows[0].interval == nil)
        #expect(ObservationSummary(form, ReportSelection(reports, by: .every, form: form)).rows[1].answered == 2)
    }

    /// Stations a: 1 of 2, b: 1 of 1; errors −1/3 and 1/3, so that three answers are worth 3; Student's quantile for one degree.
    @Test func intervalOfClusters() throws {
        let (form, reports) = try Self.read()
        let summary = ObservationSummary(form, ReportSelection(reports, by: .complete, form: form), frame: 100)
        let interval = try #require(summary.rows[0].interval)
        #expect(interval.clusters == .stations && interval.clusterCount == 2)
        #expect(isClose(interval.effectiveAnswers, 3 / 0.98))
        let (share, t, n) = (2.0 / 3, 12.7062, 3 / 0.98)
        let middle = (share + t * t / (2 * n)) / (1 + t * t / n)
        let half = t / (1 + t * t / n) * (share * (1 - share) / n + t * t / (4 * n * n)).squareRoot()
        #expect(isClose(interval.least, middle - half) && isClose(interval.greatest, middle + half))
        #expect(interval.least >= 0 && interval.greatest <= 1)
    }

    /// Everything good is no certainty: as many answers as clusters, and Wilson's lower end n/(n + t²).
    @Test func everythingGood() throws {
        let counts = [(good: Int, answered: Int)](repeating: (good: 4, answered: 4), count: 10)
        let interval = try #require(ShareInterval(counts, of: .teams, fraction: 0))
        // Student's quantile for nine degrees of freedom.
        let t = 2.26216
        #expect(isClose(interval.effectiveAnswers, 10) && interval.greatest == 1)
        #expect(abs(interval.least - 10 / (10 + t * t)) < 0.0001)
        let all = try #require(ShareInterval(counts + [(good: 0, answered: 4)], of: .stations, fraction: 1))
        #expect(all.least == all.greatest && isClose(all.least, 10.0 / 11))
        #expect(ShareInterval([(good: 1, answered: 2), (good: 0, answered: 0)], of: .stations, fraction: 0) == nil)
    }

    /// Where every report names its team, the teams are the clusters.
    @Test func teamsAreClusters() throws {
        var text = "report,station,observer,item,answer,team,day,signed_off\n"
        for team in 0..<6 {
            for visit in 0..<4 {
                let answer = team < 3 ? "good" : "bad"
                text += "\(team)-\(visit),s\(team)-\(visit),o\(team),overall,\(answer),t\(team),2004-09-19,yes\n"
            }
        }
        let (form, reports) = try Self.read(text)
        #expect(
            reports[0].team == "t0" && reports[0].day == CalendarDate("2004-09-19") && reports[0].isSignedOff == true)
        let summary = ObservationSummary(form, ReportSelection(reports, by: .every, form: form), frame: 9_000)
        let interval = try #require(summary.rows[0].interval)
        #expect(interval.clusters == .teams && interval.clusterCount == 6)
        // Answers of one team are alike: 24 tell as much as 5 (6·5/6).
        #expect(isClose(interval.effectiveAnswers, 5))
        let table = ObservationReportTable.write(reports.reversed(), form: form)
        #expect(table == ObservationReportTable.write(reports, form: form))
        #expect(try ObservationReportTable.read(table, file: "t.csv", form: form) == reports)
    }

    /// By simulation: stations are drawn, of which each has its own chance of a good answer and two observers. The interval holds
    /// the share of all stations in about 95 of 100 draws; as if answers were independent it would hold it far less often.
    @Test func coverage() throws {
        var generator = SmallGenerator(state: 20_040_919)
        var held = 0
        var naive = 0
        for _ in 0..<1_000 {
            let counts = (0..<30).map { _ -> (good: Int, answered: Int) in
                let chance: UInt64 = generator.next() % 10 < 8 ? 95 : 15
                return (good: (0..<4).count { _ in generator.next() % 100 < chance }, answered: 4)
            }
            let truth = 0.8 * 0.95 + 0.2 * 0.15
            let interval = try #require(ShareInterval(counts, of: .teams, fraction: 0))
            if interval.least <= truth, truth <= interval.greatest { held += 1 }
            let share = Double(counts.reduce(0) { $0 + $1.good }) / 120
            if abs(share - truth) <= 1.96 * (share * (1 - share) / 120).squareRoot() { naive += 1 }
        }
        #expect((930...985).contains(held), "\(held)")
        #expect(naive < 850, "\(naive)")
    }

    @Test(arguments: [
        "5,d,A,overall,fine\n", "5,d,A,nothing,yes\n", "5,d,A,booths,many\n", "1,a,A,booths,3\n",
        "5,d,A,booths,3\n5,d,A,booths,4\n", "5,d,A,booths,-1\n", "5,d,A,booths,3\n5,e,A,overall,good\n",
    ]) func wrongRowsAreRefused(rows: String) throws {
        let form = try ObservationForm.read(Array(Self.form.utf8), file: "form.yaml")
        #expect(throws: Mistakes.self) {
            try ObservationReportTable.read(Array((Self.rows + rows).utf8), file: "r.csv", form: form)
        }
    }
}

/// SplitMix64, so that a simulation is the same everywhere.
struct SmallGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
