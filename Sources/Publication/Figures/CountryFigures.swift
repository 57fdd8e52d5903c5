import ElectionFiles
import ElectionModel
import ElectoralLaw
import SeatAllocation

extension FiguresBuilder {
    /// One row for each tier and ballot, summed over its districts.
    func turnout() -> [Figures.Turnout] {
        var keys: [(TierID, Int)] = []
        for tally in input.folder.tallies where !keys.contains(where: { $0 == (tally.tier, tally.round) }) {
            keys.append((tally.tier, tally.round))
        }
        return keys.map { tier, round in
            let tallies = input.folder.tallies.filter { $0.tier == tier && $0.round == round }
            let kind = tallies[0].provenance
            let key = "turnout.\(tier).round\(round)"
            let registered = sum(tallies, \.registered)
            let cast = sum(tallies, \.cast)
            let invalid = sum(tallies, \.invalid)
            let derived: ProvenanceKind = kind == .official ? .derived : kind
            return Figures.Turnout(
                tier: tier, round: round, registered: Quantity("\(key).registered", optional: registered, kind),
                cast: Quantity("\(key).cast", optional: cast, kind),
                valid: Quantity("\(key).valid", tallies.reduce(0) { $0 + $1.valid }, kind),
                invalid: Quantity("\(key).invalid", optional: invalid, kind),
                turnout: Quantity("\(key).share", cast, of: registered, derived),
                invalidShare: Quantity("\(key).invalid.share", invalid, of: cast, derived))
        }
    }

    /// Nil where one of the districts does not give it.
    func sum(_ tallies: [Tally], _ field: (Tally) -> UInt64?) -> UInt64? {
        var result: UInt64 = 0
        for tally in tallies {
            guard let value = field(tally) else { return nil }
            result += value
        }
        return result
    }

    func regions(_ groups: [Figures.Group]) -> [Figures.RegionRow] {
        election.regions.map { region in
            let districts = Set(election.districts.filter { $0.region == region.id }.map(\.id))
            let contests = outcome.contests.filter { districts.contains($0.district) }
            let tallies = input.folder.tallies.filter { districts.contains($0.district) && $0.round == 1 }
            let kind = tallies.first?.provenance ?? .derived
            let key = "region.\(region.id)"
            var seats: [PartyID: Int] = [:]
            for winner in contests.compactMap(\.winner) { seats[group(of: winner), default: 0] += 1 }
            let most = seats.values.max() ?? 0
            let leaders = groups.map(\.id).filter { seats[$0] == most && most > 0 }
            let registered = tallies.isEmpty ? nil : sum(tallies, \.registered)
            let cast = tallies.isEmpty ? nil : sum(tallies, \.cast)
            return Figures.RegionRow(
                id: region.id, name: region.name,
                constituencies: Quantity("\(key).constituencies", contests.count, kind),
                registered: Quantity("\(key).registered", optional: registered, kind),
                cast: Quantity("\(key).cast", optional: cast, kind),
                turnout: Quantity("\(key).turnout", cast, of: registered, kind),
                leading: leaders.count == 1 ? leaders[0] : nil,
                seats: groups.map(\.id).compactMap { id in
                    seats[id].map { (id, Quantity("\(key).\(id).seats", $0, kind)) }
                })
        }
    }

    /// Groups of both elections. A bloc is held against the sum of its members.
    func changes(_ groups: [Figures.Group]) -> [Figures.Change] {
        guard let previous = input.previous else { return [] }
        var before: [PartyID: Int] = [:]
        var stood: Set<PartyID> = Set(previous.election.parties.map(\.id))
        for claim in previous.claims {
            before[PartyID(claim.choice), default: 0] += claim.seats
            stood.insert(PartyID(claim.choice))
        }
        var counted: Set<PartyID> = []
        var result: [Figures.Change] = groups.map { group in
            let members = election.choices.first { $0.kind == .list && $0.nominator == group.id }?.blocMembers ?? []
            let ids = [group.id] + members
            counted.formUnion(ids)
            let sum = ids.reduce(0) { $0 + (before[$1] ?? 0) }
            let isNew = !ids.contains(where: stood.contains)
            return change(
                group.id, group.shortName, isNew ? nil : sum, Int(group.total.whole ?? 0), isNew ? .new : .stood)
        }
        for party in previous.election.parties where !counted.contains(party.id) {
            guard let seats = before[party.id], seats > 0 else { continue }
            result.append(change(party.id, party.shortName, seats, 0, .vanished))
        }
        return result
    }

    private func change(
        _ id: PartyID, _ name: Multilingual, _ before: Int?, _ now: Int, _ kind: Figures.Change.Kind
    ) -> Figures.Change {
        let key = "change.\(id)"
        return Figures.Change(
            id: id, name: name,
            before: before.map { Quantity("\(key).before", $0, .official) }
                ?? Quantity("\(key).before", .notApplicable, .official),
            now: Quantity("\(key).now", now, .derived),
            change: Quantity("\(key).change", now - (before ?? 0), .derived),
            kind: kind)
    }

    /// Tiers of which nothing can be said against a claim: not voted, or with seats that votes have not decided.
    private func tiersWithOpenSeats() -> Set<TierID> {
        let decided = Set(outcome.seats.map(\.tier))
        var open = Set(input.folder.law.tiers.map(\.id)).subtracting(decided)
        for seat in outcome.seats {
            switch seat.holder {
            case .open(.noTally), .open(.baseUnknown), .open(.tie): open.insert(seat.tier)
            default: break
            }
        }
        return open
    }

    /// The published seats beside those that the law gives.
    func claims(_ groups: [Figures.Group]) -> [Figures.ClaimComparison] {
        let openTiers = tiersWithOpenSeats()
        return input.folder.claims.map { claim in
            let id = PartyID(claim.choice)
            let group = groups.first { $0.id == id }
            let isList = outcome.lists.contains { $0.tier == claim.tier }
            let computed =
                switch (isList, claim.round) {
                case (true, _): group?.listSeats
                case (_, 0): group?.constituencySeats
                case (_, 1): group?.firstBallotSeats
                default: group?.secondBallotSeats
                }
            let key = "claim.\(claim.provenance.source ?? "").\(claim.choice).\(claim.tier).round\(claim.round)"
            let isOpen = openTiers.contains(claim.tier)
            let kind = computed?.provenance ?? .derived
            let seats = computed?.whole ?? 0
            return Figures.ClaimComparison(
                claim: claim, name: name(id, full: false),
                claimed: Quantity("\(key).claimed", claim.seats, claim.provenance.kind),
                computed: isOpen
                    ? Quantity("\(key).computed", .notApplicable, kind) : Quantity("\(key).computed", seats, kind),
                agrees: isOpen ? nil : seats == Int64(claim.seats))
        }
    }
}
