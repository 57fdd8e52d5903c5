import Accounts
package import Counting
import DataFormats
package import ElectionConduct
package import ElectionModel
package import ElectionRecord
package import ElectronicStation
package import VerifiableVoting
package import VoterRegister

/// A small electronic station for tests: some invented voters, seven members of seven parties, and the acts of its day.
package enum SmallStation {
    package static let station: StationID = "st-1"
    package static let password = "correct-horse-battery"
    /// Minutes ahead of UTC.
    package static let ahead = 360

    /// 19 September 2004.
    package static let day: CalendarDate = {
        guard let day = CalendarDate("2004-09-19") else { preconditionFailure("it is a day") }
        return day
    }()

    package static let members: [CommissionMember] = [
        CommissionMember("m1", .chair, party: "p1"), CommissionMember("m2", .secretary, party: "p2"),
        CommissionMember("m3", .deputyChair, party: "p3"), CommissionMember("m4", .member, party: "p4"),
        CommissionMember("m5", .member, party: "p5"), CommissionMember("m6", .member, party: "p6"),
        CommissionMember("m7", .member, party: "p7"),
    ]

    package static func number(_ value: Int) -> VoterNumber {
        guard let number = VoterNumber(value: 700_101_300_000 + UInt64(value)) else { preconditionFailure("12 digits") }
        return number
    }

    private static let names = [
        ("Әлия Ғалымқызы", "Алия Галымовна", "Aliya"), ("Нұрлан Қайратұлы", "Нурлан Кайратович", "Nurlan"),
        ("Шолпан Өтегенқызы", "Шолпан Утегеновна", "Sholpan"), ("Юрий Халцев", "Юрий Халцев", "Yuri"),
    ]

    /// Voters 1 to `count` of the station.
    package static func entries(_ count: Int) -> [RegisterEntry] {
        (1...count).map { value in
            let name = names[value % names.count]
            return RegisterEntry(
                number: number(value),
                name: VoterName(
                    kazakh: "Сынақов \(name.0)", russian: "Сынаков \(name.1)",
                    latin: "Synakov \(name.2)"),
                birthDate: day.adding(days: -9000 - value), address: "Invented street \(value)", station: station)
        }
    }

    package static func image(_ entries: [RegisterEntry]) throws -> RegisterImage {
        var writer = CSVWriter(header: RegisterTable.columns)
        for entry in entries { writer.append(RegisterTable.row(entry, .simulated)) }
        var (rest, file): ([UInt8]?, [UInt8]) = (writer.bytes, [])
        _ = try RegisterImport.run(
            from: {
                defer { rest = nil }
                return rest
            }, to: { file += $0 })
        return try RegisterImage(UnsafeRegisterMemory(copying: file))
    }

    package static let hash = String(repeating: "ab", count: 32)

    /// - Parameter cost: the least there is: tests try the password.
    package static func prepared(
        voters: Int, slips: UInt32, election: String = "first", on day: CalendarDate = Self.day,
        change: (inout StationPrepared) -> Void = { _ in }
    ) throws -> StationPrepared {
        var prepared = StationPrepared(
            station: station, election: election, hours: .init(day: day, ahead: ahead), members: members,
            rules: DeskRules(), list: .init(voters: voters, entries: hash, register: hash),
            startPassword: try PasswordHash(Array(password.utf8), cost: .least), slips: slips, isSingleMachine: true,
            provenance: .simulated)
        change(&prepared)
        return prepared
    }

    /// Seconds since 1970 of a minute by the station's clock.
    package static func seconds(_ time: CivilTime) -> Int64 {
        Int64(time.date.dayNumber) * 86_400 + Int64(60 * (time.minute - ahead))
    }

    package static func at(_ hour: Int, _ minute: Int = 0, on day: CalendarDate = Self.day) -> CivilTime {
        CivilTime(day, minute: 60 * hour + minute)
    }

    /// What has to be done before a station opens, in its order, each by somebody who may.
    package static func preparations(slips: UInt32) -> [(condition: OpeningCondition, act: any DeskAct)] {
        [
            (.acceptance, SystemAccepted(document: "1 of 10 September 2004", day: day.adding(days: -9), hash: hash)),
            (.installation, EquipmentInstalled(act: "1", day: day.adding(days: -3), present: ["m1", "m4"])),
            (.presence, CommissionPresent(["m1", "m2", "m3", "m4", "m5", "m6"])),
            (.selfTest, SelfTested(hasPassed: true, report: "all well")),
            (.emptyUrn, EmptyUrnShown(slots: slips, statement: hash)),
            (.slips, SlipsReceived(packet: "P-1", isIntact: true, counted: slips, destroyedBy: ["a", "b"])),
            (.startPassword, StartPasswordEntered(isSealIntact: true)),
            (.naming, MembersNamed(forRegister: ["m3"], forIssuing: ["m4", "m5", "m6"])),
        ]
    }
}

/// A desk whose acts are kept in a record, as a station keeps them.
package struct DeskScene {
    package private(set) var state: DeskState
    package private(set) var events: [SealedEvent] = []
    package let base: any RegisterBase
    package let service: SignerSecret
    private let opening: RecordOpening

    package init(_ base: any RegisterBase, service: SignerSecret = SignerSecret()) throws {
        (self.base, self.service, state) = (base, service, DeskState(base))
        guard let key = service.publicKey else { preconditionFailure("it has just been made") }
        opening = RecordOpening(election: "st-1", service: key, precisions: DeskActs.precisions)
        let draft = opening.draft(author: "setup", role: Role.setupOfficer.rawValue, time: .none)
        events = try SealedEvent.seal([draft], after: nil, by: service)
    }

    /// Does an act as the service does: first with the minute, then as the record will be read.
    package mutating func take(
        _ act: any DeskAct, by person: PersonID = "m1", as role: Role = .commissioner, at time: CivilTime,
        about voter: VoterNumber? = nil
    ) throws { try add(act, person, role, time, voter) }

    private mutating func add<Kind: DeskAct>(
        _ act: Kind, _ person: PersonID, _ role: Role, _ now: CivilTime, _ voter: VoterNumber?
    ) throws {
        let time = RecordTime(
            secondsSince1970: SmallStation.seconds(now), precision: opening.precision(of: Kind.kind))
        var trial = state
        try trial.apply(
            act,
            DeskEvent(
                person: person, role: role, time: time, now: now, height: events.count, voter: voter))
        let draft = try DeskActs.draft(act, by: person, as: role, at: time, voter: voter)
        let sealed = try SealedEvent.seal([draft], after: events.last?.head, by: service)
        for event in sealed { try state.apply(event) }
        events += sealed
    }

    /// Prepares a station and opens it at seven, or leaves out one condition.
    package mutating func open(
        voters: Int, slips: UInt32, without left: OpeningCondition? = nil,
        change: (inout StationPrepared) -> Void = { _ in }
    ) throws {
        let eve = SmallStation.at(9, on: SmallStation.day.adding(days: -1))
        try take(
            SmallStation.prepared(voters: voters, slips: slips, change: change), by: "setup", as: .setupOfficer, at: eve
        )
        for (condition, act) in SmallStation.preparations(slips: slips) where condition != left {
            try take(act, at: SmallStation.at(6, 40))
        }
        try take(StationOpened(manifest: SmallStation.hash), at: SmallStation.at(7))
    }
}
