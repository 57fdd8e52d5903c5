import Counting
import ElectionModel
import Testing
import VoterRegister

/// The limits of 2004, to the minute, and the fold of changes.
@Suite struct ChangeTests {
    private let entries = SmallRegisters.entries(60, seed: 24)
    private let calendar: RegisterCalendar
    private let image: RegisterImage

    init() throws {
        calendar = try SmallRegisters.calendar(try #require(CalendarDate("2004-09-19")))
        image = try SmallRegisters.image(entries)
    }

    private func time(_ day: String, _ hour: Int = 10, _ minute: Int = 0) -> CivilTime {
        CivilTime(CalendarDate(day) ?? SmallRegisters.firstDay, minute: 60 * hour + minute)
    }

    private func change(
        _ kind: RegisterChange.Kind, received: CivilTime? = nil, decided: CivilTime? = nil,
        article: String = "art. 26(4)", reason: String = "Wrong house number"
    ) -> RegisterChange {
        let decided = decided ?? time("2004-08-10")
        return RegisterChange(
            kind, by: "p-7", received: received ?? decided, decided: decided, article: article, reason: reason)
    }

    private func refusal(_ change: RegisterChange, after: [RegisterChange] = []) -> ChangeRefusal? {
        var state = RegisterState(image, calendar: calendar)
        for earlier in after { #expect(throws: Never.self) { try state.apply(earlier) } }
        let count = state.changes.count
        do {
            try state.apply(change)
            #expect(state.changes.count == count + 1)
            return nil
        } catch {
            #expect(state.changes.count == count, "a refused change leaves nothing")
            return error
        }
    }

    private func corrected(_ entry: RegisterEntry) -> RegisterEntry {
        var entry = entry
        entry.address += " a"
        return entry
    }

    @Test func theLimitsAreThoseOfTheStatute() {
        #expect(calendar.moves.until == time("2004-08-20", 24) && calendar.moves.article == "art. 24(5)")
        #expect(calendar.corrections.until == time("2004-09-18", 20) && calendar.corrections.article == "art. 24(10)")
        #expect(calendar.homeRequests.until == time("2004-09-19", 12) && calendar.homeRequests.article == "art. 41(6)")
        #expect(calendar.opens == time("2004-09-19", 7) && calendar.voting.until == time("2004-09-19", 20))
    }

    @Test func correctionsStopAtEightInTheEveningBefore() {
        let kinds: [RegisterChange.Kind] = [
            .corrected(corrected(entries[0])), .struckOut(entries[0].number),
            .added(SmallRegisters.entries(1, seed: 99)[0]),
        ]
        for kind in kinds {
            for (moment, isInTime) in [
                (time("2004-07-01"), true), (time("2004-09-18", 19, 59), true), (time("2004-09-18", 20, 0), true),
                (time("2004-09-18", 20, 1), false), (time("2004-09-18", 23, 59), false),
                (time("2004-09-19", 0, 0), false),
                (time("2004-09-19", 7, 0), false), (time("2005-01-01"), false),
            ] {
                let refusal = refusal(change(kind, decided: moment))
                #expect(refusal == (isInTime ? nil : .tooLate(calendar.corrections, now: moment)), "\(moment)")
            }
        }
    }

    @Test func movesAreAskedForThirtyDaysBefore() throws {
        let entry = entries[0]
        let other = try #require(image.stations.first { $0 != entry.station })
        for (moment, isInTime) in [
            (time("2004-08-20", 0, 0), true), (time("2004-08-20", 23, 59), true), (time("2004-08-21", 0, 0), false),
            (time("2004-09-18", 12), false),
        ] {
            let move = change(.moved(entry.number, to: other), received: moment, decided: moment, article: "art. 24(5)")
            #expect(refusal(move) == (isInTime ? nil : .tooLate(calendar.moves, now: moment)), "\(moment)")
        }
        // Asked for in time, it may be decided later, until corrections stop.
        let asked = time("2004-08-20", 18)
        #expect(refusal(change(.moved(entry.number, to: other), received: asked, decided: time("2004-09-01"))) == nil)
        let tooLate = time("2004-09-18", 20, 1)
        #expect(
            refusal(change(.moved(entry.number, to: other), received: asked, decided: tooLate))
                == .tooLate(calendar.corrections, now: tooLate))
    }

    @Test func whatTheLawOf2004DoesNotKnowIsRefused() {
        for request in VoterRequest.allCases {
            let isUnknown = request == .absenteeCertificate || request == .earlyVote
            let early = time("2004-07-01")
            if isUnknown {
                #expect(throws: ChangeRefusal.unknownToLaw(request)) { try calendar.admit(request, at: early) }
            } else {
                #expect(throws: Never.self) { try calendar.admit(request, at: early) }
            }
        }
    }

    @Test func everyChangeNamesWhoWhenArticleAndReason() {
        let kind = RegisterChange.Kind.struckOut(entries[0].number)
        #expect(refusal(change(kind, reason: "  \n")) == .withoutReason)
        #expect(refusal(change(kind, article: "")) == .withoutArticle)
        let later = time("2004-08-11")
        #expect(refusal(change(kind, received: later, decided: time("2004-08-10"))) == .decidedBefore(later))
        #expect(
            refusal(change(kind), after: [change(.struckOut(entries[1].number), decided: later)]) == .outOfOrder(later))
    }

