import Counting
import ElectionConduct
import ElectionModel
import SeatAllocation

extension NightPlayer {
    private var central: PersonID { Self.member(1, of: .central) }

    /// District commissions sign what their stations add up to, the country's constituency contests are preliminary, run-offs
    /// are called.
    mutating func playProvisional() throws {
        let day = state.setting.election.pollingDays[0]
        try signDistricts(round: 1, on: day.adding(days: 2))
        try act(
            TaskDone("table.preliminary"), by: central, as: .commissioner,
            at: CivilTime(day.adding(days: 5), minute: 600))
        for (contest, finalists) in runOffs() {
            let commission = Commission(level: .district, unit: contest.district.rawValue)
            try act(
                RunOffCalled(
                    contest.tier, contest.district, finalists: finalists, pollingDay: plan.runOffDay,
                    decision(commission, on: plan.provisionalOn)),
                by: Self.member(1, of: commission), as: .commissioner, at: CivilTime(plan.provisionalOn, minute: 600))
        }
        try announce(.preliminary, Reconstruction.constituencyTier, round: 1, on: plan.provisionalOn)
    }

    private func runOffs() -> [(ContestID, [ChoiceID])] {
        state.outcome.contests.compactMap { contest in
            if case .runOff(let finalists) = contest.result {
                (ContestID(contest.tier, contest.district), finalists)
            } else {
                nil
            }
        }
    }

    private mutating func signDistricts(round: Int, on day: CalendarDate) throws {
        for contest in state.contestIDs(of: Reconstruction.constituencyTier) {
            let progress = state.progress(of: contest, round: round)
            guard progress.stations > 0, let tally = state.tally(of: contest, round: round) else { continue }
            let commission = Commission(level: .district, unit: contest.district.rawValue)
            try act(
                ConstituencyProtocolSigned(tally, stations: progress.accepted, decision(commission, on: day)),
                by: Self.member(1, of: commission), as: .commissioner, at: CivilTime(day, minute: 600))
        }
    }

    /// The nominee of a party turns out to have been self-nominated; nobody wrote down why it was wrong.
    mutating func playCorrection() throws {
        guard let misrecorded, let party = plan.misrecordedAs else { return }
        try act(
            NominatorCorrected(
                misrecorded, old: party, new: nil, reason: "unknown", decision(.central, on: plan.correctedOn)),
            by: central, as: .commissioner, at: CivilTime(plan.correctedOn, minute: 600))
        try announce(.preliminary, Reconstruction.constituencyTier, round: 1, on: plan.correctedOn)
    }

    mutating func playLists() throws {
        try announce(.established, Reconstruction.listTier, round: 1, on: plan.listsDecidedOn)
    }

    mutating func playFinal() throws {
        let day = plan.runOffDay
        try signDistricts(round: 2, on: day.adding(days: 1))
        try announce(.established, Reconstruction.constituencyTier, round: 2, on: plan.finishedOn)
    }

    private mutating func announce(
        _ stage: ResultsAnnounced.Stage, _ tier: TierID, round: Int, on day: CalendarDate
    ) throws {
        try act(
            ResultsAnnounced(
                stage, tier: tier, round: round, elected: state.holders(tier: tier, district: nil),
                decision(.central, on: day)),
            by: central, as: .commissioner, at: CivilTime(day, minute: 720))
    }
}
