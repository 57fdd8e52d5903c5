import Accounts
import Counting
import ElectionConduct
import ElectionModel
import ElectoralLaw
import SeatAllocation

/// A contest as one visitor finds it: how far it has come, what the law makes of it, and what is to be decided.
struct ContestVisit {
    var state: ConductState
    var counted: CountedVotes
    var account: Account
    var contest: ContestID
    /// In which it votes now.
    var round: Int
    /// Whether votes, and what follows from them, are kept from the visitor.
    var hidesFigures: Bool

    var progress: ContestProgress { counted.progress(of: contest, round: round) }
    var decided: ContestState? { state.contests[contest] }
    /// What the stations add up to; nil before the first is accepted.
    var tally: Tally? { state.tally(of: contest, round: round) }

    /// The commission that decides about it: the constituency's own, and the central one where none was formed.
    var commission: Commission {
        let own = Commission(level: .district, unit: contest.district.rawValue)
        return state.commissions[own] == nil ? .central : own
    }

    /// What the law makes of it as far as it is counted; nil for lists, whose seats are those of the whole tier.
    var result: ContestOutcome.Result? { counted.outcome.contest(contest.district, in: contest.tier)?.result }

    /// What votes and law leave open, once all stations are in. Seats of lists are tied in the tier as a whole.
    var tie: Tie? {
        guard progress.isDetermined else { return nil }
        return counted.outcome.ties.first {
            $0.tier == contest.tier && [contest.district, DistrictID(contest.tier)].contains($0.district)
        }
    }

    /// Who goes on to a run-off that was not called, or not with these.
    var finalistsDue: [ChoiceID]? {
        guard decided?.signed[1] != nil, case .runOff(let finalists) = result,
            decided?.runOff?.finalists != finalists
        else { return nil }
        return finalists
    }

    /// Whether the signed protocol says what the stations say now: a later correction of a station makes it old.
    var isSignedAsCounted: Bool {
        guard let signed = decided?.signed[round], let tally else { return false }
        return ConstituencyProtocolSigned(tally, stations: progress.accepted, signed.decision) == signed
    }

    /// Those who may still withdraw.
    var standing: [ChoiceID] {
        state.nominationOrder.filter { id in
            guard let nomination = state.nominations[id], nomination.stands else { return false }
            return nomination.nominated.tier == contest.tier && nomination.nominated.district == contest.district
        }
    }

    /// What the contest waits for, whoever does it.
    var due: [RouteName] {
        guard decided?.annulment == nil else { return [] }
        var due: [RouteName] = []
        if progress.isDetermined, tally != nil, !isSignedAsCounted { due.append(.constituencyProtocol) }
        if tie != nil { due.append(.lot) }
        if finalistsDue != nil { due.append(.runOff) }
        return due
    }

    /// The pages of decisions that this person may take now; the record decides again when one is taken.
    var steps: [RouteName] {
        let isOwn = account.commission == commission
        var steps = isOwn ? due : []
        if isOwn, !standing.isEmpty { steps.append(.withdrawal) }
        if isOwn, commission.level == .district, decided?.signed[round] != nil { steps.append(.results) }
        if account.commission == .central {
            if decided?.annulment == nil { steps.append(.invalidation) }
            let isConstituency = state.stationOrder.contains {
                state.stations[$0]?.station.district == contest.district
            }
            if isConstituency { steps.append(.postponement) }
        }
        return steps.filter { RouteTable.admits($0, account.role) }
    }

    func path(_ language: Language) -> String { Self.path(contest, language) }

    static func path(_ contest: ContestID, _ language: Language) -> String {
        "/office/\(language.rawValue)/contests/\(part(contest))"
    }

    /// The address of a decision about the contest.
    func path(_ step: RouteName, _ language: Language) -> String {
        switch step {
        case .results: "/office/\(language.rawValue)/results/\(Self.part(contest))"
        case .postponement: Office.postponementPath(contest.district, round, language)
        default: "\(path(language))/\(step.lastPart)"
        }
    }

    private static func part(_ contest: ContestID) -> String {
        [contest.tier.rawValue, contest.district.rawValue].map(FormText.encoded).joined(separator: "/")
    }
}

extension Commission {
    /// Whether a contest is one of the commission's.
    func sees(_ contest: ContestID) -> Bool {
        level == .central || (level == .district && unit == contest.district.rawValue)
    }
}

extension Office {
    /// A contest of the visitor's commission; nil where it is not one, or there is no such contest.
    func contest(_ turn: Turn) -> ContestVisit? {
        guard let record, let account = turn.account else { return nil }
        let state = record.now.state
        guard let contest = Self.contest(turn, in: state), account.commission.sees(contest) else { return nil }
        return visit(contest, state, account)
    }

    func visit(_ contest: ContestID, _ state: ConductState, _ account: Account) -> ContestVisit {
        let round = state.round(of: contest)
        // Whoever has to sign sees what is signed; everybody else waits for the last station of the country.
        let decides = ConstituencyProtocolSigned.roles.contains(account.role)
        return ContestVisit(
            state: state, counted: knownStanding.counted(state), account: account, contest: contest, round: round,
            hidesFigures: !decides && isEmbargoed(state, round))
    }

    private static func contest(_ turn: Turn, in state: ConductState) -> ContestID? {
        guard let tier = turn.values["tier"].flatMap({ TierID(known: $0) }),
            let district = turn.values["district"].flatMap({ DistrictID(known: $0) }),
            state.setting.tiers.contains(where: { $0.id == tier }),
            state.contestIDs(of: tier).contains(ContestID(tier, district))
        else { return nil }
        return ContestID(tier, district)
    }

    /// Whether there is such a contest elsewhere is not said, but entered as denied.
    func noContest(_ turn: Turn) throws -> OfficeResponse {
        try notFound(turn, isElsewhere: record.map { Self.contest(turn, in: $0.now.state) != nil } ?? false)
    }

    /// What another commission has looks like what nobody has.
    func notFound(_ turn: Turn, isElsewhere: Bool) throws -> OfficeResponse {
        var response = refusal(.notFound, status: 404, turn.request, turn.language)
        if isElsewhere {
            try note(.unit, turn.ticket.visitor, turn.request, turn.ticket.route.name)
            response.denial = .unit
        }
        return response
    }
}
