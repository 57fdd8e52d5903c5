public import ElectionFiles
public import ElectionModel
public import ElectoralLaw
public import SeatAllocation

/// What figures are made from.
public struct FiguresInput: Sendable {
    public var folder: ElectionFolder
    public var outcome: Outcome
    /// The election before, with its own claims; for changes.
    public var previous: ElectionFolder?
    /// The laws of the other chambers of the parliament.
    public var otherChambers: [Law]
    /// Polling stations by kind, such as `electronic`; from the protocols that were read.
    public var stations: [(kind: String, count: Int, provenance: ProvenanceKind)]
    /// How close every decision was; nil to have it computed.
    public var margins: [ContestMargins]?

    public init(
        folder: ElectionFolder, outcome: Outcome, previous: ElectionFolder? = nil, otherChambers: [Law] = [],
        stations: [(kind: String, count: Int, provenance: ProvenanceKind)] = []
    ) {
        self.folder = folder
        self.outcome = outcome
        self.previous = previous
        self.otherChambers = otherChambers
        self.stations = stations
    }
}

extension Figures {
    /// Computes everything that is shown.
    public init(_ input: FiguresInput) {
        let builder = FiguresBuilder(input)
        let groups = builder.groups()
        self.init(
            file: input.folder.file, election: input.folder.election, law: input.folder.law, outcome: input.outcome,
            house: builder.house(groups), lists: builder.lists(), constituencies: builder.constituencies(),
            turnout: builder.turnout(), regions: builder.regions(groups), changes: builder.changes(groups),
            facts: input.folder.figures, claims: builder.claims(groups), sources: input.folder.sources,
            chambers: ([input.folder.law] + input.otherChambers).map(builder.chamber),
            previous: input.previous?.election,
            isReconstructed: input.folder.tallies.contains {
                $0.provenance == .reconstructed || $0.provenance == .simulated
            },
            stations: input.stations.map { Quantity("stations.\($0.kind)", $0.count, $0.provenance) })
        hasImportedTotals = input.folder.tallies.contains(where: \.isImported)
    }
}

/// Computes the parts of `Figures` from an outcome and the votes it was decided from.
struct FiguresBuilder {
    let input: FiguresInput
    let election: Election
    let outcome: Outcome
    let choices: [ChoiceID: Choice]
    let parties: [PartyID: Party]
    let order: [PartyID]
    let margins: [ContestMargins]