    @Test func contradictionsAreRefused() throws {
        let entry = entries[0]
        let stranger = SmallRegisters.entries(1, seed: 99)[0]
        let out = change(.struckOut(entry.number))
        #expect(refusal(change(.added(entry))) == .standsAlready(entry.number, entry.station))
        #expect(refusal(change(.corrected(entry))) == .nothingChanges)
        #expect(refusal(change(.corrected(stranger))) == .unknownNumber(stranger.number))
        #expect(refusal(change(.struckOut(stranger.number))) == .unknownNumber(stranger.number))
        #expect(refusal(change(.moved(entry.number, to: entry.station))) == .sameStation(entry.station))
        #expect(refusal(change(.moved(entry.number, to: "nowhere"))) == .unknownStation("nowhere"))
        #expect(refusal(out, after: [out]) == .struckOut(entry.number))
        #expect(refusal(change(.corrected(corrected(entry))), after: [out]) == .struckOut(entry.number))
        // Who was struck out wrongly is added again; both stay to be seen.
        #expect(refusal(change(.added(entry)), after: [out]) == nil)
    }

    @Test func aMoveIsSeenOnBothSides() throws {
        let entry = entries[0]
        let other = try #require(image.stations.first { $0 != entry.station })
        var state = RegisterState(image, calendar: calendar)
        try state.apply(change(.moved(entry.number, to: other)))
        let transfer = RegisterState.Transfer(number: entry.number, from: entry.station, to: other, change: 0)
        #expect(state.departures(from: entry.station) == [transfer] && state.arrivals(at: other) == [transfer])
        #expect(state.arrivals(at: entry.station).isEmpty && state.departures(from: other).isEmpty)
        #expect(try state.difference(of: entry.station).gone == [entry.number])
        #expect(try state.difference(of: other).here.map(\.number) == [entry.number])
        #expect(try state.standing(entry.number)?.entry.address == entry.address)
        // The register underneath is as it was.
        #expect(try image.entry(entry.number) == entry)
    }

    /// Random changes: the folded state is what a plain dictionary says, and no change is ever lost.
    @Test(arguments: 1...20)
    func randomChangesFoldAsADictionaryDoes(seed: UInt64) throws {
        var random = Random(seed)
        var state = RegisterState(image, calendar: calendar)
        var model = Dictionary(uniqueKeysWithValues: entries.map { ($0.number, $0) })
        var history: [VoterNumber: [Int]] = [:]
        let strangers = SmallRegisters.entries(10, seed: 1000 + seed)
        var moment = time("2004-07-01", 0)
        for _ in 0..<200 {
            moment = moment.moved(byMinutes: Int.random(in: 0...200, using: &random))
            let person = (entries + strangers).randomElement(using: &random)!
            let station = image.stations.randomElement(using: &random)!
            var entry = model[person.number] ?? person
            let kind: RegisterChange.Kind
            var expected: RegisterEntry?
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                kind = .added(entry)
                expected = entry
            case 1:
                entry.address = "Corrected street \(Int.random(in: 1...3, using: &random))"
                kind = .corrected(entry)
                expected = entry
            case 2:
                kind = .moved(person.number, to: station)
                entry.station = station
                expected = entry
            default:
                kind = .struckOut(person.number)
                expected = nil
            }
            guard (try? state.apply(change(kind, decided: moment))) != nil else { continue }
            model[person.number] = expected
            history[person.number, default: []].append(state.changes.count - 1)
        }
        #expect(!state.changes.isEmpty)
        for person in entries + strangers {
            let standing = try state.standing(person.number)
            #expect(standing.flatMap { $0.isStruckOut ? nil : $0.entry } == model[person.number])
            #expect((standing?.changes ?? []) == (history[person.number] ?? []))
        }
        for station in image.stations {
            let difference = try state.difference(of: station)
            let gone = Set(difference.gone)
            let untouched = entries.filter { entry in
                entry.station == station && !gone.contains(entry.number)
                    && !difference.here.contains { $0.number == entry.number }
            }
            let list = Set(untouched + difference.here)
            #expect(list == Set(model.values.filter { $0.station == station }))
        }
        // The register written anew has exactly those who stand.
        var file: [UInt8] = []
        try state.write(to: { file += $0 })
        let written = try RegisterImage(UnsafeRegisterMemory(copying: file))
        let all = try (0..<written.count).map { try written.entry(at: $0) }
        #expect(all.count == model.count && Set(all) == Set(model.values) && written.status == image.status)
        for (index, change) in state.changes.enumerated() {
            for transfer in state.arrivals(at: entries[0].station) where transfer.change == index {
                #expect(state.departures(from: transfer.from).contains(transfer) && change.number == transfer.number)
            }
        }
    }

    @Test func errorsAreDecidedOnTheSameDay() throws {
        var complaint = ListComplaint(station: "s-1", received: time("2004-09-10", 23, 59), text: "My flat is missing")
        #expect(!complaint.isOverdue(at: time("2004-09-10", 23, 59)))
        #expect(complaint.isOverdue(at: time("2004-09-11", 0, 0)))
        #expect(throws: ChangeRefusal.decidedBefore(complaint.received)) {
            try complaint.decide(.refused(reason: "x"), at: time("2004-09-10", 23, 58))
        }
        #expect(throws: ChangeRefusal.withoutReason) {
            try complaint.decide(.refused(reason: " "), at: time("2004-09-10", 23, 59))
        }
        try complaint.decide(.corrected(change: 4), at: time("2004-09-10", 23, 59))
        #expect(!complaint.isOverdue(at: time("2004-09-19")) && complaint.decision == .corrected(change: 4))
        #expect(throws: ChangeRefusal.self) { try complaint.decide(.refused(reason: "x"), at: time("2004-09-11")) }
        var state = RegisterState(image, calendar: calendar)
        try state.apply(
            change(.struckOut(entries[0].number), received: time("2004-08-09", 9), decided: time("2004-08-09", 23)))
        try state.apply(
            change(.struckOut(entries[1].number), received: time("2004-08-09", 9), decided: time("2004-08-10", 0)))
        #expect(state.lateDecisions == [1])
    }
}
