import Accounts
import ElectionModel
import Testing
import VoterRegister

@Suite struct OwnEntryTests {
    private let entries = SmallRegisters.entries(50, seed: 11)

    @Test func onlyNumberAndDateTogetherFind() throws {
        let desk = OwnEntryDesk(try SmallRegisters.image(entries), limit: RateLimit(capacity: 1_000_000, interval: 1))
        for entry in entries {
            func ask(_ number: VoterNumber, _ date: CalendarDate) throws -> OwnEntryAnswer {
                try desk.ask(number: number, birthDate: date, from: "a", at: 0)
            }
            #expect(try ask(entry.number, entry.birthDate) == .found(entry))
            // Wrong date, wrong number, both wrong: one and the same answer.
            let next = try #require(VoterNumber(value: (entry.number.value + 1) % VoterNumber.limit))
            #expect(try ask(entry.number, entry.birthDate.adding(days: 1)) == .notFound)
            #expect(try ask(next, entry.birthDate) == .notFound)
            #expect(try ask(next, entry.birthDate.adding(days: 1)) == .notFound)
            for other in entries where other.birthDate != entry.birthDate {
                #expect(try ask(entry.number, other.birthDate) == .notFound)
            }
        }
    }

    @Test func everyQuestionCountsAgainstItsAddress() throws {
        let desk = OwnEntryDesk(try SmallRegisters.image(entries), limit: RateLimit(capacity: 3, interval: 1000))
        let entry = entries[0]
        func ask(_ date: CalendarDate, from address: String, at time: Int64) throws -> OwnEntryAnswer {
            try desk.ask(number: entry.number, birthDate: date, from: address, at: time)
        }
        let wrong = entry.birthDate.adding(days: 1)
        #expect(try ask(entry.birthDate, from: "a", at: 0) == .found(entry))
        #expect(try ask(wrong, from: "a", at: 1) == .notFound)
        #expect(try ask(wrong, from: "a", at: 2) == .notFound)
        // The fourth is refused whether it would be right or not.
        #expect(try ask(entry.birthDate, from: "a", at: 3) == .tooOften)
        #expect(try ask(wrong, from: "a", at: 4) == .tooOften)
        #expect(try ask(entry.birthDate, from: "b", at: 5) == .found(entry))
        #expect(try ask(entry.birthDate, from: "a", at: 999) == .tooOften)
        #expect(try ask(entry.birthDate, from: "a", at: 1000) == .found(entry))
        #expect(try ask(entry.birthDate, from: "a", at: 1001) == .tooOften)
    }
}
