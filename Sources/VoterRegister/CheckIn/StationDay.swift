public import Counting
public import ElectionModel

/// The desk of a station on the polling day: who was given a vote, in which form, by whom. A value that changes by two acts and
/// refuses what must not be; it writes nothing and knows no clock.
///
/// One check-in is for all contests of the day: a voter cannot come back for the other one. Where voting is postponed and those
/// who voted vote again (article 50-5(7)), the new day is a new value.
public struct StationDay: Sendable {
    public let station: StationID
    private let register: RegisterState
    /// The members who give ballots and devices. The chair may name others during the day.
    public var issuers: Set<PersonID>
    private var given: [VoterNumber: CheckIn] = [:]
    private var homeRequests: Set<VoterNumber> = []

    public init(station: StationID, register: RegisterState, issuers: Set<PersonID>) {
        (self.station, self.register, self.issuers) = (station, register, issuers)
    }

    private var calendar: RegisterCalendar { register.calendar }

    /// Takes a request to vote at home, until noon.
    public mutating func requestHomeVote(_ number: VoterNumber, at now: CivilTime) throws(CheckInRefusal) {
        guard now <= calendar.homeRequests.until else { throw .tooLate(calendar.homeRequests, now: now) }
        try requireListed(number)
        if let checkIn = given[number] { throw .givenAlready(checkIn) }
        guard homeRequests.insert(number).inserted else { throw .requestedAlready(number) }
    }

    /// Gives a voter his vote. Who asked to vote at home and comes to the station all the same is given it there.
    public mutating func checkIn(
        _ number: VoterNumber, form: VotingForm, place: VotingPlace = .station, by member: PersonID, at now: CivilTime
    ) throws(CheckInRefusal) {
        guard now >= calendar.opens else { throw .notOpenYet(calendar.opens) }
        guard now <= calendar.voting.until else { throw .tooLate(calendar.voting, now: now) }
        guard issuers.contains(member) else { throw .mayNotIssue(member) }
        try requireListed(number)
        if let checkIn = given[number] { throw .givenAlready(checkIn) }
        if place == .home, !homeRequests.contains(number) { throw .noHomeRequest(number) }
        given[number] = CheckIn(number: number, form: form, place: place, member: member, hour: now.minute / 60)
    }

    private func requireListed(_ number: VoterNumber) throws(CheckInRefusal) {
        let standing: RegisterState.Standing?
        do { standing = try register.standing(number) } catch { throw .damaged(error) }
        guard let standing else { throw .notOnTheList(number) }
        guard !standing.isStruckOut else { throw .struckOut(number) }
        guard standing.entry.station == station else { throw .otherStation(standing.entry.station) }
    }

    /// Those who asked to be visited and were given no vote yet, for the two members with the mobile box.
    public var openHomeRequests: [VoterNumber] { homeRequests.filter { given[$0] == nil }.sorted() }
    /// All requests, which the protocol holds against the ballots of the mobile box (article 43(3)).
    public var homeRequestCount: Int { homeRequests.count }

    public func isCheckedIn(_ number: VoterNumber) -> Bool { given[number] != nil }

    /// What a voter was given; nil where he was given nothing yet.
    public func checkIn(of number: VoterNumber) -> CheckIn? { given[number] }

    /// Whether somebody asked to be visited.
    public func hasRequestedHomeVote(_ number: VoterNumber) -> Bool { homeRequests.contains(number) }

    /// The check-ins in the order of numbers, which says nothing of the order in which people came.
    public var list: CheckInList {
        CheckInList(station: station, checkIns: given.values.sorted { $0.number < $1.number })
    }
}

/// The check-ins of one station as it hands them on.
public struct CheckInList: Sendable, Hashable {
    public var station: StationID
    public var checkIns: [CheckIn]

    public init(station: StationID, checkIns: [CheckIn]) { (self.station, self.checkIns) = (station, checkIns) }

    /// How many were given a vote before each full hour of the day.
    public func turnout(opens: Int = 7, closes: Int = 20) -> [(hour: Int, tookPart: Int)] {
        guard opens < closes else { return [] }
        return (opens + 1...closes).map { hour in
            // Who is given a vote in the minute of closing counts to the last hour.
            (hour, checkIns.count { $0.hour < hour || hour == closes })
        }
    }

    /// How many each member gave, in the order of their names (article 43(4)).
    public var givenByMember: [(member: PersonID, given: Int)] {
        Dictionary(grouping: checkIns, by: \.member).map { ($0.key, $0.value.count) }.sorted { $0.0 < $1.0 }
    }

    public func count(_ form: VotingForm) -> Int { checkIns.count { $0.form == form } }
}

/// Somebody who was checked in more than once, with every check-in.
public struct RepeatedCheckIn: Sendable, Hashable {
    public var number: VoterNumber
    /// In the order of the lists that were merged.
    public var places: [Place]

    public struct Place: Sendable, Hashable {
        public var station: StationID
        public var checkIn: CheckIn

        public init(station: StationID, checkIn: CheckIn) { (self.station, self.checkIn) = (station, checkIn) }
    }

    public init(number: VoterNumber, places: [Place]) { (self.number, self.places) = (number, places) }
}

extension CheckInList {
    /// Everybody who stands more than once in any of the lists, in one or in several, by number.
    ///
    /// One sort over all check-ins: a country's eight million take sixteen bytes each.
    public static func repeated(in lists: [CheckInList]) -> [RepeatedCheckIn] {
        var all: [(number: UInt64, list: UInt32, index: UInt32)] = []
        all.reserveCapacity(lists.reduce(0) { $0 + $1.checkIns.count })
        for (list, station) in lists.enumerated() {
            for (index, checkIn) in station.checkIns.enumerated() {
                all.append((checkIn.number.value, UInt32(list), UInt32(index)))
            }
        }
        all.sort { ($0.number, $0.list, $0.index) < ($1.number, $1.list, $1.index) }
        var repeated: [RepeatedCheckIn] = []
        var start = 0
        for end in 1...max(1, all.count) where end >= all.count || all[end].number != all[start].number {
            if end - start > 1 {
                let places = all[start..<end].map { entry -> RepeatedCheckIn.Place in
                    let list = lists[Int(entry.list)]
                    return RepeatedCheckIn.Place(station: list.station, checkIn: list.checkIns[Int(entry.index)])
                }
                repeated.append(RepeatedCheckIn(number: places[0].checkIn.number, places: places))
            }
            start = end
        }
        return repeated
    }
}
