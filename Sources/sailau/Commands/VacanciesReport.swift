import DataFormats
import ElectionFiles
import ElectionModel
import ElectoralLaw
import SeatAllocation
import Wording

/// How vacated seats are filled, as a table and as JSON.
struct VacanciesReport {
    let loaded: LoadedElection
    let after: SeatsAfterVacancies
    let termBegan: CalendarDate?
    let wording: Wording

    private var folder: ElectionFolder { loaded.folder }

    func text() -> String {
        let language = wording.language
        var parts = [
            Terminal.bold(folder.election.name[language]), "\(folder.election.law): \(folder.law.statute)",
        ]
        if let notice = folder.file.notice { parts.append(notice[language]) }
        var table = TextTable([
            (wording.term("heading.seat"), .left), (wording.term("heading.holder"), .left),
            (wording.term("command.left"), .left), (wording.term("command.filled by"), .left),
            (wording.term("heading.article"), .left), (wording.term("heading.provenance"), .left),
        ])
        for filling in after.fillings {
            table.add([
                filling.seat.path, wording.text(of: filling.seat.holder),
                filling.date.map { wording.date($0) } ?? wording.term("absent.not given"), successor(filling),
                wording.citations(filling.cites), wording.name(of: status(filling)),
            ])
        }
        return (parts + [table.text()] + notes()).joined(separator: "\n\n")
    }

    private func successor(_ filling: VacancyFilling) -> String {
        switch filling.result {
        case .nextOnList(let person?): wording.term("command.next on list", [Figure("person", .choice(person))])
        case .nextOnList(nil): wording.term("command.next not given")
        case .byElection(let day):
            wording.term("command.by-election", day.map { [Figure("day", .text($0.description))] } ?? months(filling))
        case .appointment: wording.term("command.new appointment")
        case .vacant(let reason):
            wording.term(
                "command.stays vacant", [Figure("reason", .text(wording.name(of: reason)))])
        }
    }

    private func rule(_ filling: VacancyFilling) -> VacancyRule? {
        folder.law.vacancies.first { $0.tier == filling.seat.tier }
    }

    private func months(_ filling: VacancyFilling) -> [Figure] {
        rule(filling)?.withinMonths.map { [Figure("months", .count(UInt64($0)))] } ?? []
    }

    /// What the law makes depend on days that are not given.
    private func notes() -> [String] {
        var months: [Int] = []
        for filling in after.fillings where filling.date == nil || termBegan == nil {
            if let last = rule(filling)?.notInLastMonths, !months.contains(last) { months.append(last) }
        }
        return months.map { wording.term("command.last months", [Figure("months", .count(UInt64($0)))]) }
    }

    private func status(_ filling: VacancyFilling) -> ProvenanceKind {
        loaded.provenance(of: filling.seat)
    }

    func json() -> JSON {
        .object([
            ("format", .string("sailau-vacancies/1")), ("election", .string(folder.election.id.rawValue)),
            ("law", .string(folder.election.law)),
            ("term_began", .optional(termBegan) { .string($0.description) }),
            ("fillings", .array(after.fillings.map(json))),
            ("unknown", .array(after.unknown.map { .string($0.person.rawValue) })),
            ("seats", .array(after.seats.map { .object(JSON.seat($0)) })),
        ])
    }

    private func json(_ filling: VacancyFilling) -> JSON {
        var members = JSON.seat(filling.seat) + [("left", .optional(filling.date) { .string($0.description) })]
        switch filling.result {
        case .nextOnList(let person):
            members += [
                ("filled_by", .string("next on list")), ("person", .optional(person) { .string($0.rawValue) }),
            ]
        case .byElection(let day):
            members += [
                ("filled_by", .string("by-election")), ("called_by", .optional(day) { .string($0.description) }),
            ]
        case .appointment: members.append(("filled_by", .string("appointment")))
        case .vacant(let reason):
            members += [("filled_by", .null), ("reason", .string(reason.rawValue))]
        }
        return .object(
            members + [
                ("cites", .array(filling.cites.map(JSON.string))), ("status", .string(status(filling).rawValue)),
            ])
    }
}
