import DataFormats
import ElectionModel
import ElectoralLaw
import MistakeWords
import SeatAllocation

/// Writes what came out as short statements, as the phrase files do.
enum Statements {
    /// Both outcomes of a case, from the words of the law that it amends.
    static func of(_ phrase: PhraseCase, under text: String) -> [String] {
        let law: Law
        do throws(Mistakes) {
            law = try Law.read(Array(text.utf8), file: phrase.law)
        } catch {
            return error.list.map { "refused: \($0.field): \($0.problem)" }
        }
        switch phrase.question {
        case .registration:
            return checkRegistration(phrase.applications, under: law).filter { $0.severity != .information }.map(
                finding)
        case .composition(let day): return composition(phrase, law, day)
        case .seats, .vacancies, .deposits: break
        }
        let tallies = phrase.tallies.map(\.tally)
        let outcome = decideSeats(under: law, of: phrase.election, from: tallies, with: phrase.decisions)
        switch phrase.question {
        case .vacancies(let began):
            let after = fillVacancies(
                under: law, of: phrase.election, after: outcome, from: tallies, with: phrase.decisions,
                termBegan: began)
            return after.fillings.map(filling)
        case .deposits:
            return depositReturns(under: law, of: phrase.election, from: tallies, after: outcome).map {
                "\($0.choice): \($0.isReturned == true ? "returned" : "kept"), \($0.reason.rawValue)"
            }
        default: return seats(outcome)
        }
    }

    static func seats(_ outcome: Outcome) -> [String] {
        outcome.contests.map(contest) + outcome.lists.flatMap { list($0, outcome) } + appointed(outcome)
            + outcome.ties.map(tie) + outcome.findings.map(finding)
    }

    private static func contest(_ contest: ContestOutcome) -> String {
        let name = contest.district.rawValue == "seats" ? "" : "\(contest.district): "
        switch contest.result {
        case .elected(let winners, let round):
            return "\(name)elected \(names(winners))\(round == 2 ? " in the second ballot" : "")"
        case .runOff(let finalists): return "\(name)run-off between \(names(finalists))"
        case .open(let reason): return "\(name)nobody: \(reason.rawValue)"
        }
    }

    private static func list(_ tier: ListTierOutcome, _ outcome: Outcome) -> [String] {
        var line = tier.lists.map { "\($0.list) \($0.seats)" }.joined(separator: ", ")
        if tier.unfilled > 0 { line += ", vacant \(tier.unfilled)" }
        if tier.added > 0 { line += ", added \(tier.added)" }
        if tier.tier.rawValue != "seats" { line = "\(tier.tier): \(line)" }
        var result = [line]
        if tier.districts.count > 1 {
            for district in tier.districts {
                let seats = district.byList.map { "\($0.list) \($0.seats)" }.joined(separator: ", ")
                result.append("\(district.district): \(seats)")
            }
        }
        let persons = outcome.seats.filter { $0.tier == tier.tier }.compactMap(\.person)
        if !persons.isEmpty { result.append("seated: \(names(persons))") }
        let open = outcome.seats.filter { $0.tier == tier.tier }.compactMap { seat -> OpenReason? in
            if case .open(let reason) = seat.holder { reason } else { nil }
        }
        if let reason = open.first(where: { $0 != .vacant && $0 != .tie }) {
            result.append("nobody: \(reason.rawValue)")
        }
        return result
    }

    private static func appointed(_ outcome: Outcome) -> [String] {
        outcome.seats.compactMap { seat in
            if case .appointed(let person) = seat.holder {
                "appointed: \(person?.rawValue ?? "nobody yet")"
            } else {
                nil
            }
        }
    }

    private static func tie(_ tie: Tie) -> String {
        "tie: \(tie.number) of \(names(tie.among)) for \(tie.places.rawValue), "
            + (tie.lawIsSilent ? "the law is silent" : "a lot decides")
    }

    static func finding(_ finding: Finding) -> String {
        let place = finding.place.joined(separator: " ")
        return "finding \(finding.code)" + (place.isEmpty ? "" : ": \(place)")
    }

    private static func filling(_ filling: VacancyFilling) -> String {
        let who = filling.seat.person?.rawValue ?? "nobody known"
        switch filling.result {
        case .nextOnList(let person): return "\(who) is followed by \(person?.rawValue ?? "somebody unknown")"
        case .byElection(let day): return "\(who): by-election" + (day.map { " to be called by \($0)" } ?? "")
        case .appointment: return "\(who): to be appointed anew"
        case .vacant(let reason): return "\(who): vacant, \(reason.rawValue)"
        }
    }

    private static func composition(_ phrase: PhraseCase, _ law: Law, _ day: CalendarDate) -> [String] {
        var days: [CalendarDate] = []
        for case let day? in phrase.tallies.map(\.termBegins) where !days.contains(day) { days.append(day) }
        let renewals = days.map { day in
            Renewal(
                termBegins: day,
                outcome: decideSeats(
                    under: law, of: phrase.election,
                    from: phrase.tallies.filter { $0.termBegins == day }.map(\.tally), with: phrase.decisions))
        }
        let composed = composeChamber(under: law, from: renewals, on: day)
        var lines = composed.seats.map { seat in
            let person = seat.seat.person?.rawValue ?? "nobody"
            return "\(person) until \(seat.termEnds?.description ?? "further notice")"
        }
        lines += composed.missing.map { "missing: \($0.seats)" }
        return lines
    }

    private static func names(_ ids: [ChoiceID]) -> String {
        ids.map(\.rawValue).joined(separator: ", ")
    }
}
