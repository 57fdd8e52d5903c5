import DataFormats
import ElectionModel
import Foundation
import Observation
import Testing

@Suite struct FormTests {
    /// Every form of the project reads, in three languages.
    @Test func formsOfTheProject() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Forms")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        #expect(names.count >= 2)
        for name in names.sorted() {
            let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
            let form = try ObservationForm.read(bytes, file: name)
            #expect(form.items.contains { $0.kind == .rating && $0.isRequired })
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

    @Test func denominatorsAndRules() throws {
        let form = try ObservationForm.read(Array(Self.form.utf8), file: "form.yaml")
        let reports = try ObservationReportTable.read(Array(Self.rows.utf8), file: "r.csv", form: form)
        #expect(reports.count == 4)
        let complete = ObservationSummary(form, reports, entering: .complete, frame: 100)
        #expect(complete.reports == 3 && complete.leftOut == 1 && complete.stations == 2 && complete.disagreeing == 1)
        #expect(complete.rows.map(\.good) == [2, 1, 1] && complete.rows.map(\.answered) == [3, 1, 1])
        #expect(complete.rows.map(\.unknown) == [0, 1, 0])
        // Stations a: 1 of 2, b: 1 of 1; their spread would make more of the 3 answers than they are: worth 3/(1 − 2/100).
        let interval = try #require(complete.rows[0].interval)
        let (z, count) = (1.959963984540054, 3 / 0.98)
        let centre = (2.0 / 3 + z * z / (2 * count)) / (1 + z * z / count)
        let half = z / (1 + z * z / count) * (2.0 / 9 / count + z * z / (4 * count * count)).squareRoot()
        #expect(isClose(interval.least, centre - half) && isClose(interval.greatest, min(1, centre + half)))
        #expect(complete.rows[1].interval == nil)
        let first = ObservationSummary(form, reports, entering: .firstOfStation)
        #expect(first.reports == 2 && first.leftOut == 2 && first.rows[0].good == 2 && first.rows[0].interval == nil)
        #expect(ObservationSummary(form, reports, entering: .every).rows[1].answered == 2)
    }

    @Test("Where all answer alike the interval still has a width, unless every station was visited")
    func intervalAtTheEnd() throws {
        let form = try ObservationForm.read(Array(Self.form.utf8), file: "form.yaml")
        let rows = (1...20).map { "\($0),s\($0),A,overall,good\n\($0),s\($0),A,secrecy,yes\n" }.joined()
        let reports = try ObservationReportTable.read(
            Array(("report,station,observer,item,answer\n" + rows).utf8), file: "r.csv", form: form)
        let sample = ObservationSummary(form, reports, entering: .every, frame: 1000)
        let interval = try #require(sample.rows[0].interval)
        // 20 of 20, each worth 1/(1 − 20/1000): n/(n + z²).
        let count = 20 / 0.98
        #expect(interval.greatest == 1 && isClose(interval.least, count / (count + 3.841458820694124)))
        let all = ObservationSummary(form, reports, entering: .every, frame: 20)
        #expect(all.rows[0].interval?.least == 1 && all.rows[0].interval?.greatest == 1)
    }

    @Test(arguments: [
        "5,d,A,overall,fine\n", "5,d,A,nothing,yes\n", "5,d,A,booths,many\n", "1,a,A,booths,3\n",
        "5,d,A,booths,3\n5,d,A,booths,4\n", "5,d,A,booths,3\n5,e,A,overall,good\n",
    ]) func wrongRowsAreRefused(rows: String) throws {
        let form = try ObservationForm.read(Array(Self.form.utf8), file: "form.yaml")
        #expect(throws: Mistakes.self) {
            try ObservationReportTable.read(Array((Self.rows + rows).utf8), file: "r.csv", form: form)
        }
    }
}
