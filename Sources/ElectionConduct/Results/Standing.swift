import Counting
public import ElectionModel
import ElectoralLaw
import SeatAllocation

/// What is known at one moment, with how far it is known: the figures of a live page.
public struct ConductStanding: Sendable, Equatable {
    /// The record position at which it was taken.
    public var height: Int
    public var tiers: [TierStanding]

    public struct TierStanding: Sendable, Equatable {
        public var tier: TierID
        public var round: Int
        /// Stations of which a protocol is in force, of all that vote.
        public var accepted: Int
        public var stations: Int
        public var electorsCounted: UInt64
        public var electors: UInt64
        /// Whether every station counted so far is an electronic one: their figures are not the country's.
        public var isElectronicOnly: Bool
        public var tookPart: UInt64
        public var invalid: UInt64
        /// By nominator or list, most votes first; votes for candidates are added up by who nominated them.
        public var lines: [Line]
        /// Contests whose stations are all in, and seats that they decide.
        public var determined: Int
        public var contests: Int
        /// Seats by nominator, nil for the self-nominated, in the order of `lines`.
        public var seats: [Seats]
        /// Contests that vote again.
        public var runOffs: Int
    }

    public struct Line: Sendable, Equatable {
        public var choice: ChoiceID
        public var votes: UInt64
    }

    public struct Seats: Sendable, Equatable {
        public var nominator: PartyID?
        public var seats: Int
    }
}

extension ConductState {
    /// The standing of every tier in the round that it votes in, with seats of determined contests alone.
    public func standing() -> ConductStanding { standing(counted()) }

    /// The same from what was counted already.
    public func standing(_ counted: CountedVotes) -> ConductStanding {
        let nominators = Dictionary(
            counted.register.choices.map { ($0.id, $0.nominator) }, uniquingKeysWith: { first, _ in first })
        return ConductStanding(
            height: height, tiers: setting.tiers.map { standing(of: $0.id, counted, nominators) })
    }

    private func standing(
        of tier: TierID, _ counted: CountedVotes, _ nominators: [ChoiceID: PartyID?]
    ) -> ConductStanding.TierStanding {
        let outcome = counted.outcome
        let contests = contestIDs(of: tier)
        let round = contests.contains { self.contests[$0]?.runOff != nil } ? 2 : 1
        var standing = ConductStanding.TierStanding(
            tier: tier, round: round, accepted: 0, stations: 0, electorsCounted: 0, electors: 0,
            isElectronicOnly: counted.isElectronicOnly(tier, round: round), tookPart: 0, invalid: 0, lines: [],
            determined: 0, contests: contests.count, seats: [], runOffs: 0)
        let results = Dictionary(
            outcome.contests.filter { $0.tier == tier }.map { ($0.district, $0.result) },
            uniquingKeysWith: { first, _ in first })
        var determined: Set<DistrictID> = []
        for contest in contests {
            let own = counted.progress(of: contest, round: round)
            standing.accepted += own.accepted
            standing.stations += own.stations
            standing.electorsCounted += own.electorsCounted
            standing.electors += own.electors
            let current = counted.progress(of: contest, round: self.round(of: contest))
            if current.isDetermined, own.stations > 0 || round == 2 { determined.insert(contest.district) }
            if case .runOff = results[contest.district] { standing.runOffs += 1 }
        }
        standing.determined = determined.count
        add(counted.tallies.filter { $0.tier == tier && $0.round == round }, to: &standing)
        standing.seats = seats(of: tier, in: determined, outcome, nominators)
        return standing
    }

    private func add(_ tallies: [Tally], to standing: inout ConductStanding.TierStanding) {
        var votes: [ChoiceID: UInt64] = [:]
        for tally in tallies {
            standing.tookPart += tally.cast ?? 0
            standing.invalid += tally.invalid ?? 0
            for line in tally.votes { votes[line.choice, default: 0] += line.votes }
        }
        standing.lines = votes.map { ConductStanding.Line(choice: $0.key, votes: $0.value) }.sorted {
            $0.votes == $1.votes ? $0.choice < $1.choice : $0.votes > $1.votes
        }
    }

    private func seats(
        of tier: TierID, in determined: Set<DistrictID>, _ outcome: Outcome, _ nominators: [ChoiceID: PartyID?]
    ) -> [ConductStanding.Seats] {
        var counts: [PartyID?: Int] = [:]
        for seat in outcome.seats where seat.tier == tier && determined.contains(seat.district) {
            switch seat.holder {
            case .candidate(let choice), .list(let choice, _): counts[nominators[choice] ?? nil, default: 0] += 1
            case .appointed, .open: continue
            }
        }
        return counts.map { ConductStanding.Seats(nominator: $0.key, seats: $0.value) }.sorted { left, right in
            guard left.seats == right.seats else { return left.seats > right.seats }
            guard let first = left.nominator else { return false }
            return right.nominator.map { first < $0 } ?? true
        }
    }
}
