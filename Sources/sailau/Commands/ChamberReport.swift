import DataFormats
import ElectionFiles
import ElectionModel
import ElectoralLaw
import SeatAllocation
import Wording

/// A chamber as its law has it, and as its elections and appointments fill it on one day.
struct ChamberReport {
    /// In the order in which they were held; the last one is the one asked for.
    let elections: [LoadedElection]
    let wording: Wording
    let day: CalendarDate
    let composition: Composition

    /// - Throws: `BadInput` where a day is asked for and a term's first day is not given, or no day can be told.
    init(elections: [LoadedElection], on asked: CalendarDate?, wording: Wording) throws {
        self.elections = elections
        self.wording = wording
        var renewals: [Renewal] = []
        for election in elections {
            let file = election.folder.file
            // Without the first day of the term its order is that of the polling days; the term itself is shown as not given.
            guard let begins = file.termBegins ?? (asked == nil ? file.election.pollingDays.last : nil) else {
                throw BadInput(.noTermBegins, ["file": "\(file.election.id)/election.yaml"])
            }
            renewals.append(Renewal(termBegins: begins, outcome: election.outcome))
        }
        day = asked ?? renewals[renewals.count - 1].termBegins
        composition = composeChamber(under: elections[elections.count - 1].folder.law, from: renewals, on: day)
    }

    private var folder: ElectionFolder { elections[elections.count - 1].folder }
    private var law: Law { folder.law }

    // MARK: Text

    func text() -> String {
        let language = wording.language
        var parts = [Terminal.bold(folder.file.body[language]), "\(folder.election.law): \(law.statute)"]
        for election in elections where election.folder.file.notice != nil {
            let file = election.folder.file
            parts.append("\(file.election.name[language]). \(file.notice?[language] ?? "")")
        }
        parts.append(ways())
        var terms: [String] = []
        if let term = law.term {
            terms.append(cited(wording.term("command.term", [years(term.years)]), term.cites))
        }
        if let renewal = law.renewal {
            terms.append(
                cited(
                    wording.term(
                        "command.renewal", [years(renewal.everyYears), Figure("part", .fraction(renewal.part))]),
                    renewal.cites))
        }
        if !terms.isEmpty { parts.append(terms.joined(separator: "\n")) }
        parts.append(
            Terminal.bold(wording.term("command.composition", [Figure("day", .text(day.description))])) + "\n" + held())
        return parts.joined(separator: "\n\n")
    }

    private func years(_ years: Int) -> Figure { Figure("years", .count(UInt64(years))) }

    private func cited(_ text: String, _ cites: [Citation]) -> String {
        text + (cites.isEmpty ? "" : " " + Terminal.dim("(\(wording.citations(cites)))"))
    }

    private func ways() -> String {
        var table = TextTable([
            ("", .left), (wording.term("heading.seats"), .right), (wording.term("command.at one election"), .right),
            (wording.term("command.way"), .left), (wording.term("command.by whom"), .left),
            (wording.term("heading.article"), .left),
        ])
        for tier in law.tiers {
            let by =
                switch tier.rule {
                case .appointed(let appointed): wording.phrase(of: appointed.by)
                default: tier.college.map { wording.phrase(of: $0.members) } ?? wording.term("command.all electors")
                }
            table.add([
                tier.name[wording.language], wording.number(tier.seats),
                tier.isElected ? wording.number(law.seatsAtStake(in: tier)) : "–",
                wording.name(of: tier.way), by, wording.citations(tier.cites),
            ])
        }
        table.add([wording.term("heading.total"), wording.number(law.seats), "", "", "", ""])
        return table.text()
    }

