public import Counting
public import ElectionModel
import ElectoralLaw

extension ConductState {
    /// What the checks find about a protocol as it stands: about its own figures, and beside the accepted protocols of the
    /// same station.
    public func findings(about item: ProtocolCase) -> [Finding] {
        guard let document = item.state.document, let station = stations[item.key.station]?.station else { return [] }
        let counts = document.counts
        let context = context(station, item.form, round: counts.round)
        let beside = protocols.accepted(of: station.id, round: counts.round).filter { $0.tier != counts.tier }
        let isSigned = [.signed, .received, .accepted].contains(item.state.kind)
        let own = Counting.check(item, in: context, by: Self.checksOfOneProtocol).compactMap(\.finding).filter {
            // Nobody can have signed before the sheet is confirmed.
            isSigned || $0.code != "B07"
        }
        return own + Counting.findings(about: [counts] + beside, in: context, by: Self.checksBeside)
    }

    /// What the checks find about figures that somebody has just typed, by themselves: nothing that others typed is looked at.
    public func findings(aboutTyped document: ProtocolDocument) -> [Finding] {
        guard let station = stations[document.counts.station]?.station else { return [] }
        let context = context(station, setting.form, round: document.counts.round)
        return Counting.check(document, in: context, by: Self.checksOfFigures).compactMap(\.finding)
    }

    private func context(_ station: PollingStation, _ form: ProtocolForm, round: Int) -> CheckContext {
        let contests = setting.tiers.compactMap { tier in
            setting.district(of: station, in: tier.id).map { ContestID(tier.id, $0) }
        }
        let ballots = contests.compactMap { contest -> Ballot? in
            guard round == 1 || self.contests[contest]?.runOff != nil else { return nil }
            return Ballot(
                tier: contest.tier, district: contest.district, round: round,
                choices: ballot(of: contest, round: round))
        }
        return CheckContext(
            stations: [station], ballots: ballots, form: form, closing: closing(of: station, round: round))
    }

    private func closing(of station: PollingStation, round: Int) -> [StationID: ClockTime] {
        guard let own = stations[station.id], let day = pollingDay(round: round) else { return [:] }
        let minutes = closing(own, round: round)
        return ClockTime(day, hour: minutes / 60, minute: minutes % 60).map { [station.id: $0] } ?? [:]
    }

    /// What is answered for at a station. The way of entry is kept by `ProtocolCase` itself; only that two entries differed,
    /// or that fields were opened again, is worth an answer.
    private static let checksOfOneProtocol = Check.table.filter {
        [.field, .oneProtocol, .document].contains($0.scope) || ["B02", "B03"].contains($0.code)
    }

    private static let checksOfFigures = Check.table.filter { [.field, .oneProtocol].contains($0.scope) }

    /// Whether all contests are there is known only when all have come.
    private static let checksBeside = Check.table.filter { ["D01", "D02"].contains($0.code) }
}
