import Accounts
import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectoralLaw
import Wording

/// A protocol as one visitor finds it: the station, the contest, the round and the channel of the address, and how far it has
/// come on its way.
struct SheetVisit {
    var moment: ConductKeeper.Moment
    var account: Account
    var station: StationState
    var key: LedgerKey
    /// As the record has it; without steps where nobody has begun.
    var item: ProtocolCase
    /// Whether figures are kept from the visitor. Whoever types sees no figure that another person typed, neither before both
    /// agree nor, since fields may be opened again, afterwards; observers see none before the last station of the country has
    /// closed.
    var hidesFigures: Bool

    var state: ConductState { moment.state }
    var person: PersonID { PersonID(account.name.text) }
    var contest: ContestID { ContestID(key.contest.tier, key.contest.district) }

    /// Whether this person may take a step now; the record decides again when it is taken.
    func allows(_ kind: ProtocolCase.Action.Kind) -> Bool {
        guard let rule = ProtocolCase.rules.first(where: { $0.action == kind }),
            rule.roles.contains(where: { $0.rawValue == account.role.rawValue }), rule.states.contains(item.state.kind)
        else { return false }
        switch kind {
        case .enterFirst, .enterSecond, .enterFields: return item.task(for: person) != nil
        case .discard:
            if case .enteredOnce(_, let first) = item.state { return first == person }
            return false
        case .confirm: return !item.typists.contains(person)
        case .receive, .accept, .sendBack, .annul: return account.commission == state.receiver(of: key)
        default: return true
        }
    }

    /// The steps that this person may take now, in the order of the way.
    var steps: [ProtocolCase.Action.Kind] { ProtocolCase.rules.map(\.action).filter(allows) }

    /// What the checks find about the agreed document.
    var findings: [Finding] { state.findings(about: item) }

    func acknowledgement(of finding: Finding) -> ProtocolCase.Acknowledgement? {
        item.acknowledgements.last { $0.finding == finding }
    }

    /// Findings that nobody has answered for.
    var openFindings: [Finding] {
        findings.filter { $0.severity > .information && acknowledgement(of: $0) == nil }
    }

    /// A protocol with the lines of the ballot and nothing in them.
    var blank: Protocol {
        Protocol(
            station: key.station, tier: key.contest.tier, district: key.contest.district, round: key.contest.round,
            channel: key.channel, votes: (item.choices ?? []).map { .init($0, nil) },
            provenance: state.setting.provenance)
    }

    /// The address of the protocol's page.
    func path(_ language: Language) -> String { Self.path(key, language) }

    static func path(_ key: LedgerKey, _ language: Language) -> String {
        let parts = [key.station.rawValue, key.contest.tier.rawValue, "\(key.contest.round)", key.channel.rawValue]
        return "/office/\(language.rawValue)/stations/" + parts.map(FormText.encoded).joined(separator: "/")
    }

    /// A moment of the record by the clocks of the station; nil where none is kept.
    func local(_ time: ClockTime?) -> String? {
        guard let time else { return nil }
        let minutes = time.minuteOfDay + (state.setting.offsets[station.station.region] ?? 0)
        let days = minutes >= 0 ? minutes / 1440 : (minutes - 1439) / 1440
        let left = minutes - days * 1440
        return ClockTime(time.date.adding(days: days), hour: left / 60, minute: left % 60).map {
            $0.description.replacing("T", with: " ")
        }
    }
}

extension Office {
    /// A station of the visitor's commission; nil where it is not one, or there is no such station.
    func station(_ turn: Turn) -> ServedStation? {
        guard let account = turn.account, account.role.seesElectionData,
            let station = turn.values["station"].flatMap({ served($0) }), account.commission.covers(station)
        else { return nil }
        return station
    }

    /// A station of the register, whoever it belongs to.
    private func served(_ text: String) -> ServedStation? {
        guard let record else { return stations.first { $0.id.rawValue == text } }
        return StationID(known: text).flatMap { record.now.state.stations[$0] }.map { $0.served }
    }

    /// Whether there is such a station elsewhere is not said, but entered as denied.
    func noStation(_ turn: Turn) throws -> OfficeResponse {
        try notFound(turn, isElsewhere: turn.values["station"].flatMap { served($0) } != nil)
    }

    /// The protocol that an address names, if the visitor may see it.
    func sheet(_ turn: Turn) -> SheetVisit? {
        guard let record, let account = turn.account, let served = station(turn) else { return nil }
        let moment = record.now
        let state = moment.state
        guard let station = state.stations[served.id], let tier = turn.values["tier"].flatMap({ TierID(known: $0) }),
            let round = turn.values["round"].flatMap({ ["1": 1, "2": 2][$0] }),
            let channel = turn.values["channel"].flatMap({ Protocol.Channel(rawValue: $0) }),
            channel == .paper || station.station.isElectronic,
            let contest = state.contests(of: station, round: round).first(where: { $0.tier == tier })
        else { return nil }
        let key = LedgerKey(served.id, ContestKey(contest.tier, contest.district, round), channel)
        let item =
            state.protocols.cases[key]
            ?? ProtocolCase(key, choices: state.ballot(of: contest, round: round), form: state.setting.form)
        return SheetVisit(
            moment: moment, account: account, station: station, key: key, item: item,
            hidesFigures: account.role == .typist || (account.role == .observer && isEmbargoed(state, round)))
    }

    /// Whether a station in the country is open.
    func isEmbargoed(_ state: ConductState, _ round: Int) -> Bool {
        state.embargoedRounds(at: embargoClock?.civil()).contains(round)
    }
}

extension StationState {
    var served: ServedStation {
        ServedStation(id: station.id, district: station.district, territory: territory, region: station.region)
    }
}

extension ConductState {
    /// The contests in which the electors of a station vote in a round.
    func contests(of station: StationState, round: Int) -> [ContestID] {
        setting.tiers.compactMap { tier in
            setting.district(of: station.station, in: tier.id).map { ContestID(tier.id, $0) }
        }.filter { round == 1 || contests[$0]?.runOff != nil }
    }

    /// The protocols that a station is to hand in, in the order of its contests; a station with two channels hands in their
    /// sum, and the channels where somebody has begun them.
    func expected(of station: StationState) -> [LedgerKey] {
        [1, 2].flatMap { round in
            contests(of: station, round: round).flatMap { contest -> [LedgerKey] in
                let keys = Protocol.Channel.allCases.map { channel in
                    LedgerKey(station.station.id, ContestKey(contest.tier, contest.district, round), channel)
                }
                let due: Protocol.Channel = station.station.isElectronic ? .summary : .paper
                return keys.filter { $0.channel == due || protocols.cases[$0] != nil }
            }
        }
    }
}
