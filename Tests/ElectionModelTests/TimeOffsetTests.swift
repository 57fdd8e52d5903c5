import ElectionModel
import Testing

@Suite struct TimeOffsetTests {
    @Test(arguments: ["40 days before", "1 day before", "2 months after", "48 hours after", "same day"])
    func aWrittenDistanceIsReadAndWritten(text: String) {
        #expect(TimeOffset(text).map { "\($0)" } == text)
    }

    @Test(arguments: [
        "", "40 days", "0 days before", "-1 days before", "01 days before", "40 years before", "40  days before",
        "10001 days after",
    ])
    func nothingElseIsRead(text: String) { #expect(TimeOffset(text) == nil) }

    @Test func everyDayOfFourCenturiesIsFoundByItsNumber() throws {
        var date = try #require(CalendarDate("1799-12-31"))
        var number = date.dayNumber
        let last = try #require(CalendarDate("2200-01-01")).dayNumber
        while number < last {
            number += 1
            let next = try #require(CalendarDate(dayNumber: number))
            #expect(next.dayNumber == number && next > date)
            date = next
        }
        #expect(CalendarDate(dayNumber: 0).map { "\($0)" } == "1970-01-01")
        #expect(CalendarDate(dayNumber: 2_932_897) == nil, "10000-01-01")
        #expect(CalendarDate(dayNumber: -719_163) == nil, "the day before 0001-01-01")
    }

    @Test func hoursGoOverMidnight() throws {
        let evening = CivilTime(try #require(CalendarDate("2004-12-31")), minute: 1200)
        #expect("\(evening.moved(by: TimeOffset(12, .hours)))" == "2005-01-01 08:00")
        #expect("\(evening.moved(by: TimeOffset(-21, .hours)))" == "2004-12-30 23:00")
        #expect("\(evening.moved(by: TimeOffset(2, .months)))" == "2005-02-28 20:00")
    }
}
