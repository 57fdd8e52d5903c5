package import Counting
import DataFormats
package import ElectionConduct
package import ElectionModel
package import ElectionRecord
import ElectoralLaw
package import Foundation
package import VerifiableVoting

/// A small election under the law and the procedure of 2004: two constituencies, four stations, three parties.
package struct Scene {
    package static let home = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    package static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: home.appending(path: path)))
    }

    package static func setting() throws -> ConductSetting { try readSetting.get() }

    /// Read once: law and procedure take longer than most tests.
    private static let readSetting = Result { try makeSetting() }

    private static func makeSetting() throws -> ConductSetting {
        let lawBytes = try bytes("Laws/kazakhstan/mazhilis-2004-04-14.yaml")
        let procedureBytes = try bytes("Laws/procedures/kazakhstan/mazhilis-2004-04-14.yaml")
        let districts = [
            District(id: "c01", tier: "constituencies", name: Multilingual("No 1"), region: "west"),
            District(id: "c02", tier: "constituencies", name: Multilingual("No 2"), region: "east"),
            District(id: "national", tier: "list", name: Multilingual("The country"), seats: 10),
        ]
        let election = Election(
            id: "small", name: Multilingual("A small election"), law: "kazakhstan/mazhilis-2004-04-14",
            pollingDays: [day("2004-09-19")],
            regions: [
                Region(id: "west", name: Multilingual("West")), Region(id: "east", name: Multilingual("East")),
            ], districts: districts,
            parties: ["red", "blue", "green"].map {
                Party(id: PartyID($0), name: Multilingual($0), shortName: Multilingual($0))
            })
        return ConductSetting(
            law: try Law.read(lawBytes, file: "law"),
            procedure: try Procedure.read(procedureBytes, file: "procedure"), election: election,
            lawHash: Digest(of: lawBytes), procedureHash: Digest(of: procedureBytes), electionHash: Digest(of: [1]),
            provenance: .simulated, offsets: ["west": 300, "east": 420])
    }

    package static func day(_ text: String) -> CalendarDate {
        guard let date = CalendarDate(text) else { preconditionFailure("\(text) is no day") }
        return date
    }

    package static func time(_ text: String) -> RecordTime { RecordTime(text) ?? .none }

    package private(set) var state: ConductState
    /// What was done so far, as a record takes it.
    private var drafts: [EventDraft] = []

    private static let called = Result { try Scene(setting: setting()) }

    /// With the election called, stations and all commissions.
    package init() throws { self = try Self.called.get() }

    private init(setting: ConductSetting) throws {
        state = ConductState(setting)
        try act(
            ElectionCalled(state.setting, calledOn: Self.day("2004-07-08"), pollingDay: Self.day("2004-09-19")),
            at: "2004-07-08")
        try act(
            StationsEstablished(
                [("s1", "west", "c01"), ("s2", "west", "c01"), ("s3", "east", "c02"), ("s4", "east", "c02")].map {
                    .init(
                        PollingStation(
                            id: StationID($0.0), region: RegionID($0.1), district: DistrictID($0.2), electors: 1000),
                        territory: "town-\($0.1)")
                }), at: "2004-07-12")
        let commissions =
            [Commission.central]
            + ["district:c01", "district:c02", "territorial:town-west", "territorial:town-east"]
            .compactMap { Commission($0) } + ["s1", "s2", "s3", "s4"].compactMap { Commission("precinct:\($0)") }
        try act(
            CommissionFormed(commissions.map { .init($0, members: Self.members(of: $0)) }, electedBy: "maslikhats"),
            at: "2004-07-15")
    }

    package static func members(of commission: Commission) -> [CommissionMember] {
        (1...7).map { number in
            CommissionMember(
                PersonID("\(commission)/\(number)"), number == 1 ? .chair : .member,
                party: number <= 3 ? ["red", "blue", "green"][number - 1] : nil)
        }
    }

    package static func decision(
        _ commission: String, _ date: String, present: Int = 7, inFavour: Int = 7, dissents: [PersonID] = []
    ) -> CommissionDecision {
        CommissionDecision(
            Commission(commission) ?? .central, number: "1", date: day(date), present: present, inFavour: inFavour,
            dissents: dissents)
    }

    package mutating func act(
        _ act: some Act, by person: PersonID = "officer", as role: Role = .setupOfficer, at text: String,
        persons: [PersonDescription] = []
    ) throws {
        // Every act goes through its bytes, as it would in a record.
        let bytes = try CanonicalEncoder.encode(act)
        let read = try CanonicalDecoder.decode(type(of: act), from: bytes)
        let event = ActEvent(
            person: person, role: role, time: Self.time(text), height: state.height + 1,
            personal: try persons.map { try CanonicalEncoder.encode($0) })
        try state.apply(read, event)
        let time = event.time.date.map {
            RecordTime($0, secondOfDay: event.time.secondOfDay, precision: type(of: act).precision)
        }
        drafts.append(
            EventDraft(
                kind: type(of: act).kind, author: person.rawValue, role: role.rawValue, time: time ?? .none,
                payload: bytes, personal: event.personal.compactMap { $0.map { PersonalPayload($0) } }))
    }

    /// Everything that was done as a record of a service.
    package func record(_ service: SignerSecret) throws -> [SealedEvent] {
        guard let key = service.publicKey else { return [] }
        let opening = RecordOpening(election: "small", service: key, precisions: Acts.precisions)
        return try SealedEvent.seal(
            [opening.draft(author: "service", role: Role.administrator.rawValue, time: .none)] + drafts, after: nil,
            by: service)
    }

    /// Nominates and registers a candidate.
    package mutating func stand(
        _ choice: ChoiceID, in district: DistrictID, for party: PartyID? = nil, kazakh: String? = nil
    ) throws {
        try act(
            NominationReceived(choice, tier: "constituencies", district: district, nominator: party, memberOf: party),
            at: "2004-08-01",
            persons: [PersonDescription(Multilingual(choice.rawValue, kazakh: kazakh ?? choice.rawValue))])
        try act(
            NominationRegistered(choice, Self.decision("district:\(district)", "2004-08-15")), at: "2004-08-15")
    }

    /// What an act is refused with; nil where it is done.
    package mutating func refusal(
        _ act: some Act, as role: Role = .setupOfficer, at text: String
    ) -> ConductRefusal? {
        do {
            try self.act(act, as: role, at: text)
            return nil
        } catch { return error as? ConductRefusal }
    }
}
