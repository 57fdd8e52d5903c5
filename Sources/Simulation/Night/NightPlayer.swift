public import Counting
public import ElectionConduct
public import ElectionModel
import ElectionRecord
public import ElectoralLaw
import SeatAllocation

/// Plays an election from protocols that are known beforehand: who types what when, with errors, findings, corrections and
/// decisions, until the final result. The same plan gives the same acts.
///
/// Each act is done to a state of its own, so that what is played is what the conduct of an election allows.
public struct NightPlayer {
    public private(set) var state: ConductState
    let plan: NightPlan
    let reconstruction: Reconstruction
    var generator: Generator
    private let emit: (NightAct) throws -> Void
    private(set) var stage = NightStage.calling
    /// Protocols by station, contest, round and channel.
    let protocols: [LedgerKey: Protocol]
    /// Stations in the order of the register.
    let stations: [PollingStation]
    /// Where the paper itself is wrong: the field and what is added to it.
    let paperErrors: [LedgerKey: PaperError]
    /// The winner whose nomination is recorded wrongly at first.
    let misrecorded: ChoiceID?

    /// - Parameters:
    ///   - misrecorded: a self-nominated winner of the first round who is recorded as the nominee of another until the
    ///     correction; nil for none.
    ///   - emit: is given each act once it was done.
    public init(
        _ setting: ConductSetting, plan: NightPlan, reconstruction: Reconstruction, misrecorded: ChoiceID?,
        emit: @escaping (NightAct) throws -> Void
    ) {
        state = ConductState(setting)
        self.plan = plan
        self.reconstruction = reconstruction
        self.misrecorded = misrecorded
        self.emit = emit
        generator = Generator(seed: plan.seed, stream: 70)
        protocols = Dictionary(
            reconstruction.protocols.map { (LedgerKey($0), $0) }, uniquingKeysWith: { first, _ in first })
        stations = reconstruction.stations
        paperErrors = PaperError.choose(plan, reconstruction)
    }

    /// Plays one stage after the other.
    ///
    /// - Throws: what `emit` throws, and a `ConductRefusal` where the plan does what the conduct does not allow.
    public mutating func play(until last: NightStage = .final) throws {
        for stage in NightStage.allCases {
            try play(stage)
            if stage == last { return }
        }
    }

    /// Plays one stage; the stages before it have to be played.
    public mutating func play(_ stage: NightStage) throws {
        self.stage = stage
        switch stage {
        case .calling: try playCalling()
        case .nominations: try playNominations()
        case .electronicStations: try playProtocols(round: 1) { $0.isElectronic }
        case .firstRound: try playProtocols(round: 1) { !$0.isElectronic }
        case .provisional: try playProvisional()
        case .correction: try playCorrection()
        case .lists: try playLists()
        case .runOff: try playProtocols(round: 2) { _ in true }
        case .final: try playFinal()
        }
    }

    mutating func act(
        _ act: some Act, by person: PersonID, as role: Role, at time: CivilTime, persons: [PersonDescription] = []
    ) throws {
        let time = RecordTime(
            time.date, secondOfDay: 60 * min(time.minute, CivilTime.endOfDay - 1), precision: type(of: act).precision)
        let personal = try persons.map { try CanonicalEncoder.encode($0) }
        try state.apply(
            act, ActEvent(person: person, role: role, time: time, height: state.height + 1, personal: personal))
        try emit(NightAct(stage: stage, act: act, person: person, role: role, time: time, persons: persons))
    }

    /// A decision that every member of a commission is present for and in favour of, but for one in ten with a dissent.
    mutating func decision(_ commission: Commission, on date: CalendarDate) -> CommissionDecision {
        decisions += 1
        let members = state.commissions[commission]?.members ?? []
        let dissents = generator.happens(100) ? members.suffix(1).map(\.person) : []
        return CommissionDecision(
            commission, number: "\(decisions)", date: date, present: members.count,
            inFavour: members.count - dissents.count, dissents: dissents)
    }

    private var decisions = 0

    // MARK: Units

    /// The territorial commission above a station: made up, since no register of 2004 names them.
    static func territory(_ station: PollingStation, place: Int) -> String {
        "\(station.region.rawValue)-\(place / 60 + 1)"
    }

    func unit(of station: PollingStation, for tier: TierID, _ channel: Protocol.Channel) -> Commission {
        guard channel == .paper else { return .central }
        return tier == Reconstruction.listTier
            ? Commission(level: .territorial, unit: territories[station.id] ?? "")
            : Commission(level: .district, unit: station.district.rawValue)
    }

    var territories: [StationID: String] = [:]
}

extension NightPlayer {
    /// The first self-nominated winner of the first round whom a plan can record as a party's nominee: in a constituency where
    /// the party nominated nobody. Nil where there is none, or where the plan records nobody wrongly.
    public static func misrecorded(
        in made: Reconstruction, _ plan: NightPlan, under law: Law, of election: Election
    ) throws(Ledger.Refusal) -> ChoiceID? {
        guard let party = plan.misrecordedAs else { return nil }
        var election = election
        election.districts = made.districts
        election.choices += made.candidates
        let outcome = decideSeats(under: law, of: election, from: try Ledger(made.protocols).tabulate())
        let nominators = Dictionary(
            made.candidates.map { ($0.id, $0.nominator) }, uniquingKeysWith: { first, _ in first })
        let taken = Set(made.candidates.filter { $0.nominator == party }.compactMap(\.district))
        for contest in outcome.contests where !taken.contains(contest.district) {
            if case .elected(let winners, round: 1) = contest.result, let winner = winners.first,
                nominators[winner] == .some(nil)
            {
                return winner
            }
        }
        return nil
    }
}

/// A figure that is wrong on the paper itself.
struct PaperError: Sendable {
    var field: ProtocolField
    var added: UInt32

    /// Ordinary stations all over the country, the same for the same seed.
    static func choose(_ plan: NightPlan, _ reconstruction: Reconstruction) -> [LedgerKey: PaperError] {
        var generator = Generator(seed: plan.seed, stream: 71)
        let candidates = reconstruction.protocols.filter { $0.round == 1 && $0.channel == .paper && !$0.votes.isEmpty }
        guard !candidates.isEmpty else { return [:] }
        var errors: [LedgerKey: PaperError] = [:]
        while errors.count < min(plan.paperErrors, candidates.count) {
            let item = candidates[generator.below(candidates.count)]
            errors[LedgerKey(item)] = PaperError(
                field: .votes(line: 1 + generator.below(item.votes.count)), added: UInt32(generator.within(1...40)))
        }
        return errors
    }
}
