import Counting
import DataFormats
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectoralLaw
import Foundation
import Papers
import VerifiableVoting
import Wording

/// An election of one constituency and one list tier with Kazakh names, under the law and the procedure of 2004.
struct SmallElection {
    static let home = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let contest = ContestID("constituencies", "c01")
    static let lists = ContestID("list", "national")
    /// In the order of nomination; by the Kazakh alphabet: Ахметов, Әбенов, Қасымов, Ұлықбеков.
    static let candidates: [(id: ChoiceID, russian: String, kazakh: String)] = [
        ("k1", "Улыкбеков", "Ұлықбеков Ерлан"), ("k2", "Касымов", "Қасымов Бақыт"), ("k3", "Ахметов", "Ахметов Айдар"),
        ("k4", "Абенов", "Әбенов Ғалым"),
    ]

    var state: ConductState

    static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: home.appending(path: path))) }

    static func day(_ text: String) -> CalendarDate {
        guard let day = CalendarDate(text) else { preconditionFailure("\(text) is no day") }
        return day
    }

    /// - Parameter electors: on the list of each of the two stations.
    init(
        law: String = "mazhilis-2004-04-14", provenance: ProvenanceKind = .simulated, electors: UInt32 = 1000
    ) throws {
        let lawBytes = try Self.bytes("Laws/kazakhstan/\(law).yaml")
        let procedure = try Self.bytes("Laws/procedures/kazakhstan/mazhilis-2004-04-14.yaml")
        let election = Election(
            id: "small", name: Multilingual("A small election", russian: "Малые выборы", kazakh: "Шағын сайлау"),
            law: "kazakhstan/\(law)", pollingDays: [Self.day("2004-09-19")],
            regions: [Region(id: "west", name: Multilingual("West", russian: "Запад", kazakh: "Батыс"))],
            districts: [
                District(
                    id: "c01", tier: "constituencies",
                    name: Multilingual("Western", russian: "Западный", kazakh: "Батыс округі"), region: "west"),
                District(
                    id: "national", tier: "list", name: Multilingual("Country", russian: "Страна", kazakh: "Ел"),
                    seats: 10),
            ],
            parties: [
                Party(
                    id: "red", name: Multilingual("Red", russian: "Красные", kazakh: "Қызылдар"),
                    shortName: Multilingual("R")),
                Party(
                    id: "blue", name: Multilingual("Blue", russian: "Синие", kazakh: "Көктер"),
                    shortName: Multilingual("B")),
            ])
        state = ConductState(
            ConductSetting(
                law: try Law.read(lawBytes, file: "law"), procedure: try Procedure.read(procedure, file: "procedure"),
                election: election, lawHash: Digest(of: lawBytes), procedureHash: Digest(of: procedure),
                electionHash: Digest(of: [1]), provenance: provenance, offsets: ["west": 300]))
        try act(
            ElectionCalled(state.setting, calledOn: Self.day("2004-07-08"), pollingDay: Self.day("2004-09-19")),
            at: "2004-07-08")
        try act(
            StationsEstablished(
                ["s1", "s2"].map {
                    .init(
                        PollingStation(id: StationID($0), region: "west", district: "c01", electors: electors),
                        territory: "town")
                }), at: "2004-07-12")
        let commissions =
            [Commission.central]
            + ["district:c01", "territorial:town", "precinct:s1", "precinct:s2"].compactMap { Commission($0) }
        let formed = commissions.map { commission in
            CommissionFormed.Formed(
                commission,
                members: (1...7).map {
                    CommissionMember(PersonID("\(commission)/\($0)"), $0 == 1 ? .chair : $0 == 2 ? .secretary : .member)
                })
        }
        try act(CommissionFormed(formed, electedBy: "maslikhats"), at: "2004-07-15")
        try nominate()
    }

    private mutating func nominate() throws {
        for (id, russian, kazakh) in Self.candidates {
            let name = Multilingual("Latin \(id)", russian: russian, kazakh: kazakh)
            let party: PartyID? = id == "k1" ? "red" : id == "k3" ? "blue" : nil
            try act(
                NominationReceived(id, tier: "constituencies", district: "c01", nominator: party, memberOf: party),
                at: "2004-08-01", persons: [PersonDescription(name, birthDate: Self.day("1961-02-03"))])
            try act(NominationRegistered(id, Self.decision("district:c01", "2004-08-15")), at: "2004-08-15")
        }
        for (id, party) in [("list-red", "red"), ("list-blue", "blue")] as [(ChoiceID, PartyID)] {
            let persons = (1...3).map { ChoiceID("\(id)-\($0)") }
            try act(
                NominationReceived(
                    id, isList: true, tier: "list", district: "national", nominator: party, persons: persons),
                at: "2004-08-02",
                persons: persons.map { PersonDescription(Multilingual("P \($0)", kazakh: "Тұлға \($0)")) })
            try act(NominationRegistered(id, Self.decision("central", "2004-08-16")), at: "2004-08-16")
        }
        try act(
            ListOrderDrawn(
                "list", order: ["list-red", "list-blue"],
                Self.decision("central", "2004-08-20", dissents: ["central/5"])), as: .commissioner, at: "2004-08-20")
    }

    static func decision(
        _ commission: String, _ date: String, inFavour: Int = 6, dissents: [PersonID] = []
    ) -> CommissionDecision {
        CommissionDecision(
            Commission(commission) ?? .central, number: "17-b", date: day(date), present: 7, inFavour: inFavour,
            dissents: dissents)
    }

    mutating func act(
        _ act: some Act, by person: PersonID = "officer", as role: Role = .setupOfficer, at text: String,
        persons: [PersonDescription] = []
    ) throws {
        let event = ActEvent(
            person: person, role: role, time: RecordTime(text) ?? .none, height: state.height + 1,
            personal: try persons.map { try CanonicalEncoder.encode($0) })
        try state.apply(act, event)
    }

    // MARK: Protocols

    func counts(_ station: StationID, _ contest: ContestID, _ votes: [UInt32], invalid: UInt32 = 10) -> Protocol {
        let order = state.ballot(of: contest, round: 1)
        let tookPart = votes.reduce(invalid, +)
        return Protocol(
            station: station, tier: contest.tier, district: contest.district, electorsOnList: 1000,
            electorsGivenBallots: tookPart, ballotsGivenByMember: [tookPart - 7, 7], tookPart: tookPart,
            votes: zip(order, votes).map { .init($0, $1) }, invalid: invalid, ballotsReceived: 1001,
            ballotsCancelled: 1001 - tookPart, mobileBoxes: [.init(requests: 31, ballotsFound: 29)],
            provenance: state.setting.provenance)
    }

    /// Takes a protocol on its way as far as `last`.
    mutating func take(_ counts: Protocol, to last: ProtocolCase.Action.Kind = .accept) throws {
        let key = LedgerKey(counts)
        let at = "2004-09-19T18:00Z"
        let header = ProtocolHeader(
            copyNumber: 1, isStamped: true, signedAt: ClockTime(Self.day("2004-09-19"), hour: 23, minute: 10), pages: 1,
            acts: [ProtocolAct(.mobileBox, pages: 2)])
        let sheet = ProtocolActed.Sheet(ProtocolDocument(counts, header: header), form: state.setting.form)
        let above =
            counts.tier == "list"
            ? Commission(level: .territorial, unit: "town") : Commission(level: .district, unit: "c01")
        let way: [(ProtocolCase.Action.Kind, PersonID, Role)] = [
            (.enterFirst, "t1", .typist), (.enterSecond, "t2", .typist), (.confirm, "c", .coordinator),
            (.sign, PersonID("precinct:\(key.station)/1"), .commissioner), (.receive, "a", .acceptor),
            (.accept, "a", .acceptor),
        ]
        for (kind, person, role) in way {
            if kind == .confirm { try answer(key, at: at) }
            var act = ProtocolActed(key, kind, commission: role == .acceptor ? above : nil)
            if role == .typist { act.sheet = sheet }
            if kind == .sign {
                act.signatures = (1...5).map {
                    .init(PersonID("precinct:\(key.station)/\($0)"), $0 == 1 ? .chair : .member, dissents: $0 == 3)
                }
            }
            try self.act(act, by: person, as: role, at: at)
            if kind == last { return }
        }
    }

    mutating func answer(_ key: LedgerKey, at text: String) throws {
        guard let item = state.protocols.cases[key] else { return }
        for finding in state.findings(about: item) where finding.severity > .information {
            var act = ProtocolActed(key, .acknowledge)
            act.finding = .init(finding)
            act.reason = "кворум саналған"
            try self.act(act, by: "c", as: .coordinator, at: text)
        }
    }

    // MARK: Words

    private static let catalogue = Result {
        try TextCatalogue(
            try TextFile.all.map { TextFile($0, $1, bytes: try bytes(TextFile.path($0, $1))) })
    }

    func wording(_ language: Language) throws -> Wording {
        Wording(
            try Self.catalogue.get(), in: language, names: Names(of: state.register, under: state.setting.law))
    }

    static let head = RecordHead(height: 412, hash: Digest(of: [7]))
}

/// Texts without the difference between kinds of spaces.
func plain(_ text: String) -> String {
    text.split { $0.isWhitespace || $0 == "\u{202F}" || $0 == "\u{A0}" }.joined(separator: " ")
}
