import DataFormats
import ElectionFiles
import ElectionModel
import SeatAllocation

/// Members that several commands print alike.
extension JSON {
    /// Who holds a seat, or why nobody does.
    static func holder(_ holder: Seat.Holder) -> JSON {
        switch holder {
        case .candidate(let id): .object([("candidate", .string(id.rawValue))])
        case .list(let list, let person):
            .object([("list", .string(list.rawValue)), ("person", .optional(person) { .string($0.rawValue) })])
        case .appointed(let person): .object([("appointed", .optional(person) { .string($0.rawValue) })])
        case .open(let reason): .object([("open", .string(reason.rawValue))])
        }
    }

    /// Where a seat stands and who holds it.
    static func seat(_ seat: Seat) -> [(String, JSON)] {
        [
            ("tier", .string(seat.tier.rawValue)), ("district", .string(seat.district.rawValue)),
            ("number", .count(seat.number)), ("holder", .holder(seat.holder)),
        ]
    }

    /// Figures by name; exact fractions are texts.
    static func figures(_ figures: [Figure]) -> JSON {
        .object(figures.map { ($0.name, figure($0.value)) })
    }

    private static func figure(_ value: Figure.Value) -> JSON {
        switch value {
        case .count(let number): .count(number)
        case .whole(let number): .whole(number)
        case .fraction(let fraction): .fraction(fraction)
        case .text(let text): .string(text)
        case .choice(let id): .string(id.rawValue)
        case .choices(let ids): .array(ids.map { .string($0.rawValue) })
        case .district(let id): .string(id.rawValue)
        case .share(let share): .string(share.description)
        case .base(let base): .string(base.rawValue)
        }
    }
}

extension ElectionFolder {
    /// The kind of the votes that decide in a district; that of the tier where one district was reported by area, and that
    /// of the folder where nobody votes.
    func provenance(of tier: TierID, _ district: DistrictID) -> ProvenanceKind {
        let own = tallies.filter { $0.tier == tier }
        return (own.last { $0.district == district } ?? own.first)?.provenance ?? provenance
    }
}

extension LoadedElection {
    /// The kind of what is said about one seat with its holder: whom a reconstruction put there is reconstructed, even where
    /// the votes for the list are not.
    func provenance(of seat: Seat) -> ProvenanceKind {
        if reconstruction != nil, seat.person != nil { return .reconstructed }
        return folder.provenance(of: seat.tier, seat.district)
    }
}

extension Seat {
    /// As `--seat` and `--vacate` take it: `list/national/10`.
    var path: String { "\(tier)/\(district)/\(number)" }

    /// Reads `tier/district/number`; nil for anything else and for a seat that there is not.
    static func find(_ path: String, among seats: [Seat]) -> Seat? {
        seats.first { $0.path == path }
    }
}