    /// Seats by tier and term: held, vacant, and those for which no election or appointment is given.
    private func held() -> String {
        var table = TextTable([
            ("", .left), (wording.term("command.term begins"), .left), (wording.term("command.term ends"), .left),
            (wording.term("command.held"), .right), (wording.term("heading.vacant"), .right),
            (wording.term("command.missing"), .right), (wording.term("heading.provenance"), .left),
        ])
        for tier in law.tiers {
            let seats = composition.seats(in: tier.id)
            let missing = composition.missing.first { $0.tier == tier.id }?.seats ?? 0
            let name = tier.name[wording.language]
            for begins in termBeginnings(seats) {
                let own = seats.filter { $0.termBegins == begins }
                let held = own.count { isHeld($0.seat) }
                table.add([
                    name, shown(own[0].termBegins, begins), shown(own[0].termEnds, begins), wording.number(held),
                    wording.number(own.count - held), "",
                    wording.name(of: provenance(own[0])),
                ])
            }
            if missing > 0 { table.add([name, "", "", "", "", wording.number(missing), ""]) }
        }
        let held = composition.seats.count { isHeld($0.seat) }
        let missing = composition.missing.reduce(0) { $0 + $1.seats }
        table.add([
            wording.term("heading.total"), "", "", wording.number(held), wording.number(composition.seats.count - held),
            missing == 0 ? "" : wording.number(missing), "",
        ])
        return table.text()
    }

    private func termBeginnings(_ seats: [Composition.ComposedSeat]) -> [CalendarDate] {
        var result: [CalendarDate] = []
        for seat in seats where !result.contains(seat.termBegins) { result.append(seat.termBegins) }
        return result
    }

    private func isHeld(_ seat: Seat) -> Bool {
        switch seat.holder {
        case .open, .appointed(nil): false
        case .candidate, .list, .appointed: true
        }
    }

    /// The election whose term begins on a day, whether that day is given or only its polling day.
    private func election(beginning day: CalendarDate) -> LoadedElection {
        let found = elections.last { ($0.folder.file.termBegins ?? $0.folder.election.pollingDays.last) == day }
        return found ?? elections[elections.count - 1]
    }

    private func isGiven(_ begins: CalendarDate) -> Bool { election(beginning: begins).folder.file.termBegins != nil }

    private func shown(_ day: CalendarDate?, _ begins: CalendarDate) -> String {
        guard isGiven(begins) else { return wording.term("absent.not given") }
        return day.map { wording.date($0) } ?? "–"
    }

    /// The kind of the votes that a seat was won by, whoever sits on it.
    private func provenance(_ seat: Composition.ComposedSeat) -> ProvenanceKind {
        election(beginning: seat.termBegins).folder.provenance(of: seat.seat.tier, seat.seat.district)
    }

    // MARK: JSON

    func json() -> JSON {
        .object([
            ("format", .string("sailau-chamber/1")), ("body", .string(law.body)), ("law", .string(folder.election.law)),
            ("elections", .array(elections.map { .string($0.folder.election.id.rawValue) })),
            ("seats", .count(law.seats)),
            ("term", .optional(law.term) { .object([("years", .count($0.years)), ("cites", cites($0.cites))]) }),
            (
                "renewal",
                .optional(law.renewal) {
                    .object([
                        ("part", .fraction($0.part)), ("every_years", .count($0.everyYears)),
                        ("cites", cites($0.cites)),
                    ])
                }
            ),
            ("tiers", .array(law.tiers.map(json))), ("day", .string(day.description)),
            ("composition", .array(composition.seats.map(json))),
            (
                "missing",
                .array(
                    composition.missing.map {
                        .object([("tier", .string($0.tier.rawValue)), ("seats", .count($0.seats))])
                    })
            ),
        ])
    }

    private func cites(_ cites: [Citation]) -> JSON { .array(cites.map(JSON.string)) }

    private func json(_ tier: Tier) -> JSON {
        let by: String? =
            if case .appointed(let appointed) = tier.rule { appointed.by } else { tier.college?.members }
        return .object([
            ("tier", .string(tier.id.rawValue)), ("seats", .count(tier.seats)), ("way", .string(tier.way.rawValue)),
            ("by", .optional(by, JSON.string)),
            ("at_one_election", tier.isElected ? .count(law.seatsAtStake(in: tier)) : .null),
            ("cites", cites(tier.cites)),
        ])
    }

    private func json(_ seat: Composition.ComposedSeat) -> JSON {
        let isGiven = isGiven(seat.termBegins)
        func day(_ day: CalendarDate?) -> JSON { .optional(isGiven ? day : nil) { .string($0.description) } }
        return .object(
            JSON.seat(seat.seat) + [
                ("term_begins", day(seat.termBegins)), ("term_ends", day(seat.termEnds)),
                ("status", .string(election(beginning: seat.termBegins).provenance(of: seat.seat).rawValue)),
            ])
    }
}