    init(_ input: FiguresInput) {
        self.input = input
        election = input.folder.election
        outcome = input.outcome
        choices = Dictionary(election.choices.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        parties = Dictionary(election.parties.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        order = election.parties.map(\.id)
        margins =
            input.margins
            ?? SeatAllocation.margins(
                under: input.folder.law, of: election, from: input.folder.tallies, with: input.folder.decisions,
                outcome: outcome)
    }

    /// The group of a candidate or list.
    func group(of id: ChoiceID) -> PartyID {
        choices[id]?.nominator ?? Figures.independents
    }

    func tally(_ tier: TierID, _ district: DistrictID, _ round: Int) -> Tally? {
        input.folder.tallies.first { $0.tier == tier && $0.district == district && $0.round == round }
    }

    func provenance(of tier: TierID) -> ProvenanceKind {
        input.folder.tallies.first { $0.tier == tier }?.provenance ?? .derived
    }

    /// Seats by group: from lists, from first ballots, from second ballots.
    func seatCounts() -> [PartyID: (list: Int, first: Int, second: Int)] {
        var result: [PartyID: (list: Int, first: Int, second: Int)] = [:]
        for tier in outcome.lists {
            for list in tier.lists where list.seats > 0 {
                result[group(of: list.list), default: (0, 0, 0)].list += list.seats
            }
        }
        for contest in outcome.contests {
            guard case .elected(let winners, let round) = contest.result else { continue }
            for winner in winners {
                if round == 1 {
                    result[group(of: winner), default: (0, 0, 0)].first += 1
                } else {
                    result[group(of: winner), default: (0, 0, 0)].second += 1
                }
            }
        }
        return result
    }

    func groups() -> [Figures.Group] {
        let seats = seatCounts()
        let listVotes = votesByGroup()
        let valid = listVotes.values.reduce(0, +)
        let kind = outcome.contests.first.map { provenance(of: $0.tier) } ?? .derived
        let listKind = outcome.lists.first.map { provenance(of: $0.tier) } ?? .derived
        let derived: ProvenanceKind = listKind == .official ? .derived : listKind
        var ids = order.filter { seats[$0] != nil || listVotes[$0] != nil }
        for id in seats.keys.sorted() where !ids.contains(id) { ids.append(id) }
        let totals = ids.map { id -> (PartyID, Int) in
            let own = seats[id] ?? (0, 0, 0)
            return (id, own.list + own.first + own.second)
        }
        let sorted = totals.enumerated().sorted { left, right in
            let leftLast = left.element.0 == Figures.independents
            let rightLast = right.element.0 == Figures.independents
            if leftLast != rightLast { return rightLast }
            return (right.element.1, left.offset) < (left.element.1, right.offset)
        }.map(\.element)
        return sorted.enumerated().map { position, element in
            let (id, total) = element
            let own = seats[id] ?? (0, 0, 0)
            let isIndependent = id == Figures.independents
            let key = "group.\(id)"
            return Figures.Group(
                id: id, name: name(id, full: true), shortName: name(id, full: false),
                colour: parties[id]?.colour ?? "#5f6368", pattern: position % 8,
                listVotes: isIndependent
                    ? Quantity("\(key).list.votes", .notApplicable, listKind)
                    : Quantity("\(key).list.votes", optional: listVotes[id], listKind),
                listShare: isIndependent
                    ? Quantity("\(key).list.share", .notApplicable, derived)
                    : Quantity("\(key).list.share", listVotes[id], of: valid, derived),
                listSeats: Quantity("\(key).list.seats", own.list, derived),
                firstBallotSeats: Quantity("\(key).round1.seats", own.first, kind),
                secondBallotSeats: Quantity("\(key).round2.seats", own.second, kind),
                constituencySeats: Quantity("\(key).constituency.seats", own.first + own.second, kind),
                total: Quantity("\(key).seats", total, kind))
        }
    }

    private func votesByGroup() -> [PartyID: UInt64] {
        var result: [PartyID: UInt64] = [:]
        for tier in outcome.lists {
            for list in tier.lists { result[group(of: list.list), default: 0] += list.votes }
        }
        return result
    }

    func name(_ id: PartyID, full: Bool) -> Multilingual {
        if id == Figures.independents {
            // Where the source names nobody's nominator, nobody can be said to have nominated himself.
            return choices.values.contains { $0.kind == .candidate && $0.nominator != nil }
                ? Multilingual("Self-nominated", russian: "Самовыдвиженцы", kazakh: "Өзін-өзі ұсынғандар")
                : Multilingual(
                    "Nominator not given", russian: "Кем выдвинуты, не указано", kazakh: "Кім ұсынғаны көрсетілмеген")
        }
        guard let party = parties[id] else { return Multilingual(id.rawValue) }
        return full ? party.name : party.shortName
    }

    func house(_ groups: [Figures.Group]) -> Figures.House {
        let seats = outcome.seats.count
        let open = outcome.seats.filter { if case .open = $0.holder { true } else { false } }.count
        let law = input.folder.law
        let kind = outcome.contests.first.map { provenance(of: $0.tier) } ?? .derived
        func sum(_ key: String, _ seats: (Figures.Group) -> Quantity, _ kind: ProvenanceKind) -> Quantity {
            Quantity("house.\(key).seats", groups.reduce(0) { $0 + (seats($1).whole ?? 0) }, kind)
        }
        return Figures.House(
            seats: Quantity("house.seats", max(law.seats, seats), .official),
            majorityLine: Quantity("house.majority", input.folder.file.majorityLine ?? law.seats / 2 + 1, .derived),
            open: Quantity("house.open", open + max(0, law.seats - seats), .derived),
            listSeats: sum("list", \.listSeats, groups.first?.listSeats.provenance ?? .derived),
            firstBallotSeats: sum("round1", \.firstBallotSeats, kind),
            secondBallotSeats: sum("round2", \.secondBallotSeats, kind),
            constituencySeats: sum("constituency", \.constituencySeats, kind), groups: groups, indices: indices())
    }

    /// How far list seats follow list votes.
    private func indices() -> [Quantity] {
        guard let tier = outcome.lists.first,
            let index = Proportionality(votes: tier.lists.map(\.votes), seats: tier.lists.map(\.seats))
        else { return [] }
        let kind: ProvenanceKind = provenance(of: tier.tier) == .official ? .derived : provenance(of: tier.tier)
        return [
            ("gallagher", index.gallagher), ("loosemore-hanby", index.loosemoreHanby),
            ("effective-parties-votes", index.effectivePartiesByVotes),
            ("effective-parties-seats", index.effectivePartiesBySeats),
        ].map { Quantity("index.\($0.0)", .decimal($0.1.description), kind) }
    }

    func chamber(_ law: Law) -> Figures.Chamber {
        let key = "chamber.\(law.body)"
        let tiers = law.tiers.map { tier in
            var filling = Figures.ChamberTier.Filling.direct
            var by: String?
            if let college = tier.college {
                filling = .indirect
                by = college.members
            }
            if case .appointed(let appointed) = tier.rule {
                filling = .appointed
                by = appointed.by
            }
            return Figures.ChamberTier(
                name: tier.name, seats: Quantity("\(key).\(tier.id).seats", tier.seats, .official), filling: filling,
                by: by, cites: tier.cites)
        }
        return Figures.Chamber(
            law: law, seats: Quantity("\(key).seats", law.seats, .official), tiers: tiers,
            isElectedByThePeople: tiers.contains { $0.filling == .direct })
    }
}
