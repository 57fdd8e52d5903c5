import DataFormats
import ElectionModel
import Observation
import Testing

@Suite struct MediaTests {
    /// Krippendorff (2011), the example with four observers and missing data: nominal 0.743, interval 0.849.
    @Test func krippendorffsExample() throws {
        let units = [
            [1, 1, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4],
            [1, 1, 2, 1], [2, 2, 2, 2], [5, 5, 5], [1, 1], [3],
        ]
        let nominal = try #require(Agreement.alpha(units, .nominal))
        let interval = try #require(Agreement.alpha(units, .interval))
        #expect(nominal.decimal(digits: 3) == "0.743" && interval.decimal(digits: 3) == "0.849")
        #expect(Agreement.alpha([[1, 1], [1, 1]], .nominal) == nil)
        #expect(Agreement.alpha([[1, 1], [2, 2]], .nominal) == Fraction(1, 1))
        #expect(Agreement.alpha([], .nominal) == nil)
    }

    static let header = MediaTable.columns.joined(separator: ",") + "\n"
    static let rows = """
        u1,A,Khabar,state,2004-09-01,News,20:00,Otan,party,120,,news,yes,positive,economy
        u1,B,Khabar,state,2004-09-01,News,20:00,Otan,party,120,,news,yes,neutral,economy
        u2,A,Khabar,state,2004-09-09,Free time,12:00,Ak Zhol,party,60,,free time,yes,neutral,
        u2,B,Khabar,state,2004-09-09,Free time,12:00,Ak Zhol,party,60,,free time,yes,neutral,
        u3,A,Karavan,private,2004-09-03,,,Ak Zhol,party,,80,news,no,negative,courts

        """

    @Test func sharesToneAndQuota() throws {
        let units = try MediaTable.read(Array((Self.header + Self.rows).utf8), file: "media.csv")
        let quota = try QuotaTable.read(
            Array("outlet,subject,seconds\nKhabar,Ak Zhol,900\nKhabar,Otan,900\n".utf8), file: "quota.csv")
        let report = MediaReport(units, quota: quota)
        #expect(report.units == 3 && report.doubleCoded == 2 && report.weeks == 2)
        #expect(report.rows.map(\.amount) == [80, 120, 60])
        let otan = report.rows[1]
        #expect(otan.tones == [120, 0, 0] && otan.direct == 120 && otan.primetime == 120 && otan.weeks == [120, 0])
        #expect(report.total(otan) == 180 && report.total(report.rows[0]) == 80)
        #expect(report.quota.map(\.given) == [60, 0] && report.quota.map(\.due) == [900, 900])
        // One of two pieces agreed on: values 1,0 and 0,0.
        #expect(report.alphaNominal == Fraction(0, 1))
        #expect(try MediaTable.read(MediaTable.write(units.reversed()), file: "m").count == 5)
        #expect(MediaTable.write(units) == MediaTable.write(units.reversed()))
    }

    @Test(arguments: [
        "u1,A,Khabar,state,2004-09-01,News,20:00,Otan,party,120,,news,yes,positive,\n"
            + "u1,A,Khabar,state,2004-09-01,News,20:00,Otan,party,120,,news,yes,positive,\n",
        "u1,A,Khabar,state,2004-09-01,News,20:00,Otan,party,120,,news,yes,positive,\n"
            + "u1,B,Khabar,state,2004-09-02,News,20:00,Otan,party,120,,news,yes,positive,\n",
        "u1,A,Khabar,state,2004-09-01,News,25:00,Otan,party,120,,news,yes,positive,\n",
        "u1,A,Khabar,state,2004-09-01,News,20:00,Otan,party,120,30,news,yes,positive,\n",
        "u1,A,Khabar,state,2004-09-01,News,20:00,Otan,party,,,news,yes,positive,\n",
        "u1,A,Khabar,state,2004-13-01,News,20:00,Otan,party,1,,news,yes,positive,\n",
        "u1,A,Khabar,state,2004-09-01,News,20:00,Otan,party,1,,news,yes,glowing,\n",
    ]) func wrongRowsAreRefused(rows: String) {
        #expect(throws: Mistakes.self) { try MediaTable.read(Array((Self.header + rows).utf8), file: "media.csv") }
    }
}
