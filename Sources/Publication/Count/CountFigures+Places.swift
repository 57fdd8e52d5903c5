public import Counting
public import ElectionConduct
public import ElectionModel
import ElectoralLaw

extension CountFigures {
    /// A polling station for those who vote there.
    public struct Place: Sendable {
        public var id: StationID
        public var kind: PollingStation.Kind
        public var isElectronic: Bool
        public var electors: Quantity
        /// By ballot, by the station's clock.
        public var hours: [Hours]
        /// The offices of the commission with the parties that proposed the members.
        public var members: [(office: CommissionMember.Office, party: PartyID?)]

        public struct Hours: Sendable {
            public var round: Int
            public var opens: String
            public var closes: String
            public var isPostponed: Bool
        }
    }

    /// The names on a ballot paper from top to bottom.
    public struct Ballot: Sendable {
        public var tier: TierID
        public var district: DistrictID
        public var round: Int
        public var choices: [ChoiceID]
    }

    /// What an observer's copy of a protocol says that the official one does not.
    public struct Copy: Sendable {
        public var id: String
        public var station: StationID
        public var tier: TierID
        public var round: Int
        public var takenAt: String
        /// Nil while it is a claim.
        public var answer: CopyAnswered.Result?
        public var reason: String
        /// Nil while no official protocol is in force.
        public var differences: [Difference]?
        /// The address of its photograph, without the ending.
        public var photograph: String

        public struct Difference: Sendable {
            public var field: String
            public var claimed: Quantity
            public var official: Quantity
        }
    }

    static func places(_ state: ConductState) -> [DistrictID: [Place]] {
        let kind = state.setting.provenance
        let rule = state.setting.procedure.voting
        let rounds = [1, 2].filter { state.pollingDay(round: $0) != nil }
        var result: [DistrictID: [Place]] = [:]
        for id in state.stationOrder {
            guard let own = state.stations[id] else { continue }
            let members = state.commissions[Commission(level: .precinct, unit: id.rawValue)]?.members ?? []
            result[own.station.district, default: []].append(
                Place(
                    id: id, kind: own.station.kind, isElectronic: own.station.isElectronic,
                    electors: Quantity("station.\(id).electors", UInt64(own.station.electors), kind),
                    hours: rounds.map { round in
                        Place.Hours(
                            round: round, opens: clock(own.hours[round]?.opens ?? rule.opens),
                            closes: clock(own.hours[round]?.closes ?? rule.closes),
                            isPostponed: own.postponed.contains(round))
                    }, members: members.map { ($0.office, $0.party) }))
        }
        return result
    }

    private static func clock(_ minutes: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }

    static func ballots(_ state: ConductState) -> [Ballot] {
        state.ballots.sorted { $0.key < $1.key }.map { key, choices in
            Ballot(tier: key.tier, district: key.district, round: key.round, choices: choices)
        }
    }

    static func copies(_ state: ConductState, _ hidden: Set<Int>, _ wanted: Set<DistrictID>?) -> [DistrictID: [Copy]] {
        let kind = state.setting.provenance
        var result: [DistrictID: [Copy]] = [:]
        for copy in state.copyOrder.compactMap({ state.copies[$0] }) {
            let submitted = copy.submitted
            guard !hidden.contains(submitted.round), let own = state.stations[submitted.station]?.station,
                wanted?.contains(own.district) ?? true
            else { continue }
            let differences = state.differences(copy)?.map { difference in
                Copy.Difference(
                    field: "\(difference.field)",
                    // What somebody claims is never official.
                    claimed: Quantity("copy.\(submitted.id).\(difference.field)", difference.claimed, .derived),
                    official: Quantity(
                        "station.\(submitted.station).\(submitted.tier).round\(submitted.round).\(submitted.channel.rawValue).field.\(difference.field)",
                        optional: difference.official.map(UInt64.init), kind))
            }
            result[own.district, default: []].append(
                Copy(
                    id: submitted.id, station: submitted.station, tier: submitted.tier, round: submitted.round,
                    takenAt: "\(submitted.takenAt)", answer: copy.answer?.result, reason: copy.answer?.reason ?? "",
                    differences: differences, photograph: "photographs/\(submitted.photograph)"))
        }
        return result
    }

    /// An act may say what stands on a protocol, so that those about hidden rounds are left out.
    static func writtenActs(
        _ state: ConductState, _ hidden: Set<Int>, _ wanted: Set<DistrictID>?
    ) -> [DistrictID: [WrittenAct]] {
        var result: [DistrictID: [WrittenAct]] = [:]
        for act in state.writtenActOrder.compactMap({ state.writtenActs[$0] }) {
            guard !hidden.contains(act.received.round), let own = state.stations[act.received.station]?.station,
                wanted?.contains(own.district) ?? true
            else { continue }
            result[own.district, default: []].append(act)
        }
        return result
    }
}
