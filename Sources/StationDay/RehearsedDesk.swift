import Accounts
import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectronicStation
import VerifiableVoting
import VoterRegister

/// A desk whose acts go into a record, each before the next, and whose state is what the record says.
struct RehearsedDesk: Sendable {
    private(set) var state: DeskState
    private(set) var head: RecordHead?
    private let base: RegisterImage
    private let store: any RecordStore
    private let service: SignerSecret
    private let opening: RecordOpening
    private let ahead: Int
    private(set) var recorders: RehearsedRecorders

    /// Begins the record of a station. Throws `RecordViolation`, and what the store throws.
    init(
        _ base: RegisterImage, station: StationID, store: any RecordStore, recorders: RehearsedRecorders,
        day: CalendarDate, ahead: Int
    ) async throws {
        let service = SignerSecret()
        guard let key = service.publicKey else { throw RecordViolation(.signature, height: 0, detail: "key") }
        (self.base, self.store, self.service, self.ahead) = (base, store, service, ahead)
        self.recorders = recorders
        state = DeskState(base)
        opening = RecordOpening(election: "station:\(station)", service: key, precisions: DeskActs.precisions)
        let seconds = Self.seconds(CivilTime(day.adding(days: -1), minute: 540), ahead: ahead)
        let draft = opening.draft(
            author: "service", role: Role.setupOfficer.rawValue,
            time: RecordTime(secondsSince1970: seconds, precision: opening.precision(of: RecordOpening.kind)))
        head = try await store.append(try SealedEvent.seal([draft], after: nil, by: service), after: nil)
    }

    /// Does an act as a service does: tried with the minute, written, then folded as the record will be read. Throws `DeskRefusal`,
    /// and what the store throws.
    mutating func take<Act: DeskAct>(
        _ act: Act, by person: PersonID, as role: Role = .commissioner, at now: CivilTime,
        about voter: VoterNumber? = nil
    ) async throws {
        let time = RecordTime(
            secondsSince1970: Self.seconds(now, ahead: ahead), precision: opening.precision(of: Act.kind))
        var trial = state
        try trial.apply(
            act,
            DeskEvent(
                person: person, role: role, time: time, now: now, height: (head?.height ?? 0) + 1, voter: voter))
        // With the signing of the closing the log has ended.
        if let action = Act.recorded, action != .stationClosed { try recorders.record(action, at: now) }
        let draft = try DeskActs.draft(act, by: person, as: role, at: time, voter: voter)
        let sealed = try SealedEvent.seal([draft], after: head, by: service)
        for event in sealed { try state.apply(event) }
        head = try await store.append(sealed, after: head)
    }

    /// Reads the record from its beginning, verifies it, and goes on from there, as after a loss of power. Throws `RecordViolation`,
    /// `DeskRefusal`, and what the store throws.
    mutating func restart() async throws {
        try recorders.restart()
        var verifier = RecordVerifier()
        var folded = DeskState(base)
        while true {
            let events = try await store.events(from: verifier.head.map { $0.height + 1 } ?? 0, count: 1024)
            if events.isEmpty { break }
            for event in events {
                try verifier.add(event)
                try folded.apply(event)
            }
        }
        (state, head) = (folded, verifier.head)
    }

    /// Seconds since 1970 of a minute by the station's clock.
    private static func seconds(_ time: CivilTime, ahead: Int) -> Int64 {
        Int64(time.date.dayNumber) * 86_400 + Int64(60 * (time.minute - ahead))
    }
}

/// The commission of a rehearsed station: one of each party, who does what.
enum RehearsedMembers {
    static let all = (1...7).map { number in
        CommissionMember(
            PersonID("m\(number)"), number == 1 ? .chair : number == 2 ? .secretary : .member,
            party: PartyID("p\(number)"))
    }
    static let chair: PersonID = "m1"
    static let issuers: [PersonID] = ["m4", "m5", "m6"]
    static let visitors: [PersonID] = ["m6", "m7"]

    /// 19 September 2004, in days since 1970.
    static let pollingDay: CalendarDate = {
        guard let day = CalendarDate(dayNumber: 12_680) else { preconditionFailure("it is a day of 2004") }
        return day
    }()

    static var signatures: [ProtocolHeader.Signature] { all.map { .init($0.person, $0.office) } }
}
