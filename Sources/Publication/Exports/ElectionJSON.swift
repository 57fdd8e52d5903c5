import DataFormats
import ElectionFiles
import ElectionModel
import ElectoralLaw
import SeatAllocation

extension Figures {
    /// One section with what has to be known to read it.
    func json(_ table: FigureTable) -> JSON {
        .object(
            [("format", .string("sailau-figures/1"))] + about + [
                ("section", .string(table.name)), ("rows", table.json()),
            ])
    }

    /// All sections, with the seats one by one and the sources.
    func json(_ tables: [FigureTable]) -> JSON {
        .object(
            [("format", .string("sailau-election-figures/1"))] + about + [
                ("polling_days", .array(election.pollingDays.map { .string($0.description) })),
                ("sections", .object(tables.map { ($0.name, $0.json()) })),
                ("seats", .array(outcome.seats.map(json))),
                (
                    "sources",
                    .array(
                        sources.map { source in
                            .object([
                                ("source", .string(source.id)), ("citation", .string(source.citation.english)),
                                ("citation_ru", .optional(source.citation.russian, JSON.string)),
                                ("citation_kk", .optional(source.citation.kazakh, JSON.string)),
                            ])
                        })
                ),
            ])
    }

    private var about: [(String, JSON)] {
        [
            ("election", .string(election.id.rawValue)), ("name", json(election.name)),
            ("law", .string(election.law)), ("reconstructed", .bool(isReconstructed)),
            ("importedTotals", .bool(hasImportedTotals)),
            ("notice", .optional(file.notice, json)),
        ]
    }

    private func json(_ text: Multilingual) -> JSON {
        .object(
            [("en", JSON.string(text.english))]
                + [("ru", text.russian), ("kk", text.kazakh)].compactMap { name, text in
                    text.map { (name, JSON.string($0)) }
                })
    }

    private func json(_ seat: Seat) -> JSON {
        .object(
            [
                ("tier", .string(seat.tier.rawValue)), ("district", .string(seat.district.rawValue)),
                ("number", .count(seat.number)),
            ] + holder(seat))
    }

    private func holder(_ seat: Seat) -> [(String, JSON)] {
        switch seat.holder {
        case .candidate(let id): [("candidate", .string(id.rawValue))]
        case .list(let list, let person):
            [("list", .string(list.rawValue)), ("person", .optional(person) { .string($0.rawValue) })]
        case .appointed(let person): [("appointed", .optional(person) { .string($0.rawValue) })]
        case .open(let reason): [("open", .string(reason.rawValue))]
        }
    }
}
