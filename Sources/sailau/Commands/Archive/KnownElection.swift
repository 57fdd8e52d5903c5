import ElectionFiles
import ElectionModel
import ElectoralLaw
import SourceArchive

/// What a folder of `Elections/` adds to a comparison: the law, and the election before.
struct KnownElection {
    var law: Law
    var otherChambers: [Law]
    var others: [OtherElection]

    init(folder name: String) throws {
        let folder = try Home.election(name)
        law = folder.law
        otherChambers = try folder.file.otherChambers.map { try Home.law($0) }
        others = try folder.file.previous.map { [Self.figures(of: try Home.election($0))] } ?? []
    }

    /// Country totals of the lists' vote and all seats, as they are published.
    private static func figures(of folder: ElectionFolder) -> OtherElection {
        var figures: [FactName: ClaimValue] = [:]
        func add(_ measure: Measure, _ value: UInt64?) {
            if let value { figures[FactName(measure)] = .whole(Int64(value)) }
        }
        let days = folder.election.pollingDays
        if let tally = folder.tallies.first(where: { tally in
            folder.law.tier(tally.tier).map { if case .lists = $0.rule { true } else { false } } ?? false
        }) {
            add(.registered, tally.registered)
            add(.cast, tally.cast)
            add(.invalid, tally.invalid)
            if !tally.votes.isEmpty { add(.valid, tally.valid) }
        }
        var seats: [String: Int64] = [:]
        for claim in folder.claims { seats[claim.choice, default: 0] += Int64(claim.seats) }
        return OtherElection(
            label: folder.election.id.rawValue, year: days.first?.year ?? 0, figures: figures,
            seats: seats.keys.sorted().map { choice in
                let party = folder.election.parties.first { $0.id.rawValue == choice }
                return OtherElection.Seats(
                    name: party?.name[.english] ?? choice, isCollective: party == nil, count: seats[choice] ?? 0)
            })
    }
}
