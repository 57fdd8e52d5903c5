import ElectionModel
import Testing

@Suite struct CalendarArithmeticTests {
    @Test(arguments: [
        ("2004-09-19", 2, "2004-11-19"), ("2004-12-31", 2, "2005-02-28"), ("2003-12-31", 2, "2004-02-29"),
        ("2004-09-19", 0, "2004-09-19"), ("2004-11-15", 14, "2006-01-15"), ("2004-03-31", -1, "2004-02-29"),
    ])
    func addsMonths(_ from: String, _ months: Int, _ to: String) throws {
        #expect(try #require(CalendarDate(from)).adding(months: months) == CalendarDate(to))
    }

    @Test func addsYears() throws {
        let leapDay = try #require(CalendarDate("2004-02-29"))
        #expect(leapDay.adding(years: 1) == CalendarDate("2005-02-28"))
        #expect(leapDay.adding(years: 4) == CalendarDate("2008-02-29"))
    }
}
