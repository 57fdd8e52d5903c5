import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import VoterRegister

/// What acts ask of the state.
extension DeskState {
    func requireBefore(_ phase: DeskPhase) throws(DeskRefusal) {
        guard self.phase == .preparing else { throw .wrongPhase(self.phase) }
    }

    func requireOpen() throws(DeskRefusal) {
        guard phase == .open else { throw .wrongPhase(phase) }
    }

    func requireMember(_ person: PersonID) throws(DeskRefusal) -> CommissionMember {
        guard let member = members.first(where: { $0.person == person }) else { throw .notAMember(person) }
        return member
    }

    /// All of them members, each named once.
    func requireMembers(_ persons: [PersonID]) throws(DeskRefusal) {
        for person in persons { _ = try requireMember(person) }
        guard Set(persons).count == persons.count else { throw .namedTwice }
    }

    func requireChair(_ person: PersonID, article: String) throws(DeskRefusal) {
        guard try requireMember(person).office == .chair else { throw .notTheChair(person, article: article) }
    }

    /// Nobody is given a slip that is not in the stack.
    func requireSlip() throws(DeskRefusal) {
        guard slipsLeft > 0 else { throw .noSlipsLeft(received: Int(slips?.counted ?? 0)) }
    }

    /// The voter was given a slip, and has not given it back.
    func requireElectronic(_ voter: VoterNumber) throws(DeskRefusal) {
        guard let checkIn = day?.checkIn(of: voter), checkIn.form == .electronic else { throw .noSlipGiven(voter) }
        guard !returned.contains(voter) else { throw .slipGivenBack(voter) }
    }

    /// The voter of an act; nil where his number was erased since.
    func voter(_ event: DeskEvent) throws(DeskRefusal) -> VoterNumber? {
        if let voter = event.voter { return voter }
        guard event.isErased else { throw .noVoter }
        return nil
    }

    /// The minute of an event by the station's clock; nil where its time says no more than the day.
    func now(_ event: DeskEvent) -> CivilTime? {
        if let now = event.now { return now }
        guard event.time.precision != .day else { return nil }
        return event.time.civil(ahead: hours.ahead)
    }

    /// The time of an act about a voter: the minute while it is done, and the earliest that its hour allows once it is read again.
    ///
    /// - Parameter start: the first minute of the day that counts.
    func minute(of hour: Int, _ event: DeskEvent, from start: Int) throws(DeskRefusal) -> CivilTime {
        guard (0...24).contains(hour) else { throw .otherHour(hour) }
        if let now = event.now {
            guard now.minute / 60 == hour else { throw .otherHour(hour) }
            return now
        }
        // Requests may have been made on a day before; whoever is given a vote is given it on the polling day.
        let date = start == 0 ? min(event.time.date ?? hours.day, hours.day) : hours.day
        let minute = max(60 * hour, start)
        guard minute / 60 == hour else { throw .otherHour(hour) }
        return CivilTime(date, minute: minute)
    }

    mutating func requestHomeVote(_ voter: VoterNumber, at time: CivilTime) throws(CheckInRefusal) {
        try day?.requestHomeVote(voter, at: time)
    }

    mutating func checkIn(
        _ voter: VoterNumber, _ form: VotingForm, _ place: VotingPlace, by member: PersonID, at time: CivilTime
    ) throws(CheckInRefusal) {
        try day?.checkIn(voter, form: form, place: place, by: member, at: time)
    }

    mutating func open(_ opening: StationOpened, _ event: DeskEvent) {
        (self.opening, openedAt, phase) = (opening, event.time, .open)
    }

    /// Begins with a station that was prepared, on its first day.
    mutating func begin(_ prepared: StationPrepared) {
        self.prepared = prepared
        day = StationDay(
            station: prepared.station, register: RegisterState(base, calendar: prepared.hours.calendar), issuers: [])
    }

    /// Begins another election: everybody may be given a vote again. Acceptance and installation of the equipment stand.
    mutating func beginAgain(_ prepared: StationPrepared) {
        var next = DeskState(base)
        next.void = void + [voidElection]
        (next.acceptance, next.installation, next.interruptions) = (acceptance, installation, interruptions)
        next.begin(prepared)
        self = next
    }

    private var voidElection: VoidElection {
        VoidElection(
            election: prepared?.election ?? "", counts: counts,
            checkIns: day?.list ?? CheckInList(station: station, checkIns: []))
    }
}
